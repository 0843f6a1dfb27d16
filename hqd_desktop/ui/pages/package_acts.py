"""Making and verifying a package (上报包) from the window: on the file thread, with progress and a way to stop."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from hqd_desktop.paths import PACKAGE_SUFFIX
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.package_records import Verdict
from hqd_desktop.services.packaging import Makers, make_package
from hqd_desktop.services.records import Submission
from hqd_desktop.services.verifying import verify_package
from hqd_desktop.ui.dialogs.package_dialog import RefusedPackageDialog, VerdictDialog
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

FOLDER = "package.folder"
DELAY_MS = 300  # what is done sooner shows no progress


class PackageActs(QObject):
    """Belongs to the page whose buttons ask for it."""

    def __init__(self, session: Session, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._theme, self._page = session, theme, page

    def make(self, path: Path, submission: Submission) -> None:
        """Write the package and say so once it was opened and found right."""
        desk = self._session.desk

        def job(tell: Any, cancel: Any) -> Verdict:
            evidence = desk.evidence_folder() if submission.evidence else None
            makers = Makers(desk.packages(), desk.workbooks(), desk.reports(), evidence)
            return make_package(path, submission, makers, tell)

        self._run("生成上报包", job, lambda _: self._on_made(path), "没有生成上报包", path)

    def choose(self) -> None:
        """Ask which package to verify."""
        settings = self._session.desk.settings()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = settings.get(FOLDER, "") or documents
        kinds = f"上报包 (*{PACKAGE_SUFFIX});;所有文件 (*)"
        place, _ = QFileDialog.getOpenFileName(self._page, "核验上报包", start, kinds)
        if place:
            settings.set(FOLDER, str(Path(place).parent))
            self.verify(Path(place))

    def verify(self, path: Path) -> None:
        """Look at a package and show what was found; nothing is written."""
        desk = self._session.desk
        self._run(
            "核验上报包",
            lambda tell, cancel: verify_package(desk.packages(), path, tell),
            lambda verdict: VerdictDialog(self._theme, path, verdict, self._page.window()).open(),
            "没有核验",
            path,
        )

    def _on_made(self, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        words = f"已导出，打开复核无误：{path}"
        self._session.notify(words, "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(folder)))

    def _run(
        self,
        title: str,
        job: Callable[[Any, Any], Verdict],
        done: Callable[[Verdict], None],
        refused: str,
        path: Path,
    ) -> None:
        dialog = QProgressDialog(f"正在{title}…", "停止", 0, 0, self._page)
        dialog.setWindowTitle(title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinimumWidth(self._theme.px(420))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(DELAY_MS)

        def tell(step: int, steps: int, words: str) -> None:
            dialog.setMaximum(steps)
            dialog.setLabelText(f"{words}…")
            dialog.setValue(step)

        def end() -> None:
            dialog.canceled.disconnect(cancel.request)  # closing counts as stopping
            dialog.close()

        def show(verdict: Verdict) -> None:
            end()
            done(verdict)

        def refuse(error: UserFacingError) -> None:
            end()
            RefusedPackageDialog(self._theme, refused, path, sentences(error.problems), self._page.window()).open()

        def stopped() -> None:
            end()
            self._session.notify(f"已停止{title}，没有写入任何文件，原来的文件没有变。", "warning")

        cancel = self._session.tasks.run_in_files(job, show, refuse, tell, stopped)
        dialog.canceled.connect(cancel.request)

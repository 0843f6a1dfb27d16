"""佐证目录 on its way out: printed, as PDF, or with all files into folders; on the file thread, with a way to stop."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue
from hqd_desktop.services.evidence_export import export_evidence
from hqd_desktop.services.evidence_listing import export_name
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

FOLDER = "evidence.folder"
DELAY_MS = 300  # what is done sooner shows no progress
SHOWN = 3


class EvidenceOutput(QObject):
    """Belongs to the dialog whose buttons ask for it; `said` is for the dialog, which hides what the page says."""

    said = Signal(str, str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme, self._parent = session, theme, parent

    def print_out(self, catalogue: EvidenceCatalogue) -> None:
        """The catalogue on paper."""
        from hqd_desktop.ui.print_job import print_pdf

        desk = self._session.desk

        def make(tell: Any, cancel: Any) -> tuple[bytes, int]:
            from hqd_desktop.reporting.pages import PdfPages

            pdf = desk.reports().catalogue_pdf(catalogue)
            with PdfPages(pdf) as pages:
                return pdf, len(pages)

        def made(answer: tuple[bytes, int]) -> None:
            title, save = export_name(catalogue), lambda: self.save_pdf(catalogue)
            print_pdf(self._session, self._parent, title, *answer, "佐证目录", save)

        self._session.tasks.run_in_files(make, made)

    def save_pdf(self, catalogue: EvidenceCatalogue) -> None:
        """The catalogue as a file; where to is asked for."""
        start = self._start() / f"{export_name(catalogue)}目录.pdf"
        place, _ = QFileDialog.getSaveFileName(self._parent, "佐证目录存为 PDF", str(start), "PDF (*.pdf)")
        if place:
            path = Path(place)
            self._session.desk.settings().set(FOLDER, str(path.parent))
            desk = self._session.desk

            def write(tell: Any, cancel: Any) -> None:
                desk.write_bytes(path, desk.reports().catalogue_pdf(catalogue))

            self._run("存为 PDF", write, lambda _: self._say_done(path, path.parent))

    def choose_folder(self, catalogue: EvidenceCatalogue) -> None:
        """All files in folders numbered as the table; into which folder is asked for."""
        place = QFileDialog.getExistingDirectory(self._parent, "佐证导出到哪个文件夹", str(self._start()))
        if place:
            self._session.desk.settings().set(FOLDER, place)
            self.export(catalogue, Path(place))

    def export(self, catalogue: EvidenceCatalogue, parent: Path) -> None:
        """Write a new folder in `parent`; it appears whole or not at all."""
        desk = self._session.desk
        folder = desk.evidence_folder()

        def job(tell: Any, cancel: Any) -> Path:
            return export_evidence(parent, catalogue, folder, desk.workbooks(), tell)

        self._run("导出佐证", job, lambda target: self._say_done(target, target))

    def _start(self) -> Path:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(self._session.desk.settings().get(FOLDER, "") or documents)

    def _say_done(self, written: Path, folder: Path) -> None:
        url = QUrl.fromLocalFile(str(folder))
        words = f"已导出到 {written}"
        self._session.notify(words, "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(url)))
        self.said.emit(words, "ok")

    def _say(self, words: str, tone: str) -> None:
        self._session.notify(words, tone)
        self.said.emit(words, tone)

    def _run(self, title: str, job: Callable[[Any, Any], Any], done: Callable[[Any], None]) -> None:
        dialog = QProgressDialog(f"正在{title}…", "停止", 0, 0, self._parent)
        dialog.setWindowTitle(title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinimumWidth(self._theme.px(420))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(DELAY_MS)

        def tell(step: int, steps: int, words: str) -> None:
            # bytes of large files do not fit into the bar's whole numbers
            dialog.setMaximum(1000)
            dialog.setLabelText(f"{words}…")
            dialog.setValue(1000 * step // max(1, steps))

        def end() -> None:
            dialog.canceled.disconnect(cancel.request)  # closing counts as stopping
            dialog.close()

        def made(answer: Any) -> None:
            end()
            done(answer)

        def refuse(error: UserFacingError) -> None:
            end()
            said = sentences(error.problems)
            more = f"\n还有 {len(said) - SHOWN} 处。" if len(said) > SHOWN else ""
            self._say("\n".join(said[:SHOWN]) + more, "error")

        def stopped() -> None:
            end()
            self._say(f"已停止{title}，没有写入任何文件。", "warning")

        cancel = self._session.tasks.run_in_files(job, made, refuse, tell, stopped)
        dialog.canceled.connect(cancel.request)

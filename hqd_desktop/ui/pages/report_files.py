"""The files of 报告与上报: where they go, what they are called, and that each can be stopped; it draws nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from hqd_desktop.paths import PACKAGE_SUFFIX
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import Submission
from hqd_desktop.services.wording import file_name
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.package_acts import PackageActs
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel

FOLDER = "export.folder"


class ReportFiles(QObject):
    """Belongs to the page whose buttons ask for it; everything is written on the file thread."""

    def __init__(self, session: Session, package: PackageActs, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._package, self._page = session, package, page

    def file_name(self, view: View, suffix: str) -> str:
        """The name of a file that leaves the program (domain.md §5)."""
        return file_name(view.hospital, view.record.year, view.record.submission, f"{date.today():%Y%m%d}", suffix)

    def _choose_place(self, title: str, suffix: str, kinds: str, mark: str = "") -> Path | None:
        view = self._session.view
        if view is None:
            return None
        settings = self._session.desk.settings()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(settings.get(FOLDER, "") or documents)
        start = folder / self.file_name(view, f"{mark}{suffix}")
        place, _ = QFileDialog.getSaveFileName(self._page, title, str(start), kinds)
        if not place:
            return None
        path = Path(place)
        path = path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
        settings.set(FOLDER, str(path.parent))
        return path

    def save_pdf(self) -> None:
        """The report."""
        path = self._choose_place("存为 PDF", ".pdf", "PDF (*.pdf)")
        if path is not None:
            desk = self._session.desk
            self._write(path, lambda submission, cancel: desk.reports().write_pdf(path, submission, cancel.check))

    def save_word(self) -> None:
        """The report, to be changed in Word."""
        path = self._choose_place("存为 Word", ".docx", "Word 文档 (*.docx)")
        if path is not None:
            desk = self._session.desk
            self._write(path, lambda submission, cancel: desk.reports().write_docx(path, submission, cancel.check))

    def save_blank(self) -> None:
        """The table and the forms, empty, for pen."""
        path = self._choose_place("空白表存为 PDF", ".pdf", "PDF (*.pdf)", "_空白表")
        if path is not None:
            desk = self._session.desk
            self._write(path, lambda submission, cancel: desk.reports().write_blank(path, submission, cancel.check))

    def save_workbook(self) -> None:
        """The submission workbook."""
        path = self._choose_place("导出上报工作簿", ".xlsx", "Excel 工作簿 (*.xlsx)")
        if path is not None:
            desk = self._session.desk
            self._write(path, lambda submission, _: desk.workbooks().write_submission(path, submission))

    def save_package(self) -> None:
        """Everything in one file."""
        path = self._choose_place("生成上报包", PACKAGE_SUFFIX, f"上报包 (*{PACKAGE_SUFFIX})")
        if path is not None:
            self._session.prepare_submission(lambda submission: self._package.make(path, submission))

    def _write(self, path: Path, write: Callable[[Submission, Cancel], object]) -> None:
        """On the file thread, with a dialog that stops it when it takes longer than a moment."""

        def prepared(submission: Submission) -> None:
            dialog = QProgressDialog(f"正在写 {path.name}…", "停止", 0, 0, self._page)
            dialog.setWindowTitle("生成文件")
            dialog.setMinimumDuration(700)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

            def end(words: str = "") -> None:
                dialog.close()
                if words:
                    self._session.notify(words, "warning")

            def written(_: object) -> None:
                end()
                self._on_written(path)

            def failed(error: UserFacingError) -> None:
                end()
                self._session.tasks.refused.emit(error)

            job = self._session.tasks.run_in_files(
                lambda tell, cancel: write(submission, cancel),
                written,
                failed,
                cancelled=lambda: end(f"已停止，没有写 {path.name}。"),
            )
            dialog.canceled.connect(job.request)

        self._session.prepare_submission(prepared)

    def _on_written(self, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._session.notify(f"已导出到 {path}", "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(folder)))

"""季度报告: a quarter of the ledger for 按季调度 as it will be printed; as PDF, Word, on paper. It writes no figure."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QSizeF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.evidence_names import safe_folder
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.quarter_sheet import QUARTER_NAMES, QuarterSheet, quarter_sheet
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Segments, label
from hqd_desktop.ui.widgets.page_view import PageView

FOLDER = "export.folder"
HINT = "一到三页：写得多时只印要点，标“…”的全文在工作台账里。填报的数、台账一变，下次打开就按新的排。"


class QuarterReportDialog(QDialog):
    """Another quarter is chosen at the head; PageUp and PageDown turn pages, Esc closes."""

    def __init__(self, session: Session, theme: Theme, quarter: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme, self._round = session, theme, 0
        self._sheet: QuarterSheet | None = None
        self.pdf = b""
        self._pages = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("季度报告")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("季度报告", "panel"))
        self.quarters = Segments(QUARTER_NAMES, theme, "哪一季度")
        head.addWidget(self.quarters)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(label(HINT, "caption", "text2", wrap=True))
        self.view = PageView(theme, "季度报告预览", "适宽")
        self.view.wanted.connect(self._on_pictures_wanted)
        column.addWidget(self.view, 1)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1180), room.width() - 40), room.height() - 24)
        self.quarters.group.buttonToggled.connect(lambda _, on: self._ask() if on else None)
        self.quarters.set_answer(QUARTER_NAMES[quarter - 1])

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return QUARTER_NAMES.index(self.quarters.answer) + 1

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.made: list[Button] = []
        for words, icon, act in (
            ("打印…", "print", self._print),
            ("存为 PDF…", "pdf", self._save_pdf),
            ("存为 Word…", "document", self._save_word),
        ):
            button = Button(words, self._theme, "", icon)
            button.clicked.connect(lambda _=False, act=act: act())
            self.made.append(button)
            row.addWidget(button)
        row.addStretch(1)
        close = Button("关闭 Esc", self._theme, "primary")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    # -- making --------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """The ledger is read on the database thread, the pages are laid out on that of files."""
        self._round += 1
        number, quarter = self._round, self.quarter
        self._offer(False)
        self.view.show_words("正在排版…")

        def read(ledger: LedgerView) -> None:
            view = self._session.view
            if number == self._round and view is not None and shiboken6.isValid(self):
                source = self._session.desk.source()
                names = [source.scheme(book.tasks.pack).short for book in ledger.books]
                self._lay_out(
                    quarter_sheet(view.assessment, view.figures, ledger.books, names, quarter, ledger.today), number
                )

        self._session.ask_books(lambda books: books.ledger.read(), read, self._session.refused.emit)

    def _lay_out(self, sheet: QuarterSheet, number: int) -> None:
        reports = self._session.desk.reports()

        def work(tell: Any, cancel: Any) -> tuple[bytes, list[QSizeF]]:
            from hqd_desktop.reporting.pages import PdfPages

            pdf = reports.quarter_pdf(sheet)
            with PdfPages(pdf) as pages:
                return pdf, [QSizeF(*pages.size(index)) for index in range(len(pages))]

        def made(answer: tuple[bytes, list[QSizeF]]) -> None:
            if number == self._round and shiboken6.isValid(self):
                self._sheet, (self.pdf, sizes) = sheet, answer
                self._pages = len(sizes)
                self._offer(True)
                self.view.show_pages(sizes)
                self.view.sheet.setFocus()

        self._session.tasks.run_in_files(work, made, self._refuse)

    def _on_pictures_wanted(self, numbers: list[int], dpi: float) -> None:
        pdf, of_round = self.pdf, self._round

        def work(tell: Any, cancel: Any) -> list[tuple[int, QImage]]:
            from hqd_desktop.reporting.pages import PdfPages
            from hqd_desktop.ui.printing import image_of

            with PdfPages(pdf) as pages:
                return [(number, image_of(pages, number, dpi)) for number in numbers]

        def take(images: list[tuple[int, QImage]]) -> None:
            if of_round == self._round and shiboken6.isValid(self):
                for number, image in images:
                    self.view.show_image(number, image)

        self._session.tasks.run_in_files(work, take)

    def _offer(self, there: bool) -> None:
        for button in self.made:
            button.setEnabled(there)

    def _refuse(self, error: UserFacingError) -> None:
        if shiboken6.isValid(self):
            self.view.show_words("\n".join(sentences(error.problems)))

    # -- out -----------------------------------------------------------------------------------------------------

    def _name(self, sheet: QuarterSheet) -> str:
        hospital = safe_folder(sheet.hospital)
        return f"{hospital}_{sheet.year}年{QUARTER_NAMES[sheet.quarter - 1]}_按季调度报告_{date.today():%Y%m%d}"

    def _print(self) -> None:
        if self._sheet is not None:
            from hqd_desktop.ui.print_job import print_pdf

            name = self._name(self._sheet)
            print_pdf(self._session, self, name, self.pdf, self._pages, "季度报告", self._save_pdf)

    def _save_pdf(self) -> None:
        pdf = self.pdf
        self._save("存为 PDF", ".pdf", "PDF (*.pdf)", lambda _: pdf)

    def _save_word(self) -> None:
        reports = self._session.desk.reports()
        self._save("存为 Word", ".docx", "Word 文档 (*.docx)", reports.quarter_docx)

    def _save(self, title: str, suffix: str, kinds: str, make: Callable[[QuarterSheet], bytes]) -> None:
        sheet, settings = self._sheet, self._session.desk.settings()
        if sheet is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(settings.get(FOLDER, "") or documents) / f"{self._name(sheet)}{suffix}"
        place, _ = QFileDialog.getSaveFileName(self, title, str(start), kinds)
        if not place:
            return
        path = Path(place)
        path = path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
        settings.set(FOLDER, str(path.parent))
        desk, folder = self._session.desk, QUrl.fromLocalFile(str(path.parent))

        def done(_: object) -> None:
            words = f"已导出到 {path}"
            self._session.notify(words, "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(folder)))

        def failed(error: UserFacingError) -> None:
            self._session.notify("\n".join(sentences(error.problems)), "error")

        self._session.tasks.run_in_files(lambda tell, cancel: desk.write_bytes(path, make(sheet)), done, failed)

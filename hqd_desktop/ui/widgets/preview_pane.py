"""The report as it will be printed: rendered on the file thread, only while it can be seen and after data changed."""

from collections.abc import Callable

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.records import Submission
from hqd_desktop.services.report_ledger import TaskReport
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, label, rule
from hqd_desktop.ui.widgets.page_sheet import MODES, PageSheet
from hqd_desktop.ui.widgets.page_thumbs import PageThumbs


class PreviewPane(QWidget):
    """`rendered` when a new PDF is shown; `pdf` holds it."""

    rendered = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.pdf = b""
        self._digest = ""
        self._round = 0
        self._ledger: tuple[TaskReport, ...] = ()
        self.setProperty("area", "sub2")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_tools())
        column.addWidget(rule())
        self._sheet = PageSheet(theme)
        self._sheet.wanted.connect(self._on_pictures_wanted)
        self._sheet.turned.connect(self._on_turned)
        self._sheet.zoomed.connect(self._on_zoomed)
        self._words = label("正在排版…", "body", "text2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._words)
        self._stack.addWidget(self._sheet)
        self._thumbs = PageThumbs(theme)
        self._thumbs.wanted.connect(self._on_thumbs_wanted)
        self._thumbs.chosen.connect(self._sheet.go_to)
        self._thumbs.hide()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._thumbs)
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        self._job: Cancel | None = None

    @property
    def page_count(self) -> int:
        """Pages of the PDF that is shown."""
        return self._count

    def show_digest(self, digest: str) -> None:
        """Render anew when the data differ from what is shown."""
        if digest == self._digest:
            return
        self._digest = digest
        self._round += 1
        if self._job is not None:
            self._job.request()  # what it would show is out of date
        number = self._round
        self._session.prepare_submission(lambda submission: self._render(submission, number))

    def look_again(self) -> None:
        """Render anew where the ledger, which is no part of a view, has been written since."""
        number = self._round
        if self._digest:
            self._session.prepare_submission(lambda submission: self._on_looked(submission, number))

    def _on_looked(self, submission: Submission, number: int) -> None:
        if number == self._round and submission.ledger != self._ledger:
            self.refresh()

    def refresh(self) -> None:
        """Render anew in any case."""
        digest, self._digest = self._digest, ""
        self.show_digest(digest)

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        tools.setProperty("area", "sub2")
        row = QHBoxLayout(tools)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        self._mode = Picker(self._theme, "预览方式")
        self._mode.addItems(MODES)
        self._mode.setCurrentText("双页")
        self._mode.currentTextChanged.connect(lambda mode: self._sheet.set_mode(mode))
        self._small = Button("缩略图", self._theme, "flat", "pages")
        self._small.setCheckable(True)
        self._small.setAccessibleName("缩略图")
        self._small.toggled.connect(lambda on: self._thumbs.setVisible(on))
        self._percent = label("", "secondary", "text2")
        self._back = Button("", self._theme, "flat", "left")
        self._back.setAccessibleName("上一页")
        self._back.clicked.connect(lambda: self._sheet.turn(-1))
        self._place = label("", "body")
        self._next = Button("", self._theme, "flat", "right")
        self._next.setAccessibleName("下一页")
        self._next.clicked.connect(lambda: self._sheet.turn(1))
        self._hint = label("", "secondary", "text2")
        row.addWidget(self._small)
        row.addWidget(self._mode)
        row.addWidget(self._percent)
        row.addStretch(1)
        for widget in (self._back, self._place, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._hint)
        self._stop = Button("停止", self._theme, "link")
        self._stop.setAccessibleName("停止排版")
        self._stop.clicked.connect(lambda: self._job.request() if self._job else None)
        self._stop.hide()
        row.addWidget(self._stop)
        self._count = 0
        return tools

    def _on_zoomed(self, mode: str) -> None:
        blocked = self._mode.blockSignals(True)
        self._mode.setCurrentText(mode)
        self._mode.blockSignals(blocked)

    def _render(self, submission: Submission, number: int) -> None:
        if number != self._round:
            return
        self._ledger = submission.ledger
        self._hint.setText("正在排版…")
        self._stop.show()
        desk = self._session.desk

        def work(tell, cancel) -> tuple[bytes, list[QSizeF]]:
            from hqd_desktop.reporting.pages import PdfPages

            tell(0, 2, "正在排版…")
            pdf = desk.reports().render_pdf(submission, cancel.check)
            tell(1, 2, "正在数页…")
            with PdfPages(pdf) as pages:
                return pdf, [QSizeF(*pages.size(index)) for index in range(len(pages))]

        self._job = self._session.tasks.run_in_files(
            work,
            lambda made: self._on_rendered(made, number),
            lambda error: self._on_failed(error, number),
            lambda step, steps, words: self._hint.setText(words),
            lambda: self._on_stopped(number),
        )

    def _on_rendered(self, made: tuple[bytes, list[QSizeF]], number: int) -> None:
        if number != self._round:
            return
        before = bool(self.pdf)
        self.pdf, sizes = made
        self._count = len(sizes)
        self._hint.setText("")
        self._stop.hide()
        self._stack.setCurrentWidget(self._sheet)
        self._thumbs.show_pages(sizes)
        self._sheet.show_pages(sizes, keep_place=before)
        self.rendered.emit()

    def _on_failed(self, error: UserFacingError, number: int) -> None:
        self._digest = ""
        self._hint.setText("")
        self._stop.hide()
        self._words.setText("\n".join(sentences(error.problems)))
        self._stack.setCurrentWidget(self._words)

    def _on_stopped(self, number: int) -> None:
        """The user thought better of it: what was shown stays, and the next change renders anew."""
        if number == self._round:
            self._digest = ""
            self._hint.setText("已停止排版")
            self._stop.hide()
            if not self.pdf:
                self._words.setText("已停止排版。报告的数据没有变；改动任何一个数，或换到别的页再回来，会重新排版。")

    def _on_pictures_wanted(self, numbers: list[int], dpi: float) -> None:
        self._ask_pictures(numbers, dpi, self._sheet.show_image)

    def _on_thumbs_wanted(self, numbers: list[int], dpi: float) -> None:
        self._ask_pictures(numbers, dpi, self._thumbs.show_image)

    def _ask_pictures(self, numbers: list[int], dpi: float, take: Callable[[int, QImage], None]) -> None:
        pdf, of_round = self.pdf, self._round
        if not pdf:
            return

        def work(tell, cancel):
            from hqd_desktop.reporting.pages import PdfPages
            from hqd_desktop.ui.printing import image_of

            with PdfPages(pdf) as pages:
                return [(number, image_of(pages, number, dpi)) for number in numbers]

        def show(images) -> None:
            if of_round == self._round:
                for number, image in images:
                    take(number, image)

        self._session.tasks.run_in_files(work, show)

    def _on_turned(self, first: int) -> None:
        self._thumbs.mark(first)
        shown = self._sheet.shown_pages()
        place = f"{shown[0] + 1}–{shown[-1] + 1}" if len(shown) > 1 else str(first + 1)
        narrow = self.width() < self._theme.px(560)
        self._place.setText(f"{place} / {self._count}" if narrow else f"第 {place} 页，共 {self._count} 页")
        self._percent.setVisible(not narrow)
        self._percent.setText(f"{self._sheet.percent}%")
        self._back.setEnabled(first > 0)
        self._next.setEnabled(bool(shown) and shown[-1] < self._count - 1)

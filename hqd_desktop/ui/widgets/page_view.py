"""Pages to be looked at, with their tools: one or two at a time, larger, turned; words where there is no page."""

from collections.abc import Sequence

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, label, rule
from hqd_desktop.ui.widgets.page_sheet import MODES, PageSheet


class PageView(QWidget):
    """`wanted` asks for pictures: page numbers from 0 and dpi; `show_image` takes them."""

    wanted = Signal(list, float)

    def __init__(self, theme: Theme, name: str, mode: str = "单页", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._count = theme, 0
        self.setProperty("area", "sub2")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.sheet = PageSheet(theme)
        self.sheet.setAccessibleName(name)
        self.sheet.set_mode(mode)
        self.sheet.wanted.connect(self.wanted)
        self.sheet.turned.connect(lambda _: self._show_place())
        self.sheet.zoomed.connect(self._on_zoomed)
        column.addLayout(self._tools(mode))
        column.addWidget(rule())
        self.words = label("", "body", "text2", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMargin(24)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.words)
        self._stack.addWidget(self.sheet)
        column.addWidget(self._stack, 1)
        self.show_words("")

    def show_words(self, words: str) -> None:
        """No page, and why."""
        self._count = 0
        self.words.setText(words)
        self._stack.setCurrentWidget(self.words)
        self._show_place()

    def show_pages(self, sizes: Sequence[QSizeF], keep_place: bool = False) -> None:
        """Pages of these sizes in points; their pictures are asked for."""
        self._count = len(sizes)
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.show_pages(list(sizes), keep_place)
        self._show_place()

    def show_image(self, number: int, image: QImage) -> None:
        """A picture that was asked for."""
        self.sheet.show_image(number, image)

    @property
    def place(self) -> str:
        """第 1 页，共 3 页; nothing without pages."""
        return self._place.text()

    def _tools(self, mode: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        self._mode = Picker(self._theme, "预览方式")
        self._mode.addItems(MODES)
        self._mode.setCurrentText(mode)
        self._mode.currentTextChanged.connect(self.sheet.set_mode)
        self._percent = label("", "secondary", "text2")
        self._back = self._arrow("left", "上一页", -1)
        self._place = label("", "body")
        self._next = self._arrow("right", "下一页", 1)
        row.addWidget(self._mode)
        row.addWidget(self._percent)
        row.addStretch(1)
        for widget in (self._back, self._place, self._next):
            row.addWidget(widget)
        return row

    def _arrow(self, icon: str, name: str, step: int) -> Button:
        made = Button("", self._theme, "flat", icon)
        made.setAccessibleName(name)
        made.clicked.connect(lambda: self.sheet.turn(step))
        return made

    def _on_zoomed(self, mode: str) -> None:
        blocked = self._mode.blockSignals(True)
        self._mode.setCurrentText(mode)
        self._mode.blockSignals(blocked)

    def _show_place(self) -> None:
        shown = self.sheet.shown_pages() if self._count else []
        place = f"{shown[0] + 1}–{shown[-1] + 1}" if len(shown) > 1 else str(shown[0] + 1) if shown else ""
        self._place.setText(f"第 {place} 页，共 {self._count} 页" if shown else "")
        self._percent.setText(f"{self.sheet.percent}%" if shown else "")
        self._back.setEnabled(bool(shown) and shown[0] > 0)
        self._next.setEnabled(bool(shown) and shown[-1] < self._count - 1)
        for widget in (self._mode, self._back, self._next):
            widget.setVisible(bool(shown))

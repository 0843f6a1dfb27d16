"""The line in which a cell of a sheet is written, with names or words that fit under it; it says and checks nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme

Offer = Callable[[str, int], Sequence[str]]
Complete = Callable[[str, int, str], tuple[str, int]]


class CellBar(QWidget):
    """↓ goes into the list, Enter or Tab takes from it, Enter in the line is `taken`, Esc is `left`."""

    edited = Signal(str)
    taken = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: Offer = lambda text, cursor: ()
        self._complete: Complete = lambda text, cursor, name: (name, len(name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.line = QLineEdit()
        self.line.setMaxLength(4000)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_edited)
        self.list = QListWidget()
        self.list.setAccessibleName("可以选的")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(theme.px(96))
        self.list.itemClicked.connect(lambda item: self._take(item.text()))
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.setFocusProxy(self.line)

    def show_cell(self, name: str, text: str, offer: Offer | None, complete: Complete) -> None:
        """Another cell: its name for a reader, its text, and what fits what is typed (None: nothing ever does)."""
        self.list.setVisible(offer is not None)
        self._offer, self._complete = offer or (lambda text, cursor: ()), complete
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(name)
        self.line.setText(text)
        self._fill()

    def begin(self, text: str | None = None) -> None:
        """Take the keyboard; with a `text` that stands in place of what was there."""
        if text is not None:
            self.line.setText(text)
            self._on_edited(text)
        self.line.setFocus()
        self.line.setCursorPosition(len(self.line.text()))
        self._fill()

    def _on_edited(self, text: str) -> None:
        self._fill()
        self.edited.emit(text)

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems(list(self._offer(self.line.text(), self.line.cursorPosition())))

    def _take(self, name: str) -> None:
        text, cursor = self._complete(self.line.text(), self.line.cursorPosition(), name)
        self.line.setText(text)
        self.line.setCursorPosition(cursor)
        self.line.setFocus()
        self.list.clear()
        self.edited.emit(text)

    def eventFilter(self, watched, event):
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            held = self.list.currentRow()
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(held + step, self.list.count() - 1)))
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if held >= 0 and (enter or event.key() == Qt.Key.Key_Tab):
                self._take(self.list.item(held).text())
                return True
            if enter:
                self.taken.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

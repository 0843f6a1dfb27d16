"""A line and a list to choose a data item by typing part of its name; ↑ ↓ move, Enter takes."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.ui.models.item_search import label_of, matching
from hqd_desktop.ui.theme import Theme

_KEY = Qt.ItemDataRole.UserRole + 1
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class ItemField(QWidget):
    """`chosen` follows the current line of the list; `taken` is Enter or a double click."""

    chosen = Signal()
    taken = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = QLineEdit()
        self.edit.setAccessibleName("数据项")
        self.edit.setPlaceholderText("数据项：名称的一部分，或科目号")
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._on_text_changed)
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setAccessibleName("找到的数据项")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(theme.px(84))
        self.list.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())
        self.list.doubleClicked.connect(lambda _: self.taken.emit())
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.edit)
        self._on_text_changed("")

    @property
    def item(self) -> Item | None:
        """The item that would be taken."""
        key = self.list.currentIndex().data(_KEY)
        return self._catalogue.items.get(key) if key else None

    def propose(self, text: str) -> None:
        """Search for some words, as if typed; where nothing has them the list stays whole."""
        self.edit.setText(text if text and matching(self._catalogue, text) else "")
        self.edit.selectAll()

    def _on_text_changed(self, text: str) -> None:
        self._model.clear()
        for item in matching(self._catalogue, text):
            line = QStandardItem(label_of(item))
            line.setData(item.key, _KEY)
            line.setToolTip(item.definition)
            self._model.appendRow(line)
        if text.strip() and self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self.chosen.emit()

    def eventFilter(self, watched, event):
        if watched is self.edit and event.type() == QEvent.Type.KeyPress:
            if event.key() in _STEPS and self._model.rowCount():
                row = self.list.currentIndex().row() + _STEPS[event.key()]
                self.list.setCurrentIndex(self._model.index(max(0, min(row, self._model.rowCount() - 1)), 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.taken.emit()
                return True
        return super().eventFilter(watched, event)

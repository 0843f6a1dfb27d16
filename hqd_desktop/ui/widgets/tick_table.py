"""A table whose rows are ticked with Space and taken away with Del; it refuses to know what they are."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme


class _TickDelegate(QStyledItemDelegate):
    """Draws our own tick into the box that the style sheet draws."""

    def __init__(self, theme: Theme, table: QWidget) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table

    def paint(self, painter, option, index):
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked:
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(self._table.style().subElementRect(part, drawn, self._table))
        side = self._theme.px(14)
        centre = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        icons.paint_icon(painter, "tick", centre, self._theme.tokens.on_accent)


class TickTable(QTableView):
    """`toggled` and `removed` name the row; the model decides what that means."""

    toggled = Signal(int)
    removed = Signal(int)
    row_changed = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_TickDelegate(theme, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def currentChanged(self, current, previous):
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.row_changed.emit(current.row())

    def keyPressEvent(self, event):
        row = self.currentIndex().row()
        if row >= 0 and not event.modifiers():
            if event.key() == Qt.Key.Key_Space:
                self.toggled.emit(row)
                return
            if event.key() == Qt.Key.Key_Delete:
                self.removed.emit(row)
                return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event):
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        on_tick = point.x() - self.visualRect(index).left() <= self.fontMetrics().height() * 2
        if index.column() == 0 and on_tick and index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            self.toggled.emit(index.row())

    def go_to_row(self, row: int) -> None:
        """Make a row current, as far as there is one."""
        if self.model().rowCount():
            self.setCurrentIndex(self.model().index(max(0, min(row, self.model().rowCount() - 1)), 0))

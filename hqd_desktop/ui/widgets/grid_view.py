"""A table with foldable heading rows, as the working pages use it: own cursor moves, own row height, no wheel edits."""

from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from enum import IntEnum

from PySide6.QtCore import QEvent, QItemSelectionModel, QMargins, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hqd_desktop.services.desk import Settings
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.column_widths import ColumnWidths

HEADING_ROLE = Qt.ItemDataRole.UserRole + 3
Move = QAbstractItemView.CursorAction


class GridView(QTableView):
    """Heading rows span `heading_span` columns; Space, Enter, ←, → or a click folds and unfolds them.

    `empty_text` is what it says, and what can be done, while it has no row.
    """

    heading_toggled = Signal(int)
    current_moved = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, name: str, heading_span: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._heading_span = heading_span
        self.row_factor = 1.0
        self.empty_text = ""
        self._columns: ColumnWidths | None = None
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # scrolling takes the keyboard from nobody
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMouseTracking(False)
        theme.changed.connect(self.restyle)

    def setModel(self, model):
        super().setModel(model)
        model.modelReset.connect(self.span_headings)
        self.restyle()

    def remember_columns(
        self, settings: Settings, name: str, columns: type[IntEnum], figures: Collection[int], rest: int
    ) -> None:
        """Keep the widths that the user drags to (see ColumnWidths); call it once there is a model."""
        self._columns = ColumnWidths(self, self.theme, settings, name, columns, figures, rest)

    def fitting(self) -> AbstractContextManager[None]:
        """Usual widths are set within; remembered ones are put over them at its end."""
        return self._columns.fitting() if self._columns is not None else nullcontext()

    def save_columns(self) -> None:
        """Before closing."""
        if self._columns is not None:
            self._columns.save()

    def reset_columns(self) -> None:
        """Back to the usual widths, which come with the next fit."""
        if self._columns is not None:
            self._columns.reset()
        self.resized.emit()

    def restyle(self) -> None:
        """Take over row height and fonts of the theme."""
        if self.model() is None:
            return
        factor, low = self.row_factor, self.theme.row_height  # several lines of text leave nothing to be saved
        height = low if factor == 1.0 else max(low, self.theme.px(28)) * factor
        self.verticalHeader().setDefaultSectionSize(round(height))
        self.horizontalHeader().setFixedHeight(self.theme.row_height + self.theme.px(2))
        self.span_headings()
        self.viewport().update()

    def span_headings(self) -> None:
        """Let headings reach over their columns, at the plain row height."""
        self.clearSpans()
        span = self._heading_span or self.model().columnCount()
        for row in range(self.model().rowCount()):
            if self.is_heading(row):
                if span > 1:
                    self.setSpan(row, 0, 1, span)
                self.setRowHeight(row, self.theme.row_height)
            elif self.rowHeight(row) != self.verticalHeader().defaultSectionSize():
                self.setRowHeight(row, self.verticalHeader().defaultSectionSize())

    def is_heading(self, row: int) -> bool:
        """Whether a row is a heading."""
        return bool(self.model().index(row, 0).data(HEADING_ROLE))

    def select_index(self, index: QModelIndex) -> None:
        """Make a cell current and bring it into sight."""
        if index.isValid():
            self._set_current(index)
            self.scrollTo(index)

    def show_index(self, index: QModelIndex) -> None:
        """Jump to a cell: with its surroundings in sight when it was out of it."""
        if index.isValid():
            inside = self.viewport().rect().contains(self.visualRect(index))
            hint = QAbstractItemView.ScrollHint
            self._set_current(index)
            self.scrollTo(index, hint.EnsureVisible if inside else hint.PositionAtCenter)

    def select_first(self) -> None:
        """Make the first row that is no heading current."""
        for row in range(self.model().rowCount()):
            if not self.is_heading(row):
                self.select_index(self.model().index(row, 1))
                return
        self.current_moved.emit()

    def currentChanged(self, current, previous):
        super().currentChanged(current, previous)
        for index in (previous, current):  # the row is marked along its whole length
            if index.isValid():
                top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
                self.viewport().update(0, top, self.viewport().width(), height)
        self.current_moved.emit()

    def moveCursor(self, action, modifiers):
        current = self.currentIndex()
        if self.model() is None or not self.model().rowCount():
            return QModelIndex()
        if not current.isValid():
            return self.model().index(0, 0)
        row, column, last = current.row(), current.column(), self.model().rowCount() - 1
        page = max(1, self.viewport().height() // max(1, self.rowHeight(row)) - 1)
        row = {
            Move.MoveUp: row - 1,
            Move.MoveDown: row + 1,
            Move.MovePageUp: row - page,
            Move.MovePageDown: row + page,
            Move.MoveHome: 0,
            Move.MoveEnd: last,
        }.get(action, row)
        step = {Move.MoveLeft: -1, Move.MoveRight: 1}.get(action, 0)
        while step and 0 <= column + step < self.model().columnCount():
            column += step
            if not self.isColumnHidden(column):
                break
        else:
            column = current.column()
        return self.model().index(min(max(row, 0), last), column)

    def keyPressEvent(self, event):
        current, key = self.currentIndex(), event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if current.isValid() and plain and self.is_heading(current.row()):
            folding = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
            both = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if key in both or (key in folding and self._is_folded(current.row()) is folding[key]):
                self.heading_toggled.emit(current.row())
                return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event):
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and self.is_heading(index.row()):
            self.heading_toggled.emit(index.row())

    def minimumSizeHint(self):
        """Its heading and a row; Qt's own asks for more than a low window with large text has."""
        return QSize(self.theme.px(60), self.horizontalHeader().height() + self.theme.row_height)

    def paintEvent(self, event):
        super().paintEvent(event)
        if self.empty_text and self.model() is not None and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.theme.colour("text2"))
            room = self.viewport().rect().marginsRemoved(QMargins(24, 16, 24, 16))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)
            painter.end()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.resized.emit()

    def viewportEvent(self, event):
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
        return super().viewportEvent(event)

    def keep_current(self, row: int, column: int) -> None:
        """Make a cell current without losing the scroll position (after a fold)."""
        self._set_current(self.model().index(min(row, self.model().rowCount() - 1), column))

    def _set_current(self, index: QModelIndex) -> None:
        """Alone selected, whatever keys are held down just now."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows:
            flags |= QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def _is_folded(self, row: int) -> bool:
        held = self.model().index(row, 0).data(Qt.ItemDataRole.UserRole + 1)
        return bool(getattr(held, "folded", False))

"""A grid of figures in which ranges are selected as in Excel; what is done with a range is not its matter."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.ui.models.entry_columns import YEARS_BACK
from hqd_desktop.ui.models.entry_model import EntryModel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_view import GridView, Move

_MOVES = {
    Qt.Key.Key_Up: Move.MoveUp,
    Qt.Key.Key_Down: Move.MoveDown,
    Qt.Key.Key_Left: Move.MoveLeft,
    Qt.Key.Key_Right: Move.MoveRight,
    Qt.Key.Key_Home: Move.MoveHome,
    Qt.Key.Key_End: Move.MoveEnd,
    Qt.Key.Key_PageUp: Move.MovePageUp,
    Qt.Key.Key_PageDown: Move.MovePageDown,
}


class RangeGrid(GridView):
    """A range begins at the cell that became current last without Shift and without drawing."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._extending = False
        self._anchor = QPersistentModelIndex()

    @property
    def entry_model(self) -> EntryModel:
        """The model of the grid."""
        model = self.model()
        assert isinstance(model, EntryModel)
        return model

    def selected_keys(self) -> list[FigureKey]:
        """The figures of the selected cells, in reading order."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        keys = (self.entry_model.key(index) for index in indexes if not self.isColumnHidden(index.column()))
        return [key for key in keys if key is not None]

    def select_figures(self, row: int | None = None, column: int | None = None) -> None:
        """All figures, or those of a row or of a column; the current cell stays."""
        model, wanted = self.model(), QItemSelection()
        columns = [c for c in YEARS_BACK if not self.isColumnHidden(c) and column in (None, int(c))]
        for place in range(model.rowCount()) if row is None else (row,):
            if columns and not self.is_heading(place):
                wanted.select(model.index(place, int(columns[0])), model.index(place, int(columns[-1])))
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def extend_by(self, event) -> bool:
        """Shift with a cursor key; False for any other key."""
        modifiers, move = event.modifiers(), _MOVES.get(event.key())
        shifted = modifiers & Qt.KeyboardModifier.ShiftModifier and not modifiers & Qt.KeyboardModifier.AltModifier
        if move is None or not shifted or not self.currentIndex().isValid():
            return False
        self.extend_to(self.moveCursor(move, modifiers & ~Qt.KeyboardModifier.ShiftModifier))
        return True

    def selectionCommand(self, index, event=None):
        if event is not None and event.type() == QEvent.Type.KeyPress and index.isValid():
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    def currentChanged(self, current, previous):
        super().currentChanged(current, previous)
        if not self._extending:
            self._anchor = QPersistentModelIndex(current)

    def extend_to(self, target: QModelIndex) -> None:
        """Select from where the range began; Qt's own beginning would be where the mouse was, past Enter and F8."""
        anchor = self.model().index(self._anchor.row(), self._anchor.column())
        if not target.isValid() or not anchor.isValid():
            return
        rows, columns = sorted((anchor.row(), target.row())), sorted((anchor.column(), target.column()))
        corners = (self.model().index(row, column) for row, column in zip(rows, columns, strict=True))
        self._extending = True
        self.selectionModel().setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._extending = False
        self.scrollTo(target)

    def mousePressEvent(self, event):
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.button() == Qt.MouseButton.LeftButton:
            self.extend_to(self.indexAt(event.position().toPoint()))
            return
        super().mousePressEvent(event)
        self._extending = event.button() == Qt.MouseButton.LeftButton  # a range may be drawn from here

    def mouseReleaseEvent(self, event):
        super().mouseReleaseEvent(event)
        self._extending = False

"""Where the cursor of 填报 goes: the next cell to type into, the edge of a block, round a selection; it moves not."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt

from hqd_desktop.ui.models.entry_columns import YEARS_BACK, Column
from hqd_desktop.ui.widgets.grid_view import GridView

NOWHERE = QModelIndex()


class GridMoves:
    """Targets in one view; an invalid index where there is none."""

    def __init__(self, view: GridView) -> None:
        self._view = view

    def down(self, step: int, column: int) -> QModelIndex:
        """The next figure up or down in a column, past headings."""
        view, row = self._view, self._view.currentIndex().row() + step
        column = column if not view.isColumnHidden(column) else int(Column.THIS)
        while 0 <= row < view.model().rowCount():
            if not view.is_heading(row):
                return view.model().index(row, column)
            row += step
        return NOWHERE

    def along(self, step: int) -> QModelIndex:
        """The next cell left or right that can be typed into, round to the next row."""
        columns = [int(column) for column in YEARS_BACK if not self._view.isColumnHidden(column)]
        places = [
            (row, column)
            for row in range(self._view.model().rowCount())
            for column in columns
            if not self._view.is_heading(row) and (self._editable(row, column) or column == Column.THIS)
        ]
        here = (self._view.currentIndex().row(), self._view.currentIndex().column())
        later = [place for place in places if (place > here if step > 0 else place < here)]
        return self._view.model().index(*(later[0] if step > 0 else later[-1])) if later else NOWHERE

    def within(self, step: int, by_columns: bool) -> QModelIndex:
        """The next selected figure, down the columns or along the rows, round the end; nowhere for a single cell."""
        found = [
            (index.column(), index.row()) if by_columns else (index.row(), index.column())
            for index in self._view.selectedIndexes()
            if index.column() in YEARS_BACK
            and not self._view.isColumnHidden(index.column())
            and not self._view.is_heading(index.row())
        ]
        current = self._view.currentIndex()
        here = (current.column(), current.row()) if by_columns else (current.row(), current.column())
        if len(found) < 2 or here not in found:
            return NOWHERE
        found.sort()
        one, other = found[(found.index(here) + step) % len(found)]
        return self._view.model().index(*((other, one) if by_columns else (one, other)))

    def first(self, rows: Iterable[int]) -> QModelIndex:
        """This year's figure of the first row that has one."""
        row = next((row for row in rows if not self._view.is_heading(row)), None)
        return NOWHERE if row is None else self._view.model().index(row, int(Column.THIS))

    def edge(self, down: int, right: int) -> QModelIndex:
        """Ctrl+arrow: to the edge of the filled block, or to the next filled cell."""
        view, here = self._view, self._view.currentIndex()
        row, column = here.row(), here.column()
        places = []
        while True:
            row, column = row + down, column + right
            if not (0 <= row < view.model().rowCount() and 0 <= column < view.model().columnCount()):
                break
            if not view.is_heading(row) and not view.isColumnHidden(column):
                places.append(view.model().index(row, column))
        filled = [bool(index.data()) for index in places]
        at = edge_of([bool(here.data()), *filled])
        return places[at - 1] if places and at else here

    def _editable(self, row: int, column: int) -> bool:
        return bool(self._view.model().flags(self._view.model().index(row, column)) & Qt.ItemFlag.ItemIsEditable)


def edge_of(filled: list[bool]) -> int:
    """How far Ctrl+arrow goes from place 0: to the end of its filled run, else to the next filled place or the end."""
    last = len(filled) - 1
    if last > 0 and filled[0] and filled[1]:
        run = next((place for place in range(1, last + 1) if not filled[place]), last + 1)
        return run - 1
    return next((place for place in range(1, last + 1) if filled[place]), last)

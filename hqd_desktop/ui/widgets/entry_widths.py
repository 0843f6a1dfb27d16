"""How wide the columns of 填报 are: figures and states in full, the name the rest; who drags them is not its matter."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHeaderView, QTableView

from hqd_desktop.ui.models.entry_columns import YEARS_BACK, Column
from hqd_desktop.ui.theme import Theme

CHANGE_FROM = 690  # narrower, 状态 goes before 同比, which stands in the side panel too
NARROW = 640  # from 150 % text on
LEAST_NAME, LEAST_NAME_NARROW = 200, 128
_LEAST = {Column.THIS: 158, Column.LAST: 152, Column.EARLIER: 152, Column.CHANGE: 84, Column.STATE: 128,
          Column.SOURCE: 136, Column.DEPARTMENT: 112}  # fmt: skip
_LEAST_NARROW = {Column.THIS: 130, Column.LAST: 130, Column.EARLIER: 130, Column.STATE: 96}


class EntryWidths:
    """Nothing that carries a number is ever cut off; where room is short 同比 goes first, then the view scrolls."""

    def __init__(self, grid: QTableView, theme: Theme) -> None:
        self._grid, self._theme = grid, theme
        self._earlier, self._wide = False, False

    def fit(self, earlier: bool, wide: bool) -> None:
        """For these columns: `earlier` shows the year before last, `wide` source and department."""
        self._earlier, self._wide = earlier, wide
        grid, header, px = self._grid, self._grid.horizontalHeader(), self._theme.px
        room = grid.viewport().width()
        grid.setColumnHidden(Column.EARLIER, not earlier)
        grid.setColumnHidden(Column.CHANGE, room < px(CHANGE_FROM))
        grid.setColumnHidden(Column.SOURCE, not wide)
        grid.setColumnHidden(Column.DEPARTMENT, not wide)
        header.setMinimumSectionSize(px(40))
        least = {**_LEAST, **(_LEAST_NARROW if self._narrow else {})}
        for column, width in least.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            needed = grid.sizeHintForColumn(column) if column in (*YEARS_BACK, Column.CHANGE, Column.STATE) else 0
            grid.setColumnWidth(column, max(px(width), needed))
        rest = room - sum(grid.columnWidth(column) for column in least if not grid.isColumnHidden(column))
        if rest < self._least_name and not grid.isColumnHidden(Column.CHANGE):
            rest += grid.columnWidth(Column.CHANGE)
            grid.setColumnHidden(Column.CHANGE, True)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Interactive)
        grid.setColumnWidth(Column.NAME, max(self._least_name, rest))

    def refit(self) -> None:
        """The same columns in another width of the grid."""
        self.fit(self._earlier, self._wide)

    def make_room(self, indexes: Iterable[QModelIndex]) -> None:
        """Widen columns for figures that have grown; nothing is measured twice unless it does not fit any more."""
        grid = self._grid
        for index in indexes:
            for column in (index.column(), Column.CHANGE, Column.STATE) if index.isValid() else ():
                needed, held = grid.sizeHintForIndex(index.siblingAtColumn(column)).width(), grid.columnWidth(column)
                if needed > held and not grid.isColumnHidden(column):
                    name = max(self._least_name, grid.columnWidth(Column.NAME) + held - needed)
                    grid.setColumnWidth(Column.NAME, name)
                    grid.setColumnWidth(column, needed)
        if grid.horizontalHeader().length() > grid.viewport().width():
            self.refit()

    @property
    def _narrow(self) -> bool:
        return self._grid.viewport().width() < self._theme.px(NARROW)

    @property
    def _least_name(self) -> int:
        return self._theme.px(LEAST_NAME_NARROW if self._narrow else LEAST_NAME)

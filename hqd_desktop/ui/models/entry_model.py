"""The grid of 填报 as a Qt model; it asks for a write and refuses to know how one is done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.typing_in import read_typed
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import CellBook, CellState, Mark
from hqd_desktop.ui.models.entry_columns import (
    CELL_ROLE,
    HEADING_ROLE,
    ROW_ROLE,
    YEARS_BACK,
    Column,
    Index,
    alignment,
    column_title,
    period_title,
)
from hqd_desktop.ui.models.entry_rows import EntryRow
from hqd_desktop.ui.models.entry_words import spoken, spoken_heading, tip, told_of_row
from hqd_desktop.ui.models.pending_cells import PendingCells
from hqd_desktop.ui.models.readings import year_on_year

ROOT = QModelIndex()


class EntryModel(QAbstractTableModel):
    """Rows of one group and period. A readable text becomes `entered`, an unreadable one `refused`.

    A cell that was entered shows the typed text as 正在保存 until `settle`; `fail` keeps it as 未存上 with the reason.
    """

    entered = Signal(object, str)
    refused = Signal(object, str, object)
    unsaved_changed = Signal()

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self._book: CellBook | None = None
        self._rows: tuple[EntryRow, ...] = ()
        self._quarter = 0
        self._pending = PendingCells()

    def show(self, view: View, book: CellBook, rows: tuple[EntryRow, ...], quarter: int) -> bool:
        """Take over a View; cells are refreshed in place where the rows stayed the same, which is the answer."""
        before, before_rows = self._book, self._rows
        places = [row.place for row in rows] == [row.place for row in self._rows]
        same = places and quarter == self._quarter and self._view is not None
        if not same:
            self.beginResetModel()
        self._view, self._book, self._rows, self._quarter = view, book, rows, quarter
        self._pending.saved.update(view.touched)
        if not same:
            self.endResetModel()
        elif before is not None:
            for number in self._changed_rows(before, before_rows, book, rows):
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(Column) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        return same

    def _changed_rows(
        self, before: CellBook, before_rows: Sequence[EntryRow], book: CellBook, rows: Sequence[EntryRow]
    ) -> list[int]:
        """The rows that look other than they did: painting a row costs more than comparing it."""
        periods = [self._period(back) for back in YEARS_BACK.values()]
        changed = []
        for number, (old, new) in enumerate(zip(before_rows, rows, strict=True)):
            keys = [(new.item.key, period) for period in periods] if new.item is not None else []
            figures = any(before.state(key) != book.state(key) or key in self._pending.saved for key in keys)
            if figures or (old.hint, old.title) != (new.hint, new.title):
                changed.append(number)
        return changed

    def expect(self, texts: Mapping[FigureKey, str]) -> None:
        """These cells are on their way to the database."""
        self._settle_then_redraw(texts, lambda: self._pending.expect(texts))

    def settle(self, keys: Sequence[FigureKey]) -> None:
        """The database answered for these cells."""
        self._settle_then_redraw(keys, lambda: self._pending.settle(keys))

    def fail(self, texts: Mapping[FigureKey, str], reason: str) -> None:
        """These cells could not be saved; their texts stay on the screen."""
        self._settle_then_redraw(texts, lambda: self._pending.fail(texts, reason))

    @property
    def saving_keys(self) -> tuple[FigureKey, ...]:
        """What is on its way to the database."""
        return tuple(self._pending.saving)

    @property
    def unsaved(self) -> dict[FigureKey, str]:
        """What could not be saved, with its text."""
        return {key: text for key, (text, _) in self._pending.unsaved.items()}

    def preview(self, cells: Mapping[FigureKey, tuple[str, Mark]]) -> None:
        """Show a block as it would be pasted; empty takes it away again."""
        touched = {**self._pending.preview, **cells}
        self._pending.preview = cells
        self._redraw(touched)

    def outline(self, keys: Iterable[FigureKey]) -> None:
        """Frame the cells of the check that the user came from."""
        framed = frozenset(keys)
        touched = self._pending.outlined | framed
        self._pending.outlined = framed
        self._redraw(touched)

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        """What is shown now."""
        return self._rows

    def row(self, row: int) -> EntryRow | None:
        """The row, or None beyond the end."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def key(self, index: Index) -> FigureKey | None:
        """The figure of a cell of a year column."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None or row.item is None or index.column() not in YEARS_BACK:
            return None
        return row.item.key, self._period(YEARS_BACK[Column(index.column())])

    def row_key(self, index: Index) -> FigureKey | None:
        """The figure of a cell; this year's for the columns that hold none."""
        key = self.key(index)
        return key or (self.key(self.index(index.row(), Column.THIS)) if index.isValid() else None)

    def index_of(self, key: FigureKey) -> QModelIndex:
        """Where a figure stands, or an invalid index when it is not shown."""
        for number, row in enumerate(self._rows):
            if row.item is not None and row.item.key == key[0] and self._view is not None:
                for column, back in YEARS_BACK.items():
                    if self._period(back) == key[1]:
                        return self.index(number, column)
        return QModelIndex()

    def state(self, key: FigureKey) -> CellState | None:
        """How a cell stands, with what is on its way or could not be saved."""
        return None if self._book is None else self._pending.over(key, self._book.state(key))

    def locked_at(self, index: Index) -> str:
        """Why the figure of a cell can only be read; empty where it can be typed or there is none."""
        key = self.key(index)
        state = self.state(key) if key else None
        return state.locked if state else ""

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        key = self.key(index)
        if key is not None and self._book is not None and key[1].year in self._book.editable_years:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == HEADING_ROLE:
            return row.item is None
        if row.item is None:
            return self._heading(row, index.column(), role)
        if role == CELL_ROLE:
            return self._cell(index, row.item)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index, row, role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index, row.item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        key = self.key(index)
        if role != Qt.ItemDataRole.EditRole or key is None or self._view is None or self._book is None:
            return False
        if not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        return self.enter(key, str(value))

    def enter(self, key: FigureKey, text: str) -> bool:
        """Ask for a write of what was typed; False (and `refused`) when it cannot be read."""
        if self._view is None or self._book is None:
            return False
        figure = read_typed(self._view.packs.catalogue[key[0]], text, self._book.figure(key))
        if isinstance(figure, Problem):
            self.refused.emit(key, text, figure)
            return False
        state = self.state(key)
        if state is not None and text.strip() == state.raw and state.mark is not Mark.UNSAVED:
            return True
        self.expect({key: text})
        self.entered.emit(key, text)
        return True

    def retry(self, index: Index) -> None:
        """Ask once more for the write of a cell that could not be saved."""
        key = self.key(index)
        if key is not None and key in self._pending.unsaved:
            self.enter(key, self._pending.unsaved[key][0])

    def let_go(self, index: Index) -> bool:
        """Drop the text of a cell that could not be saved; False when there is none."""
        key = self.key(index)
        if key is None or key not in self._pending.unsaved:
            return False
        self.settle([key])
        return True

    def forget(self) -> None:
        """Another hospital: what was pending belongs to the one before."""
        self._pending = PendingCells()
        self.unsaved_changed.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column in YEARS_BACK and self._view is not None:
            period = self._period(YEARS_BACK[column])
            return period_title(column, period, period.year in self._view.locked_years)
        return column_title(column)

    def _period(self, back: int) -> Period:
        year = self._view.record.year if self._view else 0
        return Period(year - back, self._quarter)

    def _heading(self, row: EntryRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and column == Column.NAME:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_heading(row)
        return None

    def _cell(self, index: Index, item: Item) -> CellState | None:
        key = self.key(index)
        if key is not None:
            return self.state(key)
        return self._told(index.row()) if index.column() == Column.STATE else None

    def _told(self, row: int) -> CellState | None:
        """What 状态 tells of a row."""
        this_year, last_year = (
            self.state(key) if (key := self.key(self.index(row, column))) is not None else None
            for column in (Column.THIS, Column.LAST)
        )
        return told_of_row(this_year, last_year)

    def _text(self, index: Index, row: EntryRow, role: int) -> str:
        column, key = Column(index.column()), self.key(index)
        if key is not None:
            state = self.state(key)
            if state is None:
                return ""
            return state.text if role == Qt.ItemDataRole.DisplayRole else state.raw
        if row.item is None or self._book is None:
            return ""
        if column is Column.CHANGE:
            now, last = (self._figure(row.item, self._period(back)) for back in (0, 1))
            return year_on_year(row.item, now, last)
        if column is Column.STATE:
            told = self._told(index.row())
            return told.words if told else ""
        departments = self._view.departments if self._view else {}
        return {
            Column.NAME: row.title,
            Column.SOURCE: row.item.source,
            Column.DEPARTMENT: departments.get(row.item.key, row.item.department),
        }[column]

    def _figure(self, item: Item, period: Period) -> Figure:
        """The figure as it stands on the screen: what is on its way or was refused by the disk counts as typed."""
        key = (item.key, period)
        stored, text = self._book.figure(key) if self._book else BLANK, self._pending.text(key)
        typed = stored if text is None else read_typed(item, text, stored)
        return stored if isinstance(typed, Problem) else typed

    def _tip(self, index: Index, item: Item) -> str | None:
        key = self.key(index)
        if key is None:
            return item.name if index.column() == Column.NAME else None
        if key in self._pending.unsaved:
            return self._pending.unsaved[key][1]
        state = self.state(key)
        return None if state is None else tip(item, state)

    def _spoken(self, index: Index, row: EntryRow) -> str:
        key = self.key(index)
        if key is None or row.item is None:
            return self._text(index, row, Qt.ItemDataRole.DisplayRole)
        state = self.state(key)
        return "" if state is None else spoken(row.item, key[1], state)

    def _settle_then_redraw(self, keys: Iterable[FigureKey], settle: Callable[[], None]) -> None:
        before = self._pending.unsaved.keys() | ()
        settle()
        self._redraw(keys)
        if before != self._pending.unsaved.keys():
            self.unsaved_changed.emit()

    def _redraw(self, keys: Iterable[FigureKey]) -> None:
        for key in list(keys):
            index = self.index_of(key)
            if index.isValid():
                self.dataChanged.emit(index.siblingAtColumn(0), index.siblingAtColumn(len(Column) - 1))

"""What every list of ours does alike as a Qt model: rows over fixed columns; a list says only what stands in a cell."""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the row itself, for delegates
HEADING_ROLE = Qt.ItemDataRole.UserRole + 3  # whether the row is a heading over others
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 4  # the second line of a cell, or the hint of a heading
Row = TypeVar("Row")


class RowModel(QAbstractTableModel, Generic[Row]):
    """`headings` name the columns; those in `right` hold numbers and stand to the right."""

    def __init__(self, headings: Sequence[str], right: Collection[int] = (), parent: Any = None) -> None:
        super().__init__(parent)
        self._headings, self._right = tuple(headings), frozenset(right)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What stands in the list, from the top."""
        return self._rows

    def replace_rows(self, rows: Sequence[Row], identity: Callable[[Row], Hashable] | None = None) -> None:
        """Other rows; where `identity` says that they are the same ones, they are refreshed in place."""
        same = identity is not None and [identity(row) for row in rows] == [identity(row) for row in self._rows]
        if same:
            self._rows = tuple(rows)
            self.refresh()
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def refresh(self) -> None:
        """The rows are the same, what is said of them may be other."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._headings) - 1))

    def row(self, row: int) -> Row | None:
        """The row, or None beyond the end."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_at(self, index: Index) -> Row | None:
        """The row of an index, or None where the index is not valid."""
        return self.row(index.row()) if index.isValid() else None

    def answer(self, row: Row, column: int, role: int) -> Any:
        """What a list says of a cell; the roles of every list are answered already."""
        raise NotImplementedError

    def is_heading(self, row: Row) -> bool:
        """Whether the row stands over others."""
        return False

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == HEADING_ROLE:
            return self.is_heading(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return self.answer(row, index.column(), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

"""The rows of 年度对比 under foldable headings as a Qt model; words come from services.comparison_rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from hqd_desktop.services.comparison_rows import ComparedRow, Kind

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
HEADING_ROLE = Qt.ItemDataRole.UserRole + 3


class Column(IntEnum):
    """The columns, in the order of ComparedRow.cells."""

    NAME = 0
    UNIT = 1
    LATER = 2
    EARLIER = 3
    CHANGE = 4
    PERCENT = 5
    POINTS_LATER = 6
    POINTS_EARLIER = 7
    POINTS_CHANGE = 8
    STATE = 9
    REMARK = 10


RIGHT = frozenset(range(Column.LATER, Column.STATE))
_NUMBER = re.compile(r"[+−]?[0-9,]+(\.[0-9]+)?(%| 点)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (no `row`) or a row."""

    kind: Kind
    hint: str = ""
    folded: bool = False
    row: ComparedRow | None = None


def is_number(text: str) -> bool:
    """Whether a cell holds a number, which is never cut; words (a narrative, 不适用) may be."""
    return _NUMBER.fullmatch(text) is not None


class ComparisonModel(QAbstractTableModel):
    """Headings stand even over folded rows."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._blocks: Mapping[Kind, Sequence[ComparedRow]] = {}
        self._headings: Sequence[str] = ("",) * len(Column)
        self._folded: set[Kind] = set()
        self._lines: tuple[Line, ...] = ()

    def show(self, blocks: Mapping[Kind, Sequence[ComparedRow]], headings: Sequence[str]) -> None:
        """Other rows."""
        self._blocks, self._headings = blocks, headings
        self._lay_out()

    def toggle(self, row: int) -> None:
        """Fold or unfold the block of a heading."""
        self._folded ^= {self._lines[row].kind}
        self._lay_out()

    def line(self, index: Index) -> Line | None:
        """What stands in a row."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def place_of(self, wanted: ComparedRow) -> int:
        """The row in which the same thing stands now; -1 where a filter left it out."""
        same = (wanted.kind, wanted.name)
        places = (at for at, line in enumerate(self._lines) if line.row and (line.row.kind, line.row.name) == same)
        return next(places, -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == HEADING_ROLE:
            return line.row is None
        if line.row is None:
            return self._of_heading(line, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.row.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            pairs = zip(self._headings[1:], line.row.cells[1:], strict=True)
            return "，".join([line.row.name, *(f"{title} {cell}" for title, cell in pairs if cell)])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    @staticmethod
    def _of_heading(line: Line, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and column == Column.NAME:
            return line.kind.value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.kind.value}，{line.hint}，{'已收起' if line.folded else '已展开'}"
        return None

    def _lay_out(self) -> None:
        self.beginResetModel()
        lines: list[Line] = []
        for kind, rows in self._blocks.items():
            folded = kind in self._folded
            lines.append(Line(kind, f"{len(rows)} 行", folded))
            if not folded:
                lines += [Line(kind, row=row) for row in rows]
        self._lines = tuple(lines)
        self.endResetModel()


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

"""The rows of 年度对比 under foldable headings as a Qt model; words come from services.comparison_rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.services.comparison_rows import ComparedRow, Kind
from hqd_desktop.ui.models.row_model import RowModel


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


class ComparisonModel(RowModel[Line]):
    """Headings stand even over folded rows."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(("",) * len(Column), RIGHT, parent)
        self._blocks: Mapping[Kind, Sequence[ComparedRow]] = {}
        self._folded: set[Kind] = set()

    def show(self, blocks: Mapping[Kind, Sequence[ComparedRow]], headings: Sequence[str]) -> None:
        """Other rows."""
        self._blocks, self._headings = blocks, tuple(headings)
        self._lay_out()

    def toggle(self, row: int) -> None:
        """Fold or unfold the block of a heading."""
        self._folded ^= {self._rows[row].kind}
        self._lay_out()

    def place_of(self, wanted: ComparedRow) -> int:
        """The row in which the same thing stands now; -1 where a filter left it out."""
        same = (wanted.kind, wanted.name)
        places = (at for at, line in enumerate(self._rows) if line.row and (line.row.kind, line.row.name) == same)
        return next(places, -1)

    def is_heading(self, row: Line) -> bool:
        return row.row is None

    def answer(self, row: Line, column: int, role: int) -> Any:
        if row.row is None:
            return self._of_heading(row, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.row.cells[column]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            pairs = zip(self._headings[1:], row.row.cells[1:], strict=True)
            return "，".join([row.row.name, *(f"{title} {cell}" for title, cell in pairs if cell)])
        return None

    @staticmethod
    def _of_heading(line: Line, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and column == Column.NAME:
            return line.kind.value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.kind.value}，{line.hint}，{'已收起' if line.folded else '已展开'}"
        return None

    def _lay_out(self) -> None:
        lines: list[Line] = []
        for kind, rows in self._blocks.items():
            folded = kind in self._folded
            lines.append(Line(kind, f"{len(rows)} 行", folded))
            if not folded:
                lines += [Line(kind, row=row) for row in rows]
        self.replace_rows(lines)

"""One returned form as a Qt model: its cells under 冲突, 读不懂, 改动, 新增, 相同, with what will be written."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.collection_return import CellState, Choice, ComparedCell, Comparison
from hqd_desktop.ui.models import form_words
from hqd_desktop.ui.models.row_model import DETAIL_ROLE, Index, RowModel

WRONG_GROUP = "wrong"
FOLDED_AT_FIRST = frozenset({CellState.SAME.value})
_ORDER = (CellState.CONFLICT.value, WRONG_GROUP, CellState.CHANGED.value, CellState.NEW.value, CellState.SAME.value)


class Column(IntEnum):
    """The columns, left to right."""

    ITEM = 0
    OURS = 1
    THEIRS = 2
    LAST = 3
    AUTHOR = 4
    OUTCOME = 5


_HEADINGS = ("数据项", "本院现有", "采集表", "上年", "谁、何时填的", "写入后")
_RIGHT = (Column.OURS, Column.THEIRS, Column.LAST)


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A heading (neither cell nor problem), a cell, or something that cannot be read."""

    group: str
    count: int = 0
    folded: bool = False
    cell: ComparedCell | None = None
    problem: Problem | None = None


def rows_of(comparison: Comparison, folded: Collection[str]) -> tuple[ReturnRow, ...]:
    """The cells under their headings, what needs a person first."""
    rows: list[ReturnRow] = []
    for group in _ORDER:
        own = [ReturnRow(group, cell=cell) for cell in comparison.cells if cell.state.value == group]
        if group == WRONG_GROUP:
            own = [ReturnRow(group, problem=problem) for problem in comparison.problems]
        if own:
            rows.append(ReturnRow(group, len(own), group in folded))
            rows += [] if group in folded else own
    return tuple(rows)


class ReturnModel(RowModel[ReturnRow]):
    """The rows of one comparison with the choices made so far."""

    def __init__(self, parent=None) -> None:
        super().__init__(_HEADINGS, _RIGHT, parent)
        self._catalogue: Catalogue | None = None
        self._year = 0
        self._choices: dict[FigureKey, Choice] = {}

    def show(
        self, rows: tuple[ReturnRow, ...], catalogue: Catalogue, year: int, choices: dict[FigureKey, Choice]
    ) -> None:
        """Another file, or other folds."""
        self._catalogue, self._year, self._choices = catalogue, year, choices
        self.replace_rows(rows)

    def cell(self, index: Index) -> ComparedCell | None:
        """The cell of a row."""
        row = self.row_at(index)
        return row.cell if row else None

    def is_open(self, row: int) -> bool:
        """Whether it is a conflict that nobody has decided."""
        held = self.row(row)
        cell = held.cell if held else None
        return cell is not None and cell.state is CellState.CONFLICT and cell.key not in self._choices

    def is_heading(self, row: ReturnRow) -> bool:
        return row.cell is None and row.problem is None

    def answer(self, row: ReturnRow, column: int, role: int) -> Any:
        if row.problem is not None:
            return self._problem(row.problem, Column(column), role)
        if row.cell is None:
            return self._heading(row, Column(column), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row.cell, Column(column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            texts = [(heading, self._text(row.cell, c)) for heading, c in zip(_HEADINGS, Column, strict=True)]
            return "，".join(f"{heading} {text}" for heading, text in texts if text)
        return None

    def _text(self, cell: ComparedCell, column: Column) -> str:
        assert self._catalogue is not None
        item = self._catalogue[cell.key[0]]
        if column is Column.ITEM:
            return form_words.cell_name(cell, self._catalogue, self._year)
        return {
            Column.OURS: form_words.value(item, cell.ours),
            Column.THEIRS: form_words.value(item, cell.theirs),
            Column.LAST: form_words.value(item, cell.last) if cell.last.state != "blank" else "",
            Column.AUTHOR: form_words.author(cell),
            Column.OUTCOME: form_words.outcome(cell, item, self._choices),
        }[column]

    @staticmethod
    def _problem(problem: Problem, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return form_words.problem_words(problem) if column is Column.ITEM else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return form_words.problem_words(problem)
        return None

    @staticmethod
    def _heading(row: ReturnRow, column: Column, role: int) -> Any:
        name, hint = form_words.WRONG if row.group == WRONG_GROUP else form_words.GROUPS[CellState(row.group)]
        if role == Qt.ItemDataRole.DisplayRole and column is Column.ITEM:
            return f"{name}　{row.count}"
        if role == DETAIL_ROLE:
            return "已收起" if row.folded else hint
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name} {row.count} 处，{hint}"
        return None

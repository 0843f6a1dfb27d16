"""The list of 校核 as a Qt model, grouped by weight; words come from check_words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from hqd_desktop.domain.checks import CheckResult, CheckState
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.ui.models import check_words
from hqd_desktop.ui.models.row_model import DETAIL_ROLE, Index, RowModel

FOLDED_AT_FIRST = frozenset({CheckState.PASSED})

_HEADINGS = {
    CheckState.ERROR: ("错误", "改正后才能锁定"),
    CheckState.WARNING: ("警告", "写了说明就能锁定"),
    CheckState.EXPLAINED: ("已说明", "说明会印在报告上"),
    CheckState.PENDING: ("暂不能校核", "缺数，补上后自动校核"),
    CheckState.PASSED: ("通过", ""),
}


class Column(IntEnum):
    """The columns, left to right."""

    TITLE = 0
    DIFFERENCE = 1
    DEPARTMENT = 2
    HANDLING = 3


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A heading (no `check`) with its count, or a check."""

    state: CheckState
    count: int = 0
    folded: bool = False
    check: CheckResult | None = None


def rows_of(
    checks: Sequence[CheckResult],
    folded: Collection[CheckState] = FOLDED_AT_FIRST,
    only: CheckState | None = None,
    department: str = "",
) -> tuple[CheckRow, ...]:
    """The checks under their headings, the heaviest first; `only` leaves one heading, open."""
    rows: list[CheckRow] = []
    for state in _HEADINGS:
        own = [c for c in checks if c.state is state and department in ("", c.department)]
        if not own or only not in (None, state):
            continue
        closed = only is None and state in folded
        rows.append(CheckRow(state, len(own), closed))
        rows += [CheckRow(state, check=check) for check in own if not closed]
    return tuple(rows)


class CheckModel(RowModel[CheckRow]):
    """Headings and checks of one assessment."""

    def __init__(self, parent=None) -> None:
        super().__init__(("校核项", "差额或变化", "责任科室", "处理"), (Column.DIFFERENCE,), parent)
        self._catalogue: Catalogue | None = None

    def show(self, rows: tuple[CheckRow, ...], catalogue: Catalogue) -> None:
        """Take over a new list; the same checks in the same order are refreshed in place."""
        self._catalogue = catalogue
        self.replace_rows(rows, _identity)

    def check(self, index: Index) -> CheckResult | None:
        """The check of a row."""
        row = self.row_at(index)
        return row.check if row else None

    def index_of(self, key: str) -> QModelIndex:
        """Where a check stands, or an invalid index."""
        for place, row in enumerate(self._rows):
            if row.check is not None and row.check.key == key:
                return self.index(place, Column.TITLE)
        return QModelIndex()

    def is_heading(self, row: CheckRow) -> bool:
        return row.check is None

    def answer(self, row: CheckRow, column: int, role: int) -> Any:
        if row.check is None or self._catalogue is None:
            return self._heading(row, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row.check, Column(column))
        if role == DETAIL_ROLE and column == Column.TITLE:
            return check_words.detail(row.check, self._catalogue)
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.TITLE:
            return check_words.title(row.check)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = [self._text(row.check, column) for column in Column]
            return "，".join([*words, check_words.detail(row.check, self._catalogue)])
        return None

    def _text(self, check: CheckResult, column: Column) -> str:
        return {
            Column.TITLE: check_words.title(check),
            Column.DIFFERENCE: check_words.difference(check),
            Column.DEPARTMENT: check.department,
            Column.HANDLING: check_words.HANDLING[check.state],
        }[column]

    def _heading(self, row: CheckRow, column: int, role: int) -> Any:
        name, hint = _HEADINGS[row.state]
        if role == Qt.ItemDataRole.DisplayRole and column == Column.TITLE:
            return f"{name}　{row.count}"
        if role == DETAIL_ROLE:
            return "已收起" if row.folded else hint
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name} {row.count} 条，{hint}"
        return None


def _identity(row: CheckRow) -> tuple[CheckState, str, bool]:
    return row.state, row.check.key if row.check else "", row.folded

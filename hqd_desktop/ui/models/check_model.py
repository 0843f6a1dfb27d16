"""The list of 校核 as a Qt model, grouped by weight; words come from check_words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from hqd_desktop.domain.checks import CheckResult, CheckState
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.ui.models import check_words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
HEADING_ROLE = Qt.ItemDataRole.UserRole + 3
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 4
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


class CheckModel(QAbstractTableModel):
    """Headings and checks of one assessment."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._rows: tuple[CheckRow, ...] = ()
        self._catalogue: Catalogue | None = None

    def show(self, rows: tuple[CheckRow, ...], catalogue: Catalogue) -> None:
        """Take over a new list; the same checks in the same order are refreshed in place."""
        same = [_identity(row) for row in rows] == [_identity(row) for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows, self._catalogue = rows, catalogue
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))

    def row(self, row: int) -> CheckRow | None:
        """The row, or None beyond the end."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def check(self, index: Index) -> CheckResult | None:
        """The check of a row."""
        row = self.row(index.row()) if index.isValid() else None
        return row.check if row else None

    def index_of(self, key: str) -> QModelIndex:
        """Where a check stands, or an invalid index."""
        for place, row in enumerate(self._rows):
            if row.check is not None and row.check.key == key:
                return self.index(place, Column.TITLE)
        return QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None or self._catalogue is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == HEADING_ROLE:
            return row.check is None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if row.check is None:
            return self._heading(row, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row.check, Column(index.column()))
        if role == DETAIL_ROLE and index.column() == Column.TITLE:
            return check_words.detail(row.check, self._catalogue)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.TITLE:
            return check_words.title(row.check)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = [self._text(row.check, column) for column in Column]
            return "，".join([*words, check_words.detail(row.check, self._catalogue)])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return ("校核项", "差额或变化", "责任科室", "处理")[section] if role == Qt.ItemDataRole.DisplayRole else None

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


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == Column.DIFFERENCE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _identity(row: CheckRow) -> tuple[CheckState, str, bool]:
    return row.state, row.check.key if row.check else "", row.folded

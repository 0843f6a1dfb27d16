"""The columns and roles of the grid of 填报, and what stands at a column's head; it holds no figure."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from hqd_desktop.domain.periods import Period

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, left to right."""

    NAME = 0
    THIS = 1
    LAST = 2
    EARLIER = 3
    CHANGE = 4
    STATE = 5
    SOURCE = 6
    DEPARTMENT = 7


YEARS_BACK = {Column.THIS: 0, Column.LAST: 1, Column.EARLIER: 2}
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
CELL_ROLE = Qt.ItemDataRole.UserRole + 2
HEADING_ROLE = Qt.ItemDataRole.UserRole + 3

_TITLES = {
    Column.NAME: "数据项",
    Column.CHANGE: "同比",
    Column.STATE: "状态",
    Column.SOURCE: "来源表",
    Column.DEPARTMENT: "责任科室",
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def alignment(column: int) -> Qt.AlignmentFlag:
    """Numbers right, words left."""
    return _RIGHT if column in (*YEARS_BACK, Column.CHANGE) else _LEFT


def period_title(column: Column, period: Period, locked: bool) -> str:
    """The head of a column of figures."""
    if locked:
        return f"{period.label}（已锁定）"
    return f"{period.label}（本年）" if column is Column.THIS and not period.quarter else period.label


def column_title(column: Column) -> str:
    """The head of a column that holds no figures."""
    return _TITLES.get(column, "")

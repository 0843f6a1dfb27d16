"""修改记录 as a Qt model: a row for each touched field; every word comes from services.history_text."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.services.history_text import HEADINGS, HistoryRow
from hqd_desktop.ui.models.row_model import RowModel


class Column(IntEnum):
    """The columns, in the order of history_text.HEADINGS."""

    WHEN = 0
    WHO = 1
    PC = 2
    ACT = 3
    WHAT = 4
    PERIOD = 5
    FIELD = 6
    OLD = 7
    NEW = 8
    REASON = 9
    ORIGIN = 10


class HistoryModel(RowModel[HistoryRow]):
    """The rows that were asked for so far, newest first."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(HEADINGS, (), parent)

    def answer(self, row: HistoryRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(row.cells[column].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[column]} {row.cells[column] or '空'}"
        return None

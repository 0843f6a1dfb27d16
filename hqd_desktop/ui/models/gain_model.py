"""The ranked list of 全部分差 as a Qt model: every word comes from services.trial_text; it computes nothing."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.services import trial_text
from hqd_desktop.services.shortfalls import Gain, Shortfalls
from hqd_desktop.ui.models.row_model import Index, RowModel


class Column(IntEnum):
    """The columns, left to right."""

    PLACE = 0
    INDICATOR = 1
    ITEM = 2
    PRESENT = 3
    NEEDED = 4
    DIFFERENCE = 5
    EFFORT = 6
    POINTS = 7
    TOTAL = 8
    WHO = 9


TITLES = ("名次", "指标", "数据项", "现在", "达到", "差", "变动", "多得", "结果", "责任科室")
RIGHT = frozenset({Column.PRESENT, Column.NEEDED, Column.DIFFERENCE, Column.EFFORT, Column.POINTS, Column.TOTAL})


class GainModel(RowModel[tuple[int, Gain]]):
    """One row for each figure of each indicator, with its place in the ranking."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(TITLES, RIGHT, parent)
        self._places = 2

    def show(self, found: Shortfalls | None, places: int) -> None:
        """Another ranking; None while it is sought."""
        self._places = places
        self.replace_rows(tuple(enumerate(found.gains, 1)) if found else ())

    def gain(self, index: Index) -> Gain | None:
        """What stands in a row."""
        row = self.row_at(index)
        return row[1] if row else None

    def answer(self, row: tuple[int, Gain], column: int, role: int) -> Any:
        place, gain = row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(gain, place, Column(column))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            lines = trial_text.gap_lines((gain,), self._places, 1)
            return f"第 {place} 名，{gain.result.indicator.label}：{'；'.join(lines)}（{gain.who}）"
        return None

    def _text(self, gain: Gain, place: int, column: Column) -> str:
        stake = gain.main
        indicator, item, present, needed, points, total, who = trial_text.gain_cells(gain, self._places)
        return {
            Column.PLACE: str(place),
            Column.INDICATOR: indicator,
            Column.ITEM: item,
            Column.PRESENT: present,
            Column.NEEDED: needed,
            Column.DIFFERENCE: trial_text.difference_text(gain),
            Column.EFFORT: trial_text.effort_text(stake),
            Column.POINTS: points + ("" if stake.points == gain.result.full else "（起步）"),
            Column.TOTAL: total,
            Column.WHO: who,
        }[column]

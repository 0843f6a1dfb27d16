"""The ranked list of 全部分差 as a Qt model: every word comes from services.trial_text; it computes nothing."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from hqd_desktop.services import trial_text
from hqd_desktop.services.shortfalls import Gain, Shortfalls

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
GAIN_ROLE = Qt.ItemDataRole.UserRole + 1


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


class GainModel(QAbstractTableModel):
    """One row for each figure of each indicator."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._gains: tuple[Gain, ...] = ()
        self._places = 2

    def show(self, found: Shortfalls | None, places: int) -> None:
        """Another ranking; None while it is sought."""
        self.beginResetModel()
        self._gains, self._places = found.gains if found else (), places
        self.endResetModel()

    def gain(self, index: Index) -> Gain | None:
        """What stands in a row."""
        return self._gains[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._gains)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        gain = self.gain(index)
        if gain is None:
            return None
        if role == GAIN_ROLE:
            return gain
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(gain, index.row(), Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            lines = trial_text.gap_lines((gain,), self._places, 1)
            return f"第 {index.row() + 1} 名，{gain.result.indicator.label}：{'；'.join(lines)}（{gain.who}）"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, gain: Gain, row: int, column: Column) -> str:
        stake = gain.main
        indicator, item, present, needed, points, total, who = trial_text.gain_cells(gain, self._places)
        return {
            Column.PLACE: str(row + 1),
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


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

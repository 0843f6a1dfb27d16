"""The calendar of the ledger: every date that is not done, month by month; a line is chosen, nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hqd_desktop.domain.ledger import Reminder
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.ui.models.row_model import RowModel
from hqd_desktop.ui.theme import Theme


class Column(IntEnum):
    """From left to right."""

    DAY = 0
    LEFT = 1
    WHAT = 2
    TASK = 3


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a task, or (without one) the month that follows."""

    month: str
    reminder: Reminder | None = None


class DeadlineModel(RowModel[Dated]):
    """Months are headings."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(("日期", "还有", "到时做到", "任务"), (), parent)

    def is_heading(self, row: Dated) -> bool:
        return row.reminder is None

    def answer(self, row: Dated, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if row.reminder is None:
            return row.month if column == Column.DAY else ""
        one = row.reminder
        left = "今天" if not one.days else f"{one.days} 天" if one.days > 0 else f"过期 {-one.days} 天"
        return (one.due.isoformat(), left, one.text, f"{one.task.number}　{one.task.text}")[column]


def months(reminders: Sequence[Reminder]) -> tuple[Dated, ...]:
    """The dates under their months."""
    found: list[Dated] = []
    for one in reminders:
        month = f"{one.due.year} 年 {one.due.month} 月"
        if not found or found[-1].month != month:
            found.append(Dated(month))
        found.append(Dated(month, one))
    return tuple(found)


class DeadlineList(QTableView):
    """`task_chosen` carries pack and key of the task."""

    task_chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("期限")
        self.dates = DeadlineModel(self)
        self.setModel(self.dates)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.TASK, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_ledger(self, ledger: LedgerView) -> None:
        """Draw all dates that are not done."""
        self.dates.replace_rows(months(ledger.deadlines))

    def _on_chosen(self, index) -> None:
        row = self.dates.row_at(index)
        if row is not None and row.reminder is not None:
            self.task_chosen.emit(row.reminder.pack, row.reminder.task.key)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(32))
        self.setColumnWidth(Column.DAY, px(120))
        self.setColumnWidth(Column.LEFT, px(100))

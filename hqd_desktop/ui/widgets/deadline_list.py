"""The dates of the ledger as a list: every one that is not done, month by month; a line is chosen, nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hqd_desktop.domain.ledger import SOON, Reminder
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.ui.models.row_model import ROW_ROLE, RowModel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape


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


class _DeadlineDelegate(GridDelegate):
    def paint(self, painter, option, index):
        row, theme, rect = index.data(ROW_ROLE), self.theme, QRectF(option.rect)
        painter.save()
        heading, chosen = row.reminder is None, self.is_current_row(option, index)
        painter.fillRect(rect, theme.colour("sub2" if heading else "accent_soft" if chosen else "surface"))
        if heading:
            self.write(painter, self.inner(rect), index.data(), theme.font(13, bold=True), theme.colour("text"))
        elif index.column() == Column.LEFT:
            days = row.reminder.days
            shape = Shape.WARNING if days < 0 else Shape.PARTIAL if days <= SOON.days else Shape.WAITING
            self.shape_and_words(painter, rect, shape, index.data())
        else:
            self.write(painter, self.inner(rect), index.data(), theme.font(13), theme.colour("text"), elide=True)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if chosen and option.widget.hasFocus() and index.column() == Column.DAY:
            self.edge(painter, rect, theme.colour("accent"))
        painter.restore()


class DeadlineList(QTableView):
    """`task_chosen` carries pack and key of the task."""

    task_chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("期限")
        self.dates = DeadlineModel(self)
        self.setModel(self.dates)
        self.setItemDelegate(_DeadlineDelegate(theme, self))
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
        self.clearSpans()
        for number, row in enumerate(self.dates.rows):
            if row.reminder is None:
                self.setSpan(number, 0, 1, len(Column))

    def _on_chosen(self, index) -> None:
        row = self.dates.row_at(index)
        if row is not None and row.reminder is not None:
            self.task_chosen.emit(row.reminder.pack, row.reminder.task.key)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(32))
        self.setColumnWidth(Column.DAY, px(120))
        self.setColumnWidth(Column.LEFT, px(124))

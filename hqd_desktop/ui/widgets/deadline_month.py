"""The calendar of the ledger: a month of deadlines, and beside it what is due on the chosen day; it only leads on."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.ledger_calendar import DUE_NAMES, DayEntry, DueState, calendar_of
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card_list import Card, CardList
from hqd_desktop.ui.widgets.controls import Button, label, rule
from hqd_desktop.ui.widgets.month_grid import DUE_SHAPES, WEEKDAYS, MonthGrid


class DeadlineMonth(QWidget):
    """`task_chosen` carries pack and key. It opens on the month of what is nearest to today."""

    task_chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[DayEntry, ...] = ()
        self._shown = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.grid = MonthGrid(theme)
        column.addLayout(self._head())
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.grid, 1)
        row.addWidget(rule(vertical=True))
        row.addLayout(self._side())
        column.addLayout(row, 1)
        self.setFocusProxy(self.grid)
        self.grid.day_moved.connect(self._show_day)
        self.grid.day_entered.connect(self._on_day_entered)
        self.grid.entry_chosen.connect(lambda entry: self.task_chosen.emit(entry.pack, entry.task.key))
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_ledger(self, ledger: LedgerView, owner: str = "") -> None:
        """Draw the dates of all tasks, or of one department's."""
        owners = {(book.tasks.pack, row.task.key): row.owner for book in ledger.books for row in book.rows}
        found = calendar_of(ledger.books, ledger.today)
        self._entries = tuple(one for one in found if owner in ("", owners[one.pack, one.task.key]))
        day = self.grid.day
        self.grid.month.show_entries(self._entries, ledger.today)
        if not self._shown:
            self._shown, day = True, _nearest(self._entries, ledger.today)
        self.grid.show_day(day)
        self._show_day(day)

    # -- building ------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        self.title = label("", "card")
        row.addWidget(self._arrow("left", "上个月", -1))
        row.addWidget(self.title)
        row.addWidget(self._arrow("right", "下个月", 1))
        today = Button("今天", self._theme, "small")
        today.clicked.connect(lambda: self.grid.show_day(self.grid.month.today))
        row.addWidget(today)
        row.addSpacing(8)
        self.told = label("", "secondary", "text2")
        row.addWidget(self.told)
        row.addStretch(1)
        return row

    def _arrow(self, icon: str, name: str, months: int) -> Button:
        made = Button("", self._theme, "flat", icon)
        made.setAccessibleName(name)
        made.clicked.connect(lambda: self.grid.turn(months))
        return made

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setContentsMargins(8, 8, 2, 4)
        side.setSpacing(4)
        self.day = label("", "heading", "text2")
        side.addWidget(self.day)
        self.list = CardList(self._theme, "这一天到期的")
        self.list.chosen.connect(lambda place: self.task_chosen.emit(*place))
        side.addWidget(self.list, 1)
        return side

    # -- drawing -------------------------------------------------------------------------------------------------

    def _show_day(self, day: date) -> None:
        if self.grid.month.month != day.replace(day=1):  # a day of the month before or after was clicked
            self.grid.show_day(day)
            return
        month = self.grid.month.month
        self.title.setText(f"{month.year} 年 {month.month} 月")
        own = [one for one in self._entries if one.due.replace(day=1) == month]
        self.told.setText(_month_words(own))
        self.day.setText(f"{day.month} 月 {day.day} 日　周{WEEKDAYS[day.weekday()]}")
        cards = [
            Card(one.task.number, one.text, one.task.text, DUE_SHAPES[one.state], DUE_NAMES[one.state],
                 (one.pack, one.task.key))
            for one in self.grid.month.on(day)
        ]  # fmt: skip
        self.list.show_cards(cards or [Card("", "这一天没有到期的。")])

    def _on_day_entered(self) -> None:
        """Enter on a day: to its only task, else into the list."""
        found = self.grid.month.on(self.grid.day)
        if len(found) == 1:
            self.task_chosen.emit(found[0].pack, found[0].task.key)
        elif found:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _on_theme_changed(self) -> None:
        self.list.setFixedWidth(self._theme.px(224))
        self._show_day(self.grid.day)


def _month_words(entries: Sequence[DayEntry]) -> str:
    late = sum(one.state is DueState.OVERDUE for one in entries)
    done = sum(one.state is DueState.DONE for one in entries)
    parts = (f"过期 {late} 项" if late else "", f"已完成 {done} 项" if done else "")
    return "，".join(filter(None, (f"本月 {len(entries)} 项" if entries else "本月没有期限", *parts)))


def _nearest(entries: Sequence[DayEntry], today: date) -> date:
    """Today where its month has anything, or nothing has; else the day of what is nearest, what is to come first."""
    if not entries or any(one.due.replace(day=1) == today.replace(day=1) for one in entries):
        return today
    return min((one.due for one in entries), key=lambda due: (due < today, abs((due - today).days)))

"""The middle of the ledger's page: filters, the table, the board and the dates, and what stands under them.

It lays out; what is listed and what is done is the page's.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, Segments, label, rule
from hqd_desktop.ui.widgets.deadline_list import DeadlineList
from hqd_desktop.ui.widgets.deadline_month import DeadlineMonth
from hqd_desktop.ui.widgets.ledger_board import LedgerBoard
from hqd_desktop.ui.widgets.ledger_delegate import LedgerDelegate
from hqd_desktop.ui.widgets.ledger_lines import Column, Keep, LedgerModel

LOOKS = ("表格", "看板", "月历", "期限")
EVERYBODY = "全部科室"


class LedgerMiddle(QWidget):
    """`keep` and `owner` filter, `look` chooses how the tasks are seen; `lacking` asks for what has no evidence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("area", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(rule())
        self.model = LedgerModel(self)
        self.table = self._table()
        self.board = LedgerBoard(theme)
        self.months = DeadlineMonth(theme)
        self.dates = DeadlineList(theme)
        self._looks = QStackedWidget()
        for widget in (self.table, self.board, self.months, self.dates):
            self._looks.addWidget(widget)
        column.addWidget(self._looks, 1)
        column.addWidget(rule())
        column.addLayout(self._foot())

    def show_look(self) -> None:
        """The look that was chosen."""
        self._looks.setCurrentIndex(LOOKS.index(self.look.answer))

    def show_owners(self, names: Sequence[str]) -> None:
        """The departments to choose from; the chosen one stays where it can."""
        if list(names) == [self.owner.itemData(place) for place in range(1, self.owner.count())]:
            return
        held = self.owner.currentData()
        self.owner.clear()
        self.owner.addItem(EVERYBODY, "")
        for name in names:
            self.owner.addItem(name, name)
        self.owner.setCurrentIndex(max(0, self.owner.findData(held)))

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(8)
        self.keep = Picker(self._theme, "显示哪些任务")
        for keep in Keep:
            self.keep.addItem(keep.value, keep)
        self.owner = Picker(self._theme, "牵头科室")
        self.owner.addItem(EVERYBODY, "")
        self.look = Segments(LOOKS, self._theme, "怎样看")
        self.look.set_answer(LOOKS[0])
        bar.addWidget(self.keep)
        bar.addWidget(self.owner)
        bar.addStretch(1)
        bar.addWidget(self.look)
        return bar

    def _table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName("工作台账")
        table.setModel(self.model)
        table.setItemDelegate(LedgerDelegate(self._theme, table))
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.TASK, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        return table

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(2)
        self.hidden = label("", "caption", "text2", wrap=True)
        self.proved = label("", "caption", "text2", wrap=True)
        self.lacking = Button("看还缺什么", self._theme, "link")
        self.lacking.setAccessibleName("看哪些指标和任务还缺佐证")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.proved, 1)
        line.addWidget(self.lacking, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.hidden)
        foot.addLayout(line)
        return foot

"""The board of the ledger: the hospital's tasks in a column for each state; a task is chosen, nothing is dragged."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.ledger import STATE_NAMES, LedgerRow, TaskState
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card_list import Card, CardList
from hqd_desktop.ui.widgets.controls import rule
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.ledger_lines import STATE_SHAPES, UNREPORTED
from hqd_desktop.ui.widgets.status_shapes import Shape

ORDER = (None, TaskState.NOT_STARTED, TaskState.UNDERWAY, TaskState.BEHIND, TaskState.DONE)


class LedgerBoard(QWidget):
    """`task_chosen` carries pack and key. Where the window is narrow the columns share what there is."""

    task_chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._heads: dict[TaskState | None, IconText] = {}
        self.lists: dict[TaskState | None, CardList] = {}
        for place, state in enumerate(ORDER):
            if place:
                row.addWidget(rule(vertical=True))
            column = QVBoxLayout()
            column.setContentsMargins(6, 8, 2, 0)
            name = STATE_NAMES[state] if state else UNREPORTED
            self._heads[state] = IconText(theme, STATE_SHAPES[state] if state else Shape.MISSING, name)
            held = CardList(theme, name)
            held.chosen.connect(lambda place: self.task_chosen.emit(*place))
            self.lists[state] = held
            column.addWidget(self._heads[state])
            column.addWidget(held, 1)
            row.addLayout(column, 1)

    def show_ledger(self, ledger: LedgerView, owner: str) -> None:
        """Draw all books, one department or all of them."""
        for state, held in self.lists.items():
            cards: list[Card] = []
            for book in ledger.books:
                for line in book.rows:
                    if line.task.of_hospital and line.state is state and owner in ("", line.owner):
                        cards.append(_card(book.tasks.pack, line))
            held.show_cards(cards)
            name = STATE_NAMES[state] if state else UNREPORTED
            self._heads[state].show_text(f"{name} {held.count()}")


def _card(pack: str, line: LedgerRow) -> Card:
    """Number and the quarter that it was written about last, the task, who follows it and its date."""
    latest, deadline = line.latest, line.task.deadline
    quarter = latest.period.label[-3:] if latest is not None else ""
    foot = "　".join(filter(None, (line.owner, f"期限 {deadline.isoformat()}" if deadline else "", quarter)))
    return Card(line.task.number, line.task.text, foot, place=(pack, line.task.key))

"""The board of the ledger: the hospital's tasks in a column for each state; a task is chosen, nothing is dragged."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hqd_desktop.domain.ledger import STATE_NAMES, TaskState
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import rule
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.ledger_lines import STATE_SHAPES, UNREPORTED
from hqd_desktop.ui.widgets.status_shapes import Shape

ORDER = (None, TaskState.NOT_STARTED, TaskState.UNDERWAY, TaskState.BEHIND, TaskState.DONE)
PLACE = Qt.ItemDataRole.UserRole


class LedgerBoard(QWidget):
    """`task_chosen` carries pack and key. Where the window is narrow the columns share what there is."""

    task_chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._heads: dict[TaskState | None, IconText] = {}
        self.lists: dict[TaskState | None, QListWidget] = {}
        for place, state in enumerate(ORDER):
            if place:
                row.addWidget(rule(vertical=True))
            column = QVBoxLayout()
            column.setContentsMargins(8, 8, 8, 0)
            name = STATE_NAMES[state] if state else UNREPORTED
            self._heads[state] = IconText(theme, STATE_SHAPES[state] if state else Shape.MISSING, name)
            held = QListWidget()
            held.setAccessibleName(name)
            held.setFrameShape(QFrame.Shape.NoFrame)
            held.setWordWrap(True)
            held.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            held.itemClicked.connect(self._on_chosen)
            held.itemActivated.connect(self._on_chosen)
            self.lists[state] = held
            column.addWidget(self._heads[state])
            column.addWidget(held, 1)
            row.addLayout(column, 1)

    def show_ledger(self, ledger: LedgerView, owner: str) -> None:
        """Draw all books, one department or all of them."""
        for state, held in self.lists.items():
            held.clear()
            for book in ledger.books:
                for line in book.rows:
                    if line.task.of_hospital and line.state is state and owner in ("", line.owner):
                        item = QListWidgetItem(f"{line.task.number}　{line.task.text}\n{line.owner}")
                        item.setData(PLACE, (book.tasks.pack, line.task.key))
                        item.setSizeHint(QSize(0, self._theme.px(72)))
                        held.addItem(item)
            name = STATE_NAMES[state] if state else UNREPORTED
            self._heads[state].show_text(f"{name} {held.count()}")

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.task_chosen.emit(*item.data(PLACE))

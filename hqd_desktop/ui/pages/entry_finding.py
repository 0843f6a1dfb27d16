"""Ctrl+F of 填报: goes through the cells that hold what is typed, over all groups; the page shows them."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.ui.models.cell_states import CellBook
from hqd_desktop.ui.models.entry_find import find_cells
from hqd_desktop.ui.models.entry_rows import EntryPlan
from hqd_desktop.ui.widgets.find_bar import FindBar


class EntryFinder(QObject):
    """`show` makes a cell current without taking the keyboard from the bar."""

    def __init__(self, bar: FindBar, show: Callable[[FigureKey], None], home: QWidget) -> None:
        super().__init__(bar)
        self._bar, self._show, self._home = bar, show, home
        self._plan: EntryPlan | None = None
        self._book: CellBook | None = None
        self._catalogue: Catalogue | None = None
        self._found: tuple[FigureKey, ...] = ()
        self._place = 0
        bar.looked_for.connect(self._on_looked_for)
        bar.stepped.connect(self._on_stepped)
        bar.closed.connect(self._on_closed)

    def show_state(self, plan: EntryPlan, book: CellBook, catalogue: Catalogue) -> None:
        """What is looked through from now on."""
        self._plan, self._book, self._catalogue = plan, book, catalogue
        if self._bar.isVisible():
            self._look()
            self._tell()

    def open(self) -> None:
        """Ctrl+F."""
        self._bar.open()
        self._look()
        self._tell()

    def _look(self) -> None:
        if self._plan is not None and self._book is not None and self._catalogue is not None:
            self._found = find_cells(self._plan.cells(), self._bar.field.text(), self._book, self._catalogue)
            self._place = min(self._place, max(0, len(self._found) - 1))

    def _on_looked_for(self, _: str) -> None:
        self._place = 0
        self._look()
        self._go()

    def _on_stepped(self, step: int) -> None:
        if self._found:
            self._place = (self._place + step) % len(self._found)
            self._go()

    def _on_closed(self) -> None:
        self._bar.hide()
        self._home.setFocus()

    def _go(self) -> None:
        self._tell()
        if self._found:
            self._show(self._found[self._place])
            self._bar.field.setFocus()

    def _tell(self) -> None:
        self._bar.tell(self._place + 1 if self._found else 0, len(self._found))

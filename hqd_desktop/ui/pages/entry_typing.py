"""The entry line of 填报 and the current cell: what is typed, read back, refused or let go of; it writes nothing."""

from PySide6.QtCore import QObject, QTimer, Signal

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import CellBook, Mark
from hqd_desktop.ui.models.entry_model import EntryModel
from hqd_desktop.ui.models.readings import read_back
from hqd_desktop.ui.pages.entry_acts import RETRY
from hqd_desktop.ui.widgets.entry_grid import EntryGrid
from hqd_desktop.ui.widgets.entry_line import EntryLine

LEFT = "这是上次写到一半的，没有写入。按 Enter 写入，Esc 不要。"


class EntryTyping(QObject):
    """Text that cannot be read holds the cell until it is mended or let go of by Esc.

    `key_changed` follows the current figure (None on a heading).
    """

    key_changed = Signal(object)

    def __init__(self, grid: EntryGrid, line: EntryLine, model: EntryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._grid, self._line, self._model = grid, line, model
        self._view: View | None = None
        self._book: CellBook | None = None
        self._line_key: FigureKey | None = None
        self._offered = False  # what stands in the entry line, a sum or a text of before, nobody has typed
        self._refusing = False  # a text is on its way back to the entry line
        grid.current_moved.connect(self.show_current)
        grid.escaped.connect(self.show_current)
        grid.typed.connect(self._on_typed)
        line.edited.connect(self._on_line_edited)
        line.submitted.connect(self._on_line_submitted)
        line.left.connect(self._on_line_left)
        model.refused.connect(self._on_refused)

    def show_state(self, view: View, book: CellBook) -> None:
        """A new state of the figures; `refresh` follows when the grid shows it."""
        self._view, self._book = view, book

    def refresh(self) -> None:
        """Show the current cell anew; what is being typed is left alone."""
        if not self._grid.is_editing and not (self._line.modified and self._line.field.hasFocus()):
            self.show_current()

    def show_current(self) -> None:
        """The current cell in the entry line, unless an unread text still stands there."""
        key = self.current_key()
        if key != self._line_key and self._line.modified and not self._commit_line():
            return  # the cell of that text becomes current again
        self._line_key, self._offered = key, False
        if key is None or self._view is None:
            self._line.show_cell("", "", "", False)
        else:
            self._show_cell(key, self._view)
        self.key_changed.emit(key)

    def current_key(self) -> FigureKey | None:
        """The figure of the current row and column (this year's on the other columns)."""
        return self._model.row_key(self._grid.currentIndex())

    def select_key(self, key: FigureKey) -> bool:
        """Make a figure current; False when it is not shown."""
        index = self._model.index_of(key)
        if index.isValid():
            self._grid.show_index(index)
            self._grid.setFocus()
        return index.isValid()

    def commit_pending(self) -> bool:
        """Finish an open editor or an unfinished entry line; False when it cannot be read and stays on the screen."""
        if self._refusing:
            return False
        if self._grid.is_editing:
            return self._grid.commit_open_editor()
        return self._commit_line()

    @property
    def is_typing(self) -> bool:
        """Whether something is half typed, in a cell or in the entry line."""
        return self._grid.is_editing or self._refusing or (self._line.modified and not self._offered)

    def offer(self, text: str) -> None:
        """A sum stands in the entry line to be looked at before Enter."""
        self._line.keep(text, "")
        self._offered = True
        self._tell_reading(text)

    def put_back(self, key: FigureKey, text: str) -> None:
        """A text that was left half written stands in the entry line of its cell; only Enter stores it."""
        if self.current_key() == key:
            self._line_key, self._offered = key, True
            self._line.keep(text, LEFT)

    def forget(self) -> None:
        """Another hospital: what was half typed belongs to the one before."""
        self._line.field.setModified(False)
        self._line_key = None

    def _show_cell(self, key: FigureKey, view: View) -> None:
        line, item, state = self._line, view.packs.catalogue[key[0]], self._model.state(key)
        editable = state is not None and state.editable and item.kind is not ItemKind.TEXT
        name = item.name if key[1].year == view.record.year else f"{item.name}　{key[1].label}"
        text = state.raw if state and item.kind is not ItemKind.TEXT else ""
        line.show_cell(name, text, item.unit, editable)
        if text:
            self._tell_reading(text)
        if state is not None and state.mark is Mark.UNSAVED:
            line.say(RETRY)
        elif state is not None and state.locked:
            line.tell_locked(state.locked)

    def _commit_line(self) -> bool:
        """Take what stands in the entry line, an emptied one as blank; a sum that was only offered is let go of."""
        line, key, offered = self._line, self._line_key, self._offered
        if not line.modified or key is None or offered:
            line.field.setModified(False)
            self._offered = False
            return True
        if not self._model.enter(key, line.field.text()):
            return False
        line.field.setModified(False)
        return True

    def _tell_reading(self, text: str) -> None:
        key = self.current_key()
        if key is None or self._view is None or self._book is None:
            return
        item = self._view.packs.catalogue[key[0]]
        last = self._book.figure((key[0], key[1].last_year()))
        self._line.tell(read_back(item, text, self._book.figure(key), last))

    def _on_line_edited(self, text: str) -> None:
        self._offered = False
        self._tell_reading(text)

    def _on_typed(self, text: str) -> None:
        self._line.mirror(text)
        self._tell_reading(text)

    def _on_line_submitted(self, text: str, step: str) -> None:
        key = self.current_key()
        if key is not None and self._model.enter(key, text):
            self._line.field.setModified(False)
            self._offered = False
            self._grid.setFocus()
            self._grid.step_to(step)

    def _on_line_left(self) -> None:
        self._offered = False
        self._refusing = False
        self._line.field.setModified(False)
        self._grid.setFocus()
        self.show_current()

    def _on_refused(self, key: FigureKey, text: str, problem: Problem) -> None:
        """The old value stays in the cell, the typed text in the entry line, with the reason."""

        self._refusing = True

        def stay() -> None:
            if not self._refusing:
                return  # let go of by Esc meanwhile
            self._refusing = False
            if self.current_key() != key:
                self.select_key(key)
            self._line_key = key
            self._line.keep(text, sentence(Problem(problem.code, "", problem.params)))
            QTimer.singleShot(0, self, lambda: self._grid.scrollTo(self._grid.currentIndex()))

        QTimer.singleShot(0, self, stay)

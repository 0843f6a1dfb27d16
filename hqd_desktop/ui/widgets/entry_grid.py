"""The grid of 填报 under the hands: cursor, editing and clipboard keys as in Excel; what is saved is not its matter."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QLineEdit, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.ui.models.entry_model import ROW_ROLE, YEARS_BACK, Column, EntryModel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.column_widths import fits_columns
from hqd_desktop.ui.widgets.entry_delegate import EntryDelegate
from hqd_desktop.ui.widgets.grid_view import GridView, Move

NOT_APPLICABLE_SIGNS = frozenset({"/", "／", "、"})  # a Chinese input method turns the key into the last one
_EDGE_MOVES = {Move.MoveUp: (-1, 0), Move.MoveDown: (1, 0), Move.MoveLeft: (0, -1), Move.MoveRight: (0, 1)}


class EntryGrid(GridView):
    """Signals say what the user wants done; the page does it."""

    typed = Signal(str)
    left_unread = Signal()
    words_wanted = Signal()
    not_applicable_wanted = Signal()
    note_wanted = Signal()
    sum_wanted = Signal()
    clear_wanted = Signal(list)
    copy_wanted = Signal(bool)
    paste_wanted = Signal()
    answer_toggled = Signal(object)
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "填报表", parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._delegate = EntryDelegate(theme, self)
        self._delegate.typed.connect(self.typed)
        self._delegate.finished.connect(self._on_editor_finished)
        self._delegate.words_wanted.connect(self.words_wanted)
        self.setItemDelegate(self._delegate)
        self._start_column = int(Column.THIS)
        self._earlier, self._wide = False, False

    @property
    def entry_model(self) -> EntryModel:
        """The model of the grid."""
        model = self.model()
        assert isinstance(model, EntryModel)
        return model

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open in a cell."""
        return self.state() is QAbstractItemView.State.EditingState

    @fits_columns
    def fit_columns(self, earlier: bool, wide: bool) -> None:
        """Figures get the room they need, the name the rest; `wide` adds source and department."""
        self._earlier, self._wide = earlier, wide
        self.setColumnHidden(Column.EARLIER, not earlier)
        self.setColumnHidden(Column.SOURCE, not wide)
        self.setColumnHidden(Column.DEPARTMENT, not wide)
        header, px = self.horizontalHeader(), self.theme.px
        header.setMinimumSectionSize(px(40))
        least = {Column.THIS: 158, Column.LAST: 152, Column.EARLIER: 152, Column.CHANGE: 84, Column.STATE: 112,
                 Column.SOURCE: 136, Column.DEPARTMENT: 112}  # fmt: skip
        taken = 0
        for column, width in least.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            needed = self.sizeHintForColumn(column) if column in (*YEARS_BACK, Column.CHANGE) else 0
            self.setColumnWidth(column, max(px(width), needed))
            taken += 0 if self.isColumnHidden(column) else self.columnWidth(column)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(Column.NAME, max(px(220), self.viewport().width() - taken))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        if self.model() is not None:
            self.fit_columns(self._earlier, self._wide)

    def selected_keys(self) -> list[FigureKey]:
        """The figures of the selected cells, in reading order."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        keys = (self.entry_model.key(index) for index in indexes if not self.isColumnHidden(index.column()))
        return [key for key in keys if key is not None]

    def step_to(self, step: str) -> None:
        """Go to the next cell that can be typed into, as Enter and Tab do."""
        target = {
            "down": lambda: self._beside(1, 0, self._start_column),
            "up": lambda: self._beside(-1, 0, self._start_column),
            "down_plain": lambda: self.moveCursor(Move.MoveDown, Qt.KeyboardModifier.NoModifier),
            "up_plain": lambda: self.moveCursor(Move.MoveUp, Qt.KeyboardModifier.NoModifier),
            "right": lambda: self._along(1),
            "left": lambda: self._along(-1),
        }[step]()
        if step not in ("right", "left") and target.isValid() and step.endswith("plain"):
            self._start_column = max(int(Column.THIS), target.column())
        if target.isValid():
            self.select_index(target)

    def commit_open_editor(self) -> bool:
        """Finish an open editor; False when its text could not be read."""
        editor = self.indexWidget(self.currentIndex()) if self.is_editing else None
        if editor is None:
            return True
        return self._finish(editor)

    def start_editing(self) -> None:
        """F2: open the editor with the cursor behind the text."""
        index = self.currentIndex()
        if index.isValid() and self.model().flags(index) & Qt.ItemFlag.ItemIsEditable:
            row = index.data(ROW_ROLE)
            if row.item.kind is ItemKind.TEXT:
                self.words_wanted.emit()
                return
            self.edit(index)
            editor = self.indexWidget(index)
            if isinstance(editor, QLineEdit):
                editor.deselect()
                editor.end(False)

    def moveCursor(self, action, modifiers):
        current = self.currentIndex()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if control and current.isValid():
            if action is Move.MoveHome:
                return self._first_editable(range(self.model().rowCount()))
            if action is Move.MoveEnd:
                return self._first_editable(reversed(range(self.model().rowCount())))
            if action in _EDGE_MOVES:
                return self._edge(*_EDGE_MOVES[action])
        if action is Move.MoveHome and current.isValid():
            return current.siblingAtColumn(Column.NAME)
        if action is Move.MoveEnd and current.isValid():
            return current.siblingAtColumn(Column.STATE)
        return super().moveCursor(action, modifiers)

    def selectionCommand(self, index, event=None):
        if event is not None and event.type() == QEvent.Type.KeyPress and index.isValid():
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and not shift:
                return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event):
        if self.is_editing or not self._handle(event):
            super().keyPressEvent(event)

    def event(self, event):
        # Tab would else leave the grid before keyPressEvent sees it
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def inputMethodEvent(self, event):
        if not self.is_editing and event.commitString() in NOT_APPLICABLE_SIGNS:
            self.not_applicable_wanted.emit()
            event.accept()
            return
        opening = not self.is_editing
        super().inputMethodEvent(event)
        editor = self.indexWidget(self.currentIndex()) if opening and self.is_editing else None
        if isinstance(editor, QLineEdit) and event.commitString() and not editor.isModified():
            editor.selectAll()  # Qt opens the editor, but only passes compositions on to it
            editor.insert(event.commitString())
            editor.setModified(True)
            self._delegate.typed.emit(editor.text())

    def mousePressEvent(self, event):
        super().mousePressEvent(event)
        index = self.currentIndex()
        if index.column() == Column.NAME and not self.is_heading(index.row()) and not event.modifiers():
            self.select_index(index.siblingAtColumn(Column.THIS))  # who clicks a name means its figure
        self._start_column = max(int(Column.THIS), self.currentIndex().column())

    def _handle(self, event) -> bool:
        """The keys that mean more here than in any table; False for all others."""
        key, modifiers, index = event.key(), event.modifiers(), self.currentIndex()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            self.copy_wanted.emit(event.matches(QKeySequence.StandardKey.Cut))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif modifiers & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Equal, Qt.Key.Key_Plus):
            self.sum_wanted.emit()
        elif modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step_to("left" if key == Qt.Key.Key_Backtab else "right")
        elif index.isValid() and self.is_heading(index.row()):
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_to("up" if shift else "down")
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_wanted.emit(self.selected_keys())
        elif key == Qt.Key.Key_F2:
            self.start_editing()
        elif key == Qt.Key.Key_F4:
            self.note_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.text() in NOT_APPLICABLE_SIGNS:
            self.not_applicable_wanted.emit()
        elif key == Qt.Key.Key_Space:
            self._toggle(index)
        else:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._remember_column(key)
            return False
        return True

    def _remember_column(self, key) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        self._start_column = min(max(int(Column.THIS), self.currentIndex().column() + step), int(Column.EARLIER))

    def _toggle(self, index: QModelIndex) -> None:
        row, key = index.data(ROW_ROLE), self.entry_model.key(index)
        if key is not None and row.item.kind is ItemKind.YES_NO:
            self.answer_toggled.emit(key)
        elif key is not None and row.item.kind is ItemKind.TEXT:
            self.words_wanted.emit()

    def _on_editor_finished(self, editor: QWidget, step: str) -> None:
        if self._finish(editor):
            self.step_to(step)
        else:
            self.left_unread.emit()

    def _finish(self, editor: QWidget) -> bool:
        self._delegate.accepted = True
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return self._delegate.accepted

    def _editable(self, row: int, column: int) -> bool:
        index = self.model().index(row, column)
        shown = not self.isColumnHidden(column)
        return shown and bool(self.model().flags(index) & Qt.ItemFlag.ItemIsEditable) and not self.is_heading(row)

    def _beside(self, step: int, _: int, column: int) -> QModelIndex:
        """The next cell up or down in a column that can be typed into."""
        row = self.currentIndex().row() + step
        column = column if not self.isColumnHidden(column) else int(Column.THIS)
        while 0 <= row < self.model().rowCount():
            if not self.is_heading(row):
                return self.model().index(row, column)
            row += step
        return QModelIndex()

    def _along(self, step: int) -> QModelIndex:
        """The next cell left or right that can be typed into, round to the next row."""
        columns = [column for column in YEARS_BACK if not self.isColumnHidden(column)]
        places = [
            (row, int(column))
            for row in range(self.model().rowCount())
            for column in columns
            if not self.is_heading(row) and (self._editable(row, column) or column is Column.THIS)
        ]
        here = (self.currentIndex().row(), self.currentIndex().column())
        later = [place for place in places if (place > here if step > 0 else place < here)]
        if not later:
            return QModelIndex()
        return self.model().index(*(later[0] if step > 0 else later[-1]))

    def _first_editable(self, rows) -> QModelIndex:
        for row in rows:
            if not self.is_heading(row):
                return self.model().index(row, int(Column.THIS))
        return QModelIndex()

    def _edge(self, down: int, right: int) -> QModelIndex:
        """Ctrl+arrow: to the edge of the filled block, or to the next filled cell."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        places = []
        while True:
            row, column = row + down, column + right
            if not (0 <= row < self.model().rowCount() and 0 <= column < self.model().columnCount()):
                break
            if not self.is_heading(row) and not self.isColumnHidden(column):
                places.append(self.model().index(row, column))
        filled = [bool(index.data()) for index in places]
        at = edge_of([bool(here.data()), *filled])
        return places[at - 1] if places and at else here

    def closeEditor(self, editor, hint):
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.escaped.emit()


def edge_of(filled: list[bool]) -> int:
    """How far Ctrl+arrow goes from place 0: to the end of its filled run, else to the next filled place or the end."""
    last = len(filled) - 1
    if last > 0 and filled[0] and filled[1]:
        run = next((place for place in range(1, last + 1) if not filled[place]), last + 1)
        return run - 1
    return next((place for place in range(1, last + 1) if filled[place]), last)


def clipboard_text() -> str:
    """The clipboard as text."""
    return QGuiApplication.clipboard().text()

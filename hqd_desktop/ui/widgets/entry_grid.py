"""The grid of 填报 under the hands: cursor, editing and clipboard keys as in Excel; what is saved is not its matter."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.ui.models.entry_columns import ROW_ROLE, YEARS_BACK, Column
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.column_widths import fits_columns
from hqd_desktop.ui.widgets.entry_delegate import EntryDelegate
from hqd_desktop.ui.widgets.entry_widths import EntryWidths
from hqd_desktop.ui.widgets.frozen_column import FrozenColumn
from hqd_desktop.ui.widgets.grid_moves import GridMoves
from hqd_desktop.ui.widgets.grid_view import Move
from hqd_desktop.ui.widgets.range_grid import RangeGrid

_FILLS = {Qt.Key.Key_D: "down", Qt.Key.Key_R: "right"}
_SPANS = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
NOT_APPLICABLE_SIGNS = frozenset({"/", "／", "、"})  # a Chinese input method turns the key into the last one
_PLAIN_MOVES = {
    "down_plain": Move.MoveDown,
    "up_plain": Move.MoveUp,
    "left_plain": Move.MoveLeft,
    "right_plain": Move.MoveRight,
}
_EDGE_MOVES = {Move.MoveUp: (-1, 0), Move.MoveDown: (1, 0), Move.MoveLeft: (0, -1), Move.MoveRight: (0, 1)}


class EntryGrid(RangeGrid):
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
    fill_wanted = Signal(str)
    fill_typed = Signal(str)
    follow_up_wanted = Signal()
    locked_touched = Signal()
    answer_toggled = Signal(object)
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "填报表", parent=parent)
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
        self._stepping = False
        self._widths = EntryWidths(self, theme)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._moves = GridMoves(self)
        self._frozen = FrozenColumn(self)

    def setModel(self, model):
        super().setModel(model)
        self._frozen.take_model()

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open in a cell."""
        return self.state() is QAbstractItemView.State.EditingState

    @fits_columns
    def fit_columns(self, earlier: bool, wide: bool) -> None:
        """Figures get the room they need, the name the rest; `wide` adds source and department."""
        self._widths.fit(earlier, wide)

    @fits_columns
    def make_room(self, keys: Iterable[FigureKey]) -> None:
        """Widen columns for figures that have grown; no choice of the user's, so none to be remembered."""
        self._widths.make_room(self.entry_model.index_of(key) for key in keys)

    @fits_columns
    def _refit(self) -> None:
        self._widths.refit()

    def scrollTo(self, index, hint=QAbstractItemView.ScrollHint.EnsureVisible):
        """Beside the frozen column, never under it."""
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        if index.column() > Column.NAME and bar.value():
            hidden = self._frozen.width_wanted - self.columnViewportPosition(index.column())
            bar.setValue(bar.value() - max(0, hidden))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        if self.model() is not None and event.oldSize().width() != event.size().width():
            self._refit()
        held = self.visualRect(self.currentIndex())
        if held.top() >= 0 and event.size().height() < held.bottom() <= event.oldSize().height():
            sideways = self.horizontalScrollBar().value()
            self.scrollTo(self.currentIndex())  # a strip above the grid must not hide what it is about
            self.horizontalScrollBar().setValue(sideways)

    def step_to(self, step: str) -> None:
        """Go to the next cell that can be typed into, as Enter and Tab do."""
        forth = 1 if step in ("down", "right") else -1
        inside = QModelIndex()
        if not step.endswith("plain"):
            inside = self._moves.within(forth, by_columns=step in ("down", "up"))
        self._stepping = not step.endswith("plain")  # Enter goes back to the column where the Tabs began
        try:
            self._step(step, forth, inside)
        finally:
            self._stepping = False

    def _step(self, step: str, forth: int, inside: QModelIndex) -> None:
        if inside.isValid():  # a selected range is gone round, and stays selected
            self.selectionModel().setCurrentIndex(inside, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(inside)
            return
        if step in _PLAIN_MOVES:
            target = self.moveCursor(_PLAIN_MOVES[step], Qt.KeyboardModifier.NoModifier)
        elif step in ("down", "up"):
            target = self._moves.down(forth, self._start_column)
        else:
            target = self._moves.along(forth)
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
        self._to_figure()
        index = self.currentIndex()
        if self.entry_model.locked_at(index):
            self.locked_touched.emit()
        elif index.isValid() and self.model().flags(index) & Qt.ItemFlag.ItemIsEditable:
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
                return self._moves.first(range(self.model().rowCount()))
            if action is Move.MoveEnd:
                return self._moves.first(reversed(range(self.model().rowCount())))
            if action in _EDGE_MOVES:
                return self._moves.edge(*_EDGE_MOVES[action])
        if action is Move.MoveHome and current.isValid():
            return current.siblingAtColumn(Column.NAME)
        if action is Move.MoveEnd and current.isValid():
            return current.siblingAtColumn(Column.STATE)
        return super().moveCursor(action, modifiers)

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
        if opening and event.commitString() and self.entry_model.locked_at(self.currentIndex()):
            self.locked_touched.emit()
            event.accept()
            return
        super().inputMethodEvent(event)
        editor = self.indexWidget(self.currentIndex()) if opening and self.is_editing else None
        if isinstance(editor, QLineEdit) and event.commitString() and not editor.isModified():
            editor.selectAll()  # Qt opens the editor, but only passes compositions on to it
            editor.insert(event.commitString())
            editor.setModified(True)
            editor.setProperty("entering", True)
            self._delegate.typed.emit(editor.text())

    def mousePressEvent(self, event):
        if self._frozen.isVisible() and event.position().x() < self._frozen.width():
            row = self.rowAt(round(event.position().y()))
            if row >= 0 and not self.is_heading(row):
                self.select_index(self.model().index(row, int(Column.THIS)))
            return
        super().mousePressEvent(event)
        index = self.currentIndex()
        if index.column() == Column.NAME and not self.is_heading(index.row()) and not event.modifiers():
            self.select_index(index.siblingAtColumn(Column.THIS))  # who clicks a name means its figure

    def _handle(self, event) -> bool:
        """The keys that mean more here than in any table; False for all others."""
        key, modifiers, index = event.key(), event.modifiers(), self.currentIndex()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self.extend_by(event):
            pass
        elif event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            self.copy_wanted.emit(event.matches(QKeySequence.StandardKey.Cut))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif modifiers & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Equal, Qt.Key.Key_Plus):
            self.sum_wanted.emit()
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key in _FILLS:
            self.fill_wanted.emit(_FILLS[key])
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_figures()
        elif key == Qt.Key.Key_Space and index.isValid() and modifiers in _SPANS:
            self.select_figures(row=index.row() if shift else None, column=None if shift else index.column())
        elif modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step_to("left" if key == Qt.Key.Key_Backtab else "right")
        elif index.isValid() and self.is_heading(index.row()):
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entry_model.retry(index)
            self.step_to("up" if shift else "down")
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_wanted.emit(self.selected_keys())
        elif key == Qt.Key.Key_F2:
            self.start_editing()
        elif key == Qt.Key.Key_F4:
            (self.follow_up_wanted if shift else self.note_wanted).emit()
        elif key == Qt.Key.Key_Escape:
            if not self.entry_model.let_go(index):
                self.escaped.emit()
        elif event.text() in NOT_APPLICABLE_SIGNS:
            self.not_applicable_wanted.emit()
        elif key == Qt.Key.Key_Space and not shift:
            self._toggle(index)
        else:
            if event.text().isprintable() and event.text() and self.entry_model.locked_at(index):
                self.locked_touched.emit()
                return True
            if event.text().isprintable() and event.text():
                self._to_figure()
            return False
        return True

    def _to_figure(self) -> None:
        """From 同比, 状态 or a name to this year's figure: what is typed there is meant for it."""
        index = self.currentIndex()
        if index.isValid() and index.column() not in YEARS_BACK and not self.is_heading(index.row()):
            self.select_index(index.siblingAtColumn(Column.THIS))

    def currentChanged(self, current, previous):
        super().currentChanged(current, previous)
        if not self._stepping and current.column() in YEARS_BACK:
            self._start_column = current.column()

    def _toggle(self, index: QModelIndex) -> None:
        row, key = index.data(ROW_ROLE), self.entry_model.key(index)
        if key is not None and row.item.kind is ItemKind.YES_NO:
            self.answer_toggled.emit(key)
        elif key is not None and row.item.kind is ItemKind.TEXT:
            self.words_wanted.emit()

    def edit(self, index, trigger=None, event=None):
        """Typing opens the editor in Excel's entering mode: there ← and → finish it as ↑ and ↓ do."""
        if trigger is None:
            self._delegate.entering = False
            return super().edit(index)
        self._delegate.entering = trigger is QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    def _on_editor_finished(self, editor: QWidget, step: str) -> None:
        if step == "fill":
            text = editor.text() if isinstance(editor, QLineEdit) else ""
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.fill_typed.emit(text)
        elif self._finish(editor):
            self.step_to(step)
        else:
            self.left_unread.emit()

    def _finish(self, editor: QWidget) -> bool:
        self._delegate.accepted = True
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return self._delegate.accepted

    def closeEditor(self, editor, hint):
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.escaped.emit()


def clipboard_text() -> str:
    """The clipboard as text."""
    return QGuiApplication.clipboard().text()

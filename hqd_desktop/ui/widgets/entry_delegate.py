"""Painting and editing of the cells of 填报; it hands typed text on and refuses to read it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from hqd_desktop.domain.items import ItemKind
from hqd_desktop.ui.models.cell_states import CellState, Mark
from hqd_desktop.ui.models.entry_columns import CELL_ROLE, ROW_ROLE, YEARS_BACK, Column
from hqd_desktop.ui.models.entry_rows import EntryRow
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape

SHAPES = {
    Mark.ERROR: Shape.ERROR,
    Mark.UNREADABLE: Shape.ERROR,
    Mark.UNSAVED: Shape.UNSAVED,
    Mark.WARNING: Shape.WARNING,
    Mark.MISSING: Shape.MISSING,
    Mark.EXPLAINED: Shape.EXPLAINED,
    Mark.NOT_APPLICABLE: Shape.NOT_APPLICABLE,
    Mark.SAVING: Shape.SAVING,
    Mark.SAVED: Shape.OK,
    Mark.FOLLOWED: Shape.FOLLOWED,
    Mark.NOTED: Shape.NOTED,
}
_FILLS = {
    Mark.ERROR: "error",
    Mark.UNSAVED: "error",
    Mark.WARNING: "warning",
    Mark.UNREADABLE: "warning",
    Mark.MISSING: "missing",
}
STEPS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "right",
    Qt.Key.Key_Backtab: "left",
    Qt.Key.Key_Down: "down_plain",
    Qt.Key.Key_Up: "up_plain",
}


SIDEWAYS = {Qt.Key.Key_Left: "left_plain", Qt.Key.Key_Right: "right_plain"}


class CellEditor(QLineEdit):
    """`typed` is what was typed so far; while an input method composes it says nothing: half a word is not blank."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self.textEdited.connect(self._on_text_edited)

    def inputMethodEvent(self, event):
        left, self._composing = self._composing, bool(event.preeditString())
        before = self.text()
        super().inputMethodEvent(event)
        if left and not self._composing and self.text() == before:
            self.typed.emit(before)  # given up: what stands now is what counts

    def _on_text_edited(self, text: str) -> None:
        if not self._composing:
            self.typed.emit(text)


class EntryDelegate(GridDelegate):
    """`typed` follows the open editor; `finished` ends it with a step; `words_wanted` asks for the text dialog."""

    typed = Signal(str)
    finished = Signal(QWidget, str)
    words_wanted = Signal()

    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(theme, parent)
        self.accepted = True
        self.entering = False

    def paint(self, painter, option, index):
        row, rect = index.data(ROW_ROLE), QRectF(option.rect)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        if row.item is None:
            self.heading(painter, rect, row.title, row.hint, row.folded, self.is_current_row(option, index))
        elif index.column() == Column.NAME:
            self._name(painter, option, index, row, rect)
        elif index.column() in YEARS_BACK:
            self._figure(painter, option, index, row, rect)
        else:
            self._side(painter, option, index, rect)
        painter.restore()

    def sizeHint(self, option, index):
        if index.column() not in (*YEARS_BACK, Column.CHANGE, Column.STATE):
            return super().sizeHint(option, index)
        bold, extra = (False, 56) if index.column() == Column.STATE else (True, 26)
        width = QFontMetrics(self.theme.font(14, bold=bold)).horizontalAdvance(index.data() or "")
        return QSize(width + self.theme.px(extra), self.theme.row_height)

    def createEditor(self, parent, option, index):
        row = index.data(ROW_ROLE)
        if row is None or row.item is None:
            return None
        if row.item.kind is ItemKind.TEXT:
            self.words_wanted.emit()
            return None
        editor = CellEditor(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setFont(self.theme.font(14))
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.setProperty("entering", self.entering)
        editor.typed.connect(self.typed)
        return editor

    def setEditorData(self, editor, index):
        if not editor.property("filled"):  # a commit elsewhere must not wipe out what is being typed here
            editor.setProperty("filled", True)
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor, model, index):
        self.accepted = model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor, option, index):
        editor.setGeometry(option.rect)

    def eventFilter(self, editor, event):
        away = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.type() == QEvent.Type.FocusOut and event.reason() in away:
            return False  # half a figure is not finished by a look at another window
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            step = STEPS.get(event.key()) or (SIDEWAYS.get(event.key()) if editor.property("entering") else None)
            plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_F2:
                editor.setProperty("entering", not editor.property("entering"))
                return True
            if step == "down" and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.finished.emit(editor, "fill")
                return True
            if step and plain:
                if step == "down" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    step = "up"
                self.finished.emit(editor, step)
                return True
        return super().eventFilter(editor, event)

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, index, row: EntryRow, rect: QRectF) -> None:
        theme = self.theme
        current = self.is_current_row(option, index)
        painter.fillRect(rect, theme.colour("accent_soft" if current or self.is_selected(option) else "surface"))
        room = rect.adjusted(theme.px(8 + 16 * row.depth), 0, -theme.px(6), 0)
        font, small = theme.font(14, bold=row.strong), theme.font(13)
        colour = theme.colour("text2" if row.optional else "text")
        used = self.write(painter, room, row.title, font, colour, elide=True)
        rest = room.adjusted(used + theme.px(8), 0, 0, 0)
        for hint in (row.hint, row.hint.rpartition(" ")[2]):  # the account number gives way before the name does
            if hint and QFontMetrics(small).horizontalAdvance(hint) <= rest.width():
                self.write(painter, rest, hint, small, theme.colour("text3"))
                break
        if self.is_current(option, index):
            self.frame(painter, rect)

    def _figure(self, painter: QPainter, option: QStyleOptionViewItem, index, row: EntryRow, rect: QRectF) -> None:
        theme, state = self.theme, index.data(CELL_ROLE)
        if not isinstance(state, CellState):
            return
        fill = "surface" if state.editable else "sub"  # the tint means: can only be read
        tone = _FILLS.get(state.mark, "")
        if tone:
            fill = f"{tone}_soft"
        elif self.is_selected(option) and not self.is_current(option, index):
            fill = "accent_soft"
        painter.fillRect(rect, theme.colour(fill))
        if tone:
            self.edge(painter, rect, theme.colour(tone))
            if self.is_selected(option) and not self.is_current(option, index):
                veil = theme.colour("accent")
                veil.setAlpha(30)
                painter.fillRect(rect, veil)
        words = row.item is not None and row.item.kind is ItemKind.TEXT
        colour = "text" if index.column() == Column.THIS else "text2"
        if state.mark in (Mark.NOT_APPLICABLE, Mark.COMPUTED, Mark.SAVING):
            colour = "text2"
        font = theme.font(14, bold=row.strong and index.column() == Column.THIS)
        if state.mark is Mark.COMPUTED:
            font.setItalic(True)
        room = self.inner(rect)
        self.write(painter, room, state.text, font, theme.colour(colour), right=not words, elide=words)
        if state.follow_up:
            self._small(painter, rect, Shape.FOLLOWED)
        elif state.locked and self.is_current(option, index):
            self._small(painter, rect, Shape.LOCKED)
        if state.outlined:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if self.is_current(option, index):
            self.frame(painter, rect)
        if state.note and state.mark is not Mark.NOT_APPLICABLE:
            inset = theme.px(2) if self.is_current(option, index) else 0
            self._corner(painter, rect.adjusted(0, inset, -inset, 0))

    def _side(self, painter: QPainter, option: QStyleOptionViewItem, index, rect: QRectF) -> None:
        theme, state = self.theme, index.data(CELL_ROLE)
        painter.fillRect(rect, theme.colour("accent_soft" if self.is_selected(option) else "surface"))
        text = index.data() or ""
        if index.column() == Column.STATE:
            if isinstance(state, CellState) and state.mark is not Mark.NONE:
                self.shape_and_words(painter, rect, SHAPES.get(state.mark), text)
        elif index.column() == Column.CHANGE:
            this = index.siblingAtColumn(Column.THIS).data(CELL_ROLE)
            wrong = isinstance(this, CellState) and this.mark in (Mark.ERROR, Mark.WARNING) and this.words != "合计不符"
            colour = colour_of(SHAPES[this.mark], theme.tokens) if wrong else theme.colour("text2")
            self.write(painter, self.inner(rect), text, theme.font(14), colour, right=True)
        else:
            self.write(painter, self.inner(rect), text, theme.font(14), theme.colour("text2"), elide=True)
        if self.is_current(option, index):
            self.frame(painter, rect)

    def _small(self, painter: QPainter, rect: QRectF, shape: Shape) -> None:
        """A shape at the left end of a figure."""
        side = self.theme.px(12)
        box = QRectF(rect.left() + self.theme.px(6), rect.center().y() - side / 2, side, side)
        paint_shape(painter, shape, box, self.theme.tokens)

    def _corner(self, painter: QPainter, rect: QRectF) -> None:
        """The small triangle of a cell with a note."""
        size = self.theme.px(7)
        corner = rect.topRight()
        triangle = QPolygonF([corner, corner.__class__(corner.x() - size, corner.y()),
                              corner.__class__(corner.x(), corner.y() + size)])  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("text3"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(triangle)

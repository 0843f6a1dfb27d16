"""The line above the grid: name, field, unit, and the number read back while it is typed."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from hqd_desktop.ui.models.readings import Reading, Tone
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import ElidedLabel, Picker, label, set_tone
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape

HINT = "可写算式、贴 Excel、带“万”"
WIDE_HINT = "可直接键入算式（=52+38）、“1.2亿”、粘贴 Excel 区域"
_STEPS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "right",
    Qt.Key.Key_Backtab: "left",
    Qt.Key.Key_Down: "down_plain",
    Qt.Key.Key_Up: "up_plain",
}


class EntryLine(QWidget):
    """`edited` follows typing, `submitted` ends it with a step, `left` is Esc. A refused text stays with its reason."""

    edited = Signal(str)
    submitted = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("area", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = ElidedLabel("", "strong")
        self.name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.field = QLineEdit()
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName("录入行")
        self.unit = label("", "body", "text2")
        self.reading = label("", "strong")
        self.locked = IconText(theme, Shape.LOCKED, "", "secondary", "text2")
        self.locked.hide()
        self.hint = label(HINT, "secondary", "text2")
        self.money = Picker(theme, "金额显示的单位；录入一直按元", self)
        for unit in ("元", "万元"):
            self.money.addItem(f"显示{unit}", unit)
        self.money.setToolTip("只改变看到的样子，存的数和录入都按元。")
        for widget in (self.name, self.field, self.unit, self.reading, self.locked):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.hint)
        row.addWidget(self.money)
        row.setStretchFactor(self.field, 1)
        column.addLayout(row)
        self.message = label("", "secondary", "error", wrap=True)
        self.message.hide()
        column.addWidget(self.message)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self.edited)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def modified(self) -> bool:
        """Whether something was typed that is not yet handed on."""
        return self.field.isModified()

    def show_cell(self, name: str, text: str, unit: str, editable: bool) -> None:
        """Another cell: its name, raw text and unit; whatever was said before goes away."""
        self.name.setText(name)
        width = self.name.sizeHint().width() + 2
        self.name.setFixedWidth(min(width, self._theme.px(230)))
        self.field.setReadOnly(not editable)
        self.field.setText(text)
        self.field.setCursorPosition(0)
        self.unit.setText(unit)
        self.reading.setText("")
        self.locked.hide()
        self._fit()
        self.field.setAccessibleDescription(f"{name}，单位 {unit}" if unit else name)
        self.say("")

    def tell_locked(self, words: str) -> None:
        """Why the cell can only be read."""
        self.locked.show_text(words)
        self.locked.show()
        self._fit()

    def mirror(self, text: str) -> None:
        """Follow what is typed in the cell."""
        self.field.setText(text)

    def tell(self, reading: Reading) -> None:
        """What the typed text would be read as."""
        refused = reading.tone is Tone.REFUSED
        self.reading.setText("" if refused else reading.text)
        set_tone(self.reading, "error" if reading.tone is Tone.SUSPECT else "text2")
        self._fit()
        if not refused:
            self.say("")

    def say(self, message: str) -> None:
        """Why a text was not taken, and what to do; empty takes the message away."""
        self.message.setText(message)
        self.message.setVisible(bool(message))
        if message:
            self.reading.setText("")

    def keep(self, text: str, message: str) -> None:
        """A text that could not be read: it stays here, selected, with the reason."""
        self.field.setText(text)
        self.field.setModified(True)
        self.say(message)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def set_wide(self, wide: bool) -> None:
        """More room: the longer hint."""
        self.hint.setText(WIDE_HINT if wide else HINT)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where room is short the hint goes first, then the display unit, then the reading of what is locked anyway."""
        locked = not self.locked.isHidden()
        self.hint.setVisible(self.width() >= self._theme.px(760) and not locked)
        self.money.setVisible(self.width() >= self._theme.px(540))
        self.reading.setVisible(bool(self.reading.text()))
        for spare in (self.hint, self.money, *((self.reading,) if locked else ())):
            spare.setVisible(not spare.isHidden() and self._needed() <= self.width())

    def _needed(self) -> int:
        """The width at which nothing in the line is cut."""
        fixed = self.name.width() + self.field.minimumWidth()
        parts = (self.unit, self.reading, self.locked, self.hint, self.money)
        shown = [part.sizeHint().width() for part in parts if not part.isHidden()]
        return fixed + sum(shown) + 8 * (len(shown) + 1) + 24

    def minimumSizeHint(self):
        return QSize(self._theme.px(300), super().minimumSizeHint().height())

    def eventFilter(self, watched, event):
        if watched is self.field and event.type() == QEvent.Type.KeyPress and not self.field.isReadOnly():
            step = _STEPS.get(event.key())
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if step and plain:
                shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.submitted.emit(self.field.text(), "up" if step == "down" and shift else step)
                return True
        return super().eventFilter(watched, event)

    def _on_theme_changed(self) -> None:
        self.field.setMinimumWidth(self._theme.px(120))
        self.field.setMaximumWidth(self._theme.px(170))

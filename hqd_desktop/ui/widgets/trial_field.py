"""One figure of 试算: a field that reads what people type, steps by the arrow keys, and writes nothing anywhere."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.services.trial_text import present_text, tried_mark
from hqd_desktop.services.trials import TrialFigure
from hqd_desktop.services.wording import BLANK_TEXT, figure_text, number_text
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class TrialField(QWidget):
    """`typed` follows every key, `stepped` carries steps, `submitted` is Enter, `restored` and `left` are Esc."""

    typed = Signal(str)
    stepped = Signal(int)
    submitted = Signal()
    restored = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, figure: TrialFigure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._item = figure.key, figure.item
        self._figure = figure
        self._refused = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label(figure.item.name, "body", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(4)
        self.field = QLineEdit()
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(f"试算：{figure.item.name}")
        self.field.setPlaceholderText(BLANK_TEXT)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self.typed)
        row.addWidget(self.field, 1)
        if figure.item.unit:
            row.addWidget(label(figure.item.unit, "secondary", "text2"))
        for sign, count, name in (("−", -1, "减一步"), ("+", 1, "加一步")):
            button = Button(sign, theme, "small")
            button.setFixedWidth(theme.px(30))
            button.setAutoRepeat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys of the field do the same
            button.setAccessibleName(f"{figure.item.name} {name}")
            button.clicked.connect(lambda _=False, count=count: self.stepped.emit(count))
            row.addWidget(button)
        column.addLayout(row)
        self.told = label("", "caption", "text2", wrap=True)
        column.addWidget(self.told)
        self.write_number()
        self.show_figure(figure)

    @property
    def changed(self) -> bool:
        """Whether the field holds something else than what is filled in."""
        return self._figure.tried is not None or self._refused

    def show_figure(self, figure: TrialFigure) -> None:
        """What is filled in, last year's and what is tried, below the field."""
        self._figure, self._refused = figure, False
        mark = tried_mark(figure)
        self.told.setText("　".join(filter(None, (present_text(figure), mark))))
        set_tone(self.told, "warning" if mark else "text2")

    def refuse(self, reason: str) -> None:
        """The text stays, with the reason why it is not tried."""
        self._refused = True
        self.told.setText(reason)
        set_tone(self.told, "error")

    def write_number(self) -> None:
        """Put the tried number, or the one that is filled in, into the field."""
        figure = self._figure
        text = figure_text(self._item, figure.present)
        self.field.setText(
            number_text(self._item, figure.tried)
            if figure.tried is not None
            else ("" if figure.present.value is None else text)
        )

    def eventFilter(self, watched, event):
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self.entered.emit()
            if event.reason() is not Qt.FocusReason.MouseFocusReason:
                self.field.selectAll()
        if kind != QEvent.Type.KeyPress or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return super().eventFilter(watched, event)
        key = event.key()
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif key == Qt.Key.Key_Escape:
            (self.restored if self.changed else self.left).emit()
        else:
            return super().eventFilter(watched, event)
        return True

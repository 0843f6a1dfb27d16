"""目标: a figure of a row, and what the row shall reach by it; the answer is words, tried only when asked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.scheme import Part
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.trials import TrialFigure
from hqd_desktop.services.wording import full_text
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, Segments, label, set_tone

POINTS, VALUE = "得分", "指标值"


class GoalBox(QFrame):
    """`asked` carries the figure, the text and the part whose value is wanted (None for points)."""

    asked = Signal(object, str, object)
    taken = Signal()
    left = Signal()

    def __init__(
        self, theme: Theme, result: IndicatorResult, figures: Sequence[TrialFigure], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._result = result
        self.setProperty("area", "well")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(label("倒推：要达到目标，这个数须为多少", "heading", "text2", wrap=True))
        self.picker = Picker(theme, "倒推哪个数")
        for figure in figures:
            self.picker.addItem(figure.item.short or figure.item.name, figure.key)
        self.picker.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column.addWidget(self.picker)
        scored = [POINTS] if result.entry.full and not result.entry.monitored else []
        kinds = (*scored, *([VALUE] if any(part.part.formula for part in result.parts) else []))
        self.kind = Segments(kinds or (POINTS,), theme, "倒推的目标")
        self.kind.set_answer((kinds or (POINTS,))[0])
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.kind)
        self.field = QLineEdit()
        self.field.setAccessibleName("想要的得分或指标值")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        self.ask_button = Button("倒推", theme, "small")
        self.ask_button.clicked.connect(self.ask)
        row.addWidget(self.ask_button)
        column.addLayout(row)
        self.answer = label("", "secondary", wrap=True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer.hide()
        column.addWidget(self.answer)
        self.take = Button("放进试算", theme, "small", "trial")
        self.take.clicked.connect(self.taken)
        self.take.hide()
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.kind.group.buttonToggled.connect(lambda *_: self._hint())
        self.picker.currentIndexChanged.connect(lambda _: self._hint())
        self._hint()

    def ask(self) -> None:
        """Enter or the button."""
        self.asked.emit(self.key, self.field.text(), self._part())

    @property
    def key(self) -> FigureKey:
        """The figure that is to be varied."""
        return self.picker.currentData()

    def choose(self, key: FigureKey) -> None:
        """Take another figure; one that is not of the row is ignored."""
        place = next((n for n in range(self.picker.count()) if self.picker.itemData(n) == key), -1)
        if place >= 0:
            self.picker.setCurrentIndex(place)

    def show_answer(self, words: str, can_be_tried: bool, refused: bool = False) -> None:
        """What was found, or why nothing."""
        self.answer.setText(words)
        self.answer.setVisible(bool(words))
        set_tone(self.answer, "error" if refused else "")
        self.take.setVisible(can_be_tried)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.ask()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _part(self) -> Part | None:
        """The value that reads the chosen figure, where a value is wanted."""
        if self.kind.answer != VALUE:
            return None
        reading = [part.part for part in self._result.parts if part.reads(self.key)]
        return next(iter(reading), self._result.parts[0].part)

    def _hint(self) -> None:
        part = self._part()
        if part is None:
            text = f"满分 {full_text(self._result.entry.full)}"
        else:
            text = "如 1:2 或 50%" if part.as_ratio else f"单位 {part.unit}"
        self.field.setPlaceholderText(text)
        self.show_answer("", False)

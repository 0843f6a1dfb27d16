"""The six steps of the year in a line, each with its shape, name and a word below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps of the year; `current` ones are set bold."""

    name: str
    words: str
    shape: Shape
    current: bool = False


class StepLine(QWidget):
    """Painted as one piece; read out as one sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: Sequence[Step] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("六个步骤")
        theme.changed.connect(self.updateGeometry)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Draw these."""
        self._steps = steps
        self.setAccessibleDescription("；".join(f"{step.name}：{step.words}" for step in steps))
        self.update()

    def _lefts(self, painter: QPainter) -> list[float]:
        """Where each step begins: all equally wide where they fit, else as wide as their words."""
        count, px = len(self._steps), self._theme.px
        painter.setFont(self._theme.font(14, True))
        measure = painter.fontMetrics().horizontalAdvance
        needs = [max(measure(step.name), measure(step.words)) + px(36) for step in self._steps]
        even = self.width() / count
        if max(needs) <= even:
            return [number * even for number in range(count + 1)]
        spare = max(0.0, self.width() - sum(needs)) / count
        lefts = [0.0]
        for need in needs:
            lefts.append(lefts[-1] + need + spare)
        return lefts

    def sizeHint(self):
        return QSize(self._theme.px(720), self._theme.px(42))

    def minimumSizeHint(self):
        return QSize(self._theme.px(480), self._theme.px(42))

    def paintEvent(self, event):
        if not self._steps:
            return
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        lefts = self._lefts(painter)
        for number, step in enumerate(self._steps):
            left, step_width = lefts[number], lefts[number + 1] - lefts[number]
            paint_shape(painter, step.shape, QRectF(left, px(3), px(16), px(16)), theme.tokens)
            painter.setFont(theme.font(14, step.current))
            painter.setPen(theme.colour("text"))
            name_width = painter.fontMetrics().horizontalAdvance(step.name)
            text = QRectF(left + px(24), 0, step_width - px(28), px(21))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(text, flags, step.name)
            waiting = step.shape is Shape.WAITING
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("text2") if waiting else colour_of(step.shape, theme.tokens))
            painter.drawText(text.translated(0, px(21)), flags, step.words)
            start, end = left + px(24) + name_width + px(14), left + step_width - px(14)
            if number < len(self._steps) - 1 and end - start > px(8):
                done = step.shape is Shape.OK
                painter.setPen(QPen(theme.colour("edge" if done else "line"), 1.5))
                painter.drawLine(round(start), px(11), round(end), px(11))

"""The six steps of the year in a line (two, where the text is large), each with its shape, name and a word below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape

LINE = 42


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
        theme.changed.connect(self._fit)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Draw these."""
        self._steps = steps
        self.setAccessibleDescription("；".join(f"{step.name}：{step.words}" for step in steps))
        self._fit()
        self.update()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _needs(self) -> list[float]:
        """How wide each step is at least."""
        measure = QFontMetrics(self._theme.font(14, True)).horizontalAdvance
        return [max(measure(step.name), measure(step.words)) + self._theme.px(36) for step in self._steps]

    def _fit(self) -> None:
        lines = 1 if sum(self._needs()) <= self.width() else 2
        self.setFixedHeight(self._theme.px(LINE) * lines)

    @property
    def _per_line(self) -> int:
        whole = len(self._steps)
        return whole if self.height() < self._theme.px(LINE * 2) else -(-whole // 2)

    def _lefts(self, needs: Sequence[float]) -> list[float]:
        """Where each step of a line begins: all equally wide where they fit, else as wide as their words."""
        count = len(needs)
        even = self.width() / count
        if max(needs) <= even:
            return [number * even for number in range(count + 1)]
        spare = max(0.0, self.width() - sum(needs)) / count
        lefts = [0.0]
        for need in needs:
            lefts.append(lefts[-1] + need + spare)
        return lefts

    def sizeHint(self):
        return QSize(self._theme.px(720), self._theme.px(LINE))

    def minimumSizeHint(self):
        return QSize(self._theme.px(480), self._theme.px(LINE))

    def paintEvent(self, event):
        if not self._steps:
            return
        painter, needs, per_line = QPainter(self), self._needs(), self._per_line
        for first in range(0, len(self._steps), per_line):
            line = slice(first, first + per_line)
            self._draw_line(painter, self._steps[line], self._lefts(needs[line]))
            painter.translate(0, self._theme.px(LINE))

    def _draw_line(self, painter: QPainter, steps: Sequence[Step], lefts: Sequence[float]) -> None:
        theme, px = self._theme, self._theme.px
        for number, step in enumerate(steps):
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
            if step is not self._steps[-1] and end - start > px(8):
                done = step.shape is Shape.OK
                painter.setPen(QPen(theme.colour("edge" if done else "line"), 1.5))
                painter.drawLine(round(start), px(11), round(end), px(11))

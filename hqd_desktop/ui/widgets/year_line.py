"""A short line of totals over the years: value at the mark, the unfinished year dashed and hollow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class YearMark:
    """One year: its label, value, the text at the mark, and whether it is 暂."""

    name: str
    value: float
    text: str
    provisional: bool = False


class YearLine(QWidget):
    """No axis, no grid: the numbers stand at their marks."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks: Sequence[YearMark] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_marks(self, marks: Sequence[YearMark]) -> None:
        """Draw these, oldest first."""
        self._marks = marks
        self.setAccessibleDescription("；".join(f"{mark.name} {mark.text}" for mark in marks))
        self.update()

    def sizeHint(self):
        return QSize(self._theme.px(300), self._theme.px(130))

    def minimumSizeHint(self):
        return QSize(self._theme.px(160), self._theme.px(100))

    def paintEvent(self, event):
        if not self._marks:
            return
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(px(28), px(26), -px(28), -px(28))
        values = [mark.value for mark in self._marks]
        low, span = min(values), (max(values) - min(values)) or 1.0
        step = area.width() / max(1, len(values) - 1)
        points = [
            QPointF(
                area.left() + i * step if len(values) > 1 else area.center().x(),
                area.bottom() - (v - low) / span * area.height(),
            )
            for i, v in enumerate(values)
        ]
        for mark, start, end in zip(self._marks[1:], points, points[1:], strict=False):
            pen = QPen(theme.colour("accent"), 2)
            if mark.provisional:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(start, end)
        for index, (mark, point) in enumerate(zip(self._marks, points, strict=True)):
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("surface" if mark.provisional else "accent"))
            painter.drawEllipse(point, px(4), px(4))
            last = index == len(points) - 1
            painter.setFont(theme.font(13, last))
            painter.setPen(theme.colour("text"))
            flag = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(point.x() - px(40), point.y() - px(26), px(80), px(20)), flag, mark.text)
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("text2"))
            base = self.height() - px(20)
            painter.drawText(QRectF(point.x() - px(40), base, px(80), px(18)), flag, mark.name)

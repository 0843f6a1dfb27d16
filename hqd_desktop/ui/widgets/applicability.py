"""The numbered indicators as squares: scored, monitored, of the region, or of another class of hospital."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme

COLUMNS = 9


class Applies(StrEnum):
    """How a row concerns a hospital."""

    SCORED = "scored"
    MONITORED = "monitored"
    REGION = "region"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Square:
    """One row of the table; `name` is its tooltip."""

    number: str
    name: str
    applies: Applies


class Applicability(QWidget):
    """All squares; with one square only it is a sample for the legend."""

    def __init__(self, theme: Theme, side: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._side = theme, side
        self._squares: Sequence[Square] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)

    def show_squares(self, squares: Sequence[Square]) -> None:
        """Draw these."""
        self._squares = squares
        self.updateGeometry()
        self.update()

    def sizeHint(self):
        columns = min(COLUMNS, max(1, len(self._squares)))
        rows = -(-max(1, len(self._squares)) // COLUMNS)
        return QSize(columns * self._step()[0], rows * self._step()[1])

    def minimumSizeHint(self):
        return self.sizeHint()

    def mouseMoveEvent(self, event):
        across, down = self._step()
        index = int(event.position().y() // down) * COLUMNS + int(event.position().x() // across)
        known = 0 <= index < len(self._squares)
        self.setToolTip(f"{self._squares[index].number} {self._squares[index].name}" if known else "")

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across, down = self._step()
        for index, square in enumerate(self._squares):
            rect = QRectF(index % COLUMNS * across, index // COLUMNS * down, across - 3, down - 4)
            self._paint(painter, rect.adjusted(0.75, 0.75, -0.75, -0.75), square)

    def _step(self) -> tuple[int, int]:
        side = self._theme.px(self._side)
        return side + 3, (side + self._theme.px(5) + 4 if self._side > 20 else side + 4)

    def _paint(self, painter: QPainter, rect: QRectF, square: Square) -> None:
        theme = self._theme
        path = QPainterPath()
        path.addRoundedRect(rect, 4, 4)
        scored, monitored = square.applies is Applies.SCORED, square.applies is Applies.MONITORED
        painter.fillPath(path, theme.colour("accent" if scored else "surface"))
        painter.setPen(QPen(theme.colour("accent" if scored or monitored else "line"), 1.5))
        painter.drawPath(path)
        if square.applies is Applies.REGION:
            painter.setPen(QPen(theme.colour("edge"), 1))
            inset = rect.width() * 0.2
            y = rect.bottom() - rect.height() * 0.14
            painter.drawLine(QLineF(rect.left() + inset, y, rect.right() - inset, y))
        painter.setFont(theme.font(13, scored))
        token = "on_accent" if scored else "accent" if monitored else "text3"
        painter.setPen(theme.colour(token))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, square.number)

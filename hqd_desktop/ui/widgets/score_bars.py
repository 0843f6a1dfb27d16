"""Bars of points: earned solid, lost grey, open hatched; scaled so that a point is equally long in every bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme

NAME_WIDTH, NUMBER_WIDTH, BAR_HEIGHT, ROW_HEIGHT = 104, 88, 13, 31


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, points earned, full marks, and what missing figures keep open."""

    name: str
    points: Decimal
    full: Decimal
    open: Decimal
    text: str


def paint_bar(painter: QPainter, rect: QRectF, bar: Bar, longest: Decimal, theme: Theme) -> None:
    """One bar from the left edge of `rect`; `longest` fills it."""
    if not longest:
        return
    unit = rect.width() / float(longest)
    earned, still_open = float(bar.points) * unit, float(bar.open) * unit
    lost = float(bar.full - bar.points - bar.open) * unit
    painter.fillRect(QRectF(rect.left(), rect.top(), earned, rect.height()), theme.colour("accent"))
    painter.fillRect(QRectF(rect.left() + earned, rect.top(), lost, rect.height()), theme.colour("other"))
    if still_open > 0.5:
        paint_hatch(painter, QRectF(rect.left() + earned + lost, rect.top(), still_open, rect.height()), theme)


def paint_hatch(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """未定: slanted lines in the colour of 缺."""
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, theme.colour("missing_soft"))
    painter.setPen(QPen(theme.colour("missing"), 1.1))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QLineF(x, rect.bottom(), x + rect.height(), rect.top()))
        x += 5
    painter.restore()


class ScoreBars(QWidget):
    """One bar a row: name, bar, points of full marks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.updateGeometry)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these."""
        self._bars = bars
        self.setAccessibleName("各一级指标得分")
        self.setAccessibleDescription("；".join(f"{bar.name} {bar.text}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self):
        return QSize(self._theme.px(380), self._theme.px(ROW_HEIGHT) * len(self._bars))

    def minimumSizeHint(self):
        return QSize(self._theme.px(260), self._theme.px(24) * len(self._bars))

    def paintEvent(self, event):
        if not self._bars:
            return
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        longest = max(bar.full for bar in self._bars)
        height = min(px(ROW_HEIGHT + 8), self.height() / len(self._bars))
        for number, bar in enumerate(self._bars):
            row = QRectF(0, number * height, self.width(), height)
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font(13))
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, bar.name)
            space = QRectF(
                px(NAME_WIDTH), row.center().y() - px(BAR_HEIGHT) / 2,
                self.width() - px(NAME_WIDTH) - px(NUMBER_WIDTH), px(BAR_HEIGHT),
            )  # fmt: skip
            paint_bar(painter, space, bar, longest, theme)
            self._paint_numbers(painter, row, bar)

    def _paint_numbers(self, painter: QPainter, row: QRectF, bar: Bar) -> None:
        points, _, full = bar.text.partition(" / ")
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._theme.font(13))
        painter.setPen(self._theme.colour("text2"))
        tail = f" / {full}"
        width = painter.fontMetrics().horizontalAdvance(" / 88")
        painter.drawText(QRectF(row.right() - width, row.top(), width, row.height()),
                         Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tail)  # fmt: skip
        painter.setFont(self._theme.font(14, True))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(row.adjusted(0, 0, -width, 0), flags, points)

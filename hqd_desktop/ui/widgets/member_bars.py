"""One column of 院际对比 as bars, a member a row, each labelled directly; it reads in grey as well as in colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.score_bars import paint_hatch

NAME_WIDTH, ROW_HEIGHT, BAR_HEIGHT, LEAST_BAR = 158, 26, 12, 70


@dataclass(frozen=True, slots=True)
class MemberBar:
    """A member's number, or the word that stands in its place; `open` may still be added; `current` is marked."""

    name: str
    text: str
    value: Decimal | None
    open: Decimal
    current: bool


class MemberBars(QWidget):
    """Bars begin at 0, to the left where a number is below it; they stand in the order of the table."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: Sequence[MemberBar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_bars(self, title: str, bars: Sequence[MemberBar]) -> None:
        """Draw these."""
        self._bars = tuple(bars)
        self.setAccessibleName(title)
        self.setAccessibleDescription("；".join(f"{bar.name} {bar.text}" for bar in bars))
        self.updateGeometry()
        self.update()

    @property
    def _name_width(self) -> int:
        """Where the text is large, the bars keep their part."""
        return min(self._theme.px(NAME_WIDTH), self.width() * 2 // 5)

    def sizeHint(self):
        return QSize(self._theme.px(NAME_WIDTH + LEAST_BAR + 90), self._theme.px(ROW_HEIGHT) * len(self._bars))

    def minimumSizeHint(self):
        return QSize(self._theme.px(LEAST_BAR), self.sizeHint().height())

    def paintEvent(self, event):
        if not self._bars:
            return
        theme, px = self._theme, self._theme.px
        painter, font = QPainter(self), theme.font(13)
        widest = max(QFontMetrics(theme.font(13, True)).horizontalAdvance(bar.text) for bar in self._bars)
        left, right = self._name_width, self.width() - widest - px(12)
        ends = [(bar.value or Decimal(0), (bar.value or Decimal(0)) + bar.open) for bar in self._bars]
        low = min(Decimal(0), *(start for start, _ in ends))
        high = max(Decimal(0), *(end for _, end in ends))
        unit = max(right - left, 1) / float(high - low) if high > low else 0.0
        zero = left + float(-low) * unit
        for number, bar in enumerate(self._bars):
            row = QRectF(0, number * px(ROW_HEIGHT), self.width(), px(ROW_HEIGHT))
            self._paint_name(painter, row, bar)
            strip = QRectF(zero, row.center().y() - px(BAR_HEIGHT) / 2, 0, px(BAR_HEIGHT))
            length = float(bar.value or 0) * unit
            colour = theme.colour("accent" if bar.current else "other")
            painter.fillRect(strip.adjusted(min(length, 0), 0, max(length, 0), 0), colour)
            if bar.open:
                start = strip.left() + max(length, 0)
                paint_hatch(painter, QRectF(start, strip.top(), float(bar.open) * unit, strip.height()), theme)
            painter.setFont(theme.font(13, bar.current) if bar.value is not None else font)
            painter.setPen(theme.colour("text" if bar.value is not None else "text3"))
            place = QRectF(right + px(6), row.top(), widest + px(6), row.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), bar.text)
        painter.fillRect(QRectF(zero, 0, 1, px(ROW_HEIGHT) * len(self._bars)), theme.colour("edge"))

    def _paint_name(self, painter: QPainter, row: QRectF, bar: MemberBar) -> None:
        font = self._theme.font(13, bar.current)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        room = self._name_width - self._theme.px(10)
        name = QFontMetrics(font).elidedText(bar.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)

"""近五年: a bar for each year with its value above, this year's in the accent; painted, without a chart library."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its label, the value as text (缺 when there is none), and its height as a share of the highest."""

    label: str
    text: str
    share: float | None
    tone: str = ""


class YearBars(QWidget):
    """Up to five bars from zero; negative ones hang below the line."""

    def __init__(self, theme: Theme, bars: tuple[Bar, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._bars = theme, bars
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("近五年：" + "，".join(f"{bar.label} {bar.text}" for bar in bars))

    def sizeHint(self):
        return QSize(self._theme.px(280), self._theme.px(96))

    def paintEvent(self, event):
        theme, painter = self._theme, QPainter(self)
        font = theme.font(12)
        metrics = QFontMetrics(font)
        line = metrics.height() + 2
        room = self.height() - 2 * line
        lowest = min((bar.share for bar in self._bars if bar.share is not None), default=0)
        below = room * 0.4 if lowest < 0 else 0
        ground = line + room - below
        slot = self.width() / max(1, len(self._bars))
        width = min(slot * 0.56, theme.px(40))
        painter.setFont(font)
        for place, bar in enumerate(self._bars):
            middle = slot * place + slot / 2
            height = 0.0 if bar.share is None else bar.share * ((ground - line) if bar.share >= 0 else below)
            top = ground - max(height, 0)
            painter.fillRect(QRectF(middle - width / 2, top, width, abs(height)), theme.colour(bar.tone or "other"))
            painter.setPen(theme.colour(bar.tone if bar.tone not in ("", "accent") else "text2"))
            above = QRectF(slot * place, top - line, slot, line)
            painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), bar.text)
            painter.setPen(theme.colour("text2"))
            under = QRectF(slot * place, self.height() - line + 1, slot, line)
            painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), bar.label)
        painter.fillRect(QRectF(0, ground, self.width(), 1), theme.colour("line"))

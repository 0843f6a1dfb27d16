"""A chart as a picture that answers: a tooltip where the pointer is, and the arrow keys from spot to spot."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hqd_desktop.ui.theme import Theme


class ChartView(QWidget):
    """`told` carries the words of the spot that is pointed at; "" for none. Spots lie in parts of width and height."""

    told = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._spots: Sequence[Any] = ()
        self._current = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_chart(self, image: QImage, spots: Sequence[Any], words: str) -> None:
        """Another chart; `words` tell it to those who cannot see it."""
        self._image, self._spots, self._current = image, spots, -1
        self.setAccessibleName("图表")
        self.setAccessibleDescription(words)
        self.setFixedSize(self.sizeHint())
        self.update()

    def current_spot(self) -> QRectF:
        """Where the spot lies that is told; empty when none is."""
        return self._rect(self._current) if 0 <= self._current < len(self._spots) else QRectF()

    def sizeHint(self):
        ratio = self._image.devicePixelRatio()
        return QSize(round(self._image.width() / ratio), round(self._image.height() / ratio))

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        if self.hasFocus() and 0 <= self._current < len(self._spots):
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(self._rect(self._current).adjusted(1, 1, -1, -1))

    def mouseMoveEvent(self, event):
        self._point_at(self._spot_at(event.position()))
        if self._current >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self._spots[self._current].words, self)
        else:
            QToolTip.hideText()

    def keyPressEvent(self, event):
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() not in steps or not self._spots:
            super().keyPressEvent(event)
            return
        wanted = self._current + steps[event.key()]
        self._point_at(max(0, min(wanted, len(self._spots) - 1)))

    def focusInEvent(self, event):
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event):
        super().focusOutEvent(event)
        self.update()

    def _rect(self, number: int) -> QRectF:
        spot, width, height = self._spots[number], self.width(), self.height()
        return QRectF(
            spot.left * width, spot.top * height, (spot.right - spot.left) * width, (spot.bottom - spot.top) * height
        )

    def _spot_at(self, point) -> int:
        return next((number for number in range(len(self._spots)) if self._rect(number).contains(point)), -1)

    def _point_at(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self.told.emit(self._spots[number].words if number >= 0 else "")
            self.update()

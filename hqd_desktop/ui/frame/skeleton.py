"""What stands in the window before anything is read: grey blocks in the shape of the first page."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from hqd_desktop.ui.theme import Theme

# x, y, width, height in parts of the page, top to bottom
_BLOCKS = (
    (0.00, 0.00, 0.12, 0.05),
    (0.00, 0.08, 1.00, 0.17),
    (0.00, 0.28, 0.44, 0.70),
    (0.45, 0.28, 0.31, 0.70),
    (0.77, 0.28, 0.23, 0.70),
)


class Skeleton(QWidget):
    """Painted with the theme only; nothing heavy is imported for it."""

    def __init__(self, theme: Theme, blocks: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._blocks = blocks
        self.setAccessibleName("正在打开")

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("bg"))
        if not self._blocks:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        for x, y, width, height in _BLOCKS:
            path = QPainterPath()
            path.addRoundedRect(
                QRectF(
                    area.x() + x * area.width(),
                    area.y() + y * area.height(),
                    width * area.width(),
                    height * area.height(),
                ),
                8,
                8,
            )
            painter.fillPath(path, self._theme.colour("sub2"))

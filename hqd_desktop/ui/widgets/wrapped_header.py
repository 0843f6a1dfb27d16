"""A heading row whose titles take several lines, with an arrow on the column that is sorted by."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme

LINES, FEW, LARGE = 3, 2, 160


class WrappedHeader(QHeaderView):
    """A click sorts; `marked` is the column of the current cell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.sorted_by, self.downwards, self.marked = -1, True, -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    @property
    def lines(self) -> int:
        """Fewer where the text is large, since the rows need the height."""
        return LINES if self._theme.px(100) < LARGE else FEW

    @property
    def wanted_height(self) -> int:
        """For all lines."""
        return QFontMetrics(self._theme.font(12)).lineSpacing() * self.lines + self._theme.px(10)

    def mark(self, column: int) -> None:
        """The column of the current cell."""
        if column != self.marked:
            self.marked = column
            self.viewport().update()

    def sizeHint(self):
        return QSize(super().sizeHint().width(), self.wanted_height)

    def paintSection(self, painter, rect, logicalIndex):
        theme, px = self._theme, self._theme.px
        painter.save()
        marked = logicalIndex == self.marked
        painter.fillRect(rect, theme.colour("accent_soft" if marked else "sub2"))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        room = rect.adjusted(px(8), px(3), -px(8), -px(3))
        if logicalIndex == self.sorted_by:
            side = px(12)
            box = QRectF(room.left(), room.bottom() - side, side, side)
            icons.paint_icon(painter, "down" if self.downwards else "up", box, theme.tokens.accent)
        right = self.model().headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        side_flag = right & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.setFont(theme.font(12, bold=logicalIndex in (self.sorted_by, self.marked)))
        painter.setPen(theme.colour("text" if marked else "text2"))
        flags = int(side_flag | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWrapAnywhere)
        text = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        painter.drawText(QRect(room), flags, _fitted(text, painter.fontMetrics(), room.width(), self.lines))
        painter.restore()


def _fitted(text: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """As much as the lines hold, then …; the tooltip has it whole."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width * lines - width // 3, width))

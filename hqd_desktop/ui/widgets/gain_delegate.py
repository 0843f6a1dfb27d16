"""Painting of the rows of 全部分差: figures in the face of the window, names cut where they must be."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics

from hqd_desktop.ui.models.gain_model import RIGHT, Column
from hqd_desktop.ui.widgets.grid_paint import GridDelegate


class GainDelegate(GridDelegate):
    """What is gained stands bold; rows that a hospital would not put so are the last and fainter."""

    def paint(self, painter, option, index):
        gain = index.model().gain(index)
        if gain is None:
            return
        painter.save()
        theme, rect, column = self.theme, QRectF(option.rect), index.column()
        chosen = self.is_current_row(option, index)
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
        if chosen and column == Column.PLACE:
            self.edge(painter, rect, theme.colour("accent"))
        colour = theme.colour("text" if gain.main.plain else "text2")
        font = theme.font(14, bold=column == Column.POINTS)
        names = column in (Column.INDICATOR, Column.ITEM)
        self.write(painter, self.inner(rect), index.data(), font, colour, right=column in RIGHT, elide=names)
        painter.restore()

    def sizeHint(self, option, index):
        width = QFontMetrics(self.theme.font(14, True)).horizontalAdvance(index.data() or "") + self.theme.px(22)
        return QSize(width, self.theme.row_height)

"""Draws the lists of 佐证目录: headings in bold, a shape before its word, long names cut with the whole in the tip."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics

from hqd_desktop.ui.models.row_model import ROW_ROLE
from hqd_desktop.ui.widgets.grid_paint import GridDelegate


class CatalogueDelegate(GridDelegate):
    """For models of ui.widgets.catalogue_lists."""

    def paint(self, painter, option, index):
        row, theme, rect = index.data(ROW_ROLE), self.theme, QRectF(option.rect)
        painter.save()
        chosen = self.is_current_row(option, index)
        ground = "sub2" if row.heading else "accent_soft" if chosen else "surface"
        painter.fillRect(rect, theme.colour(ground))
        if row.heading:
            font = theme.font(13, bold=True)
            self.write(painter, self.inner(rect), row.cells[0], font, theme.colour("text"), elide=True)
            if chosen:
                self.frame(painter, rect)
        elif row.shape is not None and index.column() == row.shape_at:
            self.shape_and_words(painter, rect, row.shape, index.data())
        else:
            self.write(painter, self.inner(rect), index.data(), theme.font(13), theme.colour("text"), elide=True)
        if chosen and not row.heading and index.column() == 0:
            self.edge(painter, rect, theme.colour("accent"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        painter.restore()

    def sizeHint(self, option, index):
        row = index.data(ROW_ROLE)
        if row.heading:
            return QSize(0, self.theme.row_height)
        shape = self.theme.px(24) if row.shape is not None and index.column() == row.shape_at else 0
        width = QFontMetrics(self.theme.font(14)).horizontalAdvance(index.data()) + self.theme.px(24) + shape
        return QSize(width, self.theme.row_height)

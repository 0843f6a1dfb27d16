"""Painting of 院际对比: numbers at the right, what is no number quietly and in words, the current cell framed."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics

from hqd_desktop.services.group_rows import Look
from hqd_desktop.ui.models.member_model import MemberModel
from hqd_desktop.ui.models.row_model import ROW_ROLE
from hqd_desktop.ui.widgets.grid_paint import GridDelegate

INKS = {Look.OUT: "text3", Look.OPEN: "missing", Look.NUMBER: "text", Look.WORDS: "text"}
PADDED = 24


class MemberDelegate(GridDelegate):
    """缺 and 暂 in violet with their word, 不适用 and 未开始 grey; a number is never cut."""

    def paint(self, painter, option, index):
        row, model = index.data(ROW_ROLE), index.model()
        if row is None or not isinstance(model, MemberModel):
            return
        painter.save()
        theme, rect, chosen = self.theme, QRectF(option.rect), self.is_current_row(option, index)
        cell, column = row.cells[index.column()], model.columns[index.column()]
        open_ = cell.look is Look.OPEN and column.numeric
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "missing_soft" if open_ else "surface"))
        font = theme.font(14, bold=index.column() == 0 or (chosen and column.numeric))
        ink = theme.colour(INKS[cell.look])
        self.write(painter, self.inner(rect), cell.text, font, ink, right=column.numeric, elide=not column.numeric)
        if self.is_current(option, index):
            self.frame(painter, rect)
        painter.restore()

    def sizeHint(self, option, index):
        width = QFontMetrics(self.theme.font(14, bold=True)).horizontalAdvance(index.data() or "")
        return QSize(width + self.theme.px(PADDED), self.theme.row_height)

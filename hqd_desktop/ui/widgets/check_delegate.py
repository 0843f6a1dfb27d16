"""Painting of the rows of 校核: shape, title and second line, difference, what is to be done."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.ui.models.check_model import CheckRow, Column
from hqd_desktop.ui.models.row_model import DETAIL_ROLE, ROW_ROLE
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import colour_of, paint_shape, shape_of_check

_TINTED = (CheckState.ERROR, CheckState.WARNING, CheckState.PENDING)


class CheckDelegate(GridDelegate):
    """Two lines in the first column, one in the others."""

    def paint(self, painter, option, index):
        row, rect = index.data(ROW_ROLE), QRectF(option.rect)
        if not isinstance(row, CheckRow):
            return
        painter.save()
        theme, chosen = self.theme, self.is_current_row(option, index)
        if row.check is None:
            self.heading(painter, rect, index.data() or "", index.data(DETAIL_ROLE) or "", row.folded, chosen)
            painter.restore()
            return
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
        text = index.data() or ""
        shape = shape_of_check(row.check.state)
        if index.column() == Column.TITLE:
            self._title(painter, rect, text, index.data(DETAIL_ROLE) or "", shape, chosen)
        elif index.column() == Column.DIFFERENCE:
            self.write(painter, self.inner(rect), text, theme.font(14), theme.colour("text"), right=True)
        elif index.column() == Column.HANDLING:
            colour = colour_of(shape, theme.tokens) if row.check.state in _TINTED else theme.colour("text2")
            self.write(painter, self.inner(rect), text, theme.font(14), colour, elide=True)
        else:
            self.write(painter, self.inner(rect), text, theme.font(14), theme.colour("text2"), elide=True)
        painter.restore()

    def _title(self, painter, rect: QRectF, text: str, detail: str, shape, chosen: bool) -> None:
        theme, side = self.theme, self.theme.px(16)
        if chosen:
            self.edge(painter, rect, theme.colour("accent"))
        box = QRectF(rect.left() + theme.px(8), rect.center().y() - side / 2, side, side)
        paint_shape(painter, shape, box, theme.tokens)
        room = rect.adjusted(theme.px(30), 0, -theme.px(8), 0)
        font, small = theme.font(14, bold=chosen), theme.font(12)
        if not detail:
            self.write(painter, room, text, font, theme.colour("text"), elide=True)
            return
        height = QFontMetrics(font).height()
        total = height + QFontMetrics(small).height()
        top = rect.center().y() - total / 2
        upper = QRectF(room.left(), top, room.width(), height)
        lower = QRectF(room.left(), top + height, room.width(), total - height)
        self.write(painter, upper, text, font, theme.colour("text"), elide=True)
        self.write(painter, lower, detail, small, theme.colour("text2"), elide=True)

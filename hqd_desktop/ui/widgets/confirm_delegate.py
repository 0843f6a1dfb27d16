"""Painting of the list of departments with their words; it reads the row and knows no dialog."""

from PySide6.QtCore import QRectF

from hqd_desktop.services.confirming import Standing
from hqd_desktop.ui.models.confirm_model import Column
from hqd_desktop.ui.models.row_model import ROW_ROLE
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape


def shape_of(standing: Standing) -> Shape:
    """The shape of a department's word."""
    if standing.confirmed:
        return Shape.OK
    if standing.word.withdrawn:
        return Shape.WARNING
    return Shape.MISSING if standing.missing else Shape.WAITING


class ConfirmDelegate(GridDelegate):
    """Name, shape with state, words elsewhere."""

    def paint(self, painter, option, index):
        row, rect, column = index.data(ROW_ROLE), QRectF(option.rect), index.column()
        painter.save()
        theme, chosen = self.theme, self.is_current_row(option, index)
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
        text = index.data() or ""
        if column == Column.STATE:
            self.shape_and_words(painter, rect, shape_of(row.standing), text)
        else:
            if column == Column.DEPARTMENT and chosen:
                self.edge(painter, rect, theme.colour("accent"))
            bold = column == Column.DEPARTMENT and chosen
            tone = "text" if column in (Column.DEPARTMENT, Column.WHO) else "text2"
            self.write(
                painter, self.inner(rect), text, theme.font(14, bold=bold), theme.colour(tone),
                elide=column in (Column.DEPARTMENT, Column.WHO, Column.REMARK),
            )  # fmt: skip
        painter.restore()

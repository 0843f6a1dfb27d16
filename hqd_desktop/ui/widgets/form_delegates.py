"""Painting of the list of collection forms and of the preview of a return."""

from PySide6.QtCore import QRectF

from hqd_desktop.services.collection import DepartmentForm
from hqd_desktop.services.collection_return import CellState, Choices, ComparedCell, Comparison, doubtful, undecided
from hqd_desktop.services.form_records import FormState
from hqd_desktop.ui import icons
from hqd_desktop.ui.models import return_model
from hqd_desktop.ui.models.form_list_model import Column as ListColumn
from hqd_desktop.ui.models.return_model import ReturnRow
from hqd_desktop.ui.models.row_model import DETAIL_ROLE, ROW_ROLE
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape, paint_shape

_SHAPES = {
    CellState.CONFLICT: Shape.WARNING,
    CellState.CHANGED: Shape.PARTIAL,
    CellState.NEW: Shape.OK,
    CellState.SAME: Shape.SAME,
}


def shape_of_form(form: DepartmentForm) -> Shape:
    """The shape of a department's state: nothing issued, waiting for it, come back, come back with gaps."""
    if form.record is None:
        return Shape.WAITING
    if form.record.state is FormState.ISSUED:
        return Shape.MISSING
    return Shape.OK if form.record.complete else Shape.PARTIAL


def shape_of_file(comparison: Comparison, choices: Choices) -> Shape:
    """Whether a file can be written."""
    if comparison.problems:
        return Shape.ERROR
    return Shape.WARNING if undecided(comparison, choices) or doubtful(comparison, choices) else Shape.OK


class FormListDelegate(GridDelegate):
    """Shape with state, a tick box for the signature, words elsewhere."""

    def paint(self, painter, option, index):
        form, rect = index.data(ROW_ROLE), QRectF(option.rect)
        painter.save()
        theme, chosen = self.theme, self.is_current_row(option, index)
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
        text, column = index.data() or "", index.column()
        if column == ListColumn.DEPARTMENT:
            if chosen:
                self.edge(painter, rect, theme.colour("accent"))
            self.write(painter, self.inner(rect), text, theme.font(14, bold=chosen), theme.colour("text"), elide=True)
        elif column == ListColumn.STATE:
            self.shape_and_words(painter, rect, shape_of_form(form), text)
        elif column == ListColumn.SIGNED:
            self._tick(painter, rect, text, form.record is not None and form.record.signed)
        else:
            warns = column == ListColumn.REMARK and text
            colour = theme.colour("warning" if warns else "text2")
            self.write(painter, self.inner(rect), text, theme.font(14), colour, elide=True)
        painter.restore()

    def _tick(self, painter, rect: QRectF, text: str, signed: bool) -> None:
        if not text:
            return
        theme, side = self.theme, self.theme.px(16)
        box = QRectF(rect.left() + theme.px(10), rect.center().y() - side / 2, side, side)
        painter.setPen(theme.colour("accent" if signed else "edge"))
        painter.setBrush(theme.colour("accent" if signed else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if signed:
            icons.paint_icon(painter, "tick", box.adjusted(1, 1, -1, -1), theme.tokens.on_accent)
        room = QRectF(box.right() + theme.px(7), rect.top(), rect.right() - box.right() - theme.px(7), rect.height())
        self.write(painter, room, text, theme.font(14), theme.colour("text" if signed else "text2"))


class ReturnDelegate(GridDelegate):
    """Headings; cells with both figures side by side; what cannot be read as one sentence."""

    def paint(self, painter, option, index):
        row, rect = index.data(ROW_ROLE), QRectF(option.rect)
        if not isinstance(row, ReturnRow):
            return
        painter.save()
        theme, chosen = self.theme, self.is_current_row(option, index)
        if row.cell is None and row.problem is None:
            self.heading(painter, rect, index.data() or "", index.data(DETAIL_ROLE) or "", row.folded, chosen)
        else:
            painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
            if row.problem is not None:
                self._shape_line(painter, rect, Shape.ERROR, index.data() or "", chosen)
            elif row.cell is not None:
                self._cell(painter, rect, row.cell, index, chosen)
        painter.restore()

    def _cell(self, painter, rect: QRectF, cell: ComparedCell, index, chosen: bool) -> None:
        theme, text, column = self.theme, index.data() or "", return_model.Column(index.column())
        if column is return_model.Column.ITEM:
            warned = cell.suggestion is not None and cell.state is not CellState.CONFLICT
            shape = Shape.WARNING if warned else _SHAPES[cell.state]
            self._shape_line(painter, rect, shape, text, chosen)
            return
        right = column in (return_model.Column.OURS, return_model.Column.THEIRS, return_model.Column.LAST)
        tone = "text2" if column in (return_model.Column.LAST, return_model.Column.AUTHOR) else "text"
        if column is return_model.Column.OUTCOME and text in ("待定", "像是元、万元混填"):
            tone = "warning"
        bold = column is return_model.Column.THEIRS and cell.state is not CellState.SAME
        font = theme.font(14, bold=bold)
        self.write(
            painter, self.inner(rect), text, font, theme.colour(tone), right=right, elide=not text[-1:].isdigit()
        )

    def _shape_line(self, painter, rect: QRectF, shape: Shape, text: str, chosen: bool) -> None:
        theme, side = self.theme, self.theme.px(16)
        if chosen:
            self.edge(painter, rect, theme.colour("accent"))
        paint_shape(
            painter, shape, QRectF(rect.left() + theme.px(8), rect.center().y() - side / 2, side, side), theme.tokens
        )
        room = rect.adjusted(theme.px(30), 0, -theme.px(8), 0)
        self.write(painter, room, text, theme.font(14, bold=chosen), theme.colour("text"), elide=True)

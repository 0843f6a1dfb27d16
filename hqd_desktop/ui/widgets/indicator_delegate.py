"""Painting of the rows of 指标与得分: subtotals, score bars, shape with words."""

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter

from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.ui.models.indicator_model import Column, IndicatorRow
from hqd_desktop.ui.models.row_model import ROW_ROLE
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape, shape_of_result

BAR_WIDTH = 36


class IndicatorDelegate(GridDelegate):
    """Solid 已得, grey 已失, hatched 未定; the numbers stand beside."""

    def paint(self, painter, option, index):
        row, rect = index.data(ROW_ROLE), QRectF(option.rect)
        if not isinstance(row, IndicatorRow):
            return
        painter.save()
        if row.result is None:
            self._heading(painter, option, index, row, rect)
        else:
            self._cell(painter, option, index, row.result, rect)
        painter.restore()

    def sizeHint(self, option, index):
        row = index.data(ROW_ROLE)
        if not isinstance(row, IndicatorRow) or row.result is None:
            return QSize(0, self.theme.row_height)
        width = QFontMetrics(self.theme.font(14)).horizontalAdvance(index.data() or "") + self.theme.px(22)
        if index.column() == Column.SCORE:
            width += self.theme.px(BAR_WIDTH + 8)
        if index.column() == Column.STATE:
            width += self.theme.px(22)
        return QSize(width, self.theme.row_height)

    def _heading(self, painter: QPainter, option, index, row: IndicatorRow, rect: QRectF) -> None:
        current = self.is_current_row(option, index)
        if index.column() == Column.NUMBER:
            self.heading(painter, rect, row.title, row.hint, row.folded, current)
            return
        painter.fillRect(rect, self.theme.colour("sub2"))
        if index.column() == Column.SCORE and row.total is not None and row.total.full:
            total = row.total
            self._score(painter, rect, index.data() or "", total.points, total.undetermined, total.full, bold=True)

    def _cell(self, painter: QPainter, option, index, result: IndicatorResult, rect: QRectF) -> None:
        theme, chosen, column = self.theme, self.is_current_row(option, index), index.column()
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
        text = index.data() or ""
        faint = "text3" if not result.applicable else "text2"
        if column == Column.NUMBER:
            if chosen:
                self.edge(painter, rect, theme.colour("accent"))
            painter.setFont(theme.font(14))
            painter.setPen(theme.colour("text2"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
        elif column == Column.NAME:
            colour = theme.colour("text" if result.applicable else "text3")
            self.write(painter, self.inner(rect), text, theme.font(14, bold=chosen), colour, elide=True)
        elif column in (Column.REQUIREMENT, Column.DEPARTMENT):
            self.write(painter, self.inner(rect), text, theme.font(13), theme.colour(faint), elide=True)
        elif column == Column.SCORE:
            self._score(painter, rect, text, result.points, result.undetermined, result.full)
        elif column == Column.STATE:
            self.shape_and_words(painter, rect, shape_of_result(result), text)
        else:
            tone = faint
            if column == Column.THIS:
                tone = "missing" if shape_of_result(result) is Shape.MISSING else "text"
            self.write(painter, self.inner(rect), text, theme.font(14), theme.colour(tone), right=True)

    def _score(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        points: Decimal,
        open_: Decimal,
        full: Decimal,
        bold: bool = False,
    ) -> None:
        theme = self.theme
        width, height = theme.px(BAR_WIDTH), theme.px(8)
        bar = QRectF(rect.right() - theme.px(9) - width, rect.center().y() - height / 2, width, height)
        room = QRectF(rect.left(), rect.top(), bar.left() - rect.left() - theme.px(8), rect.height())
        if not full:
            room = self.inner(rect)
        colour = theme.colour("text" if full else "text2")
        self.write(painter, room, text, theme.font(14, bold=bold), colour, right=True)
        if full:
            paint_bar(painter, bar, points, open_, full, theme)


def paint_bar(painter: QPainter, bar: QRectF, points: Decimal, open_: Decimal, full: Decimal, theme: Theme) -> None:
    """Solid for what is earned, hatched for what is open, grey for what is lost."""
    painter.fillRect(bar, theme.colour("sub2" if not theme.tokens.dark else "line"))
    earned = bar.width() * float(points / full)
    undecided = bar.width() * float(open_ / full)
    painter.fillRect(QRectF(bar.left(), bar.top(), earned, bar.height()), theme.colour("accent"))
    if open_:
        hatched = QRectF(bar.left() + earned, bar.top(), undecided, bar.height())
        painter.fillRect(hatched, theme.colour("surface"))
        painter.fillRect(hatched, QBrush(theme.colour("missing"), Qt.BrushStyle.BDiagPattern))

"""Draws the ledger's table: two lines for a task, a shape with its word for each quarter, headings across."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from hqd_desktop.ui.models.row_model import ROW_ROLE
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.ledger_lines import Column, Line
from hqd_desktop.ui.widgets.status_shapes import colour_of, paint_shape

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LedgerDelegate(QStyledItemDelegate):
    """Where a column is narrow the shape stands alone; the word is in the accessible text."""

    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option, index):
        theme, line = self._theme, index.data(ROW_ROLE)
        painter.save()
        if line.heading:
            painter.fillRect(option.rect, theme.colour("sub2"))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
        rect = QRectF(option.rect).adjusted(theme.px(8), 0, -theme.px(8), 0)
        if line.heading:
            self._heading(painter, rect, line)
        elif index.column() == Column.TASK:
            self._task(painter, rect, line)
        elif Column.FIRST <= index.column() <= Column.LAST:
            self._quarter(painter, rect, *line.cells[index.column() - Column.FIRST])
        else:
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font(13))
            words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, round(rect.width()))
            painter.drawText(rect, RIGHT if index.column() == Column.PROOFS else LEFT, words)
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, theme.colour("line"))
        if not line.heading:
            painter.fillRect(option.rect.right(), option.rect.top(), 1, option.rect.height(), theme.colour("line"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self._theme.font(14, True))
        painter.drawText(rect, LEFT, line.title)
        taken = painter.fontMetrics().horizontalAdvance(line.title) + self._theme.px(14)
        painter.setPen(self._theme.colour("text2"))
        painter.setFont(self._theme.font(12))
        painter.drawText(rect.adjusted(taken, 0, 0, 0), LEFT, line.detail)

    def _task(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        px, half = self._theme.px, rect.height() / 2
        for text, token, size, box in (
            (line.title, "text", 14, rect.adjusted(0, px(3), 0, -half + px(3))),
            (line.detail, "text2", 12, rect.adjusted(0, half - px(3), 0, -px(2))),
        ):
            painter.setPen(self._theme.colour(token))
            painter.setFont(self._theme.font(size))
            painter.drawText(
                box, LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(rect.width()))
            )

    def _quarter(self, painter: QPainter, rect: QRectF, shape, word: str) -> None:
        if not word:
            return  # a quarter in which nothing of it falls
        px = self._theme.px
        paint_shape(painter, shape, QRectF(rect.left(), rect.center().y() - px(8), px(16), px(16)), self._theme.tokens)
        painter.setPen(colour_of(shape, self._theme.tokens))
        painter.setFont(self._theme.font(13))
        if painter.fontMetrics().horizontalAdvance(word) <= rect.width() - px(22):
            painter.drawText(rect.adjusted(px(22), 0, 0, 0), LEFT, word)

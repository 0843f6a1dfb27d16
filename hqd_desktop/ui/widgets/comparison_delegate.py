"""Painting of 年度对比: headings, numbers at the right, what became of a value and of points by shape and word."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics

from hqd_desktop.services.comparison_rows import GREW, SHRANK, ComparedRow, Verdict
from hqd_desktop.ui.models.comparison_model import RIGHT, Column, Line, is_number
from hqd_desktop.ui.models.row_model import ROW_ROLE
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape

SHAPES = {
    Verdict.BETTER: Shape.BETTER,
    Verdict.WORSE: Shape.WORSE,
    Verdict.SAME: Shape.SAME,
    Verdict.CHANGED: Shape.NOTED,
    Verdict.NEW: Shape.FOLLOWED,
    Verdict.GONE: Shape.NOT_APPLICABLE,
    Verdict.UNKNOWN: Shape.WAITING,
}
LONGEST_WORD = 6  # letters of 不可计算 or a short answer; a narrative goes on in the tip
_QUIET = (Column.UNIT, Column.EARLIER, Column.POINTS_EARLIER, Column.REMARK)


def _shape(row: ComparedRow, text: str) -> tuple[Shape, str, str]:
    """Shape, words and tone of 状态; a number that merely grew or shrank is neither good nor bad, so it stays grey."""
    judged = row.verdict
    if judged in (Verdict.SAME, Verdict.CHANGED) and row.points_verdict is not None:
        judged = row.points_verdict
    neutral = {GREW: Shape.BETTER, SHRANK: Shape.WORSE}.get(text)
    return (neutral, text, "text2") if neutral is not None else (SHAPES[judged], text, "")


class ComparisonDelegate(GridDelegate):
    """The later year stands out, the earlier one is fainter; a number is never cut."""

    def paint(self, painter, option, index):
        line, rect = index.data(ROW_ROLE), QRectF(option.rect)
        if not isinstance(line, Line):
            return
        painter.save()
        theme, chosen = self.theme, self.is_current_row(option, index)
        if line.row is None:
            self.heading(painter, rect, line.kind.value, line.hint, line.folded, chosen)
            painter.restore()
            return
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
        text, column = index.data() or "", Column(index.column())
        if chosen and column is Column.NAME:
            self.edge(painter, rect, theme.colour("accent"))
        if column is Column.STATE:
            self.shape_and_words(painter, rect, *_shape(line.row, text))
        else:
            colour = theme.colour("text2" if column in _QUIET else "text")
            font = theme.font(14, bold=column in (Column.LATER, Column.POINTS_LATER))
            right = (column in RIGHT and len(text) <= LONGEST_WORD) or is_number(text)
            self.write(painter, self.inner(rect), text, font, colour, right=right, elide=not is_number(text))
        painter.restore()

    def sizeHint(self, option, index):
        line = index.data(ROW_ROLE)
        if not isinstance(line, Line) or line.row is None:
            return QSize(0, self.theme.row_height)
        text = index.data() or ""
        if index.column() in RIGHT and not is_number(text):
            text = text[:LONGEST_WORD]
        extra = 40 if index.column() == Column.STATE else 24
        width = QFontMetrics(self.theme.font(14, True)).horizontalAdvance(text) + self.theme.px(extra)
        return QSize(width, self.theme.row_height)

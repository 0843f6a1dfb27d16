"""What the delegates of the grids share: heading rows, shape with words, edges, current cell; it knows no page."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape

PADDING = 10


class GridDelegate(QStyledItemDelegate):
    """Base of the grids' delegates: painting helpers in the theme's sizes and colours."""

    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(parent)
        self.theme = theme

    def heading(self, painter: QPainter, rect: QRectF, title: str, hint: str, folded: bool, current: bool) -> None:
        """A group row: caret, bold title, what is to be said of it in grey."""
        theme = self.theme
        painter.fillRect(rect, theme.colour("sub2"))
        side, left = theme.px(12), rect.left() + theme.px(9)
        caret = QRectF(left, rect.center().y() - side / 2, side, side)
        icons.paint_icon(painter, "right" if folded else "down", caret, theme.tokens.text2)
        left = caret.right() + theme.px(8)
        font = theme.font(14, bold=True)
        self.write(painter, rect.adjusted(left - rect.left(), 0, 0, 0), title, font, theme.colour("text"))
        left += QFontMetrics(font).horizontalAdvance(title) + theme.px(20)
        room = rect.adjusted(left - rect.left(), 0, -theme.px(6), 0)
        self.write(painter, room, hint, theme.font(13), theme.colour("text2"), elide=True)
        if current:
            self.frame(painter, rect)

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        font: QFont,
        colour: QColor,
        right: bool = False,
        elide: bool = False,
    ) -> float:
        """One line of text, centred vertically; returns its width."""
        painter.setFont(font)
        painter.setPen(colour)
        metrics = QFontMetrics(font)
        if elide:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        return metrics.horizontalAdvance(text)

    def shape_and_words(self, painter: QPainter, rect: QRectF, shape: Shape | None, words: str, tone: str = "") -> None:
        """状态: the shape, then its words in the same colour (or in `tone`); words alone where nothing is amiss."""
        side = self.theme.px(15)
        box = QRectF(rect.left() + self.theme.px(8), rect.center().y() - side / 2, side, side)
        colour = self.theme.colour("text3")
        if shape is not None:
            paint_shape(painter, shape, box, self.theme.tokens, tone)
            colour = self.theme.colour(tone) if tone else colour_of(shape, self.theme.tokens)
        room = QRectF(box.right() + self.theme.px(7), rect.top(), rect.right() - box.right() - 8, rect.height())
        self.write(painter, room, words, self.theme.font(14), colour, elide=True)

    def edge(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        """The 3 px edge of a problem cell."""
        painter.fillRect(QRectF(rect.left(), rect.top(), self.theme.px(3), rect.height()), colour)

    def frame(self, painter: QPainter, rect: QRectF) -> None:
        """The 2 px frame of the current cell."""
        width = max(2, self.theme.px(2))
        colour = self.theme.colour("accent")
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), width), colour)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - width, rect.width(), width), colour)
        painter.fillRect(QRectF(rect.left(), rect.top(), width, rect.height()), colour)
        painter.fillRect(QRectF(rect.right() - width, rect.top(), width, rect.height()), colour)

    def inner(self, rect: QRectF) -> QRectF:
        """The cell without its padding."""
        padding = self.theme.px(PADDING)
        return rect.adjusted(padding, 0, -padding, 0)

    def is_current(self, option: QStyleOptionViewItem, index) -> bool:
        """Whether the cell is the view's current one."""
        view = option.widget  # type: ignore[attr-defined]
        current = view.currentIndex() if view is not None else None
        return current is not None and current.row() == index.row() and current.column() == index.column()

    def is_current_row(self, option: QStyleOptionViewItem, index) -> bool:
        """Whether the cell stands in the current row."""
        view = option.widget  # type: ignore[attr-defined]
        return view is not None and view.currentIndex().row() == index.row()

    def is_selected(self, option: QStyleOptionViewItem) -> bool:
        """Whether the cell belongs to the selection."""
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        return bool(state & QStyle.StateFlag.State_Selected)

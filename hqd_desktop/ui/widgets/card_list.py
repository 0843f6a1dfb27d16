"""Tasks as cards in a column: number and mark above, words within three lines, who and when below; a card is chosen."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape

CARD = Qt.ItemDataRole.UserRole
_LINES, _LINE, _EDGE = 3, 19, 8


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it; `place` says where it leads, None for one that only says something."""

    head: str
    body: str
    foot: str = ""
    shape: Shape | None = None
    state: str = ""
    place: Any = None


class _CardDelegate(GridDelegate):
    def sizeHint(self, option, index):
        card, px = index.data(CARD), self.theme.px
        width = option.widget.viewport().width() if option.widget is not None else px(160)
        lines = len(self._lines(card.body, width - px(2 * _EDGE + 6)))
        head = px(22) if card.head or card.state else 0
        return QSize(60, px(2 * _EDGE + 6) + head + lines * px(_LINE) + (px(20) if card.foot else 0))

    def paint(self, painter: QPainter, option, index):
        card, theme, px = index.data(CARD), self.theme, self.theme.px
        box = QRectF(option.rect).adjusted(px(2), px(3), -px(3), -px(3))
        focused = option.widget is not None and option.widget.hasFocus() and self.is_current(option, index)
        chosen = self.is_selected(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card.place is not None:
            painter.setPen(theme.colour("accent" if focused else "line"))
            painter.setBrush(theme.colour("accent_soft" if chosen else "surface"))
            painter.drawRoundedRect(box, px(6), px(6))
        inner = box.adjusted(px(_EDGE), px(_EDGE - 3), -px(_EDGE), 0)
        top = inner.top()
        if card.head or card.state:
            self._head(painter, QRectF(inner.left(), top, inner.width(), px(22)), card)
            top += px(22)
        tone = theme.colour("text" if card.place is not None else "text2")
        for line in self._lines(card.body, inner.width()):
            self.write(painter, QRectF(inner.left(), top, inner.width(), px(_LINE)), line, theme.font(13), tone)
            top += px(_LINE)
        if card.foot:
            foot = QRectF(inner.left(), top, inner.width(), px(20))
            self.write(painter, foot, card.foot, theme.font(12), theme.colour("text2"), elide=True)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        theme, px = self.theme, self.theme.px
        self.write(painter, rect, card.head, theme.font(13, bold=True), theme.colour("text"), elide=True)
        if card.shape is not None:
            colour = colour_of(card.shape, theme.tokens)
            taken = self.write(painter, rect, card.state, theme.font(12), colour, right=True)
            side = px(13)
            left = rect.right() - taken - side - px(4)
            paint_shape(painter, card.shape, QRectF(left, rect.center().y() - side / 2, side, side), theme.tokens)

    def _lines(self, text: str, width: float) -> list[str]:
        """As many lines as a card has; the last one is cut."""
        font = self.theme.font(13)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[str] = []
        while len(found) < _LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(20.0, width))
            start, length = line.textStart(), line.textLength()
            found.append(text[start : start + length])
            if len(found) == _LINES and start + length < len(text):
                found[-1] = f"{found[-1].rstrip()[:-1]}…"
        layout.endLayout()
        return found


class CardList(QListWidget):
    """`chosen` carries the place of a card that was clicked or entered."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_CardDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("kind", "cards")
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)
        theme.changed.connect(self.doItemsLayout)

    def show_cards(self, cards: list[Card]) -> None:
        """These and no others."""
        self.clear()
        for card in cards:
            item = QListWidgetItem()
            item.setData(CARD, card)
            spoken = "，".join(filter(None, (card.head, card.state, card.body, card.foot)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(card.body)
            if card.place is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.doItemsLayout()

    def _on_chosen(self, item: QListWidgetItem) -> None:
        place = item.data(CARD).place
        if place is not None:
            self.chosen.emit(place)

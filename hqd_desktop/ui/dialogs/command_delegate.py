"""Paints a line of the command box: icon, name, and its columns at the right end; a name may be cut, a number never."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from hqd_desktop.ui import icons
from hqd_desktop.ui.dialogs.command_entries import Entry
from hqd_desktop.ui.theme import Theme

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_COLUMN, _GAP = 64, 18
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CommandDelegate(QStyledItemDelegate):
    """Headings have no entry."""

    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option, index):
        return QSize(100, self._theme.px(36 if index.data(ENTRY_ROLE) else 26))

    def paint(self, painter: QPainter, option, index):
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        rect = QRectF(option.rect).adjusted(px(8), 0, -px(8), 0)
        entry = index.data(ENTRY_ROLE)
        if entry is None:
            painter.setFont(self._theme.font(13, True))
            painter.setPen(self._theme.colour("text2"))
            painter.drawText(rect.adjusted(px(10), 0, 0, 0), _LEFT, index.data())
        else:
            self._paint_entry(painter, rect, entry, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: Entry, selected: bool) -> None:
        theme, px = self._theme, self._theme.px
        if selected:
            path = QPainterPath()
            path.addRoundedRect(rect, 4, 4)
            painter.fillPath(path, theme.colour("accent_soft"))
            painter.fillRect(QRectF(rect.left(), rect.top() + 6, 3, rect.height() - 12), theme.colour("accent"))
        icon = QRectF(rect.left() + px(12), rect.center().y() - px(8), px(16), px(16))
        icons.paint_icon(painter, entry.icon, icon, theme.tokens.accent if selected else theme.tokens.text2)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        edge = rect.right() - px(10)
        for words in reversed(entry.right):
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(edge - width - 1, rect.top(), width + 1, rect.height()), _RIGHT, words)
            edge -= max(width, px(_COLUMN) if len(entry.right) > 1 else 0) + px(_GAP)
        painter.setFont(theme.font(14, selected))
        painter.setPen(theme.colour("text2" if entry.faint else "text"))
        room = QRectF(rect.left() + px(40), rect.top(), max(0.0, edge - rect.left() - px(40)), rect.height())
        shown = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, _LEFT, shown)

"""The rail at the left: the seven pages by icon and name, with badges for what is missing or wrong."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme

# key, name, shortcut
PAGES = (
    ("overview", "总览", "Ctrl+1"),
    ("entry", "填报", "Ctrl+2"),
    ("indicators", "指标与得分", "Ctrl+3"),
    ("checks", "校核", "Ctrl+4"),
    ("ledger", "台账与佐证", "Ctrl+5"),
    ("report", "报告与上报", "Ctrl+6"),
    ("settings", "设置", "Ctrl+,"),
)
WIDTH = 76


class RailButton(QAbstractButton):
    """One page: icon above its name, a bar and a filled icon when it is shown, a badge when it wants attention."""

    def __init__(self, key: str, name: str, shortcut: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._theme = theme
        self._badge, self._tone = "", "error"
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}（{shortcut}）")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._on_theme_changed)

    def set_badge(self, count: int, tone: str, words: str) -> None:
        """A count in a round badge; none at 0. `words` say what is counted to a screen reader."""
        self._badge, self._tone = ("99+" if count > 99 else str(count)) if count else "", tone
        self.setAccessibleName(f"{self.text()}，{words} {count}" if count else self.text())
        self.update()

    def sizeHint(self):
        return QSize(self._theme.px(WIDTH), self._theme.px(62))

    def minimumSizeHint(self):
        return QSize(self._theme.px(WIDTH), self._theme.px(46))

    def paintEvent(self, event):
        theme, tokens, px = self._theme, self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = min(self.height() - px(6), px(56))
        plate = QRectF(px(6), (self.height() - height) / 2, self.width() - px(12), height)
        if self.isChecked():
            painter.fillPath(_rounded(plate, 6), theme.colour("surface"))
            bar = QRectF(0, plate.top() + plate.height() * 0.2, px(3), plate.height() * 0.6)
            painter.fillPath(_rounded(bar, 1.5), theme.colour("accent"))
        elif self.underMouse():
            painter.fillPath(_rounded(plate, 6), theme.colour("line"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawPath(_rounded(plate.adjusted(1, 1, -1, -1), 6))
        colour = tokens.accent if self.isChecked() else tokens.text2
        side = px(20)
        top = plate.top() + (height - side - px(18)) / 2
        icons.paint_icon(
            painter, self.key, QRectF((self.width() - side) / 2, top, side, side), colour, self.isChecked()
        )
        painter.setFont(theme.font(13, self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "text2"))
        words = QRectF(0, top + side + px(1), self.width(), px(20))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._badge:
            self._paint_badge(painter, QPointF(self.width() / 2 + px(16), top))

    def _paint_badge(self, painter: QPainter, centre: QPointF) -> None:
        theme = self._theme
        painter.setFont(theme.font_of("badge"))
        width = max(theme.px(17), painter.fontMetrics().horizontalAdvance(self._badge) + theme.px(8))
        rect = QRectF(0, 0, width, theme.px(17))
        rect.moveCenter(centre + QPointF(0, theme.px(3)))
        rect.moveRight(min(rect.right(), self.width() - 2))
        painter.fillPath(_rounded(rect, rect.height() / 2), theme.colour(self._tone))
        painter.setPen(theme.colour("surface"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._badge)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class Rail(QWidget):
    """All pages; `page_chosen` carries the key. `select` only shows which one is current."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("area", "sub2")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("页面")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 6)
        column.setSpacing(0)
        self._buttons: dict[str, RailButton] = {}
        for key, name, shortcut in PAGES:
            if key == "settings":
                column.addStretch(1)
            button = RailButton(key, name, shortcut, theme)
            button.clicked.connect(lambda _checked=False, key=key: self.page_chosen.emit(key))
            column.addWidget(button)
            self._buttons[key] = button
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def select(self, key: str) -> None:
        """Show which page is current."""
        self._buttons[key].setChecked(True)

    def set_badge(self, key: str, count: int, tone: str, words: str) -> None:
        """A badge on one page."""
        self._buttons[key].set_badge(count, tone, words)

    def page_keys(self) -> Sequence[str]:
        """The pages from top to bottom."""
        return tuple(self._buttons)

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH))


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path

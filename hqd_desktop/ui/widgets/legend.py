"""The key to the score bars: what solid, grey and hatched mean, each with its sum."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import label
from hqd_desktop.ui.widgets.score_bars import paint_hatch


class _Sample(QWidget):
    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__()
        self._theme, self._token = theme, token
        self.setFixedSize(QSize(theme.px(12), theme.px(10)))

    def paintEvent(self, event):
        painter = QPainter(self)
        if self._token == "hatch":
            paint_hatch(painter, QRectF(self.rect()), self._theme)
        else:
            painter.fillRect(self.rect(), self._theme.colour(self._token))


class Legend(QWidget):
    """已得, 已失, 未定."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 4)
        row.setSpacing(6)
        self._texts = []
        self._open_parts: list[QWidget] = []
        for token in ("accent", "other", "hatch"):
            sample, text = _Sample(theme, token), label("", "secondary", "text2")
            row.addWidget(sample)
            row.addWidget(text)
            row.addSpacing(6)
            self._texts.append(text)
            if token == "hatch":
                self._open_parts = [sample, text]
        row.addStretch(1)

    def show_parts(self, earned: str, lost: str, still_open: str) -> None:
        """The three sums; 未定 goes where nothing is open."""
        for text, words in zip(
            self._texts, (f"已得 {earned}", f"已失 {lost}", f"未定 {still_open}（缺数）"), strict=True
        ):
            text.setText(words)
        for widget in self._open_parts:
            widget.setVisible(still_open.strip("0.") != "")

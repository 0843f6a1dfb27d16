"""An icon or a status shape with words beside it, as one piece; in the look of a chip where asked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import label, set_tone
from hqd_desktop.ui.widgets.status_shapes import TONES, Shape, shape_pixmap


class IconText(QFrame):
    """`picture` is the meaning of an icon or a Shape; words take the tone of the shape."""

    def __init__(
        self,
        theme: Theme,
        picture: str | Shape,
        text: str,
        kind: str = "secondary",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._picture, self._tone = theme, picture, tone
        self._chip = kind == "chip"
        self._icon = QLabel()
        self._text = label(text, "secondary" if self._chip else kind, tone or "text2")
        row = QHBoxLayout(self)
        row.setSpacing(6)
        row.setContentsMargins(*((8, 2, 8, 2) if self._chip else (0, 0, 0, 0)))
        row.addWidget(self._icon)
        row.addWidget(self._text)
        if self._chip:
            self.setProperty("area", "chip")
            self.setProperty("tone", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self.show_text(text, picture)

    def show_text(self, text: str, icon: str | Shape | None = None) -> None:
        """Other words (and picture)."""
        if icon is not None:
            self._picture = icon
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(text)
        if isinstance(self._picture, Shape) and not self._tone:
            set_tone(self._text, TONES[self._picture])
        self._draw()

    def set_tone(self, tone: str) -> None:
        """Another tone for words, icon and ground."""
        self._tone = tone
        set_tone(self._text, tone or "text2")
        if self._chip:
            set_tone(self, tone)
        self._draw()

    def text(self) -> str:
        """The words."""
        return self._text.text()

    def _draw(self) -> None:
        size, ratio = self._theme.px(15), self.devicePixelRatioF()
        if isinstance(self._picture, Shape):
            self._icon.setPixmap(shape_pixmap(self._picture, self._theme.tokens, size, ratio))
            return
        colour = getattr(self._theme.tokens, self._tone or "text2")
        self._icon.setPixmap(icons.pixmap(self._picture, colour, size, ratio))

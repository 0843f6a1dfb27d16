"""What the window looks like now: tokens, text size, row height, fonts; whoever paints asks it and hears of changes."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from hqd_desktop.ui.fonts import choose_families
from hqd_desktop.ui.stylesheet import build_stylesheet
from hqd_desktop.ui.tokens import DARK, LIGHT, TYPE, Tokens

MODES = {"system": "随系统", "light": "浅色", "dark": "深色"}
TEXT_SIZES = (100, 125, 150, 175, 200)
COMPACT_BELOW = 760
MODE_KEY, TEXT_SIZE_KEY = "appearance.mode", "appearance.text_size"


class Theme(QObject):
    """One per application. `changed` is emitted after tokens, text size or row height changed."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = "system"
        self._scale = 1.0
        self._compact = False
        self._families = choose_families()
        self._tokens = LIGHT
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def mode(self) -> str:
        """`system`, `light` or `dark`."""
        return self._mode

    @property
    def scale(self) -> float:
        """Text size, 1.0 to 2.0."""
        return self._scale

    @property
    def row_height(self) -> int:
        """Height of a table row; compact in a low window."""
        return self.low(28 if self._compact else 32)

    def px(self, size: float) -> int:
        """A size at 100 % in the user's text size."""
        return round(size * self._scale)

    def low(self, height: float) -> int:
        """The height of a row or a bar at 100 %: above 150 % it grows slower than the text, for which it has room."""
        return round(height * (min(self._scale, 1.5) + max(0.0, self._scale - 1.5) * 0.3))

    def colour(self, name: str) -> QColor:
        """A token as a colour, by its name."""
        return QColor(getattr(self._tokens, name))

    def font(self, size: float = 14, bold: bool = False) -> QFont:
        """The face of the window, `size` in px at 100 %."""
        font = QFont()
        font.setFamilies(self._families)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font

    def font_of(self, kind: str) -> QFont:
        """The font of a `kind` of the type scale (tokens.TYPE)."""
        return self.font(*TYPE[kind])

    def set_look(self, mode: str, scale: float) -> None:
        """Both at once, at the start."""
        self._mode = mode if mode in MODES else "system"
        self._scale = min(2.0, max(1.0, scale))
        self.apply()

    def set_mode(self, mode: str) -> None:
        """Follow the system, or stay light or dark."""
        self._mode = mode if mode in MODES else "system"
        self.apply()

    def set_scale(self, scale: float) -> None:
        """Text size from 100 to 200 %."""
        self._scale = min(2.0, max(1.0, scale))
        self.apply()

    def set_compact(self, compact: bool) -> None:
        """Rows of 28 instead of 32 px; chosen by the window from its height."""
        if compact != self._compact:
            self._compact = compact
            self.changed.emit()

    def apply(self) -> None:
        """Put palette, font and style sheet in force."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        dark = self._mode == "dark" or (
            self._mode == "system" and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        self._tokens = DARK if dark else LIGHT
        app.setFont(self.font())
        app.setPalette(palette_of(self._tokens))
        app.setStyleSheet(build_stylesheet(self._tokens, self.px))
        self.changed.emit()

    def _on_system_scheme_changed(self) -> None:
        if self._mode == "system":
            self.apply()


def palette_of(tokens: Tokens) -> QPalette:
    """The palette that native parts (check boxes, arrows, dialogs) are drawn with."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.bg,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sub,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text3,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.edge,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return palette

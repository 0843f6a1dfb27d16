"""Icons by what they mean; the glyphs come from the Phosphor font that QtAwesome brings along.

Importing QtAwesome costs as much as Qt itself, so its font file is read here directly. Where it cannot be read,
icons are empty: every button has its word.
"""

import importlib.util
import json
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

from hqd_desktop import paths

GLYPHS = {
    "overview": "house",
    "entry": "table",
    "indicators": "chart-bar",
    "checks": "checks",
    "ledger": "folder-open",
    "report": "paper-plane-tilt",
    "settings": "gear-six",
    "year": "calendar-blank",
    "down": "caret-down",
    "right": "caret-right",
    "left": "caret-left",
    "up": "caret-up",
    "draft": "note-pencil",
    "search": "magnifying-glass",
    "undo": "arrow-u-up-left",
    "redo": "arrow-u-up-right",
    "help": "question",
    "table": "book-open",
    "rules": "sliders-horizontal",
    "backup": "hard-drives",
    "user": "user",
    "lock": "lock-simple",
    "print": "printer",
    "copy": "copy",
    "forms": "tray",
    "import": "download-simple",
    "export": "export",
    "pdf": "file-pdf",
    "pages": "files",
    "document": "file-text",
    "package": "package",
    "filter": "funnel",
    "trial": "calculator",
    "attachment": "paperclip",
    "info": "info",
    "goal": "target",
    "history": "clock-counter-clockwise",
    "next": "arrow-right",
    "close": "x",
    "add": "plus",
    "more": "dots-three-vertical",
    "image": "image",
    "refresh": "arrow-clockwise",
    "database": "database",
    "save": "floppy-disk",
    "light": "sun",
    "dark": "moon",
    "system": "monitor",
    "text_size": "text-aa",
    "folder": "folder",
    "hospital": "first-aid-kit",
    "appearance": "palette",
    "about": "info",
    "keys": "keyboard",
    "tick": "check",
    "sample": "flask",
    "fit": "arrows-out-line-horizontal",
    "sum": "equals",
    "question": "question",
    "evidence": "paperclip",
    "command": "command",
}
_EM = 1000.0


class _GlyphEngine(QIconEngine):
    """Paints one glyph as a filled path, in its colour, or fainter when disabled."""

    def __init__(self, path: QPainterPath, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._path, self._colour, self._disabled = path, colour, disabled

    def paint(self, painter, rect, mode, state):
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _fill(painter, self._path, QRectF(rect), self._disabled if mode == QIcon.Mode.Disabled else self._colour)
        painter.restore()

    def pixmap(self, size, mode, state):
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self):
        return _GlyphEngine(self._path, self._colour, self._disabled)


def icon(meaning: str, colour: str | QColor, disabled: str | QColor = "#9AA4B1", filled: bool = False) -> QIcon:
    """The icon of a meaning (GLYPHS); KeyError for one that has no glyph."""
    return QIcon(_GlyphEngine(_path(_glyph(meaning, filled)), QColor(colour), QColor(disabled)))


def pixmap(meaning: str, colour: str | QColor, size: int, ratio: float = 1.0, filled: bool = False) -> QPixmap:
    """The same as a pixmap of `size` logical px."""
    return icon(meaning, colour, filled=filled).pixmap(QSize(size, size), ratio)


def paint_icon(painter: QPainter, meaning: str, rect: QRectF, colour: str | QColor, filled: bool = False) -> None:
    """Paint the icon into a rectangle (delegates, own widgets)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _fill(painter, _path(_glyph(meaning, filled)), rect, QColor(colour))
    painter.restore()


def _glyph(meaning: str, filled: bool) -> str:
    return GLYPHS[meaning] + ("-fill" if filled else "")


def _fill(painter: QPainter, path: QPainterPath, rect: QRectF, colour: QColor) -> None:
    side = min(rect.width(), rect.height())
    corner = rect.center() - QPointF(side / 2, side / 2)
    transform = QTransform().translate(corner.x(), corner.y()).scale(side / _EM, side / _EM)
    painter.fillPath(transform.map(path), colour)


@lru_cache(maxsize=256)
def _path(glyph: str) -> QPainterPath:
    """The outline in a square of _EM, empty when the font cannot be had."""
    font, codes = _font()
    if font is None or glyph not in codes:
        return QPainterPath()
    index = font.glyphIndexesForString(chr(int(codes[glyph], 16)))[0]
    outline = font.pathForGlyph(index)
    return QTransform().translate(0, font.ascent() * _EM / (font.ascent() + font.descent())).map(outline)


@lru_cache(maxsize=1)
def _font() -> tuple[QRawFont | None, dict[str, str]]:
    folder = _folder()
    if folder is None:
        return None, {}
    files, maps = sorted(folder.glob("phosphor-[0-9]*.ttf")), sorted(folder.glob("phosphor-charmap*.json"))
    if not files or not maps:
        return None, {}
    font = QRawFont(str(files[0]), _EM)
    return (font if font.isValid() else None), json.loads(maps[0].read_text(encoding="utf-8"))


def _folder() -> Path | None:
    """Where QtAwesome keeps its fonts; found without importing it."""
    frozen = paths.root() / "qtawesome" / "fonts"
    if frozen.is_dir():
        return frozen
    found = importlib.util.find_spec("qtawesome")
    return Path(found.origin).parent / "fonts" if found and found.origin else None

"""Icons: every meaning has a glyph, and a font that cannot be read leaves them empty."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from hqd_desktop.ui import icons


def dark_pixels(pixmap) -> int:
    image = pixmap.toImage()
    return sum(image.pixelColor(x, y).alpha() > 100 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("meaning", sorted(icons.GLYPHS))
def test_every_meaning_is_drawn(qapp, meaning):
    assert dark_pixels(icons.pixmap(meaning, "#000000", 24)) > 10


def test_a_disabled_icon_is_fainter(qapp):
    made = icons.icon("print", "#000000", disabled="#999999")
    image = made.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    greys = {image.pixelColor(x, y).red() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 250}
    assert greys <= {0x99}


def test_an_unreadable_font_leaves_icons_empty(qapp, monkeypatch):
    monkeypatch.setattr(icons, "_folder", lambda: None)
    icons._font.cache_clear()
    icons._path.cache_clear()
    try:
        assert dark_pixels(icons.pixmap("print", "#000000", 24)) == 0
    finally:
        icons._font.cache_clear()
        icons._path.cache_clear()

"""The look: contrasts, text sizes, digits, modes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from hqd_desktop.ui.fonts import choose_families, digits_are_even
from hqd_desktop.ui.stylesheet import build_stylesheet
from hqd_desktop.ui.tokens import DARK, LIGHT


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["text", "text2", "text3", "accent", "error", "warning", "ok", "missing"])
def test_words_can_be_read_on_every_ground(tokens, name):
    for ground in (tokens.surface, tokens.bg, tokens.sub):
        assert contrast(getattr(tokens, name), ground) >= 4.5
    soft = getattr(tokens, f"{name}_soft", None)
    if soft:
        assert contrast(getattr(tokens, name), soft) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_controls_can_be_seen(tokens):
    assert contrast(tokens.edge, tokens.surface) >= 3
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


def test_figures_stand_in_columns(qapp):
    assert digits_are_even(choose_families()[0])


def test_the_bundled_face_serves_where_none_is_installed(qapp):
    families = choose_families(("Nonesuch Sans",))
    assert families
    assert digits_are_even(families[0])


def test_sizes_grow_with_the_text(theme):
    assert (theme.px(14), theme.row_height) == (14, 32)
    theme.set_scale(2.0)
    assert (theme.px(14), theme.font().pixelSize(), theme.row_height) == (28, 28, 53)  # rows grow slower than the text
    theme.set_scale(5)
    assert theme.scale == 2.0
    theme.set_compact(True)
    assert theme.row_height == 46


def test_dark_and_light_are_told(qtbot, theme):
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.tokens is DARK
    theme.set_mode("nonsense")
    assert theme.mode == "system"


def test_the_sheet_has_no_hole(qapp):
    for tokens in (LIGHT, DARK):
        sheet = build_stylesheet(tokens, round)
        assert "{" in sheet
        assert "{{" not in sheet

"""The shapes that carry meaning: each is drawn, differs from every other without colour, and has a word."""

from __future__ import annotations

import itertools

import pytest

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.ui.tokens import LIGHT
from hqd_desktop.ui.widgets.status_shapes import TONES, WORDS, Shape, ShapeLabel, shape_of_check, shape_pixmap


def mask(shape: Shape) -> set[tuple[int, int]]:
    image = shape_pixmap(shape, LIGHT, 32).toImage()
    return {(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 120}


@pytest.mark.parametrize("shape", list(Shape))
def test_each_has_a_word_a_tone_and_ink(qapp, shape):
    assert WORDS[shape]
    assert TONES[shape]
    assert len(mask(shape)) > 30


def test_no_two_look_alike_without_colour(qapp):
    masks = {shape: mask(shape) for shape in Shape}
    for first, second in itertools.combinations(Shape, 2):
        differing = masks[first] ^ masks[second]
        assert len(differing) > 25, (first, second)


def test_every_state_of_a_check_has_one():
    assert len({shape_of_check(state) for state in CheckState}) == len(CheckState)


def test_a_label_says_its_word(qtbot, theme):
    label = ShapeLabel(Shape.MISSING, theme)
    qtbot.addWidget(label)
    assert label.accessibleName() == "缺"
    label.set_shape(Shape.OK)
    assert label.accessibleName() == "完成"
    theme.set_scale(2)
    assert label.sizeHint().width() == 32

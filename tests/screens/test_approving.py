"""The judge of pictures is judged: it sees a digit, forgives a shade, and leaves a picture of what differs."""

from __future__ import annotations

import numpy as np
import pytest

from tests.screens.approving import APPROVED, UPDATE, Approver
from tests.screens.comparing import PIXELS, SHADE, compare, read_picture, write_picture


@pytest.fixture
def picture() -> np.ndarray:
    """A page of a few colours, 60 × 40."""
    made = np.full((40, 60, 3), 244, np.uint8)
    made[10:20, 5:30] = (10, 91, 168)
    return made


@pytest.fixture
def approver(tmp_path, monkeypatch, picture) -> Approver:
    """Has approved the page."""
    monkeypatch.delenv(UPDATE, raising=False)
    write_picture(tmp_path / "approved" / "page.png", picture)
    return Approver(tmp_path / "approved", tmp_path / "out")


def test_the_same_picture_passes_and_leaves_nothing(approver, picture, tmp_path):
    approver.check(picture, "page")
    assert not (tmp_path / "out").exists()


def test_a_shade_and_a_few_pixels_are_forgiven(approver, picture):
    shaded = np.where(picture > 100, picture - SHADE // 2, picture + SHADE // 2).astype(np.uint8)
    shaded[0, :PIXELS] = 0
    approver.check(shaded, "page")


def test_a_changed_block_fails_and_writes_approved_actual_and_difference(approver, picture, tmp_path):
    picture[30:34, 40:43] = 0  # 12 pixels: less than any digit
    with pytest.raises(pytest.fail.Exception, match=r"12 pixels differ \(x 40–42, y 30–33\)"):
        approver.check(picture, "page")
    sheet = read_picture(tmp_path / "out" / "page.png")
    assert sheet.shape == (40, 3 * 60 + 2 * 8, 3)
    first, second, third = sheet[:, :60], sheet[:, 68:128], sheet[:, 136:]
    assert (first[30:34, 40:43] > 200).all()
    assert (second[30:34, 40:43] < 50).all()
    assert not compare(np.broadcast_to(np.uint8((214, 0, 90)), (4, 3, 3)), third[30:34, 40:43]).words


def test_another_size_and_a_picture_never_approved_fail(approver, picture, tmp_path):
    with pytest.raises(pytest.fail.Exception, match="60×39, approved 60×40"):
        approver.check(picture[1:], "page")
    with pytest.raises(pytest.fail.Exception, match="no approved picture"):
        approver.check(picture, "new")
    assert (tmp_path / "out" / "new.png").is_file()


def test_the_update_switch_takes_what_differs_and_leaves_the_rest(approver, picture, tmp_path, monkeypatch):
    monkeypatch.setenv(UPDATE, "1")
    path = tmp_path / "approved" / "page.png"
    before = path.read_bytes()
    approver.check(picture + np.uint8(1), "page")
    assert path.read_bytes() == before
    picture[30:40, 40:50] = 0
    approver.check(picture, "page")
    approver.check(picture, "new")
    monkeypatch.delenv(UPDATE)
    approver.check(picture, "page")
    approver.check(picture, "new")


def test_many_colours_are_rounded_within_the_tolerance(tmp_path):
    ramp = np.indices((64, 64)).sum(axis=0).astype(np.uint8)
    noisy = np.stack((ramp, ramp[::-1], ramp[:, ::-1] // 2), axis=2)
    write_picture(tmp_path / "noisy.png", noisy)
    assert not compare(read_picture(tmp_path / "noisy.png"), noisy).words


def test_all_approved_pictures_together_stay_small():
    assert sum(path.stat().st_size for path in APPROVED.glob("*.png")) < 3_000_000

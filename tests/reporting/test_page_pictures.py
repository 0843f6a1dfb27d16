"""A few pages as pictures beside approved ones: small, in grey, and tolerant of a shade but not of a moved block."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hqd_desktop.reporting.pages import PdfPages
from tests.reporting.printing import sample_pdf, sample_texts, squeezed

FOLDER = Path(__file__).parents[1] / "golden" / "pages"
DPI, TILE, FURTHEST = 36, 12, 26.0  # a tile of 12 × 12 dots may differ by so many of 255 shades
PAGES = {
    "cover": "公立医院高质量发展自评报告（2025年度）",
    "summary": "一、自评得分概况",
    "trends": "二、主要指标历年情况",
    "table": "三、指标完成情况",
    "losses": "四、失分分析",
    "rectification": "五、整改清单",
    "signature": "签章页本单位承诺",
}


def grey(number: int) -> np.ndarray:
    with PdfPages(sample_pdf()) as pages:
        picture = pages.render(number, DPI)
    return np.asarray(Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba).convert("L"))


def furthest(one: np.ndarray, other: np.ndarray) -> float:
    """The greatest difference of the mean shades of two tiles in the same place."""
    height, width = (side - side % TILE for side in one.shape)

    def tiles(picture: np.ndarray) -> np.ndarray:
        cut = picture[:height, :width].astype(float)
        return cut.reshape(height // TILE, TILE, width // TILE, TILE).mean(axis=(1, 3))

    return float(abs(tiles(one) - tiles(other)).max())


@pytest.mark.parametrize("name", PAGES)
def test_page_looks_as_approved(name: str) -> None:
    number = next(n for n, text in enumerate(sample_texts()) if PAGES[name] in squeezed(text))
    now, file = grey(number), FOLDER / f"{name}.png"
    if os.environ.get("HQD_UPDATE_GOLDEN") == "1":
        FOLDER.mkdir(parents=True, exist_ok=True)
        Image.fromarray(now).save(file, optimize=True)
    approved = np.asarray(Image.open(file))
    assert approved.shape == now.shape
    assert furthest(approved, now) < FURTHEST, f"{file.name}: HQD_UPDATE_GOLDEN=1 if the change is wanted"


def test_a_moved_block_is_seen() -> None:
    page = grey(0)
    moved = np.roll(page, 14, axis=0)
    assert furthest(page, moved) > FURTHEST
    assert furthest(page, np.clip(page.astype(int) - 5, 0, 255)) < FURTHEST

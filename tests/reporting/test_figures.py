"""The score chart: text that stays text, no pyplot, the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from hqd_desktop import paths
from hqd_desktop.reporting.blocks import Bar
from hqd_desktop.reporting.figures import figure_png, figure_svg, score_figure
from hqd_desktop.reporting.fonts import find_fonts

BARS = (
    Bar("党的领导", Decimal("11"), Decimal(0), Decimal(12), "91.7", "11.00／12"),
    Bar("$新$文化", Decimal(0), Decimal(8), Decimal(8), "0.0", "0.00／8", "未定 8.00"),
)


@pytest.fixture(scope="module")
def font() -> str:
    return find_fonts(paths.fonts(), bundled_only=True).sans.path


def test_svg_holds_its_text(font: str) -> None:
    svg = figure_svg(score_figure(BARS, font)).decode()
    for text in ("党的领导", "$新$文化", "91.7", "11.00／12", "未定 8.00"):
        assert f">{text}<" in svg
    assert "Noto Sans SC" in svg


def test_same_bars_same_bytes(font: str) -> None:
    assert figure_svg(score_figure(BARS, font)) == figure_svg(score_figure(BARS, font))


def test_png(font: str) -> None:
    assert figure_png(score_figure(BARS, font), dpi=80).startswith(b"\x89PNG")


def test_heavy_libraries_wait_until_wanted() -> None:
    """The window paints before any of them is imported."""
    code = "import sys, hqd_desktop.reporting.writer, hqd_desktop.reporting.pages; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=paths.root()
    ).stdout.split()
    assert not {"matplotlib", "typst", "pypdfium2", "fontTools", "numpy"} & set(found)


def test_matplotlib_says_nothing_in_english(tmp_path: Path) -> None:
    """Not even where its folder cannot be made."""
    (tmp_path / "file").write_bytes(b"")
    code = "import hqd_desktop.reporting.figures, matplotlib.font_manager"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=paths.root(),
        env=os.environ | {"MPLCONFIGDIR": str(tmp_path / "file" / "none"), "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert found.stderr == ""

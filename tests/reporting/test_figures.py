"""The score chart: text that stays text, no pyplot, the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from hqd_desktop import paths
from hqd_desktop.reporting.chart_data import (
    Bar,
    ChartData,
    LossBar,
    LossBars,
    Mark,
    ScoreBars,
    Slice,
    Structure,
    Trend,
    Trends,
)
from hqd_desktop.reporting.figures import draw, figure_png, figure_svg
from hqd_desktop.reporting.fonts import find_fonts

BARS = (
    Bar("党的领导", Decimal("11"), Decimal(0), Decimal(12), "91.7", "11.00／12"),
    Bar("$新$文化", Decimal(0), Decimal(8), Decimal(8), "0.0", "0.00／8", "未定 8.00"),
)


LOSSES = LossBars((LossBar("25 按病种付费参保人员占比", Decimal(4), Decimal(0), "失 4.00"),
                   LossBar("6 比", Decimal("1.5"), Decimal(2), "失 1.50，未定 2.00")))  # fmt: skip
GAP = (Mark("2023", Decimal("-1"), "−1.00"), Mark("2024", None, ""), Mark("2025", Decimal(3), "3.00"))
LINE = Trend("收支：3.00，比上年 +1", GAP, Decimal(0), "满分线 0")
FAR = Trend("医护比：63%", (Mark("2024", Decimal(64), "64"), Mark("2025", Decimal(63), "63")), Decimal(9), "满分线 9")
LONG = Trend("十二年", tuple(Mark(str(year), Decimal(year), f"v{year}") for year in range(2014, 2026)))
WANTED = Trend(
    "住院日：8.30",
    (
        Mark("2024", Decimal("8.5"), "8.50", Decimal("8.6"), "本院目标 ≤ 8.6 日，完成率 100%"),
        Mark("2025", Decimal("8.3"), "8.30", Decimal("8.2"), "本院目标 ≤ 8.2 日"),
    ),
    Decimal("8.2"),
    "满分线 8.2",
    "本院目标 ≤ 8.2 日",
)
OUTSIDE = Trend("比", (Mark("2025", Decimal(63), "63", Decimal(5), "本院目标 ≤ 5"),), goal_text="本院目标 ≤ 5")
FLAT = Trend("零", (Mark("2024", Decimal(0), "0"), Mark("2025", Decimal(0), "0")))
PARTS = Structure((Slice("药品收入", Decimal(27), Decimal(28), "27.00%", "28.00%"),
                   Slice("其余", Decimal(-3), None, "−3.00%", "")), "2025 年", "2024 年")  # fmt: skip
KINDS: dict[str, tuple[ChartData, tuple[str, ...]]] = {
    "score": (ScoreBars(BARS), ("党的领导", "$新$文化", "91.7", "11.00／12", "未定 8.00")),
    "losses": (LOSSES, ("25 按病种付费参保人员占比", "失 4.00", "失 1.50，未定 2.00")),
    "trends": (
        Trends((LINE, FAR, LONG, FLAT, WANTED, OUTSIDE)),
        ("−1.00", "本院目标", "≤ 8.2 日", "≤ 5（图外）", "3.00", "2025", "满分线", "9（图外）", "v2014", "v2025"),
    ),
    "structure": (PARTS, ("药品收入", "27.00%", "28.00%", "−3.00%", "2024 年")),
}


@pytest.fixture(scope="module")
def font() -> str:
    return find_fonts(paths.fonts(), bundled_only=True).sans.path


@pytest.mark.parametrize("kind", KINDS)
def test_svg_holds_its_text(kind: str, font: str) -> None:
    data, texts = KINDS[kind]
    svg = figure_svg(draw(data, font).figure).decode()
    for text in texts:
        assert f">{text}<" in svg
    assert "Noto Sans SC" in svg


@pytest.mark.parametrize("kind", KINDS)
def test_same_data_same_bytes(kind: str, font: str) -> None:
    data = KINDS[kind][0]
    assert figure_svg(draw(data, font).figure) == figure_svg(draw(data, font).figure)


@pytest.mark.parametrize("kind", KINDS)
def test_a_spot_tells_each_mark(kind: str, font: str) -> None:
    data = KINDS[kind][0]
    spots = draw(data, font).spots
    assert spots
    for spot in spots:
        assert 0 <= spot.left < spot.right <= 1.001
        assert 0 <= spot.top < spot.bottom <= 1.001
        assert spot.words
    if kind == "trends":
        assert spots[0].words == "收支 2023 年：−1.00；满分线 0"
        assert len(spots) == 2 + 2 + 12 + 2 + 2 + 1


def test_png(font: str) -> None:
    assert figure_png(draw(ScoreBars(BARS), font).figure, dpi=80).startswith(b"\x89PNG")


def test_black_and_white_tells_earned_from_open(font: str) -> None:
    """Hatch, not colour: the open part has lines, the lost part is empty."""
    assert figure_svg(draw(ScoreBars(BARS), font).figure).count(b"<pattern") == 1


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


def test_a_spot_tells_the_goal_of_its_year_and_words_beside_a_line_keep_apart(font: str) -> None:
    drawn = draw(Trends((WANTED,)), font)
    assert [spot.words for spot in drawn.spots] == [
        "住院日 2024 年：8.50；满分线 8.2；本院目标 ≤ 8.6 日，完成率 100%",
        "住院日 2025 年：8.30；满分线 8.2；本院目标 ≤ 8.2 日",
    ]
    beside = [text.get_position()[1] for text in drawn.figure.texts if "\n" in text.get_text()]
    assert len(beside) == 2
    assert abs(beside[0] - beside[1]) > 0.2

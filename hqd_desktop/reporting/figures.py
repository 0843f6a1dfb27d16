"""Charts as matplotlib Figure objects, for paper and window alike; it refuses pyplot and computes no score.

After ../shared/ui/09-chart-style.png: one accent, hatch for what is open, value at the mark, no legend, no grid.
"""

import io
import logging
from typing import TYPE_CHECKING, Any

from hqd_desktop.reporting.blocks import Bar

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ACCENT, TRACK, TEXT, TEXT_2, OPEN = "#0A5BA8", "#EDF0F4", "#17202C", "#465264", "#5B4B8A"
# Its warnings are English, for programmers, and would stand between our sentences on the screen.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

WIDTH_INCHES, ROW_INCHES = 6.1, 0.36
_NAME_SPACE, _NUMBER_SPACE, _BELOW = 0.14, 0.24, 0.25


def font_properties(path: str) -> Any:
    """Register a font file with matplotlib and return the properties that choose it; sizes are given per text."""
    from matplotlib import font_manager

    family = font_manager.get_font(path).family_name
    if all(entry.fname != path for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(family=[family])


def score_figure(bars: tuple[Bar, ...], font_path: str) -> "Figure":
    """Rate of each 一级指标 from 0 to 100 %: earned solid, open hatched, the rest of the track empty."""
    from matplotlib.figure import Figure

    font = font_properties(font_path)
    figure = Figure(figsize=(WIDTH_INCHES, ROW_INCHES * (len(bars) + _BELOW)))
    axes = figure.add_axes((_NAME_SPACE, 0.0, 1 - _NAME_SPACE - _NUMBER_SPACE, 1.0))
    axes.set_xlim(0, 100)
    axes.set_ylim(len(bars) - 0.5 + _BELOW, -0.5)
    axes.set_axis_off()

    def write(x: float, y: float, text: str, size: float, colour: str, side: str = "left") -> None:
        label = axes.text(x, y, text, size=size, color=colour, ha=side, va="center_baseline", fontproperties=font)
        label.set_fontsize(size)
        label.set_parse_math(False)

    for row, bar in enumerate(bars):
        share = float(bar.points * 100 / bar.full)
        is_open = float(bar.undetermined * 100 / bar.full)
        axes.barh(row, 100, height=0.5, color=TRACK, linewidth=0)
        axes.barh(row, share, height=0.5, color=ACCENT, linewidth=0)
        if is_open:
            axes.barh(
                row, is_open, left=share, height=0.5, facecolor="white", edgecolor=OPEN, hatch="////", linewidth=0.5
            )
        write(-1.6, row, bar.label, 9.5, TEXT, "right")
        write(102.5, row, bar.rate_text, 9.5, TEXT)
        write(113, row, bar.score_text, 9, TEXT_2)
        if bar.open_text:
            write(min(share + is_open / 2, 93.0), row + 0.47, bar.open_text, 7.5, OPEN, "center")
    return figure


def figure_svg(figure: "Figure") -> bytes:
    """The figure as SVG with live text; the same figure gives the same bytes."""
    import matplotlib as mpl

    target = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "hqd", "hatch.linewidth": 0.6}):
        figure.savefig(target, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return target.getvalue()


def figure_png(figure: "Figure", dpi: int = 200) -> bytes:
    """The figure as a picture for documents that take no SVG."""
    import matplotlib as mpl

    target = io.BytesIO()
    with mpl.rc_context({"hatch.linewidth": 0.6}):
        figure.savefig(target, format="png", dpi=dpi, metadata={"Software": None})
    return target.getvalue()

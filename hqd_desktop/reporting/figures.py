"""Charts as matplotlib Figure objects, for paper and window alike; it refuses pyplot and computes no score.

After ../shared/ui/09-chart-style.png: one accent, hatch for what is open, value at the mark, no legend, no grid.
"""

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from hqd_desktop.reporting.chart_data import ChartData, LossBars, ScoreBars, Structure, Trends
from hqd_desktop.reporting.chart_pen import PAPER, Drawn, Palette, Pen
from hqd_desktop.reporting.figure_bars import loss_figure, score_figure, structure_figure
from hqd_desktop.reporting.figure_trends import trends_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(data: ChartData, font_path: str, palette: Palette = PAPER) -> Drawn:
    """The chart of any kind of data."""
    pen = Pen(font_path, palette)
    match data:
        case ScoreBars():
            return score_figure(data, pen)
        case LossBars():
            return loss_figure(data, pen)
        case Structure():
            return structure_figure(data, pen)
        case Trends():
            return trends_figure(data, pen)


@lru_cache(maxsize=96)
def chart_svg(data: ChartData, font_path: str) -> bytes:
    """A chart on paper as SVG; the same data are drawn once, as most charts stay when one figure is changed."""
    return figure_svg(draw(data, font_path).figure)


@lru_cache(maxsize=96)
def chart_png(data: ChartData, font_path: str) -> bytes:
    """A chart on paper as a picture, drawn once like its SVG."""
    return figure_png(draw(data, font_path).figure)


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

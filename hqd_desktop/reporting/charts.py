"""The charts of a report for the window: drawn as pixels with spots to point at, or as a file; it refuses Qt.

Always in the bundled face, so that a saved picture looks alike on every PC.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hqd_desktop import paths
from hqd_desktop.reporting.blocks import Chart
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.chart_data import ChartData
from hqd_desktop.reporting.chart_pen import Palette, Spot
from hqd_desktop.reporting.figures import chart_png, chart_svg, draw
from hqd_desktop.reporting.fonts import FontSet, find_fonts
from hqd_desktop.reporting.glyphs import Printable, printable_chart
from hqd_desktop.reporting.pages import PageImage
from hqd_desktop.services.records import Submission
from hqd_desktop.services.stopping import Check, go_on


@dataclass(frozen=True, slots=True)
class Painted:
    """A chart as pixels, and the spots where a pointer is answered."""

    image: PageImage
    spots: tuple[Spot, ...]


def charts_of(submission: Submission, check: Check = go_on) -> tuple[Chart, ...]:
    """Those of the report, in its order, with what they say in words; every letter in them can be drawn."""
    printable = Printable(_fonts().covered())
    charts = [block for block in build_report(submission, check).blocks() if isinstance(block, Chart)]
    return tuple(Chart(printable_chart(c.data, printable), c.caption, c.alternative) for c in charts)


def paint(data: ChartData, palette: Palette, dpi: float) -> Painted:
    """As pixels, on the ground of the palette."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    drawn = draw(data, _fonts().sans.path, palette)
    drawn.figure.set_dpi(dpi)
    with mpl.rc_context({"hatch.linewidth": 0.6}):
        canvas: Any = FigureCanvasAgg(drawn.figure)
        canvas.draw()
    width, height = canvas.get_width_height()
    return Painted(PageImage(width, height, bytes(canvas.buffer_rgba())), drawn.spots)


def as_file(data: ChartData, suffix: str) -> bytes:
    """What stands in a `.svg` or `.png` file: as on paper."""
    path = _fonts().sans.path
    return chart_svg(data, path) if suffix == ".svg" else chart_png(data, path)


@lru_cache(maxsize=1)
def _fonts() -> FontSet:
    return find_fonts(paths.fonts(), bundled_only=True)

"""Charts for the window: the report's own, as pixels on the ground of the theme, and as files."""

from __future__ import annotations

from hqd_desktop.reporting.blocks import Chart
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.chart_pen import Palette
from hqd_desktop.reporting.charts import as_file, charts_of, paint
from tests.reporting.printing import make


def test_they_are_those_of_the_report() -> None:
    wanted = [b.caption for b in build_report(make()).blocks() if isinstance(b, Chart)]
    charts = charts_of(make(name="𠮷医院"))
    assert [chart.caption for chart in charts] == wanted
    assert charts_of(make(lambda figures: {}, past=()))[0].alternative


def test_pixels_lie_on_the_ground_of_the_theme() -> None:
    chart = charts_of(make())[0]
    painted = paint(chart.data, Palette(ground="#1A2028"), 50)
    assert painted.image.rgba[:4] == bytes((0x1A, 0x20, 0x28, 255))
    assert len(painted.image.rgba) == painted.image.width * painted.image.height * 4
    assert painted.spots[0].words.startswith("党的领导 91.7%")


def test_files() -> None:
    chart = charts_of(make())[0]
    assert as_file(chart.data, ".svg").lstrip().startswith(b"<?xml")
    assert as_file(chart.data, ".png").startswith(b"\x89PNG")

"""Charts of bars from 0: score by 一级指标, points lost by row, parts of a whole; it refuses to sort or to add up."""

from hqd_desktop.reporting.chart_data import LossBars, ScoreBars, Structure
from hqd_desktop.reporting.chart_pen import Drawn, Pen, Spot, new_figure

_ROW, _BELOW = 0.36, 0.25
_LONGEST = 14  # letters of a name beside a bar


def score_figure(data: ScoreBars, pen: Pen) -> Drawn:
    """Rate of each 一级指标 from 0 to 100 %: earned solid, open hatched, the rest of the track empty."""
    left, right = 0.14, 0.24
    bars, colours = data.bars, pen.palette
    figure = new_figure(_ROW * (len(bars) + _BELOW), colours.ground)
    axes = figure.add_axes((left, 0.0, 1 - left - right, 1.0))
    axes.set_xlim(0, 100)
    axes.set_ylim(len(bars) - 0.5 + _BELOW, -0.5)
    axes.set_axis_off()
    spots = []
    for row, bar in enumerate(bars):
        share = float(bar.points * 100 / bar.full)
        is_open = float(bar.undetermined * 100 / bar.full)
        axes.barh(row, 100, height=0.5, color=colours.track, linewidth=0)
        axes.barh(row, share, height=0.5, color=colours.accent, linewidth=0)
        if is_open:
            axes.barh(
                row, is_open, left=share, height=0.5,
                facecolor=colours.ground, edgecolor=colours.open, hatch="////", linewidth=0.5,
            )  # fmt: skip
        pen.write(axes, -1.6, row, bar.label, 9.5, colours.text, "right")
        pen.write(axes, 102.5, row, bar.rate_text, 9.5, colours.text)
        pen.write(axes, 113, row, bar.score_text, 9, colours.text2)
        if bar.open_text:
            pen.write(axes, min(share + is_open / 2, 93.0), row + 0.47, bar.open_text, 7.5, colours.open, "center")
        words = f"{bar.label} {bar.rate_text}%（{bar.score_text}）"
        spots.append(_row_spot(row, len(bars) + _BELOW, f"{words}　{bar.open_text}".rstrip("　")))
    return Drawn(figure, tuple(spots))


def loss_figure(data: LossBars, pen: Pen) -> Drawn:
    """Points lost solid, points open hatched, on one scale."""
    left, right, row_height = 0.30, 0.22, 0.27
    bars, colours = data.bars, pen.palette
    figure = new_figure(row_height * len(bars), colours.ground)
    axes = figure.add_axes((left, 0.0, 1 - left - right, 1.0))
    most = max(float(bar.lost + bar.undetermined) for bar in bars)
    axes.set_xlim(0, most)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_axis_off()
    spots = []
    for row, bar in enumerate(bars):
        lost, is_open = float(bar.lost), float(bar.undetermined)
        axes.barh(row, lost, height=0.52, color=colours.accent, linewidth=0)
        if is_open:
            axes.barh(
                row, is_open, left=lost, height=0.52,
                facecolor=colours.ground, edgecolor=colours.open, hatch="////", linewidth=0.5,
            )  # fmt: skip
        pen.write(axes, -most * 0.02, row, _short(bar.label), 9, colours.text, "right")
        pen.write(axes, lost + is_open + most * 0.02, row, bar.text, 9, colours.text)
        spots.append(_row_spot(row, len(bars), f"{bar.label}　{bar.text}"))
    return Drawn(figure, tuple(spots))


def structure_figure(data: Structure, pen: Pen) -> Drawn:
    """This year's bar over last year's thinner, paler one; both with their values at the end."""
    left, right, row_height, head = 0.22, 0.16, 0.36, 0.55
    slices, colours = data.slices, pen.palette
    figure = new_figure(row_height * (len(slices) + head), colours.ground)
    axes = figure.add_axes((left, 0.0, 1 - left - right, 1.0))
    values = [float(value) for s in slices for value in (s.now, s.last) if value is not None]
    most, lowest = max(map(abs, values)), min(0.0, *values)
    axes.set_xlim(lowest, most)
    axes.set_ylim(len(slices) - 0.5, -0.5 - head)
    axes.set_axis_off()
    axes.barh(-0.72, most * 0.05, height=0.2, color=colours.accent, linewidth=0)
    pen.write(axes, most * 0.06, -0.72, data.now_name, 8, colours.text2)
    axes.barh(-0.72, most * 0.05, left=most * 0.2, height=0.14, color=colours.other, linewidth=0)
    pen.write(axes, most * 0.26, -0.72, data.last_name, 8, colours.text2)
    spots = []
    for row, each in enumerate(slices):
        axes.barh(row - 0.12, float(each.now), height=0.34, color=colours.accent, linewidth=0)
        pen.write(axes, lowest - most * 0.02, row, each.label, 9, colours.text, "right")
        pen.write(axes, max(float(each.now), 0) + most * 0.02, row - 0.12, each.now_text, 9, colours.text)
        words = f"{each.label} {data.now_name} {each.now_text}"
        if each.last is not None:
            axes.barh(row + 0.2, float(each.last), height=0.2, color=colours.other, linewidth=0)
            pen.write(axes, max(float(each.last), 0) + most * 0.02, row + 0.23, each.last_text, 7.5, colours.text2)
            words += f"，{data.last_name} {each.last_text}"
        spots.append(_row_spot(row + head, len(slices) + head, words))
    return Drawn(figure, tuple(spots))


def _row_spot(row: float, rows: float, words: str) -> Spot:
    return Spot(0.0, row / rows, 1.0, (row + 1) / rows, words)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"

"""Small lines over the years, two in a row, each with its title, last values and target; it refuses to judge them."""

from math import ceil
from typing import TYPE_CHECKING

from hqd_desktop.reporting.chart_data import Trend, Trends
from hqd_desktop.reporting.chart_pen import Drawn, Pen, Spot, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ACROSS, _HEIGHT, _GAP = 2, 1.38, 0.04
_MANY = 6  # marks that can all carry their value and year
_FAR = 4.0  # a target further away than so many spans would flatten the line: it is told in words only


def trends_figure(data: Trends, pen: Pen) -> Drawn:
    """All of them."""
    rows = ceil(len(data.lines) / _ACROSS)
    figure = new_figure(_HEIGHT * rows, pen.palette.ground)
    width = (1 - _GAP * (_ACROSS - 1)) / _ACROSS
    spots: list[Spot] = []
    for place, line in enumerate(data.lines):
        row, column = divmod(place, _ACROSS)
        left, top = column * (width + _GAP), row / rows
        plot = (left + 0.01, 1 - top - 0.8 / rows, width - 0.13, 0.54 / rows)
        axes = figure.add_axes(plot)
        _draw(axes, line, pen)
        title = figure.add_axes((left, 1 - top - 0.2 / rows, width, 0.18 / rows))
        title.set_axis_off()
        title.set_xlim(0, 1)
        title.set_ylim(0, 1)
        pen.write(title, 0, 0.5, line.title, 8.5, pen.palette.text)
        step = plot[2] / len(line.marks)
        for number, mark in enumerate(line.marks):
            if mark.value is not None:
                begin, bottom = plot[0] + number * step, top + 0.95 / rows
                words = f"{line.title.split('：')[0]} {mark.label} 年：{mark.text}"
                words += f"；{line.target_text}" if line.target_text else ""
                spots.append(Spot(begin, top + 0.2 / rows, begin + step, bottom, words))
    return Drawn(figure, tuple(spots))


def _draw(axes: "Axes", line: Trend, pen: Pen) -> None:
    colours = pen.palette
    known = [(x, float(mark.value)) for x, mark in enumerate(line.marks) if mark.value is not None]
    values = [value for _, value in known]
    low, high = min(values), max(values)
    span = (high - low) or abs(high) * 0.1 or 1.0
    target = None if line.target is None else float(line.target)
    near = target is not None and low - span * _FAR <= target <= high + span * _FAR
    if target is not None and near:
        low, high = min(low, target), max(high, target)
        span = (high - low) or span
    last = len(line.marks) - 1
    bottom, top = low - span * 0.4, high + span * 0.4
    room = top - bottom
    axes.set_xlim(-0.5, last + 0.5)
    axes.set_ylim(bottom, top)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(colours.other)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.patch.set_alpha(0)
    if target is not None and near:
        axes.axhline(target, color=colours.text2, linewidth=0.8, linestyle=(0, (4, 3)))
    for run in _runs(line):
        axes.plot([x for x, _ in run], [y for _, y in run], color=colours.accent, linewidth=1.6, solid_capstyle="round")
    axes.plot(
        [x for x, _ in known], values, linestyle="", marker="o", markersize=4, color=colours.accent,
        markeredgecolor=colours.ground, markeredgewidth=0.6, clip_on=False,
    )  # fmt: skip
    step = max(1, ceil(len(line.marks) / _MANY))
    for x, mark in enumerate(line.marks):
        if mark.value is not None and (step == 1 or x in (known[0][0], last - 1, last)):
            below = _is_valley(line, x)
            y = float(mark.value) + room * (-0.08 if below else 0.08)
            pen.write(axes, x, y, mark.text, 7.5, colours.text, "center", "top" if below else "bottom")
        if (last - x) % step == 0:
            pen.write(axes, x, bottom - room * 0.06, mark.label, 7, colours.text2, "center", "top")
    if line.target_text:
        head, _, rest = line.target_text.partition(" ")
        y = target if target is not None and near else high
        words = f"{head}\n{rest}" if near else f"{head}\n{rest}（图外）"
        pen.write(axes, last + 0.5 + (last + 1) * 0.03, y, words, 7, colours.text2, "left", "center")


def _runs(line: Trend) -> list[list[tuple[int, float]]]:
    """The line in pieces, broken where a year has no value."""
    runs: list[list[tuple[int, float]]] = [[]]
    for x, mark in enumerate(line.marks):
        if mark.value is not None:
            runs[-1].append((x, float(mark.value)))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _is_valley(line: Trend, place: int) -> bool:
    """Whether the line goes up from here to both sides: there its number stands below."""
    own = line.marks[place].value
    beside = [line.marks[n].value for n in (place - 1, place + 1) if 0 <= n < len(line.marks)]
    known = [value for value in beside if value is not None]
    return own is not None and bool(known) and all(value > own for value in known)

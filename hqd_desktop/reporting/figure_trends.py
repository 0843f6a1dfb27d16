"""Small lines over the years, two in a row, each with its title, last values and target; it refuses to judge them."""

from math import ceil

from hqd_desktop.reporting.chart_data import LINES_A_PIECE, Trend, Trends
from hqd_desktop.reporting.chart_pen import WIDTH_INCHES, Drawn, Pen, Sheet, Spot, new_figure

_ACROSS, _HEIGHT, _PLOT, _BESIDE, _GAP = LINES_A_PIECE, 1.24, 0.76, 0.8, 0.24  # in inches but for the first
_OVER, _UNDER = 0.18, 0.2  # inches for the numbers over and under the line
_MANY = 6  # marks that can all carry their value and year
_HALF = 0.06  # inches: half the height of a number
_APART = 0.05  # inches between a mark and its number
_LINES = 0.25  # inches: the height of two lines of words
_GOAL = 0.3  # of the room of a year: half the length of the stroke that stands for its goal
_FAR = 4.0  # a target further away than so many spans would flatten the line: it is told in words only


def trends_figure(data: Trends, pen: Pen) -> Drawn:
    """All of them on one sheet in inches: axes would take most of the time."""
    rows = ceil(len(data.lines) / _ACROSS)
    figure = new_figure(_HEIGHT * rows, pen.palette.ground)
    sheet = Sheet(figure, _HEIGHT * rows)
    width = (WIDTH_INCHES - _GAP * (_ACROSS - 1)) / _ACROSS
    spots: list[Spot] = []
    for place, line in enumerate(data.lines):
        row, column = divmod(place, _ACROSS)
        left, top = column * (width + _GAP), row * _HEIGHT
        pen.write(sheet, left, top + 0.11, line.title, 8.5, pen.palette.text)
        box = (left + 0.06, top + 0.2, width - _BESIDE, _PLOT)
        _draw(sheet, line, pen, box)
        step = box[2] / len(line.marks)
        for number, mark in enumerate(line.marks):
            if mark.value is not None:
                begin = (box[0] + number * step) / WIDTH_INCHES
                words = f"{line.title.split('：')[0]} {mark.label} 年：{mark.text}"
                words += "".join(f"；{text}" for text in (line.target_text, mark.goal_text) if text)
                high, low = (top + 0.2) / (_HEIGHT * rows), (top + 1.0) / (_HEIGHT * rows)
                spots.append(Spot(begin, high, begin + step / WIDTH_INCHES, low, words))
    return Drawn(figure, tuple(spots))


def _draw(sheet: Sheet, line: Trend, pen: Pen, box: tuple[float, float, float, float]) -> None:
    """One line into a box of left, top, width and height in inches."""
    colours = pen.palette
    known = [(x, float(mark.value)) for x, mark in enumerate(line.marks) if mark.value is not None]
    values = [value for _, value in known]
    low, high = min(values), max(values)
    span = (high - low) or abs(high) * 0.1 or 1.0
    target = None if line.target is None else float(line.target)
    marked = {x: float(mark.goal) for x, mark in enumerate(line.marks) if mark.goal is not None}
    fits = [value for value in (target, *marked.values()) if value is not None and _near(value, low, high, span)]
    near = target in fits
    if fits:
        low, high = min(low, *fits), max(high, *fits)
        span = (high - low) or span
    last = len(line.marks) - 1
    left, up, width, height = box
    if high == low:
        high = low + span / 2
        low -= span / 2

    def at(place: float, value: float) -> tuple[float, float]:
        return left + (place + 0.5) / (last + 1) * width, up + _OVER + (high - value) / (high - low) * (
            height - _OVER - _UNDER
        )

    sheet.plot([left, left + width], [up + height] * 2, color=colours.other, linewidth=0.8)
    if target is not None and near:
        y = at(0, target)[1]
        sheet.plot([left, left + width], [y, y], color=colours.text2, linewidth=0.8, linestyle=(0, (4, 3)))
    for x, value in marked.items():
        if value in fits:
            across, y = at(x, value)
            reach = width / (last + 1) * _GOAL
            sheet.plot(
                [across - reach, across + reach], [y, y], color=colours.text, linewidth=1.6, solid_capstyle="butt"
            )
    for run in _runs(line):
        points = [at(*each) for each in run]
        sheet.plot(*zip(*points, strict=True), color=colours.accent, linewidth=1.6, solid_capstyle="round")
    sheet.plot(
        *zip(*(at(*each) for each in known), strict=True), linestyle="", marker="o", markersize=4,
        color=colours.accent, markeredgecolor=colours.ground, markeredgewidth=0.6,
    )  # fmt: skip
    step = max(1, ceil(len(line.marks) / _MANY))
    for x, mark in enumerate(line.marks):
        if mark.value is not None and (step == 1 or x in (known[0][0], last - 1, last)):
            below = _is_valley(line, x)
            across, y = at(x, float(mark.value))
            wanted = marked.get(x)
            if wanted is not None and wanted in fits and abs(at(x, wanted)[1] - _middle(y, below)) < _HALF:
                below = not below  # the stroke of the goal is where the number would stand
            struck = near and target is not None and abs(at(x, target)[1] - _middle(y, below)) < _HALF
            y += _APART if below else -_APART
            side = "center" if step == 1 or x == last else "left" if x == known[0][0] else "right"
            pen.write(sheet, across, y, mark.text, 7.5, colours.text, side, "top" if below else "bottom", struck)
        if (last - x) % step == 0:
            pen.write(sheet, at(x, low)[0], up + height + 0.04, mark.label, 7, colours.text2, "center", "top")
    beside = [(line.target_text, target), (line.goal_text, marked.get(last))]
    told = [(text, value if value in fits else None) for text, value in beside if text]
    for y, words in _spread([(at(0, high if value is None else value)[1], text, value) for text, value in told]):
        pen.write(sheet, left + width + 0.06, y, words, 7, colours.text2, "left", "center")


def _middle(y: float, below: bool) -> float:
    """Where the middle of a number stands that belongs to a mark at that height."""
    return y + (_APART + _HALF if below else -_APART - _HALF)


def _near(value: float, low: float, high: float, span: float) -> bool:
    return low - span * _FAR <= value <= high + span * _FAR


def _spread(told: list[tuple[float, str, float | None]]) -> list[tuple[float, str]]:
    """Heights of the words beside a line, apart from each other; what lies outside the picture says so."""
    placed: list[tuple[float, str]] = []
    for y, text, value in sorted(told, key=lambda one: one[0]):
        head, _, rest = text.partition(" ")
        least = placed[-1][0] + _LINES if placed else y
        placed.append((max(y, least), f"{head}\n{rest}" if value is not None else f"{head}\n{rest}（图外）"))
    return placed


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

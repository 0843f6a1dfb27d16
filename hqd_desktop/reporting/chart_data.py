"""What a chart shows, as plain frozen data with every text ready; it refuses to know how anything is drawn."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a score chart: what was earned, what is open, of how much, and the texts at its mark."""

    label: str
    points: Decimal
    undetermined: Decimal
    full: Decimal
    rate_text: str
    score_text: str
    open_text: str = ""


@dataclass(frozen=True, slots=True)
class ScoreBars:
    """Score by 一级指标 as bars from 0 to 100 %."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class LossBar:
    """Points lost and points still open of one row."""

    label: str
    lost: Decimal
    undetermined: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class LossBars:
    """Points lost by row, the most first, from 0."""

    bars: tuple[LossBar, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One year of a line; no value leaves a gap. `goal` is what the hospital wanted that year, with it in words."""

    label: str
    value: Decimal | None
    text: str
    goal: Decimal | None = None
    goal_text: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """One value over the years, oldest first, under a title that says how it went; its target, where it has one.

    `goal_text` names the present year's 本院目标 beside the line.
    """

    title: str
    marks: tuple[Mark, ...]
    target: Decimal | None = None
    target_text: str = ""
    goal_text: str = ""


@dataclass(frozen=True, slots=True)
class Trends:
    """Several values, each with an axis of its own."""

    lines: tuple[Trend, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a whole in percent, this year and last."""

    label: str
    now: Decimal
    last: Decimal | None
    now_text: str
    last_text: str


@dataclass(frozen=True, slots=True)
class Structure:
    """Parts of a whole, this year's bar over last year's."""

    slices: tuple[Slice, ...]
    now_name: str
    last_name: str


LINES_A_PIECE = 2  # as many as stand beside each other
ChartData = ScoreBars | LossBars | Trends | Structure


def pieces(data: ChartData) -> tuple[ChartData, ...]:
    """What a page's end may come between: the rows of small lines, one after the other; any other chart is whole."""
    if not isinstance(data, Trends):
        return (data,)
    starts = range(0, len(data.lines), LINES_A_PIECE)
    return tuple(Trends(data.lines[start : start + LINES_A_PIECE]) for start in starts)

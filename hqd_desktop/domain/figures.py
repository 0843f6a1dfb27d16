"""A figure that a hospital gives: a number, blank, not applicable, or words; it refuses to know where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hqd_desktop.domain.periods import Period


class FigureState(StrEnum):
    """The states that must never be mixed up. Zero is a number, not a state."""

    BLANK = "blank"
    NUMBER = "number"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was given for one item and period.

    `value` is in the item's own unit and set only for NUMBER; `text` only for TEXT (a narrative). `note` is the
    reason of 不适用, or any remark. `source` tells where it came from (手工录入, 导入 …).
    """

    state: FigureState = FigureState.BLANK
    value: Decimal | None = None
    text: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Restatement:
    """上年调整数: what a figure of a year that was handed in should have been, and why; the score keeps the old one."""

    value: Decimal
    explanation: str


BLANK = Figure()

FigureKey = tuple[str, Period]
Figures = Mapping[FigureKey, Figure]
Restatements = Mapping[FigureKey, Restatement]


def number(value: Decimal | int | str, note: str = "", source: str = "") -> Figure:
    """A number; 0 is a number like any other."""
    return Figure(FigureState.NUMBER, Decimal(value), note=note, source=source)


def not_applicable(reason: str, source: str = "") -> Figure:
    """不适用 with its reason."""
    return Figure(FigureState.NOT_APPLICABLE, note=reason, source=source)


def words(text: str, note: str = "", source: str = "") -> Figure:
    """A narrative."""
    return Figure(FigureState.TEXT, text=text, note=note, source=source)


def figure_at(figures: Figures, item: str, period: Period) -> Figure:
    """The figure, or BLANK when none was given."""
    return figures.get((item, period), BLANK)

"""What every kind of scoring rule promises, and how rules compare and write numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Protocol

from hqd_desktop.domain.goals import Goal
from hqd_desktop.domain.numerals import PRECISION, canonical_text, round_half_up, shown

COMPARE_PLACES = 12
ZERO = Decimal(0)
_BESIDE_NUMBERS = re.compile(r"(?<=[0-9%])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[−0-9])")
_BETWEEN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at: the value, last year's, the hospital's level, which conditions hold, its goal."""

    value: Decimal
    last: Decimal | None
    unit: str
    decimals: int
    level: str
    conditions: tuple[tuple[str, bool], ...] = ()
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """Unrounded points, and the working that leads to them."""

    points: Decimal
    working: str


class Rule(Protocol):
    """Every kind keeps this promise; `full` is the most it can give."""

    @property
    def needs_last_year(self) -> bool:
        """Whether a case without last year's value cannot be scored."""

    @property
    def full(self) -> Decimal:
        """Full marks."""

    def award(self, case: Case) -> Award:
        """The points of a case."""

    def sentence(self, unit: str) -> str:
        """The rule in words, without its name or label."""


def close(value: Decimal) -> Decimal:
    """A value as rules compare it: rounded to 12 places, so that a last digit of a division decides nothing."""
    return round_half_up(value, COMPARE_PLACES)


def says(value: Decimal, unit: str = "") -> str:
    """A number as it stands in a rule, with its unit."""
    return canonical_text(value).replace("-", "−") + (unit if unit == "%" else f" {unit}" if unit else "")


def spaced(sentence: str) -> str:
    """A space between a number and the words around it, none between two words."""
    return _BETWEEN_WORDS.sub("", _BESIDE_NUMBERS.sub(" ", sentence))


def seen(case: Case, value: Decimal) -> str:
    """A value as it stands in a working: some more places than shown, marked … when there are still more."""
    places = case.decimals + 4
    rounded = round_half_up(value, places)
    if rounded == value:
        return shown(value, case.decimals) if round_half_up(value, case.decimals) == value else says(value)
    return says(rounded) + "…"


def share(full: Decimal, above: Decimal, below: Decimal) -> Decimal:
    """full × above ÷ below within 0 and full; 0 where `below` is not positive."""
    with localcontext(PRECISION):
        return max(ZERO, min(full, full * above / below)) if below > 0 else ZERO


def change_unit(unit: str) -> str:
    """The unit of a difference: percentages differ by 个百分点."""
    return "个百分点" if unit == "%" else unit

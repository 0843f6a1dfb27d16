"""One row asked again and again with another value of one figure, and the nearest value that gives what is wanted.

Whatever the figure does not touch is worked out once. It refuses to judge: that is scoring's, part by part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from hqd_desktop.domain.expression import Outcome
from hqd_desktop.domain.figures import Figure, FigureKey, Figures, FigureState, figure_at
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.scheme import Part
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Scorecard, Status
from hqd_desktop.domain.scoring import ZERO, conditions_of, judge, part_outcome, row_points, score_indicator
from hqd_desktop.domain.values import Values

FARTHEST = 2  # a figure is tried down to zero and up to this many times its present value beyond itself
FROM_ZERO = Decimal(1_000_000)
FROM_NOTHING = Decimal(10) ** 12  # where neither this year's nor last year's figure tells the size
EVEN_PROBES = 16
_OPEN = (Status.SCORED, Status.NOT_COMPUTABLE)  # between these two alone can the size of a number decide


@dataclass(frozen=True, slots=True)
class Tried:
    """What one value gives: the row's points, and whether each of its values that reads the figure has full marks."""

    points: Decimal
    full: bool


@dataclass(frozen=True, slots=True)
class _Base:
    """The row with some number in the figure's place: all that another number there leaves as it is."""

    row: IndicatorResult
    values: Values
    reading: frozenset[str]
    moving: frozenset[str]
    last: Mapping[str, Outcome]


@dataclass(slots=True)
class Probe:
    """Made by Trial.probe. A value is scored once, however often it is asked for; `check` is called before each."""

    card: Scorecard
    catalogue: Catalogue
    figures: Figures
    indicator: str
    key: FigureKey
    check: Callable[[], None]
    _base: _Base | None = None
    _figures: dict[FigureKey, Figure] = field(default_factory=dict)
    _tried: dict[Decimal, Tried] = field(default_factory=dict)

    def seek(self, wanted: Decimal) -> Decimal | None:
        """The value nearest to the present one at which the row earns at least `wanted`; None when none is plausible.

        It has as many decimals as the item shows, and stays within what may be typed for the item at all. The search
        for a missing figure starts from last year's, or from zero.
        """
        return nearest(self.catalogue, self.figures, self.key, lambda value: self.at(value).points >= wanted)

    def seek_full(self) -> Decimal | None:
        """The same for full marks of every value that reads the figure, unrounded: 达标, not 3.996 printed as 4.00."""
        return nearest(self.catalogue, self.figures, self.key, lambda value: self.at(value).full)

    def at(self, value: Decimal) -> Tried:
        """What the row would have with that number in the figure's place."""
        found = self._tried.get(value)
        if found is None:
            self.check()
            found = self._tried[value] = self._try(value)
        return found

    def _try(self, value: Decimal) -> Tried:
        self._figures[self.key] = Figure(FigureState.NUMBER, value)
        if self._base is None:
            self._figures.update({**self.figures, self.key: self._figures[self.key]})
            self._base = self._begin()
        base, values = self._base, self._base.values.on(self._figures)
        scored = [
            (part, self._points(part, base, values) if part.part.key in base.moving else part.points)
            for part in base.row.parts
        ]
        active = [(part.full, points) for part, points in scored if part.status is not Status.NOT_APPLICABLE]
        reading = [points >= part.full for part, points in scored if part.part.key in base.reading]
        return Tried(row_points(base.row.entry, active, self.card.ruleset.places), bool(reading) and all(reading))

    def _begin(self) -> _Base:
        card, values = self.card, Values(self.catalogue, self._figures, self.card.year)
        row = score_indicator(card.result(self.indicator).indicator, card.ruleset, card.hospital, values, card.goals)
        return _Base(
            row,
            values.on(self._figures, lambda item, back: self._touches(item, back, values)),
            frozenset(p.part.key for p in row.parts if p.full and p.reads(self.key)),
            frozenset(p.part.key for p in row.parts if p.status in _OPEN and self._moves(p.part, values, 0, 1)),
            {p.part.key: part_outcome(p.part, values, 1)[0] for p in row.parts if not self._moves(p.part, values, 1)},
        )

    def _touches(self, item: str, back: int, values: Values) -> bool:
        """Whether the figure stands behind an item, itself or in its formulas."""
        if (item, values.period(item, back)) == self.key:
            return True
        formula = self.catalogue.formulas.get(item)
        return formula is not None and any(self._touches(k, back + further, values) for k, further in formula.items())

    def _moves(self, part: Part, values: Values, *years: int) -> bool:
        read = [*part.formula.items()] if part.formula else [(key, 0) for key in part.checklist]
        read += [(part.direct, 0)] if part.direct else []
        return any(self._touches(item, back + further, values) for item, further in read for back in years)

    def _points(self, part: PartResult, base: _Base, values: Values) -> Decimal:
        last = base.last.get(part.part.key) or part_outcome(part.part, values, 1)[0]
        outcomes = part_outcome(part.part, values, 0)[0], last
        conditions, hospital = conditions_of(part.part, values), self.card.hospital
        goal = part.goal.goal if part.goal else None
        return judge(part.part, base.row.indicator, part.rule, hospital, outcomes, conditions, goal)[-1].points


def start_of(figures: Figures, key: FigureKey) -> Decimal:
    """Whence a figure is varied: itself, else last year's, else zero."""
    item, period = key
    last = figure_at(figures, item, period.last_year()).value
    present = figure_at(figures, *key).value
    return next((value for value in (present, last) if value is not None), ZERO)


def nearest(
    catalogue: Catalogue, figures: Figures, key: FigureKey, reaches: Callable[[Decimal], bool]
) -> Decimal | None:
    """The value nearest to the present one that reaches what is wanted; None when none is plausible, or for words."""
    item, start = catalogue[key[0]], start_of(figures, key)
    if item.kind is ItemKind.TEXT:
        return None
    if reaches(start):
        return start
    step = Decimal(1).scaleb(-max(item.decimals, decimal_places(start)))
    low, high = _bounds(catalogue, figures, key, start)
    found = (_along(start, step * sign, high if sign > 0 else low, reaches) for sign in (1, -1))
    reached = [value for value in found if value is not None]
    return min(reached, key=lambda value: abs(value - start)) if reached else None


def _bounds(catalogue: Catalogue, figures: Figures, key: FigureKey, start: Decimal) -> tuple[Decimal, Decimal]:
    item = catalogue[key[0]]
    if item.kind is ItemKind.YES_NO:
        return ZERO, Decimal(1)
    unknown = figure_at(figures, *key).value is None
    reach = abs(start) * FARTHEST or (FROM_NOTHING if unknown else FROM_ZERO)
    low, high = min(start, ZERO), start + reach
    return (
        low if item.minimum is None else max(low, item.minimum),
        high if item.maximum is None else min(high, item.maximum),
    )


def _along(start: Decimal, step: Decimal, end: Decimal, reaches: Callable[[Decimal], bool]) -> Decimal | None:
    """The first value in one direction that reaches what is wanted.

    Probed at doubling and at even distances, then halved: points are monotone almost everywhere, but a range that
    gives full marks inside only could be jumped over by doubling alone.
    """
    most, short = max(0, int((end - start) / step)), 0
    doubling = takewhile(lambda steps: steps < most, (1 << n for n in range(most.bit_length() + 1)))
    for enough in sorted({*doubling, *(most * n // EVEN_PROBES for n in range(1, EVEN_PROBES + 1))} - {0}):
        if reaches(start + step * enough):
            break
        short = enough
    else:
        return None
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if reaches(start + step * middle) else (middle, enough)
    return start + step * enough

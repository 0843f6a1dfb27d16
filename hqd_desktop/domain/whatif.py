"""What if: the scorecard with some figures changed, and how one figure would have to change; nothing is ever written.

Only the rows that read a changed figure are scored again, so that an answer comes while a person types.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from hqd_desktop.domain.figures import Figure, FigureKey, Figures, FigureState, figure_at
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.scheme import Indicator
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard
from hqd_desktop.domain.scoring import score_indicator, tally
from hqd_desktop.domain.values import Values

FARTHEST = 2  # a figure is tried down to zero and up to this many times its present value beyond itself
FROM_ZERO = Decimal(1_000_000)
FROM_NOTHING = Decimal(10) ** 12  # where neither this year's nor last year's figure tells the size
EVEN_PROBES = 16
Changes = Mapping[FigureKey, Decimal]


@dataclass(frozen=True, slots=True)
class Trial:
    """One scored year in which figures may be tried; `figures` are those the card was scored from."""

    card: Scorecard
    catalogue: Catalogue
    figures: Figures

    def with_figures(self, changed: Changes) -> Figures:
        """The figures with some of them changed; a missing one or one that is 不适用 becomes a number."""
        tried = {key: Figure(FigureState.NUMBER, value) for key, value in changed.items()}
        return {**self.figures, **tried}

    def row(self, indicator: str, changed: Changes) -> IndicatorResult:
        """The row as it would be."""
        values = Values(self.catalogue, self.with_figures(changed), self.card.year)
        found = self.card.result(indicator).indicator
        return score_indicator(found, self.card.ruleset, self.card.hospital, values, self.card.goals)

    def whole(self, changed: Changes) -> Scorecard:
        """The scorecard as it would be."""
        card, touched = self.card, {item for item, _ in changed}
        values = Values(self.catalogue, self.with_figures(changed), card.year)
        results = [
            score_indicator(result.indicator, card.ruleset, card.hospital, values, card.goals)
            if touched & read_by(result.indicator, self.catalogue)
            else result
            for result in card
        ]
        return tally(card.scheme, card.ruleset, card.hospital, card.year, results, card.goals)

    def after(self, changed: Changes) -> "Trial":
        """The trial that goes on from these changes."""
        return Trial(self.whole(changed), self.catalogue, self.with_figures(changed))

    def seek(self, indicator: str, key: FigureKey, wanted: Decimal) -> Decimal | None:
        """The value nearest to the present one at which the row earns at least `wanted`; None when none is plausible.

        It has as many decimals as the item shows, and stays within what may be typed for the item at all. The search
        for a missing figure starts from last year's, or from zero.
        """
        return self._nearest(key, lambda value: self.row(indicator, {key: value}).points >= wanted)

    def seek_full(self, indicator: str, key: FigureKey) -> Decimal | None:
        """The same for full marks of every value that reads the figure, unrounded: 达标, not 3.996 printed as 4.00."""

        def reaches(value: Decimal) -> bool:
            reading = [part for part in self.row(indicator, {key: value}).parts if part.full and part.reads(key)]
            return bool(reading) and all(part.points >= part.full for part in reading)

        return self._nearest(key, reaches)

    def seek_value(self, indicator: str, part: str, key: FigureKey, wanted: Decimal) -> Decimal | None:
        """The same for a wanted value of the indicator's part: where the value reaches it, coming from the present."""

        def value_at(value: Decimal) -> Decimal | None:
            row = self.row(indicator, {key: value})
            return next((p.value for p in row.parts if p.part.key == part), None)

        present = value_at(self._start(key))  # nothing ÷ 0: the value falls from beyond all bounds
        falling = present is None or present > wanted

        def reaches(value: Decimal) -> bool:
            found = value_at(value)
            return found is not None and (found <= wanted if falling else found >= wanted)

        return self._nearest(key, reaches)

    def _start(self, key: FigureKey) -> Decimal:
        """Whence a figure is varied: itself, else last year's, else zero."""
        item, period = key
        last = figure_at(self.figures, item, period.last_year()).value
        present = figure_at(self.figures, *key).value
        return next((value for value in (present, last) if value is not None), Decimal(0))

    def _nearest(self, key: FigureKey, reaches: Callable[[Decimal], bool]) -> Decimal | None:
        item, start = self.catalogue[key[0]], self._start(key)
        if item.kind is ItemKind.TEXT:
            return None
        if reaches(start):
            return start
        step = Decimal(1).scaleb(-max(item.decimals, decimal_places(start)))
        low, high = self._bounds(key, start)
        found = (_along(start, step * sign, high if sign > 0 else low, reaches) for sign in (1, -1))
        reached = [value for value in found if value is not None]
        return min(reached, key=lambda value: abs(value - start)) if reached else None

    def _bounds(self, key: FigureKey, start: Decimal) -> tuple[Decimal, Decimal]:
        item = self.catalogue[key[0]]
        if item.kind is ItemKind.YES_NO:
            return Decimal(0), Decimal(1)
        unknown = figure_at(self.figures, *key).value is None
        reach = abs(start) * FARTHEST or (FROM_NOTHING if unknown else FROM_ZERO)
        low, high = min(start, Decimal(0)), start + reach
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


def read_by(indicator: Indicator, catalogue: Catalogue) -> frozenset[str]:
    """Every item that a row may read, this year or last, directly or as a part of a derived one."""
    formulas = [p.formula for p in indicator.parts if p.formula] + [r.formula for r in indicator.references]
    waiting = [key for formula in formulas for key, _ in formula.items()]
    for part in indicator.parts:
        waiting += [*part.checklist, *([part.direct] if part.direct else [])]
    waiting += indicator.reported
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            formula = catalogue.formulas.get(key)
            waiting += [inner for inner, _ in formula.items()] if formula else []
    return frozenset(found)

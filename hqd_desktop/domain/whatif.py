"""What if: the scorecard with some figures changed, and how one figure would have to change; nothing is ever written.

Only the rows that read a changed figure are scored again, so that an answer comes while a person types.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hqd_desktop.domain.figures import Figure, FigureKey, Figures, FigureState
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.probing import Probe, nearest, start_of
from hqd_desktop.domain.scheme import Indicator
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard
from hqd_desktop.domain.scoring import score_indicator, tally
from hqd_desktop.domain.values import Values

Changes = Mapping[FigureKey, Decimal]


@dataclass(frozen=True, slots=True)
class Trial:
    """One scored year in which figures may be tried; `figures` are those the card was scored from.

    `check` is called before every probe of a search, and may raise to end it.
    """

    card: Scorecard
    catalogue: Catalogue
    figures: Figures
    check: Callable[[], None] = field(default=lambda: None, compare=False)

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

    def probe(self, indicator: str, key: FigureKey) -> Probe:
        """One row, to be asked again and again with other values of one figure."""
        return Probe(self.card, self.catalogue, self.figures, indicator, key, self.check)

    def seek(self, indicator: str, key: FigureKey, wanted: Decimal) -> Decimal | None:
        """See Probe.seek."""
        return self.probe(indicator, key).seek(wanted)

    def seek_full(self, indicator: str, key: FigureKey) -> Decimal | None:
        """See Probe.seek_full."""
        return self.probe(indicator, key).seek_full()

    def seek_value(self, indicator: str, part: str, key: FigureKey, wanted: Decimal) -> Decimal | None:
        """The same for a wanted value of the indicator's part: where the value reaches it, coming from the present."""

        def value_at(value: Decimal) -> Decimal | None:
            self.check()
            row = self.row(indicator, {key: value})
            return next((p.value for p in row.parts if p.part.key == part), None)

        present = value_at(start_of(self.figures, key))  # nothing ÷ 0: the value falls from beyond all bounds
        falling = present is None or present > wanted

        def reaches(value: Decimal) -> bool:
            found = value_at(value)
            return found is not None and (found <= wanted if falling else found >= wanted)

        return nearest(self.catalogue, self.figures, key, reaches)


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

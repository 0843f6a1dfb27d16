"""The value of every item of one hospital and year: given, computed from parts, or why there is none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from hqd_desktop.domain.expression import Expression, Outcome, OutcomeKind, evaluate
from hqd_desktop.domain.figures import Figure, Figures, FigureState, figure_at
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period


@dataclass(slots=True)
class Values:
    """Resolves items for formulas of `year`.

    A derived item is computed from its parts; where these are not known, the figure entered for it is taken (直接填报).
    An item of `own_value` takes what was entered first, and its formula only as a default.
    A quarterly item stands for its fourth quarter. With `zero_for_not_applicable` 不适用 counts 0, as sum checks ask.
    """

    catalogue: Catalogue
    figures: Figures
    year: int
    zero_for_not_applicable: bool = False
    _known: dict[tuple[str, int], Outcome] = field(default_factory=dict)
    _direct: set[tuple[str, int]] = field(default_factory=set)

    def on(self, figures: Figures, forget: Callable[[str, int], bool] = lambda item, back: False) -> "Values":
        """The same for other figures, of which only what is to be forgotten reads one that differs."""
        known = {place: outcome for place, outcome in self._known.items() if not forget(*place)}
        direct = self._direct & known.keys()
        return Values(self.catalogue, figures, self.year, self.zero_for_not_applicable, known, direct)

    def period(self, key: str, back: int = 0) -> Period:
        """The period in which an item is read, `back` years ago."""
        return Period(self.year - back, 4 if self.catalogue[key].quarterly else 0)

    def figure(self, key: str, back: int = 0) -> Figure:
        """What was given, as it stands."""
        return figure_at(self.figures, key, self.period(key, back))

    def resolve(self, key: str, back: int) -> Outcome:
        """The value of an item, or why it has none."""
        known = self._known.get((key, back))
        if known is None:
            known = self._known[key, back] = self._find(key, back)
        return known

    def compute(self, expression: Expression, back: int = 0) -> Outcome:
        """The value of a formula, all of it `back` years ago."""
        outcome = evaluate(expression, lambda key, further: self.resolve(key, back + further))
        if outcome.kind is OutcomeKind.NOT_COMPUTABLE and outcome.causes == expression.items():
            causes = tuple((key, back + further) for key, further in outcome.causes)
            return Outcome(outcome.kind, None, causes)
        return outcome

    def formula(self, key: str, back: int) -> Expression | None:
        """The formula by which an item is computed, None when what was entered stands for itself."""
        if self.catalogue[key].own_value and self._given(key, back).kind is not OutcomeKind.MISSING:
            return None
        return self.catalogue.formulas.get(key)

    def is_direct(self, key: str, back: int) -> bool:
        """Whether a derived item was taken as entered because its parts are not known."""
        self.resolve(key, back)
        return (key, back) in self._direct

    def _find(self, key: str, back: int) -> Outcome:
        given = self._given(key, back)
        formula = self.formula(key, back)
        if formula is None:
            return given
        computed = self.compute(formula, back)
        if computed.kind in (OutcomeKind.NUMBER, OutcomeKind.NOT_COMPUTABLE) or given.kind is OutcomeKind.MISSING:
            return computed
        self._direct.add((key, back))
        return given

    def _given(self, key: str, back: int) -> Outcome:
        figure = self.figure(key, back)
        if figure.state is FigureState.NUMBER:
            return Outcome(OutcomeKind.NUMBER, figure.value)
        if figure.state is FigureState.NOT_APPLICABLE:
            if self.zero_for_not_applicable:
                return Outcome(OutcomeKind.NUMBER, Decimal(0))
            return Outcome(OutcomeKind.NOT_APPLICABLE, None, ((key, back),))
        return Outcome(OutcomeKind.MISSING, None, ((key, back),))

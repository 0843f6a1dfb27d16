"""试算: figures tried without being saved, and what they would give; it knows no store, so nothing tried can be kept.

A Scratch is immutable; each act gives a new one. Changes gather until it is let go of.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from hqd_desktop.domain.figures import Figure, FigureKey, figure_at
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, decimal_places, normalise, read_number, shown
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Part
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard
from hqd_desktop.domain.whatif import Trial
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.typing_in import NOT_APPLICABLE_TEXT, out_of_bounds, read_typed

_ONE_TO = re.compile(r"1\s*[:：∶]\s*(\d+(?:\.\d+)?)", re.ASCII)  # 1:2 as the table writes 医护比


@dataclass(frozen=True, slots=True)
class TrialFigure:
    """One figure that may be tried: as it is filled, last year's, and the tried number or None."""

    key: FigureKey
    item: Item
    present: Figure
    last: Figure
    tried: Decimal | None


@dataclass(frozen=True, slots=True)
class Goal:
    """What a row is wanted to reach by one figure alone: `wanted` points, or the value of `part` where it is named."""

    number: str
    key: FigureKey
    wanted: Decimal
    part: str = ""


@dataclass(frozen=True, slots=True)
class Scratch:
    """An assessment with figures tried on it; `card` is the scorecard as it would be."""

    assessment: Assessment
    card: Scorecard
    changed: Mapping[FigureKey, Decimal] = field(default_factory=dict)

    @property
    def before(self) -> Scorecard:
        """The scorecard of what is filled in."""
        return self.assessment.scorecard

    def figures(self, number: str) -> tuple[TrialFigure, ...]:
        """The raw figures of this year behind a row, in the order of its formula; words cannot be tried."""
        catalogue, year = self.assessment.packs.catalogue, self.card.year
        rows = (self.before.result(number), self.card.result(number))
        used = [u for row in rows for part in row.parts for u in part.used]
        keys = dict.fromkeys(u.key for u in used if not u.derived and u.key[1].year == year)
        return tuple(self.figure(key) for key in keys if catalogue[key[0]].kind is not ItemKind.TEXT)

    def figure(self, key: FigureKey) -> TrialFigure:
        """One figure as it is filled in and tried."""
        item, period = key
        figures = self.assessment.figures
        last = figure_at(figures, item, period.last_year())
        tried = self.changed.get(key)
        return TrialFigure(key, self.assessment.packs.catalogue[item], figure_at(figures, *key), last, tried)

    def try_typed(self, key: FigureKey, text: str) -> "Scratch | Problem":
        """Try what a person typed, read as everywhere else; blank goes back to what is filled in."""
        item = self.assessment.packs.catalogue[key[0]]
        if normalise(text) == NOT_APPLICABLE_TEXT:
            return Problem("trial_number_only", item.name, {"item": item.name})
        figure = read_typed(item, text)
        if isinstance(figure, Problem):
            return figure
        return self.without(key) if figure.value is None else self.try_value(key, figure.value)

    def try_value(self, key: FigureKey, value: Decimal) -> "Scratch":
        """Try a number; the one that is filled in is no change."""
        if value == figure_at(self.assessment.figures, *key).value:
            return self.without(key)
        return self._with({**self.changed, key: value})

    def step(self, key: FigureKey, count: int) -> "Scratch":
        """Some steps up or down from what is tried, filled in, or was last year's; stops where nothing may be typed."""
        figure = self.figure(key)
        known = (figure.tried, figure.present.value, figure.last.value)
        start = next((value for value in known if value is not None), Decimal(0))
        value = start + count * _step_size(figure.item, start)
        if figure.item.kind is ItemKind.YES_NO:
            value = min(Decimal(1), max(Decimal(0), value))
        return self if out_of_bounds(figure.item, value, "") else self.try_value(key, value)

    def without(self, key: FigureKey) -> "Scratch":
        """Back to what is filled in, for one figure."""
        return self._with({own: value for own, value in self.changed.items() if own != key})

    def cleared(self) -> "Scratch":
        """Back to what is filled in, for all."""
        return self._with({})

    def rebased(self, assessment: Assessment) -> "Scratch":
        """The same figures tried on a newer state; those that are filled in so by now are no change any more."""
        figures, known = assessment.figures, assessment.packs.catalogue.items
        kept = {
            key: value
            for key, value in self.changed.items()
            if key[0] in known and key[1].year == assessment.year and figure_at(figures, *key).value != value
        }
        return begin(assessment)._with(kept)

    def moved(self) -> tuple[tuple[IndicatorResult, IndicatorResult], ...]:
        """Every row whose value or points would differ, as it is and as it would be."""
        pairs = zip(self.before, self.card, strict=True)
        return tuple((old, new) for old, new in pairs if _seen(old) != _seen(new))

    def reach(self, goal: Goal) -> "Scratch | None":
        """The trial with the goal's figure where it has to be; None when that one figure cannot do it."""
        trial = Trial(self.card, self.assessment.packs.catalogue, self._trial().with_figures(self.changed))
        if goal.part:
            needed = trial.seek_value(goal.number, goal.part, goal.key, goal.wanted)
        elif goal.wanted < self.card.result(goal.number).entry.full:
            needed = trial.seek(goal.number, goal.key, goal.wanted)
        else:
            needed = trial.seek_full(goal.number, goal.key)
        found = None if needed is None else self.try_value(goal.key, needed)
        if found is None or (not goal.part and found.card.result(goal.number).points < goal.wanted):
            return None
        return found

    def read_goal(self, number: str, key: FigureKey, text: str, part: Part | None) -> Goal | Problem:
        """What a person typed as the wanted points (blank is full marks) or, with a `part`, as its wanted value."""
        if part is not None:
            ratio = _ONE_TO.fullmatch(normalise(text)) if part.as_ratio else None
            if ratio and Decimal(ratio[1]):
                with localcontext(PRECISION):
                    return Goal(number, key, 100 / Decimal(ratio[1]), part.key)
            value = read_number(text, part.unit, part.name)
            return value if isinstance(value, Problem) else Goal(number, key, value, part.key)
        full = self.card.result(number).entry.full
        points = read_number(text, "分", "得分") if text.strip() else full
        if isinstance(points, Problem):
            return points
        if not 0 <= points <= full:
            return Problem("trial_points_beyond", "得分", {"full": shown(full, decimal_places(full))})
        return Goal(number, key, points)

    def _trial(self) -> Trial:
        return Trial(self.before, self.assessment.packs.catalogue, self.assessment.figures)

    def _with(self, changed: Mapping[FigureKey, Decimal]) -> "Scratch":
        return replace(self, changed=changed, card=self._trial().whole(changed))


def begin(assessment: Assessment) -> Scratch:
    """Nothing tried yet."""
    return Scratch(assessment, assessment.scorecard)


def _seen(result: IndicatorResult) -> tuple[object, ...]:
    return result.points, result.status, tuple(part.value for part in result.parts)


def _step_size(item: Item, value: Decimal) -> Decimal:
    """A hundredth of the value as a power of ten, never finer than the item is shown; conditions and grades by 1."""
    finest = Decimal(1).scaleb(-item.decimals)
    return max(finest, Decimal(1).scaleb(value.adjusted() - 2)) if value else max(finest, Decimal(1))

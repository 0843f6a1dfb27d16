"""What if: how one raw figure would have to change to move a score, found by trying; nothing is ever written.

Rules are monotone in each figure within the plausible range, so the smallest change is found by doubling and halving.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.figures import Figure, FigureKey, Figures, FigureState, figure_at
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard, Status
from hqd_desktop.domain.scoring import score_indicator
from hqd_desktop.domain.values import Values

FARTHEST = 2  # a figure is tried down to zero and up to this many times its present value beyond itself
FROM_ZERO = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Stake:
    """The smallest change of one figure that earns `points` instead of what the row has now.

    `full` tells whether these are full marks; otherwise it is the first gain.
    """

    indicator: str
    key: FigureKey
    present: Decimal
    needed: Decimal
    points: Decimal
    gain: Decimal
    full: bool

    @property
    def change(self) -> Decimal:
        """Needed less present."""
        return self.needed - self.present


@dataclass(frozen=True, slots=True)
class Trial:
    """One scored year in which figures may be tried."""

    card: Scorecard
    catalogue: Catalogue
    figures: Figures

    def with_figures(self, changed: Mapping[FigureKey, Decimal]) -> Figures:
        """The figures with some of them changed."""
        tried = {key: Figure(FigureState.NUMBER, value) for key, value in changed.items()}
        return {**self.figures, **tried}

    def row(self, indicator: str, changed: Mapping[FigureKey, Decimal]) -> IndicatorResult:
        """The row as it would be."""
        values = Values(self.catalogue, self.with_figures(changed), self.card.year)
        found = self.card.result(indicator).indicator
        return score_indicator(found, self.card.ruleset, self.card.hospital, values)

    def seek(self, indicator: str, key: FigureKey, wanted: Decimal) -> Decimal | None:
        """The value nearest to the present one at which the row earns at least `wanted`; None when none is plausible.

        It has as many decimals as the item shows, and stays within what may be typed for the item at all.
        """
        item, present = self.catalogue[key[0]], figure_at(self.figures, *key).value
        if present is None or item.kind is ItemKind.TEXT:
            return None
        step = Decimal(1).scaleb(-max(item.decimals, decimal_places(present)))
        low, high = self._bounds(key, present)
        found = [self._along(indicator, key, wanted, present, step * sign, low, high) for sign in (1, -1)]
        reached = [value for value in found if value is not None]
        return min(reached, key=lambda value: abs(value - present), default=None)

    def _bounds(self, key: FigureKey, present: Decimal) -> tuple[Decimal, Decimal]:
        item = self.catalogue[key[0]]
        reach = abs(present) * FARTHEST or FROM_ZERO
        low, high = min(present, Decimal(0)), present + reach
        if item.kind is ItemKind.YES_NO:
            return Decimal(0), Decimal(1)
        return (
            low if item.minimum is None else max(low, item.minimum),
            high if item.maximum is None else min(high, item.maximum),
        )

    def _along(
        self,
        indicator: str,
        key: FigureKey,
        wanted: Decimal,
        present: Decimal,
        step: Decimal,
        low: Decimal,
        high: Decimal,
    ) -> Decimal | None:
        """The fewest steps in one direction that reach `wanted`."""

        def reaches(steps: int) -> bool:
            row = self.row(indicator, {key: present + step * steps})
            return row.status is Status.SCORED and row.points >= wanted

        most = int(((high if step > 0 else low) - present) / step)
        short, enough = 0, 1
        while enough < most and not reaches(enough):
            short, enough = enough, enough * 2
        enough = min(enough, most)
        if enough <= short or not reaches(enough):
            return None
        while enough - short > 1:
            middle = (short + enough) // 2
            short, enough = (short, middle) if reaches(middle) else (middle, enough)
        return present + step * enough


def stakes(trial: Trial, indicator: str) -> tuple[Stake, ...]:
    """What each raw figure of this year would have to be for the first gain and for full marks, least change first.

    Empty when the row has full marks, is not scored, or no plausible change of one figure alone moves it.
    """
    row = trial.card.result(indicator)
    if row.status is not Status.SCORED or row.points >= row.full:
        return ()
    unit = Decimal(1).scaleb(-trial.card.ruleset.places)
    found: list[Stake] = []
    for key in _raw_figures(row, trial.card.year):
        first = _stake(trial, row, key, row.points + unit)
        whole = _stake(trial, row, key, row.full) if first and not first.full else None
        found += [stake for stake in (first, whole) if stake]
    return tuple(sorted(found, key=_relative_change))


def _stake(trial: Trial, row: IndicatorResult, key: FigureKey, wanted: Decimal) -> Stake | None:
    """The smallest change of one figure that earns at least `wanted`."""
    number, needed = row.indicator.number, trial.seek(row.indicator.number, key, wanted)
    if needed is None:
        return None
    points = trial.row(number, {key: needed}).points
    present = figure_at(trial.figures, *key).value or Decimal(0)
    return Stake(number, key, present, needed, points, points - row.points, points >= row.full)


def _raw_figures(row: IndicatorResult, year: int) -> tuple[FigureKey, ...]:
    """The figures of this year that were typed for a row; derived ones stand for their parts."""
    used = [u for part in row.parts for u in part.used if not u.derived and u.value is not None]
    return tuple(dict.fromkeys(u.key for u in used if u.key[1].year == year))


def _relative_change(stake: Stake) -> tuple[bool, Decimal]:
    """Full marks after first gains, small changes before large ones."""
    return stake.full, abs(stake.change) / (abs(stake.present) or FROM_ZERO)

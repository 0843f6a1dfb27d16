"""分差: what is open and what is lost on each indicator, with the smallest change of each figure that would move it.

Facts for next year's work (来年改进), never advice to alter a figure. Pure and slow (tenths of a second): it runs off
the GUI thread, and `check` is called at every row and probe so that a newer state can end it and others get their turn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.goals import Goals
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.domain.stakes import Sought, Stake, stakes
from hqd_desktop.domain.whatif import Trial
from hqd_desktop.services.records import Assessment, Packs
from hqd_desktop.services.stopping import Check, go_on


@dataclass(frozen=True, slots=True)
class Gain:
    """What one figure could give one row: its first gain, and where it would be 达标; one of them may be None.

    `others` are the short names of the row's other figures of this year, `who` the department that owns the figure.
    """

    result: IndicatorResult
    item: Item
    who: str
    others: tuple[str, ...]
    first: Stake | None
    whole: Stake | None

    @property
    def main(self) -> Stake:
        """The one that is named first."""
        stake = self.whole or self.first
        assert stake is not None
        return stake

    @property
    def key(self) -> FigureKey:
        """The figure."""
        return self.main.key


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """All of one assessment (by its digest). `gains` are ranked: most points for the least relative change first."""

    digest: str
    open: tuple[IndicatorResult, ...]
    lost: tuple[IndicatorResult, ...]
    gains: tuple[Gain, ...]

    def of(self, number: str) -> tuple[Gain, ...]:
        """Those of one row, the best first."""
        return tuple(gain for gain in self.gains if gain.result.indicator.number == number)


Finder = Callable[[Assessment, Mapping[str, str], Check], Shortfalls]


class LastShortfalls:
    """Finds them once per state: window, preview, PDF and Word ask one after the other, on one thread at a time.

    Of a state that follows another, only the rows that read what has changed are searched.
    """

    def __init__(self) -> None:
        self._found: tuple[tuple[str, str], Shortfalls] | None = None
        self._of: tuple[Packs, Hospital, int, Goals] | None = None
        self._sought = Sought()

    def __call__(self, assessment: Assessment, departments: Mapping[str, str], check: Check = go_on) -> Shortfalls:
        """What is at stake, as find_shortfalls has it."""
        key = (assessment.digest, repr(sorted(departments.items())))
        if self._found is None or self._found[0] != key:
            one = (assessment.packs, assessment.hospital, assessment.year, assessment.scorecard.goals)
            if self._of is None or self._of[0] is not one[0] or self._of[1:] != one[1:]:
                self._of, self._sought = one, Sought()
            self._sought.turn()
            self._found = (key, find_shortfalls(assessment, departments, check, self._sought))
        return self._found[1]


def find_shortfalls(
    assessment: Assessment, departments: Mapping[str, str], check: Check = go_on, sought: Sought | None = None
) -> Shortfalls:
    """Rank everything that is at stake; `departments` are the hospital's own where they differ from the catalogue's."""
    card = assessment.scorecard
    trial = Trial(card, assessment.packs.catalogue, assessment.figures, check)
    gains: list[Gain] = []
    for result in card:
        check()
        gains += _gains(trial, result, departments, sought)
    gains.sort(key=lambda gain: (not gain.main.plain, -gain.main.worth))
    counted = [result for result in card if result.applicable and result.full]
    return Shortfalls(
        assessment.digest,
        tuple(sorted((r for r in counted if r.undetermined), key=lambda r: -r.undetermined)),
        tuple(sorted((r for r in counted if r.lost > 0), key=lambda r: -r.lost)),
        tuple(gains),
    )


def _gains(trial: Trial, result: IndicatorResult, departments: Mapping[str, str], sought: Sought | None) -> list[Gain]:
    by_figure: dict[FigureKey, list[Stake]] = {}
    for stake in stakes(trial, result.indicator.number, sought):
        if stake.net > 0:
            by_figure.setdefault(stake.key, []).append(stake)
    catalogue = trial.catalogue
    found = []
    for key, own in by_figure.items():
        item = catalogue[key[0]]
        used = [u for p in result.parts if p.reads(key) for u in p.used if not u.derived]
        beside = [u.key[0] for u in used if u.key[1].year == trial.card.year and u.key != key]
        others = tuple(dict.fromkeys(catalogue[other].short or catalogue[other].name for other in beside))
        first, whole = (next((s for s in own if s.full is full), None) for full in (False, True))
        found.append(Gain(result, item, departments.get(item.key, item.department), others, first, whole))
    return found

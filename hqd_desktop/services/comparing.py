"""Two years of one hospital side by side (年度对比): values, points, figures, and what was told otherwise later.

Pure: it takes two assessments as they were handed in and computes nothing but differences.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.checks import CheckKind
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, Figures, FigureState, figure_at, number
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.scheme import Indicator, Part
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult
from hqd_desktop.services.records import Assessment


@dataclass(frozen=True, slots=True)
class PointChange:
    """Points and full marks of a total, a 一级指标 or a row, in both years; None where there are none."""

    label: str
    earlier: Decimal | None
    later: Decimal | None
    earlier_full: Decimal | None
    later_full: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """Later less earlier."""
        return difference(self.earlier, self.later)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of the table in both years, with the points of its row beside its first value.

    `earlier` is what the earlier submission said; `as_last_year` what the later one says of that same year.
    `ruled_otherwise`: the row's text, its formula or its rule is not the same in both years.
    """

    indicator: Indicator
    part: Part
    earlier: Decimal | None
    later: Decimal | None
    as_last_year: Decimal | None
    points: PointChange | None
    ruled_otherwise: bool = False

    @property
    def change(self) -> Decimal | None:
        """Later less earlier, in the value's own unit."""
        return difference(self.earlier, self.later)

    @property
    def told_otherwise(self) -> bool:
        """Whether the later submission gives the earlier year another value."""
        known = self.earlier is not None and self.as_last_year is not None
        return known and self.earlier != self.as_last_year


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure: of the earlier and of the later year, or of one year in the earlier and the later submission.

    `period` is that of `later`.
    """

    item: Item
    period: Period
    earlier: Figure
    later: Figure

    @property
    def change(self) -> Decimal | None:
        """Later less earlier."""
        return difference(self.earlier.value, self.later.value)

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of the earlier amount; None where that is 0 or unknown."""
        if self.change is None or not self.earlier.value:
            return None
        return self.change / abs(self.earlier.value) * 100


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it. `values` is empty where the two years were scored by different tables."""

    earlier: Assessment
    later: Assessment
    totals: tuple[PointChange, ...]
    groups: tuple[PointChange, ...]
    values: tuple[ValueChange, ...]
    figures: tuple[FigureChange, ...]
    restated: tuple[FigureChange, ...]

    @property
    def same_rules(self) -> bool:
        """Whether points of both years mean the same: one table and one rule set."""
        names = ("scheme", "ruleset")
        digests = (self.earlier.packs.digests, self.later.packs.digests)
        return all(digests[0][name] == digests[1][name] for name in names)

    @property
    def same_ground(self) -> bool:
        """Whether a higher total is a better one: the same rules, and neither year's total is still open (暂得分)."""
        return self.same_rules and not (self.earlier.scorecard.provisional or self.later.scorecard.provisional)


def difference(earlier: Decimal | None, later: Decimal | None) -> Decimal | None:
    """Later less earlier, None where one is unknown."""
    return None if earlier is None or later is None else later - earlier


def compare(earlier: Assessment, later: Assessment) -> Comparison:
    """Put two assessments side by side; they may lie more than a year apart, or be two submissions of one year.

    `restated` are the figures of the earlier year that the later submission tells otherwise, or declares as 上年调整数;
    of two submissions of one year `figures` says it already.
    """
    same_table = earlier.packs.scheme.id == later.packs.scheme.id
    return Comparison(
        earlier,
        later,
        totals=_totals(earlier, later),
        groups=tuple(_groups(earlier, later)) if same_table else (),
        values=tuple(_values(earlier, later)) if same_table else (),
        figures=tuple(_figures(earlier, later)),
        restated=tuple(_restated(earlier, later)) if earlier.year != later.year else (),
    )


def compare_in_order(first: Assessment, second: Assessment) -> Comparison:
    """The one of the earlier year is the earlier one; of the same year, the first."""
    earlier, later = sorted((first, second), key=lambda one: one.year)
    return compare(earlier, later)


def _totals(earlier: Assessment, later: Assessment) -> tuple[PointChange, ...]:
    first, second = earlier.scorecard, later.scorecard
    hundred = Decimal(100)
    return (
        PointChange("结果", first.total, second.total, hundred, hundred),
        PointChange("基础分", first.points, second.points, first.full, second.full),
        PointChange("加分", first.bonus, second.bonus, first.ruleset.bonus_cap, second.ruleset.bonus_cap),
        PointChange("未定", first.undetermined, second.undetermined, None, None),
    )


def _groups(earlier: Assessment, later: Assessment) -> Iterator[PointChange]:
    before = {group.group.key: group for group in earlier.scorecard.groups}
    for group in later.scorecard.groups:
        old = before.get(group.group.key)
        if group.full or (old is not None and old.full):
            points, full = (old.points, old.full) if old is not None else (None, None)
            yield PointChange(group.group.short, points, group.points, full, group.full)


def _values(earlier: Assessment, later: Assessment) -> Iterator[ValueChange]:
    """Every value of a row that applied in one of the years, in the order of the later table."""
    before = {result.indicator.number: result for result in earlier.scorecard}
    apart = later.year - earlier.year
    for result in later.scorecard:
        old = before.get(result.indicator.number)
        if not result.applicable and (old is None or not old.applicable):
            continue
        points = _row_points(old, result)
        otherwise = old is not None and (old.indicator, old.entry) != (result.indicator, result.entry)
        for part in result.parts:
            was = _part(old, part.part.key)
            last = part.last if apart == 1 else None
            before_value = was.value if was else None
            yield ValueChange(result.indicator, part.part, before_value, part.value, last, points, otherwise)
            points = None


def _part(result: IndicatorResult | None, key: str) -> PartResult | None:
    return next((part for part in result.parts if part.part.key == key), None) if result else None


def _row_points(old: IndicatorResult | None, new: IndicatorResult) -> PointChange | None:
    was = old if old is not None and (old.full or old.bonus) else None
    now = new if new.full or new.bonus else None
    if was is None and now is None:
        return None
    return PointChange(
        new.indicator.label,
        was.points if was else None,
        now.points if now else None,
        was.full if was else None,
        now.full if now else None,
    )


def _periods(item: Item, year: int) -> Sequence[Period]:
    return quarters(year) if item.quarterly else (Period(year),)


def _figures(earlier: Assessment, later: Assessment) -> Iterator[FigureChange]:
    """Every figure that was given for one of the two years."""
    for item in later.packs.catalogue:
        pairs = zip(_periods(item, earlier.year), _periods(item, later.year), strict=True)
        for before, period in pairs:
            old, new = figure_at(earlier.figures, item.key, before), figure_at(later.figures, item.key, period)
            if old.state is not FigureState.BLANK or new.state is not FigureState.BLANK:
                yield FigureChange(item, period, old, new)


def _restated(earlier: Assessment, later: Assessment) -> Iterator[FigureChange]:
    declared = _declared(later)
    for item in later.packs.catalogue:
        for period in _periods(item, earlier.year):
            key = (item.key, period)
            if key in declared:
                yield declared[key]
                continue
            if not _given(earlier.figures, key) or not _given(later.figures, key):
                continue
            old, new = earlier.figures[key], later.figures[key]
            if (old.state, old.value, old.text) != (new.state, new.value, new.text):
                yield FigureChange(item, period, old, new)


def _declared(later: Assessment) -> Mapping[FigureKey, FigureChange]:
    """What the later year's guard found beside the locked value, which is the one that its score was made with."""
    return {
        (key := check.items[0]): FigureChange(
            later.packs.catalogue[key[0]], key[1], number(check.right), number(check.left, check.explanation)
        )
        for check in later.checks
        if check.kind is CheckKind.RESTATED and check.left is not None and check.right is not None
    }


def _given(figures: Figures, key: FigureKey) -> bool:
    return figures.get(key, BLANK).state is not FigureState.BLANK

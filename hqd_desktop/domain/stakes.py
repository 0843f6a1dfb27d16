"""Points at stake: the smallest plausible change of each raw figure that moves a row's points, and what it is worth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from hqd_desktop.domain.expression import Binary, Call, ItemValue, Negative, Node
from hqd_desktop.domain.figures import FigureKey, figure_at
from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, round_half_up
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Status
from hqd_desktop.domain.values import Values
from hqd_desktop.domain.whatif import Trial, read_by

ONE_STEP = Decimal("0.1")  # a condition or a grade has no size: one step counts as a change by a tenth
PEOPLE, GRADE = frozenset({"人", "名"}), "级"


@dataclass(frozen=True, slots=True)
class Stake:
    """The smallest change of one figure that earns `points` instead of what the row has now.

    `full` tells whether every value of the row that reads the figure has full marks then, unrounded (达标); otherwise
    it is the first gain. `net` is the change of the points of all rows, as others may read the figure too;
    `total` the 结果 it would give. `plain` tells whether a hospital would put it this way: not fewer people, nor a
    greater whole only to make a share smaller.
    """

    indicator: str
    key: FigureKey
    present: Decimal
    needed: Decimal
    points: Decimal
    gain: Decimal
    full: bool
    net: Decimal
    total: Decimal | None
    effort: Decimal
    plain: bool

    @property
    def change(self) -> Decimal:
        """Needed less present."""
        return self.needed - self.present

    @property
    def worth(self) -> Decimal:
        """Points of all rows for a relative change of 1, by which stakes are ranked."""
        with localcontext(PRECISION):
            return self.net / self.effort


@dataclass(slots=True)
class Sought:
    """What searches came to, by all that they read: a later state of the same year seeks only what reads a change.

    Whoever keeps it calls `turn` before each round, and begins anew with another table, rule set, hospital or goal.
    """

    _before: dict[tuple[object, ...], Decimal | None] = field(default_factory=dict)
    _now: dict[tuple[object, ...], Decimal | None] = field(default_factory=dict)

    def turn(self) -> None:
        """Another round: what the one before last came to is let go of."""
        self._before, self._now = self._now, {}

    def recall(self, read: tuple[object, ...], seek: Callable[[], Decimal | None]) -> Decimal | None:
        """What was found for that, or what is found now."""
        found = self._now[read] = self._before[read] if read in self._before else seek()
        return found


def stakes(trial: Trial, indicator: str, sought: Sought | None = None) -> tuple[Stake, ...]:
    """What each raw figure of this year would have to be for the first gain and for the most that it can give.

    First gains before the most, plain ones first, small changes before large. Empty when the row has lost nothing, is
    not scored, or no plausible change of one figure alone moves it.
    """
    sought = sought or Sought()
    row = trial.card.result(indicator)
    if row.status not in (Status.SCORED, Status.MISSING) or row.lost <= 0:
        return ()
    unit = Decimal(1).scaleb(-trial.card.ruleset.places)
    found: list[Stake] = []
    given = _given(trial, row)
    for key in raw_figures(row, trial.card.year):
        most = _most(trial, row, key)
        if most > row.points:
            probe, wanted = trial.probe(indicator, key), row.points + unit
            first = _stake(trial, row, key, sought.recall((key, wanted, given), lambda: probe.seek(wanted)))  # noqa: B023
            whole = first and _stake(trial, row, key, sought.recall((key, None, given), probe.seek_full))
            found += [first] if first and (whole is None or first.points < most) else []
            found += [whole] if whole else []
    return tuple(sorted(found, key=lambda stake: (stake.full, not stake.plain, stake.effort)))


def _given(trial: Trial, row: IndicatorResult) -> tuple[object, ...]:
    """Which row it is, and every figure that it may read: of this year, of last, and of the one that last reads."""
    values = Values(trial.catalogue, trial.figures, trial.card.year)
    read = ((item, back, values.figure(item, back)) for item in sorted(read_by(row.indicator, trial.catalogue))
            for back in (0, 1, 2))  # fmt: skip
    return row.indicator.number, *((item, back, figure.state, figure.value) for item, back, figure in read)


def raw_figures(row: IndicatorResult, year: int) -> tuple[FigureKey, ...]:
    """The figures of this year that were typed for a row; derived ones stand for their parts."""
    used = [u for part in row.parts for u in part.used if not u.derived and u.value is not None]
    return tuple(dict.fromkeys(u.key for u in used if u.key[1].year == year))


def _most(trial: Trial, row: IndicatorResult, key: FigureKey) -> Decimal:
    """The row's points if every value that reads the figure had full marks."""
    active = [part for part in row.parts if part.status is not Status.NOT_APPLICABLE]
    with localcontext(PRECISION):
        scale = row.entry.full / (sum((part.full for part in active), Decimal(0)) or 1)
        points = sum((part.full if _scored(part, key) else part.points for part in active), Decimal(0))
        return round_half_up(points * scale, trial.card.ruleset.places)


def _scored(part: PartResult, key: FigureKey) -> bool:
    return part.status is Status.SCORED and part.reads(key)


def _stake(trial: Trial, row: IndicatorResult, key: FigureKey, needed: Decimal | None) -> Stake | None:
    """What a figure would give if it were `needed`."""
    if needed is None:
        return None
    card, item = trial.whole({key: needed}), trial.catalogue[key[0]]
    then = card.result(row.indicator.number)
    net = card.points + card.bonus - trial.card.points - trial.card.bonus
    full = all(part.points >= part.full for part in then.parts if _scored(part, key))
    present = figure_at(trial.figures, *key).value or Decimal(0)
    effort, up = _effort(item, present, needed), needed > present
    return Stake(
        row.indicator.number, key, present, needed, then.points, then.points - row.points, full, net, card.total,
        effort, net > 0 and _is_plain(row, item, up, trial.catalogue),
    )  # fmt: skip


def _effort(item: Item, present: Decimal, needed: Decimal) -> Decimal:
    """The relative change; from zero it counts as doubling."""
    change = abs(needed - present)
    if item.kind is ItemKind.YES_NO or item.unit == GRADE:
        return change * ONE_STEP
    with localcontext(PRECISION):
        return change / abs(present) if present else Decimal(1)


def _is_plain(row: IndicatorResult, item: Item, up: bool, catalogue: Catalogue) -> bool:
    formulas = [part.part.formula for part in row.parts if part.part.formula]
    places = {below for formula in formulas for key, below in _places(formula.root, catalogue) if key == item.key}
    people = item.unit in PEOPLE
    if places == {True}:
        return people and up
    return up or not people


def _places(node: Node, catalogue: Catalogue, below: bool = False) -> Iterator[tuple[str, bool]]:
    """Every item of this year in a formula and in the formulas of its derived items, and whether it divides."""
    match node:
        case ItemValue():
            if node.back:
                return
            yield node.key, below
            formula = catalogue.formulas.get(node.key)
            if formula is not None:
                yield from _places(formula.root, catalogue, below)
        case Negative():
            yield from _places(node.inner, catalogue, below)
        case Binary():
            yield from _places(node.left, catalogue, below)
            yield from _places(node.right, catalogue, below != (node.op == "÷"))
        case Call():
            for argument in node.arguments:
                yield from _places(argument, catalogue, below)

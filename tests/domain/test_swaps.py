"""Blank, 0, 不适用 and a zero denominator in the place of every required figure, for every class of hospital."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

import pytest

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, not_applicable, number
from hqd_desktop.domain.hospital import LEVELS, TYPES
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.proof import proof_of
from hqd_desktop.domain.scheme import NotApplicable
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Reason, Scorecard, Status
from hqd_desktop.domain.scoring import score
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of
from tests.fakes.shipped_packs import shipped_packs

# Classes with the same rows are scored alike (tested below), so one of each stands for all.
CLASSES = [("三级", "中医"), ("三级", "综合"), ("二级", "综合")]
WAIVED = not_applicable("停业改造")


@cache
def base(level: str, kind: str) -> Scorecard:
    return score_with(level, kind, {})


def score_with(level: str, kind: str, swapped: dict[FigureKey, Figure]) -> Scorecard:
    packs = shipped_packs()
    figures = complete_figures() | swapped
    card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital_of(level, kind), YEAR, figures)
    assert_adds_up(card)
    return card


def assert_adds_up(card: Scorecard) -> None:
    """What holds for every scorecard whatever its figures: printed columns add up, nothing is out of bounds."""
    counted = [result for result in card if not result.bonus]
    assert card.points == sum(result.points for result in counted) == sum(group.points for group in card.groups)
    assert card.full == sum(result.full for result in counted) == sum(group.full for group in card.groups)
    assert card.undetermined == sum(result.undetermined for result in counted)
    assert card.undetermined == sum(group.undetermined for group in card.groups)
    assert card.bonus == min(4, sum(result.points for result in card if result.bonus))
    assert card.points + card.undetermined + card.lost == card.full
    for result in card:
        assert result.points == round_half_up(result.points, 2)
        assert result.points >= 0
        assert result.bonus or result.points + result.undetermined <= result.full
        assert result.lost >= 0 or result.bonus
        if result.status in (Status.REGION, Status.NOT_APPLICABLE):
            assert (result.points, result.full, result.undetermined) == (0, 0, 0)
        if result.status is Status.NOT_COMPUTABLE:
            assert result.full == result.entry.full
    if card.full:
        total = min(Decimal(100), (card.points + card.bonus) / card.full * 100)
        assert card.total == round_half_up(total, 2)
        assert card.total_unadjusted is not None
        assert card.total_unadjusted <= card.total
    assert card.provisional == bool(card.missing or card.undetermined)


def read_by(result: IndicatorResult) -> Iterator[set[FigureKey]]:
    """The plain figures behind each value of a row."""
    for part in result.parts:
        yield {used.key for used in part.used if not used.derived}


def required(card: Scorecard) -> list[FigureKey]:
    """Every figure that the rows of a class read, and every quarter that they report."""
    keys = {key for result in card if result.applicable for keys in read_by(result) for key in keys}
    for result in card:
        if result.applicable and result.indicator.quarterly:
            keys |= {(item, quarter) for item in result.indicator.reported for quarter in quarters(YEAR)}
    return sorted(keys)


def scored(part: PartResult) -> tuple[object, ...]:
    """What of a value counts; last year's is shown even where no rule looks at it."""
    return part.status, part.reason, part.value, part.points, part.full, part.missing, part.working


def each_figure(check: Callable[[str, str, FigureKey], None], level: str, kind: str) -> None:
    """Run a check for every required figure of a class; pytest shows which one failed."""
    keys = required(base(level, kind))
    assert len(keys) > 60
    for key in keys:
        check(level, kind, key)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", TYPES)
def test_a_complete_hospital_of_every_class(level: str, kind: str) -> None:
    """Nothing is missing, and classes with the same rows score alike."""
    card = base(level, kind)
    like = base("三级" if level == "三级" else "二级", "中医" if level == "三级" and card.full == 100 else "综合")
    assert card.missing == ()
    assert card.undetermined == 0
    assert (card.points, card.full, card.total, card.results) == (like.points, like.full, like.total, like.results)
    assert card.full == {17: 64, 24: 88, 27: 100}[len(card.scheme.applicable(card.hospital))]


@pytest.mark.parametrize(("level", "kind"), CLASSES)
def test_blank_zero_and_not_applicable_in_turn(level: str, kind: str) -> None:
    """Every required figure of the class, three times."""
    each_figure(assert_blank_is_missing, level, kind)
    each_figure(assert_not_applicable_leaves_or_is_refused, level, kind)
    each_figure(assert_zero_is_a_number, level, kind)


def assert_blank_is_missing(level: str, kind: str, key: FigureKey) -> None:
    """It is listed, its share stays open, and nothing else moves."""
    before, card = base(level, kind), score_with(level, kind, {key: BLANK})
    assert key in card.missing
    assert card.provisional
    assert card.full == before.full
    for old, new in zip(before, card, strict=True):
        for old_part, new_part, keys in zip(old.parts, new.parts, read_by(old), strict=True):
            if new.applicable and key in keys:
                assert (new_part.status, new_part.reason) == (Status.MISSING, Reason.FIGURES_MISSING)
                assert new_part.missing == (key,)
                assert new_part.points == 0
            elif new.applicable:
                assert scored(new_part) == scored(old_part)
        assert new.applicable == old.applicable
        open_parts = [part for part in new.parts if part.status is Status.MISSING]
        if not open_parts:
            assert (new.status, new.points, new.undetermined) == (old.status, old.points, old.undetermined)
        else:
            assert new.status is Status.MISSING
            assert new.undetermined == (0 if new.bonus else sum(part.full for part in open_parts))
        if new.applicable:
            reported = new.indicator.quarterly and key[0] in new.indicator.reported
            assert (key in new.missing) == bool(open_parts or reported)


def assert_not_applicable_leaves_or_is_refused(level: str, kind: str, key: FigureKey) -> None:
    """Where the pack allows it, it leaves the full marks; last year's is 无上年; anywhere else it is refused."""
    before, card = base(level, kind), score_with(level, kind, {key: WAIVED})
    assert key not in card.missing
    last_year = key[1].year < YEAR
    for old, new in zip(before, card, strict=True):
        touched = [new.applicable and key in keys for keys in read_by(old)]
        allowed = new.indicator.not_applicable is not NotApplicable.NEVER
        for old_part, new_part, hit in zip(old.parts, new.parts, touched, strict=True):
            if not new.applicable:
                assert not hit
            elif not hit:
                assert scored(new_part) == scored(old_part)
            elif last_year:
                assert (new_part.status, new_part.reason) == (Status.NOT_APPLICABLE, Reason.NO_LAST_YEAR)
            elif allowed:
                assert (new_part.status, new_part.reason) == (Status.NOT_APPLICABLE, Reason.DECLARED)
            else:
                assert (new_part.status, new_part.reason) == (Status.MISSING, Reason.NOT_ALLOWED)
        if not any(touched):
            assert (new.status, new.points, new.full) == (old.status, old.points, old.full)
        elif not (last_year or allowed):
            assert (new.status, new.full, new.undetermined) == (Status.MISSING, old.full, old.full - open_share(new))
        elif all(touched):
            assert (new.status, new.points, new.full) == (Status.NOT_APPLICABLE, 0, 0)
        else:
            carrying = [part for part in new.parts if part.status is not Status.NOT_APPLICABLE]
            points = sum(part.points for part in carrying) * old.full / sum(part.full for part in carrying)
            assert (new.points, new.full) == (round_half_up(points, 2), old.full)
    declared = sum(r.entry.full for r in card if r.reason is Reason.DECLARED and not r.full)
    if declared:
        whole = round_half_up(min(Decimal(100), (card.points + card.bonus) / (card.full + declared) * 100), 2)
        assert card.total_unadjusted == whole
    else:
        assert card.total_unadjusted == card.total


def open_share(result: IndicatorResult) -> Decimal:
    """What of a row's full marks is not open."""
    return sum((part.full for part in result.parts if part.status is not Status.MISSING), Decimal(0))


def assert_zero_is_a_number(level: str, kind: str, key: FigureKey) -> None:
    """Nothing becomes missing or leaves the full marks; what cannot be divided is 不可计算, and proofs are written."""
    if shipped_packs().catalogue[key[0]].kind.value == "text":
        return
    before, card = base(level, kind), score_with(level, kind, {key: number(0)})
    assert card.missing == ()
    assert card.full == before.full
    assert card.undetermined == 0
    for old, new in zip(before, card, strict=True):
        if not any(key in keys for keys in read_by(old)):
            assert (new.status, new.points) == (old.status, old.points)
        assert new.status in (old.status, Status.NOT_COMPUTABLE)
        if new.status is not old.status:
            figures = complete_figures() | {key: number(0)}
            proof = proof_of(new, card, shipped_packs().catalogue, figures)
            assert new.reason is Reason.ZERO_DENOMINATOR
            assert proof.text()


DENOMINATORS = {
    ("discharges", 0): {"6", "15", "16", "18", "21"},
    ("physicians", 0): {"10"},
    ("analysed_cases", 0): {"12"},
    ("discharge_surgeries", 0): {"13"},
    ("health_technicians", 0): {"14"},
    ("total_outpatient_visits", 0): {"15"},
    ("total_expense", 0): {"20", "27"},
    ("outpatient_emergency_visits", 0): {"21"},
    ("medical_income", 0): {"24", "30", "31"},
    ("insured_inpatients", 0): {"25"},
    ("average_employees", 0): {"28"},
    ("wage_income_total", 0): {"28"},
    ("registered_nurses", 0): {"29"},
    ("outpatient_emergency_income", 1): {"21"},
    ("outpatient_emergency_visits", 1): {"21"},
    ("discharge_cost_total", 1): {"21"},
    ("discharges", 1): {"6", "15", "16", "18", "21"},
    ("total_expense", 1): {"20"},
}


@pytest.mark.parametrize(("key", "rows"), DENOMINATORS.items(), ids=[f"{item}-{back}" for item, back in DENOMINATORS])
def test_every_denominator(key: tuple[str, int], rows: set[str]) -> None:
    """A zero in it is 不可计算: no points from it, full marks stay, and no other row is touched."""
    item, back = key
    card = score_with("三级", "中医", {(item, Period(YEAR - back)): number(0)})
    assert {result.indicator.number for result in card if result.status is Status.NOT_COMPUTABLE} == rows
    for number_ in rows:
        result = card.result(number_)
        broken = [part for part in result.parts if part.status is Status.NOT_COMPUTABLE]
        assert broken
        assert all(part.points == 0 for part in broken)
        assert result.full == result.entry.full
        assert result.undetermined == 0


def test_every_figure_blank_at_once() -> None:
    """A new hospital: no points, everything open, everything listed, no total but zero."""
    packs = shipped_packs()
    card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital_of(), YEAR, {})
    assert_adds_up(card)
    assert (card.points, card.full, card.undetermined, card.total, card.lost) == (0, 100, 100, 0, 0)
    assert set(required(base("三级", "中医"))) == set(card.missing)


@pytest.mark.parametrize(("figure", "status"), [(WAIVED, Status.NOT_APPLICABLE), (number(0), Status.NOT_COMPUTABLE)])
def test_every_figure_the_same_at_once(figure: Figure, status: Status) -> None:
    """Everything 不适用 or everything 0: never an exception."""
    swapped = dict.fromkeys(required(base("三级", "中医")), figure)
    card = score_with("三级", "中医", swapped)
    assert card.result("13").status is status
    if figure is WAIVED:
        assert card.result("6").reason is Reason.NOT_ALLOWED
        assert card.total == 0

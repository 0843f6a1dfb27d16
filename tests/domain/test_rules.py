"""Rules against fixed marks: at, just below and just above each limit; a better value never earns less."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.rule_base import Case, close, says, seen, share
from hqd_desktop.domain.rules import Bands, Checklist, Ladder, Monitor, Range, Rated, Threshold

D = Decimal
values = st.decimals(-200, 200, places=4)
fulls = st.sampled_from([D("1"), D("2"), D("4"), D("0.5")])


def case(
    value: str | Decimal,
    last: str | None = None,
    unit: str = "%",
    level: str = "三级",
    conditions: tuple[tuple[str, bool], ...] = (),
) -> Case:
    return Case(D(value), None if last is None else D(last), unit, 2, level, conditions)


def test_monitor_never_earns() -> None:
    """And asks for nothing."""
    rule = Monitor()
    assert rule.award(case("100")).points == 0
    assert (rule.full, rule.needs_last_year) == (0, False)
    assert rule.sentence("%") == "监测，不计分。"
    assert rule.award(case("1")).working == "监测，不计分"


AT_LEAST = {"full": D(4), "at_least": True, "limit": D(10)}
AT_MOST = {"full": D(4), "at_least": False, "limit": D(10)}


@pytest.mark.parametrize(
    ("rule", "value", "points"),
    [
        (Threshold(**AT_LEAST), "10", "4"),
        (Threshold(**AT_LEAST), "9.9999", "0"),
        (Threshold(**AT_LEAST), "10.0001", "4"),
        (Threshold(**AT_MOST), "10", "4"),
        (Threshold(**AT_MOST), "10.0001", "0"),
        (Threshold(**AT_MOST), "-3", "4"),
        (Threshold(**AT_LEAST, otherwise="proportion"), "5", "2"),
        (Threshold(**AT_LEAST, otherwise="proportion"), "0", "0"),
        (Threshold(**AT_LEAST, otherwise="proportion"), "-5", "0"),
        (Threshold(**AT_MOST, otherwise="proportion"), "20", "2"),
        (Threshold(**AT_MOST, otherwise="proportion"), "10.0000000000001", "4"),
        (Threshold(D(4), False, D(0), "proportion"), "1", "0"),
        (Threshold(D(4), True, D(0), "proportion"), "-1", "0"),
        (Threshold(D(4), False, D(-5), "proportion"), "-3", "0"),
        (Threshold(D(4), True, D(-5), "proportion"), "-10", "0"),
        (Threshold(**AT_LEAST, otherwise="steps", step=D(2), per_step=D("0.5")), "9.99", "3.5"),
        (Threshold(**AT_LEAST, otherwise="steps", step=D(2), per_step=D("0.5")), "8", "3.5"),
        (Threshold(**AT_LEAST, otherwise="steps", step=D(2), per_step=D("0.5")), "7.99", "3"),
        (Threshold(**AT_LEAST, otherwise="steps", step=D(2), per_step=D("0.5")), "-90", "0"),
        (Threshold(**AT_MOST, otherwise="steps", step=D("0.3"), per_step=D(1)), "10.6", "2"),
        (Threshold(**AT_MOST, otherwise="steps", step=D("0.3"), per_step=D(1)), "10.61", "1"),
        (Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)), "10", "4"),
        (Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)), "12.5", "3"),
        (Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)), "19.5", "0.2"),
        (Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)), "20", "0"),
        (Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)), "21", "0"),
        (Threshold(**AT_LEAST, otherwise="linear", zero_at=D(0)), "2.5", "1"),
        (Threshold(**AT_LEAST, otherwise="linear", zero_at=D(0)), "0", "0"),
        (Threshold(**AT_LEAST, otherwise="linear", zero_at=D(0)), "-1", "0"),
    ],
)
def test_threshold(rule: Threshold, value: str, points: str) -> None:
    """Full at the limit; otherwise as the kind says, a started step counting as a whole one."""
    assert rule.award(case(value)).points == D(points)


def test_twelve_places_decide() -> None:
    """A thirteenth digit is a remnant of a division; a twelfth is a difference."""
    rule = Threshold(D(4), True, D(10))
    assert rule.award(case("9.9999999999999")).points == 4
    assert rule.award(case("9.9999999999995")).points == 4
    assert rule.award(case("9.9999999999994")).points == 0
    assert rule.award(case("9.999999999999")).points == 0
    upper = Threshold(D(4), False, D(10))
    assert upper.award(case("10.0000000000004")).points == 4
    assert upper.award(case("10.0000000000005")).points == 0


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Threshold(**AT_LEAST), "不低于 10% 的得满分 4 分；未达到的得 0 分。"),
        (Threshold(**AT_LEAST, otherwise="proportion"), "不低于 10% 的得满分 4 分；不足时按实际值 ÷ 10% 折算。"),
        (Threshold(**AT_MOST, otherwise="proportion"), "不高于 10% 的得满分 4 分；超出时按 10% ÷ 实际值折算。"),
        (
            Threshold(**AT_MOST, otherwise="steps", step=D(2), per_step=D(1)),
            "不高于 10% 的得满分 4 分；每差 2 个百分点（不足按一档计）减 1 分，最低 0 分。",
        ),
        (
            Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)),
            "不高于 10% 的得满分 4 分；由此到 20% 按直线减到 0 分。",
        ),
        (Range(D(4), D(1), D(2)), "不低于 1% 且不高于 2% 为合理区间，区间内得 4 分，区间外 0 分。"),
        (Range(D(4), None, D(2)), "不高于 2% 为合理区间，区间内得 4 分，区间外 0 分。"),
        (Range(D(4), D(1), None), "不低于 1% 为合理区间，区间内得 4 分，区间外 0 分。"),
        (Bands(D(4), ((D(1), D(2)), (D(3), D(4)))), "分档：≥ 3% 得 4 分；≥ 1% 得 2 分；更低 0 分。"),
        (Ladder(D(4), ((("三级",), D(4), D(4)),)), "三级达 4% 得 4 分；未达到 0 分。"),
        (Checklist(D(4)), "各项条件分值相同，合计 4 分，达到几项得几项的分。"),
        (Rated(D(4)), "由审核人在 0 到 4 分之间评定，须写明理由并附佐证。"),
    ],
)
def test_each_rule_in_words(rule: object, words: str) -> None:
    """As printed."""
    assert rule.sentence("%") == words  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rule", "value", "working"),
    [
        (Threshold(**AT_LEAST), "10", "10.00 ≥ 10，得满分 4"),
        (Threshold(**AT_MOST), "9.5", "9.50 ≤ 10，得满分 4"),
        (Threshold(**AT_LEAST), "9.5", "9.50 未达到 10，得 0"),
        (Threshold(**AT_LEAST, otherwise="proportion"), "5", "4 × 5.00 ÷ 10.00"),
        (Threshold(**AT_MOST, otherwise="proportion"), "20", "4 × 10.00 ÷ 20.00"),
        (Threshold(**AT_LEAST, otherwise="steps", step=D(2), per_step=D(1)), "7", "4 − 2 × 1，最低 0"),
        (Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)), "15", "4 × （20 与 15.00 之差）÷ 10"),
        (Threshold(**AT_MOST, otherwise="linear", zero_at=D(20)), "25", "25.00 已到或超过 20，得 0"),
    ],
)
def test_workings(rule: Threshold, value: str, working: str) -> None:
    """What is printed as the way to the points."""
    assert rule.award(case(value)).working == working


@pytest.mark.parametrize(
    ("low", "high", "value", "points"),
    [
        ("30", "40", "30", 4),
        ("30", "40", "40", 4),
        ("30", "40", "29.999999999999", 0),
        ("30", "40", "40.000000000001", 0),
        ("30", "40", "35", 4),
        (None, "40", "-100", 4),
        (None, "40", "41", 0),
        ("30", None, "1000", 4),
        ("30", None, "29", 0),
    ],
)
def test_range(low: str | None, high: str | None, value: str, points: int) -> None:
    """Limits belong to the range; either side may be open."""
    rule = Range(D(4), None if low is None else D(low), None if high is None else D(high))
    award = rule.award(case(value))
    assert award.points == points
    assert award.working.endswith("得满分" if points else "得 0")


@pytest.mark.parametrize(
    ("value", "points"),
    [("9.99", "0"), ("10", "1"), ("19.999999999999", "1"), ("19.9999999999999", "3"), ("20", "3"), ("99", "3")],
)
def test_bands(value: str, points: str) -> None:
    """A bound belongs to the band above it, in whatever order the bands stand."""
    rule = Bands(D(3), ((D(20), D(3)), (D(10), D(1))))
    assert rule.award(case(value)).points == D(points)


def test_bands_tell_their_way() -> None:
    """With the band that was reached."""
    rule = Bands(D(3), ((D(20), D(3)), (D(10), D(1))))
    assert rule.award(case("12")).working == "12.00 ≥ 10，该档 1 分"
    assert rule.award(case("2")).working == "2.00 低于各档，得 0"


LADDER = Ladder(D(4), ((("三级",), D(4), D(4)), (("三级",), D(3), D(2)), (("二级", "一级"), D(3), D(4))))


@pytest.mark.parametrize(
    ("level", "value", "points"),
    [
        ("三级", "4", 4), ("三级", "5", 4), ("三级", "3", 2), ("三级", "2", 0),
        ("二级", "3", 4), ("二级", "2", 0), ("一级", "3", 4), ("未定级", "8", 0),
    ],
)  # fmt: skip
def test_ladder(level: str, value: str, points: int) -> None:
    """Each hospital level has steps of its own; one without steps earns nothing."""
    assert LADDER.award(case(value, unit="级", level=level)).points == points


def test_ladder_words() -> None:
    """The lowest step that was missed is named; steps without a level are everybody's."""
    assert LADDER.award(case("2", unit="级")).working == "2.00，未到 3 级，得 0"
    assert LADDER.award(case("2", unit="级", level="未定级")).working == "2.00，得 0"
    assert LADDER.award(case("4", unit="级")).working == "4.00 ≥ 4，得 4"
    assert Ladder(D(2), (((), D(1), D(2)),)).award(case("1", level="未定级")).points == 2


@pytest.mark.parametrize(("met", "points"), [(0, "0"), (1, "1"), (2, "2"), (4, "4")])
def test_checklist(met: int, points: str) -> None:
    """Equal shares."""
    conditions = tuple((f"c{place}", place < met) for place in range(4))
    award = Checklist(D(4)).award(case("0", conditions=conditions))
    assert award.points == D(points)
    assert award.working == f"4 × {met} ÷ 4"


def test_checklist_of_thirds_and_of_nothing() -> None:
    """Unrounded; no conditions, no points."""
    conditions = (("a", True), ("b", False), ("c", False))
    assert round(Checklist(D(4)).award(case("1", conditions=conditions)).points, 6) == D("1.333333")
    assert Checklist(D(4)).award(case("1")).points == 0


@pytest.mark.parametrize(("value", "points"), [("-1", "0"), ("0", "0"), ("2.5", "2.5"), ("4", "4"), ("9", "4")])
def test_rated(value: str, points: str) -> None:
    """The value is the points, within 0 and full."""
    award = Rated(D(4)).award(case(value))
    assert award.points == D(points)
    assert award.working == f"审核人评 {points} 分"


@given(fulls, values, values, st.sampled_from(["zero", "proportion", "steps", "linear"]), st.booleans())
def test_a_better_value_never_earns_less_by_threshold(
    full: Decimal, one: Decimal, two: Decimal, otherwise: str, at_least: bool
) -> None:
    """Whatever the way below the limit; and points stay within 0 and full."""
    limit = D("20")
    zero_at = D("-5") if at_least else D("90")
    rule = Threshold(full, at_least, limit, otherwise, D("0.7"), D("0.3"), zero_at)
    worse, better = sorted((one, two), reverse=not at_least)
    low, high = rule.award(case(worse)).points, rule.award(case(better)).points
    assert 0 <= low <= high <= full


@given(values, values, st.lists(st.integers(-50, 50), min_size=1, max_size=5, unique=True))
def test_a_higher_value_never_earns_less_by_bands(one: Decimal, two: Decimal, bounds: list[int]) -> None:
    """When higher bands give more."""
    rule = Bands(D(5), tuple((D(low), D(place)) for place, low in enumerate(sorted(bounds))))
    worse, better = sorted((one, two))
    assert rule.award(case(worse)).points <= rule.award(case(better)).points


def test_marks_need_no_last_year() -> None:
    """A hospital in its first year can be held against them; a threshold's step is 1 unless told otherwise."""
    kinds = [Monitor, Threshold, Range, Bands, Ladder, Checklist, Rated]
    assert [kind.needs_last_year for kind in kinds] == [False] * len(kinds)
    assert Threshold(D(4), True, D(10), "steps", per_step=D(1)).award(case("8")).points == 2


def test_how_rules_write_numbers() -> None:
    """Limits as they are, values with some more places than shown."""
    assert [says(D("-0.50"), "%"), says(D("10"), "分"), says(D("3"))] == ["−0.5%", "10 分", "3"]
    thing = case("1")
    assert [seen(thing, D(text)) for text in ("1234.5", "1.23456", "1.2345678", "-0.1234564")] == [
        "1,234.50", "1.23456", "1.234568…", "−0.123456…",
    ]  # fmt: skip
    assert close(D("1") / 3) == D("0.333333333333")


def test_shares_stay_within_full() -> None:
    """And a denominator that is no denominator gives nothing."""
    assert share(D(4), D(1), D(2)) == 2
    assert share(D(4), D(3), D(2)) == 4
    assert share(D(4), D(-1), D(2)) == 0
    assert share(D(4), D(1), D(0)) == 0
    assert share(D(4), D(-1), D(-2)) == 0

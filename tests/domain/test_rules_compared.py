"""Rules that compare with last year, with targets and with one another, at every limit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.rule_base import Case
from hqd_desktop.domain.rules import Monitor, Threshold
from hqd_desktop.domain.rules_compared import BestOf, Completion, Efficacy, Relative, SumOf, Trend

D = Decimal
UP = Trend(D(4), True, D("0.10"))
DOWN = Trend(D(4), False, D("0.1"))
values = st.decimals(0, 100, places=4)


def case(value: str | Decimal, last: str | Decimal | None = None, unit: str = "%") -> Case:
    return Case(D(value), None if last is None else D(last), unit, 2, "三级")


@pytest.mark.parametrize(
    ("change", "points"),
    [
        ("0.1001", "4"),
        ("0.100000000001", "4"),
        ("0.1000000000004", "2"),
        ("0.10", "2"),
        ("0.05", "2"),
        ("0", "2"),
        ("-0.05", "2"),
        ("-0.10", "2"),
        ("-0.1000000000004", "2"),
        ("-0.19", "1.8"),
        ("-0.55", "1"),
        ("-0.91", "0.2"),
        ("-0.999", "0.0022222222222222222222222222222222222222"),
        ("-1.00", "0"),
        ("-1.01", "0"),
        ("-50", "0"),
        ("40", "4"),
    ],
)
def test_trend_up_and_down(change: str, points: str) -> None:
    """d > t full; |d| ≤ t half; below −t a straight line from half down to 0 at −10t."""
    wanted = pytest.approx(D(points), abs=D("1e-30"))
    assert UP.award(case(D(50) + D(change), "50")).points == wanted
    assert DOWN.award(case(D(50) - D(change), "50")).points == wanted


@pytest.mark.parametrize(
    ("rule", "value", "last", "points"),
    [
        (Threshold(D(4), True, D(10), "linear", zero_at=D(9)), "9.5000000000001234", None, "2.0000000000004936"),
        (DOWN, "50.5000000000001234", "50", "1.111111111110836888888888888888888888889"),
        (Trend(D(4), True, D(5), relative=True), "1.0E-10", "1.33333E-10", "1.11111944446527782986"),
    ],
)
def test_rounding_decides_the_side_of_a_limit_not_how_far(
    rule: Threshold | Trend, value: str, last: str | None, points: str
) -> None:
    """Twelve places are few where values are small: the straight line is drawn through the unrounded ones."""
    assert rule.award(case(value, last)).points == pytest.approx(D(points), abs=D("1e-18"))


def test_trend_is_continuous_where_the_line_meets_the_half() -> None:
    """No jump at −t, none at −10t."""
    just_below = UP.award(case("49.899999999", "50")).points
    assert D("1.9999") < just_below < 2
    just_above = UP.award(case("49.000000001", "50")).points
    assert 0 < just_above < D("0.0001")


@pytest.mark.parametrize(
    ("upward", "level", "value", "last", "points"),
    [
        (True, "90", "90", "99", "4"),
        (True, "90", "89.9999999999996", "99", "4"),
        (True, "90", "89.99", "99", "0"),
        (True, "90", "91", "91", "4"),
        (True, "0", "0", "5", "4"),
        (False, "8", "8", "5", "4"),
        (False, "8", "8.01", "3", "0"),
    ],
)
def test_a_reached_level_is_full(upward: bool, level: str, value: str, last: str, points: str) -> None:
    """At or past 已达合理水平, whatever the change."""
    rule = Trend(D(4), upward, D("0.5"), level=D(level))
    assert rule.award(case(value, last)).points == D(points)


@pytest.mark.parametrize(
    ("value", "last", "points"),
    [
        ("0", "0", "0"),
        ("1", "0", "4"),
        ("105", "100", "2"),
        ("105.01", "100", "4"),
        ("95", "100", "2"),
        ("72.5", "100", "1"),
        ("50", "100", "0"),
        ("50.01", "100", "0.0004444444444444444444444444444444444444"),
        ("0", "100", "0"),
        ("-95", "-100", "2"),
    ],
)
def test_relative_trend(value: str, last: str, points: str) -> None:
    """#14: the tolerance is 5 % of last year's value; from 0 any rise is full, 0 to 0 earns nothing."""
    rule = Trend(D(4), True, D(5), relative=True)
    assert rule.award(case(value, last)).points == pytest.approx(D(points), abs=D("1e-30"))


@pytest.mark.parametrize(
    ("value", "last", "points"), [("0", "0", "2"), ("1", "0", "0"), ("94", "100", "4"), ("150", "100", "0")]
)
def test_relative_trend_where_less_is_better(value: str, last: str, points: str) -> None:
    """From 0 a rise is no gain."""
    assert Trend(D(4), False, D(5), relative=True).award(case(value, last)).points == D(points)


@pytest.mark.parametrize(("value", "points"), [("50.01", "4"), ("50", "2"), ("49.99", "0")])
def test_trend_without_tolerance(value: str, points: str) -> None:
    """Any change counts, and nothing is divided by zero."""
    assert Trend(D(4), True, D(0)).award(case(value, "50")).points == D(points)


@pytest.mark.parametrize(
    ("rule", "value", "last", "working"),
    [
        (UP, "51", "50", "51.00 比上年 50.00 好 1.00，超过 0.10，得满分"),
        (UP, "50", "50", "50.00 比上年 50.00 平，在 ±0.10 内，得一半"),
        (UP, "49", "50", "49.00 比上年 50.00 差 1.00，达到 1.00，得 0"),
        (UP, "49.45", "50", "49.45 比上年 50.00 差 0.55；2 × （1.00 − 0.55）÷ 0.90"),
        (DOWN, "49", "50", "49.00 比上年 50.00 好 1.00，超过 0.10，得满分"),
        (Trend(D(4), True, D(1), level=D(90)), "95", "99", "95.00 已达合理水平 90，得满分"),
        (Trend(D(4), True, D(5), relative=True), "5", "0", "上年为 0，本年有，得满分"),
        (Trend(D(4), True, D(5), relative=True), "0", "0", "两年都为 0，得 0"),
    ],
)
def test_trend_workings(rule: Trend, value: str, last: str, working: str) -> None:
    """As printed."""
    assert rule.award(case(value, last)).working == working


def test_trend_in_words() -> None:
    """With its tolerance, its worst and its level."""
    assert UP.sentence("%") == (
        "比上年提高超过 0.1 个百分点的得 4 分；变化不超过 0.1 个百分点的得一半；"
        "变差超过 0.1 个百分点后按直线减分，差到 1 个百分点及以上的得 0 分。"
    )
    assert "比上年降低超过 0.1 日的" in DOWN.sentence("日")
    relative = Trend(D(4), True, D(5), relative=True).sentence("元/百人")
    assert "上年值的 5%" in relative
    assert "上年值的 50%" in relative
    assert relative.endswith("上年为 0 而本年有的得满分，两年都为 0 的得 0 分。")
    assert "上年为 0" not in Trend(D(4), False, D(5), relative=True).sentence("元")
    assert Trend(D(4), True, D(1), level=D(90)).sentence("分").endswith("已达到 90 分的得满分。")
    assert Trend(D(4), False, D(1), level=D(8)).sentence("日").endswith("已降到 8 日的得满分。")


@given(
    values, values, values, st.booleans(), st.booleans(), st.decimals(0, 9, places=2),
    st.none() | st.integers(1, 90).map(Decimal),
)  # fmt: skip
def test_a_better_value_never_earns_less_by_trend(
    one: Decimal, two: Decimal, last: Decimal, upward: bool, relative: bool, tolerance: Decimal, level: Decimal | None
) -> None:
    """Against the same last year; and points stay within 0 and full."""
    rule = Trend(D(4), upward, tolerance, relative, level)
    worse, better = sorted((one, two), reverse=not upward)
    low, high = rule.award(case(worse, last)).points, rule.award(case(better, last)).points
    assert 0 <= low <= high <= 4


@given(values, values, values)
def test_a_worse_last_year_never_costs(value: Decimal, one: Decimal, two: Decimal) -> None:
    """The same value against a lower last year earns at least as much."""
    lower, higher = sorted((one, two))
    assert UP.award(case(value, lower)).points >= UP.award(case(value, higher)).points


@pytest.mark.parametrize(
    ("bad", "good", "value", "points"),
    [
        ("50", "90", "90", "4"),
        ("50", "90", "95", "4"),
        ("50", "90", "50", "2.4"),
        ("50", "90", "70", "3.2"),
        ("50", "90", "-10", "0"),
        ("50", "90", "-9", "0.04"),
        ("50", "90", "-50", "0"),
        ("12", "8", "8", "4"),
        ("12", "8", "10", "3.2"),
        ("12", "8", "18", "0"),
        ("12", "8", "5", "4"),
    ],
)
def test_efficacy(bad: str, good: str, value: str, points: str) -> None:
    """功效系数: 60 at 不允许值, 100 at 满意值, clamped to 0–100; downward when less is better."""
    assert Efficacy(D(4), D(bad), D(good)).award(case(value)).points == D(points)


@pytest.mark.parametrize(("value", "points"), [("0", "0"), ("-5", "0"), ("40", "2"), ("80", "4"), ("120", "4")])
def test_completion(value: str, points: str) -> None:
    """完成率, at most full."""
    assert Completion(D(4), D(80)).award(case(value)).points == D(points)


@pytest.mark.parametrize(
    ("at_least", "value", "points"),
    [
        (True, "30", "4"),
        (True, "15", "2"),
        (True, "31", "4"),
        (False, "30", "4"),
        (False, "60", "2"),
        (False, "1", "4"),
    ],
)
def test_relative_to_a_reference(at_least: bool, value: str, points: str) -> None:
    """As good or better full, otherwise by proportion."""
    assert Relative(D(4), at_least, D(30), "全市平均").award(case(value)).points == D(points)


def test_what_needs_last_year() -> None:
    """Only the trend."""
    kinds = [Trend, Efficacy, Completion, Relative]
    assert [kind.needs_last_year for kind in kinds] == [True, False, False, False]


def test_best_and_sum() -> None:
    """On the same value; at most full; last year is needed when any of them needs it."""
    ten, twenty = Threshold(D(1), True, D(10)), Threshold(D(3), True, D(20))
    best, total = BestOf(D(3), (ten, twenty)), SumOf(D(4), (ten, twenty))
    assert [best.award(case(value)).points for value in ("9", "10", "20")] == [0, 1, 3]
    assert [total.award(case(value)).points for value in ("9", "10", "20")] == [0, 1, 4]
    assert BestOf(D(2), (ten, twenty)).award(case("20")).points == 2
    assert SumOf(D(2), (ten, twenty)).award(case("20")).points == 2
    assert not best.needs_last_year
    assert not total.needs_last_year
    assert BestOf(D(4), (ten, UP)).needs_last_year
    assert SumOf(D(4), (ten, UP)).needs_last_year
    assert SumOf(D(4), (ten, twenty)).award(case("20")).working == (
        "（20.00 ≥ 10，得满分 1） ＋ （20.00 ≥ 20，得满分 3）"
    )
    assert BestOf(D(4), (Threshold(D(1), True, D(0)), Monitor())).award(case("1")).working.endswith("得满分 1")


def test_the_others_in_words() -> None:
    """As printed."""
    assert Efficacy(D(4), D(50), D(90)).sentence("%") == (
        "功效系数法：不允许值 50% 为 60，满意值 90% 为 100，在 0 到 100 内折算，满分 4 分。"
    )
    assert Efficacy(D(4), D(50), D(90)).award(case("70")).working == "4 × （60 + 40 × （70.00 − 50）÷ 40）÷ 100"
    assert Completion(D(4), D(80)).sentence("%") == "按完成率计：实际值 ÷ 目标 80% × 4 分，最高满分。"
    assert Completion(D(4), D(80)).award(case("40")).working == "4 × 40.00 ÷ 80，最高 4"
    assert Relative(D(4), True, D(30), "全市平均").sentence("%") == "不低于全市平均（30%）得满分 4 分，否则按比例折算。"
    assert Relative(D(4), False, D(30), "全省平均").sentence("%").startswith("不高于全省平均（30%）")
    ten = Threshold(D(1), True, D(10))
    assert BestOf(D(1), (ten, Monitor())).sentence("%") == (
        "按下列办法分别计算，取最高：（1）不低于 10% 的得满分 1 分；未达到的得 0 分。（2）监测，不计分。"
    )
    assert SumOf(D(1), (ten,)).sentence("%").startswith("按下列办法分别计算，相加：（1）")


@given(values, values, st.decimals(1, 99, places=2), st.decimals(1, 99, places=2))
def test_a_better_value_never_earns_less_by_the_others(
    one: Decimal, two: Decimal, first: Decimal, second: Decimal
) -> None:
    """Efficacy in its own direction, completion, reference, best and sum."""
    low, high = sorted((one, two))
    rules = [Completion(D(4), first), Relative(D(4), True, first, "x")]
    rules += [BestOf(D(4), tuple(rules)), SumOf(D(4), tuple(rules))]
    if first != second:
        worst, best = sorted((first, second))
        rules.append(Efficacy(D(4), worst, best))
        assert (
            Efficacy(D(4), best, worst).award(case(low)).points >= Efficacy(D(4), best, worst).award(case(high)).points
        )
    for rule in rules:
        assert 0 <= rule.award(case(low)).points <= rule.award(case(high)).points <= 4

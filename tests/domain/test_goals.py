"""本院目标: the direction of a goal, what may be typed, 完成率 in every case, and what a rule makes of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.canonical import digest, snapshot
from hqd_desktop.domain.goals import (
    Attained,
    Goal,
    attained,
    goal_text,
    goals_data,
    goals_from,
    met_text,
    rate_text,
    ratio_text,
    read_goal,
    side_of,
    takes_goals,
)
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.rule_base import Case
from hqd_desktop.domain.rules_compared import AgainstGoal, BestOf, Completion, reads_goal
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.scorecard import Reason, Status
from hqd_desktop.domain.scoring import score
from hqd_desktop.domain.whatif import Trial
from tests.fakes.tiny_pack import ANY, YEAR, part, row, rule, tiny_catalogue, tiny_figures, tiny_ruleset, tiny_scheme

D = Decimal
numbers = st.decimals(-10_000, 10_000, places=3)


@pytest.mark.parametrize(
    ("goal", "value", "rate", "met"),
    [
        (Goal(D(20), True), "25", "125", True),
        (Goal(D(20), True), "20", "100", True),
        (Goal(D(20), True), "5", "25", False),
        (Goal(D(20), True), "-5", "0", False),
        (Goal(D(8), False), "8", "100", True),
        (Goal(D(8), False), "6", "125", True),
        (Goal(D(8), False), "10", "75", False),
        (Goal(D(8), False), "16", "0", False),
        (Goal(D(8), False), "99", "0", False),
        (Goal(D(5), False), "0", "200", True),  # a growth of nothing, and a fall: no division by the actual value
        (Goal(D(5), False), "-2", "240", True),
        (Goal(D(0), True), "0", "100", True),  # 收支平衡
        (Goal(D(0), True), "-0.01", "0", False),
        (Goal(D(0), False), "0", "100", True),  # 无负债
        (Goal(D(0), False), "1", "0", False),
        (Goal(D(-500), True), "-400", "120", True),
        (Goal(D(-500), True), "-1000", "0", False),
    ],
)
def test_rate(goal: Goal, value: str, rate: str, met: bool) -> None:
    assert attained(goal, D(value)) == Attained(goal, D(rate), met)


def test_without_a_value_or_a_goal_there_is_no_rate() -> None:
    goal = Goal(D(3), True)
    assert attained(goal, None) == Attained(goal, None, None)
    assert attained(None, D(1)) is None
    assert (rate_text(Attained(goal, None, None)), met_text(Attained(goal, None, None))) == ("—", "暂不能算")
    assert rate_text(Attained(goal, D("98.765"), False)) == "98.77%"
    assert [met_text(Attained(goal, D(1), met)) for met in (True, False)] == ["已达到", "未达到"]


@given(numbers, numbers, st.booleans())
def test_a_goal_is_met_just_where_the_rate_is_100(aim: D, value: D, least: bool) -> None:
    goal = Goal(aim, least)
    assert goal.met_by(value) == (goal.rate(value) >= 100)


@given(numbers, numbers, st.booleans(), st.decimals("0.001", 100, places=3))
def test_better_never_has_a_lower_rate(aim: D, value: D, least: bool, more: D) -> None:
    goal = Goal(aim, least)
    better = value + more if least else value - more
    assert goal.rate(better) >= goal.rate(value) >= 0


def test_the_last_digit_of_a_division_decides_nothing() -> None:
    assert Goal(D(3), True).met_by(D("2.99999999999999999"))


def test_sides_are_those_of_the_table(scheme: Scheme) -> None:
    """#12 has none, #29 is asked for as 1:2, a checklist counts upward, #26 and #21 are held down."""

    def side(number: str) -> bool | None:
        found = scheme.indicator(number)
        return side_of(found, found.parts[0])

    sides = {number: side(number) for number in ("12", "13", "18", "21", "26", "29", "3", "19")}
    assert sides == {
        "12": None, "13": True, "18": False, "21": False, "26": False, "29": False, "3": True, "19": True
    }  # fmt: skip
    tiny = tiny_scheme([row("1", part("a", target="5", target_side="at_least"))], tiny_catalogue()).indicators[0]
    assert side_of(tiny, tiny.parts[0]) is True


def test_which_rows_take_goals(scheme: Scheme) -> None:
    """Not a region's, not another class's, not 八; the narrative rows with conditions do."""
    taking = [i.number for i in scheme if takes_goals(i, ANY)]
    assert len(taking) == 24
    assert {"4", "5", "17"} <= set(taking)
    assert not {"1", "7", "10", "八"} & set(taking)


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        ("13", "16", Goal(D(16), True)),
        ("13", " ≥ １６％ ", Goal(D(16), True)),
        ("13", "不低于16%", Goal(D(16), True)),
        ("18", "<=8.2日", Goal(D("8.2"), False)),
        ("12", "≥ 1", Goal(D(1), True)),
        ("12", "不超过 1.2", Goal(D("1.2"), False)),
        ("19", "0", Goal(D(0), True)),
        ("26", "1.5万", Goal(D(15000), False)),
        ("3", "是", Goal(D(1), True)),
        ("4", "全部", Goal(D(4), True)),
        ("4", "3条", Goal(D(3), True)),
        ("29", "1:2", Goal(D(50), False)),
        ("29", "1：1.8", Goal(D("55.555556"), False)),
        ("29", "45%", Goal(D(45), False)),
        ("29", "  ", None),
    ],
)
def test_what_may_be_typed(scheme: Scheme, number: str, text: str, expected: Goal | None) -> None:
    indicator = scheme.indicator(number)
    assert read_goal(text, indicator, indicator.parts[0]) == expected


@pytest.mark.parametrize(
    ("number", "text", "code"),
    [
        ("13", "abc", "number_unreadable"),
        ("13", "≤ 16", "goal_wrong_side"),
        ("18", "≥ 8", "goal_wrong_side"),
        ("12", "1", "goal_needs_side"),
        ("12", "≥", "number_blank"),
        ("29", "1:0", "number_unreadable"),
        ("29", "2:1", "number_unreadable"),
        ("3", "2", "goal_conditions"),
        ("4", "0", "goal_conditions"),
        ("4", "1.5", "goal_conditions"),
        ("4", "好", "number_unreadable"),
    ],
)
def test_what_may_not(scheme: Scheme, number: str, text: str, code: str) -> None:
    indicator = scheme.indicator(number)
    read = read_goal(text, indicator, indicator.parts[0])
    assert isinstance(read, Problem)
    assert (read.code, read.where) == (code, f"{number} {indicator.parts[0].name}")


def test_a_ratio_that_does_not_come_out_even_reaches_itself(scheme: Scheme) -> None:
    indicator = scheme.indicator("29")
    for text in ("1:3", "1:1.8", "1:7"):
        goal = read_goal(text, indicator, indicator.parts[0])
        assert isinstance(goal, Goal)
        assert goal.met_by(D(100) / D(text[2:]))
        assert ratio_text(goal, indicator.parts[0]) == text
    up = tiny_scheme([row("1", part("a", as_ratio=True), direction="up")], tiny_catalogue()).indicators[0]
    goal = read_goal("1:3", up, up.parts[0])
    assert goal == Goal(D("33.333333"), True)


def test_goals_in_words(scheme: Scheme) -> None:
    def told(number: str, goal: Goal) -> str:
        return goal_text(goal, scheme.indicator(number).parts[0])

    assert told("18", Goal(D("8.20"), False)) == "≤ 8.2 日"
    assert told("13", Goal(D(16), True)) == "≥ 16%"
    assert told("19", Goal(D(-5000), True)) == "≥ −5000 元"
    assert told("4", Goal(D(3), True)) == "≥ 3 条"
    assert told("29", Goal(D("55.555556"), False)) == "≤ 55.56%（1:1.8）"
    assert told("29", Goal(D(0), False)) == "≤ 0%"


def test_plain_data_and_back() -> None:
    goals = {(2025, "18", "value"): Goal(D("8.2"), False), (2024, "18", "value"): Goal(D(9), False)}
    data = goals_data(goals, 2025)
    assert data == [["18", "value", "at_most", "8.2"]]
    assert goals_from(data, 2025) == {(2025, "18", "value"): Goal(D("8.2"), False)}


@pytest.mark.parametrize(
    "data", [[["1", "v", "up", "3"]], [["1", "v", "at_least", "3.0"]], [["1", "v", "at_least", ""]]]
)
def test_other_data_is_refused(data: list[list[str]]) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        goals_from(data, 2025)


AIM = {(YEAR, "1", "value"): Goal(D(20), True)}


def card_of(kind: str, goals: object, given: dict[str, object], **fields: object):
    catalogue = tiny_catalogue()
    scheme = tiny_scheme([row("1", part("a"), direction="up", not_applicable="whole")], catalogue)
    ruleset = tiny_ruleset([rule("1", kind, **fields)], scheme)
    figures = tiny_figures(given)
    return score(scheme, ruleset, catalogue, ANY, YEAR, figures, goals), catalogue, figures  # type: ignore[arg-type]


def test_a_goal_gives_no_points_by_itself() -> None:
    with_goal, *_ = card_of("threshold", AIM, {"a": 15})
    without, *_ = card_of("threshold", {}, {"a": 15})
    assert with_goal.total == without.total
    ((found, value, became),) = with_goal.set_goals
    assert (found.indicator.number, value.part.key, became.rate, became.met) == ("1", "value", D(75), False)
    assert not without.set_goals


@pytest.mark.parametrize(("value", "points"), [(15, "3"), (20, "4"), (30, "4"), (-1, "0")])
def test_a_rule_may_score_it(value: int, points: str) -> None:
    card, *_ = card_of("goal", AIM, {"a": value})
    result = card.result("1")
    assert (result.points, result.status) == (D(points), Status.SCORED)
    assert "完成率" in result.parts[0].working


def test_such_a_rule_without_a_goal_leaves_the_row_open() -> None:
    """Another year's goal is none of this year's."""
    card, *_ = card_of("goal", {(YEAR - 1, "1", "value"): Goal(D(1), True)}, {"a": 15})
    result = card.result("1")
    assert (result.status, result.reason, result.undetermined) == (Status.MISSING, Reason.NO_GOAL, D(4))
    assert (card.provisional, card.missing, card.goals) == (True, (), {})


def test_missing_and_not_applicable_come_first() -> None:
    missing, *_ = card_of("goal", AIM, {})
    assert missing.result("1").reason is Reason.FIGURES_MISSING
    assert missing.set_goals[0][2].rate is None
    declared, *_ = card_of("goal", AIM, {"a": "没有开展"})
    assert declared.result("1").reason is Reason.DECLARED
    assert declared.set_goals[0][2].met is None


def test_a_trial_knows_the_goals() -> None:
    card, catalogue, figures = card_of("goal", AIM, {"a": 15})
    trial = Trial(card, catalogue, figures)
    key = next(iter(figures))
    assert trial.row("1", {key: D(20)}).points == 4
    assert trial.whole({key: D(10)}).result("1").points == 2
    assert trial.whole({key: D(10)}).goals == card.goals


def test_a_combination_may_read_it_too() -> None:
    both = BestOf(D(4), (Completion(D(4), D(10)), AgainstGoal(D(4))))
    assert reads_goal(both)
    assert not reads_goal(Completion(D(4), D(10)))
    assert both.award(Case(D(15), None, "%", 2, "三级", (), Goal(D(20), True))).points == 4
    assert AgainstGoal(D(4)).award(Case(D(15), None, "%", 2, "三级")).points == 4  # a goal of 0 is reached
    assert AgainstGoal(D(4)).sentence("%").startswith("按本院目标的完成率计")


def test_no_goals_leave_the_digest_as_it_was() -> None:
    without = snapshot(ANY, YEAR, {}, {})
    assert "goals" not in without
    assert digest(snapshot(ANY, YEAR, {}, {}, {(YEAR - 1, "1", "value"): Goal(D(1), True)})) == digest(without)
    assert digest(snapshot(ANY, YEAR, {}, {}, AIM)) != digest(without)


def test_a_row_that_does_not_speak_of_the_hospital_has_none(scheme: Scheme, packs) -> None:
    goals = {(YEAR, "10", "value"): Goal(D(60), True), (YEAR, "7", "value"): Goal(D(60), True)}
    card = score(packs.scheme, packs.ruleset, packs.catalogue, ANY, YEAR, {}, goals)
    assert not card.set_goals

"""What scoring does with each state, with halves, with last year, with entered ratios, quarters and grades."""

from decimal import Decimal
from typing import Any

import pytest

from hqd_desktop.domain.asking import required
from hqd_desktop.domain.figures import BLANK, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.scorecard import Reason, Scorecard, Status
from tests.fakes.tiny_pack import YEAR, part, row, rule, tiny_card, tiny_catalogue, tiny_ruleset, tiny_scheme

D = Decimal
TREND = {"direction": "up", "tolerance": "1"}


def one(given: dict[str, object], formula: str = "a ÷ b × 100%", **fields: Any) -> Scorecard:
    """A card of one row with a threshold of 10."""
    return tiny_card([row("1", part(formula), **fields)], [rule("1")], given)


@pytest.mark.parametrize(
    ("given", "status", "reason", "points", "undetermined"),
    [
        ({"a": 10, "b": 100}, Status.SCORED, Reason.NONE, 4, 0),
        ({"a": 0, "b": 100}, Status.SCORED, Reason.NONE, 0, 0),
        ({"a": 10}, Status.MISSING, Reason.FIGURES_MISSING, 0, 4),
        ({}, Status.MISSING, Reason.FIGURES_MISSING, 0, 4),
        ({"a": 10, "b": 0}, Status.NOT_COMPUTABLE, Reason.ZERO_DENOMINATOR, 0, 0),
        ({"a": 0, "b": 0}, Status.NOT_COMPUTABLE, Reason.ZERO_DENOMINATOR, 0, 0),
        ({"a": "停业", "b": 1}, Status.MISSING, Reason.NOT_ALLOWED, 0, 4),
        ({"a": "停业"}, Status.MISSING, Reason.FIGURES_MISSING, 0, 4),
        ({"a": words("很多"), "b": 1}, Status.MISSING, Reason.FIGURES_MISSING, 0, 4),
    ],
)
def test_the_states_of_a_row(
    given: dict[str, object], status: Status, reason: Reason, points: int, undetermined: int
) -> None:
    """A number, 0, blank, a zero denominator and a refused 不适用 are five different things."""
    card = one(given)
    result = card.result("1")
    assert (result.status, result.reason, result.points, result.undetermined) == (status, reason, points, undetermined)
    assert (card.full, result.lost) == (4, 4 - points - undetermined)
    assert card.provisional == bool(undetermined)


def test_declared_not_applicable_leaves_the_full_marks() -> None:
    """Only where the pack allows it; the score is also given without renormalising."""
    rows = [row("1", part("a"), not_applicable="whole"), row("2", part("b"))]
    card = tiny_card(rows, [rule("1"), rule("2", full="6")], {"a": "停业", "b": 10})
    assert (card.result("1").status, card.result("1").reason) == (Status.NOT_APPLICABLE, Reason.DECLARED)
    assert (card.points, card.full, card.total, card.total_unadjusted) == (6, 6, 100, 60)


def test_nothing_left_to_score() -> None:
    """No full marks, no total, no grade."""
    card = tiny_card(
        [row("1", part("a"), not_applicable="whole")], [rule("1")], {"a": "停业"},
        grade=[{"name": "优", "minimum": "90"}],
    )  # fmt: skip
    assert (card.full, card.total, card.total_unadjusted, card.grade) == (0, None, 0, "")


HALVES = [part("a", "x"), part("b", "y")]


def halves(
    allowed: str, given: dict[str, object], kind: str = "threshold", fulls: tuple[str, str] = ("2", "2")
) -> Scorecard:
    """Two halves over a and b; each full from 10."""
    extra = {"threshold": {"direction": "at_least", "limit": "10"}, "trend": TREND}[kind]
    parts = [{"part": key, "kind": kind, "full": full, **extra} for key, full in zip("xy", fulls, strict=True)]
    whole = str(sum(D(full) for full in fulls))
    rules = [{"indicator": "1", "full": whole, "part": parts}]
    return tiny_card([row("1", *HALVES, not_applicable=allowed)], rules, given)


@pytest.mark.parametrize(
    ("allowed", "given", "status", "points", "full", "undetermined"),
    [
        ("half", {"a": 10, "b": 10}, Status.SCORED, "4", "4", "0"),
        ("half", {"a": 10, "b": 1}, Status.SCORED, "2", "4", "0"),
        ("half", {"a": "无", "b": 10}, Status.SCORED, "4", "4", "0"),
        ("half", {"a": 10, "b": "无"}, Status.SCORED, "4", "4", "0"),
        ("half", {"a": 1, "b": "无"}, Status.SCORED, "0", "4", "0"),
        ("half", {"a": "无", "b": "无"}, Status.MISSING, "0", "4", "4"),
        ("half", {"a": "无"}, Status.MISSING, "0", "4", "4"),
        ("half", {"a": 10}, Status.MISSING, "2", "4", "2"),
        ("half", {"a": 1}, Status.MISSING, "0", "4", "2"),
        ("whole", {"a": "无", "b": "无"}, Status.NOT_APPLICABLE, "0", "0", "0"),
        ("whole", {"a": "无", "b": 10}, Status.SCORED, "4", "4", "0"),
        ("never", {"a": "无", "b": 10}, Status.MISSING, "2", "4", "2"),
    ],
)
def test_halves(
    allowed: str, given: dict[str, object], status: Status, points: str, full: str, undetermined: str
) -> None:
    """One half 不适用: the other carries the whole; one half missing: its share stays open."""
    result = halves(allowed, given).result("1")
    assert (result.status, result.points, result.full, result.undetermined) == (
        status, D(points), D(full), D(undetermined),
    )  # fmt: skip


def test_unequal_halves_carry_the_whole() -> None:
    """By their own full marks: 1 of 1 and 3 of 3 both become 4 of 4."""
    assert halves("half", {"a": 10, "b": "无"}, fulls=("1", "3")).result("1").points == 4
    assert halves("half", {"a": "无", "b": 10}, fulls=("1", "3")).result("1").points == 4
    assert halves("half", {"a": 10}, fulls=("1", "3")).result("1").undetermined == 3


def test_a_zero_denominator_in_one_half() -> None:
    """不可计算 before 缺: the row says what must be corrected, the other half keeps its points or stays open."""
    rows = [row("1", part("a ÷ c", "x"), part("b", "y"))]
    parts = [{"part": key, "kind": "threshold", "full": "2", "direction": "at_least", "limit": "10"} for key in "xy"]
    rules = [{"indicator": "1", "full": "4", "part": parts}]
    result = tiny_card(rows, rules, {"a": 1, "c": 0, "b": 10}).result("1")
    assert (result.status, result.points, result.full, result.undetermined) == (Status.NOT_COMPUTABLE, 2, 4, 0)
    result = tiny_card(rows, rules, {"a": 1, "c": 0}).result("1")
    assert (result.status, result.points, result.undetermined) == (Status.NOT_COMPUTABLE, 0, 2)


@pytest.mark.parametrize(
    ("given", "status", "reason", "points", "full"),
    [
        ({"a": 12, "a-1": 10}, Status.SCORED, Reason.NONE, 4, 4),
        ({"a": 12}, Status.MISSING, Reason.FIGURES_MISSING, 0, 4),
        ({"a": 12, "a-1": "新建"}, Status.NOT_APPLICABLE, Reason.NO_LAST_YEAR, 0, 0),
        ({"a-1": "新建"}, Status.MISSING, Reason.FIGURES_MISSING, 0, 4),
        ({"a": "停业", "a-1": "新建"}, Status.MISSING, Reason.NOT_ALLOWED, 0, 4),
        ({"a": 12, "a-1": 0}, Status.SCORED, Reason.NONE, 4, 4),
    ],
)
def test_last_year(given: dict[str, object], status: Status, reason: Reason, points: int, full: int) -> None:
    """上年 blank is missing, 上年 不适用 leaves the full marks, 上年 0 is a number."""
    card = tiny_card([row("1", part("a"))], [rule("1", "trend", **TREND)], given)
    result = card.result("1")
    assert (result.status, result.reason, result.points, result.full) == (status, reason, points, full)
    assert card.total_unadjusted == card.total


def test_no_last_year_in_one_half() -> None:
    """The other half carries the whole; with both gone the row leaves, whatever the pack allows."""
    result = halves("never", {"a": 12, "a-1": 10, "b": 1, "b-1": "新建"}, "trend").result("1")
    assert (result.status, result.points, result.full) == (Status.SCORED, 4, 4)
    card = halves("never", {"a": 12, "a-1": "新建", "b": 1, "b-1": "新建"}, "trend")
    assert (card.result("1").reason, card.full) == (Reason.NO_LAST_YEAR, 0)


@pytest.mark.parametrize("first", ["a", "b"])
def test_one_half_declared_and_the_other_without_last_year(first: str) -> None:
    """The same whichever half it is."""
    second = "b" if first == "a" else "a"
    card = halves("half", {first: "无", f"{first}-1": 1, second: 5, f"{second}-1": "新建"}, "trend")
    assert (card.result("1").status, card.result("1").reason) == (Status.NOT_APPLICABLE, Reason.DECLARED)


def test_growth_reads_last_year_in_its_formula() -> None:
    """上年 in the formula: blank is missing, 不适用 is 无上年, zero cannot be divided by."""
    growth = "（ab − 上年ab） ÷ 上年ab × 100%"
    whole = {"a": 12, "b": 1, "a-1": 10, "b-1": 1}
    assert one(whole, growth).result("1").parts[0].value == 20
    assert one({**whole, "a-1": BLANK}, growth).result("1").missing == (("a", Period(YEAR - 1)),)
    assert one({**whole, "a-1": "新建"}, growth).result("1").reason is Reason.NO_LAST_YEAR
    assert one({**whole, "a-1": 0}, growth).result("1").status is Status.NOT_COMPUTABLE
    assert one({**whole, "b-1": 0}, growth).result("1").status is Status.NOT_COMPUTABLE
    assert one({**whole, "b": 0}, growth).result("1").status is Status.NOT_COMPUTABLE


def test_a_derived_item_is_computed_or_entered() -> None:
    """Its parts go first; entered only where they are not known, and then marked."""
    computed = one({"a": 20, "b": 2, "ab": 99}, "ab").result("1").parts[0]
    assert (computed.value, computed.direct) == (10, False)
    entered = one({"a": 20, "ab": 99}, "ab").result("1").parts[0]
    assert (entered.value, entered.direct) == (99, True)
    assert [(used.key[0], used.direct, used.derived) for used in entered.used] == [("ab", True, False)]
    waived = one({"a": "不详", "b": "不详", "ab": 99}, "ab").result("1").parts[0]
    assert (waived.value, waived.direct) == (99, True)
    broken = one({"a": 20, "b": 0, "ab": 99}, "ab").result("1")
    assert broken.status is Status.NOT_COMPUTABLE
    nothing = one({}, "ab").result("1")
    assert nothing.missing == (("a", Period(YEAR)), ("b", Period(YEAR)))


@pytest.mark.parametrize(
    ("given", "direct"),
    [
        ({"a": 12, "b": 1, "a-1": 10, "b-1": 1}, False),
        ({"ab": 12, "a-1": 10, "b-1": 1}, True),
        ({"a": 12, "b": 1, "ab-1": 10}, True),
        ({"ab": 12, "ab-1": 10}, True),
    ],
)
def test_a_growth_with_an_entered_average_is_marked(given: dict[str, object], direct: bool) -> None:
    """Of either year."""
    found = one(given, "（ab − 上年ab） ÷ 上年ab × 100%").result("1").parts[0]
    assert (found.value, found.direct) == (20, direct)


def test_used_figures_of_a_derived_item() -> None:
    """The item itself, then its parts."""
    used = one({"a": 20, "b": 2}, "ab").result("1").parts[0].used
    assert [(entry.key[0], entry.value, entry.derived) for entry in used] == [
        ("ab", 10, True), ("a", 20, False), ("b", 2, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "value", "direct", "status"),
    [
        ({"a": 20, "b": 2, "h": 99}, 10, False, Status.SCORED),
        ({"h": 99}, 99, True, Status.SCORED),
        ({"a": 20, "h": 99}, 99, True, Status.SCORED),
        ({"a": 20, "b": 0, "h": 99}, None, False, Status.NOT_COMPUTABLE),
        ({"a": "无", "b": 2, "h": 99}, 99, True, Status.SCORED),
        ({"h": "无"}, None, True, Status.MISSING),
        ({}, None, False, Status.MISSING),
    ],
)
def test_an_entered_ratio(given: dict[str, object], value: int | None, direct: bool, status: Status) -> None:
    """直接填报 is taken only when the parts are not known, and marked."""
    card = tiny_card([row("1", part("a ÷ b", direct="h"))], [rule("1")], given)
    found = card.result("1").parts[0]
    assert (found.value, found.direct, found.status) == (value, direct, status)
    if direct and value is not None:
        assert [(used.key[0], used.direct) for used in found.used] == [("h", True)]


def test_an_entered_ratio_of_one_year_only() -> None:
    """Last year's ratio may be entered while this year's is computed."""
    rows = [row("1", part("a ÷ b", direct="h"))]
    found = tiny_card(rows, [rule("1", "trend", **TREND)], {"a": 20, "b": 2, "h-1": 5}).result("1").parts[0]
    assert (found.value, found.last, found.direct, found.last_direct, found.change) == (10, 5, False, True, 5)
    assert [(used.key[0], used.key[1].year) for used in found.used] == [("a", YEAR), ("b", YEAR), ("h", YEAR - 1)]


def test_an_entered_ratio_declared_not_applicable() -> None:
    """Where the pack allows it, marking the ratio itself is enough."""
    rows = [row("1", part("a ÷ b", direct="h"), not_applicable="whole")]
    result = tiny_card(rows, [rule("1")], {"h": "无此业务"}).result("1")
    assert (result.status, result.reason) == (Status.NOT_APPLICABLE, Reason.DECLARED)


def test_an_own_value_goes_before_its_formula() -> None:
    """年度业务总收入: what was entered, else the default."""
    assert one({"a": 20}, "own").result("1").parts[0].value == 20
    assert one({"a": 20, "own": 12}, "own").result("1").parts[0].value == 12
    assert one({"a": 20, "own": 12}, "own").result("1").parts[0].direct is False
    assert one({"own": 0}, "own").result("1").parts[0].value == 0
    assert one({}, "own").result("1").missing == (("a", Period(YEAR)),)


CHECKS = [row("1", part(checklist=["yes1", "yes2", "yes3"]))]


@pytest.mark.parametrize(
    ("given", "status", "points"),
    [
        ({"yes1": 1, "yes2": 1, "yes3": 1}, Status.SCORED, "4"),
        ({"yes1": 1, "yes2": 0, "yes3": 0}, Status.SCORED, "1.33"),
        ({"yes1": 0, "yes2": 0, "yes3": 0}, Status.SCORED, "0"),
        ({"yes1": 1, "yes2": 1}, Status.MISSING, "0"),
        ({"yes1": 1, "yes2": 1, "yes3": "无"}, Status.MISSING, "0"),
    ],
)
def test_conditions(given: dict[str, object], status: Status, points: str) -> None:
    """Each an equal share; one unanswered leaves all of them open."""
    result = tiny_card(CHECKS, [rule("1", "checklist")], given).result("1")
    (found,) = result.parts
    assert (result.status, result.points) == (status, D(points))
    assert found.conditions == tuple(
        (key, None if given.get(key, "") in ("", "无") else given[key] == 1) for key in ("yes1", "yes2", "yes3")
    )
    assert [used.key for used in found.used] == [(key, Period(YEAR)) for key in ("yes1", "yes2", "yes3")]
    if status is Status.SCORED:
        assert found.value == sum(1 for value in given.values() if value)
    else:
        assert found.value is None
        assert result.reason is (Reason.NOT_ALLOWED if "yes3" in given else Reason.FIGURES_MISSING)


QUARTERS = [row("1", part(checklist=["q1", "q2"]), quarterly=True)]


def test_a_quarterly_row_is_scored_at_the_fourth_quarter() -> None:
    """The other quarters are listed as missing, and cost nothing."""
    card = tiny_card(QUARTERS, [rule("1", "checklist")], {"q1@4": 1, "q2@4": 0, "q1@1": 0, "q2@1": 0, "q1@2": 1})
    result = card.result("1")
    assert (result.status, result.points, result.undetermined) == (Status.SCORED, 2, 0)
    assert set(card.missing) == {("q2", Period(YEAR, 2)), ("q1", Period(YEAR, 3)), ("q2", Period(YEAR, 3))}
    assert card.provisional


def test_a_quarterly_row_without_its_fourth_quarter() -> None:
    """The score waits for it."""
    given = {f"q{item}@{quarter}": 1 for item in (1, 2) for quarter in (1, 2, 3)}
    result = tiny_card(QUARTERS, [rule("1", "checklist")], given).result("1")
    assert (result.status, result.undetermined) == (Status.MISSING, 4)
    assert set(result.missing) == {("q1", Period(YEAR, 4)), ("q2", Period(YEAR, 4))}


def test_a_quarterly_narrative_is_reported() -> None:
    """Where a row has no conditions, its story is what each quarter owes."""
    rows = [row("八", part("a"), quarterly=True, narrative=["story"])]
    given = {"a": 3, "story@1": words("一"), "story@2": words("二"), "story@4": words("四")}
    card = tiny_card(rows, [rule("八", "bonus")], given, bonus_cap="4")
    assert card.missing == (("story", Period(YEAR, 3)),)
    assert card.result("八").status is Status.SCORED


def test_bonus_is_capped_and_counts_no_full_marks() -> None:
    """Printed apart; min(100, …)."""
    rows = [row("1", part("a")), row("2", part("b")), row("3", part("c"))]
    rules = [rule("1", full="10"), rule("2", "bonus", full="3"), rule("3", "bonus", full="3")]
    card = tiny_card(rows, rules, {"a": 1, "b": 3, "c": 2}, bonus_cap="4")
    assert (card.points, card.bonus, card.full, card.total) == (0, 4, 10, 40)
    assert [result.bonus for result in card] == [False, True, True]
    assert card.groups[0].full == 10
    assert tiny_card(rows, rules, {"a": 10, "b": 3, "c": 2}, bonus_cap="4").total == 100
    open_bonus = tiny_card(rows, rules, {"a": 10, "c": 2}, bonus_cap="4")
    assert (open_bonus.undetermined, open_bonus.missing) == (0, (("b", Period(YEAR)),))


def test_printed_points_add_up() -> None:
    """Each row is rounded, and the total sums the rounded points."""
    rows = [row(str(place), part("a")) for place in range(1, 4)]
    rules = [rule(str(place), "completion", full="1", target="3") for place in range(1, 4)]
    card = tiny_card(rows, rules, {"a": 1})
    assert [result.points for result in card] == [D("0.33")] * 3
    assert (card.points, card.total) == (D("0.99"), D("33.00"))
    assert tiny_card(rows, rules, {"a": 1}, places=0).points == 0
    assert tiny_card(rows, rules, {"a": 1}, places=4).points == D("0.9999")


def test_points_are_rounded_half_up() -> None:
    """Once per row."""
    rows, rules = [row("1", part("a"))], [rule("1", "completion", full="1", target="200")]
    assert tiny_card(rows, rules, {"a": 1}).points == D("0.01")
    assert tiny_card(rows, rules, {"a": "无"}).points == 0
    assert tiny_card(rows, rules, {"a": 0.99}).points == 0


def test_rounding_never_makes_more_than_full() -> None:
    """Half earned and half open, both rounded up, stay within the full marks."""
    parts = [{"part": key, "kind": "rated", "full": "0.5"} for key in "xy"]
    card = tiny_card([row("1", *HALVES)], [{"indicator": "1", "full": "1", "part": parts}], {"a": 0.5}, places=0)
    result = card.result("1")
    assert (result.points, result.undetermined, result.lost) == (1, 0, 0)


GRADES = [{"name": "优", "minimum": "90"}, {"name": "良", "minimum": "80"}, {"name": "差", "minimum": "0"}]


@pytest.mark.parametrize(
    ("a", "b", "grade"),
    [(100, 100, "优"), (90, 100, "优"), (80, 100, "优"), (60, 100, "良"), (10, 100, "差"), (100, 0, "差")],
)
def test_grades_and_the_core_gate(a: int, b: int, grade: str) -> None:
    """The highest whose minimum is reached; a core item (★) below full marks sets the lowest."""
    rows = [row("1", part("a")), row("2", part("b"))]
    rules = [rule("1", "completion", full="50", target="100"), rule("2", full="50", core=True)]
    assert tiny_card(rows, rules, {"a": a, "b": b}, grade=GRADES).grade == grade


def test_grades_below_every_minimum() -> None:
    """The lowest, and a core row that left the full marks holds nobody back."""
    grades = [{"name": "优", "minimum": "90"}, {"name": "良", "minimum": "80"}]
    assert tiny_card([row("1", part("a"))], [rule("1")], {"a": 1}, grade=grades).grade == "良"
    rows = [row("1", part("a")), row("2", part("b"), not_applicable="whole")]
    card = tiny_card(rows, [rule("1"), rule("2", core=True)], {"a": 10, "b": "无"}, grade=grades)
    assert card.grade == "优"
    assert tiny_card(rows, [rule("1"), rule("2")], {"a": 10, "b": "无"}).grade == ""


def test_region_rows_are_shown_and_never_scored() -> None:
    """Even with a rule; their figures are computed but never missing."""
    rows = [row("1", part("a ÷ b"), scope="G", quarterly=True, narrative=["story"]), row("2", part("c"))]
    card = tiny_card(rows, [rule("1"), rule("2")], {"a": 6, "b": 2, "c": 10})
    result = card.result("1")
    assert (result.status, result.reason, result.applicable, result.points, result.full) == (
        Status.REGION, Reason.NONE, False, 0, 0,
    )  # fmt: skip
    assert result.parts[0].value == 3
    assert (card.full, card.missing) == (4, ())


def test_rows_of_other_classes() -> None:
    """Left out and the total renormalised."""
    rows = [row("1", part("a"), levels=["三级"]), row("2", part("b"), types=["中医"]), row("3", part("c"))]
    card = tiny_card(rows, [rule(str(n)) for n in (1, 2, 3)], {"c": 10}, Hospital("甲", "二级", "民族医"))
    assert [(r.status, r.reason) for r in card] == [
        (Status.NOT_APPLICABLE, Reason.OTHER_CLASS),
        (Status.MISSING, Reason.FIGURES_MISSING),
        (Status.SCORED, Reason.NONE),
    ]
    assert (card.full, card.total, card.total_unadjusted) == (8, 50, 50)


def test_a_row_without_values_is_monitored() -> None:
    """A narrative row of another table: nothing to score, its story is still owed."""
    card = tiny_card([row("1", narrative=["story"], quarterly=True)], [], {"story@1": words("一")})
    result = card.result("1")
    assert (result.status, result.full, len(result.missing)) == (Status.MONITOR, 0, 3)


def test_a_monitored_row_asks_for_its_figures() -> None:
    """Missing, not computable or known: no points, no full marks."""
    for given, status in (
        ({}, Status.MISSING),
        ({"a": 1, "b": 0}, Status.NOT_COMPUTABLE),
        ({"a": 1, "b": 1}, Status.MONITOR),
    ):
        result = tiny_card([row("1", part("a ÷ b"))], [rule("1", "monitor", full="0")], given).result("1")
        assert (result.status, result.full, result.points) == (status, 0, 0)


def test_references_are_computed_beside() -> None:
    """Never missing, never scored."""
    reference = {"name": "国考", "formula": "c ÷ d", "note": "待核对"}
    rows = [row("1", part("a"), reference=[reference])]
    card = tiny_card(rows, [rule("1")], {"a": 10})
    assert (card.result("1").references[0].value, card.missing) == (None, ())
    assert tiny_card(rows, [rule("1")], {"a": 10, "c": 3, "d": 2}).result("1").references[0].value == D("1.5")


def test_a_level_rule_needs_no_second_thought() -> None:
    """A rule of several that needs last year makes last year needed."""
    options = [
        {"kind": "trend", "full": "4", **TREND},
        {"kind": "threshold", "full": "4", "direction": "at_least", "limit": "5"},
    ]
    rows, rules = [row("1", part("a"))], [rule("1", "best_of", option=options)]
    assert tiny_card(rows, rules, {"a": 12}).result("1").status is Status.MISSING
    assert tiny_card(rows, rules, {"a": 12, "a-1": 50}).result("1").points == 4


def test_rows_are_found_by_number_and_group() -> None:
    """KeyError for a number that is not there."""
    card = one({"a": 10, "b": 100})
    assert card.of_group("g") == card.results
    assert card.of_group("x") == ()
    with pytest.raises(KeyError):
        card.result("9")


def test_what_a_table_requires(scheme: Scheme, ruleset: RuleSet) -> None:
    """Plain items of applying rows, parts instead of derived items, quarterly stories, and what checks need."""
    catalogue = tiny_catalogue()
    rows = [
        row("1", part("ab + c"), narrative=["story"]),
        row("2", part("d"), levels=["三级"]),
        row("3", part(checklist=["yes1"])),
    ]
    rows[0]["quarterly"] = True
    table = tiny_scheme(rows, catalogue)
    rules = tiny_ruleset([], table)
    assert required(table, rules, catalogue, Hospital("甲", "二级", "综合")) == ("a", "b", "c", "yes1", "story")
    assert "d" in required(table, rules, catalogue, Hospital("甲", "三级", "综合"))


def test_a_rule_set_without_a_rule_for_a_half() -> None:
    """Cannot be loaded, but a row that has none at all is monitored."""
    card = tiny_card([row("1", *HALVES)], [], {"a": 1, "b": 2})
    assert (card.result("1").status, card.total) == (Status.MONITOR, None)

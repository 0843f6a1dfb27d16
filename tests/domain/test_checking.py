"""Running checks: every kind in every state, what is named, and what is never an error."""

from decimal import Decimal
from typing import Any

import pytest

from hqd_desktop.domain.checking import run_checks
from hqd_desktop.domain.checks import CheckBook, CheckKind, CheckResult, CheckState, SlipKind, checkbook_from
from hqd_desktop.domain.figures import BLANK, FigureKey, not_applicable, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import complete_figures, hospital_of
from tests.fakes.shipped_packs import shipped_samples
from tests.fakes.tiny_pack import ANY, YEAR, part, row, rule, tiny_card, tiny_catalogue, tiny_figures

D = Decimal
EQUAL = {
    "key": "sum", "title": "a = b + c", "kind": "equal", "left": "a", "right": "b + c", "severity": "error",
    "tolerance": "1.00", "department": "财务科", "causes": ["漏填"],
}  # fmt: skip
AT_MOST = {**EQUAL, "key": "order", "kind": "at_most", "left": "a", "right": "b", "tolerance": "0"}
RANGE = {
    "key": "size",
    "title": "a ÷ b",
    "formula": "a ÷ b",
    "unit": "元",
    "low": "2",
    "high": "5",
    "department": "财务科",
}


def book(
    catalogue: Catalogue, *checks: dict[str, Any], ranges: tuple[dict[str, Any], ...] = (), jump: str = "30"
) -> CheckBook:
    found, problems = checkbook_from(
        {"version": "1", "check": list(checks), "range": list(ranges), "default_jump": jump}, catalogue
    )
    assert found is not None, problems
    return found


def run(
    given: dict[str, object],
    *checks: dict[str, Any],
    ranges: tuple[dict[str, Any], ...] = (),
    year: int = YEAR,
    items: tuple[dict[str, Any], ...] = (),
    hospital: Hospital = ANY,
    jump: str = "30",
    **options: Any,
) -> list[CheckResult]:
    """Everything that the checks say of a few figures."""
    catalogue = tiny_catalogue(*items)
    checkbook = book(catalogue, *checks, ranges=ranges, jump=jump)
    figures = tiny_figures(given, year)
    return list(run_checks(checkbook, catalogue, hospital, year, figures, **options))


def only(results: list[CheckResult]) -> CheckResult:
    (result,) = results
    return result


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"a": 10, "b": 4, "c": 6}, CheckState.PASSED),
        ({"a": "11.00", "b": 4, "c": 6}, CheckState.PASSED),
        ({"a": "9.00", "b": 4, "c": 6}, CheckState.PASSED),
        ({"a": "11.01", "b": 4, "c": 6}, CheckState.ERROR),
        ({"a": "8.99", "b": 4, "c": 6}, CheckState.ERROR),
        ({"a": 10, "b": 4}, CheckState.PENDING),
        ({"b": 4, "c": 6}, CheckState.PENDING),
        ({}, CheckState.PENDING),
        ({"a": 0, "b": 0, "c": 0}, CheckState.PASSED),
        ({"a": 4, "b": 4, "c": not_applicable("无此科目")}, CheckState.PASSED),
        ({"a": not_applicable("无"), "b": not_applicable("无"), "c": not_applicable("无")}, CheckState.PASSED),
        ({"a": 10, "b": not_applicable("无")}, CheckState.PENDING),
    ],
)
def test_an_identity(given: dict[str, object], state: CheckState) -> None:
    """Within 1.00 a remainder; blank waits; 不适用 counts 0; 0 is a number."""
    given = {key: number(value) if isinstance(value, str) else value for key, value in given.items()}
    result = only(run(given, EQUAL))
    assert result.state is state
    assert (result.state is CheckState.PENDING) == bool(result.missing)
    assert result.items == (("a", Period(YEAR)), ("b", Period(YEAR)), ("c", Period(YEAR)))
    assert (result.unit, result.department, result.causes, result.tolerance) == ("元", "财务科", ("漏填",), 1)


@pytest.mark.parametrize(
    ("given", "kind", "key"),
    [
        ({"a": 40, "b": 40, "c": 60}, SlipKind.LEFT_OUT, "c"),
        ({"a": 160, "b": 40, "c": 60}, SlipKind.TWICE, "c"),
        ({"a": 46, "b": 40, "c": -6}, SlipKind.SIGN, "c"),
        ({"a": 52, "b": 40, "c": -6}, None, ""),
        ({"a": 50, "b": 50, "c": 50}, None, ""),
        ({"a": 41, "b": 40, "c": 60}, SlipKind.LEFT_OUT, "c"),
        ({"a": 43, "b": 40, "c": 60}, None, ""),
    ],
)
def test_a_part_that_explains_the_difference(given: dict[str, object], kind: SlipKind | None, key: str) -> None:
    """结算差额 left out, a line counted twice, a sign turned round; nothing is said where two parts would do."""
    slip = only(run(given, EQUAL)).slip
    assert (slip.kind if slip else None) == kind
    assert slip is None or slip.key == (key, Period(YEAR))


def test_no_part_of_a_difference_is_suspected() -> None:
    """Left out or twice means something in a sum only; and a mixed-up unit is told before it."""
    assert only(run({"a": 40, "b": 100, "c": 60}, {**EQUAL, "right": "b - c"})).slip is None
    assert only(run({"a": 50, "b": 40, "c": 60}, {**EQUAL, "right": "b - c"})).slip is None
    mixed = only(run({"a": 1000000, "b": 400000, "c": 60}, EQUAL))
    assert (mixed.suspect, mixed.slip) == (("c", Period(YEAR)), None)


def test_what_is_missing_is_named_once() -> None:
    """On both sides."""
    result = only(run({"c": 6}, {**EQUAL, "right": "b + c + a"}))
    assert result.missing == (("a", Period(YEAR)), ("b", Period(YEAR)))


@pytest.mark.parametrize(
    ("a", "b", "severity", "state"),
    [
        (5, 5, "error", CheckState.PASSED),
        (4, 5, "error", CheckState.PASSED),
        (6, 5, "error", CheckState.ERROR),
        (6, 5, "warning", CheckState.WARNING),
        (0, 0, "error", CheckState.PASSED),
    ],
)
def test_an_order(a: int, b: int, severity: str, state: CheckState) -> None:
    """At most; an error or a warning as the check says; no suspect is guessed."""
    result = only(run({"a": a, "b": b}, {**AT_MOST, "severity": severity}))
    assert (result.state, result.suspect, result.suggestion) == (state, None, None)


def test_an_order_of_quotients_is_compared_to_twelve_places() -> None:
    """a ÷ b × b is a, whatever the last digit of a division says."""
    result = only(run({"a": 10, "b": 3}, {**AT_MOST, "left": "a", "right": "a ÷ b × b"}))
    assert result.state is CheckState.PASSED


def test_a_side_that_cannot_be_divided_waits() -> None:
    """It is no error, and nothing is missing."""
    result = only(run({"a": 10, "b": 0}, {**AT_MOST, "left": "a ÷ b", "right": "a"}))
    assert (result.state, result.missing, result.left) == (CheckState.PENDING, (), None)


@pytest.mark.parametrize(("year", "count"), [(2018, 0), (2019, 1), (2025, 1)])
def test_sums_of_lines_run_from_2019(year: int, count: int) -> None:
    """Years under the old hospital accounting are left alone."""
    assert len(run({"a": 1, "b": 9, "c": 9}, {**EQUAL, "from_year": 2019}, year=year)) == count


@pytest.mark.parametrize(
    ("given", "suspect", "suggestion"),
    [
        ({"a": 1000, "b": 4000000, "c": 6000000}, "a", "10000000"),
        ({"a": 10000000, "b": 400, "c": 6000000}, "b", "4000000"),
        ({"a": 10000000, "b": 4000000, "c": 600}, "c", "6000000"),
        ({"a": 10000000, "b": 40000000000, "c": 6000000}, "b", "4000000"),
        ({"a": 10000000, "b": 4000000, "c": 5000000}, None, None),
        ({"a": 4000000, "b": 4000000, "c": 5000}, None, None),
        ({"a": 10000000, "b": 4000000, "c": 0}, None, None),
        ({"a": 0, "b": 4000000, "c": 6000000}, None, None),
    ],
)
def test_the_figure_in_another_unit(given: dict[str, object], suspect: str | None, suggestion: str | None) -> None:
    """The one that, ×10000 or ÷10000, makes the identity hold; a small superfluous figure is no such thing."""
    result = only(run(given, EQUAL))
    assert result.state is CheckState.ERROR
    assert result.suspect == (None if suspect is None else (suspect, Period(YEAR)))
    assert result.suggestion == (None if suggestion is None else D(suggestion))


@pytest.mark.parametrize(
    ("a", "b", "state", "bound"),
    [
        (4, 2, CheckState.PASSED, None),
        (10, 2, CheckState.PASSED, None),
        (3, 2, CheckState.WARNING, 2),
        (11, 2, CheckState.WARNING, 5),
        (None, 2, CheckState.PENDING, None),
        (4, 0, CheckState.PENDING, None),
    ],
)
def test_a_plausible_range(a: int | None, b: int, state: CheckState, bound: int | None) -> None:
    """Limits belong to it; outside a warning with the limit that was passed."""
    given: dict[str, object] = {"b": b} if a is None else {"a": a, "b": b}
    result = only(run(given, ranges=(RANGE,)))
    assert (result.kind, result.state, result.right) == (CheckKind.RANGE, state, bound)
    assert result.missing == ((("a", Period(YEAR)),) if a is None else ())


def test_a_range_is_compared_to_twelve_places() -> None:
    """A value that is the limit but for a division's last digit is inside."""
    third = {**RANGE, "formula": "a ÷ b × b", "low": "10", "high": "10"}
    assert only(run({"a": 10, "b": 3}, ranges=(third,))).state is CheckState.PASSED


def test_ranges_are_for_levels() -> None:
    """A level without a range is not asked; 不适用 is not asked either; a side may be open."""
    for_l3 = {**RANGE, "levels": ["三级"]}
    assert run({"a": 1, "b": 2}, ranges=(for_l3,), hospital=Hospital("甲", "二级", "综合")) == []
    assert run({"a": 1, "b": not_applicable("无")}, ranges=(RANGE,)) == []
    open_range = {key: value for key, value in RANGE.items() if key not in ("low", "high")}
    assert only(run({"a": 1, "b": 2}, ranges=(open_range,))).state is CheckState.PASSED


@pytest.mark.parametrize(
    ("now", "last", "kind", "suggestion"),
    [
        (130, 100, None, None),
        (131, 100, CheckKind.JUMP, None),
        (69, 100, CheckKind.JUMP, None),
        (70, 100, None, None),
        (0, 100, CheckKind.JUMP, None),
        (100, 0, None, None),
        (0, 0, None, None),
        (-131, -100, CheckKind.JUMP, None),
        (100, -100, CheckKind.JUMP, None),
        (12000, 12000, CheckKind.REPEATED, None),
        (10000, 10000, CheckKind.REPEATED, None),
        (9999, 9999, None, None),
        (5000, 50000000, CheckKind.WRONG_UNIT, 50000000),
        (50000000, 5000, CheckKind.WRONG_UNIT, 5000),
        (5000, 45000000, CheckKind.WRONG_UNIT, 50000000),
        (5000, 55000000, CheckKind.WRONG_UNIT, 50000000),
        (5000, 44999999, CheckKind.JUMP, None),
        (5000, 55000001, CheckKind.JUMP, None),
    ],
)
def test_against_last_year(now: int, last: int, kind: CheckKind | None, suggestion: int | None) -> None:
    """Jumps over the limit, figures copied from last year, and a factor near 10000."""
    results = run({"a": now, "a-1": last})
    if kind is None:
        assert results == []
        return
    result = only(results)
    assert (result.kind, result.state, result.suspect) == (kind, CheckState.WARNING, ("a", Period(YEAR)))
    assert result.key == f"{kind.value}:a:{YEAR}"
    assert result.suggestion == suggestion
    assert (result.left, result.right) == (now, last)


def test_each_item_may_have_its_own_jump() -> None:
    """0 asks for none; a limit of its own goes before the default."""
    whole = {"unit": "人", "department": "财务科", "source": "年报", "group": "组", "definition": "x"}
    items = tuple({"key": key, "name": key, "jump": jump, **whole} for key, jump in (("calm", "0"), ("wild", "300")))
    given: dict[str, object] = {"calm": 9, "calm-1": 1, "wild": 4, "wild-1": 1, "a": 12, "a-1": 10}
    assert run(given, items=items) == []
    assert [r.key for r in run({**given, "wild": 5}, items=items)] == [f"jump:wild:{YEAR}"]
    assert [r.key for r in run(given, items=items, jump="10")] == [f"jump:a:{YEAR}"]


def test_only_numbers_of_both_years_are_compared() -> None:
    """Neither conditions, nor blank, nor 不适用; people may be as many as last year."""
    assert run({"yes1": 1, "yes1-1": 0, "a": 5, "b-1": 5, "c": BLANK, "c-1": 5}) == []
    assert run({"a": not_applicable("无"), "a-1": 5, "b": 5, "b-1": not_applicable("无")}) == []


def guarded(given: dict[str, object], locked: dict[FigureKey, Decimal]) -> list[CheckResult]:
    return [result for result in run(given, locked=locked) if result.kind is CheckKind.RESTATED]


def test_a_restated_last_year() -> None:
    """Differs from what was handed in: an error, with what was handed in."""
    last = Period(YEAR - 1)
    result = only(guarded({"a-1": 90}, {("a", last): D(100)}))
    assert (result.state, result.left, result.right, result.suggestion) == (CheckState.ERROR, 90, 100, 100)
    assert (result.key, result.suspect) == (f"restated:a:{YEAR - 1}", ("a", last))
    assert guarded({"a-1": 100}, {("a", last): D("100.00")}) == []
    assert guarded({}, {("a", last): D(100)}) == []
    assert guarded({"a": 90}, {("a", Period(YEAR)): D(100)}) == []
    assert guarded({"a-2": 90}, {("a", Period(YEAR - 2)): D(100)}) == []
    waived = only(guarded({"a-1": not_applicable("无")}, {("a", last): D(100)}))
    assert (waived.left, waived.difference) == (None, None)
    assert only(guarded({"a-1": 0}, {("a", last): D(100)})).left == 0


def test_an_error_cannot_be_explained_away() -> None:
    """A warning can, in six characters or more, blanks around it not counted."""
    warned = run({"a": 200, "a-1": 100}, {**EQUAL, "right": "b"}, explanations={})
    key = f"jump:a:{YEAR}"
    assert [result.state for result in warned] == [CheckState.PENDING, CheckState.WARNING]

    def states(text: str) -> list[tuple[CheckState, str]]:
        results = run(
            {"a": 200, "a-1": 100, "b": 1}, {**EQUAL, "right": "b"}, explanations={key: text, "sum": "说明说明说明"}
        )
        return [(result.state, result.explanation) for result in results]

    assert states("新院区投用了") == [(CheckState.ERROR, ""), (CheckState.EXPLAINED, "新院区投用了")]
    assert states("  新院区投用了 ") == [(CheckState.ERROR, ""), (CheckState.EXPLAINED, "新院区投用了")]
    assert states("新院区投用")[1] == (CheckState.WARNING, "")
    assert states("  投用   ")[1] == (CheckState.WARNING, "")
    assert states("")[1] == (CheckState.WARNING, "")


def test_a_rule_may_ask_for_an_explanation() -> None:
    """A value below its warning line; the line itself is no warning, nor is a row that does not apply."""
    rows = [row("1", part("a ÷ b × 100%")), row("2", part("a"), levels=["二级"])]
    rules = [rule("1", warn_below="10"), rule("2", warn_below="1000")]

    def warned(given: dict[str, object]) -> list[tuple[str, Decimal | None, Decimal | None]]:
        card = tiny_card(rows, rules, given)
        results = run(given, scorecard=card)
        return [(result.key, result.left, result.right) for result in results if result.kind is CheckKind.RULE]

    assert warned({"a": 9, "b": 100}) == [("rule:1:value", 9, 10)]
    assert warned({"a": 10, "b": 100}) == []
    assert warned({"a": 10}) == []


def test_a_warning_line_is_compared_to_twelve_places() -> None:
    """A fall of exactly 10 % is no fall below −10 %, however the averages were divided."""
    rows = [row("1", part("（ab − 上年ab） ÷ 上年ab × 100%"))]
    given = {"a": 27, "b": 7, "a-1": 30, "b-1": 7}
    card = tiny_card(rows, [rule("1", warn_below="-10")], given)
    assert card.result("1").parts[0].value != -10
    assert [r for r in run(given, scorecard=card) if r.kind is CheckKind.RULE] == []


def test_an_entered_ratio_that_disagrees() -> None:
    """Compared at the digits it was entered with; only when its parts are known."""
    rows, rules = [row("1", part("a ÷ b", direct="h"), name="比")], [rule("1")]

    def warned(given: dict[str, object]) -> list[CheckResult]:
        card = tiny_card(rows, rules, given)
        return [result for result in run(given, scorecard=card) if result.kind is CheckKind.ENTERED]

    assert warned({"a": 1, "b": 3, "h": 0.33}) == []
    assert warned({"a": 1, "b": 3, "h": 0}) == []
    assert warned({"a": 1, "b": 3}) == []
    assert warned({"a": 1, "h": 0.5}) == []
    assert warned({"a": 1, "b": 0, "h": 0.5}) == []
    result = only(warned({"a": 1, "b": 3, "h": 0.34}))
    assert (result.key, result.state, result.left) == (f"entered:h:{YEAR}", CheckState.WARNING, D("0.34"))
    assert [key for key, _ in result.items] == ["h", "a", "b"]
    region = tiny_card([row("1", part("a ÷ b", direct="h"), scope="G")], rules, {"a": 1, "b": 3, "h": 9})
    assert [r for r in run({"a": 1, "b": 3, "h": 9}, scorecard=region) if r.kind is CheckKind.ENTERED] == []


def test_an_entered_average_that_disagrees_with_its_parts() -> None:
    """The average that is computed counts; one that was typed beside its parts must agree at its own digits."""
    from hqd_desktop.domain.figures import number
    from hqd_desktop.domain.periods import Period
    from hqd_desktop.domain.scoring import score
    from tests.fakes.shipped_packs import shipped_packs, shipped_samples

    packs, sample = shipped_packs(), shipped_samples()[0]
    average = packs.catalogue.find("门诊次均费用")
    assert average is not None
    key = (average.key, Period(sample.year))

    def warned(value: str) -> list[str]:
        figures = {**sample.figures, key: number(value)}
        card = score(packs.scheme, packs.ruleset, packs.catalogue, sample.hospital, sample.year, figures)
        results = run_checks(packs.checkbook, packs.catalogue, sample.hospital, sample.year, figures, scorecard=card)
        return [result.key for result in results if result.kind is CheckKind.ENTERED]

    assert warned("415.37") == []
    assert warned("415.4") == []
    assert warned("361.85") == [f"entered:{average.key}:{sample.year}"]


# The shipped checks, on figures where they hold.


def shipped(packs: Packs, changed: dict[str, str | None]) -> dict[str, CheckResult]:
    figures = complete_figures()
    for key, value in changed.items():
        figures[key, Period(YEAR)] = BLANK if value is None else number(value)
    results = run_checks(packs.checkbook, packs.catalogue, hospital_of(), YEAR, figures)
    return {result.key: result for result in results}


def test_the_sample_passes_every_identity(packs: Packs) -> None:
    """None is pending, none fails."""
    for sample in shipped_samples():
        results = run_checks(packs.checkbook, packs.catalogue, sample.hospital, sample.year, sample.figures)
        for result in results:
            if result.kind in (CheckKind.EQUAL, CheckKind.AT_MOST):
                assert result.state in (CheckState.PASSED, CheckState.PENDING), result.key
            assert result.state is not CheckState.ERROR


IDENTITIES = {
    "medical_income_sum": "settlement_difference",
    "drug_income_sum": "op_drug_income",
    "material_income_sum": "ip_material_income",
    "examination_income_sum": "op_examination_income",
    "laboratory_income_sum": "ip_laboratory_income",
    "business_income_sum": "research_teaching_income",
    "surplus_difference": "surplus",
    "total_income_sum": "interest_income",
    "total_expense_sum": "other_expense",
}


@pytest.mark.parametrize(("check", "item"), IDENTITIES.items())
def test_each_published_identity(packs: Packs, check: str, item: str) -> None:
    """Holds within 1.00 元, fails beyond, waits for a blank."""
    value = complete_figures()[item, Period(YEAR)].value
    assert value is not None
    before = shipped(packs, {})[check]
    assert before.state is CheckState.PASSED
    assert shipped(packs, {item: str(value + 5)})[check].state is CheckState.ERROR
    assert shipped(packs, {item: str(value - 5)})[check].state is CheckState.ERROR
    assert shipped(packs, {item: None})[check].state is CheckState.PENDING


ORDERS = [
    ("level4_within_surgeries", {"level4_surgeries": "11", "discharge_surgeries": "10"}, CheckState.ERROR),
    ("surgeries_within_discharges", {"discharge_surgeries": "11", "discharges": "10"}, CheckState.WARNING),
    ("tcm_within_physicians", {"tcm_physicians": "11", "physicians": "10"}, CheckState.ERROR),
    ("physicians_within_technicians", {"physicians": "11", "health_technicians": "10"}, CheckState.ERROR),
    ("case_payment_within_insured", {"case_payment_inpatients": "11", "insured_inpatients": "10"}, CheckState.ERROR),
    ("herbal_within_outpatients", {"herbal_outpatients": "11", "total_outpatient_visits": "10"}, CheckState.ERROR),
    ("herbal_within_discharges", {"herbal_discharges": "11", "discharges": "10"}, CheckState.ERROR),
    ("analysed_not_above_discharges", {"analysed_cases": "11", "discharges": "10"}, CheckState.WARNING),
    ("analysed_not_far_below", {"analysed_cases": "79", "discharges": "100"}, CheckState.WARNING),
    ("four_incomes_within_medical", {"medical_income": "100"}, CheckState.ERROR),
    ("outpatient_cost_within_income", {"total_income": "100"}, CheckState.WARNING),
    ("discharge_cost_within_income", {"total_income": "100"}, CheckState.WARNING),
    ("performance_within_wage", {"performance_pay_total": "11", "wage_income_total": "10"}, CheckState.ERROR),
    ("personnel_within_expense", {"personnel_expense": "11", "total_expense": "10"}, CheckState.ERROR),
]


@pytest.mark.parametrize(("check", "changed", "state"), ORDERS, ids=[check for check, *_ in ORDERS])
def test_each_published_order(packs: Packs, check: str, changed: dict[str, str], state: CheckState) -> None:
    """As the domain facts list them, with their severity."""
    assert shipped(packs, {})[check].state is CheckState.PASSED
    assert shipped(packs, changed)[check].state is state


def test_equal_sides_of_an_order_pass(packs: Packs) -> None:
    """At most is not less than; 80 % itself is enough."""
    assert (
        shipped(packs, {"analysed_cases": "80", "discharges": "100"})["analysed_not_far_below"].state
        is CheckState.PASSED
    )
    assert shipped(packs, {"physicians": "10", "health_technicians": "10"})[
        "physicians_within_technicians"
    ].state is CheckState.PASSED  # fmt: skip


def test_years_of_the_old_accounting_run_no_sums(packs: Packs) -> None:
    """2018 has the identities that hold under any accounting, and no sums of lines."""
    moved = {
        (key, Period(period.year - 7, period.quarter)): figure for (key, period), figure in complete_figures().items()
    }
    old = {result.key for result in run_checks(packs.checkbook, packs.catalogue, hospital_of(), 2018, moved)}
    assert {"medical_income_sum", "surplus_difference", "level4_within_surgeries"} <= old
    assert not old & {"total_income_sum", "total_expense_sum", "outpatient_income_lines", "personnel_expense_sum"}


def test_an_empty_hospital_has_nothing_to_answer_for(packs: Packs) -> None:
    """Everything waits."""
    results = run_checks(packs.checkbook, packs.catalogue, hospital_of(), YEAR, {})
    assert {result.state for result in results} == {CheckState.PENDING}
    assert all(result.missing for result in results)

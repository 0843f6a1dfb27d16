"""Check books: what they hold, and that a wrong one is refused with every fault by its place."""

from decimal import Decimal
from typing import Any

import pytest

from hqd_desktop.domain.checks import CheckBook, CheckKind, CheckResult, CheckState, checkbook_from
from hqd_desktop.domain.items import Catalogue

CHECK = {
    "key": "c", "title": "甲 = 乙", "kind": "equal", "left": "总收入", "right": "费用总额", "severity": "error",
    "department": "财务科",
}  # fmt: skip
RANGE = {"key": "r", "title": "甲", "formula": "总收入", "department": "财务科"}


def book(checks: list[Any], ranges: list[Any], **top: Any) -> dict[str, Any]:
    return {"version": "1", "check": checks, "range": ranges, **top}


def test_a_small_book(catalogue: Catalogue) -> None:
    """With its defaults."""
    found, problems = checkbook_from(book([CHECK], [{**RANGE, "severity": "warning", "low": "1"}]), catalogue)
    assert problems == []
    assert found is not None
    (check,) = found.checks
    assert (check.kind, check.severity, check.tolerance, check.from_year) == (CheckKind.EQUAL, CheckState.ERROR, 0, 0)
    (plausible,) = found.ranges
    assert (plausible.low, plausible.high, plausible.levels) == (1, None, ())
    assert found.default_jump == 30
    assert "raw" not in repr(found)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ({}, {("raw_missing", "version")}),
        (book([CHECK, CHECK], []), {("checks_key_twice", "check[c]")}),
        (book([CHECK], [{**RANGE, "key": "c"}]), {("checks_key_twice", "check[c]")}),
        (book([{**CHECK, "kind": "near"}], []), {("raw_not_choice", "check[c].kind")}),
        (book([{**CHECK, "severity": "passed"}], []), {("raw_not_choice", "check[c].severity")}),
        (book([{**CHECK, "left": "总收入 +"}], []), {("formula_ends_early", "check[c].left")}),
        (book([{**CHECK, "right": "梦"}], []), {("formula_unknown_name", "check[c].right")}),
        (book([{**CHECK, "tolerance": 1.0}], []), {("raw_not_decimal", "check[c].tolerance")}),
        (book([{**CHECK, "from_year": 3000}], []), {("raw_not_whole", "check[c].from_year")}),
        (book([{**CHECK, "department": "门卫"}], []), {("raw_not_choice", "check[c].department")}),
        (book([{**CHECK, "x": 1}], []), {("raw_unknown_field", "check[c].x")}),
        (book([], [{**RANGE, "formula": ""}]), {("raw_missing", "range[r].formula")}),
        (book([], [{**RANGE, "levels": ["四级"]}]), {("raw_not_choice", "range[r].levels")}),
        (book([], [{**RANGE, "severity": "error"}]), {("raw_not_choice", "range[r].severity")}),
        (book([], [{**RANGE, "x": 1}]), {("raw_unknown_field", "range[r].x")}),
        (book([], [], x=1), {("raw_unknown_field", "x")}),
    ],
)
def test_every_fault_has_its_place(catalogue: Catalogue, raw: dict[str, Any], wanted: set[tuple[str, str]]) -> None:
    """And the book is refused whole."""
    found, problems = checkbook_from(raw, catalogue)
    assert found is None
    assert wanted <= {(problem.code, problem.where) for problem in problems}


def test_the_shipped_book(checkbook: CheckBook) -> None:
    """Identities allow 1.00 元; sums of lines run from 2019; every check says whom to ask and what is likeliest."""
    identities = [check for check in checkbook.checks if check.kind is CheckKind.EQUAL]
    assert {check.tolerance for check in identities} == {Decimal("1.00")}
    assert {check.from_year for check in checkbook.checks} == {0, 2019}
    assert all(check.causes and check.department for check in checkbook.checks)
    severities = {check.key: check.severity for check in checkbook.checks}
    assert severities["level4_within_surgeries"] is CheckState.ERROR
    assert severities["surgeries_within_discharges"] is CheckState.WARNING


def test_a_difference_needs_both_sides() -> None:
    """Left less right."""

    def result(left: Decimal | None, right: Decimal | None) -> CheckResult:
        return CheckResult("k", "t", CheckKind.EQUAL, CheckState.PENDING, left, right, "元", (), "财务科", ())

    assert result(Decimal(3), Decimal(5)).difference == -2
    assert result(None, Decimal(5)).difference is None
    assert result(Decimal(3), None).difference is None

"""Checks between figures (逻辑校核): what must add up, what must not exceed, what looks unlikely; pure functions.

A check with a blank side is pending, never an error; a warning can be explained, an error cannot be waved away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Any

from hqd_desktop.domain.figures import FigureKey, Figures, FigureState
from hqd_desktop.domain.formula import Expression, FormulaError, OutcomeKind, parse
from hqd_desktop.domain.hospital import LEVELS, Hospital
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.numerals import PRECISION, round_half_up
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.values import Values

MIN_EXPLANATION = 6
_WRONG_UNIT = (Decimal(9000), Decimal(11000))


class CheckState(StrEnum):
    """How a check stands; ERROR blocks locking, WARNING needs a 说明, EXPLAINED has one."""

    ERROR = "error"
    WARNING = "warning"
    EXPLAINED = "explained"
    PENDING = "pending"
    PASSED = "passed"


class CheckKind(StrEnum):
    """What is compared."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    RANGE = "range"
    JUMP = "jump"
    REPEATED = "repeated"
    RESTATED = "restated"
    WRONG_UNIT = "wrong_unit"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Check:
    """One check between two sides; `from_year` is the first year it runs for (0: every year)."""

    key: str
    title: str
    kind: CheckKind
    left: Expression
    right: Expression
    severity: CheckState
    tolerance: Decimal
    from_year: int
    department: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Plausible magnitude of a formula for hospitals of some levels (empty: all)."""

    key: str
    title: str
    formula: Expression
    unit: str
    levels: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    department: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckBook:
    """All checks and ranges, and the change in percent from which a figure must be explained."""

    checks: tuple[Check, ...]
    ranges: tuple[Range, ...]
    default_jump: Decimal
    version: str
    raw: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check as it stands: both sides, their difference, the figures it reads, likeliest causes, whom to ask.

    `key` is stable over saves, so that a 说明 stays with it. `suspect` is the figure that is likeliest wrong, with
    `suggestion` in its place, where one can be told.
    """

    key: str
    title: str
    kind: CheckKind
    state: CheckState
    left: Decimal | None
    right: Decimal | None
    unit: str
    items: tuple[FigureKey, ...]
    department: str
    causes: tuple[str, ...]
    missing: tuple[FigureKey, ...] = ()
    explanation: str = ""
    tolerance: Decimal = Decimal(0)
    suspect: FigureKey | None = None
    suggestion: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Left less right."""
        return None if self.left is None or self.right is None else self.left - self.right


def checkbook_from(raw: Mapping[str, Any], catalogue: Catalogue) -> tuple[CheckBook | None, list[Problem]]:
    """Build the checks against the catalogue, or name everything that is wrong with them."""
    problems: list[Problem] = []
    top = RawReader(raw, "", problems)
    checks = tuple(_check(reader, catalogue) for reader in top.children("check", "key"))
    ranges = tuple(_range(reader, catalogue) for reader in top.children("range", "key"))
    book = CheckBook(checks, ranges, top.decimal("default_jump", Decimal(30)), top.text("version"), raw)
    top.done()
    keys = [check.key for check in checks] + [entry.key for entry in ranges]
    problems += [Problem("checks_key_twice", f"check[{key}]") for key in sorted({k for k in keys if keys.count(k) > 1})]
    return (None, problems) if problems else (book, [])


def _check(reader: RawReader, catalogue: Catalogue) -> Check:
    check = Check(
        key=reader.text("key"),
        title=reader.text("title"),
        kind=CheckKind(reader.choice("kind", ("equal", "at_most"))),
        left=_expression(reader, "left", catalogue),
        right=_expression(reader, "right", catalogue),
        severity=CheckState(reader.choice("severity", ("error", "warning"))),
        tolerance=reader.decimal("tolerance", Decimal(0)),
        from_year=reader.whole("from_year", 0, high=2100),
        department=reader.choice("department", catalogue.departments),
        causes=reader.texts("causes"),
    )
    reader.done()
    return check


def _range(reader: RawReader, catalogue: Catalogue) -> Range:
    found = Range(
        key=reader.text("key"),
        title=reader.text("title"),
        formula=_expression(reader, "formula", catalogue),
        unit=reader.text("unit", ""),
        levels=reader.texts("levels", LEVELS),
        low=reader.optional_decimal("low"),
        high=reader.optional_decimal("high"),
        department=reader.choice("department", catalogue.departments),
        causes=reader.texts("causes"),
    )
    reader.choice("severity", ("warning",), "warning")
    reader.done()
    return found


def _expression(reader: RawReader, field_name: str, catalogue: Catalogue) -> Expression:
    try:
        return parse(reader.text(field_name), catalogue.names)
    except FormulaError as error:
        reader.report(error.problem.code, field_name, **error.problem.params)
        return parse("0", {})


def run_checks(
    book: CheckBook,
    catalogue: Catalogue,
    hospital: Hospital,
    year: int,
    figures: Figures,
    *,
    scorecard: Scorecard | None = None,
    locked: Mapping[FigureKey, Decimal] | None = None,
    explanations: Mapping[str, str] | None = None,
) -> tuple[CheckResult, ...]:
    """Run everything for one year.

    `locked` are last year's submitted values, against which 上年 figures are guarded; `scorecard` adds the warnings
    that rules ask for; `explanations` are the 说明 given so far, by check key.
    """
    found = [
        *_pairs(book, catalogue, year, figures),
        *_ranges(book, catalogue, hospital, year, figures),
        *_restated(catalogue, year, figures, locked or {}),
        *_changes(book, catalogue, year, figures),
        *(_rule_warnings(scorecard, catalogue) if scorecard else ()),
    ]
    return tuple(_explained(result, (explanations or {}).get(result.key, "")) for result in found)


def _explained(result: CheckResult, text: str) -> CheckResult:
    if result.state is not CheckState.WARNING or len(text.strip()) < MIN_EXPLANATION:
        return result
    return replace(result, state=CheckState.EXPLAINED, explanation=text.strip())


def _pairs(book: CheckBook, catalogue: Catalogue, year: int, figures: Figures) -> Iterator[CheckResult]:
    values = Values(catalogue, figures, year, zero_for_not_applicable=True)
    for check in book.checks:
        if year < check.from_year:
            continue
        left, right = values.compute(check.left), values.compute(check.right)
        read = dict.fromkeys(check.left.items() + check.right.items())
        items = tuple((key, values.period(key, back)) for key, back in read)
        unit = catalogue[items[0][0]].unit if items else ""
        missing = tuple(
            (key, values.period(key, back))
            for outcome in (left, right)
            if outcome.kind is OutcomeKind.MISSING
            for key, back in outcome.causes
        )
        state, suspect, suggestion = CheckState.PENDING, None, None
        if left.value is not None and right.value is not None:
            gap = left.value - right.value
            holds = abs(gap) <= check.tolerance if check.kind is CheckKind.EQUAL else gap <= check.tolerance
            state = CheckState.PASSED if holds else check.severity
            if not holds:
                suspect, suggestion = _suspect(check, values, left.value, right.value)
        yield CheckResult(
            check.key, check.title, check.kind, state, left.value, right.value, unit, items, check.department,
            check.causes, tuple(dict.fromkeys(missing)), tolerance=check.tolerance, suspect=suspect,
            suggestion=suggestion,
        )  # fmt: skip


def _suspect(check: Check, values: Values, left: Decimal, right: Decimal) -> tuple[FigureKey | None, Decimal | None]:
    """The one figure that, read as 万元 (×10 000) or as 元 (÷10 000), makes an identity hold."""
    if check.kind is not CheckKind.EQUAL:
        return None, None
    gap = left - right
    for side, sign in ((check.left, 1), (check.right, -1)):
        for key, back in side.items():
            value = values.resolve(key, back).value
            if not value:
                continue
            for factor in (Decimal(10000), Decimal("0.0001")):
                moved = gap + sign * (value * factor - value)
                if abs(moved) <= max(check.tolerance, abs(value * factor) / 1000):
                    return (key, values.period(key, back)), value * factor
    return None, None


def _ranges(
    book: CheckBook, catalogue: Catalogue, hospital: Hospital, year: int, figures: Figures
) -> Iterator[CheckResult]:
    values = Values(catalogue, figures, year)
    for entry in book.ranges:
        if entry.levels and hospital.level_counts_as not in entry.levels:
            continue
        outcome = values.compute(entry.formula)
        items = tuple((key, values.period(key, back)) for key, back in entry.formula.items())
        missing = tuple((key, values.period(key, back)) for key, back in outcome.causes)
        value, bound, state = outcome.value, None, CheckState.PENDING
        if value is not None:
            state = CheckState.PASSED
            below = entry.low is not None and value < entry.low
            above = entry.high is not None and value > entry.high
            bound = entry.low if below else entry.high if above else None
            if below or above:
                state = CheckState.WARNING
        yield CheckResult(
            entry.key, entry.title, CheckKind.RANGE, state, value, bound, entry.unit, items, entry.department,
            entry.causes, missing,
        )  # fmt: skip


def _restated(
    catalogue: Catalogue, year: int, figures: Figures, locked: Mapping[FigureKey, Decimal]
) -> Iterator[CheckResult]:
    """上年 figures that differ from what was locked and submitted."""
    for (key, period), value in locked.items():
        figure = figures.get((key, period))
        if period.year != year - 1 or figure is None or figure.value is None or figure.value == value:
            continue
        item = catalogue[key]
        yield CheckResult(
            f"restated:{key}:{period.key}", f"{item.name}的上年数与锁定稿不一致", CheckKind.RESTATED, CheckState.ERROR,
            figure.value, value, item.unit, ((key, period),), item.department, (), suspect=(key, period),
            suggestion=value,
        )  # fmt: skip


def _changes(book: CheckBook, catalogue: Catalogue, year: int, figures: Figures) -> Iterator[CheckResult]:
    """Year-on-year jumps, mixed units and repeated figures, for every number of the year."""
    for item in catalogue:
        period = Period(year, 4 if item.quarterly else 0)
        now, before = figures.get((item.key, period)), figures.get((item.key, period.last_year()))
        if item.kind is not ItemKind.NUMBER or now is None or before is None:
            continue
        if now.state is not FigureState.NUMBER or before.state is not FigureState.NUMBER:
            continue
        value, last = now.value or Decimal(0), before.value or Decimal(0)
        limit = book.default_jump if item.jump is None else item.jump
        kind = _change_kind(value, last, limit, item.unit)
        if kind is None:
            continue
        suggestion = None
        if kind is CheckKind.WRONG_UNIT:
            suggestion = value * 10000 if abs(value) < abs(last) else value / 10000
        title = {
            CheckKind.WRONG_UNIT: f"{item.name}像是元、万元混填",
            CheckKind.REPEATED: f"{item.name}与上年完全相同",
            CheckKind.JUMP: f"{item.name}比上年变化较大",
        }[kind]
        yield CheckResult(
            f"{kind.value}:{item.key}:{period.key}", title, kind, CheckState.WARNING, value, last, item.unit,
            ((item.key, period), (item.key, period.last_year())), item.department, (), tolerance=limit,
            suspect=(item.key, period), suggestion=suggestion,
        )  # fmt: skip


def _change_kind(value: Decimal, last: Decimal, limit: Decimal, unit: str) -> CheckKind | None:
    if not last or not value:
        return None
    with localcontext(PRECISION):
        factor = abs(value / last)
        if any(low <= ratio <= high for ratio in (factor, 1 / factor) for low, high in (_WRONG_UNIT,)):
            return CheckKind.WRONG_UNIT
        if value == last and unit == "元" and abs(value) >= 10000:
            return CheckKind.REPEATED
        change = round_half_up(abs(value - last) / abs(last) * 100, 12)
    return CheckKind.JUMP if limit and change > limit else None


def _rule_warnings(scorecard: Scorecard, catalogue: Catalogue) -> Iterator[CheckResult]:
    """Values so low that the rule set asks for an explanation (次均费用 fallen by more than 10 %)."""
    for result in scorecard:
        limit = result.entry.warn_below
        for part in result.parts if limit is not None and result.applicable else ():
            if part.value is None or limit is None or part.value >= limit:
                continue
            items = tuple(used.key for used in part.used)
            yield CheckResult(
                f"rule:{result.indicator.number}:{part.part.key}", f"{part.part.name}低于提醒线", CheckKind.RULE,
                CheckState.WARNING, part.value, limit, part.part.unit, items, result.indicator.supplier, (),
            )  # fmt: skip

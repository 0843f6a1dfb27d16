"""The two sides of a check and its verdict as formulas; where its figures have no cells it stays a value."""

from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState
from hqd_desktop.domain.expression import Expression
from hqd_desktop.domain.figures import FigureKey, figure_at
from hqd_desktop.domain.numerals import decimal_places, round_half_up
from hqd_desktop.files.live_cells import ValueKey
from hqd_desktop.files.live_expression import is_constant, literal, live_value, quoted
from hqd_desktop.files.submission_computed import NOTHING, NOW
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_values import outcome_result
from hqd_desktop.files.workbook_layout import COMPUTED
from hqd_desktop.services.checks_text import STATE_TEXTS

PASSED, WITHIN, WAITING = STATE_TEXTS[CheckState.PASSED], "通过（尾差）", STATE_TEXTS[CheckState.PENDING]


@dataclass(frozen=True, slots=True)
class LiveCheck:
    """The formulas of both sides with the program's own results, and the word when the check does not hold.

    `right` of a range names the left side's cell as {left} and compares in {places} places.
    """

    left: str
    right: str
    results: tuple[Decimal | str, Decimal | str]
    failed: str


def live_check(writing: Writing, result: CheckResult) -> LiveCheck | None:
    """The sides of a check, None when it cannot be live: its figures have no cells, or it was checked against
    figures that are not in this workbook (a locked year's)."""
    match result.kind:
        case CheckKind.EQUAL | CheckKind.AT_MOST:
            return _pair(writing, result)
        case CheckKind.RANGE:
            return _range(writing, result)
        case CheckKind.JUMP | CheckKind.REPEATED | CheckKind.WRONG_UNIT:
            return _change(writing, result)
        case CheckKind.RULE:
            return _rule(writing, result)
        case CheckKind.ENTERED:
            return _entered(writing, result)
    return None


Side = tuple[str, Decimal | str]
_NO_SIDE: Side = ("", "")


def _side(writing: Writing, expression: Expression, expected: Decimal | None, zero: bool) -> Side:
    """One side; nothing when the figures of the workbook do not give what was checked."""
    outcome = writing.values(zero).compute(expression)
    if outcome.value != expected:
        return _NO_SIDE
    cells = writing.cells
    formula = live_value(expression, cells.refs(0, zero), zero_for_not_applicable=zero, places=cells.places)
    return formula, outcome_result(outcome)


def _live(left: Side, right: Side, result: CheckResult, severity: CheckState = CheckState.WARNING) -> LiveCheck | None:
    if not left[0] or not right[0] or is_constant(left[0]) or is_constant(right[0]):
        return None
    holds = result.state in (CheckState.PASSED, CheckState.PENDING)
    return LiveCheck(left[0], right[0], (left[1], right[1]), STATE_TEXTS[severity if holds else result.state])


def _pair(writing: Writing, result: CheckResult) -> LiveCheck | None:
    check = next(check for check in writing.assessment.packs.checkbook.checks if check.key == result.key)
    left = _side(writing, check.left, result.left, zero=True)
    return _live(left, _side(writing, check.right, result.right, zero=True), result, check.severity)


def _range(writing: Writing, result: CheckResult) -> LiveCheck | None:
    entry = next(entry for entry in writing.assessment.packs.checkbook.ranges if entry.key == result.key)
    value, nothing = "ROUND({left},{places})", quoted(NOTHING)
    right = nothing
    if entry.high is not None:
        right = f"IF({value}>{literal(entry.high)},{literal(entry.high)},{right})"
    if entry.low is not None:
        right = f"IF({value}<{literal(entry.low)},{literal(entry.low)},{right})"
    bound = NOTHING if result.right is None else result.right
    left = _side(writing, entry.formula, result.left, zero=False)
    return _live(left, (f"IF(ISNUMBER({{left}}),{right},{nothing})", bound), result)


def _change(writing: Writing, result: CheckResult) -> LiveCheck | None:
    now, before = (
        _own(writing, key, side) for key, side in zip(result.items, (result.left, result.right), strict=True)
    )
    return _live(now, before, result)


def _own(writing: Writing, key: FigureKey, expected: Decimal | None) -> Side:
    if expected is None or figure_at(writing.assessment.figures, *key).value != expected:
        return _NO_SIDE
    return writing.cells.figure(key) or "", expected


def _rule(writing: Writing, result: CheckResult) -> LiveCheck | None:
    _, number, part = result.key.split(":", 2)
    if result.left is None or result.right is None:
        return None
    return _live((_part_cell(writing, number, part), result.left), (literal(result.right), result.right), result)


def _part_cell(writing: Writing, number: str, part: str) -> str:
    row = writing.places.values.get((number, part))
    return writing.other(COMPUTED, row, NOW) if row is not None and writing.is_live(COMPUTED, row, NOW) else ""


def _entered(writing: Writing, result: CheckResult) -> LiveCheck | None:
    key, value = result.items[0], result.right
    left = _own(writing, key, result.left)
    if value is None:
        return None
    if key[0] in writing.catalogue.formulas:
        same = writing.values().resolve(key[0], 0).value == value
        return _live(left, (writing.cells.value(ValueKey(key[0], 0)), value) if same else _NO_SIDE, result)
    for row in writing.card:
        for part in row.parts:
            if part.part.direct == key[0] and part.value == value and row.applicable:
                return _live(left, (_part_cell(writing, row.indicator.number, part.part.key), value), result)
    return None


def verdict_formula(result: CheckResult, live: LiveCheck, left: str, right: str, places: str) -> str:
    """The verdict over the cells of both sides, in the words of `verdict_word`."""
    failed = quoted(live.failed)
    gap = f"ROUND({left}-{right},{places})"
    both = f"AND(ISNUMBER({left}),ISNUMBER({right}))"
    passed = quoted(PASSED)
    match result.kind:
        case CheckKind.EQUAL:
            tolerance = literal(result.tolerance)
            inside = f"IF({gap}=0,{passed},{quoted(WITHIN)})"
            return f"IF({both},IF(ABS({gap})<={tolerance},{inside},{failed}),{quoted(WAITING)})"
        case CheckKind.AT_MOST:
            return f"IF({both},IF({gap}<={literal(result.tolerance)},{passed},{failed}),{quoted(WAITING)})"
        case CheckKind.RANGE:
            return f"IF(ISNUMBER({left}),IF(ISNUMBER({right}),{failed},{passed}),{quoted(WAITING)})"
        case CheckKind.RULE:
            return f"IF({both},IF(ROUND({left},{places})<{right},{failed},{passed}),{quoted(WAITING)})"
        case CheckKind.ENTERED:
            given = decimal_places(result.left) if result.left is not None else 0
            agrees = f"ROUND(ROUND({right},{places}),{given})={left}"
            return f"IF({both},IF({agrees},{passed},{failed}),{quoted(WAITING)})"
    return f"IF({both},IF({_changed(result, left, right, places)},{failed},{passed}),{quoted(WAITING)})"


def _changed(result: CheckResult, left: str, right: str, places: str) -> str:
    """Whether the year-on-year warning still stands."""
    small, large = f"MIN(ABS({left}),ABS({right}))", f"MAX(ABS({left}),ABS({right}))"
    if result.kind is CheckKind.WRONG_UNIT:
        return f"AND({right}<>0,{small}*9000<={large},{large}<={small}*11000)"
    if result.kind is CheckKind.REPEATED:
        return f"{left}={right}"
    return f"IF({right}=0,FALSE,ROUND(ABS({left}-{right})/ABS({right})*100,9)>{literal(result.tolerance)})"


def verdict_word(result: CheckResult) -> str:
    """The program's own verdict: a sum that holds within its tolerance says so."""
    if result.state is CheckState.PASSED and result.kind is CheckKind.EQUAL and result.difference:
        return WITHIN
    return STATE_TEXTS[result.state]


def shown_side(value: Decimal | None) -> Decimal | str:
    """A side or a difference as it is shown: four decimals, as services.checks_text does."""
    return "—" if value is None else round_half_up(value, 4)

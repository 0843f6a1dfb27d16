"""Formulas of 指标计算: what each value, its status and its shown digits are computed by; it writes no cell."""

from decimal import Decimal

from hqd_desktop.domain.expression import Expression, Outcome
from hqd_desktop.domain.numerals import decimal_places, round_half_up
from hqd_desktop.domain.rule_base import Rule
from hqd_desktop.domain.scheme import Indicator, NotApplicable, Part
from hqd_desktop.domain.scorecard import PartResult, Reason, Status
from hqd_desktop.files.live_cells import LiveCells, ValueKey
from hqd_desktop.files.live_expression import (
    MISSING,
    NO_LAST,
    NOT_APPLICABLE,
    NOT_COMPUTABLE,
    live_count,
    live_parts_known,
    live_value,
    quoted,
    word,
)

DONE, NOT_ALLOWED = "已算", "本项应填"
BY_FORMULA, DIRECT, COUNTED = "按公式", "直接填报", "计条件"
_LONGEST = 15


def part_formula(part: Part, cells: LiveCells, back: int) -> str:
    """The unrounded value of a part, or a word; a mere constant where no cell of the workbook can change it."""
    if part.formula is None:
        return live_count([cells.figure((key, cells.period(key, back))) for key in part.checklist])
    given = cells.given(part.direct, back)
    return live_value(part.formula, cells.refs(back), given=given, places=cells.places)


def status_formula(indicator: Indicator, rule: Rule, now: str, last: str, siblings: list[str]) -> str:
    """What became of a value; `siblings` are the cells of all values of the row."""
    declared = quoted(NOT_APPLICABLE)
    if indicator.not_applicable is NotApplicable.NEVER:
        declared = quoted(NOT_ALLOWED)
    elif indicator.not_applicable is NotApplicable.HALF:
        tests = [f"{cell}={quoted(NOT_APPLICABLE)}" for cell in siblings]
        both = f"AND({','.join(tests)})"
        declared = f"IF({both},{quoted(NOT_ALLOWED)},{quoted(NOT_APPLICABLE)})"
    idle = f"{now}={quoted(NOT_APPLICABLE)}"
    if not rule.needs_last_year:
        return f"IF(ISNUMBER({now}),{quoted(DONE)},IF({idle},{declared},{now}))"
    none = f"OR({now}={quoted(NO_LAST)},{last}={quoted(NOT_APPLICABLE)},{last}={quoted(NO_LAST)})"
    zero = f"OR({now}={quoted(NOT_COMPUTABLE)},{last}={quoted(NOT_COMPUTABLE)})"
    rest = f"IF({last}={quoted(MISSING)},{quoted(MISSING)},IF({zero},{quoted(NOT_COMPUTABLE)},{quoted(DONE)}))"
    rest = f"IF({none},{quoted(NO_LAST)},{rest})"
    return f"IF({idle},{declared},IF({now}={quoted(MISSING)},{quoted(MISSING)},{rest}))"


def status_word(result: PartResult) -> str:
    """The program's own status of a value, in the words of `status_formula`."""
    if result.status is Status.MISSING:
        return NOT_ALLOWED if result.reason is Reason.NOT_ALLOWED else MISSING
    if result.status is Status.NOT_APPLICABLE:
        return NO_LAST if result.reason is Reason.NO_LAST_YEAR else NOT_APPLICABLE
    return NOT_COMPUTABLE if result.status is Status.NOT_COMPUTABLE else DONE


def way_formula(expression: Expression, cells: LiveCells, back: int, value: str) -> str:
    """按公式 or 直接填报; "" without a value."""
    direct = [f"NOT({live_parts_known(expression, cells.refs(back))})"]
    for key, further in expression.items():
        named = ValueKey(key, back + further)
        own = cells.catalogue[key].own_value  # what is given there is the value itself, not 直接填报
        if key in cells.catalogue.formulas and named in cells.values and not own:
            direct.append(f"{cells.way(named)}={quoted(DIRECT)}")
    test = f"OR({','.join(direct)})" if len(direct) > 1 else direct[0]
    return f'IF(ISNUMBER({value}),IF({test},{quoted(DIRECT)},{quoted(BY_FORMULA)}),"")'


def way_word(value: Decimal | None, direct: bool) -> str:
    """The program's own answer to `way_formula`."""
    return "" if value is None else DIRECT if direct else BY_FORMULA


def shown_formula(value: str, places: str, decimals: int, otherwise: str) -> str:
    """A value rounded half up to its decimals. It is first rounded to what a spreadsheet knows of it, because the
    last bit of a binary fraction must not decide a half."""
    return f"IF(ISNUMBER({value}),ROUND(ROUND({value},{places}),{decimals}),{otherwise})"


def word_formula(status: str) -> str:
    """The word in the place of a value that there is not."""
    missing = f"OR({status}={quoted(MISSING)},{status}={quoted(NOT_ALLOWED)})"
    rest = f"IF({status}={quoted(NOT_COMPUTABLE)},{quoted(NOT_COMPUTABLE)},{quoted(NOT_APPLICABLE)})"
    return f"IF({missing},{quoted(MISSING)},{rest})"


def outcome_result(outcome: Outcome, base: int = 0) -> Decimal | str:
    """The program's own outcome as its cell shows it."""
    return word(outcome, base) if outcome.value is None else outcome.value


def unrounded_places(value: Decimal | str) -> int:
    """How many decimals of an unrounded value are worth showing: all of a finite one, else what 15 digits allow."""
    if isinstance(value, str):
        return 0
    room = max(0, min(12, _LONGEST - 1 - max(value.adjusted(), 0)))
    return min(room, decimal_places(round_half_up(value, room)))

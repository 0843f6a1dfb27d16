"""Translates a scoring rule into a formula of a spreadsheet; it refuses to know where any cell stands.

The formulas compare as the rules do: rounded to 12 places, or to the 15 digits that a spreadsheet has where the
numbers are large.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from typing import Any

from hqd_desktop.domain import rules
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.rule_base import Rule
from hqd_desktop.domain.rules_compared import AgainstGoal, BestOf, Completion, Efficacy, Relative, SumOf, Trend
from hqd_desktop.files.live_expression import literal

DEEPEST = 50  # Excel nests 64 functions
_DIGITS = 15
_QUIET = 9  # places that the noise of doubles does not reach where it decides over a digit


@dataclass(frozen=True, slots=True)
class RuleCells:
    """The cells that a rule reads: this year's and last year's unrounded value, and the places to compare with.

    `level` is the hospital's, `conditions` the length of the checklist, `rate` the unrounded 完成率 of 本院目标, ""
    where none is set.
    """

    value: str
    last: str
    places: str
    level: str
    conditions: int = 0
    rate: str = ""


def compare_places(cells: Sequence[str], largest: Decimal = Decimal(1)) -> str:
    """The formula of `RuleCells.places`: 12, or fewer where the largest of cells and constants leaves fewer of 15
    digits. Words in the cells do not matter, nor does the noise of a quotient that is 1000 by the rules of decimals."""
    joined = ",".join(cells)
    most = f"{literal(max(Decimal(1), largest))},{joined},-MIN(0,{joined})"
    return f"MIN(12,{_DIGITS - 1}-INT(LOG10(ROUND(MAX({most}),{_QUIET}))))"


def places_of(values: Sequence[Decimal | None], largest: Decimal = Decimal(1)) -> Decimal:
    """What `compare_places` gives over cells with these values."""
    most = max([Decimal(1), largest, *(abs(value) for value in values if value is not None)])
    return Decimal(min(12, _DIGITS - 1 - round_half_up(most, _QUIET).adjusted()))


def live_points(rule: Rule, cells: RuleCells) -> str:
    """The unrounded points of a value that can be scored; "" when this rule cannot be a formula."""
    return _points(rule, cells)


def largest_constant(rule: Rule) -> Decimal:
    """The largest number that a value is held against."""
    match rule:
        case rules.Threshold():
            return max(abs(rule.limit), abs(rule.zero_at))
        case rules.Range():
            return max((abs(limit) for limit in (rule.low, rule.high) if limit is not None), default=Decimal(0))
        case rules.Bands():
            return max((abs(low) for low, _ in rule.bands), default=Decimal(0))
        case rules.Ladder():
            return max((abs(least) for _, least, _ in rule.steps), default=Decimal(0))
        case Trend():
            return max(abs(rule.level or Decimal(0)), rule.tolerance * (1 if rule.relative else 10))
        case BestOf() | SumOf():
            return max(map(largest_constant, rule.rules), default=Decimal(0))
    return Decimal(0)


def _close(text: str, cells: RuleCells) -> str:
    return f"ROUND({text},{cells.places})"


@singledispatch
def _points(rule: Any, cells: RuleCells) -> str:
    return ""


@_points.register
def _(rule: rules.Monitor, cells: RuleCells) -> str:
    return "0"


@_points.register
def _(rule: rules.Threshold, cells: RuleCells) -> str:
    full, limit, zero_at = literal(rule.full), literal(rule.limit), literal(rule.zero_at)
    value = _close(cells.value, cells)
    reached = f"{value}>={limit}" if rule.at_least else f"{value}<={limit}"
    return f"IF({reached},{full},{_below(rule, cells, full, limit, zero_at)})"


def _below(rule: rules.Threshold, cells: RuleCells, full: str, limit: str, zero_at: str) -> str:
    if rule.otherwise == "proportion":
        if rule.at_least:
            return _share(full, cells.value, limit) if rule.limit > 0 else "0"
        return f"IF({cells.value}>0,{_share(full, limit, cells.value)},0)"
    if rule.otherwise == "steps":
        steps = f"ROUND(ABS({_close(cells.value, cells)}-{limit})/{literal(rule.step)},MIN(10,{cells.places}))"
        return f"MAX(0,{full}-ROUNDUP({steps},0)*{literal(rule.per_step)})"
    if rule.otherwise == "linear":
        left = f"{cells.value}-{zero_at}" if rule.at_least else f"{zero_at}-{cells.value}"
        return f"IF({_close(left, cells)}<=0,0,{_share(full, f'({left})', literal(abs(rule.zero_at - rule.limit)))})"
    return "0"


def _share(full: str, above: str, below: str) -> str:
    return f"MAX(0,MIN({full},{full}*{above}/{below}))"


@_points.register
def _(rule: rules.Range, cells: RuleCells) -> str:
    value = _close(cells.value, cells)
    tests = [] if rule.low is None else [f"{value}>={literal(rule.low)}"]
    tests += [] if rule.high is None else [f"{value}<={literal(rule.high)}"]
    return f"IF(AND({','.join(tests)}),{literal(rule.full)},0)" if tests else literal(rule.full)


@_points.register
def _(rule: rules.Bands, cells: RuleCells) -> str:
    return _steps(rule.bands, cells)


@_points.register
def _(rule: rules.Ladder, cells: RuleCells) -> str:
    own = [(least, points) for levels, least, points in rule.steps if not levels or cells.level in levels]
    return _steps(own, cells)


def _steps(steps: Sequence[tuple[Decimal, Decimal]], cells: RuleCells) -> str:
    """The points of the highest step that is reached."""
    if len(steps) > DEEPEST:
        return ""
    text = "0"
    for least, points in sorted(steps):
        text = f"IF({_close(cells.value, cells)}>={literal(least)},{literal(points)},{text})"
    return text


@_points.register
def _(rule: rules.Checklist, cells: RuleCells) -> str:
    return _share(literal(rule.full), cells.value, str(cells.conditions)) if cells.conditions else "0"


@_points.register
def _(rule: rules.Rated, cells: RuleCells) -> str:
    return f"MAX(0,MIN({literal(rule.full)},{cells.value}))"


@_points.register
def _(rule: Trend, cells: RuleCells) -> str:
    full, half = literal(rule.full), literal(rule.full / 2)
    moved = f"{cells.value}-{cells.last}" if rule.upward else f"{cells.last}-{cells.value}"
    gain = _close(moved, cells)
    if rule.relative:
        allowed = f"ABS({cells.last})*{literal(rule.tolerance / 100)}"
        slack = _close(allowed, cells)
        worst, between = f"10*{slack}", f"(9*{allowed})"
        linear = f"MAX(0,{half}*({moved}+10*{allowed})/{between})"
    else:
        slack, worst = literal(rule.tolerance), literal(rule.tolerance * 10)
        linear = f"MAX(0,{half}*({moved}+{worst})/{literal(rule.tolerance * 9)})"
    text = f"IF({gain}<=-{worst},0,{linear})"
    text = f"IF({gain}>{slack},{full},IF({gain}>=-{slack},{half},{text}))"
    if rule.relative and rule.upward:
        text = f"IF({cells.last}=0,IF({cells.value}>0,{full},0),{text})"
    if rule.level is not None:
        sign = ">=" if rule.upward else "<="
        text = f"IF({_close(cells.value, cells)}{sign}{literal(rule.level)},{full},{text})"
    return text


@_points.register
def _(rule: Efficacy, cells: RuleCells) -> str:
    span = literal(rule.satisfactory - rule.unacceptable)
    index = f"60+40*({cells.value}-{literal(rule.unacceptable)})/{span}"
    return f"{literal(rule.full)}*MAX(0,MIN(100,{index}))/100"


@_points.register
def _(rule: Completion, cells: RuleCells) -> str:
    return _share(literal(rule.full), cells.value, literal(rule.target))


@_points.register
def _(rule: AgainstGoal, cells: RuleCells) -> str:
    return _share(literal(rule.full), cells.rate, "100") if cells.rate else "0"


@_points.register
def _(rule: Relative, cells: RuleCells) -> str:
    return live_points(rules.Threshold(rule.full, rule.at_least, rule.reference, "proportion"), cells)


@_points.register
def _(rule: BestOf, cells: RuleCells) -> str:
    return _combined("MAX({})", ",", rule.full, rule.rules, cells)


@_points.register
def _(rule: SumOf, cells: RuleCells) -> str:
    return _combined("{}", "+", rule.full, rule.rules, cells)


def _combined(form: str, sign: str, full: Decimal, options: Sequence[Rule], cells: RuleCells) -> str:
    texts = [live_points(option, cells) for option in options]
    return f"MIN({literal(full)},{form.format(sign.join(texts))})" if all(texts) else ""

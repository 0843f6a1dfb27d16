"""Running the checks of a check book on one year's figures; pure, and every result says what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, localcontext

from hqd_desktop.domain.checks import (
    MIN_EXPLANATION,
    Check,
    CheckBook,
    CheckKind,
    CheckResult,
    CheckState,
    Slip,
    SlipKind,
)
from hqd_desktop.domain.expression import Outcome, OutcomeKind
from hqd_desktop.domain.figures import FigureKey, Figures, FigureState, Restatements, figure_at
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.numerals import PRECISION, decimal_places, round_half_up
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.rule_base import close
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.values import Values

WRONG_UNIT_FACTOR = (Decimal(9000), Decimal(11000))


def run_checks(
    book: CheckBook,
    catalogue: Catalogue,
    hospital: Hospital,
    year: int,
    figures: Figures,
    *,
    scorecard: Scorecard | None = None,
    locked: Mapping[FigureKey, Decimal] | None = None,
    restated: Restatements | None = None,
    explanations: Mapping[str, str] | None = None,
) -> tuple[CheckResult, ...]:
    """Run everything for one year.

    `locked` are last year's submitted values, against which 上年 figures are guarded, `restated` the 上年调整数 that
    were declared with a reason; `scorecard` adds the warnings that rules ask for; `explanations` are the 说明 given so
    far, by check key.
    """
    found = [
        *_pairs(book, catalogue, year, figures),
        *_ranges(book, catalogue, hospital, year, figures),
        *_restated(catalogue, year, figures, locked or {}, restated or {}),
        *_changes(book, catalogue, year, figures),
        *(_rule_warnings(scorecard) if scorecard else ()),
        *(_entered_ratios(scorecard, catalogue, year, figures) if scorecard else ()),
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
        missing = _missing(values, left, right)
        state, suspect, suggestion, slip = CheckState.PENDING, None, None, None
        if left.value is not None and right.value is not None:
            gap = close(left.value - right.value)
            holds = abs(gap) <= check.tolerance if check.kind is CheckKind.EQUAL else gap <= check.tolerance
            state = CheckState.PASSED if holds else check.severity
            if not holds:
                suspect, suggestion = _suspect(check, values, left.value, right.value)
                slip = None if suspect else _slip(check, values, left.value, right.value)
        yield CheckResult(
            check.key, check.title, check.kind, state, left.value, right.value, unit, items, check.department,
            check.causes, missing, tolerance=check.tolerance, suspect=suspect,
            suggestion=suggestion, slip=slip,
        )  # fmt: skip


def _slip(check: Check, values: Values, left: Decimal, right: Decimal) -> Slip | None:
    """The one part of a plain sum whose value is the difference (or half of it); None where two parts would do."""
    parts = [(key, values.period(key, back), values.resolve(key, back).value) for key, back in check.right.items()]
    if check.kind is not CheckKind.EQUAL or sum(value or 0 for _, _, value in parts) != right:
        return None
    gap, found = left - right, []
    for key, period, value in parts:
        for kind, expected in ((SlipKind.LEFT_OUT, -1), (SlipKind.TWICE, 1), (SlipKind.SIGN, -2)):
            if value and abs(value) > check.tolerance and abs(gap - expected * value) <= check.tolerance:
                found.append(Slip(kind, (key, period), value))
    return found[0] if len(found) == 1 else None


def _missing(values: Values, *outcomes: Outcome) -> tuple[FigureKey, ...]:
    causes = (cause for outcome in outcomes if outcome.kind is OutcomeKind.MISSING for cause in outcome.causes)
    return tuple(dict.fromkeys((key, values.period(key, back)) for key, back in causes))


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
                wanted = value * factor
                moved = gap + sign * (wanted - value)
                # A figure so small that leaving it out would do as well tells nothing.
                if check.tolerance < abs(wanted) and abs(moved) <= max(check.tolerance, abs(wanted) / 1000):
                    return (key, values.period(key, back)), wanted
    return None, None


def _ranges(
    book: CheckBook, catalogue: Catalogue, hospital: Hospital, year: int, figures: Figures
) -> Iterator[CheckResult]:
    values = Values(catalogue, figures, year)
    for entry in book.ranges:
        if entry.levels and hospital.level_counts_as not in entry.levels:
            continue
        outcome = values.compute(entry.formula)
        if outcome.kind is OutcomeKind.NOT_APPLICABLE:
            continue
        items = tuple((key, values.period(key, back)) for key, back in entry.formula.items())
        missing = _missing(values, outcome)
        value, bound, state = outcome.value, None, CheckState.PENDING
        if value is not None:
            state = CheckState.PASSED
            below = entry.low is not None and close(value) < entry.low
            above = entry.high is not None and close(value) > entry.high
            bound = entry.low if below else entry.high if above else None
            if below or above:
                state = CheckState.WARNING
        yield CheckResult(
            entry.key, entry.title, CheckKind.RANGE, state, value, bound, entry.unit, items, entry.department,
            entry.causes, missing,
        )  # fmt: skip


def _restated(
    catalogue: Catalogue,
    year: int,
    figures: Figures,
    locked: Mapping[FigureKey, Decimal],
    restated: Restatements,
) -> Iterator[CheckResult]:
    """上年 figures that differ from what was locked and submitted: an error unless declared as 上年调整数."""
    for (key, period), value in locked.items():
        figure, declared = figure_at(figures, key, period), restated.get((key, period))
        given = declared.value if declared else figure.value
        if period.year != year - 1 or given == value or (declared is None and figure.state is FigureState.BLANK):
            continue
        item = catalogue[key]
        state = CheckState.EXPLAINED if declared else CheckState.ERROR
        yield CheckResult(
            f"restated:{key}:{period.key}", f"{item.name}的上年数与锁定稿不一致", CheckKind.RESTATED, state,
            given, value, item.unit, ((key, period),), item.department, (), suspect=(key, period),
            suggestion=None if declared else value, explanation=declared.explanation if declared else "",
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
    if not last:
        return None
    least, most = WRONG_UNIT_FACTOR
    with localcontext(PRECISION):
        small, large = sorted((abs(value), abs(last)))
        if small * least <= large <= small * most:
            return CheckKind.WRONG_UNIT
        if value == last and unit == "元" and abs(value) >= 10000:
            return CheckKind.REPEATED
        change = round_half_up(abs(value - last) / abs(last) * 100, 12)
    return CheckKind.JUMP if limit and change > limit else None


def _rule_warnings(scorecard: Scorecard) -> Iterator[CheckResult]:
    """Values so low that the rule set asks for an explanation (次均费用 fallen by more than 10 %)."""
    for result in scorecard:
        limit = result.entry.warn_below
        for part in result.parts if limit is not None and result.applicable else ():
            if part.value is None or limit is None or close(part.value) >= limit:
                continue
            items = tuple(used.key for used in part.used)
            yield CheckResult(
                f"rule:{result.indicator.number}:{part.part.key}", f"{part.part.name}低于提醒线", CheckKind.RULE,
                CheckState.WARNING, part.value, limit, part.part.unit, items, result.indicator.supplier, (),
            )  # fmt: skip


def _entered_ratios(scorecard: Scorecard, catalogue: Catalogue, year: int, figures: Figures) -> Iterator[CheckResult]:
    """A published ratio or average that was entered although its parts are known, and does not agree with them."""
    period = Period(year)
    values = Values(catalogue, figures, year)
    computed = [
        (part.part.direct, part.value, tuple(used.key for used in part.used if used.key[1] == period))
        for result in scorecard
        for part in (result.parts if result.applicable else ())
        if part.part.direct and not part.direct
    ]
    computed += [
        (key, values.compute(formula).value, tuple((read, values.period(read, back)) for read, back in formula.items()))
        for key, formula in catalogue.formulas.items()
        if not catalogue[key].own_value
    ]
    for key, value, behind in computed:
        given = figure_at(figures, key, period).value
        if given is None or value is None or round_half_up(value, decimal_places(given)) == given:
            continue
        item = catalogue[key]
        yield CheckResult(
            f"entered:{key}:{period.key}",
            f"直接填报的{item.name}与按公式算出的不同",
            CheckKind.ENTERED,
            CheckState.WARNING,
            given,
            value,
            item.unit,
            ((key, period), *behind),
            item.department,
            (),
        )

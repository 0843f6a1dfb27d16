"""Scoring: table + rule set + hospital + figures give the Scorecard; pure, exact, and without an opinion of its own."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from hqd_desktop.domain import rules
from hqd_desktop.domain.expression import Outcome, OutcomeKind
from hqd_desktop.domain.figures import FigureKey, Figures, FigureState, figure_at
from hqd_desktop.domain.goals import NO_GOALS, Goal, Goals, attained
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.numerals import PRECISION, round_half_up
from hqd_desktop.domain.periods import quarters
from hqd_desktop.domain.rule_base import Award, Case, Rule
from hqd_desktop.domain.rules_compared import reads_goal
from hqd_desktop.domain.ruleset import RuleEntry, RuleSet
from hqd_desktop.domain.scheme import Indicator, NotApplicable, Part, Scheme, Scope
from hqd_desktop.domain.scorecard import (
    GroupResult,
    IndicatorResult,
    PartResult,
    Reason,
    ReferenceResult,
    Scorecard,
    Status,
    Used,
)
from hqd_desktop.domain.values import Values

ZERO = Decimal(0)
TOTAL_PLACES = 2


def score(
    scheme: Scheme,
    ruleset: RuleSet,
    catalogue: Catalogue,
    hospital: Hospital,
    year: int,
    figures: Figures,
    goals: Goals = NO_GOALS,
) -> Scorecard:
    """Score one hospital and year. Last year's figures are read from `figures` under last year's periods.

    Of `goals` those of the year are read.
    """
    values = Values(catalogue, figures, year)
    own = {key: goal for key, goal in goals.items() if key[0] == year}
    results = [score_indicator(indicator, ruleset, hospital, values, own) for indicator in scheme]
    return tally(scheme, ruleset, hospital, year, results, own)


def tally(
    scheme: Scheme,
    ruleset: RuleSet,
    hospital: Hospital,
    year: int,
    results: Sequence[IndicatorResult],
    goals: Goals = NO_GOALS,
) -> Scorecard:
    """The scorecard of rows that are scored already, all of the table in its order."""
    counted = [result for result in results if not result.bonus]
    points = sum((result.points for result in counted), ZERO)
    bonus = min(ruleset.bonus_cap, sum((result.points for result in results if result.bonus), ZERO))
    full = sum((result.full for result in counted), ZERO)
    left_out = sum((r.entry.full for r in counted if r.applicable and r.reason is Reason.DECLARED), ZERO)
    total = _total(points + bonus, full)
    return Scorecard(
        scheme=scheme,
        ruleset=ruleset,
        hospital=hospital,
        year=year,
        results=tuple(results),
        groups=tuple(
            GroupResult(group, *_subtotals([r for r in counted if r.indicator.group == group.key]))
            for group in scheme.groups
        ),
        points=points,
        bonus=bonus,
        full=full,
        undetermined=sum((result.undetermined for result in counted), ZERO),
        total=total,
        total_unadjusted=_total(points + bonus, full + left_out),
        grade=_grade(ruleset, total, results),
        missing=tuple(dict.fromkeys(key for result in results for key in result.missing)),
        goals=goals,
    )


def _total(points: Decimal, full: Decimal) -> Decimal | None:
    if not full:
        return None
    with localcontext(PRECISION):
        return round_half_up(min(Decimal(100), points / full * 100), TOTAL_PLACES)


def _subtotals(rows: Sequence[IndicatorResult]) -> tuple[Decimal, Decimal, Decimal]:
    return (
        sum((row.points for row in rows), ZERO),
        sum((row.full for row in rows), ZERO),
        sum((row.undetermined for row in rows), ZERO),
    )


def _grade(ruleset: RuleSet, total: Decimal | None, results: Sequence[IndicatorResult]) -> str:
    if not ruleset.grades or total is None:
        return ""
    if any(r.entry.core and r.full and r.points < r.full for r in results):
        return ruleset.grades[-1][0]
    return next((name for name, minimum in ruleset.grades if total >= minimum), ruleset.grades[-1][0])


def score_indicator(
    indicator: Indicator, ruleset: RuleSet, hospital: Hospital, values: Values, goals: Goals = NO_GOALS
) -> IndicatorResult:
    """One row of the scorecard, on its own."""
    entry = ruleset.entry(indicator)
    applicable = indicator.applies_to(hospital)
    parts = tuple(
        _part(part, indicator, entry, hospital, values, goals.get((values.year, indicator.number, part.key)))
        for part in indicator.parts
    )
    references = tuple(
        ReferenceResult(reference, values.compute(reference.formula).value) for reference in indicator.references
    )
    if not applicable:
        region = indicator.scope is Scope.REGION
        status = Status.REGION if region else Status.NOT_APPLICABLE
        reason = Reason.NONE if region else Reason.OTHER_CLASS
        parts = tuple(_with(part, status, reason) for part in parts)
        return IndicatorResult(indicator, entry, False, status, reason, parts, references, ZERO, ZERO, ZERO, ())
    parts = _refuse_whole(parts, indicator)
    missing = tuple(dict.fromkeys([k for p in parts for k in p.missing] + _unreported(indicator, values)))
    active = [part for part in parts if part.status is not Status.NOT_APPLICABLE]
    if parts and not active:
        declared = any(part.reason is Reason.DECLARED for part in parts)
        reason = Reason.DECLARED if declared else parts[0].reason
        return IndicatorResult(
            indicator,
            entry,
            True,
            Status.NOT_APPLICABLE,
            reason,
            parts,
            references,
            ZERO,
            ZERO,
            ZERO,
            missing,
        )
    points = row_points(entry, [(part.full, part.points) for part in active], ruleset.places)
    is_open = [(part.full, part.full if part.status is Status.MISSING else ZERO) for part in active]
    undetermined = min(row_points(entry, is_open, ruleset.places), entry.full - points)
    status, reason = _row_status(active)
    return IndicatorResult(
        indicator,
        entry,
        True,
        status,
        reason,
        parts,
        references,
        points,
        ZERO if entry.bonus else entry.full,
        ZERO if entry.bonus else undetermined,
        missing,
    )


def row_points(entry: RuleEntry, parts: Sequence[tuple[Decimal, Decimal]], places: int) -> Decimal:
    """What a row has of its full marks, rounded; `parts` are full marks and points of those that are not 不适用."""
    with localcontext(PRECISION):
        carried = sum((full for full, _ in parts), ZERO)
        scale = entry.full / carried if carried else ZERO
        return round_half_up(sum((points for _, points in parts), ZERO) * scale, places)


def _row_status(parts: Sequence[PartResult]) -> tuple[Status, Reason]:
    """The worst of the values decides: 不可计算 before 缺 before the rest."""
    for status in (Status.NOT_COMPUTABLE, Status.MISSING, Status.SCORED):
        for part in parts:
            if part.status is status:
                return status, part.reason
    return Status.MONITOR, Reason.NONE


def _refuse_whole(parts: tuple[PartResult, ...], indicator: Indicator) -> tuple[PartResult, ...]:
    """Where only one half may be 不适用, marking both is refused: the row stays open."""
    declared = [part for part in parts if part.reason is Reason.DECLARED]
    if indicator.not_applicable is not NotApplicable.HALF or len(declared) < len(parts):
        return parts
    return tuple(_with(part, Status.MISSING, Reason.NOT_ALLOWED) for part in parts)


def _with(part: PartResult, status: Status, reason: Reason) -> PartResult:
    return PartResult(
        part.part, part.rule, status, reason, part.value, part.last, part.direct, part.last_direct, part.used,
        part.missing, part.conditions, ZERO, part.full, "", part.goal,
    )  # fmt: skip


def _unreported(indicator: Indicator, values: Values) -> list[FigureKey]:
    """The quarterly figures of a row that were not given, in any quarter of the year."""
    if not indicator.quarterly:
        return []
    asked = indicator.reported
    return [
        (key, quarter)
        for quarter in quarters(values.year)
        for key in asked
        if values.catalogue[key].quarterly and figure_at(values.figures, key, quarter).state is FigureState.BLANK
    ]


def _part(
    part: Part, indicator: Indicator, entry: RuleEntry, hospital: Hospital, values: Values, goal: Goal | None
) -> PartResult:
    rule = entry.parts.get(part.key, rules.Monitor())
    now, direct = part_outcome(part, values, 0)
    before, last_direct = part_outcome(part, values, 1)
    conditions = conditions_of(part, values)
    status, reason, causes, award = judge(part, indicator, rule, hospital, (now, before), conditions, goal)
    return PartResult(
        part=part,
        rule=rule,
        status=status,
        reason=reason,
        value=now.value,
        last=before.value,
        direct=direct,
        last_direct=last_direct,
        used=_used(part, values, direct, last_direct, rule.needs_last_year),
        missing=tuple((key, values.period(key, back)) for key, back in causes),
        conditions=conditions,
        points=award.points,
        full=rule.full,
        working=award.working,
        goal=attained(goal, now.value) if indicator.applies_to(hospital) else None,
    )


def judge(
    part: Part,
    indicator: Indicator,
    rule: Rule,
    hospital: Hospital,
    outcomes: tuple[Outcome, Outcome],
    conditions: Sequence[tuple[str, bool | None]],
    goal: Goal | None,
) -> tuple[Status, Reason, tuple[tuple[str, int], ...], Award]:
    """Status of a value of this year beside last year's, the items that are missing for it, and what it earns."""
    now, before = outcomes
    status, reason, causes = _state(indicator, rule, now, before)
    if status is not Status.SCORED or now.value is None:
        return status, reason, causes, Award(ZERO, "")
    if goal is None and reads_goal(rule):
        return Status.MISSING, Reason.NO_GOAL, (), Award(ZERO, "")
    held = tuple((name, bool(holds)) for name, holds in conditions)
    case = Case(now.value, before.value, part.unit, part.decimals, hospital.level_counts_as, held, goal)
    return status, reason, causes, rule.award(case)


def _state(
    indicator: Indicator, rule: Rule, now: Outcome, before: Outcome
) -> tuple[Status, Reason, tuple[tuple[str, int], ...]]:
    """Status of one value, with the items that are missing for it."""
    outcomes = [now, before] if rule.needs_last_year else [now]
    lacking = tuple(
        dict.fromkeys(c for outcome in outcomes if outcome.kind is OutcomeKind.MISSING for c in outcome.causes)
    )
    if now.kind is OutcomeKind.NOT_APPLICABLE and any(back == 0 for _, back in now.causes):
        if indicator.not_applicable is NotApplicable.NEVER:
            return Status.MISSING, Reason.NOT_ALLOWED, ()
        return Status.NOT_APPLICABLE, Reason.DECLARED, ()
    if now.kind is OutcomeKind.MISSING:
        return Status.MISSING, Reason.FIGURES_MISSING, lacking
    if any(outcome.kind is OutcomeKind.NOT_APPLICABLE for outcome in outcomes):
        return Status.NOT_APPLICABLE, Reason.NO_LAST_YEAR, ()
    if lacking:
        return Status.MISSING, Reason.FIGURES_MISSING, lacking
    if any(outcome.kind is OutcomeKind.NOT_COMPUTABLE for outcome in outcomes):
        return Status.NOT_COMPUTABLE, Reason.ZERO_DENOMINATOR, ()
    return (Status.MONITOR if isinstance(rule, rules.Monitor) else Status.SCORED), Reason.NONE, ()


def part_outcome(part: Part, values: Values, back: int) -> tuple[Outcome, bool]:
    """The value of a part, and whether it was entered directly because its parts are not known."""
    outcome = _checked(part, values, back) if part.formula is None else values.compute(part.formula, back)
    if part.formula is not None and outcome.kind is OutcomeKind.NUMBER:
        return outcome, any(values.is_direct(key, back + further) for key, further in part.formula.items())
    if not part.direct or outcome.kind is OutcomeKind.NOT_COMPUTABLE:
        return outcome, False
    given = values.resolve(part.direct, back)
    return (outcome, False) if given.kind is OutcomeKind.MISSING else (given, True)


def _checked(part: Part, values: Values, back: int) -> Outcome:
    """How many conditions hold; any that is not answered leaves the count open."""
    outcomes = [values.resolve(key, back) for key in part.checklist]
    for kind in (OutcomeKind.MISSING, OutcomeKind.NOT_APPLICABLE):
        causes = tuple(c for outcome in outcomes if outcome.kind is kind for c in outcome.causes)
        if causes:
            return Outcome(kind, None, causes)
    return Outcome(OutcomeKind.NUMBER, sum((outcome.value or ZERO for outcome in outcomes), ZERO))


def conditions_of(part: Part, values: Values) -> tuple[tuple[str, bool | None], ...]:
    """The conditions of a checklist this year, None where one is not answered."""
    return tuple(
        (key, None if (value := values.resolve(key, 0).value) is None else value != 0) for key in part.checklist
    )


def _used(part: Part, values: Values, direct: bool, last_direct: bool, with_last: bool) -> tuple[Used, ...]:
    """The figures behind a value, this year's first, the parts of derived items after them."""
    used: dict[FigureKey, Used] = {}

    def add(key: str, back: int) -> None:
        period = values.period(key, back)
        if (key, period) in used:
            return
        outcome = values.resolve(key, back)
        entered = values.is_direct(key, back)
        formula = values.formula(key, back)
        used[key, period] = Used(
            (key, period),
            outcome.value,
            outcome.kind is OutcomeKind.NOT_APPLICABLE,
            entered or key == part.direct,
            formula is not None and not entered,
        )
        if formula is not None and not entered:
            for inner, further in formula.items():
                add(inner, back + further)

    for back, entered in ((0, direct), (1, last_direct)) if with_last else ((0, direct),):
        by_ratio = entered and bool(part.direct) and values.resolve(part.direct, back).kind is OutcomeKind.NUMBER
        computed = part.formula is not None and values.compute(part.formula, back).kind is OutcomeKind.NUMBER
        if by_ratio and not computed:
            add(part.direct, back)
            continue
        for key, further in part.formula.items() if part.formula else [(key, 0) for key in part.checklist]:
            add(key, back + further)
    return tuple(used.values())

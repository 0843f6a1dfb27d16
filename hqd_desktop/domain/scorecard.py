"""The one result that screen, report, workbook and command line show; data only, computed in scoring."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.goals import Attained, Goals
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.rule_base import Rule
from hqd_desktop.domain.ruleset import RuleEntry, RuleSet
from hqd_desktop.domain.scheme import Group, Indicator, Part, Reference, Scheme


class Status(StrEnum):
    """What became of an indicator or of one of its values."""

    SCORED = "scored"
    MONITOR = "monitor"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPUTABLE = "not_computable"
    REGION = "region"


class Reason(StrEnum):
    """Why a status is what it is; words are in services.messages."""

    NONE = ""
    OTHER_CLASS = "other_class"
    DECLARED = "declared"
    NO_LAST_YEAR = "no_last_year"
    NOT_ALLOWED = "not_allowed"
    FIGURES_MISSING = "figures_missing"
    ZERO_DENOMINATOR = "zero_denominator"
    NO_GOAL = "no_goal"


@dataclass(frozen=True, slots=True)
class Used:
    """One figure that went into a value: item, period, its value or None, and how it was come by."""

    key: FigureKey
    value: Decimal | None
    not_applicable: bool = False
    direct: bool = False
    derived: bool = False


@dataclass(frozen=True, slots=True)
class PartResult:
    """One value of an indicator with its points (unrounded, `full` is its share of the row)."""

    part: Part
    rule: Rule
    status: Status
    reason: Reason
    value: Decimal | None
    last: Decimal | None
    direct: bool
    last_direct: bool
    used: tuple[Used, ...]
    missing: tuple[FigureKey, ...]
    conditions: tuple[tuple[str, bool | None], ...]
    points: Decimal
    full: Decimal
    working: str
    goal: Attained | None = None  # 本院目标 and how far it got

    @property
    def change(self) -> Decimal | None:
        """This year less last year, when both are known."""
        return None if self.value is None or self.last is None else self.value - self.last

    def reads(self, key: FigureKey) -> bool:
        """Whether a figure went into the value, or is missing for it."""
        return any(used.key == key for used in self.used)


@dataclass(frozen=True, slots=True)
class ReferenceResult:
    """A second 口径, value only."""

    reference: Reference
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One row: points are rounded as the rule set says; `undetermined` is what missing figures keep open."""

    indicator: Indicator
    entry: RuleEntry
    applicable: bool
    status: Status
    reason: Reason
    parts: tuple[PartResult, ...]
    references: tuple[ReferenceResult, ...]
    points: Decimal
    full: Decimal
    undetermined: Decimal
    missing: tuple[FigureKey, ...]

    @property
    def lost(self) -> Decimal:
        """Full marks that are neither earned nor open."""
        return self.full - self.points - self.undetermined

    @property
    def bonus(self) -> bool:
        """Whether its points are added outside the full marks."""
        return self.entry.bonus


@dataclass(frozen=True, slots=True)
class GroupResult:
    """Subtotal of a 一级指标 (bonus rows not counted)."""

    group: Group
    points: Decimal
    full: Decimal
    undetermined: Decimal


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All rows of one hospital and year. `total` is min(100, (points + bonus) ÷ full × 100), None when full is 0."""

    scheme: Scheme
    ruleset: RuleSet
    hospital: Hospital
    year: int
    results: tuple[IndicatorResult, ...]
    groups: tuple[GroupResult, ...]
    points: Decimal
    bonus: Decimal
    full: Decimal
    undetermined: Decimal
    total: Decimal | None
    total_unadjusted: Decimal | None
    grade: str
    missing: tuple[FigureKey, ...]
    goals: Goals = field(default_factory=dict)  # those of the year

    @property
    def set_goals(self) -> tuple[tuple[IndicatorResult, PartResult, Attained], ...]:
        """Every value that has a goal, in the order of the table."""
        return tuple((row, part, part.goal) for row in self.results for part in row.parts if part.goal is not None)

    def __iter__(self) -> Iterator[IndicatorResult]:
        return iter(self.results)

    def result(self, number: str) -> IndicatorResult:
        """The row of that number; KeyError when there is none."""
        for result in self.results:
            if result.indicator.number == number:
                return result
        raise KeyError(number)

    @property
    def provisional(self) -> bool:
        """暂得分: some figure is still missing, or a row that may not be 不适用 is marked so."""
        return bool(self.missing or self.undetermined)

    @property
    def lost(self) -> Decimal:
        """Full marks that are neither earned nor open, over all rows."""
        return self.full - self.points - self.undetermined

    @property
    def has_bonus(self) -> bool:
        """Whether any row of this hospital gives points outside the full marks; many tables have none."""
        return any(result.applicable and result.bonus for result in self.results)

    def of_group(self, key: str) -> tuple[IndicatorResult, ...]:
        """The rows of a 一级指标."""
        return tuple(result for result in self.results if result.indicator.group == key)

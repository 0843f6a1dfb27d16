"""本院目标: what a hospital wants a value to reach in a year, and how far it got (完成率); it refuses to give points.

完成率 = 1 + (how much better than the goal) ÷ |goal|, in percent and never below 0. Where more is better this is
actual ÷ goal; where less is better it is 2 − actual ÷ goal, which needs no division by the actual value: a growth
rate may be 0 or negative. A goal of 0 has no such scale: reached is 100 %, not reached 0 %. A checklist's value is the
number of conditions that hold, so its goal is a number of conditions. Where the value is 缺, 不适用 or 不可计算, or
where the row does not speak of the hospital, there is no 完成率.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from types import MappingProxyType

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import (
    MAX_PLACES,
    PRECISION,
    canonical_text,
    decimal_places,
    normalise,
    read_number,
    round_half_up,
    shown,
)
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Direction, Indicator, Part
from hqd_desktop.domain.texts import with_unit

HUNDRED = Decimal(100)
RATE_PLACES = 2
COMPARE_PLACES = 12  # as rules compare
GoalKey = tuple[int, str, str]  # year, number of the indicator, key of the part
_SIGNS = {"≥": True, ">=": True, "不低于": True, "≤": False, "<=": False, "不高于": False, "不超过": False}


@dataclass(frozen=True, slots=True)
class Goal:
    """A value to reach (`at_least`) or not to pass, in the unit of its part."""

    value: Decimal
    at_least: bool

    def met_by(self, value: Decimal) -> bool:
        """Whether a value reaches it; a value at the limit does."""
        seen = round_half_up(value, COMPARE_PLACES)
        return seen >= self.value if self.at_least else seen <= self.value

    def rate(self, value: Decimal) -> Decimal:
        """完成率 in percent, unrounded, 0 at least and without an upper bound."""
        if not self.value:
            return HUNDRED if self.met_by(value) else Decimal(0)
        with localcontext(PRECISION):
            better = value - self.value if self.at_least else self.value - value
            return max(Decimal(0), HUNDRED + HUNDRED * better / abs(self.value))

    @property
    def sign(self) -> str:
        """≥ or ≤."""
        return "≥" if self.at_least else "≤"


Goals = Mapping[GoalKey, Goal]
NO_GOALS: Goals = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Attained:
    """A goal beside what became of it: `rate` is None where the value has none (see module)."""

    goal: Goal
    rate: Decimal | None
    met: bool | None


def attained(goal: Goal | None, value: Decimal | None) -> Attained | None:
    """What became of a goal; None without one."""
    if goal is None:
        return None
    if value is None:
        return Attained(goal, None, None)
    return Attained(goal, goal.rate(value), goal.met_by(value))


def side_of(indicator: Indicator, part: Part) -> bool | None:
    """Whether a goal of that part is a least value; None where neither table nor target says, and the hospital must."""
    if part.checklist or indicator.direction in (Direction.UP, Direction.YES):
        return True
    if indicator.direction is Direction.DOWN:
        return False
    if part.target is not None:
        return part.target.at_least
    return False if part.as_ratio else None  # 1:2 is asked for as two nurses or more to a doctor


def takes_goals(indicator: Indicator, hospital: Hospital) -> bool:
    """Whether the hospital may set goals for a row: one that speaks of it, and that is more than words rated (八)."""
    told_only = bool(indicator.narrative) and not any(part.checklist for part in indicator.parts)
    return indicator.applies_to(hospital) and bool(indicator.parts) and not told_only


def read_goal(text: str, indicator: Indicator, part: Part) -> Goal | Problem | None:
    """What was typed as a goal: `≥ 30`, `30%`, `是`, `1:2` where the value is shown as a ratio; blank takes it away.

    A Problem when it is no number, when its side is not that of the table, or when no side is known at all.
    """
    plain = normalise(text)
    if not plain:
        return None
    side, given = side_of(indicator, part), None
    for sign, least in _SIGNS.items():
        if plain.startswith(sign):
            given, plain = least, plain.removeprefix(sign).strip()
            break
    where = f"{indicator.number} {part.name}"
    if given is not None and side is not None and given is not side:
        return Problem("goal_wrong_side", where, {"sign": "≥" if side else "≤"})
    at_least = side if given is None else given
    if at_least is None:
        return Problem("goal_needs_side", where)
    if part.checklist:
        return _conditions(plain, part, where)
    value = _ratio(plain, at_least) if part.as_ratio else None
    read = read_number(plain, part.unit, where) if value is None else value
    return read if isinstance(read, Problem) else Goal(read, at_least)


def _conditions(plain: str, part: Part, where: str) -> Goal | Problem:
    """A number of conditions; 是 and 全部 stand for all of them."""
    most = len(part.checklist)
    value = Decimal(most) if plain in ("是", "全部") else read_number(plain.removesuffix("条"), "", where)
    if isinstance(value, Problem):
        return value
    if value != value.to_integral_value() or not 1 <= value <= most:
        return Problem("goal_conditions", where, {"most": str(most)})
    return Goal(value, True)


def _ratio(plain: str, at_least: bool) -> Decimal | None:
    """1:2 stands for 50 %; what does not come out even is rounded so that 1:3 itself reaches it."""
    head, sign, tail = plain.partition(":")
    number = read_number(tail) if sign and head.strip() == "1" else None
    if not isinstance(number, Decimal) or number <= 0:
        return None
    with localcontext(PRECISION) as context:
        context.rounding = ROUND_FLOOR if at_least else ROUND_CEILING
        return (HUNDRED / number).quantize(Decimal(1).scaleb(-MAX_PLACES)).normalize()


def goal_text(goal: Goal, part: Part) -> str:
    """≥ 30%, ≤ 8.5 日, ≥ 4 条, ≤ 50%（1:2）."""
    unit = "条" if part.checklist else part.unit
    ratio = ratio_text(goal, part)
    places = part.decimals if ratio else decimal_places(goal.value)
    number = shown(goal.value, min(places, decimal_places(goal.value)), grouped=False)
    return f"{goal.sign} {with_unit(number, unit)}{f'（{ratio}）' if ratio else ''}"


def ratio_text(goal: Goal, part: Part) -> str:
    """1:2 where the value is shown as a ratio, else nothing."""
    if not part.as_ratio or goal.value <= 0:
        return ""
    with localcontext(PRECISION):
        return f"1:{canonical_text(round_half_up(HUNDRED / goal.value, RATE_PLACES))}"


def rate_text(found: Attained) -> str:
    """完成率 as printed, 98.50%; a dash where there is none."""
    return "—" if found.rate is None else f"{shown(found.rate, RATE_PLACES)}%"


def met_text(found: Attained) -> str:
    """已达到, 未达到, or that nobody can say."""
    return "暂不能算" if found.met is None else "已达到" if found.met else "未达到"


def goals_data(goals: Goals, year: int) -> list[list[str]]:
    """The goals of a year as plain data, by row and part."""
    return [
        [number, part, "at_least" if goal.at_least else "at_most", canonical_text(goal.value)]
        for (of, number, part), goal in sorted(goals.items())
        if of == year
    ]


def goals_from(data: Sequence[Sequence[str]], year: int) -> dict[GoalKey, Goal]:
    """The goals of `goals_data` again; ValueError when they are not of that form."""
    goals: dict[GoalKey, Goal] = {}
    for number, part, side, text in data:
        value = read_number(text)
        if side not in ("at_least", "at_most") or not isinstance(value, Decimal) or canonical_text(value) != text:
            raise ValueError(text)
        goals[year, number, part] = Goal(value, side == "at_least")
    return goals

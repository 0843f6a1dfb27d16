"""Rules that compare: with last year, with targets and references, and with one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import ClassVar

from hqd_desktop.domain.goals import HUNDRED, RATE_PLACES, Goal
from hqd_desktop.domain.numerals import PRECISION, round_half_up
from hqd_desktop.domain.rule_base import ZERO, Award, Case, Rule, change_unit, close, says, seen, share, spaced
from hqd_desktop.domain.rules import Threshold


@dataclass(frozen=True, slots=True)
class Trend:
    """较上年: better by more than the tolerance full, within it half, worse linear from half down to 0 at ten times.

    `relative` reads the tolerance as percent of last year's value: where up is better, any rise from 0 is then full
    and 0 to 0 earns 0.
    At or past `level` (已达合理水平) full whatever the change.
    """

    needs_last_year: ClassVar[bool] = True
    full: Decimal
    upward: bool
    tolerance: Decimal
    relative: bool = False
    level: Decimal | None = None

    def award(self, case: Case) -> Award:
        """`case.last` must be given."""
        last = case.last if case.last is not None else ZERO
        value = close(case.value)
        if self.level is not None and (value >= self.level if self.upward else value <= self.level):
            return Award(self.full, f"{seen(case, case.value)} 已达合理水平 {says(self.level)}，得满分")
        if self.relative and self.upward and last == 0:
            grown = case.value > 0
            return Award(self.full if grown else ZERO, "上年为 0，本年有，得满分" if grown else "两年都为 0，得 0")
        with localcontext(PRECISION):
            moved = case.value - last if self.upward else last - case.value
            allowed = abs(last) * self.tolerance / 100 if self.relative else self.tolerance
            gain, slack = close(moved), close(allowed)
            half = self.full / 2
            worst = -10 * slack
            change = (
                f"{seen(case, case.value)} 比上年 {seen(case, last)} {'好' if gain > 0 else '差' if gain < 0 else '平'}"
            )
            change += f" {seen(case, abs(gain))}" if gain else ""
            if gain > slack:
                return Award(self.full, f"{change}，超过 {seen(case, slack)}，得满分")
            if gain >= -slack:
                return Award(half, f"{change}，在 ±{seen(case, slack)} 内，得一半")
            if gain <= worst:
                return Award(ZERO, f"{change}，达到 {seen(case, -worst)}，得 0")
            # Rounding decides on which side of a limit a value lies, not how far from it: 12 places may be few there.
            points = max(ZERO, half * (moved + 10 * allowed) / (9 * allowed))
        formula = f"{says(half)} × （{seen(case, -worst)} − {seen(case, -gain)}）÷ {seen(case, -worst - slack)}"
        return Award(points, f"{change}；{formula}")

    def sentence(self, unit: str) -> str:
        """As printed."""
        slack = f"上年值的 {says(self.tolerance)}%" if self.relative else says(self.tolerance, change_unit(unit))
        worst = (
            f"上年值的 {says(self.tolerance * 10)}%" if self.relative else says(self.tolerance * 10, change_unit(unit))
        )
        better = "提高" if self.upward else "降低"
        text = (
            f"比上年{better}超过 {slack}的得 {says(self.full)} 分；变化不超过 {slack}的得一半；"
            f"变差超过 {slack}后按直线减分，差到 {worst}及以上的得 0 分。"
        )
        if self.relative and self.upward:
            text += "上年为 0 而本年有的得满分，两年都为 0 的得 0 分。"
        if self.level is not None:
            text += f"已{'达到' if self.upward else '降到'} {says(self.level, unit)}的得满分。"
        return spaced(text)


@dataclass(frozen=True, slots=True)
class Efficacy:
    """功效系数: 60 + 40·(x − 不允许值)/(满意值 − 不允许值), clamped to 0–100, as percent of full."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    unacceptable: Decimal
    satisfactory: Decimal

    def award(self, case: Case) -> Award:
        """Works downward too, when the satisfactory value is the smaller one."""
        with localcontext(PRECISION):
            span = self.satisfactory - self.unacceptable
            index = 60 + 40 * (case.value - self.unacceptable) / span
            points = self.full * max(ZERO, min(Decimal(100), index)) / 100
        put_in = f"60 + 40 × （{seen(case, case.value)} − {says(self.unacceptable)}）÷ {says(span)}"
        return Award(points, f"{says(self.full)} × （{put_in}）÷ 100")

    def sentence(self, unit: str) -> str:
        """As printed."""
        low, high = says(self.unacceptable, unit), says(self.satisfactory, unit)
        ends = f"不允许值 {low} 为 60，满意值 {high} 为 100"
        return spaced(f"功效系数法：{ends}，在 0 到 100 内折算，满分 {says(self.full)} 分。")


@dataclass(frozen=True, slots=True)
class Completion:
    """完成率: value ÷ target, at most full."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    target: Decimal

    def award(self, case: Case) -> Award:
        """By proportion."""
        working = f"{says(self.full)} × {seen(case, case.value)} ÷ {says(self.target)}，最高 {says(self.full)}"
        return Award(share(self.full, case.value, self.target), working)

    def sentence(self, unit: str) -> str:
        """As printed."""
        return spaced(f"按完成率计：实际值 ÷ 目标 {says(self.target, unit)} × {says(self.full)} 分，最高满分。")


@dataclass(frozen=True, slots=True)
class AgainstGoal:
    """本院目标: the hospital's own goal for the year, by its 完成率 (domain.goals), at most full."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal

    def award(self, case: Case) -> Award:
        """`case.goal` must be given."""
        goal = case.goal if case.goal is not None else Goal(ZERO, True)
        rate = goal.rate(case.value)
        told = f"本院目标 {goal.sign} {says(goal.value)}，完成率 {says(round_half_up(rate, RATE_PLACES))}%"
        return Award(
            share(self.full, rate, HUNDRED), f"{says(self.full)} × {seen(case, case.value)} 的完成率（{told}）"
        )

    def sentence(self, unit: str) -> str:
        """As printed."""
        return f"按本院目标的完成率计：完成率 × {says(self.full)} 分，最高满分；本年度没有定目标的未定。"


def reads_goal(rule: Rule) -> bool:
    """Whether a case without a goal cannot be scored."""
    options = rule.rules if isinstance(rule, BestOf | SumOf) else ()
    return isinstance(rule, AgainstGoal) or any(map(reads_goal, options))


@dataclass(frozen=True, slots=True)
class Relative:
    """Against a reference value (全市平均 …): as good or better full, otherwise by proportion."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    at_least: bool
    reference: Decimal
    reference_name: str

    def award(self, case: Case) -> Award:
        """As a threshold by proportion."""
        return Threshold(self.full, self.at_least, self.reference, "proportion").award(case)

    def sentence(self, unit: str) -> str:
        """As printed."""
        side = "不低于" if self.at_least else "不高于"
        name = f"{self.reference_name}（{says(self.reference, unit)}）"
        return spaced(f"{side}{name}得满分 {says(self.full)} 分，否则按比例折算。")


@dataclass(frozen=True, slots=True)
class BestOf:
    """The best of several rules on the same value."""

    full: Decimal
    rules: tuple[Rule, ...]

    @property
    def needs_last_year(self) -> bool:
        """When any of the rules does."""
        return any(rule.needs_last_year for rule in self.rules)

    def award(self, case: Case) -> Award:
        """The highest, at most full; the first of equals."""
        best = max((rule.award(case) for rule in self.rules), key=lambda award: award.points)
        return Award(min(self.full, best.points), best.working)

    def sentence(self, unit: str) -> str:
        """As printed."""
        return "按下列办法分别计算，取最高：" + _numbered(self.rules, unit)


@dataclass(frozen=True, slots=True)
class SumOf:
    """Several rules on the same value, added."""

    full: Decimal
    rules: tuple[Rule, ...]

    @property
    def needs_last_year(self) -> bool:
        """When any of the rules does."""
        return any(rule.needs_last_year for rule in self.rules)

    def award(self, case: Case) -> Award:
        """The sum, at most full."""
        awards = [rule.award(case) for rule in self.rules]
        total = min(self.full, sum((award.points for award in awards), ZERO))
        return Award(total, " ＋ ".join(f"（{award.working}）" for award in awards))

    def sentence(self, unit: str) -> str:
        """As printed."""
        return "按下列办法分别计算，相加：" + _numbered(self.rules, unit)


def _numbered(rules: Sequence[Rule], unit: str) -> str:
    return "".join(f"（{place}）{rule.sentence(unit)}" for place, rule in enumerate(rules, 1))

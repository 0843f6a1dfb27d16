"""Rules that hold a value against fixed marks: threshold, range, bands, ladder, conditions, a rating."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext
from typing import ClassVar

from hqd_desktop.domain.numerals import PRECISION
from hqd_desktop.domain.rule_base import ZERO, Award, Case, change_unit, close, says, seen, share, spaced


@dataclass(frozen=True, slots=True)
class Monitor:
    """监测，不计分."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal = ZERO

    def award(self, case: Case) -> Award:
        """Never any points."""
        return Award(ZERO, "监测，不计分")

    def sentence(self, unit: str) -> str:
        """As printed."""
        return "监测，不计分。"


@dataclass(frozen=True, slots=True)
class Threshold:
    """达标得满分; otherwise zero, by proportion, minus `per_step` points a `step`, or linear to 0 at `zero_at`."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    at_least: bool
    limit: Decimal
    otherwise: str = "zero"
    step: Decimal = Decimal(1)
    per_step: Decimal = ZERO
    zero_at: Decimal = ZERO

    def award(self, case: Case) -> Award:
        """Full at the limit itself."""
        value, limit = close(case.value), close(self.limit)
        if value >= limit if self.at_least else value <= limit:
            sign = "≥" if self.at_least else "≤"
            return Award(self.full, f"{seen(case, case.value)} {sign} {says(self.limit)}，得满分 {says(self.full)}")
        if self.otherwise == "proportion":
            above, below = (case.value, self.limit) if self.at_least else (self.limit, case.value)
            ratio = f"{seen(case, above)} ÷ {seen(case, below)}"
            return Award(share(self.full, above, below), f"{says(self.full)} × {ratio}")
        if self.otherwise == "steps":
            with localcontext(PRECISION):
                steps = (abs(value - limit) / self.step).to_integral_value(ROUND_CEILING)
                points = max(ZERO, self.full - steps * self.per_step)
            return Award(points, f"{says(self.full)} − {says(steps)} × {says(self.per_step)}，最低 0")
        if self.otherwise == "linear":
            with localcontext(PRECISION):
                span = abs(self.zero_at - self.limit)
                left = case.value - self.zero_at if self.at_least else self.zero_at - case.value
            if close(left) <= 0:
                return Award(ZERO, f"{seen(case, case.value)} 已到或超过 {says(self.zero_at)}，得 0")
            working = f"{says(self.full)} × （{says(self.zero_at)} 与 {seen(case, case.value)} 之差）÷ {says(span)}"
            return Award(share(self.full, left, span), working)
        return Award(ZERO, f"{seen(case, case.value)} 未达到 {says(self.limit)}，得 0")

    def sentence(self, unit: str) -> str:
        """As printed."""
        head = f"{'不低于' if self.at_least else '不高于'} {says(self.limit, unit)}的得满分 {says(self.full)} 分；"
        tail = {
            "proportion": f"{'不足' if self.at_least else '超出'}时按"
            + (f"实际值 ÷ {says(self.limit, unit)}" if self.at_least else f"{says(self.limit, unit)} ÷ 实际值")
            + "折算。",
            "steps": f"每差 {says(self.step, change_unit(unit))}（不足按一档计）"
            f"减 {says(self.per_step)} 分，最低 0 分。",
            "linear": f"由此到 {says(self.zero_at, unit)}按直线减到 0 分。",
        }.get(self.otherwise, "未达到的得 0 分。")
        return spaced(head + tail)


@dataclass(frozen=True, slots=True)
class Range:
    """合理区间: full inside (limits included, either may be open), zero outside."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    low: Decimal | None
    high: Decimal | None

    def award(self, case: Case) -> Award:
        """Full inside."""
        value = close(case.value)
        inside = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        verdict = "在合理区间内，得满分" if inside else "在合理区间外，得 0"
        return Award(self.full if inside else ZERO, f"{seen(case, case.value)} {verdict}")

    def sentence(self, unit: str) -> str:
        """As printed."""
        low = "" if self.low is None else f"不低于 {says(self.low, unit)}"
        high = "" if self.high is None else f"不高于 {says(self.high, unit)}"
        within = "且".join(filter(None, (low, high)))
        return spaced(f"{within} 为合理区间，区间内得 {says(self.full)} 分，区间外 0 分。")


@dataclass(frozen=True, slots=True)
class Bands:
    """区间赋分: the points of the highest lower bound that the value reaches; below all of them zero."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    bands: tuple[tuple[Decimal, Decimal], ...]

    def award(self, case: Case) -> Award:
        """Bounds belong to the band above them."""
        reached = [(low, points) for low, points in self.bands if close(case.value) >= low]
        if not reached:
            return Award(ZERO, f"{seen(case, case.value)} 低于各档，得 0")
        low, points = max(reached)
        return Award(points, f"{seen(case, case.value)} ≥ {says(low)}，该档 {says(points)} 分")

    def sentence(self, unit: str) -> str:
        """As printed."""
        steps = "；".join(
            f"≥ {says(low, unit)} 得 {says(points)} 分" for low, points in sorted(self.bands, reverse=True)
        )
        return spaced(f"分档：{steps}；更低 0 分。")


@dataclass(frozen=True, slots=True)
class Ladder:
    """等级: for each hospital level the grades that must be reached and the points they give."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    steps: tuple[tuple[tuple[str, ...], Decimal, Decimal], ...]

    def award(self, case: Case) -> Award:
        """The highest step of the hospital's own level; a level without steps earns nothing."""
        own = [(least, points) for levels, least, points in self.steps if not levels or case.level in levels]
        reached = [step for step in own if close(case.value) >= step[0]]
        if not reached:
            need = f"，未到 {says(min(own)[0], case.unit)}" if own else ""
            return Award(ZERO, f"{seen(case, case.value)}{need}，得 0")
        least, points = max(reached)
        return Award(points, f"{seen(case, case.value)} ≥ {says(least)}，得 {says(points)}")

    def sentence(self, unit: str) -> str:
        """As printed."""
        texts = (
            f"{'、'.join(levels)}达 {says(least, unit)} 得 {says(points)} 分" for levels, least, points in self.steps
        )
        return spaced(f"{'；'.join(texts)}；未达到 0 分。")


@dataclass(frozen=True, slots=True)
class Checklist:
    """条件计数: each condition that holds gives an equal share."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal

    def award(self, case: Case) -> Award:
        """Counts `case.conditions`."""
        met, count = sum(holds for _, holds in case.conditions), len(case.conditions)
        return Award(share(self.full, Decimal(met), Decimal(count)), f"{says(self.full)} × {met} ÷ {count}")

    def sentence(self, unit: str) -> str:
        """As printed."""
        return f"各项条件分值相同，合计 {says(self.full)} 分，达到几项得几项的分。"


@dataclass(frozen=True, slots=True)
class Rated:
    """分级自评: the points that the 审核人 gives with a reason, at most full."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal

    def award(self, case: Case) -> Award:
        """The value is the points."""
        points = max(ZERO, min(self.full, case.value))
        return Award(points, f"审核人评 {says(points)} 分")

    def sentence(self, unit: str) -> str:
        """As printed."""
        return f"由审核人在 0 到 {says(self.full)} 分之间评定，须写明理由并附佐证。"

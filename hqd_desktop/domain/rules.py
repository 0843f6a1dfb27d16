"""The kinds of scoring rule: each turns a value into points and says in a sentence how; none knows any indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import ClassVar, Protocol

from hqd_desktop.domain.numerals import PRECISION, canonical_text, round_half_up, shown

COMPARE_PLACES = 12
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at: this year's value, last year's, the hospital's level, the conditions that hold."""

    value: Decimal
    last: Decimal | None
    unit: str
    decimals: int
    level: str
    conditions: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """Unrounded points, and the working that leads to them."""

    points: Decimal
    working: str


class Rule(Protocol):
    """Every kind keeps this promise; `full` is the most it can give."""

    @property
    def needs_last_year(self) -> bool:
        """Whether a case without last year's value cannot be scored."""

    @property
    def full(self) -> Decimal:
        """Full marks."""

    def award(self, case: Case) -> Award:
        """The points of a case."""

    def sentence(self, unit: str) -> str:
        """The rule in words, without its name or label."""


def _close(value: Decimal) -> Decimal:
    """A value as rules compare it: rounded to 12 places, so that a last digit of a division decides nothing."""
    return round_half_up(value, COMPARE_PLACES)


def _text(value: Decimal, unit: str = "") -> str:
    return canonical_text(value).replace("-", "−") + (unit if unit == "%" else f" {unit}" if unit else "")


def _seen(case: Case, value: Decimal) -> str:
    """A value as it stands in a working: some more places than shown, marked … when there are still more."""
    places = case.decimals + 4
    rounded = round_half_up(value, places)
    if rounded == value:
        return shown(value, case.decimals) if round_half_up(value, case.decimals) == value else _text(value)
    return _text(rounded) + "…"


def _share(full: Decimal, above: Decimal, below: Decimal) -> Decimal:
    with localcontext(PRECISION):
        return max(ZERO, min(full, full * above / below)) if below else ZERO


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
        value, limit = _close(case.value), _close(self.limit)
        if value >= limit if self.at_least else value <= limit:
            sign = "≥" if self.at_least else "≤"
            return Award(self.full, f"{_seen(case, case.value)} {sign} {_text(self.limit)}，得满分 {_text(self.full)}")
        if self.otherwise == "proportion":
            above, below = (case.value, self.limit) if self.at_least else (self.limit, case.value)
            ratio = f"{_seen(case, above)} ÷ {_seen(case, below)}"
            return Award(_share(self.full, above, below), f"{_text(self.full)} × {ratio}")
        short = abs(value - limit)
        if self.otherwise == "steps":
            with localcontext(PRECISION):
                steps = -(-short // self.step)
                points = max(ZERO, self.full - steps * self.per_step)
            return Award(points, f"{_text(self.full)} − {_text(steps)} × {_text(self.per_step)}，最低 0")
        if self.otherwise == "linear":
            span, left = abs(self.zero_at - self.limit), self.zero_at - case.value
            left = -left if self.at_least else left
            if left <= 0:
                return Award(ZERO, f"{_seen(case, case.value)} 已到或超过 {_text(self.zero_at)}，得 0")
            working = f"{_text(self.full)} × （{_text(self.zero_at)} 与 {_seen(case, case.value)} 之差）÷ {_text(span)}"
            return Award(_share(self.full, left, span), working)
        return Award(ZERO, f"{_seen(case, case.value)} 未达到 {_text(self.limit)}，得 0")

    def sentence(self, unit: str) -> str:
        """As printed."""
        head = f"{'不低于' if self.at_least else '不高于'} {_text(self.limit, unit)}的得满分 {_text(self.full)} 分；"
        return head + {
            "proportion": f"{'不足' if self.at_least else '超出'}时按"
            + (f"实际值 ÷ {_text(self.limit, unit)}" if self.at_least else f"{_text(self.limit, unit)} ÷ 实际值")
            + "折算。",
            "steps": f"每差 {_text(self.step, unit)}（不足按一档计）减 {_text(self.per_step)} 分，最低 0 分。",
            "linear": f"由此到 {_text(self.zero_at, unit)}按直线减到 0 分。",
        }.get(self.otherwise, "未达到的得 0 分。")


@dataclass(frozen=True, slots=True)
class Range:
    """合理区间: full inside (limits included, either may be open), zero outside."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    low: Decimal | None
    high: Decimal | None

    def award(self, case: Case) -> Award:
        """Full inside."""
        value = _close(case.value)
        inside = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        verdict = "在合理区间内，得满分" if inside else "在合理区间外，得 0"
        return Award(self.full if inside else ZERO, f"{_seen(case, case.value)} {verdict}")

    def sentence(self, unit: str) -> str:
        """As printed."""
        low = "" if self.low is None else f"不低于 {_text(self.low, unit)}"
        high = "" if self.high is None else f"不高于 {_text(self.high, unit)}"
        return f"{'且'.join(filter(None, (low, high)))} 为合理区间，区间内得 {_text(self.full)} 分，区间外 0 分。"


@dataclass(frozen=True, slots=True)
class Bands:
    """区间赋分: the points of the highest lower bound that the value reaches; below all of them zero."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    bands: tuple[tuple[Decimal, Decimal], ...]

    def award(self, case: Case) -> Award:
        """Bounds belong to the band above them."""
        reached = [(low, points) for low, points in self.bands if _close(case.value) >= low]
        if not reached:
            return Award(ZERO, f"{_seen(case, case.value)} 低于各档，得 0")
        low, points = max(reached)
        return Award(points, f"{_seen(case, case.value)} ≥ {_text(low)}，该档 {_text(points)} 分")

    def sentence(self, unit: str) -> str:
        """As printed."""
        steps = "；".join(
            f"≥ {_text(low, unit)} 得 {_text(points)} 分" for low, points in sorted(self.bands, reverse=True)
        )
        return f"分档：{steps}；更低 0 分。"


@dataclass(frozen=True, slots=True)
class Ladder:
    """等级: for each hospital level the grades that must be reached and the points they give."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    steps: tuple[tuple[tuple[str, ...], Decimal, Decimal], ...]

    def award(self, case: Case) -> Award:
        """The highest step of the hospital's own level; a level without steps earns nothing."""
        own = [(least, points) for levels, least, points in self.steps if not levels or case.level in levels]
        reached = [step for step in own if _close(case.value) >= step[0]]
        if not reached:
            need = f"，未到 {_text(min(own)[0], case.unit)}" if own else ""
            return Award(ZERO, f"{_seen(case, case.value)}{need}，得 0")
        least, points = max(reached)
        return Award(points, f"{_seen(case, case.value)} ≥ {_text(least)}，得 {_text(points)}")

    def sentence(self, unit: str) -> str:
        """As printed."""
        texts = (
            f"{'、'.join(levels)}达 {_text(least, unit)} 得 {_text(points)} 分" for levels, least, points in self.steps
        )
        return f"{'；'.join(texts)}；未达到 0 分。"


@dataclass(frozen=True, slots=True)
class Trend:
    """较上年: better by more than the tolerance full, within it half, worse linear from half down to 0 at ten times.

    `relative` reads the tolerance as percent of last year's value: then from 0 any rise is full, and 0 to 0 earns 0.
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
        if self.level is not None and self._reached(_close(case.value)):
            return Award(self.full, f"{_seen(case, case.value)} 已达合理水平 {_text(self.level)}，得满分")
        if self.relative and last == 0:
            grown = case.value > 0
            return Award(self.full if grown else ZERO, "上年为 0，本年有，得满分" if grown else "两年都为 0，得 0")
        with localcontext(PRECISION):
            gain = _close(case.value - last if self.upward else last - case.value)
            slack = _close(abs(last) * self.tolerance / 100) if self.relative else self.tolerance
            half = self.full / 2
            worst = -10 * slack
            change = f"{_seen(case, case.value)} 比上年 {_seen(case, last)} {'好' if gain > 0 else '差' if gain < 0 else '平'}"
            change += f" {_seen(case, abs(gain))}" if gain else ""
            if gain > slack:
                return Award(self.full, f"{change}，超过 {_seen(case, slack)}，得满分")
            if gain >= -slack:
                return Award(half, f"{change}，在 ±{_seen(case, slack)} 内，得一半")
            if gain <= worst:
                return Award(ZERO, f"{change}，达到 {_seen(case, -worst)}，得 0")
            points = half * (gain - worst) / (-slack - worst)
        formula = f"{_text(half)} × （{_seen(case, -worst)} − {_seen(case, -gain)}）÷ {_seen(case, -worst - slack)}"
        return Award(points, f"{change}；{formula}")

    def _reached(self, value: Decimal) -> bool:
        level = self.level if self.level is not None else ZERO
        return value >= level if self.upward else value <= level

    def sentence(self, unit: str) -> str:
        """As printed."""
        slack = f"上年值的 {_text(self.tolerance)}%" if self.relative else _text(self.tolerance, _points_of(unit))
        worst = (
            f"上年值的 {_text(self.tolerance * 10)}%" if self.relative else _text(self.tolerance * 10, _points_of(unit))
        )
        better = "提高" if self.upward else "降低"
        text = (
            f"比上年{better}超过 {slack}的得 {_text(self.full)} 分；变化不超过 {slack}的得一半；"
            f"变差超过 {slack}后按直线减分，差到 {worst}及以上的得 0 分。"
        )
        if self.relative:
            text += "上年为 0 而本年有的得满分，两年都为 0 的得 0 分。"
        if self.level is not None:
            text += f"已{'达到' if self.upward else '降到'} {_text(self.level, unit)}的得满分。"
        return text


def _points_of(unit: str) -> str:
    return "个百分点" if unit == "%" else unit


@dataclass(frozen=True, slots=True)
class Checklist:
    """条件计数: each condition that holds gives an equal share."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal

    def award(self, case: Case) -> Award:
        """Counts `case.conditions`."""
        met, count = sum(holds for _, holds in case.conditions), len(case.conditions)
        return Award(_share(self.full, Decimal(met), Decimal(count)), f"{_text(self.full)} × {met} ÷ {count}")

    def sentence(self, unit: str) -> str:
        """As printed."""
        return f"各项条件分值相同，合计 {_text(self.full)} 分，达到几项得几项的分。"


@dataclass(frozen=True, slots=True)
class Rated:
    """分级自评: the points that the 审核人 gives with a reason, at most full."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal

    def award(self, case: Case) -> Award:
        """The value is the points."""
        points = max(ZERO, min(self.full, case.value))
        return Award(points, f"审核人评 {_text(points)} 分")

    def sentence(self, unit: str) -> str:
        """As printed."""
        return f"由审核人在 0 到 {_text(self.full)} 分之间评定，须写明理由并附佐证。"


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
        put_in = f"60 + 40 × （{_seen(case, case.value)} − {_text(self.unacceptable)}）÷ {_text(span)}"
        return Award(points, f"{_text(self.full)} × （{put_in}）÷ 100")

    def sentence(self, unit: str) -> str:
        """As printed."""
        low, high = _text(self.unacceptable, unit), _text(self.satisfactory, unit)
        return (
            f"功效系数法：不允许值 {low} 为 60，满意值 {high} 为 100，在 0 到 100 内折算，满分 {_text(self.full)} 分。"
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """完成率: value ÷ target, at most full."""

    needs_last_year: ClassVar[bool] = False
    full: Decimal
    target: Decimal

    def award(self, case: Case) -> Award:
        """By proportion."""
        working = f"{_text(self.full)} × {_seen(case, case.value)} ÷ {_text(self.target)}，最高 {_text(self.full)}"
        return Award(_share(self.full, case.value, self.target), working)

    def sentence(self, unit: str) -> str:
        """As printed."""
        return f"按完成率计：实际值 ÷ 目标 {_text(self.target, unit)} × {_text(self.full)} 分，最高满分。"


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
        name = f"{self.reference_name}（{_text(self.reference, unit)}）"
        return f"{side}{name}得满分 {_text(self.full)} 分，否则按比例折算。"


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
        """The highest; the first of equals."""
        return max((rule.award(case) for rule in self.rules), key=lambda award: award.points)

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

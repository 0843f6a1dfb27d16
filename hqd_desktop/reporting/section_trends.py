"""The main indicators over the years, and what 医疗收入 is made of; it refuses to work out any of it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext

from hqd_desktop.domain.goals import Attained, goal_text, rate_text
from hqd_desktop.domain.numerals import PRECISION, canonical_text, shown
from hqd_desktop.domain.rule_base import Rule
from hqd_desktop.domain.rules import Threshold
from hqd_desktop.domain.rules_compared import Trend as TrendRule
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult
from hqd_desktop.reporting.blocks import Align, Block, Chart, Column, Paragraph, Row, Style, Table
from hqd_desktop.reporting.chart_data import Mark, Slice, Structure, Trend, Trends
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.report_material import income_structure
from hqd_desktop.services.wording import change_text, value_text, with_unit

TABLE_YEARS, GOAL = 5, "本院目标"
_TABLE_ROOM, _DIGIT, _INSET = 100.6, 1.7, 2.9  # mm: for the columns of years, of a digit, beside a number
_MYRIAD = Decimal(10000)
_ROOM = 29  # letters over a small chart
_REST = "其余（医疗服务）"


def trends(source: Source) -> list[Block]:
    """A chart of every value, the same as a table, and the structure of income."""
    found = [(result, part) for result, part in main_values(source)]
    lines = [trend(source, result, part) for result, part in found]
    blocks: list[Block] = []
    if lines:
        blocks.append(Chart(Trends(tuple(lines)), "主要指标历年情况", "；".join(line.title for line in lines)))
    blocks += structure(source)
    if found:
        blocks += [_table(source, found), Paragraph(_note(source), Style.NOTE)]
    return blocks


def main_values(source: Source) -> Iterator[tuple[IndicatorResult, PartResult]]:
    """The computed values of the hospital's own rows that an earlier year has too."""
    for result in source.numbered:
        for part in result.parts:
            key = (result.indicator.number, part.part.key)
            if part.part.formula is not None and any(key in past.values for past in source.submission.past):
                yield result, part


def trend(source: Source, result: IndicatorResult, part: PartResult) -> Trend:
    """One line; the title tells this year's value and last year's."""
    key = (result.indicator.number, part.part.key)
    past = source.submission.past
    marks = [_mark(part, str(one.year), one.values.get(key), one.goals.get(key)) for one in past]
    marks.append(_mark(part, str(source.card.year), part.value, part.goal))
    target = target_of(part.rule) if source.with_points else None
    target_text = "" if target is None else f"满分线 {with_unit(canonical_text(target), part.part.unit)}"
    own = "" if part.goal is None else f"{GOAL} {goal_text(part.goal.goal, part.part)}"
    return Trend(_title(result, part), tuple(marks), target, target_text, own)


def target_of(rule: Rule) -> Decimal | None:
    """The value that earns full marks whatever last year was, where a rule names one."""
    if isinstance(rule, Threshold):
        return rule.limit
    return rule.level if isinstance(rule, TrendRule) else None


def structure(source: Source) -> list[Block]:
    """What 医疗收入 is made of, this year over last."""
    shares = income_structure(source.assessment)
    if not shares:
        return []
    slices = tuple(
        Slice(
            source.item(share.item).name if share.item else _REST,
            share.now,
            share.last,
            f"{shown(share.now, 2)}%",
            "" if share.last is None else f"{shown(share.last, 2)}%",
        )
        for share in shares
    )
    told = "；".join(f"{s.label} {s.now_text}" + (f"（上年 {s.last_text}）" if s.last_text else "") for s in slices)
    year = source.card.year
    return [Chart(Structure(slices, f"{year} 年", f"{year - 1} 年"), "医疗收入构成（%）", told)]


def _title(result: IndicatorResult, part: PartResult) -> str:
    """The name with this year's value and its change; a name that leaves no room for them stands alone."""
    name = part.part.name if len(result.parts) > 1 else result.indicator.short
    now = "缺" if part.value is None else _brief(part, part.value)
    moved = change_text(replace(result, parts=(part,)))
    change = "" if part.change is None or part.part.unit == "元" else f"，比上年{'' if moved == '持平' else ' '}{moved}"
    texts = (f"{name}：{now}{change}", f"{name}：{now}", name)
    return next((text for text in texts if len(text) <= _ROOM), name)


def _brief(part: PartResult, value: Decimal) -> str:
    if part.part.unit == "元" and abs(value) >= _MYRIAD:
        with localcontext(PRECISION):
            return f"{shown(value / _MYRIAD, 2)} 万元"
    return value_text(part.part, value)


def _mark(part: PartResult, year: str, value: Decimal | None, found: Attained | None) -> Mark:
    wanted = None if found is None else found.goal.value
    told = "" if found is None else f"{GOAL} {goal_text(found.goal, part.part)}，完成率 {rate_text(found)}"
    return Mark(year, value, "" if value is None else _mark_text(part, value), wanted, told)


def _mark_text(part: PartResult, value: Decimal) -> str:
    if part.part.unit == "元" and abs(value) >= _MYRIAD:
        with localcontext(PRECISION):
            return f"{shown(value / _MYRIAD, 0)} 万"
    return shown(value, part.part.decimals)


def _table(source: Source, found: list[tuple[IndicatorResult, PartResult]]) -> Table:
    years = source.submission.past[-(_years_that_fit(source, found) - 1) :]
    titles = (*(str(past.year) for past in years), str(source.card.year))
    columns = (
        Column("序号", 1.5, Align.CENTER), Column("指标", 5.6),
        *(Column(title, 12.9 / len(titles), Align.RIGHT) for title in titles),
    )  # fmt: skip
    rows = []
    for result, part in found:
        key = (result.indicator.number, part.part.key)
        values = [*(past.values.get(key) for past in years), part.value]
        name = part.part.name if len(result.parts) > 1 else result.indicator.short
        unit = f"（{part.part.unit}）" if part.part.unit else ""
        cells = ("—" if value is None else shown(value, part.part.decimals) for value in values)
        rows.append(Row((result.indicator.number, name + unit, *cells)))
    return Table(columns, tuple(rows), "主要指标历年数值", numbered=True)


def _years_that_fit(source: Source, found: list[tuple[IndicatorResult, PartResult]]) -> int:
    """How many columns hold the longest number; at least this year and last."""
    shown_numbers = [
        shown(value, part.part.decimals)
        for result, part in found
        for past in source.submission.past
        if (value := past.values.get((result.indicator.number, part.part.key))) is not None
    ]
    shown_numbers += [shown(part.value, part.part.decimals) for _, part in found if part.value is not None]
    return max(2, min(TABLE_YEARS, int(_TABLE_ROOM / (max(map(len, shown_numbers)) * _DIGIT + _INSET))))


def _note(source: Source) -> str:
    text = "各年都按本年度的评价指标表计算；没有填的年度为“—”。"
    text += "图中虚线是自定赋分方案的满分线。" if source.with_points else ""
    own = source.card.set_goals or any(past.goals for past in source.submission.past)
    return text + (f"图中短横线是当年的{GOAL}，只作对照。" if own else "")

"""What the side panel of 填报 says of one figure: its years, where it is used, what that was before; words only."""

from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.checks import CheckResult
from hqd_desktop.domain.figures import BLANK, FigureKey
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.numerals import shown
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.domain.texts import BLANK_TEXT, figure_text, number_text
from hqd_desktop.services.wording import points_text, values_text, with_unit
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.readings import year_on_year

YEARS_SHOWN = 5
_BIG = (("亿", Decimal(100000000)), ("万", Decimal(10000)))


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A year of the small trend."""

    label: str
    text: str
    value: Decimal | None


def five_years(view: View, key: FigureKey) -> tuple[str, tuple[YearFigure, ...]]:
    """The unit that fits the figures, and the last five years as they are stored; 缺 and 不适用 in words."""
    item, period = view.packs.catalogue[key[0]], key[1]
    periods = [Period(view.record.year - back, period.quarter) for back in reversed(range(YEARS_SHOWN))]
    figures = [view.figures.get((item.key, each), BLANK) for each in periods]
    highest = max((abs(figure.value) for figure in figures if figure.value is not None), default=Decimal(0))
    word, size = next(((word, size) for word, size in _BIG if highest >= size), ("", Decimal(1)))
    years = []
    for each, figure in zip(periods, figures, strict=True):
        text = figure_text(item, figure)
        if figure.value is not None and item.kind is ItemKind.NUMBER:
            text = shown(figure.value / size, 2) if word else number_text(item, figure.value)
        years.append(YearFigure(str(each.year), "—" if text == BLANK_TEXT else text, figure.value))
    return f"{word}{item.unit}", tuple(years)


def used_in(view: View, key: FigureKey) -> list[IndicatorResult]:
    """The applicable indicators that read a figure or miss it."""
    return [
        result
        for result in view.assessment.scorecard
        if result.applicable
        and (key in result.missing or any(used.key == key for part in result.parts for used in part.used))
    ]


def checked_by(view: View, key: FigureKey) -> list[CheckResult]:
    """The checks that read a figure, the failed ones first."""
    order = ("error", "warning", "explained", "pending", "passed")
    found = [check for check in view.assessment.checks if key in check.items]
    return sorted(found, key=lambda check: order.index(check.state))


def facts_line(view: View, key: FigureKey) -> str:
    """Unit, period, department and source in one line."""
    item, period = view.packs.catalogue[key[0]], key[1]
    rhythm = "年度" if period == Period(view.record.year) else period.label
    department = view.departments.get(item.key, item.department)
    source = f"{item.source} 科目\u00a0{item.account}" if item.account else item.source
    return " · ".join(filter(None, (item.unit, rhythm, department, source)))


def past_line(view: View, result: IndicatorResult) -> str:
    """What an indicator's value and points were: before the last change where that moved them, and last year."""
    told, number = [], result.indicator.number
    before = view.before.result(number) if view.before is not None else result
    if (values_text(before), before.points) != (values_text(result), result.points):
        told.append(f"改前 {_standing(before)}")
    if view.last_scorecard is not None:
        told.append(f"上年 {_standing(view.last_scorecard.result(number))}")
    return "　".join(told)


def _standing(result: IndicatorResult) -> str:
    points = f" {points_text(result.points)} 分" if result.applicable and result.full else ""
    return f"{values_text(result)}{points}"


def change_line(view: View, key: FigureKey) -> str:
    """比上年 +3.85%（+37,658,743.88 元）; nothing where a year is missing."""
    item = view.packs.catalogue[key[0]]
    now, last = view.figures.get(key, BLANK), view.figures.get((key[0], key[1].last_year()), BLANK)
    change = year_on_year(item, now, last)
    if not change or now.value is None or last.value is None:
        return ""
    if item.unit == "%":
        return f"比上年 {change}"
    gap = now.value - last.value
    return f"比上年 {change}（{'' if gap < 0 else '+'}{with_unit(number_text(item, gap), item.unit)}）"

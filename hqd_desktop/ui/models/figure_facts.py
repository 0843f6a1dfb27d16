"""What the side panel of 填报 says about one figure: its years, where it is used, its history; words only, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from hqd_desktop.domain.checks import CheckResult
from hqd_desktop.domain.figures import BLANK, FigureKey, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import shown
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.domain.texts import BLANK_TEXT, figure_text, number_text
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.services.workspace import View

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
    return " · ".join(filter(None, (item.unit, rhythm, department, item.source)))


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: when, and who did what."""

    when: str
    what: str


def history_lines(entries: Sequence[HistoryEntry], item: Item, today: date) -> list[HistoryLine]:
    """Newest first; what one transaction did to the figure is one line."""
    lines = []
    for (at, who, action), group in groupby(entries, key=lambda entry: (entry.at, entry.who, entry.action)):
        fields = {entry.field: (entry.old, entry.new) for entry in group}
        told = _change(fields, item)
        if told:
            moment = at.astimezone()
            day = "今天" if moment.date() == today else f"{moment.month}-{moment.day:02}"
            lines.append(HistoryLine(f"{day} {moment:%H:%M}", f"{who} {action}：{told}"))
    return lines


def _change(fields: dict[str, tuple[str, str]], item: Item) -> str:
    states = fields.get("state", ("", ""))
    if "value" in fields or "state" in fields:
        values = fields.get("value", ("", ""))
        texts = [_value(value, state, item) for value, state in zip(values, states, strict=True)]
        return f"{texts[0]} → {texts[1]}"
    if "text" in fields:
        return "改了文字"
    return f"备注“{fields['note'][1]}”" if "note" in fields else ""


def _value(value: str, state: str, item: Item) -> str:
    if value:
        return number_text(item, Decimal(value))
    return {FigureState.NOT_APPLICABLE: "不适用", FigureState.TEXT: "文字"}.get(state or "", "空白")  # type: ignore[call-overload]

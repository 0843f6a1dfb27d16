"""What a row of 填报 says in words: 状态, what hovering shows, what a screen reader speaks; no Qt, no figure kept."""

from collections.abc import Iterable
from dataclasses import replace

from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.models.cell_states import CellState, Mark
from hqd_desktop.ui.models.entry_rows import EntryRow

LAST_YEAR = "上年"
_TOLD_OF_LAST_YEAR = (Mark.ERROR, Mark.WARNING, Mark.MISSING, Mark.UNSAVED, Mark.SAVING)


def told_of_row(this_year: CellState | None, last_year: CellState | None) -> CellState | None:
    """What 状态 tells: this year's mark, or last year's where this year has none."""
    if this_year is not None and this_year.mark is not Mark.NONE:
        return this_year
    if last_year is not None and last_year.mark is not Mark.NONE:
        words = last_year.words
        if last_year.mark in _TOLD_OF_LAST_YEAR or words.startswith(LAST_YEAR):
            return replace(last_year, words=f"{LAST_YEAR}{words.removeprefix(LAST_YEAR)}")
    return this_year


def tip(item: Item, state: CellState) -> str | None:
    """What hovering over a figure adds to what is painted."""
    told = (
        state.raw if item.kind is ItemKind.TEXT else "",
        f"{'理由' if state.text == '不适用' else '备注'}：{state.note}" if state.note else "",
        f"跟进：{state.follow_up}" if state.follow_up else "",
        state.locked,
    )
    return _lines(told)


def spoken(item: Item, period: Period, state: CellState) -> str:
    """数据项, 年, 值, 状态 — for screen readers."""
    marks = (state.words, "有备注" if state.note else "", "跟进" if state.follow_up else "", state.locked)
    words = (item.name, period.label, f"{state.text or '空白'} {item.unit}".strip(), *marks)
    return "，".join(dict.fromkeys(filter(None, words)))


def spoken_heading(row: EntryRow) -> str:
    """A heading, what it counts, and whether it is folded."""
    return f"{row.title}，{row.hint}，{'已收起' if row.folded else '已展开'}"


def _lines(told: Iterable[str]) -> str | None:
    return "\n".join(filter(None, told)) or None

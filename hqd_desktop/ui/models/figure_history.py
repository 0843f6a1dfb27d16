"""修改记录 of one figure: who changed what, when, from what and why, a line for each transaction; words only, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from hqd_desktop.domain.figures import FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.texts import number_text
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.services.typing_in import TYPED
from hqd_desktop.ui.models.cell_states import plain_number

Fields = dict[str, tuple[str, str]]
_SAID_ALREADY = (TYPED, "撤销", "重做")  # origins that the name of the act tells


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: when, and who did what. `back` is the number before it, to be typed again; empty where none was."""

    when: str
    what: str
    back: str = ""


def history_lines(entries: Sequence[HistoryEntry], item: Item, today: date) -> list[HistoryLine]:
    """Newest first; what one transaction did to the figure is one line."""
    lines = []
    for (at, who, action, table), group in groupby(entries, key=lambda one: (one.at, one.who, one.action, one.table)):
        held = list(group)
        fields: Fields = {entry.field: (entry.old, entry.new) for entry in held}
        told = _TABLES[table](fields, item)
        if told:
            moment = at.astimezone()
            day = "今天" if moment.date() == today else f"{moment.month}-{moment.day:02}"
            day = day if moment.year == today.year else f"{moment.year}-{moment.month}-{moment.day:02}"
            why = "，".join(dict.fromkeys(filter(None, (_origin(held[0]), held[0].reason))))
            what = f"{who} {action}：{told}" + (f"（{why}）" if why else "")
            back = _back(fields, item) if table == "figure" else ""
            lines.append(HistoryLine(f"{day} {moment:%H:%M}", what, back))
    return lines


def _origin(entry: HistoryEntry) -> str:
    return "" if entry.origin in _SAID_ALREADY else f"来自 {entry.origin}"


def _of_figure(fields: Fields, item: Item) -> str:
    states = fields.get("state", ("", ""))
    if "value" in fields or "state" in fields:
        values = fields.get("value", ("", ""))
        texts = [_value(value, state, item) for value, state in zip(values, states, strict=True)]
        return f"{texts[0]} → {texts[1]}"
    if "text" in fields:
        return "改了文字"
    return f"备注“{fields['note'][1]}”" if "note" in fields else ""


def _of_follow_up(fields: Fields, _: Item) -> str:
    return f"“{fields['text'][1]}”" if fields["text"][1] else f"“{fields['text'][0]}”已办结"


def _of_restatement(fields: Fields, item: Item) -> str:
    return f"上年调整数 {_value(fields['value'][1], '', item)}" if "value" in fields else "改了原因"


_TABLES = {"figure": _of_figure, "follow_up": _of_follow_up, "restatement": _of_restatement}


def _value(value: str, state: str, item: Item) -> str:
    if value:
        return number_text(item, Decimal(value))
    return {FigureState.NOT_APPLICABLE.value: "不适用", FigureState.TEXT.value: "文字"}.get(state, "空白")


def _back(fields: Fields, item: Item) -> str:
    old = fields.get("value", ("", ""))[0]
    if not old:
        return ""
    return number_text(item, Decimal(old)) if item.kind is ItemKind.YES_NO else plain_number(item, Decimal(old))

"""What differs between the cells that a workbook had when it was packed and those that it has now, cell by cell."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import IntEnum
from typing import Any

from hqd_desktop.domain.problems import Problem

EMPTY = ("", "", "", "")
_STATES = {"visible": "显示", "hidden": "隐藏", "veryHidden": "深度隐藏"}
_KINDS = {"n": "数", "s": "文字", "b": "逻辑值", "e": "错误值", "d": "日期", "": "无值"}
_SPACES = re.compile(r"\s+")
_LONGEST = 80
LOOKS_SHOWN = 20  # with more number formats than that the workbook was saved by another program
NEAR = Decimal("1e-12")
_BUILT_IN = "_xlnm."  # print areas and titles: each program writes them its own way
_NUMBER = re.compile(r"(?<![\w.$])\d+(?:\.\d+)?(?:E[+-]?\d{1,3})?(?![\w.])")
_PLACE = re.compile(r"([A-Z]+)(\d+)")


class Rank(IntEnum):
    """What somebody has written goes before what only follows from it."""

    WRITTEN = 0
    FOLLOWS = 1
    UNCALCULATED = 2
    LOOKS = 3


def workbook_differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Problem]:
    """Sheets, names and cells (value, formula, number format): first what was written, then what follows from it.

    Both as Packages.cells gives them. A sheet that is gone is told as one, not cell by cell; so are
    formulas without values, which is how a program that does not calculate saves a workbook.
    """
    found: dict[Rank, list[Problem]] = {rank: [] for rank in Rank}
    before = {sheet["name"]: sheet for sheet in was["sheets"]}
    after = {sheet["name"]: sheet for sheet in now["sheets"]}
    found[Rank.WRITTEN] += _sheets(before, after)
    for name in before:
        for rank, problem in _cells(name, before[name]["cells"], after.get(name, before[name])["cells"]):
            found[rank].append(problem)
    for name in dict.fromkeys((*was["names"], *now["names"])):
        old, new = was["names"].get(name, ""), now["names"].get(name, "")
        if _BUILT_IN not in name and not _reads_alike(old, new):
            found[Rank.WRITTEN].append(_changed("package_name", f"名称 {name}", old, new))
    if waiting := found[Rank.UNCALCULATED]:
        first = {"first": waiting[0].where, "count": str(len(waiting))}
        found[Rank.UNCALCULATED] = [Problem("package_cells_uncalculated", "", first)]
    if len(looks := found[Rank.LOOKS]) > LOOKS_SHOWN:
        found[Rank.LOOKS] = [Problem("package_cells_looks", "", {"first": looks[0].where, "count": str(len(looks))})]
    return [problem for rank in Rank for problem in found[rank]]


def _sheets(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Problem]:
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield Problem("package_sheet_missing", name)
        elif name not in before:
            yield Problem("package_sheet_added", said(name))
        elif before[name]["state"] != after[name]["state"]:
            states = (str(sheet[name]["state"]) for sheet in (before, after))
            yield _changed("package_sheet_state", name, *(_STATES.get(state, state) for state in states))
    if list(before) != list(after) and set(before) == set(after):
        yield _changed("package_sheet_order", "工作簿", "、".join(before), "、".join(after))


def _cells(sheet: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[Rank, Problem]]:
    for place in sorted({*was, *now}, key=_order):
        _, old_value, old_formula, old_format = old = tuple(was.get(place, EMPTY))
        kind, new_value, new_formula, new_format = new = tuple(now.get(place, EMPTY))
        where = f"{sheet}!{place}"
        computed = bool(new_formula) and _reads_alike(old_formula, new_formula)
        if not _reads_alike(old_formula, new_formula):
            yield Rank.WRITTEN, _changed("package_cell_formula", where, _formula(old_formula), _formula(new_formula))
        nothing = not (
            old_value or new_value
        )  # a formula's empty text is written as a text by some, as nothing by others
        if old[:2] != new[:2] and not nothing and not (computed and _recalculated(old, new)):
            same = old_value == new_value  # the number 5 and the word 5
            kinds = [f"（{_KINDS.get(kind, kind)}）" if same else "" for kind in (old[0], new[0])]
            texts = {"was": said(old_value) + kinds[0], "now": said(new_value) + kinds[1]}
            waits = Rank.UNCALCULATED if not kind else Rank.FOLLOWS
            yield (waits if computed else Rank.WRITTEN), Problem("package_cell_value", where, texts)
        if old_format != new_format and EMPTY not in (old, new):
            yield Rank.LOOKS, _changed("package_cell_format", where, old_format, new_format)


def _reads_alike(old: str, new: str) -> bool:
    """Whether formulas are the same but for what each program writes its own way: '封面'!A1, FALSE(), 1E-12."""
    return old == new or _common(old) == _common(new)


def _common(formula: str) -> str:
    bare = formula.replace("'", "").replace("FALSE()", "FALSE").replace("TRUE()", "TRUE")
    return _NUMBER.sub(lambda found: format(float(found[0]), ".15g"), bare)


def _recalculated(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether two results of one formula are the same number but for the last bit of another program's arithmetic."""
    if old[0] != "n" or new[0] != "n":
        return False
    first, second = Decimal(old[1]), Decimal(new[1])
    return first.is_finite() and second.is_finite() and abs(first - second) <= NEAR * max(abs(first), abs(second))


def _order(place: str) -> tuple[int, int, str]:
    """Row by row, as one reads."""
    found = _PLACE.fullmatch(place)
    return (int(found[2]), len(found[1]), found[1]) if found else (0, 0, place)


def _formula(text: str) -> str:
    return f"={text}" if text else ""


def _changed(code: str, where: str, was: str, now: str) -> Problem:
    return Problem(code, where, {"was": said(was), "now": said(now)})


def said(text: object) -> str:
    """A stranger's text in one line of bearable length; nothing reads 空白."""
    line = _SPACES.sub(" ", str(text)).strip()
    line = "".join(letter if letter.isprintable() else "?" for letter in line)
    return (f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line) or "空白"

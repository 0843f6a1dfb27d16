"""Headings as they are compared from year to year, and the unit words of a table; it refuses to know items."""

import re
import unicodedata
from functools import lru_cache

from hqd_desktop.domain.units import conversion_factor
from hqd_desktop.services.grid import CellKind, Sheet

LONGEST = 80
NEAR_YEARS = 6
HEAD_ROWS = 15
RATIO = "比例"
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十百]+[、.]|\((?:[一二三四五六七八九十]+|\d{1,2})\)|\d{1,2}[、.](?!\d)|\d{1,2}\)|[*#★]|其中:?|[减加]:)"
)
_CIRCLED = re.compile(r"[①-⑳]")
_RANKS = (
    (re.compile(r"[一二三四五六七八九十百]+[、.]"), 1),
    (re.compile(r"\([一二三四五六七八九十]+\)"), 2),
    (re.compile(r"\d{1,2}[、.](?!\d)"), 3),
    (re.compile(r"\d{0,2}\(?\d{1,2}\)"), 4),
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)年?度?")
_WORDED = ((re.compile(r"(?:本|当|今)年度?"), 0), (re.compile(r"(?:上|去)年度?"), -1), (re.compile(r"前年度?"), -2))
_BRACKET = re.compile(r"\(([^()]{1,12})\)")
_UNIT = re.compile(r"单位[:：]\s*([^\s,，;；()（）:：]{1,8})")
_COUNTED = re.compile(r"(⟨-?\d⟩)数")
_DASHES = re.compile(r"[-—–_]+")
NOT_A_FIGURE = re.compile(r"预算|计划|目标|增减|增长|增幅|同比|占比|比重|比例|差额|完成率|%|行次|序号|备注")
KNOWN_OWN = ("元", "人", "床日", "台次", "张", "分", "级", "%", "条", "个", "份", "吨标准煤")


@lru_cache(maxsize=50_000)
def plain_heading(text: str, year: int) -> str:
    """What is compared of a heading: one width, no spaces, numbering, 其中 or unit; years relative to `year`.

    2024年, 本年数 and 本年度 are all ⟨0⟩ in 2024; 上年数 and 2023年度 are ⟨-1⟩. "" for what is too long for a heading.
    """
    text = _CIRCLED.sub("", text)
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if len(plain) > LONGEST:
        return ""
    if "(" in plain:  # the looks before the searches make an index of a large table twice as quick
        plain = _BRACKET.sub(lambda found: "" if is_unit(_unit_name(found[1])) else found[0], plain)
    while (found := _NUMBERING.match(plain)) and found.end() < len(plain):
        plain = plain[found.end() :]
    plain = _YEAR.sub(lambda found: _relative(found, year), plain)
    if "年" in plain:
        for words, back in _WORDED:
            plain = words.sub(f"⟨{back}⟩", plain)
    plain = _DASHES.sub("-", plain).strip(":-")
    return _COUNTED.sub(r"\1", plain) if "⟨" in plain else plain


def _relative(found: re.Match[str], year: int) -> str:
    back = int(found[1]) - year
    return f"⟨{back}⟩" if abs(back) < NEAR_YEARS else found[0]


def years_back(plain: str) -> int | None:
    """0 for a heading of this year, 1 of last year …; None when it names no year, or two."""
    found = set(re.findall(r"⟨(-?\d)⟩", plain))
    return -int(found.pop()) if len(found) == 1 else None


def rank(text: str) -> tuple[int, int]:
    """How deep a heading lies: the rank of its numbering (一、 1, （一） 2, 1. 3, （1） 4; 0 none) and its indent."""
    plain = unicodedata.normalize("NFKC", text)
    bare = plain.lstrip()
    indent = len(plain) - len(bare) + (2 if bare.startswith("其中") else 0)
    return next((depth for pattern, depth in _RANKS if pattern.match(bare)), 0), indent


def is_unit(text: str) -> bool:
    """Whether it names a unit that can be converted."""
    return text == RATIO or any(conversion_factor(text, own) is not None for own in KNOWN_OWN if text)


def _unit_name(text: str) -> str:
    return text.removeprefix("单位").lstrip(":：").strip()


def stated_unit(sheet: Sheet, row: int, column: int, row_column: int, own: str) -> str:
    """The unit that the sheet names for a cell and that converts to `own`; "" when it names none.

    What stands in the column's heads or the row's heading, (万元), goes before a cell of the row that holds nothing
    but a unit, and that before 单位：万元 near the head of the table.
    """
    heads = [sheet.heading(above, column) for above in range(row - 1, max(-1, row - HEAD_ROWS * 20), -1)]
    beside = [sheet.heading(row, at) for at in range(row_column, -1, -1)] if row_column >= 0 else []
    for text in (*heads, *beside):
        for inner in _BRACKET.findall(unicodedata.normalize("NFKC", text)):
            if _fits(_unit_name(inner.strip()), own):
                return _unit_name(inner.strip())
    for at in range(len(sheet.rows[row]) if 0 <= row < sheet.height else 0):
        if at != column and _fits(sheet.heading(row, at), own):
            return sheet.heading(row, at)
    for above in range(row, -1, -1):
        if above < row - HEAD_ROWS and above > HEAD_ROWS:
            continue
        cells = sheet.rows[above] if above < sheet.height else ()
        for cell in cells:
            if cell.kind is CellKind.TEXT and (found := _UNIT.search(cell.text)) and _fits(found[1].strip(), own):
                return found[1].strip()
    return ""


def _fits(unit: str, own: str) -> bool:
    return bool(unit) and conversion_factor(unit, own) is not None

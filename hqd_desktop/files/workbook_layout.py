"""Where things stand in our workbooks: one table for the writers and the reader; it opens no file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hqd_desktop.domain.numerals import normalise
from hqd_desktop.domain.periods import Period, parse_period

FORMAT = "1"

COVER = "封面"
NOTES = "填报说明"
FIGURES = "基础数据"
COMPUTED = "指标计算"
GOALS = "本院目标"
POINTS = "计分过程"
SCORES = "自评得分"
VALUES_ONLY = "自评情况"  # the same sheet without points
CHECKS = "校核说明"
QUARTERS = "季度台账"
QUARTERS_FORM = "季度"
EVIDENCE = "佐证清单"
SELF_CHECK = "自检"
SIGNATURES = "签章页"

FIGURE_SHEETS = (FIGURES, QUARTERS, QUARTERS_FORM)


class Head(StrEnum):
    """Columns of the figure sheets that hold no figure; the value is the heading."""

    ITEM = "数据项"
    UNIT = "单位"
    NEEDED = "要求"
    DEPARTMENT = "责任科室"
    SOURCE = "来源"
    DEFINITION = "填报说明"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class CoverField:
    """One line of the cover: its label, and the defined name of the cell with its value."""

    key: str
    label: str
    name: str


COVER_FIELDS: Mapping[str, CoverField] = {
    field.key: field
    for field in (
        CoverField("hospital", "医院名称", "hqd_hospital"),
        CoverField("code", "机构代码", "hqd_code"),
        CoverField("level", "医院级别", "hqd_level"),
        CoverField("type", "医院类型", "hqd_type"),
        CoverField("year", "自评年度", "hqd_year"),
        CoverField("scheme", "评价指标表", "hqd_scheme"),
        CoverField("sheets", "数据表", "hqd_sheets"),
        CoverField("format", "格式", "hqd_format"),
    )
}

_YEARS = ("本年", "上年", "前年")
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_VALUE = re.compile(rf"({'|'.join(_YEARS + _QUARTERS)})(?:\((\d{{4}})年?\))?")
_NOTE = re.compile(rf"({'|'.join(_YEARS)})?(?:(\d{{4}})年?)?(?:不适用原因/)?(?:备注|不适用原因)(?:\((\d{{4}})年?\))?")


@dataclass(frozen=True, slots=True)
class ValueHead:
    """A column of figures. `year` is 0 when the heading names none; `back` counts years before the workbook's."""

    back: int
    quarter: int
    year: int

    def period(self, year: int) -> Period:
        """The period, in a workbook of `year` when the heading names none itself."""
        return Period(self.year or year - self.back, self.quarter)


@dataclass(frozen=True, slots=True)
class NoteHead:
    """A column of notes: of the year `back`, or of all quarters beside it."""

    back: int
    year: int


def value_heading(period: Period, year: int) -> str:
    """本年（2024 年）, 上年（2023 年）, 一季度（2024 年） …, in a workbook of `year`."""
    word = _QUARTERS[period.quarter - 1] if period.quarter else _YEARS[year - period.year]
    return f"{word}（{period.year} 年）"


def note_heading(period: Period, year: int, long: bool = False) -> str:
    """The heading of the notes to a column of figures; `long` asks for the reason of 不适用 in so many words."""
    word = "" if period.quarter else _YEARS[year - period.year]
    return word + ("不适用原因／备注" if long else "备注")


def read_heading(text: str) -> Head | ValueHead | NoteHead | None:
    """What a heading stands for; line breaks, spaces and the width of brackets do not matter."""
    plain = re.sub(r"\s+", "", normalise(text))
    for head in Head:
        if plain == head.value:
            return head
    if match := _VALUE.fullmatch(plain):
        quarter = _QUARTERS.index(match[1]) + 1 if match[1] in _QUARTERS else 0
        year = int(match[2] or 0)
        if match[2] and parse_period(match[2]) is None:
            return None
        return ValueHead(0 if quarter else _YEARS.index(match[1]), quarter, year)
    if match := _NOTE.fullmatch(plain):
        return NoteHead(_YEARS.index(match[1]) if match[1] else 0, int(match[2] or match[3] or 0))
    return None


def join_quarter_notes(notes: Mapping[int, str]) -> str:
    """The notes of four quarters in one cell: each begins with its quarter, its further lines are indented."""
    lines = []
    for quarter in sorted(notes):
        if notes[quarter]:
            head, *rest = notes[quarter].split("\n")
            lines += [f"{_QUARTERS[quarter - 1]}：{head}", *(f"　{line}" for line in rest)]
    return "\n".join(lines)


def split_quarter_notes(text: str) -> dict[int, str]:
    """The notes by quarter again; text that names no quarter is under 0 and speaks of all of them."""
    notes: dict[int, list[str]] = {}
    current = 0
    for line in text.replace("\r\n", "\n").split("\n"):
        word, mark, rest = line.strip().partition("：") if not line.startswith("　") else ("", "", "")
        if not mark:
            word, mark, rest = line.strip().partition(":") if not line.startswith("　") else ("", "", "")
        if mark and word in _QUARTERS:
            current = _QUARTERS.index(word) + 1
            notes[current] = [rest.strip()]
        elif line.strip() or current in notes:
            notes.setdefault(current, []).append(line.removeprefix("　"))
    return {quarter: "\n".join(lines).strip("\n") for quarter, lines in notes.items()}

"""Fonts, lines, tints and page set-up of the workbooks we write, and text that is never a formula; no content."""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

FONT = "宋体"
HEAD_FONT = "黑体"
INK, GREY, LINE = "#17202C", "#5C6879", "#B8C0CC"
HEAD_TINT, GROUP_TINT, TOTAL_TINT = "#E6EBF2", "#F2F5F9", "#FAF6EA"
MISSING_INK, MISSING_TINT = "#5B4B8A", "#EFEBF8"
ERROR_INK, WARNING_INK = "#B3261E", "#855600"

A4 = 9
HEADER_LIMIT = 250  # Excel takes 255
FOOT_LIMIT = 130
LINE_POINTS = 13.5
WIDER = 1.05  # a column unit is 7 pixels, half a Chinese letter of 10 points 6.7
SMALL = 10 / 9  # how much more room a column has for letters of 9 points
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

SIGNATURES = (
    "单位负责人（签字）　　　　　审核人（签字）　　　　　填表人（签字）　　　　　联系电话　　　　　　"
    "填报日期　　　年　　月　　日"
)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What stands at the head and foot of each printed page. `marks` are 示例 and 草稿, as they apply."""

    hospital: str
    title: str
    marks: str
    foot: str


class Styles:
    """Cell formats of one workbook, each made once. The base is 宋体 10, thin lines, wrapped, centred upright."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._lined: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._plain: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._alarm: Any = None

    def __call__(self, **more: Any) -> Any:
        """A format with lines around it; text that is not centred keeps a little off them."""
        asked = tuple(more.items())
        found = self._lined.get(asked)
        if found is None:
            if more.get("align") != "center" and "num_format" not in more:
                more = {"align": "left", "indent": 1, **more}
            found = self._lined[asked] = self.bare(border=1, border_color=LINE, **more)
        return found

    def bare(self, **more: Any) -> Any:
        """A format without lines."""
        asked = tuple(more.items())
        found = self._plain.get(asked)
        if found is None:
            found = self._plain[asked] = self._format(more)
        return found

    def _format(self, more: dict[str, Any]) -> Any:
        """One format for the same properties, in whatever order they were asked for."""
        properties = {
            "font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", "text_wrap": True, **more
        }  # fmt: skip
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    @property
    def title(self) -> Any:
        """The sheet's title."""
        return self.bare(font_name=HEAD_FONT, font_size=15, align="center", text_wrap=False)

    @property
    def subtitle(self) -> Any:
        """The line under it."""
        return self.bare(font_size=9.5, font_color=GREY, align="center", text_wrap=False)

    @property
    def head(self) -> Any:
        """A column heading."""
        return self(font_name=HEAD_FONT, bg_color=HEAD_TINT, align="center")

    @property
    def alarm(self) -> Any:
        """What a conditional format puts over a cell that must not be so."""
        if self._alarm is None:
            self._alarm = self._book.add_format({"font_color": ERROR_INK, "bold": True})
        return self._alarm


def number_format(places: int) -> str:
    """Thousands separators, that many decimals, and a real minus sign, as on the screen; a blank keeps off the line."""
    digits = "#,##0" + ("." + "0" * places if places else "") + "_ "
    return f'{digits};"−"{digits}'


def clean(text: str) -> str:
    """Text as a cell can hold it: no control characters, at most 32 767 letters."""
    return text[:32767] if text.isprintable() else _CONTROL.sub("", text.replace("\r\n", "\n"))[:32767]


def width_of(text: str) -> int:
    """The width in half-width letters of the longest line."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(
        (sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in line) for line in text.split("\n")), default=0
    )


def height_for(texts: Sequence[tuple[str, float]], lowest: float = 21.0, line: float = LINE_POINTS) -> float:
    """The row height in points that shows every (text, column width) wrapped; Excel's own limit is 409."""
    lines = 1
    for text, width in texts:
        room = max(width - 3, 2) * WIDER
        if 2 * len(text) <= room and "\n" not in text:
            continue  # it fits, however wide its letters are
        lines = max(lines, sum(max(1, math.ceil(width_of(part) / room)) for part in text.split("\n")))
    return min(409.0, max(lowest, lines * line + 7))


def cell_name(row: int, column: int, fixed: bool = False) -> str:
    """C12 or $C$12, both counted from 0."""
    letters, rest = (chr(65 + column), 0) if column < 26 else ("", column + 1)
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"


class Page:
    """One worksheet under construction: texts, numbers, heights and print set-up."""

    def __init__(self, sheet: Any, styles: Styles, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.styles = styles
        self.widths = widths
        self.row = 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, styles.bare())
        sheet.hide_gridlines(2)

    def text(self, row: int, column: int, text: str, style: Any) -> None:
        """Always a text, whatever it begins with."""
        text = clean(text)
        if text:
            self.sheet.write_string(row, column, text, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def number(self, row: int, column: int, value: Decimal, style: Any) -> None:
        """A real number of at most 15 digits, which is what the domain admits.

        A result with more is rounded here: another program that saves the workbook would round its 16th digit away,
        and the cell would look altered.
        """
        self.sheet.write_number(row, column, float(f"{value:.15g}"), style)

    def formula(self, row: int, column: int, formula: str, result: Decimal | str, style: Any) -> None:
        """A formula with its result, for readers that do not calculate."""
        cached = clean(result) if isinstance(result, str) else float(result)
        self.sheet.write_formula(row, column, f"={formula}", style, cached)

    def address(self, row: int, column: int) -> str:
        """The cell as a formula on another sheet names it."""
        return f"'{self.sheet.get_name()}'!{cell_name(row, column, fixed=True)}"

    def span(self, row: int, first: int, last: int, text: str, style: Any) -> None:
        """Text over several columns."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.text(row, first, text, style)

    def band(self, text: str, last: int, height: float = 20.0) -> None:
        """A group row over the columns up to `last`, unmerged, and on to the next row."""
        more = {"bg_color": GROUP_TINT, "font_name": HEAD_FONT, "text_wrap": False}
        edges = {"top": 1, "bottom": 1, "top_color": LINE, "bottom_color": LINE}
        for column in range(last + 1):
            side = {"left": 1, "left_color": LINE} if not column else {}
            side |= {"right": 1, "right_color": LINE} if column == last else {}
            self.text(self.row, column, "" if column else text, self.styles.bare(indent=1, **more, **edges, **side))
        self.sheet.set_row(self.row, height)
        self.row += 1

    def heading(self, title: str, subtitle: str, columns: int | None = None) -> None:
        """Title and subtitle over the printed columns."""
        last = (columns or len(self.widths)) - 1
        self.span(self.row, 0, last, title, self.styles.title)
        self.sheet.set_row(self.row, 30)
        self.span(self.row + 1, 0, last, subtitle, self.styles.subtitle)
        self.sheet.set_row(self.row + 1, 18)
        self.row += 2

    def header_row(self, headings: Sequence[str], repeat: bool = True) -> None:
        """Column headings; repeated on every printed page and frozen when asked."""
        for column, heading in enumerate(headings):
            self.text(self.row, column, heading, self.styles.head)
        self.fit([(text, self.widths[at]) for at, text in enumerate(headings)], lowest=26)
        if repeat:
            self.sheet.repeat_rows(self.row)
            self.sheet.freeze_panes(self.row + 1, 1)
        self.row += 1

    def fit(self, texts: Sequence[tuple[str, float]], lowest: float = 21.0) -> None:
        """Set the height of the current row."""
        self.sheet.set_row(self.row, height_for(texts, lowest))

    def print_setup(
        self, marks: PageMarks, *, landscape: bool = True, signed: bool = True, signatures: str = SIGNATURES
    ) -> None:
        """A4, fitted to the width, head and foot of every page, with a line of signatures where `signed`."""
        sheet = self.sheet
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        else:
            sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.9)
        sheet.center_horizontally()
        font, title = _font(9), _escaped(marks.title)[:60]
        left, right = _escaped(marks.hospital)[:60], _escaped(marks.marks)
        sheet.set_header(f"&L{font}{left}&C{font}{title}&R{font}{right}", {"margin": 0.35})
        foot = f"{_escaped(marks.foot)[:FOOT_LIMIT]}　第 &P 页 共 &N 页"
        signs = f"{signatures}\n" if signed and len(signatures) + len(foot) < HEADER_LIMIT - len(font) else ""
        sheet.set_footer(f"&C{font}{signs}{foot}", {"margin": 0.35})


def _font(size: int) -> str:
    """The font of a head or foot; the blank after the size keeps a following digit out of it."""
    return f'&"{FONT},Regular"&{size} '


def _escaped(text: str) -> str:
    return clean(text).replace("&", "&&").replace("\n", " ")

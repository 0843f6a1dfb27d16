"""Reads what calls itself .xls and is a web page or Excel's XML of 2003; it follows no link and expands no entity."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.csv_figures import decode
from hqd_desktop.files.foreign_reading import COLUMNS, ROWS, ForeignRefused, Reading, date_cell, number_cell, text_cell
from hqd_desktop.files.foreign_text import typed_cell
from hqd_desktop.files.web_tags import attributes, tags_of
from hqd_desktop.services.grid import EMPTY, CellKind, GridCell, Sheet, Span, made_sheet

MARKUP_LIMIT = 20 * 2**20
MOST_TAGS = 600_000
MOST_COVERED = 100_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk"}
_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read_markup(data: bytes, reading: Reading) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The tables of the page, or the sheets of the XML; ForeignRefused when there is none."""
    if len(data) > MARKUP_LIMIT:
        reading.refuse("file_too_large", limit=f"{MARKUP_LIMIT // 2**20} MB")
    if data.count(b"<") + data.count(b"&") > MOST_TAGS:
        reading.refuse("xlsx_too_large_inside", limit=f"{MOST_TAGS:,} 个标记")
    head = data[:4096].lower()
    old_xml = _SS.strip().encode() in head and b"<html" not in head
    sheets = _xml_sheets(data, reading) if old_xml else _web_tables(data, reading)
    if not any(sheet.rows for sheet in sheets):
        reading.refuse("foreign_page_without_table")
    return tuple(sheets), (Problem("foreign_disguised", reading.name, {"name": reading.name}),)


class _Table:
    """The cells of one table, spans unfolded."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.rows: list[list[GridCell]] = []
        self.merged: list[Span] = []
        self.row = -1
        self.words: list[str] | None = None
        self._down, self._right = 1, 1
        self._taken: set[tuple[int, int]] = set()
        self._column = 0

    def begin_row(self) -> None:
        """A row."""
        self.row += 1
        self._column = 0
        self.rows.append([])

    def begin_cell(self, given: Mapping[str, str | None]) -> None:
        """A cell; one outside any row begins a row."""
        if self.row < 0:
            self.begin_row()
        self.words = []
        self._down, self._right = _span(given.get("rowspan"), ROWS), _span(given.get("colspan"), COLUMNS)

    def end_cell(self) -> None:
        """Its words are complete."""
        if self.words is None:
            return
        while (self.row, self._column) in self._taken:
            self._column += 1
        words = _BLANKS.sub(" ", "".join(self.words).replace("\xa0", " ")).strip() if self.words else ""
        row = self.rows[self.row]
        if words:
            self._reading.check_place(self._reading.name, self.row, self._column)
            row.extend([EMPTY] * (self._column - len(row)))
            row.append(typed_cell(words))
        if self._down > 1 or self._right > 1:
            self.merged.append((self.row, self._column, self.row + self._down - 1, self._column + self._right - 1))
            if self._down * self._right + len(self._taken) <= MOST_COVERED:
                self._taken.update(
                    (self.row + down, self._column + right)
                    for down in range(1, self._down) for right in range(self._right)
                )  # fmt: skip
        self._column += self._right
        self.words = None


class _Page:
    """Walks the tags of a page; what stands in no table is passed over."""

    def __init__(self, reading: Reading) -> None:
        self.sheets: list[Sheet] = []
        self._reading = reading
        self._open: list[_Table] = []

    def read(self, text: str) -> None:
        """All of it; a page that breaks off ends its tables."""
        for words, tag, given in tags_of(text):
            if words and self._open and self._open[-1].words is not None:
                self._open[-1].words.append(words)
            if tag.startswith("/"):
                self._end(tag[1:])
            elif tag:
                self._start(tag, given)
        self._end("table")

    def _start(self, tag: str, given: str) -> None:
        if tag == "table":
            self._reading.begin(len(self.sheets), len(self.sheets) + 1 + len(self._open), self._reading.name)
            self._open.append(_Table(self._reading))
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].end_cell()
            self._open[-1].begin_row()
        elif tag in ("td", "th"):
            self._open[-1].end_cell()
            self._open[-1].begin_cell(attributes(given))
        elif tag == "br" and self._open[-1].words is not None:
            self._open[-1].words.append(" ")

    def _end(self, tag: str) -> None:
        if not self._open:
            return
        table = self._open[-1]
        if tag in ("td", "th", "tr", "table"):
            table.end_cell()
        if tag == "table":
            self._open.pop()
            name = f"表 {len(self.sheets) + 1}"
            for at, row in enumerate(table.rows):
                self._reading.count(name, at, row)
            self.sheets.append(made_sheet(name, table.rows, table.merged))


def _web_tables(data: bytes, reading: Reading) -> list[Sheet]:
    charset = _CHARSET.search(data[:4096])
    if charset and charset[1].decode("ascii", "replace").lower() in _CHINESE:
        text: str | Problem = data.decode("gb18030", "replace")
    else:
        text = decode(data, reading.name)
    if isinstance(text, Problem):
        raise ForeignRefused(text)
    page = _Page(reading)
    page.read(text)
    return page.sheets


class _OldXml:
    """Workbook/Worksheet/Table/Row/Cell/Data; ss:Index skips, ss:MergeAcross and ss:MergeDown merge."""

    def __init__(self, reading: Reading) -> None:
        self.sheets: list[Sheet] = []
        self._reading = reading
        self._name = ""
        self._rows: list[list[GridCell]] = []
        self._merged: list[Span] = []
        self._column, self._at = 0, 0
        self._kind = ""
        self._words: list[str] | None = None

    def read(self, data: bytes) -> None:
        """Parse it all."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.EntityDeclHandler = lambda *_: self._reading.refuse("foreign_entities")
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = lambda words: None if self._words is None else self._words.append(words)
        parser.Parse(data, True)

    def _on_start(self, tag: str, given: dict[str, str]) -> None:
        if tag == f"{_SS}Worksheet":
            self._name = given.get(f"{_SS}Name", "")
            self._rows, self._merged = [], []
            self._reading.begin(len(self.sheets), len(self.sheets) + 1, self._name)
        elif tag == f"{_SS}Row":
            at = int(given.get(f"{_SS}Index", len(self._rows) + 1)) - 1
            self._reading.check_place(self._name, at, 0)
            self._rows.extend([] for _ in range(at + 1 - len(self._rows)))
            self._column = 0
        elif tag == f"{_SS}Cell" and self._rows:
            self._column = int(given.get(f"{_SS}Index", self._column + 1)) - 1
            self._reading.check_place(self._name, len(self._rows) - 1, self._column)
            row, column = len(self._rows) - 1, self._column
            self._rows[-1].extend([EMPTY] * (column + 1 - len(self._rows[-1])))
            across, down = int(given.get(f"{_SS}MergeAcross", 0)), int(given.get(f"{_SS}MergeDown", 0))
            if across or down:
                self._merged.append((row, column, row + down, column + across))
            self._column += 1 + across
            self._at = column
        elif tag == f"{_SS}Data":
            self._kind, self._words = given.get(f"{_SS}Type", ""), []

    def _on_end(self, tag: str) -> None:
        if tag == f"{_SS}Data" and self._words is not None and self._rows and self._rows[-1]:
            self._rows[-1][self._at] = _data_cell(self._kind, "".join(self._words))
            self._words = None
        elif tag == f"{_SS}Row" and self._rows:
            self._reading.count(self._name, len(self._rows) - 1, self._rows[-1])
        elif tag == f"{_SS}Worksheet":
            self.sheets.append(made_sheet(self._name, self._rows, self._merged))


def _xml_sheets(data: bytes, reading: Reading) -> list[Sheet]:
    reader = _OldXml(reading)
    try:
        reader.read(data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ForeignRefused(Problem("xlsx_damaged", reading.name, {"name": reading.name})) from error
    return reader.sheets


def _data_cell(kind: str, words: str) -> GridCell:
    if kind == "Number":
        return number_cell(words)
    if kind == "DateTime":
        return date_cell(words)
    if kind == "Error":
        return GridCell(CellKind.ERROR, words)
    if kind == "Boolean":
        return text_cell("是" if words.strip() == "1" else "否")
    return text_cell(words)


def _span(given: str | None, most: int) -> int:
    text = (given or "1").strip()
    return min(max(1, int(text)), most) if text.isascii() and text.isdigit() and len(text) < 7 else 1

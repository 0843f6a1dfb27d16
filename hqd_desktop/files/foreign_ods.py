"""Reads an .ods of other people into sheets of plain cells; it asks the XML itself, because repeats can be bombs."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.foreign_reading import ROWS, ForeignRefused, Reading, number_cell, text_cell
from hqd_desktop.files.workbook_opening import MAX_ENTRIES, MAX_RATIO, MAX_WHOLE, RATIO_FREE
from hqd_desktop.files.zip_parts import read_part
from hqd_desktop.services.grid import EMPTY, CellKind, GridCell, Sheet, Span, made_sheet

MOST_TAGS = 1_700_000
_PASSWORD = b"manifest:encryption-data"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_BREAKS = {"text:line-break": "\n", "text:tab": "\t"}


def read_ods(data: bytes, reading: Reading) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The sheets; ForeignRefused for bombs, passwords, damage and entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse(data, archive, reading)
            content = read_part(data, archive.getinfo("content.xml"))
            if content.count(b"<") > MOST_TAGS:
                reading.refuse("xlsx_too_large_inside", limit=f"{MOST_TAGS:,} 个标记")
            macros = any(name.startswith(("Basic/", "Scripts/")) for name in archive.namelist())
        reader = _Content(reading)
        reader.read(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, RuntimeError, OSError,
            ValueError, struct.error, expat.ExpatError) as error:  # fmt: skip
        raise ForeignRefused(Problem("xlsx_damaged", reading.name, {"name": reading.name})) from error
    notes = (Problem("foreign_macros", reading.name, {"name": reading.name}),) if macros else ()
    return tuple(reader.sheets), notes


def _refuse(data: bytes, archive: zipfile.ZipFile, reading: Reading) -> None:
    entries = archive.infolist()
    content = archive.getinfo("content.xml")
    ratio = content.file_size / max(content.compress_size, 1)
    bomb = content.file_size > MAX_WHOLE or (content.file_size > RATIO_FREE and ratio > MAX_RATIO)
    if len(entries) > MAX_ENTRIES or bomb:
        reading.refuse("xlsx_too_large_inside", limit=f"{MAX_WHOLE // 2**20} MB")
    manifest = archive.getinfo("META-INF/manifest.xml")
    if manifest.file_size <= RATIO_FREE and _PASSWORD in read_part(data, manifest):
        reading.refuse("xlsx_encrypted")


class _Content:
    """Walks content.xml once. A repeated cell or row is unfolded only as far as something stands in it."""

    def __init__(self, reading: Reading) -> None:
        self.sheets: list[Sheet] = []
        self._reading = reading
        self._hidden: set[str] = set()
        self._style = ""
        self._depth = 0
        self._name, self._sheet_style = "", ""
        self._rows: list[list[GridCell]] = []
        self._merged: list[Span] = []
        self._row: list[GridCell] = []
        self._row_at, self._row_repeat = 0, 1
        self._cell: Mapping[str, str] | None = None
        self._column = 0
        self._words: list[str] = []
        self._in_words, self._note = 0, 0

    def read(self, content: bytes) -> None:
        """Parse it all."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.EntityDeclHandler = self._on_entity
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_words
        parser.Parse(content, True)

    def _on_entity(self, *_: Any) -> None:
        self._reading.refuse("foreign_entities")

    def _on_start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style:style":
            self._style = given.get("style:name", "")
        elif tag == "style:table-properties" and given.get("table:display") == "false":
            self._hidden.add(self._style)
        elif tag == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._begin_sheet(given)
        elif self._depth != 1:
            return  # a table inside a cell or a note
        elif tag == "table:table-row":
            self._row, self._column = [], 0
            self._row_repeat = _repeat(given, "rows")
        elif tag in _CELLS:
            self._cell, self._words = given, []
        elif tag == "office:annotation":
            self._note += 1
        elif tag == "text:p" and self._cell is not None and not self._note:
            if self._words:
                self._words.append("\n")
            self._in_words += 1
        elif self._in_words and tag == "text:s":
            self._words.append(" " * min(int(given.get("text:c", "1")), 100))
        elif self._in_words and tag in _BREAKS:
            self._words.append(_BREAKS[tag])

    def _on_words(self, words: str) -> None:
        if self._in_words and not self._note:
            self._words.append(words)

    def _on_end(self, tag: str) -> None:
        if tag == "table:table":
            self._depth -= 1
            if self._depth == 0:
                hidden = self._sheet_style in self._hidden
                self.sheets.append(made_sheet(self._name, self._rows, self._merged, hidden))
        elif self._depth != 1:
            return
        elif tag == "office:annotation":
            self._note -= 1
        elif tag == "text:p" and self._in_words:
            self._in_words -= 1
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "table:table-row":
            self._end_row()

    def _begin_sheet(self, given: Mapping[str, str]) -> None:
        self._name, self._sheet_style = given.get("table:name", ""), given.get("table:style-name", "")
        self._rows, self._merged, self._row_at = [], [], 0
        self._reading.begin(len(self.sheets), len(self.sheets) + 1, self._name)

    def _end_cell(self, given: Mapping[str, str]) -> None:
        cell, repeat = _cell(given, "".join(self._words)), _repeat(given, "columns")
        down, right = int(given.get("table:number-rows-spanned", 1)), int(given.get("table:number-columns-spanned", 1))
        if down > 1 or right > 1:
            self._merged.append((self._row_at, self._column, self._row_at + down - 1, self._column + right - 1))
        if cell is not EMPTY:
            self._reading.check_place(self._name, self._row_at, self._column + repeat - 1)
            self._row.extend([EMPTY] * (self._column - len(self._row)))
            self._row.extend([cell] * repeat)
        self._column += repeat

    def _end_row(self) -> None:
        if self._row:
            self._reading.check_place(self._name, self._row_at + self._row_repeat - 1, 0)
            self._rows.extend([] for _ in range(self._row_at - len(self._rows)))
            for _ in range(self._row_repeat):
                self._reading.count(self._name, len(self._rows), self._row)
                self._rows.append(self._row)
        self._row_at = min(self._row_at + self._row_repeat, ROWS * 100)


def _repeat(given: Mapping[str, str], what: str) -> int:
    return max(1, int(given.get(f"table:number-{what}-repeated", "1")))


def _cell(given: Mapping[str, str], words: str) -> GridCell:
    kind = given.get("office:value-type", "")
    if given.get("calcext:value-type") == "error":
        return GridCell(CellKind.ERROR, words or "#错误")
    if kind in ("float", "currency", "percentage"):
        return number_cell(given.get("office:value", "nan"), kind == "percentage")
    if kind in ("date", "time"):
        return GridCell(CellKind.DATE, words or given.get(f"office:{kind}-value", ""))
    if kind == "boolean":
        return text_cell("是" if given.get("office:boolean-value") == "true" else "否")
    if kind and not words:
        words = given.get("office:string-value", "")
    if not kind and "table:formula" in given:
        return GridCell(CellKind.UNCOMPUTED)
    return text_cell(words)

"""Cells of a workbook as plain values with their place and what is wrong with them; it knows no figure."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from xml.parsers import expat

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.memory import raise_for_memory
from hqd_desktop.files.workbook_opening import Opened
from hqd_desktop.files.workbook_parts import NOTHING, Parts, RawCell

MAX_ROWS = 20_000
MAX_COLUMNS = 60
_NAMED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::.*)?")
# What parts that are no proper workbook make of themselves: there is no one class for it.
_BROKEN = (
    expat.ExpatError, LookupError, ValueError, ArithmeticError, OSError, EOFError, RecursionError,
    NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text, exact number, or None when blank. `fault` is a problem code when it holds something else.

    A number has at most 15 digits, as Excel shows it. `percent` says that 0.5 is shown there as 50 %.
    """

    where: str
    value: str | Decimal | None = None
    fault: str = ""
    shown: str = ""
    percent: bool = False

    @property
    def text(self) -> str:
        """The value as text, "" when blank or faulty."""
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        return self.value or ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it, not even something wrong."""
        return not self.fault and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number (from 1), columns from 0; cells are worked out when asked for, beyond the last blank."""

    sheet: str
    number: int
    values: Sequence[RawCell]

    def __getitem__(self, column: int) -> Cell:
        where = place(self.sheet, self.number, column)
        return Cell(where) if column >= len(self.values) else _cell(where, self.values[column])

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, up to the last that was ever written."""
        return tuple(self[column] for column in range(len(self.values)))

    def blank(self, column: int) -> bool:
        """Whether nothing stands in a cell; most are settled without working it out."""
        return column >= len(self.values) or self.values[column] is NOTHING or self[column].blank

    def mentions(self, letters: str, longest: int) -> bool:
        """Whether some text of at most that many letters holds all of `letters`; a look before anything else."""
        for cell in self.values:
            text = cell.value
            if isinstance(text, str) and len(text) <= longest and all(letter in text for letter in letters):
                return True
        return False


class Book:
    """An opened workbook. Only sheets with cells count; of each at most 20 000 rows and `columns` are looked at."""

    def __init__(self, opened: Opened, parts: Parts, columns: int = MAX_COLUMNS) -> None:
        self._opened, self._parts, self._columns = opened, parts, columns

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets' names, hidden ones too, charts not."""
        return tuple(self._parts.sheets)

    def rows(self, sheet: str, last: int = MAX_ROWS) -> Iterator[Row]:
        """The rows of a sheet that hold anything, up to row `last`."""
        try:
            for number, cells in self._parts.rows(sheet, self._columns):
                if number > last:
                    return
                if cells:
                    yield Row(sheet, number, cells)
        except _BROKEN as error:
            raise_for_memory(error)
            raise DamagedSheet(sheet) from error

    def hidden(self, sheet: str) -> bool:
        """Whether the sheet is not shown."""
        return sheet in self._parts.hidden

    def named(self, name: str) -> tuple[str, int, int] | None:
        """Sheet, row and column (both from 1) of a defined name of one cell; None when there is none."""
        found = _NAMED.fullmatch(self._parts.names.get(name, ""))
        if found is None:
            return None
        sheet = (found[1] or "").replace("''", "'") or found[2]
        return (sheet, int(found[4]), _number(found[3])) if sheet in self.sheets else None

    def merged(self, sheet: str) -> tuple[tuple[int, int, int, int], ...]:
        """The merged ranges of a sheet as first column, first row, last column, last row (from 1)."""
        from openpyxl.utils.cell import range_boundaries

        found = (range_boundaries(text) for text in self._opened.merged.get(self._parts.sheets[sheet], ()))
        return tuple((a or 1, b or 1, c or 1, d or 1) for a, b, c, d in found)

    def close(self) -> None:
        """Let go of it."""
        self._parts.close()


def open_book(opened: Opened, name: str, columns: int = MAX_COLUMNS) -> Book | Problem:
    """Open for reading, or say that the file is damaged."""
    try:
        return Book(opened, Parts(opened.data), columns)
    except _BROKEN as error:
        raise_for_memory(error)
        return Problem("xlsx_damaged", name, {"name": name})


def place(sheet: str, row: int, column: int) -> str:
    """基础数据!C12, the column counted from 0."""
    return f"{sheet}!{_letters(column)}{row}"


@lru_cache(MAX_COLUMNS)
def _letters(column: int) -> str:
    from openpyxl.utils.cell import get_column_letter

    return get_column_letter(column + 1)


class DamagedSheet(Exception):
    """The XML of a sheet broke off while its rows were read."""


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def plain_text(text: str) -> str:
    """A cell's text with its line ends in one form; _x000D_ is how Excel keeps the other half of a Windows one."""
    if "\r" in text or "_x" in text:
        return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text


def _cell(where: str, cell: RawCell) -> Cell:
    value, kind = cell.value, cell.kind
    if value is None:
        # "str" is a formula whose text is empty: that is blank. Without any value nobody has worked it out yet.
        waiting = cell.formula and kind != "str"
        return Cell(where, None, "xlsx_formula_without_value" if waiting else "")
    if kind == "n":
        number = Decimal(format(value, ".15g"))
        if not number.is_finite():
            return Cell(where, None, "xlsx_error_value", str(value))
        return Cell(where, number, percent=cell.percent)
    if kind == "e":
        return Cell(where, None, "xlsx_error_value", str(value))
    if kind == "d":
        return Cell(where, None, "xlsx_date", str(value))
    if kind == "b":
        return Cell(where, "是" if value else "否")
    return Cell(where, plain_text(value))

"""Cells of a workbook as plain values with their place and what is wrong with them; it knows no figure."""

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.workbook_opening import Opened

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 20_000
MAX_COLUMNS = 60
_LITERAL = re.compile(r'"[^"]*"|\\.')  # words in a number format: 0.00"%" only writes a sign
_TIMES = (dt.date, dt.time, dt.timedelta)
# What openpyxl raises on parts that are no proper workbook: there is no one class for it.
_BROKEN = (
    LookupError, ValueError, TypeError, AttributeError, SyntaxError, ArithmeticError, AssertionError, OSError,
    RecursionError, EOFError, zipfile.BadZipFile, zlib.error,
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
    values: Sequence[Any]
    formulas: Sequence[Any]

    def __getitem__(self, column: int) -> Cell:
        where = place(self.sheet, self.number, column)
        if column >= len(self.values):
            return Cell(where)
        formula = self.formulas[column] if column < len(self.formulas) else None
        return _cell(where, self.values[column], formula)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, up to the last that was ever written."""
        last = max((at for at, cell in enumerate(self.values) if cell.value is not None), default=-1)
        last = max([last, *(at for at, cell in enumerate(self.formulas) if cell.value is not None)])
        return tuple(self[column] for column in range(last + 1))

    @property
    def empty(self) -> bool:
        """Whether nothing was ever written into it, not even a formula."""
        held = [cell.value for cell in self.values] + [cell.value for cell in self.formulas]
        return held.count(None) == len(held)


class Book:
    """An opened workbook. Only sheets with cells count; at most 20 000 rows and 60 columns of each are looked at."""

    def __init__(self, opened: Opened, values: "Workbook", formulas: "Workbook | None") -> None:
        self._opened = opened
        self._values = values
        self._formulas = formulas

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets' names, hidden ones too, charts not."""
        return tuple(sheet.title for sheet in self._values.worksheets)

    def rows(self, sheet: str, last: int = MAX_ROWS) -> Iterator[Row]:
        """The rows of a sheet that hold anything, up to row `last`."""
        values = _raw_rows(self._values, sheet, last)
        formulas = _raw_rows(self._formulas, sheet, last) if self._formulas else None
        for number, cells in enumerate(values, 1):
            row = Row(sheet, number, cells, next(formulas, ()) if formulas else ())
            if not row.empty:
                yield row

    def named(self, name: str) -> tuple[str, int, int] | None:
        """Sheet, row and column (both from 1) of a defined name of one cell; None when there is none."""
        from openpyxl.utils.cell import coordinate_to_tuple

        defined = self._values.defined_names.get(name)
        if defined is None:
            return None
        try:
            sheet, cell = next(iter(defined.destinations))
            row, column = coordinate_to_tuple(cell.replace("$", "").partition(":")[0])
        except (*_BROKEN, NameError, StopIteration):  # openpyxl trips over its own names on an odd address
            return None
        return (sheet, row, column) if sheet in self.sheets else None

    def merged(self, sheet: str) -> tuple[tuple[int, int, int, int], ...]:
        """The merged ranges of a sheet as first column, first row, last column, last row (from 1)."""
        from openpyxl.utils.cell import range_boundaries

        path = getattr(self._values[sheet], "_worksheet_path", "")
        found = (range_boundaries(text) for text in self._opened.merged.get(path, ()))
        return tuple((a or 1, b or 1, c or 1, d or 1) for a, b, c, d in found)

    def close(self) -> None:
        """Let go of it."""
        self._values.close()
        if self._formulas:
            self._formulas.close()


def open_book(opened: Opened, name: str) -> Book | Problem:
    """Open for reading, or say that the file is damaged."""
    try:
        return Book(opened, _load(opened, True), _load(opened, False) if opened.has_formulas else None)
    except _BROKEN:
        return Problem("xlsx_damaged", name, {"name": name})


def place(sheet: str, row: int, column: int) -> str:
    """基础数据!C12, the column counted from 0."""
    from openpyxl.utils.cell import get_column_letter

    return f"{sheet}!{get_column_letter(column + 1)}{row}"


class DamagedSheet(Exception):
    """The XML of a sheet broke off while its rows were read."""


def _load(opened: Opened, data_only: bool) -> "Workbook":
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(opened.data), read_only=True, data_only=data_only, keep_links=False)


def _raw_rows(book: "Workbook", sheet: str, last: int) -> Iterator[Sequence[Any]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from book[sheet].iter_rows(min_row=1, max_row=last, max_col=MAX_COLUMNS)
    except _BROKEN as error:
        raise DamagedSheet(sheet) from error


def _cell(where: str, cell: Any, formula: Any) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None:
        # "str" is a formula whose text is empty: that is blank. Without any value nobody has worked it out yet.
        waiting = formula is not None and formula.data_type == "f" and kind != "str"
        return Cell(where, None, "xlsx_formula_without_value" if waiting else "")
    if kind == "e":
        return Cell(where, None, "xlsx_error_value", str(value))
    if isinstance(value, _TIMES):
        return Cell(where, None, "xlsx_date", str(value))
    if isinstance(value, bool):
        return Cell(where, "是" if value else "否")
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))
        if not number.is_finite():
            return Cell(where, None, "xlsx_error_value", str(value))
        shown_as = _LITERAL.sub("", cell.number_format or "").partition(";")[0]
        return Cell(where, number, percent="%" in shown_as)
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return Cell(where, text)  # _x000D_ is how Excel keeps the other half of a Windows line end

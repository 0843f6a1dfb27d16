"""Reads an old .xls into sheets of plain cells through calamine, once its records were looked through."""

import datetime as dt
import io

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.biff_records import (
    MOST_RECORDS,
    BookLook,
    DamagedRecords,
    SheetLook,
    TooManyRecords,
    look,
)
from hqd_desktop.files.compound_file import CompoundFile, DamagedCompound
from hqd_desktop.files.foreign_reading import ForeignRefused, Reading, date_cell, number_cell, text_cell
from hqd_desktop.services.grid import EMPTY, CellKind, GridCell, Sheet, made_sheet

# calamine makes room at once for the rectangle that a sheet says it has, then for the one that it has, and ends the
# whole program when memory does not suffice. The first is therefore blotted out beforehand, the second bounded.
MAX_AREA = 4_000_000
SECTOR = 512
_STREAMS = ("Workbook", "Book")
_PACKAGE = "EncryptedPackage"

Held = int | float | str | bool | dt.date | dt.time | dt.datetime | dt.timedelta


def read_xls(data: bytes, reading: Reading) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The sheets; ForeignRefused when it is encrypted, damaged, no workbook, or too large inside."""
    looked, data = _look(data, reading)
    for number, sheet in looked.sheets.items():
        row, column = sheet.last
        if row >= 0:
            reading.check_place(f"第 {number + 1} 张表", row, column)
        if (row + 1) * (column + 1) > MAX_AREA:
            reading.refuse("xlsx_too_large_inside", limit=f"{MAX_AREA:,} 格")
    sheets = tuple(_sheets(data, looked, reading))
    notes = (Problem("foreign_macros", reading.name, {"name": reading.name}),) if looked.macros else ()
    return sheets, notes


def _look(data: bytes, reading: Reading) -> tuple[BookLook, bytes]:
    """What its records say, and the file without what it says of the extent of its sheets."""
    try:
        compound = CompoundFile(data)
        names = {entry.name for entry in compound.entries}
        if _PACKAGE in names:
            reading.refuse("xlsx_encrypted")
        name = next((name for name in _STREAMS if name in names), "")
        stream = compound.stream(name)
        if stream is None:
            raise ForeignRefused(Problem("foreign_not_table", reading.name, {"name": reading.name}))
        looked = look(stream)
        if looked.encrypted:
            reading.refuse("xlsx_encrypted")
        data = compound.replaced(name, {at: bytes(length) for at, length in looked.extents.items()})
    except TooManyRecords:
        reading.refuse("xlsx_too_large_inside", limit=f"{MOST_RECORDS:,} 条记录")
    except (DamagedCompound, DamagedRecords) as error:
        raise _damaged(reading) from error
    data += bytes(-len(data) % SECTOR)  # calamine trips over a last sector that is not whole
    looked.macros = looked.macros or any(entry.upper().startswith(("_VBA_PROJECT", "VBA")) for entry in names)
    return looked, data


def _sheets(data: bytes, looked: BookLook, reading: Reading) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    sheets: list[Sheet] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for step, told in enumerate(book.sheets_metadata):
                reading.begin(step, len(book.sheet_names), told.name)
                if told.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(told.name)
                own = looked.sheets.get(step, SheetLook())
                rows = [] if sheet.start is None else sheet.to_python(skip_empty_area=False)
                merged = [(top, left, low, right) for (top, left), (low, right) in sheet.merged_cell_ranges or ()]
                hidden = told.visible is not SheetVisibleEnum.Visible
                sheets.append(made_sheet(told.name, _rows(told.name, rows, own, reading), merged, hidden))
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _damaged(reading) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a fault inside calamine becomes; it is no Exception
            raise
        raise _damaged(reading) from error
    return sheets


def _rows(name: str, rows: list[list[Held]], own: SheetLook, reading: Reading) -> list[list[GridCell]]:
    made = []
    for at, row in enumerate(rows):
        cells = [_cell(value, (at, column), own) for column, value in enumerate(row)]
        reading.count(name, at, cells)
        made.append(cells)
    return made


def _cell(value: Held, place: tuple[int, int], own: SheetLook) -> GridCell:
    if place in own.errors:
        return GridCell(CellKind.ERROR, own.errors[place])
    if isinstance(value, str):
        return text_cell(value) if value else EMPTY
    if isinstance(value, bool):
        return text_cell("是" if value else "否")
    if isinstance(value, int | float):
        return number_cell(value, place in own.percents)
    return date_cell(str(value))


def _damaged(reading: Reading) -> ForeignRefused:
    return ForeignRefused(Problem("xlsx_damaged", reading.name, {"name": reading.name}))

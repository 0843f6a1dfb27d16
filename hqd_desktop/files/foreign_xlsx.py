"""Reads an .xlsx or .xlsm of other people into sheets of plain cells; it runs no macro and follows no link."""

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.foreign_reading import (
    COLUMNS,
    ROWS,
    ForeignRefused,
    Reading,
    date_cell,
    number_cell,
    text_cell,
)
from hqd_desktop.files.workbook_cells import Book, DamagedSheet, open_book, plain_text
from hqd_desktop.files.workbook_opening import FOREIGN_NOTES, beyond, open_foreign
from hqd_desktop.files.workbook_parts import RawCell
from hqd_desktop.services.grid import EMPTY, CellKind, GridCell, Sheet, made_sheet


def read_xlsx(data: bytes, reading: Reading) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The sheets and what is to be said of them; ForeignRefused when it must not or cannot be opened."""
    opened = open_foreign(data, reading.name)
    if isinstance(opened, Problem):
        raise ForeignRefused(opened)
    if cell := beyond(opened):
        reading.refuse("foreign_too_far", cell=cell, rows=f"{ROWS:,}", columns=str(COLUMNS))
    book = open_book(opened, reading.name, COLUMNS)
    if isinstance(book, Problem):
        raise ForeignRefused(book)
    try:
        sheets = tuple(_sheet(book, name, step, reading) for step, name in enumerate(book.sheets))
    except DamagedSheet as error:
        raise ForeignRefused(Problem("xlsx_damaged", reading.name, {"name": reading.name})) from error
    finally:
        book.close()
    return sheets, tuple(Problem(FOREIGN_NOTES[note.code], note.where, note.params) for note in opened.notes)


def _sheet(book: Book, name: str, step: int, reading: Reading) -> Sheet:
    reading.begin(step, len(book.sheets), name)
    rows: list[list[GridCell]] = []
    for row in book.rows(name, ROWS):
        rows.extend([] for _ in range(row.number - 1 - len(rows)))
        cells = [_cell(cell) for cell in row.values]
        reading.count(name, row.number - 1, cells)
        rows.append(cells)
    merged = [(top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in book.merged(name)]
    return made_sheet(name, rows, merged, book.hidden(name))


def _cell(cell: RawCell) -> GridCell:
    value, kind = cell.value, cell.kind
    if value is None:
        return GridCell(CellKind.UNCOMPUTED) if cell.formula and kind != "str" else EMPTY
    if kind == "n":
        return number_cell(value, cell.percent)
    if kind == "e":
        return GridCell(CellKind.ERROR, value)
    if kind == "d":
        return date_cell(value)
    if kind == "b":
        return text_cell("是" if value else "否")
    return text_cell(plain_text(value))

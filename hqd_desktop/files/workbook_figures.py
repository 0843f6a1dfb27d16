"""Reads figures from an .xlsx: our template, our submission workbook, or a plain list; it writes nothing."""

from collections.abc import Iterator
from decimal import Decimal

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.cover_reading import read_cover
from hqd_desktop.files.figure_columns import Column, known_headings, read_header, take_row
from hqd_desktop.files.figure_gatherer import IMPORTED, FigureGatherer
from hqd_desktop.files.figure_sheet import read_figure_sheet
from hqd_desktop.files.workbook_cells import MAX_ROWS, Book, Cell, DamagedSheet, Row, open_book, place
from hqd_desktop.files.workbook_layout import FIGURE_SHEETS, FIGURES
from hqd_desktop.files.workbook_opening import open_safely
from hqd_desktop.services.records import ImportedFigures

HEADER_WITHIN = 20


def read_workbook_bytes(data: bytes, name: str, catalogue: Catalogue, source: str = IMPORTED) -> ImportedFigures:
    """The figures of a workbook and what its cover says, or every fault by sheet and cell and no figure at all."""
    opened = open_safely(data, name)
    if isinstance(opened, Problem):
        return ImportedFigures({}, (opened,))
    book = open_book(opened, name)
    if isinstance(book, Problem):
        return ImportedFigures({}, (book,))
    gatherer = FigureGatherer(catalogue, source)
    try:
        if any(sheet in book.sheets for sheet in FIGURE_SHEETS):
            return _read_form(book, gatherer)
        return _read_list(book, name, gatherer)
    except DamagedSheet as error:
        return ImportedFigures({}, (Problem("xlsx_damaged", str(error), {"name": name}),))
    finally:
        book.close()


def _read_form(book: Book, gatherer: FigureGatherer) -> ImportedFigures:
    cover = read_cover(book, gatherer)
    for sheet in dict.fromkeys(cover.sheets):
        if sheet not in book.sheets:
            gatherer.report("xlsx_sheet_missing", sheet, sheet=sheet, present="、".join(book.sheets))
    for sheet in FIGURE_SHEETS:
        if sheet in book.sheets:
            read_figure_sheet(book, sheet, cover.year, gatherer)
    return ImportedFigures(
        figures=gatherer.figures,
        problems=gatherer.problems,
        name=cover.name,
        level=cover.level,
        type=cover.type,
        code=cover.code,
        scheme_id=cover.scheme_id,
        year=cover.year,
    )


def _read_list(book: Book, name: str, gatherer: FigureGatherer) -> ImportedFigures:
    """The first sheet that begins with the headings of a plain list."""
    for sheet in book.sheets:
        rows = book.rows(sheet, MAX_ROWS + 1)
        for row in rows:
            if row.number > HEADER_WITHIN:
                break
            if known_headings([cell.text for cell in row.cells]) >= 3:
                _read_rows(row, rows, gatherer)
                return ImportedFigures(gatherer.figures, gatherer.problems)
    gatherer.report("xlsx_sheet_missing", name, sheet=FIGURES, present="、".join(book.sheets))
    return ImportedFigures({}, gatherer.problems)


def _read_rows(header: Row, rows: Iterator[Row], gatherer: FigureGatherer) -> None:
    columns = read_header([cell.text for cell in header.cells], place(header.sheet, header.number, 0))
    if isinstance(columns, list):
        for problem in columns:
            gatherer.add_problem(problem)
        return
    for row in rows:
        if row.number > MAX_ROWS:
            gatherer.report("xlsx_too_many_rows", place(row.sheet, row.number, 0), limit=str(MAX_ROWS))
            return
        places = {column: row[columns.get(column, 0)].where for column in Column}
        cells: dict[Column, str | Decimal] = {}
        for column, at in columns.items():
            cell = row[at]
            if cell.fault:
                gatherer.report(cell.fault, cell.where, item=row[columns[Column.ITEM]].text, text=cell.shown)
                break
            cells[column] = _plain(cell)
        else:
            take_row(gatherer, cells, places)
    if not gatherer.any_given and not gatherer.problems:
        gatherer.report("csv_no_rows", header.sheet, name=header.sheet)


def _plain(cell: Cell) -> str | Decimal:
    """A value of a plain list; 12.5 % in a percentage cell is handed on as the text that is shown."""
    if isinstance(cell.value, Decimal) and cell.percent:
        return f"{(cell.value * 100).normalize():f}%"
    return "" if cell.value is None else cell.value

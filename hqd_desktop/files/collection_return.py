"""Reads a collection form that came back, however it was saved since; it compares nothing with what we have."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import workbook_opening
from hqd_desktop.files.figure_gatherer import FigureGatherer
from hqd_desktop.files.figure_sheet import read_figure_sheet
from hqd_desktop.files.form_identity import HEADER_ROWS, MARK, AlteredForm, NewerForm, identity_from
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.files.owner_marks import is_owner_mark
from hqd_desktop.files.workbook_cells import Book, DamagedSheet, open_book
from hqd_desktop.services.form_records import FORM_FORMAT, FormIdentity, ReturnedForm

# What lies in a folder and may be meant: kinds that cannot be read are refused by name rather than passed over.
SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods"}
MAX_FILES = 500
_MAX_IDENTITY_ROWS = HEADER_ROWS + 200


def find_forms(paths: Iterable[Path]) -> Sequence[Path]:
    """The files themselves, and of each folder the workbooks in it and below, by name; at most 500.

    The marks that office programs leave beside an open file are no forms.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for file in _workbooks_in(path) if path.is_dir() else (path,):
            found.setdefault(file, None)
    return tuple(found)[:MAX_FILES]


def _workbooks_in(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = file.name.startswith(".") or is_owner_mark(file)
        if file.suffix.lower() in SUFFIXES and not hidden and file.is_file():
            yield file


def read_form(path: Path, catalogue: Catalogue) -> ReturnedForm:
    """The form, or everything that is wrong with the file; it never raises for a file's faults."""
    data = read_bytes(path, workbook_opening.LIMIT)
    if isinstance(data, Problem):
        return ReturnedForm(path.name, "", problems=(data,))
    return read_form_bytes(data, path.name, catalogue)


def read_form_bytes(data: bytes, name: str, catalogue: Catalogue) -> ReturnedForm:
    """As `read_form`, from bytes."""
    returned = ReturnedForm(name, hashlib.sha256(data).hexdigest())
    opened = workbook_opening.open_safely(data, name)
    if isinstance(opened, Problem):
        return replace(returned, problems=(opened,))
    book = open_book(opened, name)
    if isinstance(book, Problem):
        return replace(returned, problems=(book,))
    try:
        return _read(book, returned, catalogue)
    except DamagedSheet as error:
        return replace(returned, problems=(Problem("xlsx_damaged", str(error), {"name": name}),))
    finally:
        book.close()


def _read(book: Book, returned: ReturnedForm, catalogue: Catalogue) -> ReturnedForm:
    hidden, identity = _identity(book, returned.name)
    if isinstance(identity, Problem):
        return replace(returned, problems=(identity,))
    asked = {cell.key for cell in identity.cells}
    gatherer = FigureGatherer(catalogue, f"采集表 {identity.department}", asked)
    tables = [read_figure_sheet(book, s, identity.year, gatherer, must=False) for s in book.sheets if s != hidden]
    if not any(tables):
        gatherer.report("form_table_missing", returned.name, present="、".join(s for s in book.sheets if s != hidden))
    else:
        _report_lost_rows(identity, catalogue, gatherer, returned.name)
    return replace(
        returned,
        identity=identity,
        figures=gatherer.readable,
        places=gatherer.places,
        units=gatherer.units,
        unreadable=gatherer.unreadable,
        problems=gatherer.problems,
    )


def _identity(book: Book, name: str) -> tuple[str, FormIdentity | Problem]:
    """The hidden sheet, whatever it is called now, and what it says."""
    for sheet in reversed(book.sheets):  # it is written as the last one
        rows: list[tuple[str, str]] = []
        for row in book.rows(sheet, _MAX_IDENTITY_ROWS):
            rows.append((row[0].text.strip(), row[1].text))
            if rows[0][0] != MARK:
                break
        if rows and rows[0][0] == MARK:
            try:
                return sheet, identity_from(rows)
            except NewerForm as error:
                params = {"given": str(error), "known": str(FORM_FORMAT)}
                return sheet, Problem("xlsx_newer_format", name, params)
            except AlteredForm:
                return sheet, Problem("form_identity_altered", name)
    return "", Problem("form_identity_missing", name, {"present": "、".join(book.sheets)[:80]})


def _report_lost_rows(identity: FormIdentity, catalogue: Catalogue, gatherer: FigureGatherer, name: str) -> None:
    for key in dict.fromkeys(cell.item for cell in identity.cells):
        if key not in gatherer.seen and key in catalogue.items:
            gatherer.report("form_row_missing", name, item=catalogue[key].name)

"""The ledger of a year as a workbook to be read and filed, not to be taken back; it refuses to know what it says."""

import io
from collections.abc import Sequence
from pathlib import Path

from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.workbook_style import Page, PageMarks, Styles
from hqd_desktop.services.ledger_year import HEADINGS, REMEDY_HEADINGS, YearLedger

SHEET, REMEDIES = "工作台账", "整改"
WIDTHS = (9, 34, 11, 24, 24, 24, 24, 24, 34, 24)
REMEDY_WIDTHS = (7, 9, 40, 40, 13, 12, 12, 36)


def write_year_ledger(path: Path, ledger: YearLedger) -> None:
    """Write the workbook. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, year_ledger_bytes(ledger))


def year_ledger_bytes(ledger: YearLedger) -> bytes:
    """The workbook as bytes; every cell is a text."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    subtitle = f"{ledger.hospital}　{ledger.year} 年度　{ledger.day.isoformat()}"
    page = Page(book.add_worksheet(SHEET), styles, WIDTHS)
    page.heading(f"{ledger.year} 年度工作台账", subtitle)
    page.header_row(HEADINGS)
    for group in ledger.groups:
        page.band(group.title, len(HEADINGS) - 1)
        for row in group.rows:
            _row(page, row, WIDTHS)
    page.print_setup(PageMarks(ledger.hospital, SHEET, "", subtitle))
    page = Page(book.add_worksheet(REMEDIES), styles, REMEDY_WIDTHS)
    page.heading(REMEDIES, subtitle)
    page.header_row(REMEDY_HEADINGS)
    for row in ledger.remedies or (("没有整改", *[""] * (len(REMEDY_HEADINGS) - 1)),):
        _row(page, row, REMEDY_WIDTHS)
    page.print_setup(PageMarks(ledger.hospital, REMEDIES, "", subtitle))
    book.close()
    return buffer.getvalue()


def _row(page: Page, cells: Sequence[str], widths: Sequence[float]) -> None:
    for column, text in enumerate(cells):
        page.text(page.row, column, text, page.styles(valign="top"))
    page.fit(list(zip(cells, widths, strict=True)))
    page.row += 1

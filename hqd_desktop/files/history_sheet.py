"""Writes 修改记录 as a workbook or as CSV, each cell as text; it words nothing."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.services.sheet_text import harmless

_WIDTHS = (19, 12, 14, 14, 30, 12, 10, 24, 24, 30, 24)
_MOST_ROWS = 1_000_000  # a sheet has 1 048 576


def write_history(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write by the suffix of `path`: .csv, else a workbook. FileRefused when it cannot be, then nothing was changed."""
    write_bytes(path, _csv(headings, rows) if path.suffix.lower() == ".csv" else _workbook(headings, rows))


def _csv(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()  # Excel takes UTF-8 without a mark for another code


def _workbook(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet("修改记录")
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDF0F4"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for line, row in enumerate(rows[:_MOST_ROWS], 1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return buffer.getvalue()

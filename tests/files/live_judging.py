"""Many hospitals in one workbook, recomputed, every live cell held against the result of the program."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from hqd_desktop.files.live_cells import LiveCell
from hqd_desktop.files.submission_workbook import write_sheets
from hqd_desktop.files.workbook_style import Styles
from hqd_desktop.services.records import Submission
from tests.files.recalculating import recalculated

# A spreadsheet knows 15 digits. Beyond this, with all decimals that are shown, there would have to be more.
LARGEST_EXACT = Decimal(10) ** 9
NEAR = 1e-12
_ENORMOUS = re.compile(r"\d{10,}")


def written(submissions: Iterable[Submission]) -> tuple[bytes, Sequence[LiveCell]]:
    """One workbook with all of them, and what is computed in it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles, cells = Styles(book), []
    for place, submission in enumerate(submissions):
        cells += write_sheets(book, styles, submission, f"h{place}_", cover=False).computed
    book.close()
    return buffer.getvalue(), cells


def disagreements(sheets: Mapping[str, Any], cells: Iterable[LiveCell]) -> list[str]:
    """Every cell whose live value is not the program's own: to the digit where shown, else to 1e-12."""
    found = []
    for cell in cells:
        rows = sheets[cell.sheet]
        row = rows[cell.row] if cell.row < len(rows) else ()
        live = row[cell.column] if cell.column < len(row) else None
        if not agrees(cell, live):
            found.append(f"{cell.sheet} {cell.row + 1} {cell.column} {cell.label}: {cell.result} ≠ {live!r}")
    return found


def agrees(cell: LiveCell, live: object) -> bool:
    """Whether a live value is the program's."""
    own = cell.result
    if isinstance(own, str):
        if _ENORMOUS.search(own.replace(",", "")):
            return isinstance(live, str)
        return (live or "") == own
    if isinstance(live, bool) or not isinstance(live, int | float):
        return False
    if cell.exact and abs(own) < LARGEST_EXACT:
        return f"{live:.15g}" == f"{float(own):.15g}"
    return abs(live - float(own)) <= NEAR * max(1, abs(float(own)))


def judged(submissions: Iterable[Submission], folder: Path) -> tuple[int, list[str]]:
    """How many cells were compared, and where LibreOffice differs; the verdicts of each 自检 are read too."""
    data, cells = written(submissions)
    sheets = recalculated(data, folder)
    return len(cells), disagreements(sheets, cells)

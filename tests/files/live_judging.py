"""Many hospitals in a few workbooks, recomputed, every formula in them held against the result of the program."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from hqd_desktop.files.live_cells import LiveCell
from hqd_desktop.files.submission_workbook import write_sheets
from hqd_desktop.files.workbook_style import Styles
from hqd_desktop.services.records import Submission
from tests.files.recalculating import Cells, recalculated_together

NEAR = 1e-12
# A spreadsheet shows 15 digits, and a double's last bit is about a 16th: docs/decisions/005. Below this many digits
# what is shown is compared as it stands.
DOUBTFUL, MOST = 14, 15
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook of several hospitals: what is computed in it, what every formula was given, and points without one."""

    data: bytes
    cells: Sequence[LiveCell]
    formulas: Mapping[tuple[str, int, int], Any]
    pointless: Sequence[str]


def written(submissions: Iterable[Submission]) -> Written:
    """One workbook with all of them."""
    formulas: dict[tuple[str, int, int], Any] = {}

    class Noting(Worksheet):  # type: ignore[misc]
        def write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
            formulas[self.name, row, col] = value
            return super().write_formula(row, col, formula, cell_format, value)

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.worksheet_class = Noting
    styles = Styles(book)
    cells: list[LiveCell] = []
    pointless: list[str] = []
    for place, submission in enumerate(submissions):
        live = write_sheets(book, styles, submission, f"h{place}_", cover=False)
        cells += live.computed
        if submission.with_points:
            pointless += without_formula(submission, live.computed, dict(live.by_value))
    book.close()
    return Written(buffer.getvalue(), cells, formulas, pointless)


def without_formula(submission: Submission, cells: Iterable[LiveCell], by_value: Iterable[str]) -> list[str]:
    """The points of the scorecard that no live cell holds, but for those which 自检 says are written as values."""
    held = {(cell.label, cell.result) for cell in cells}
    excused = list(by_value)
    card = submission.assessment.scorecard
    asked: list[tuple[str, Decimal]] = []
    for row in (row for row in card if row.applicable and row.parts):
        number = row.indicator.number
        asked += [
            (f"{number} {part.part.name} 得分（未取整）", part.points)
            for part in row.parts
            if not any(place.endswith(f"　{number} {part.part.name} 得分") for place in excused)
        ]
        if row.bonus or row.entry.full:
            asked.append((f"{number} {row.indicator.short} {'加分' if row.bonus else '得分'}", row.points))
    asked += [("适用满分合计", card.full), ("基础分合计", card.points)]
    return [f"{label}：{points} 没有公式" for label, points in asked if (label, points) not in held]


def disagreements(sheets: Mapping[str, Cells], cells: Iterable[LiveCell]) -> list[str]:
    """Every cell whose live value is not the program's own: to the digit where shown, else to 1e-12."""
    found = []
    for cell in cells:
        live = sheets[cell.sheet].get((cell.row, cell.column))
        if not agrees(cell, live):
            found.append(f"{cell.sheet} {cell.row + 1} {cell.column} {cell.label}: {cell.result} ≠ {live!r}")
    return found


def agrees(cell: LiveCell, live: object) -> bool:
    """Whether a live value is the program's."""
    own = cell.result
    if isinstance(own, str):
        return _same_text(own, "" if live is None else live)
    if isinstance(live, bool) or not isinstance(live, int | float):
        return False
    if cell.exact:
        return same_digits(own, Decimal(f"{live:.15g}"))
    return abs(live - float(own)) <= NEAR * max(1, abs(float(own)))


def same_digits(own: Decimal, live: Decimal) -> bool:
    """The same number as displayed; a spreadsheet may err by one in the last place that it can know at all."""
    if own == live:
        return True
    exponent = own.as_tuple().exponent
    assert isinstance(exponent, int)
    shown = own.adjusted() + 1 + max(0, -exponent)
    known = max(min(exponent, 0), own.adjusted() + 1 - MOST)
    return shown >= DOUBTFUL and own != 0 and abs(own - live) <= Decimal(1).scaleb(known)


def _same_text(own: str, live: object) -> bool:
    if own == live or not isinstance(live, str):
        return own == live
    ours, theirs = _NUMBER.findall(own), _NUMBER.findall(live)
    if _NUMBER.sub("0", own) != _NUMBER.sub("0", live) or len(ours) != len(theirs):
        return False
    pairs = zip(ours, theirs, strict=True)
    return all(same_digits(*(Decimal(text.replace(",", "")) for text in pair)) for pair in pairs)


def left_behind(sheets: Mapping[str, Cells], book: Written) -> list[str]:
    """Formulas that are no computed cell (places to compare with, 自检) and do not give what was written beside them.

    Where a number of 16 digits and more stands, 自检 rightly finds that a spreadsheet does not show it: passed over.
    """
    places = {(cell.sheet, cell.row, cell.column): cell for cell in book.cells}
    doubted = {cell.sheet.partition("_")[0] for place, cell in places.items() if not _to_the_digit(cell, sheets, place)}
    found = []
    for place, value in book.formulas.items():
        sheet, row, column = place
        prefix, _, name = sheet.partition("_")
        live = sheets[sheet].get((row, column))
        if place not in places and not (name == "自检" and prefix in doubted) and not _near(value, live):
            found.append(f"{sheet} {row + 1} {column}: {value!r} ≠ {live!r}")
    return found


def _to_the_digit(cell: LiveCell, sheets: Mapping[str, Cells], place: tuple[str, int, int]) -> bool:
    live = sheets[place[0]].get(place[1:])
    if not cell.exact:
        return True
    return live == float(cell.result) if isinstance(cell.result, Decimal) else (live or "") == cell.result


def _near(own: Any, live: Any) -> bool:
    if isinstance(own, str):
        return own == ("" if live is None else live)
    return isinstance(live, float) and abs(live - own) <= NEAR * max(1, abs(own))


def judged(books: Iterable[Iterable[Submission]], folder: Path) -> tuple[int, list[str]]:
    """How many cells of so many workbooks were compared, and where LibreOffice differs."""
    made = [written(submissions) for submissions in books]
    compared, wrong = 0, []
    for book, sheets in zip(made, recalculated_together([book.data for book in made], folder), strict=True):
        compared += len(book.formulas)
        wrong += [*book.pointless, *disagreements(sheets, book.cells), *left_behind(sheets, book)]
    return compared, wrong

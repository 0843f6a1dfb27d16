"""Writes the submission workbook (上报工作簿): its sheets in order and what they share; each sheet is a module."""

import datetime as dt
import io
from functools import cache
from pathlib import Path
from typing import Any

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.files.live_cells import LiveCells
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.submission_checks import write_checks
from hqd_desktop.files.submission_computed import write_computed, write_values
from hqd_desktop.files.submission_cover import write_front, write_signatures
from hqd_desktop.files.submission_evidence import write_evidence
from hqd_desktop.files.submission_figures import figure_places, write_figures, write_quarters
from hqd_desktop.files.submission_goals import write_goals
from hqd_desktop.files.submission_notes import write_notes
from hqd_desktop.files.submission_points import write_points
from hqd_desktop.files.submission_scores import write_scores
from hqd_desktop.files.submission_self_check import write_self_check
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_style import PageMarks, Styles
from hqd_desktop.services.records import Submission, YearState
from hqd_desktop.services.wording import STATE_TEXTS


def write_submission(path: Path, submission: Submission) -> None:
    """Write the workbook. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, submission_bytes(submission))


def submission_bytes(submission: Submission) -> bytes:
    """The workbook as bytes; the same submission gives the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.worksheet_class = sheet_class()
    day = submission.prepared_on
    assessment = submission.assessment
    book.set_properties({
        "title": f"{assessment.hospital.name} {assessment.year} 年度公立医院高质量发展自评",
        "author": assessment.hospital.name,
        "comments": f"{submission.program} {assessment.digest}".strip(),
        "created": _midnight(day.year, day.month, day.day),
    })  # fmt: skip
    write_sheets(book, Styles(book), submission)
    book.worksheets()[0].activate()
    book.close()
    return buffer.getvalue()


@cache
def sheet_class() -> type[Any]:
    """XlsxWriter's sheet, without its search of every formula for thirty functions that are newer than all of ours.

    That search took more than half of its time. Should the method have another name one day, only the time comes back.
    """
    from xlsxwriter.worksheet import Worksheet

    class PlainFormulas(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            if expand_future_functions or not formula.startswith("="):
                return str(super()._prepare_formula(formula, expand_future_functions))
            return formula[1:]

    return PlainFormulas


def write_sheets(book: Any, styles: Styles, submission: Submission, prefix: str = "", cover: bool = True) -> LiveCells:
    """All sheets into `book`, and what in them is computed.

    With a `prefix` for sheets and names many hospitals fit into one workbook; then only one of them has a `cover`.
    """
    cells = live_cells(submission, prefix)
    writing = Writing(book, styles, submission, _marks(submission), cells)
    for write in (
        *((write_front,) if cover else ()), write_notes, write_figures, write_computed, write_goals, write_points,
        write_scores, write_checks, write_values, write_quarters, write_evidence, write_self_check, write_signatures,
    ):  # fmt: skip
        write(writing)
    cells.define(book)
    return cells


def live_cells(submission: Submission, prefix: str = "") -> LiveCells:
    """The cells that a submission will have."""
    assessment = submission.assessment
    catalogue = assessment.packs.catalogue
    places = {item.key: item.decimals for item in catalogue}
    for (item, _), figure in assessment.figures.items():
        if figure.value is not None:
            places[item] = max(places[item], decimal_places(figure.value))
    return LiveCells(catalogue, assessment.year, figure_places(submission), places, prefix)


def _marks(submission: Submission) -> PageMarks:
    assessment = submission.assessment
    marks = ["示例"] if submission.sample else []
    marks.append(f"v{submission.number}" if submission.state.handed_in else STATE_TEXTS[YearState.DRAFT])
    points = f"　{assessment.packs.ruleset.title}" if submission.with_points else ""
    return PageMarks(
        hospital=assessment.hospital.name,
        title=f"{assessment.year} 年度公立医院高质量发展自评",
        marks="　".join(marks),
        foot=f"数据摘要 {short_digest(assessment.digest)}{points}",
    )


def _midnight(year: int, month: int, day: int) -> object:
    """XlsxWriter writes this into the file's properties as it stands, without a zone."""
    return dt.datetime(year, month, day)  # noqa: DTZ001

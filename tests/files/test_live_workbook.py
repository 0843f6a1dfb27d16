"""The independent oracle: LibreOffice computes our workbooks anew, and every computed cell is the Scorecard's."""

import io
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from hqd_desktop.domain.figures import Figure
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.live_cells import LiveCell
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.submission_workbook import write_sheets
from hqd_desktop.files.workbook_style import Styles
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Packs, Submission
from tests.files.live_judging import agrees, disagreements, judged, written
from tests.files.random_hospitals import YEAR, random_submissions
from tests.files.recalculating import recalculated
from tests.files.workbook_making import SOFFICE

CASES = Path(__file__).parent.parent / "cases"
ENOUGH = 8  # hospitals by chance; `dev.py soak` takes hundreds
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def of_cases(packs: Packs) -> list[Submission]:
    """The published cases."""
    found = []
    for case in tomllib.loads((CASES / "expected.toml").read_text("utf-8"))["case"]:
        hospital = Hospital(case["hospital"], case["level"], case["type"])
        read = FileWorkbooks().read_figures(CASES / case["file"], packs.catalogue)
        assert not read.problems
        found.append(Submission(assess(packs, hospital, case["year"], read.figures), {}, date(2025, 1, 2)))
    return found


def of_samples(packs: Packs, source: FilePackSource) -> list[Submission]:
    return [
        Submission(
            assess(packs, sample.hospital, sample.year, sample.figures, explanations=sample.explanations),
            {},
            date(2026, 1, 15),
            sample=True,
        )
        for sample in source.samples()
    ]


@pytest.mark.oracle
@pytest.mark.slow
@needs_libreoffice
def test_samples_and_published_cases(packs: Packs, source: FilePackSource, tmp_path: Path) -> None:
    compared, wrong = judged([*of_samples(packs, source), *of_cases(packs)], tmp_path)
    assert not wrong
    assert compared > 5000


@pytest.mark.oracle
@pytest.mark.slow
@needs_libreoffice
def test_hospitals_by_chance(packs: Packs, tmp_path: Path) -> None:
    compared, wrong = judged(random_submissions(packs, 20221, ENOUGH), tmp_path)
    assert not wrong
    assert compared > 5000


class Lying(Worksheet):  # type: ignore[misc]
    """Writes a wrong result beside every formula."""

    def write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
        return super().write_formula(row, col, formula, cell_format, "错" if isinstance(value, str) else 987654)


@pytest.mark.oracle
@pytest.mark.slow
@needs_libreoffice
def test_it_is_really_computed_anew_and_the_self_check_sees_it(submission: Submission, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.worksheet_class = Lying
    cells = write_sheets(book, Styles(book), submission).computed
    book.close()
    cached = load_workbook(io.BytesIO(buffer.getvalue()), data_only=True)
    before = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in cached}
    assert len(disagreements(before, cells)) == len(cells) > 800
    sheets = recalculated(buffer.getvalue(), tmp_path)
    assert not disagreements(sheets, cells)
    verdicts = [row[4] for row in sheets["自检"] if row[4] in ("一致", "不一致", "错")]
    assert set(verdicts) == {"一致"}
    assert len(verdicts) > len(cells)


@pytest.mark.oracle
@pytest.mark.slow
@needs_libreoffice
def test_a_changed_figure_moves_the_points_and_the_self_check_says_so(
    submission: Submission, packs: Packs, tmp_path: Path
) -> None:
    data, _ = written([submission])
    book = load_workbook(io.BytesIO(data))
    page = book["h0_基础数据"]
    row = next(row for row in page.iter_rows() if row[8].value == "management_expense")
    key = ("management_expense", Period(submission.assessment.year))
    figures = dict(submission.assessment.figures)
    figures[key] = replace(figures[key], value=Decimal(1000))
    row[2].value = 1000
    buffer = io.BytesIO()
    book.save(buffer)
    sheets = recalculated(buffer.getvalue(), tmp_path)
    assessment = assess(packs, submission.assessment.hospital, submission.assessment.year, figures)
    moved = replace(submission, assessment=assessment)
    _, cells = written([moved])
    here = [cell for cell in cells if cell.sheet in ("h0_指标计算", "h0_计分过程", "h0_自评得分")]
    assert here
    assert not disagreements(sheets, here)
    assert any(row[4] == "不一致" for row in sheets["h0_自检"])


@pytest.mark.parametrize(
    ("result", "exact", "live", "same"),
    [
        (Decimal("1.23"), True, 1.23, True),
        (Decimal("1.23"), True, 1.2300000000001, False),
        (Decimal("1.23"), False, 1.2300000000001, True),
        (Decimal("1.23"), False, 1.23001, False),
        (Decimal(1), True, True, False),
        (Decimal(1), True, "1", False),
        ("缺", True, "缺", True),
        ("缺", True, None, False),
        ("", True, None, True),
        ("12,345,678,901.00%", True, "12,345,678,900.00%", True),
    ],
)
def test_the_judge_can_tell(result: Decimal | str, exact: bool, live: object, same: bool) -> None:
    assert agrees(LiveCell("a", 0, 0, "", result, exact), live) is same


def test_hospitals_by_chance_meet_every_state(packs: Packs) -> None:
    """A generator that only made complete hospitals would prove little."""
    states = set()
    kinds = set()
    for submission in random_submissions(packs, 1, 40):
        states |= {part.status for row in submission.assessment.scorecard for part in row.parts}
        states |= {part.reason for row in submission.assessment.scorecard for part in row.parts}
        kinds |= {type(part.rule).__name__ for row in submission.assessment.scorecard for part in row.parts}
        assert isinstance(next(iter(submission.assessment.figures.values())), Figure)
        assert submission.assessment.year == YEAR
    assert {state.value for state in states} >= {
        "scored", "monitor", "missing", "not_applicable", "not_computable", "region", "declared", "no_last_year",
        "not_allowed", "figures_missing", "zero_denominator",
    }  # fmt: skip
    assert len(kinds) == 13

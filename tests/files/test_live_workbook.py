"""The independent oracle: LibreOffice computes our workbooks anew, and every computed cell is the Scorecard's."""

import io
import random
import re
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
from hqd_desktop.domain.raw import RawReader
from hqd_desktop.domain.rules import Bands
from hqd_desktop.domain.ruleset import _KINDS, RuleEntry
from hqd_desktop.files.live_cells import LiveCell
from hqd_desktop.files.live_rules import RuleCells, live_points
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.submission_workbook import write_sheets
from hqd_desktop.files.workbook_style import Styles
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Packs, Submission
from tests.files.goal_making import with_goals
from tests.files.live_judging import agrees, disagreements, judged, left_behind, without_formula, written
from tests.files.random_hospitals import KINDS, YEAR, random_rule, random_submissions
from tests.files.recalculating import cells_of, recalculated
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
    samples = of_samples(packs, source)
    aimed = [with_goals(samples[0], packs), with_goals(samples[0], packs, blank="discharges")]
    told = [*samples, replace(samples[0], with_points=False), *of_cases(packs)]
    compared, wrong = judged([told, aimed], tmp_path)
    assert not wrong
    assert compared > 5000


@pytest.mark.oracle
@pytest.mark.slow
@needs_libreoffice
def test_hospitals_by_chance(packs: Packs, tmp_path: Path) -> None:
    compared, wrong = judged([random_submissions(packs, 20221, ENOUGH)], tmp_path)
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
    (tmp_path / "before.xlsx").write_bytes(buffer.getvalue())
    assert len(disagreements(cells_of(tmp_path / "before.xlsx"), cells)) == len(cells) > 800
    sheets = recalculated(buffer.getvalue(), tmp_path)
    assert not disagreements(sheets, cells)
    verdicts = [value for (_, column), value in sheets["自检"].items() if column == 4 and value != "结论"]
    assert set(verdicts) == {"一致"}
    assert len(verdicts) > len(cells)


@pytest.mark.oracle
@pytest.mark.slow
@needs_libreoffice
def test_a_changed_figure_moves_the_points_and_the_self_check_says_so(
    submission: Submission, packs: Packs, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(written([submission]).data))
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
    here = [cell for cell in written([moved]).cells if cell.sheet in ("h0_指标计算", "h0_计分过程", "h0_自评得分")]
    assert here
    assert not disagreements(sheets, here)
    assert "不一致" in sheets["h0_自检"].values()


TAMPERED = (  # sheet, heading over the column, what the formula becomes
    ("指标计算", "本年", "={}+0.01"),
    ("计分过程", "得分（未取整）", "={}*0.9999"),
    ("计分过程", "指标得分", "={}-0.01"),
    ("计分过程", "比较位数", "={}-1"),
    ("自评得分", "自评得分", '={}&""'),
)


@pytest.mark.oracle
@pytest.mark.slow
@needs_libreoffice
def test_a_formula_that_somebody_changed_is_found(submission: Submission, tmp_path: Path) -> None:
    """One wrong formula in each of the sheets: the oracle that passes the untouched workbook names these cells."""
    made = written([submission])
    book = load_workbook(io.BytesIO(made.data))
    touched = []
    for sheet, heading, change in TAMPERED:
        page = book[f"h0_{sheet}"]
        head = next(cell for row in page.iter_rows(max_row=8) for cell in row if cell.value == heading)
        cell = next(
            cell
            for (cell,) in page.iter_rows(min_row=head.row + 1, min_col=head.column, max_col=head.column)
            if cell.data_type == "f" and made.formulas[page.title, cell.row - 1, cell.column - 1] not in (0, "", "—")
        )
        cell.value = change.format(f"({str(cell.value)[1:]})")
        touched.append(f"{page.title} {cell.row} {cell.column - 1}")
    buffer = io.BytesIO()
    book.save(buffer)
    sheets = recalculated(buffer.getvalue(), tmp_path)
    found = [*disagreements(sheets, made.cells), *left_behind(sheets, made)]
    assert all(any(text.startswith(place) for text in found) for place in touched), found


def test_points_without_a_formula_are_named(submission: Submission) -> None:
    made = written([submission])
    assert not made.pointless
    fewer = [cell for cell in made.cells if cell.label != "20 管理费用占比 得分"]
    assert len(without_formula(submission, fewer, [])) == 1


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
        (Decimal("123456789.0123"), True, 123456789.0122, False),
        (Decimal("12345678901.25"), True, 12345678901.26, False),
        (Decimal("12345678901.253"), True, 12345678901.252, True),
        (Decimal("12345678901.253"), True, 12345678901.251, False),
        (Decimal("2190670199941905.0000"), True, 2190670199941910.0, True),
        (Decimal("2190670199941905.0000"), True, 2190670199941930.0, False),
        (Decimal("0.0000"), True, -0.0, True),
        (Decimal("0.00"), True, 0.01, False),
        ("1,234.56 ／ −3,199,251,218,026,860.15%", True, "1,234.56 ／ −3,199,251,218,026,860.00%", True),
        ("1,234.56 ／ −3,199,251,218,026,860.15%", True, "1,234.57 ／ −3,199,251,218,026,860.00%", False),
        ("12,345,678,901.00%", True, "12,345,678,900.00%", False),
    ],
)
def test_the_judge_can_tell(result: Decimal | str, exact: bool, live: object, same: bool) -> None:
    assert agrees(LiveCell("a", 0, 0, "", result, exact), live) is same


def test_what_is_no_formula_is_a_value_and_said_so(packs: Packs, source: FilePackSource) -> None:
    """A rule with more steps than a spreadsheet nests; a check against a locked year that is not in the workbook."""
    sample = source.samples()[0]
    bands = Bands(Decimal(4), tuple((Decimal(low), Decimal(1)) for low in range(60)))
    entry = RuleEntry("20", Decimal(4), {"value": bands})
    ruleset = replace(packs.ruleset, entries={**packs.ruleset.entries, "20": entry})
    locked = {("total_income", Period(sample.year - 1)): Decimal(5)}
    own = replace(packs, ruleset=ruleset)
    assessment = assess(own, sample.hospital, sample.year, sample.figures, locked=locked)
    made = written([Submission(assessment, {}, date(2026, 1, 15))])
    book = load_workbook(io.BytesIO(made.data))
    texts = [str(row[1].value) for row in book["h0_自检"].iter_rows() if row[0].value == "按值写入的格"]
    assert "20 管理费用占比 得分：这条规则不能写成公式" in texts[0]
    assert "总收入的上年数与锁定稿不一致：所依据的数不在本工作簿里" in texts[0]
    points = next(row for row in book["h0_计分过程"].iter_rows() if row[0].value == "20")
    assert points[7].data_type == "n"
    assert points[9].data_type == "f"
    assert not any(cell.label == "20 管理费用占比 得分（未取整）" for cell in made.cells)
    assert not made.pointless


def test_every_kind_of_rule_has_a_formula() -> None:
    chance = random.Random(3)
    kinds = [kind for kind in _KINDS if kind not in ("monitor", "bonus", "checklist")]
    assert set(kinds) == set(KINDS)
    for kind in KINDS * 20:
        reader = RawReader(random_rule("4", False, chance, kind), "", [])
        assert live_points(_KINDS[kind](reader), RuleCells("A1", "B1", "C1", "三级"))


def test_formulas_keep_within_what_a_spreadsheet_takes(packs: Packs, source: FilePackSource) -> None:
    """8 192 letters, 64 levels, texts of 255 letters; no function that one of the three programs lacks."""
    made = written([of_samples(packs, source)[0], *random_submissions(packs, 4, 1)])
    used = set()
    for sheet in load_workbook(io.BytesIO(made.data)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            formula = str(cell.value)
            assert len(formula) < 8192
            words = re.findall(r'"((?:[^"]|"")*)"', formula)
            assert max(map(len, words), default=0) < 255
            bare = re.sub(r'"(?:[^"]|"")*"|\'[^\']*\'', "", formula)
            depth = deepest = 0
            for letter in bare:
                depth += (letter == "(") - (letter == ")")
                deepest = max(deepest, depth)
            assert depth == 0
            assert deepest < 64
            used |= set(re.findall(r"([A-Z0-9.]+)\(", bare))
    assert used <= {
        "ABS", "AND", "COUNT", "COUNTIF", "IF", "IFERROR", "INT", "ISNUMBER", "LOG10", "MAX", "MIN", "N", "NOT", "OR",
        "POWER", "ROUND", "ROUNDUP", "SUM", "SUMIF", "TEXT",
    }  # fmt: skip


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
    assert len(kinds) == 14

"""The submission workbook: the Scorecard to the digit, every figure back, nothing that runs, and beautiful on paper."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.evidence import Evidence, use_of_figure, use_of_indicator
from hqd_desktop.domain.figures import (
    Figure,
    FigureKey,
    Figures,
    FigureState,
    Restatement,
    not_applicable,
    number,
    words,
)
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.files import submission_evidence, submission_workbook
from hqd_desktop.files.submission_workbook import submission_bytes
from hqd_desktop.files.workbook_figures import read_workbook_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.records import Packs, Submission, YearState
from hqd_desktop.services.typing_in import WHOLE_UNITS
from hqd_desktop.services.wording import arithmetic_text, last_text, score_text, total_text, values_text
from tests.files.workbook_making import SOFFICE, resaved_by_libreoffice

SHEETS = [
    "封面", "填报说明", "基础数据", "指标计算", "计分过程", "自评得分", "校核说明", "季度台账",
    "佐证清单", "自检", "签章页",
]  # fmt: skip


def opened(submission: Submission) -> Any:
    """With the results that a reader sees who does not calculate."""
    return load_workbook(io.BytesIO(submission_bytes(submission)), data_only=True)


@pytest.fixture(scope="module")
def book(submission: Submission) -> Any:
    return opened(submission)


def texts(page: Any) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def as_read(figures: Figures) -> Mapping[FigureKey, Figure]:
    """The figures as an import gives them: whence they came is new."""
    return {key: replace(figure, source="导入") for key, figure in figures.items()}


def round_trip(submission: Submission, packs: Packs) -> Mapping[FigureKey, Figure]:
    found = read_workbook_bytes(submission_bytes(submission), "a.xlsx", packs.catalogue)
    assert not found.problems
    return found.figures


def test_sheets_in_order(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_every_figure_comes_back(submission: Submission, packs: Packs) -> None:
    hospital = submission.assessment.hospital
    found = read_workbook_bytes(submission_bytes(submission), "a.xlsx", packs.catalogue)
    assert found.figures == as_read(submission.assessment.figures)
    assert (found.name, found.code, found.level, found.type) == (
        hospital.name, hospital.code, hospital.level, hospital.type,
    )  # fmt: skip
    assert (found.year, found.scheme_id) == (submission.assessment.year, "shaoyang-2022")


def test_the_table_is_the_scorecard(book: Any, submission: Submission) -> None:
    card = submission.assessment.scorecard
    rows = {
        str(row[1].value): row
        for row in book["自评得分"].iter_rows(min_row=5)
        if (row[1].value and row[2].value != "指标说明" and row[3].value is not None)
        or (row[1].value and row[4].value == "按季调度")
    }
    assert len(rows) == 34
    for result in card:
        indicator = result.indicator
        name = f"{indicator.number}.{indicator.name}" if indicator.number.isdigit() else indicator.name
        row = rows[name]
        assert (row[2].value or "") == indicator.explanation
        assert (row[3].value or "") == indicator.requirement
        assert (row[5].value, row[6].value) == (last_text(result), values_text(result))
        if result.full:
            assert (Decimal(str(row[7].value)), Decimal(str(row[8].value))) == (result.full, result.points)
            assert row[7].number_format.startswith("#,##0.00")
        elif result.bonus:
            assert Decimal(str(row[8].value)) == result.points
        else:
            assert row[8].value == score_text(result)


def test_subtotals_and_total(book: Any, submission: Submission) -> None:
    card = submission.assessment.scorecard
    page = book["自评得分"]
    lines = {str(row[0].value): row for row in page.iter_rows() if row[0].value}
    for group in card.groups:
        if group.full:
            row = lines[f"{group.group.short}　小计"]
            assert (Decimal(str(row[7].value)), Decimal(str(row[8].value))) == (group.full, group.points)
    total = next(row for name, row in lines.items() if arithmetic_text(card) in name)
    assert f"{total[8].value:.2f}" == total_text(card)


def test_computed_values(book: Any, submission: Submission) -> None:
    shown = [
        (str(row[0].value), str(row[1].value), row[7].value)
        for row in book["指标计算"].iter_rows(min_row=4)
        if row[2].value == "本表"
    ]
    expected = [
        (result.indicator.number, part.part.name, part.value)
        for result in submission.assessment.scorecard
        for part in result.parts
    ]
    assert [(number_, name) for number_, name, _ in shown] == [(number_, name) for number_, name, _ in expected]
    decimals = [part.part for result in submission.assessment.scorecard for part in result.parts]
    for (_, _, value), (_, _, exact), part in zip(shown, expected, decimals, strict=True):
        if exact is not None:
            assert Decimal(str(value)) == round_half_up(exact, 0 if part.checklist else part.decimals)


def test_all_checks_are_listed(book: Any, submission: Submission) -> None:
    titles = [str(row[2].value) for row in book["校核说明"].iter_rows(min_row=4) if str(row[0].value).isdigit()]
    assert sorted(titles) == sorted(check.title for check in submission.assessment.checks)


def test_self_check_agrees(book: Any) -> None:
    verdicts = [str(row[4].value) for row in book["自检"].iter_rows(min_row=4) if row[4].value]
    assert len(verdicts) > 900
    assert set(verdicts) == {"一致", "结论"}


def test_marks_digest_and_signatures_on_every_sheet(book: Any, submission: Submission) -> None:
    digest = short_digest(submission.assessment.digest)
    for page in book:
        foot, head = page.oddFooter.center.text, page.oddHeader.right.text
        assert digest in foot
        assert submission.assessment.packs.ruleset.title in foot
        assert "示例" in head
        assert "草稿" in head
        assert page.protection.sheet
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        if page.title not in ("封面", "自检", "签章页"):
            assert "审核人（签字）" in foot
            assert page.print_title_rows or page.title == "填报说明"
    assert "机构代码" in texts(book["封面"])
    assert "真实性承诺" in texts(book["封面"])


def test_quarters_of_other_years_never_stand_under_this_years_headings(book: Any, packs: Packs) -> None:
    """The sample knows the quarters of three years: its title is repeated; of one year, the headings are."""
    page = book["季度台账"]
    headings = [row for row in page.iter_rows(values_only=True) if row[0] == "数据项"]
    assert len(headings) == 3
    assert (page.print_title_rows, page.freeze_panes) == ("$1:$2", None)
    alone = assess(packs, Hospital("任意医院", "三级", "综合"), 2024, {("total_income", Period(2024)): number(1)})
    page = opened(Submission(alone, {}, date(2025, 1, 2)))["季度台账"]
    assert (page.print_title_rows, page.freeze_panes) == ("$3:$3", "B4")


def test_locked_and_real(submission: Submission) -> None:
    book = opened(replace(submission, state=YearState.LOCKED, number=2, sample=False))
    for page in book:
        assert page.oddHeader.right.text == "v2"
        assert not any("草稿" in text or "示例数据" in text for text in texts(page))


def test_without_points(submission: Submission, packs: Packs) -> None:
    bare = replace(submission, with_points=False)
    book = opened(bare)
    assert "自评得分" not in book.sheetnames
    assert "自评情况" in book.sheetnames
    for page in book:
        for text in [*texts(page), page.oddFooter.center.text]:
            for word in ("赋分", "自评得分", "暂得分", "分值", "满分", "失 ", "小计", "加分"):
                assert word not in text.replace("按病种分值", ""), (page.title, text)
    found = round_trip(bare, packs)
    left_out = set(as_read(submission.assessment.figures)) - set(found)
    assert {key for key, _ in left_out} == {"innovation_rating"}


def test_the_same_bytes_twice(submission: Submission) -> None:
    assert submission_bytes(submission) == submission_bytes(submission)


def test_formulas_that_are_not_searched_are_written_the_same(
    submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XlsxWriter's own sheet, which looks for newer functions in every formula, gives the same bytes."""
    quick = submission_bytes(submission)
    monkeypatch.setattr(submission_workbook, "sheet_class", lambda: Worksheet)
    assert submission_bytes(submission) == quick


def test_mapping_oddities_and_not_applicable_are_explained(book: Any, packs: Packs) -> None:
    rows = [[str(cell.value) for cell in row] for row in book["填报说明"].iter_rows()]
    for number_, name in (("19", "总支出"), ("27", "总费用"), ("29", "医生总数")):
        assert any(row[0] == number_ and row[1] == name for row in rows)
    assert any(row[0] == "30" and row[1] == "年度业务总收入" and "医疗收入" in row[2] for row in rows)
    for indicator in packs.scheme:
        if indicator.oddity:
            assert any(row[2] == indicator.oddity for row in rows)
    assert any("本院没有附属独立核算单位" in row[2] for row in rows)


def test_missing_zero_denominator_direct_and_explained(packs: Packs) -> None:
    year = Period(2024)
    figures: dict[FigureKey, Figure] = {
        ("total_income", year): number(100),
        ("total_expense", year): number(0),
        ("management_expense", year): number(5),
        ("total_expense", Period(2023)): number(5),
        ("management_expense", Period(2023)): number(5),
        ("outpatient_average_cost", year): number("251.5", "公布的平均数"),
        ("outpatient_average_cost", Period(2023)): number(240),
        ("direct_level4_surgery_share", year): number("16.2"),
        ("outpatient_satisfaction", year): not_applicable("未开展调查"),
    }
    hospital = Hospital("甲&乙=医院", "三级", "综合")
    assessment = assess(packs, hospital, 2024, figures)
    submission = Submission(assessment, {"total_income": "财务二科"}, date(2025, 1, 2))
    book = opened(submission)
    assert "缺" in texts(book["基础数据"])
    assert "财务二科" in texts(book["基础数据"])
    assert any("不可计算" in text for text in texts(book["自评得分"]))
    assert any("缺：" in text for text in texts(book["自评得分"]))
    assert any("未定" in text for text in texts(book["自评得分"]))
    assert any(text.endswith("直接填报") for text in texts(book["填报说明"]))
    assert round_trip(submission, packs) == as_read(figures)


def test_a_declared_restatement_is_printed_with_both_numbers(packs: Packs) -> None:
    """上年调整数: the locked number is the one that counts and comes back; the other stands beside, with its reason."""
    key = ("total_income", Period(2023))
    figures = {key: number("100.00"), ("total_income", Period(2024)): number(120)}
    locked, restated = {key: Decimal(100)}, {key: Restatement(Decimal("98.5"), "决算审计调减")}
    assessment = assess(
        packs, Hospital("甲", "三级", "综合"), 2024, figures, locked=locked, restated=restated
    )  # fmt: skip
    submission = Submission(assessment, {}, date(2025, 1, 2))
    book = opened(submission)
    row = next(row for row in book["校核说明"].iter_rows(values_only=True) if "锁定稿不一致" in str(row[2]))
    assert (row[1], row[3], row[4], row[5], row[9]) == ("已说明", 98.5, 100, -1.5, "决算审计调减")
    assert row[7] == "上年调整数 98.50 元，锁定稿 100.00 元；计分一直用锁定稿。"
    told = "上年调整数 98.50 元，锁定稿 100.00 元。原因：决算审计调减"
    assert ("2023 年", "总收入", told) in [row[:3] for row in book["填报说明"].iter_rows(values_only=True)]
    assert round_trip(submission, packs)[key].value == 100


def test_evidence_that_is_registered_is_listed(submission: Submission, packs: Packs) -> None:
    """Every field, what it proves, and what is outdated on the day; nothing of it changes what is read back."""
    one = Evidence(
        "0123456789abcdef" * 4, 10, "=通报.pdf", "床位核定通报", "邵卫〔2025〕1号", date(2025, 3, 1), date(2026, 1, 14),
        date(2025, 5, 1), sealed=True, pages=3, owner="张三",
        uses=(use_of_figure(("discharges", Period(2025))), use_of_indicator("shaoyang-2022", "18", 2025)),
    )  # fmt: skip
    two = Evidence(
        "b" * 64,
        10,
        "b.pdf",
        "满意度调查",
        valid_until=date(2026, 1, 15),
        uses=(use_of_indicator("shaoyang-2022", "32", 2025),),
    )
    given = replace(submission, evidence=(one, two))
    page = opened(given)["佐证清单"]
    rows = [row[:11] for row in page.iter_rows(values_only=True)]
    assert rows[2] == submission_evidence.HEADINGS
    assert rows[3] == (
        "18-1", "出院人次数\n指标 18 平均住院日", "床位核定通报", "邵卫〔2025〕1号", "2025-03-01", "2026-01-14\n已过期",
        "已盖章", 3, "张三", "=通报.pdf", "0123 4567 89ab",
    )  # fmt: skip
    assert rows[4][5:8] == ("2026-01-15", "未盖章", None)
    assert str(rows[5][0]).startswith("共登记 2 份")
    assert page.print_title_rows == "$3:$3"
    assert page.protection.sheet
    assert round_trip(given, packs) == round_trip(submission, packs)


def test_declared_not_applicable_and_nothing_scored(packs: Packs) -> None:
    year = Period(2024)
    figures: dict[FigureKey, Figure] = {
        ("tcm_dominant_discharges", year): not_applicable("没有开设病区"),
        ("discharges", year): number(5),
        ("health_staff_satisfaction", Period(2023)): not_applicable("首年"),
    }
    figures = {key: figure for key, figure in figures.items() if key[0] in packs.catalogue.items}
    assessment = assess(packs, Hospital("甲", "三级", "中医"), 2024, figures)
    declared = [r for r in assessment.scorecard if r.applicable and r.status is Status.NOT_APPLICABLE]
    assert declared
    submission = Submission(assessment, {}, date(2025, 1, 2))
    assert any("已从满分中去掉" in text for text in texts(opened(submission)["填报说明"]))
    empty = replace(packs.ruleset, entries={})
    unscored = assess(replace(packs, ruleset=empty), Hospital("甲", "二级", "综合"), 2024, figures)
    assert unscored.scorecard.total is None
    assert "—" in texts(opened(Submission(unscored, {}, date(2025, 1, 2)))["自评得分"])


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "http://x.cn", "{=1}", "1234", "_x0041_", "a\nb"])
def test_text_stays_text(packs: Packs, text: str) -> None:
    key = ("progress_innovation", Period(2024, 1))
    figures = {key: words(text, note=text), ("total_income", Period(2024)): number(1, note=text)}
    assessment = assess(packs, Hospital(text, "三级", "综合", code=text), 2024, figures)
    submission = Submission(assessment, {"total_income": text}, date(2025, 1, 2))
    book = load_workbook(io.BytesIO(submission_bytes(submission)))
    for page in book:
        for cell in (cell for row in page.iter_rows() for cell in row):
            assert cell.hyperlink is None
            if cell.data_type == "f":
                assert text not in str(cell.value) or text in ("1234", "-2"), cell.coordinate
    assert round_trip(submission, packs) == as_read(figures)


WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda text: text and text != "缺" and not text.startswith("不适用"))
)


@st.composite
def figure(draw: st.DrawFn, item: Item) -> Figure:
    """Any figure that the item may have."""
    note = draw(st.just("") | WORDS)
    state = draw(st.sampled_from(FigureState))
    if state is FigureState.NOT_APPLICABLE:
        return not_applicable(note or "理由")
    if state is FigureState.BLANK:
        return Figure(note=note or "未到")
    if item.kind is ItemKind.TEXT:
        return words(draw(WORDS), note)
    if item.kind is ItemKind.YES_NO:
        return number(draw(st.sampled_from([0, 1])), note)
    digits = draw(st.integers(0, int(item.maximum or 10**15) - 1))
    places = 0 if item.unit in WHOLE_UNITS else draw(st.integers(0, 6))
    return number(Decimal(digits).scaleb(-places), note)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_figures_come_back(packs: Packs, data: st.DataObject) -> None:
    items = data.draw(st.lists(st.sampled_from(list(packs.catalogue)), unique_by=lambda item: item.key, max_size=12))
    figures: dict[FigureKey, Figure] = {}
    for item in items:
        year = data.draw(st.sampled_from([2024, 2023, 2022]))
        for period in quarters(year) if item.quarterly else (Period(year),):
            figures[item.key, period] = data.draw(figure(item))
    assessment = assess(packs, Hospital("任意医院", "三级", "中医"), 2024, figures)
    found = round_trip(Submission(assessment, {}, date(2025, 1, 2)), packs)
    assert found == as_read(figures)


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_prints_and_resaves_it(submission: Submission, packs: Packs, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.xlsx"
    path.parent.mkdir()
    FileWorkbooks().write_submission(path, submission)
    resaved = resaved_by_libreoffice(path, tmp_path)
    found = FileWorkbooks().read_figures(resaved, packs.catalogue)
    assert not found.problems
    assert found.figures == as_read(submission.assessment.figures)
    assert resaved_by_libreoffice(path, tmp_path, "pdf").read_bytes().startswith(b"%PDF")


def test_refused_target_leaves_what_was_there(submission: Submission, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    with pytest.raises(FileRefused):
        FileWorkbooks().write_submission(path, submission)
    assert path.read_bytes() == b"old"

"""Blocks: what a document holds before any writer sees it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.figures import not_applicable
from hqd_desktop.reporting.blocks import Chart, Document, Heading, KeyValues, Layout, Paragraph, RowKind, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.chart_data import LossBars, ScoreBars
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import YearState
from hqd_desktop.services.report_records import Wording
from tests.reporting.printing import YEAR, Figures, make


def plain_text(document: Document) -> str:
    """Every text of headings, paragraphs, pairs and tables, a line each."""
    lines: list[str] = []
    for block in document.blocks():
        match block:
            case Heading() | Paragraph():
                lines.append(block.text)
            case KeyValues():
                lines += [f"{label}：{value}" for label, value in block.rows]
            case Table():
                lines += [block.caption, *("|".join(row.cells) for row in block.rows)]
    return "\n".join(lines)


def test_headings_in_order() -> None:
    top = [heading.text for heading in build_report(make()).headings() if heading.level == 1]
    assert top == [
        "一、自评得分概况",
        "二、主要指标历年情况",
        "三、指标完成情况",
        "四、失分分析",
        "五、整改清单",
        "六、校核说明",
        "七、按季调度",
        "八、创新举措",
        "九、不适用、直接填报和缺数",
        "附件 1　得分证明",
        "附件 2　赋分方案（自定赋分）",
        "签章页",
    ]


def test_tables_are_numbered_through() -> None:
    for submission in (make(), make(lambda figures: {}), make(with_points=False)):
        captions = [b.caption for b in build_report(submission).blocks() if isinstance(b, Table) and b.numbered]
        assert [caption.split("　")[0] for caption in captions] == [f"表 {n}" for n in range(1, len(captions) + 1)]


def test_every_row_has_as_many_cells_as_columns() -> None:
    for submission in (make(), make(lambda figures: {}), make(with_points=False)):
        for block in build_report(submission).blocks():
            if isinstance(block, Table):
                for row in block.rows:
                    assert len(row.cells) == (len(block.columns) if row.kind is RowKind.DATA else 1)


def test_chart_is_left_out_when_nothing_is_scored() -> None:
    submission = make()
    assessment = submission.assessment
    ruleset = replace(assessment.packs.ruleset, entries={})
    again = assess(replace(assessment.packs, ruleset=ruleset), assessment.hospital, assessment.year, assessment.figures)
    document = build_report(replace(submission, assessment=again))
    charts = [block.data for block in document.blocks() if isinstance(block, Chart)]
    assert not [data for data in charts if isinstance(data, ScoreBars | LossBars)]
    assert any("不出总分" in getattr(block, "text", "") for block in document.blocks())


def test_marks() -> None:
    assert build_report(make()).mark == "示例　草稿"
    assert build_report(make(sample=False)).mark == "草稿"
    assert build_report(make(sample=False, state=YearState.LOCKED)).mark == ""


def test_the_wide_table_stands_on_wide_paper() -> None:
    layouts = [section.layout for section in build_report(make()).sections]
    assert layouts.count(Layout.WIDE) == 2
    assert layouts[0] is Layout.COVER


def test_a_table_of_another_kind_says_what_it_lacks() -> None:
    """No quarterly rows, no notes, no document number, a core row, grades and a limit that asks for a 说明."""
    submission = make()
    assessment = submission.assessment
    scheme = assessment.packs.scheme
    rows = tuple(
        replace(row, quarterly=False, narrative=()) for row in scheme.indicators if row.number in ("13", "18", "21")
    )
    bare = replace(scheme, indicators=rows, notes=(), document="")
    entries = dict(assessment.packs.ruleset.entries)
    entries["18"] = replace(entries["18"], core=True)
    entries["21"] = replace(entries["21"], warn_below=Decimal("-10"))
    ruleset = replace(assessment.packs.ruleset, entries=entries, grades=(("优", Decimal(90)), ("差", Decimal(0))))
    packs = replace(assessment.packs, scheme=bare, ruleset=ruleset)
    again = assess(packs, assessment.hospital, assessment.year, assessment.figures)
    text = plain_text(build_report(replace(submission, assessment=again, program="")))
    for words in (
        "等级：优：90 分及以上；差：0 分及以上",
        "等级为“",
        "★ 核心项",
        "低于 −10% 的须写说明",
    ):
        assert words in text, words
    assert "按季调度" not in text
    assert "口径说明" not in text
    assert "生成程序" not in text


def test_all_full_marks_need_no_table_of_losses() -> None:
    submission = make()
    assessment = submission.assessment
    one = tuple(row for row in assessment.packs.scheme.indicators if row.number == "13")
    again = assess(
        replace(assessment.packs, scheme=replace(assessment.packs.scheme, indicators=one)),
        assessment.hospital,
        assessment.year,
        assessment.figures,
    )
    text = plain_text(build_report(replace(submission, assessment=again)))
    assert "没有失分和未定的项目" in text
    assert "得满分的 1 项" in text


def test_without_points_what_is_open_is_still_listed() -> None:
    document = build_report(make(lambda figures: {}, with_points=False))
    captions = [block.caption for block in document.blocks() if isinstance(block, Table)]
    assert "表 1　缺数、不适用和不可计算的指标" in captions


def test_a_condition_asked_once_a_year_stands_under_the_last_quarter() -> None:
    submission = make()
    assessment = submission.assessment
    scheme = assessment.packs.scheme
    rows = tuple(replace(row, quarterly=True) for row in scheme.indicators if row.number == "23")
    packs = replace(assessment.packs, scheme=replace(scheme, indicators=rows))
    again = assess(packs, assessment.hospital, assessment.year, assessment.figures)
    document = build_report(replace(submission, assessment=again))
    table = next(b for b in document.blocks() if isinstance(b, Table) and b.columns[-1].title == "四季度")
    assert {row.cells[1:4] for row in table.rows} == {("—", "—", "—")}
    assert {row.cells[4] for row in table.rows} <= {"是", "否"}


def test_a_tail_within_tolerance_is_listed() -> None:
    def change(figures: Figures) -> Figures:
        key = ("medical_income", YEAR)
        figures[key] = replace(figures[key], value=figures[key].value + Decimal("0.50"))
        return figures

    assert "尾差，在允许范围内" in plain_text(build_report(make(change)))


def test_whole_row_not_applicable_where_only_a_half_may_be() -> None:
    def change(figures: Figures) -> Figures:
        for key in ("outpatient_satisfaction", "inpatient_satisfaction"):
            figures[key, YEAR] = not_applicable("没有测评")
        return figures

    assert "不能标不适用" in plain_text(build_report(make(change)))


def test_the_promise_speaks_of_an_annex_only_where_there_is_one() -> None:
    """What is signed must be true of the paper that is signed."""

    def promise(*hidden: str) -> str:
        document = build_report(make(wording=Wording(hidden=frozenset(hidden))))
        return next(b.text for b in document.blocks() if isinstance(b, Paragraph) and b.text.startswith("本单位承诺"))

    assert promise().endswith("得分按所附自定赋分方案计算。")
    assert promise("rules").endswith("得分按自定赋分“示例赋分方案 1.0 版”计算。")


def test_a_part_without_a_table_needs_no_wide_page() -> None:
    """没有需要整改的项目 stands among the text, not alone on a sheet turned on its side."""
    document = build_report(make(lambda figures: {}, with_points=False))
    section = next(
        s for s in document.sections if any(getattr(b, "text", "") == "没有需要整改的项目。" for b in s.blocks)
    )
    assert section.layout is Layout.TEXT
    assert len(section.blocks) > 2

"""Reports of hospitals that make it hard: hostile names, long texts, nothing filled in, rows that do not apply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hqd_desktop.domain.evidence import Evidence, use_of_indicator
from hqd_desktop.domain.figures import BLANK, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.reporting.blocks import Chart, Column, Document, Layout, Paragraph, Row, Section, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.chart_data import Trends
from hqd_desktop.reporting.typst_writer import write_typst
from hqd_desktop.services.records import YearState
from hqd_desktop.services.report_records import Wording
from tests.reporting.printing import DAY, YEAR, Figures, make, page_texts, reports, squeezed

LONG = "这一年的情况需要写得很长才说得清楚，" * 112  # 2016 letters


def _text(submission) -> str:
    return squeezed("".join(page_texts(reports().render_pdf(submission))))


@pytest.mark.parametrize(
    "name",
    [
        '#import "x": *',
        "医院 \\ \" ' ` $x$ *b* _c_ @y <z> // 甲 /* 乙 */ #{1+1}",
        "]) #panic() [",
        "{{7*7}} %s \\u{41} &lt;b&gt;",
        "= 一级标题 - 列表 + 编号",
    ],
)
def test_a_name_is_printed_literally(name: str) -> None:
    assert squeezed(f"{name}（盖章）") in _text(make(name=name))


def test_a_name_with_line_ends_and_tabs_stays_one_name() -> None:
    text = _text(make(name="甲\r\n乙\n丙\t丁"))
    assert "甲乙丙丁·2025年度" in text


def test_a_long_name_is_whole_on_cover_and_foot() -> None:
    name = "某某省某某自治州某某县人民医院医共体总医院（某某医科大学第三附属医院河东分院）甲"
    assert len(name) == 40
    pages = [squeezed(page) for page in page_texts(reports().render_pdf(make(name=name)))]
    assert all(f"{name}·2025年度" in page for page in pages)
    assert f"填报单位（盖章）{name}" in pages[0]


def test_a_long_name_in_a_title_of_ones_own_keeps_the_cover_on_one_page() -> None:
    name = "某某省某某自治州某某县人民医院医共体总医院（某某医科大学第三附属医院河东分院）甲"
    wording = Wording(title=f"{name}\n公立医院高质量发展自评报告", header=f"{name} 内部资料")
    pages = [squeezed(page) for page in page_texts(reports().render_pdf(make(name=name, wording=wording)))]
    assert "填报日期" in pages[0]
    assert "一、自评得分概况" in pages[1]


def test_large_amounts_leave_fewer_years_in_the_table() -> None:
    """Seven years of 9,999,999,999.99 would run into one another: as many years are printed as have room."""

    def change(figures: Figures) -> Figures:
        return figures | {("total_income", Period(year)): number("9999999999999.99") for year in range(2019, 2026)}

    tables = [b for b in build_report(make(change)).blocks() if isinstance(b, Table)]
    table = next(b for b in tables if b.caption.endswith("主要指标历年数值"))
    assert [column.title for column in table.columns][2:] == ["2024", "2025"]
    usual = next(b for b in build_report(make()).blocks() if isinstance(b, Table) and "历年数值" in b.caption)
    assert [column.title for column in usual.columns][2:] == ["2023", "2024", "2025"]


def test_letters_without_a_glyph_are_replaced_and_told() -> None:
    rendered = reports().render(make(name="𠮷\U0001f600医院"))
    problem = rendered.problems[0]
    assert (problem.code, problem.params["codes"]) == ("report_glyph", "U+20BB7、U+1F600")
    pages = [squeezed(page) for page in page_texts(rendered.pdf)]
    assert "〓〓医院·2025年度" in pages[1]
    assert "U+20BB7、U+1F600" in pages[-1]


def _long(figures: Figures) -> Figures:
    for (key, period), figure in figures.items():
        if key == "progress_innovation" and period.quarter == 2:
            figures[key, period] = replace(figure, text=LONG)
        if key in ("discharges", "medical_income") and period == YEAR:
            figures[key, period] = replace(figure, note=LONG + key)
    return figures


def test_long_texts_are_printed_whole_and_once() -> None:
    joined = _running_text(make(_long, sample=False, state=YearState.LOCKED))
    assert joined.count("二季度：" + LONG) == 1
    assert joined.count(LONG + "discharges") == 1
    assert joined.count(LONG + "medical_income") == 1
    assert "（全文见附件1）" in joined


def _running_text(submission) -> str:
    """The pages joined without their feet and repeated table headers, so that a text runs on over a page's end."""
    pages = [squeezed(page) for page in page_texts(reports().render_pdf(submission))]
    text = "".join(page.split("示例医院·2025年度")[0] for page in pages)
    for header in ("序号校核两边的数和差结果说明", "数据期间数值来源责任科室"):
        text = text.replace(header, "")
    return text


def test_a_long_explanation_of_a_check() -> None:
    key = next(c.key for c in make(explanations={}).assessment.checks if c.state == "warning")
    assert LONG in _running_text(make(explanations={key: LONG}, sample=False, state=YearState.LOCKED))


def test_nothing_filled_in() -> None:
    submission = make(lambda figures: {}, type="中医")
    text = _text(submission)
    assert "暂得分0.00分" in text
    assert f"尚缺{len(submission.assessment.missing)}个数" in text
    assert "因缺数未定100.00分" in text
    assert "暂不能校核" in text
    assert "未报" in text
    assert "〔缺〕" in text
    assert "党委书记履行党建第一责任人职责（2025年一、二、三、四季度）" in text
    assert "门诊人次数（2025年、2024年）" in text


def _halves(figures: Figures) -> Figures:
    figures["outpatient_satisfaction", YEAR] = not_applicable("没有门诊")
    figures["technology_transfer_amount", YEAR] = not_applicable("首年开展，无转化")
    figures["discharge_surgeries", YEAR] = number(0)
    figures["staff_satisfaction", YEAR] = BLANK
    return figures


def test_not_applicable_not_computable_and_missing_are_told_apart() -> None:
    submission = make(_halves)
    card = submission.assessment.scorecard
    assert card.result("14").status is Status.NOT_APPLICABLE
    text = _text(submission)
    assert "第14项科技成果转化金额标为不适用，满分已重算" in text
    assert f"不重算满分时为{card.total_unadjusted}分" in text
    assert "首年开展，无转化" in text
    assert "第13项四级手术比例因分母为0不可计算，得0分并保留满分" in text
    assert "门诊患者满意度不适用（没有门诊）" in text
    assert "不适用／88.17分" in text
    assert "缺：医务人员满意度" in text
    assert "未定4.00" in text


def _direct(figures: Figures) -> Figures:
    for key in ("outpatient_emergency_income", "outpatient_emergency_visits"):
        for back in (0, 1):
            figures.pop((key, YEAR if not back else YEAR.last_year()), None)
    figures["outpatient_average_cost", YEAR] = number("310.5")
    figures["outpatient_average_cost", YEAR.last_year()] = number("300.25")
    return figures


def test_ratios_entered_directly_are_listed() -> None:
    submission = make(_direct)
    used = [u for r in submission.assessment.scorecard for p in r.parts for u in p.used if u.direct]
    assert used
    text = _text(submission)
    assert "直接填报的数据项" in text
    assert "310.50元" in text


def test_without_points_no_point_is_printed() -> None:
    submission = make(with_points=False)
    text = _text(submission)
    ruleset = submission.assessment.packs.ruleset
    for word in (squeezed(ruleset.title), "满分", "自评得分", "暂得分", "附件2", "得分率", "加分"):
        assert word not in text, word
    assert "自评概况" in text
    assert "16.01%" in text


@pytest.mark.parametrize(("state", "words"), [(YearState.LOCKED, "已锁定v3"), (YearState.SUBMITTED, "已上报v3")])
def test_a_locked_report_carries_its_version_and_no_draft_mark(state: YearState, words: str) -> None:
    pages = [squeezed(page) for page in page_texts(reports().render_pdf(make(state=state, number=3, sample=False)))]
    assert all(words in page for page in pages)
    assert not any("草稿" in page for page in pages)


def test_own_departments_are_printed() -> None:
    text = _text(make(departments={"discharges": "统计信息中心"}))
    assert "统计信息中心" in text


def test_a_ratio_entered_beside_its_parts_is_told_with_both_values() -> None:
    def change(figures: Figures) -> Figures:
        return figures | {("direct_physician_nurse_ratio", YEAR): number("62.8")}

    text = _text(make(change))
    assert "填报62.80%" in text
    assert "算得" in text


def test_twelve_years_and_four_hundred_files() -> None:
    """A hospital with a long past: every file is listed, every chart holds all twelve years."""
    submission = make()
    base = submission.past[-1]
    past = tuple(replace(base, year=year) for year in range(2014, 2025))
    evidence = tuple(
        Evidence(f"{n:064x}", 10, f"{n}.pdf", f"材料之{n}", f"院〔2025〕{n}号", date(2025, 3, 1), None, DAY, True, n,
                 uses=(use_of_indicator("shaoyang-2022", "18", 2025),))
        for n in range(1, 401)
    )  # fmt: skip
    text = _text(replace(submission, past=past, evidence=evidence))
    assert "共登记400份" in text
    assert all(f"材料之{n}" in text for n in (1, 200, 400))
    charts = [b.data for b in build_report(replace(submission, past=past)).blocks() if isinstance(b, Chart)]
    lines = [line for data in charts if isinstance(data, Trends) for line in data.lines]
    assert {len(line.marks) for line in lines} == {12}


def test_not_applicable_everywhere() -> None:
    def change(figures: Figures) -> Figures:
        return {key: not_applicable("全年停业") for key in figures}

    text = _text(make(change))
    assert "主要指标历年情况" not in text  # no heading over nothing
    assert "全年停业" in text
    assert "不能标不适用" in text
    assert reports().render_docx(make(change))


@pytest.mark.parametrize("fill", [2, 3, 11, 12, 13])
def test_no_row_of_a_table_stands_alone(fill: int) -> None:
    """Of a long table the first two and the last two rows share a page, wherever the page ends."""
    columns = (Column("名", 1), Column("文", 1))
    rows = tuple(Row((f"行{n}完", "文")) for n in range(40))
    above = tuple(Paragraph(f"段{n}") for n in range(fill))
    document = Document(
        "题", "单位", "表", ("词",), DAY, "脚一", "脚二", "", (Section(Layout.TEXT, (*above, Table(columns, rows))),)
    )
    pages = [squeezed(page) for page in page_texts(write_typst(document, reports()._font_set()).pdf)]
    for first, second in ((0, 1), (38, 39)):
        assert [f"行{first}完" in page for page in pages] == [f"行{second}完" in page for page in pages]

"""工作台账 and 整改 in the report: states, numbers and reasons by quarter; indicators and tasks in one list."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx

from hqd_desktop.reporting.blocks import Heading, Paragraph, RowKind, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.services.report_records import ALL_PARTS, Rectification, Wording
from tests.fakes.told_ledger import told_reports
from tests.reporting.printing import make, page_texts, reports, squeezed
from tests.reporting.test_docx_writer import words


def table_named(words: str, **printed: object) -> Table:
    document = build_report(make(ledger=told_reports(), **printed))
    return next(b for b in document.blocks() if isinstance(b, Table) and words in b.caption)


def test_each_task_with_its_quarters() -> None:
    table = table_named("工作台账")
    rows = [row for row in table.rows if row.kind is RowKind.DATA]
    cells = {row.cells[0]: row.cells[1:] for row in rows}
    assert cells["（五）1"][1:] == ("人事科", "长期", "推进中\n12", "推进中\n21", "滞后", "未报")
    assert cells["（六）1"][3] == "已完成\n−1.5"
    notes = [row.cells[0] for row in table.rows if row.kind is RowKind.NOTE]
    assert notes[0] == (
        "一季度：已核编 12 名\n二季度：再核编 9 名\n"
        "三季度：滞后原因：编办年内不再受理，须到下一年度；下一步：向编办书面报告（2026-03-31 前）"
    )
    assert "全年：全年完成三批" in notes


def test_a_quarter_that_is_not_over_is_no_gap() -> None:
    table = table_named("工作台账", prepared_on=date(2025, 12, 20))
    assert next(row for row in table.rows if row.cells[0] == "（五）1").cells[-1] == "—"


def test_the_counts_stand_above() -> None:
    document = build_report(make(ledger=told_reports()))
    text = next(b.text for b in document.blocks() if isinstance(b, Paragraph) and b.text.startswith("我院承担任务"))
    assert "已完成 1 条，滞后 1 条，未启动 1 条，全年未报" in text


def test_several_tables_are_told_apart() -> None:
    two = (told_reports()[0], replace(told_reports()[0], title="大足 2024"))
    headings = [b.text for b in build_report(make(ledger=two)).blocks() if isinstance(b, Heading)]
    assert "（一）邵阳 2022" in headings
    assert "（二）大足 2024" in headings


def test_without_a_ledger_there_is_no_such_part() -> None:
    bare = replace(told_reports()[0], remedies=(), lines=tuple(
        replace(line, quarters=(None,) * 4, year_text="") for line in told_reports()[0].lines
    ))  # fmt: skip
    for ledger in ((), (bare,)):
        headings = [heading.text for heading in build_report(make(ledger=ledger)).headings()]
        assert not [text for text in headings if "工作台账" in text]


def test_indicators_and_tasks_are_put_right_in_one_list() -> None:
    table = table_named("整改清单", rectifications={"25": Rectification("核对入组病例", "医保办", "2026-06-30")})
    rows = [row.cells for row in table.rows]
    sources = [cells[0] for cells in rows]
    assert sources == sorted(sources, key=["指标", "任务"].index)
    assert next(cells for cells in rows if cells[1] == "25")[5:] == ("核对入组病例", "医保办", "2026-06-30", "已定措施")
    told = [cells[3:] for cells in rows if cells[0] == "任务"]
    assert told == [
        ("—", "2024 年度未做到", "补报编制方案\n结果：编办已受理", "人事科", "2025-06-30", "已办结\n2025-05-08"),
        ("—", "2025 年度未做到", "向编办报告并列入年度计划", "人事科", "2026-06-30", "办理中"),
        ("—", "2024 年度未做到", "补齐设备清单", "设备采购科", "2025-12-31", "已逾期"),
    ]


def test_without_points_the_list_has_no_lost_points() -> None:
    table = table_named("整改清单", with_points=False)
    assert "失分" not in [column.title for column in table.columns]
    assert {row.cells[0] for row in table.rows} == {"任务"}


def test_word_and_pdf_show_the_same_ledger_and_list() -> None:
    hidden = frozenset(set(ALL_PARTS) - {"rectification", "tasks"})
    submission = make(ledger=told_reports(), wording=Wording(hidden=hidden))
    pdf = squeezed("".join(page_texts(reports().render_pdf(submission))))
    word = squeezed(words(docx.Document(io.BytesIO(reports().render_docx(submission)))))
    for text in (
        "推进中21",
        "三季度：滞后原因：编办年内不再受理",
        "全年完成三批",
        "结果：编办已受理",
        "已逾期",
        "−1.5",
    ):
        assert text in pdf, text
        assert text in word, text

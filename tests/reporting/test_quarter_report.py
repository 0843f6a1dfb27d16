"""The quarterly report: its parts, never more than three pages, the same in PDF and Word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from hqd_desktop.reporting.blocks import Heading, Paragraph, Table
from hqd_desktop.reporting.pages import PdfPages
from hqd_desktop.reporting.quarter_report import CUT, DETAILS, SIGNED, build_quarter, cut
from hqd_desktop.services.quarter_sheet import DueLine, QuarterlyLine, QuarterSheet, TaskLine
from tests.reporting.printing import page_texts, reports, squeezed

DAY = date(2025, 10, 9)
LONG = "设备到货晚，场地改造没有完成，招标两次流标。" * 20


def task(place: int, state: str = "推进中", **more: object) -> TaskLine:
    made = TaskLine(f"（五）{place}", f"任务{place}：编制动态调整", "医务科", state, "", "已印发方案", "", "验收", DAY)
    return replace(made, **more)


def sheet(**more: object) -> QuarterSheet:
    made = QuarterSheet(
        "甲医院", "三级综合", 2025, 3, DAY, ("邵阳 2022",), False,
        {"未启动": 0, "推进中": 1, "已完成": 0, "滞后": 1, "未报": 0},
        (QuarterlyLine("4", "党建", "党办", ("4 / 4 条", "未报", "3 / 4 条", "未报"), "述职评议", "讲党课"),),
        (task(1), task(2, "滞后", reason="招标流标两次", progress="", next_step="", next_due=None)),
        (DueLine(date(2025, 9, 1), "（五）1", "验收", "医务科", True),
         DueLine(date(2025, 12, 1), "（五）2", "挂牌", "党办", False)),
    )  # fmt: skip
    return replace(made, **more)


def tables(document) -> list[Table]:
    return [block for block in document.blocks() if isinstance(block, Table)]


def test_all_parts_in_their_order() -> None:
    document = build_quarter(sheet())
    assert [block.text for block in document.headings()] == [
        "甲医院　2025 年三季度按季调度报告", "一、按季报送的指标", "二、滞后的任务和原因", "三、任务进展",
        "四、已过期和下一季度到期的事项",
    ]  # fmt: skip
    paragraphs = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
    assert paragraphs == [
        "我院承担“邵阳 2022”的任务 2 项，本季度推进中 1 项、滞后 1 项。下一季度到期 1 项，已过期还没有完成 1 项。",
        SIGNED,
    ]
    rows, lagging, tasks, due = tables(document)
    assert rows.rows[0].cells == ("4", "党建", "党办", "4 / 4 条", "未报", "3 / 4 条", "未报", "述职评议", "讲党课")
    assert lagging.rows[0].cells == ("（五）2", "任务2：编制动态调整", "医务科", "招标流标两次", "—", "—")
    assert tasks.rows[0].cells[3:] == ("推进中", "—", "已印发方案", "验收", "10-09")
    assert [row.cells[-1] for row in due.rows] == ["已过期", "未到期"]
    assert document.mark == ""
    assert build_quarter(sheet(sample=True)).mark == "示例"


def test_a_hospital_without_tasks_and_dates() -> None:
    document = build_quarter(sheet(tasks=(), due=(), quarterly=(), counts={}))
    assert [type(block) for block in document.blocks()] == [Heading, Paragraph, Paragraph]


def test_what_is_left_out_is_said() -> None:
    many = tuple(task(place, "未报" if place % 2 else "已完成", progress="", next_step="") for place in range(60))
    short = build_quarter(sheet(tasks=(*many, task(60)), due=sheet().due * 9), DETAILS[-1])
    notes = "\n".join(block.text for block in short.blocks() if isinstance(block, Paragraph))
    assert "另有 41 项，" in notes
    assert "另有 14 项，见工作台账的期限。" in notes
    assert "（五）60" in [row.cells[0] for row in tables(short)[-2].rows], "what was written about goes first"
    assert CUT not in notes


@pytest.mark.parametrize(
    ("text", "letters", "shown"),
    [
        ("一二三", 3, "一二三"),
        ("一二三四", 3, "一二…"),
        ("一，二三", 3, "一…"),
        ("abcdef", 3, "abcdef"),
        ("abcdefg", 3, "abcde…"),
        ("", 3, ""),
    ],
)
def test_texts_are_cut_by_the_room_they_take(text: str, letters: int, shown: str) -> None:
    assert cut(text, letters) == shown


def test_however_much_was_written_it_has_three_pages_at_the_most() -> None:
    full = tuple(
        task(place, "滞后" if place % 5 == 0 else "推进中", text=LONG, progress=LONG, reason=LONG, next_step=LONG)
        for place in range(54)
    )
    due = tuple(DueLine(DAY, f"（五）{place}", LONG, "医务科", False) for place in range(30))
    pdf = reports().quarter_pdf(sheet(tasks=full, due=due))
    with PdfPages(pdf) as pages:
        assert len(pages) == 3
    text = squeezed("".join(page_texts(pdf)))
    assert "标“…”处全文见工作台账。" in text
    assert "单位负责人（签字）" in text


def test_the_word_document_says_the_same() -> None:
    from docx import Document

    document = Document(BytesIO(reports().quarter_docx(sheet())))
    assert len(document.tables) == 4
    assert "甲医院　2025 年三季度按季调度报告" in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[2].cell(1, 5).text == "已印发方案"

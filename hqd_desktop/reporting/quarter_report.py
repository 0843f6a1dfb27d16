"""The quarterly report for 按季调度, of one to three pages: a QuarterSheet in blocks, told as fully as there is room.

It judges nothing; how full it may be is tried out by whoever lays it out.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hqd_desktop.reporting.blocks import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Layout,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
)
from hqd_desktop.services.quarter_sheet import QUARTER_NAMES, QuarterSheet, TaskLine

SAMPLE_MARK = "示例"
MOST_PAGES = 3
SIGNED = "　　　　　　　　".join(
    ("单位负责人（签字）", "审核人（签字）", "填表人（签字）", "联系电话", "填报日期　　　年　　月　　日")
)
CUT = "标“…”处全文见工作台账。"


@dataclass(frozen=True, slots=True)
class Detail:
    """How many letters of each text are printed; `due` and `tasks` are the most rows, the rest is named by number."""

    text: int
    progress: int
    step: int
    reason: int
    due: int = 1000
    tasks: int = 1000


# From the fullest on; the first that leaves the report within MOST_PAGES is taken.
DETAILS = (
    Detail(120, 300, 120, 400),
    Detail(34, 36, 28, 120),
    Detail(17, 36, 28, 120, due=30),
    Detail(17, 18, 14, 56, due=16),
    Detail(17, 18, 14, 28, due=10),
    Detail(17, 18, 14, 28, due=6, tasks=30),
    Detail(17, 18, 14, 28, due=4, tasks=20),
)
_QUARTERLY = (
    Column("序号", 1.2, Align.CENTER), Column("指标", 4), Column("提供科室", 2),
    *(Column(name, 1.9, Align.CENTER) for name in QUARTER_NAMES), Column("本季没有达到的条件", 4.6),
    Column("本季进展", 6),
)  # fmt: skip
_TASKS = (
    Column("编号", 1.9, Align.CENTER), Column("任务", 6.2), Column("牵头科室", 2.1), Column("状态", 1.5, Align.CENTER),
    Column("数", 1.4, Align.RIGHT), Column("进展", 6.4), Column("下一步", 5.2), Column("期限", 1.5, Align.CENTER),
)  # fmt: skip
_LAGGING = (
    Column("编号", 1.9, Align.CENTER), Column("任务", 6.2), Column("牵头科室", 2.1), Column("滞后原因", 9.3),
    Column("下一步", 5.2), Column("期限", 1.5, Align.CENTER),
)  # fmt: skip
_DUE = (
    Column("日期", 2.4, Align.CENTER), Column("编号", 1.9, Align.CENTER), Column("到时做到", 14),
    Column("牵头科室", 2.4), Column("状态", 1.6, Align.CENTER),
)  # fmt: skip


def build_quarter(sheet: QuarterSheet, detail: Detail = DETAILS[0]) -> Document:
    """The whole report; parts without any row are left out, and the rest is numbered through."""
    blocks: list[Block] = [Heading(f"{sheet.hospital}　{sheet.title}"), Paragraph(_summary(sheet))]
    parts = (
        ("按季报送的指标", _quarterly(sheet, detail)),
        ("滞后的任务和原因", _lagging(sheet, detail)),
        ("任务进展", _tasks(sheet, detail)),
        ("已过期和下一季度到期的事项", _due(sheet, detail)),
    )
    numerals = iter("一二三四")
    for title, made in parts:
        if made:
            blocks += [Heading(f"{next(numerals)}、{title}", 2), *made]
    if any("…" in cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row.cells):
        blocks.append(Paragraph(CUT, Style.NOTE))
    blocks.append(Paragraph(SIGNED, Style.NOTE))
    return Document(
        title=f"{sheet.hospital} {sheet.title}",
        author=sheet.hospital,
        subject="、".join(sheet.packs),
        keywords=("公立医院高质量发展", "按季调度", str(sheet.year)),
        day=sheet.day,
        foot_first=f"{sheet.hospital} · {sheet.title}",
        foot_second=f"{'、'.join(sheet.packs)} · {sheet.day.isoformat()}",
        mark=SAMPLE_MARK if sheet.sample else "",
        sections=(Section(Layout.WIDE, tuple(blocks)),),
    )


def _numbered(columns: tuple[Column, ...], sheet: QuarterSheet) -> tuple[Column, ...]:
    """With room for the name of the region before each number, where two texts are followed."""
    return columns if len(sheet.packs) == 1 else (replace(columns[0], width=2.9), *columns[1:])


def _summary(sheet: QuarterSheet) -> str:
    counts = "、".join(f"{name} {count} 项" for name, count in sheet.counts.items() if count)
    told = f"我院承担“{'”“'.join(sheet.packs)}”的任务 {sheet.total} 项，本季度{counts}。" if sheet.total else ""
    due = [line for line in sheet.due if not line.overdue]
    late = len(sheet.due) - len(due)
    told += f"下一季度到期 {len(due)} 项" if due else "下一季度没有到期的事项"
    told += f"，已过期还没有完成 {late} 项。" if late else "。"
    return told


def _quarterly(sheet: QuarterSheet, detail: Detail) -> list[Block]:
    rows = [
        Row((
            line.number, line.name, line.owner, *line.cells, cut(line.open, detail.progress) or "—",
            cut(line.progress, detail.progress) or "—",
        ))
        for line in sheet.quarterly
    ]  # fmt: skip
    return [Table(_QUARTERLY, tuple(rows))] if rows else []


def _lagging(sheet: QuarterSheet, detail: Detail) -> list[Block]:
    rows = [
        Row(
            (
                line.number,
                cut(line.text, detail.text),
                line.owner,
                cut(line.reason, detail.reason),
                *_step(line, detail),
            )
        )
        for line in sheet.lagging
    ]
    return [Table(_numbered(_LAGGING, sheet), tuple(rows))] if rows else []


def _tasks(sheet: QuarterSheet, detail: Detail) -> list[Block]:
    """Where there are too many, those with something written come first, and the rest is named by number."""
    lines = sheet.tasks
    if len(lines) > detail.tasks:
        shown = set(sorted(lines, key=lambda line: not (line.progress or line.next_step))[: detail.tasks])
        lines = tuple(line for line in lines if line in shown)
    rows = [
        Row((
            line.number, cut(line.text, detail.text), line.owner, line.state, line.figure or "—",
            cut(line.progress, detail.progress) or "—", *_step(line, detail),
        ))
        for line in lines
    ]  # fmt: skip
    rest = [line for line in sheet.tasks if line not in lines]
    return [*([Table(_numbered(_TASKS, sheet), tuple(rows))] if rows else []), *_rest(rest)]


def _rest(rest: Sequence[TaskLine]) -> list[Block]:
    states: dict[str, list[str]] = {}
    for line in rest:
        states.setdefault(line.state, []).append(line.number)
    told = "；".join(f"{state}：{'、'.join(numbers)}" for state, numbers in states.items())
    return [Paragraph(f"另有 {len(rest)} 项，{told}。", Style.NOTE)] if rest else []


def _step(line: TaskLine, detail: Detail) -> tuple[str, str]:
    """The next step, and its day, which is never cut."""
    due = f"{line.next_due.month:02}-{line.next_due.day:02}" if line.next_due else "—"
    return cut(line.next_step, detail.step) or "—", due


def _due(sheet: QuarterSheet, detail: Detail) -> list[Block]:
    rows = [
        Row((
            line.due.isoformat(), line.number, cut(line.text, 2 * detail.text), line.owner,
            "已过期" if line.overdue else "未到期",
        ))
        for line in sheet.due[: detail.due]
    ]  # fmt: skip
    more = len(sheet.due) - len(rows)
    note: list[Block] = [Paragraph(f"另有 {more} 项，见工作台账的期限。", Style.NOTE)] if more > 0 else []
    return [Table(_DUE, tuple(rows)), *note] if rows else []


def cut(text: str, letters: int) -> str:
    """As much of a text as so many Chinese letters take, with … behind where something is left out."""
    room = 2 * letters
    for kept, letter in enumerate(text):
        room -= 1 + (unicodedata.east_asian_width(letter) in "WFA")
        if room < 0:
            return f"{text[: max(0, kept - 1)].rstrip('，、；。 ')}…"
    return text

"""The ledger of the tasks, quarter by quarter: states, numbers, progress, why one is behind; it judges none of them."""

from datetime import date, timedelta

from hqd_desktop.domain.ledger import STATE_NAMES, TaskState
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.reporting.blocks import Align, Block, Column, Heading, Paragraph, Row, RowKind, Style, Table
from hqd_desktop.reporting.plan import ordinal
from hqd_desktop.reporting.section_quarters import QUARTERS
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.report_ledger import TaskLine, TaskQuarter, TaskReport

_COLUMNS = (
    Column("序号", 1.9, Align.CENTER),
    Column("任务", 11.6),
    Column("牵头科室", 2.6),
    Column("期限", 2.4, Align.CENTER),
    *(Column(name, 2.0, Align.CENTER) for name in QUARTERS),
)
_UNREPORTED, _NOT_YET = "未报", "—"


def tasks(source: Source) -> list[Block]:
    """The year's own table first, then those that are followed besides."""
    told = [report for report in source.submission.ledger if report.lines]
    blocks: list[Block] = []
    for place, report in enumerate(told, 1):
        if len(told) > 1:
            blocks.append(Heading(f"（{ordinal(place)}）{report.title}", 2))
        blocks += _report(source, report)
    return blocks


def _report(source: Source, report: TaskReport) -> list[Block]:
    rows: list[Row] = []
    group = ""
    for line in report.lines:
        if line.group != group:
            group = line.group
            rows.append(Row((group,), RowKind.GROUP))
        rows += _line(source, line)
    return [
        Paragraph(_counts(report), Style.PLAIN),
        Table(_COLUMNS, tuple(rows), "工作台账", numbered=True),
        Paragraph(
            f"“{_UNREPORTED}”是季度已过而没有报，“{_NOT_YET}”是季度未过；期限为文件所定，没有的为长期。", Style.NOTE
        ),
    ]


def _counts(report: TaskReport) -> str:
    states = [line.state for line in report.lines]
    order = (TaskState.DONE, TaskState.UNDERWAY, TaskState.BEHIND, TaskState.NOT_STARTED)
    counts = [f"{STATE_NAMES[state]} {states.count(state)} 条" for state in order if state in states]
    counts += [f"全年未报 {states.count(None)} 条"] if None in states else []
    return f"我院承担任务 {len(states)} 条：{'，'.join(counts)}。状态以最近一次所报为准。"


def _line(source: Source, line: TaskLine) -> list[Row]:
    day, year = source.submission.prepared_on, source.card.year
    cells = [_cell(quarter, year, number, day) for number, quarter in enumerate(line.quarters, 1)]
    rows = [Row((line.number, line.text, line.owner, line.due.isoformat() if line.due else "长期", *cells))]
    if line.year_text:
        rows.append(Row((f"全年：{line.year_text}",), RowKind.NOTE))
        return rows
    told = [(name, quarter) for name, quarter in zip(QUARTERS, line.quarters, strict=True) if quarter is not None]
    texts = [f"{name}：{words}" for name, quarter in told if (words := _words(quarter))]
    return [*rows, Row(("\n".join(texts),), RowKind.NOTE)] if texts else rows


def _cell(quarter: TaskQuarter | None, year: int, number: int, day: date) -> str:
    if quarter is not None:
        value = "" if quarter.number is None else f"\n{canonical_text(quarter.number).replace('-', '−')}"
        return STATE_NAMES[quarter.state] + value
    end = date(year + number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)
    return _UNREPORTED if end < day else _NOT_YET


def _words(quarter: TaskQuarter) -> str:
    due = f"（{quarter.next_due.isoformat()} 前）" if quarter.next_due else ""
    texts = (
        quarter.progress,
        quarter.reason and f"滞后原因：{quarter.reason}",
        quarter.next_step and f"下一步：{quarter.next_step}{due}",
    )
    return "；".join(text.strip().rstrip("。；") for text in texts if text.strip())

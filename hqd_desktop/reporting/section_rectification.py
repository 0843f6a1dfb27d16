"""整改 in one list, of indicators and of tasks: what, by whom, until when, how it stands; it thinks of no measures."""

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.reporting.blocks import Align, Block, Column, Paragraph, Row, Style, Table
from hqd_desktop.reporting.reasons import main_reason
from hqd_desktop.reporting.section_losses import lossy_rows
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.report_ledger import TaskRemedy
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.services.wording import points_text

_LOST = "失分"
_COLUMNS = (
    Column("来源", 1.4, Align.CENTER),
    Column("序号", 1.8, Align.CENTER),
    Column("指标或任务", 5.0),
    Column(_LOST, 1.4, Align.RIGHT),
    Column("存在问题", 6.6),
    Column("整改措施", 6.2),
    Column("责任人", 2.4),
    Column("完成时限", 2.8, Align.CENTER),
    Column("状态", 2.2, Align.CENTER),
)


def rectification(source: Source) -> list[Block]:
    """A row for each loss, for whatever the hospital wrote a measure for, and for each 整改 of the ledger.

    What is still open is left to a pen.
    """
    written = source.submission.rectifications
    rows = lossy_rows(source) if source.with_points else []
    rows += [r for r in source.card if r.indicator.number in written and r not in rows and r.applicable]
    table = [_row(source, row, written.get(row.indicator.number, Rectification())) for row in rows]
    table += [_task_row(source, remedy) for report in source.submission.ledger for remedy in report.remedies]
    blocks: list[Block] = []
    if table:
        kept = [place for place, column in enumerate(_COLUMNS) if source.with_points or column.title != _LOST]
        shown = tuple(Row(tuple(row[place] for place in kept)) for row in table)
        blocks.append(Table(tuple(_COLUMNS[place] for place in kept), shown, "整改清单", numbered=True))
        if any(not (one := written.get(r.indicator.number)) or not one.measure or not one.due for r in rows):
            blocks.append(Paragraph("空格处尚未填写，由责任人填写；未另指定的，责任人一栏为数据提供科室。", Style.NOTE))
    else:
        blocks.append(Paragraph("没有需要整改的项目。"))
    return blocks + _asked(source)


def _row(source: Source, result: IndicatorResult, own: Rectification) -> tuple[str, ...]:
    indicator = result.indicator
    lost = points_text(result.lost, source.places) if result.lost else "—"
    owner, state = own.owner or indicator.supplier, "已定措施" if own.measure else "待定措施"
    reason = main_reason(source, result)
    return "指标", indicator.number, indicator.short, lost, reason, own.measure, owner, own.due, state


def _task_row(source: Source, one: TaskRemedy) -> tuple[str, ...]:
    """One of the ledger; closed ones say when and with what outcome."""
    due = one.due.isoformat() if one.due else ""
    problem = f"{one.year} 年度未做到"
    return "任务", one.number, one.task, "—", problem, _measure(one), one.owner, due, _state(source, one)


def _measure(one: TaskRemedy) -> str:
    return f"{one.text}\n结果：{one.outcome}" if one.outcome else one.text


def _state(source: Source, one: TaskRemedy) -> str:
    if one.closed_on is not None:
        return f"已办结\n{one.closed_on.isoformat()}"
    return "已逾期" if one.due is not None and one.due < source.submission.prepared_on else "办理中"


def _asked(source: Source) -> list[Block]:
    """Figures of the year about which somebody is still to be asked (跟进)."""
    asked = source.submission.follow_ups
    keys: list[FigureKey] = [key for key in asked if key[1].year in (source.card.year, source.card.year - 1)]
    if not keys:
        return []
    columns = (Column("待核实的数", 6), Column("要问的事", 10), Column("责任科室", 3))
    rows = tuple(Row((source.name(key), asked[key], source.department(source.item(key[0])))) for key in keys)
    return [Table(columns, rows, "待核实的数", numbered=True)]

"""整改: what is to be put right, by whom and until when, in the hospital's own words; it thinks of no measures."""

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.reporting.blocks import Align, Block, Column, Paragraph, Row, Style, Table
from hqd_desktop.reporting.reasons import main_reason
from hqd_desktop.reporting.section_losses import lossy_rows
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.services.wording import points_text

_COLUMNS = (
    Column("序号", 1.3, Align.CENTER),
    Column("指标", 4.6),
    Column("失分", 1.5, Align.RIGHT),
    Column("存在问题", 7.4),
    Column("整改措施", 7.4),
    Column("责任人", 3.0),
    Column("完成时限", 3.0, Align.CENTER),
)


def rectification(source: Source) -> list[Block]:
    """A row for each loss and for whatever the hospital wrote a measure for; what is still open is left to a pen."""
    written = source.submission.rectifications
    rows = lossy_rows(source) if source.with_points else []
    rows += [r for r in source.card if r.indicator.number in written and r not in rows and r.applicable]
    blocks: list[Block] = []
    if rows:
        table = tuple(_row(source, row, written.get(row.indicator.number, Rectification())) for row in rows)
        blocks.append(Table(_columns(source), table, "整改清单", numbered=True))
        if any(not (one := written.get(r.indicator.number)) or not one.measure or not one.due for r in rows):
            blocks.append(Paragraph("空格处尚未填写，由责任人填写；未另指定的，责任人一栏为数据提供科室。", Style.NOTE))
    else:
        blocks.append(Paragraph("没有需要整改的项目。"))
    return blocks + _asked(source)


def _columns(source: Source) -> tuple[Column, ...]:
    return tuple(column for column in _COLUMNS if source.with_points or column.title != "失分")


def _row(source: Source, result: IndicatorResult, own: Rectification) -> Row:
    indicator = result.indicator
    lost = [points_text(result.lost, source.places) if result.lost else "—"] if source.with_points else []
    owner = own.owner or indicator.supplier
    return Row((indicator.number, indicator.short, *lost, main_reason(source, result), own.measure, owner, own.due))


def _asked(source: Source) -> list[Block]:
    """Figures of the year about which somebody is still to be asked (跟进)."""
    asked = source.submission.follow_ups
    keys: list[FigureKey] = [key for key in asked if key[1].year in (source.card.year, source.card.year - 1)]
    if not keys:
        return []
    columns = (Column("待核实的数", 6), Column("要问的事", 10), Column("责任科室", 3))
    rows = tuple(Row((source.name(key), asked[key], source.department(source.item(key[0])))) for key in keys)
    return [Table(columns, rows, "待核实的数", numbered=True)]

"""The rows reported every quarter: which conditions held, and the progress in the hospital's own words."""

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.reporting.blocks import Align, Block, Column, Heading, Paragraph, Row, Style, Table
from hqd_desktop.reporting.plan import ordinal
from hqd_desktop.reporting.source import Source, reported_quarterly
from hqd_desktop.services.wording import BLANK_TEXT, figure_text

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_COLUMNS = (Column("条件", 9), *(Column(name, 1.8, Align.CENTER) for name in QUARTERS))


def quarterly(source: Source) -> list[Block]:
    """One part for each row that the table asks for every quarter."""
    blocks: list[Block] = []
    for place, result in enumerate(filter(reported_quarterly, source.card)):
        blocks += _indicator(source, result, ordinal(place + 1))
    return blocks


def _indicator(source: Source, result: IndicatorResult, ordinal: str) -> list[Block]:
    indicator, periods = result.indicator, quarters(source.card.year)
    number = f"第 {indicator.number} 项" if indicator.number.isdigit() else f"{indicator.number}、"
    blocks: list[Block] = [Heading(f"（{ordinal}）{number}{indicator.short}", 2)]
    keys = [key for part in result.parts for key in part.part.checklist]
    if keys:
        rows = tuple(Row((source.item(key).name, *(_cell(source, key, period) for period in periods))) for key in keys)
        blocks.append(Table(_COLUMNS, rows))
    for key in indicator.narrative:
        for name, period in zip(QUARTERS, periods, strict=True):
            blocks.append(Paragraph(f"{name}：{progress(source, (key, period))}", Style.PLAIN))
    return blocks


def _cell(source: Source, key: str, quarter: Period) -> str:
    """A condition in a quarter; one that is asked once a year stands under the last quarter."""
    if source.item(key).quarterly:
        return figure_text(source.item(key), source.figure((key, quarter)))
    return figure_text(source.item(key), source.figure((key, Period(quarter.year)))) if quarter.quarter == 4 else "—"


def progress(source: Source, key: FigureKey) -> str:
    """What was reported, or that nothing was."""
    text = figure_text(source.item(key[0]), source.figure(key)).strip()
    return "（缺，未报）" if text in ("", BLANK_TEXT) else text

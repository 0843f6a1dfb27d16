"""What is not an ordinary number: 不适用 with its reason, ratios entered directly, figures still missing, 口径."""

from hqd_desktop.domain.figures import FigureState
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.periods import Period
from hqd_desktop.reporting.blocks import Align, Block, Column, Heading, Paragraph, Row, Style, Table
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.wording import number_text

_DIGITS = "一二三四"


def exceptions(source: Source) -> list[Block]:
    """Four parts; one without entries says so."""
    blocks: list[Block] = [Heading("（一）不适用", 2), *_not_applicable(source)]
    blocks += [Heading("（二）直接填报", 2), *_direct(source)]
    blocks += [Heading("（三）尚缺的数", 2), *_missing(source)]
    if source.card.scheme.notes:
        blocks.append(Heading("（四）口径说明", 2))
        blocks += [Paragraph(f"{n}. {text}", Style.NOTE) for n, text in enumerate(source.card.scheme.notes, 1)]
    return blocks


def _not_applicable(source: Source) -> list[Block]:
    figures = source.assessment.figures
    order = {key: place for place, key in enumerate(source.catalogue.items)}
    keys = [
        key
        for key, figure in figures.items()
        if figure.state is FigureState.NOT_APPLICABLE and key[0] in order and key[1].year >= source.card.year - 1
    ]
    if not keys:
        return [Paragraph("没有标为不适用的数据项。")]
    keys.sort(key=lambda key: (order[key[0]], key[1]))
    periods: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        why = figures[key].note.strip() or "（未写理由）"
        periods.setdefault((source.item(key[0]).name, why), []).append(key[1].label)
    rows = tuple(Row((name, "、".join(labels), why)) for (name, why), labels in periods.items())
    columns = (Column("数据项", 6), Column("期间", 4.2), Column("理由", 10))
    return [Table(columns, rows)]


def _direct(source: Source) -> list[Block]:
    rows: dict[tuple[str, str], Row] = {}
    for result in source.card:
        for part in result.parts if result.applicable else ():
            for used in part.used:
                if not used.direct or used.value is None:
                    continue
                item = source.item(used.key[0])
                cells = (
                    result.indicator.number,
                    source.name(used.key),
                    number_text(item, used.value, unit=True),
                    source.figure(used.key).note.strip() or "组成它的数未填，取公布的比率或均数",
                )
                rows.setdefault((result.indicator.number, cells[1]), Row(cells))
    if not rows:
        return [Paragraph("没有直接填报的比率和均数，全部由基础数据算得。")]
    columns = (
        Column("序号", 1.5, Align.CENTER),
        Column("直接填报的数据项", 6.5),
        Column("数值", 3.5, Align.RIGHT),
        Column("备注", 9),
    )
    return [Table(columns, tuple(rows.values()))]


def _missing(source: Source) -> list[Block]:
    by_department: dict[str, dict[Item, list[Period]]] = {}
    for key, period in source.assessment.missing:
        item = source.item(key)
        by_department.setdefault(source.department(item), {}).setdefault(item, []).append(period)
    if not by_department:
        return [Paragraph("应填的数已全部填写。")]
    columns = (Column("责任科室", 3), Column("个数", 1.3, Align.RIGHT), Column("尚缺的数", 16))
    rows = []
    for name, items in by_department.items():
        told = "、".join(item.name + _periods_text(source, periods) for item, periods in items.items())
        rows.append(Row((name, str(sum(map(len, items.values()))), told)))
    return [Table(columns, tuple(rows))]


def _periods_text(source: Source, periods: list[Period]) -> str:
    """（2025 年一、二季度、2024 年）; nothing where it is the year of the report alone."""
    if periods == [Period(source.card.year)]:
        return ""
    periods = sorted(set(periods), key=lambda period: (-period.year, period.quarter))
    texts = []
    for year in dict.fromkeys(period.year for period in periods):
        quarters = [_DIGITS[period.quarter - 1] for period in periods if period.year == year and period.quarter]
        texts.append(f"{year} 年" + (f"{'、'.join(quarters)}季度" if quarters else ""))
    return f"（{'、'.join(texts)}）"

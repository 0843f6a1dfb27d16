"""院际对比 on paper: totals with their chart, every row, the 占比 of the group with its proof; it ranks nothing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hqd_desktop.reporting.blocks import (
    Align,
    Block,
    Chart,
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
from hqd_desktop.reporting.chart_data import LossBar, LossBars
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.group_rows import Face, Keep, arranged, columns_of, notes, rows_of, title_of
from hqd_desktop.services.share_text import NOT_SCORED, share_lines

TITLE = "院际对比"
BARS_A_PAGE = 30
TOTAL = 4  # the column of 结果
_NAME = Column("医院", 6)
_ZERO = Decimal(0)


def build_group(comparison: GroupComparison, day: date) -> Document:
    """The whole comparison by one table; members of another table are 不适用, never a zero."""
    first = [Heading(f"{TITLE}　{comparison.year} 年度"), *_words(comparison), *_totals(comparison)]
    parts = (
        (Layout.WIDE, first),
        (Layout.ANNEX, [*_bars(comparison), *_shares(comparison)]),
        (Layout.WIDE, [Heading("各项指标"), *_rows(comparison)]),
    )
    sections = [Section(layout, tuple(blocks)) for layout, blocks in parts if blocks]
    names = [member.hospital.name for member in comparison.members]
    return Document(
        title=f"{names[0]}等 {len(names)} 家 {comparison.year} 年度{TITLE}",
        author=names[0],
        subject=comparison.scheme.name,
        keywords=("公立医院高质量发展", TITLE, str(comparison.year)),
        day=day,
        foot_first=f"{TITLE} · {comparison.year} 年度 · {len(names)} 家",
        foot_second=" · ".join(filter(None, (comparison.scheme.short, *comparison.rulesets, day.isoformat()))),
        mark="示例" if comparison.sample else "",
        sections=tuple(sections),
    )


def _words(comparison: GroupComparison) -> Iterator[Block]:
    yield Paragraph(title_of(comparison), Style.PLAIN)
    for text in (*comparison.rulesets, *notes(comparison)):
        yield Paragraph(text, Style.NOTE)


def _totals(comparison: GroupComparison) -> Iterator[Block]:
    """The head, 结果 and the 一级指标 of each member."""
    columns = columns_of(comparison, Face.POINTS)
    places = [place for place, column in enumerate(columns) if not column.number]
    shown = [Column("类别", 2.4), Column("状态", 3), *(_number(columns[place].title) for place in places[3:])]
    rows = rows_of(comparison, columns)
    yield Table((_NAME, *shown), tuple(Row(tuple(row.cells[place].text for place in places)) for row in rows))


def _bars(comparison: GroupComparison) -> Iterator[Block]:
    """结果 as bars from 0, the highest first, a page's worth in each chart; without a number there is no bar."""
    rows = rows_of(comparison, columns_of(comparison, Face.POINTS))
    cells = [(row.cells[0].text, row.cells[TOTAL]) for row in arranged(rows, comparison, Keep.ALL, "", TOTAL)]
    bars = [LossBar(name, cell.value, _ZERO, cell.text) for name, cell in cells if cell.value is not None]
    for start in range(0, len(bars), BARS_A_PAGE):
        shown = bars[start : start + BARS_A_PAGE]
        if any(bar.lost for bar in shown):
            words = "；".join(f"{bar.label} {bar.text}" for bar in shown)
            yield Chart(LossBars(tuple(shown)), "各院结果（自定赋分），从高到低", words)


def _rows(comparison: GroupComparison) -> Iterator[Block]:
    """A table for each 一级指标: this year's values with the points below them."""
    points, values = (columns_of(comparison, face) for face in (Face.POINTS, Face.VALUES))
    scored = {column.number: place for place, column in enumerate(points) if column.number}
    rows = list(zip(rows_of(comparison, points), rows_of(comparison, values), strict=True))
    for group in comparison.scheme.groups:
        numbers = {row.number for row in comparison.scheme if row.group == group.key}
        places = [place for place, column in enumerate(values) if column.number in numbers]
        if not places:
            continue
        yield Heading(group.title, 2)
        table = []
        for with_points, with_values in rows:
            cells = [with_values.cells[0].text]
            for place in places:
                number, value = values[place].number, with_values.cells[place]
                first = place == places[0] or values[place - 1].number != number  # of two values the first has them
                score = with_points.cells[scored[number]] if first and number in scored else None
                told = score is not None and score.value is not None
                cells.append(f"{value.text}\n{score.text} 分" if score is not None and told else value.text)
            table.append(Row(tuple(cells)))
        yield Table((_NAME, *(_number(values[place].printed) for place in places)), tuple(table))


def _shares(comparison: GroupComparison) -> Iterator[Block]:
    if comparison.shares:
        yield Heading("本组的占比")
        yield Paragraph(NOT_SCORED, Style.PLAIN)
    for share in comparison.shares:
        title, *lines = share_lines(share)
        yield Heading(title, 2)
        for text in lines[:-1]:
            yield Paragraph(text, Style.PLAIN)


def _number(title: str) -> Column:
    return Column(title, 3, Align.RIGHT)

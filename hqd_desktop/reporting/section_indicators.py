"""The whole table, every published row in its place; it refuses to leave out what does not apply."""

from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.reporting.blocks import (
    Align,
    Block,
    Column,
    Paragraph,
    Row,
    RowKind,
    Style,
    Table,
)
from hqd_desktop.reporting.reasons import remark
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.wording import (
    arithmetic_text,
    change_text,
    full_text,
    last_text,
    points_text,
    score_text,
    total_label,
    total_text,
    value_text,
    values_text,
)

_COLUMNS = (
    Column("序号", 1.1, Align.CENTER),
    Column("二级指标", 6.8),
    Column("要求", 3.0),
    Column("本年", 3.2, Align.RIGHT),
    Column("上年", 3.2, Align.RIGHT),
    Column("变化", 2.7, Align.RIGHT),
    Column("满分", 1.2, Align.RIGHT),
    Column("得分", 3.3, Align.RIGHT),
    Column("说明", 4.2),
)
_POINT_COLUMNS = (6, 7)
UNROUNDED = "变化用未取舍的数相减再取舍，末位可能与表中两数之差相差 1；“点”指百分点。"


def indicator_table(source: Source) -> list[Block]:
    """The table with 一级指标 as group rows, the total as its last row."""
    rows: list[Row] = []
    for group in source.card.groups:
        own = source.card.of_group(group.group.key)
        if not own:
            continue
        title = group.group.title
        if source.with_points and group.full:
            title += f"　（{points_text(group.points, source.places)}／{full_text(group.full)}）"
        rows.append(Row((title,), RowKind.GROUP))
        rows += [_row(source, result) for result in own]
    if source.with_points:
        rows.append(_total(source))
    blocks: list[Block] = []
    if source.with_points:
        text = f"满分和得分均为{source.card.ruleset.title}，公布文本没有分值。一级指标后的括号内是得分和满分。"
        blocks.append(Paragraph(text, Style.NOTE))
    blocks.append(Table(_columns(source), tuple(rows), f"{source.card.scheme.name}完成情况", numbered=True))
    if any(part.change for result in source.card for part in result.parts):
        blocks.append(Paragraph(UNROUNDED, Style.NOTE))
    return blocks


def _columns(source: Source) -> tuple[Column, ...]:
    return tuple(c for place, c in enumerate(_COLUMNS) if source.with_points or place not in _POINT_COLUMNS)


def _row(source: Source, result: IndicatorResult) -> Row:
    indicator = result.indicator
    name = indicator.name
    if len(result.parts) > 1:
        name += f"\n（{' ／ '.join(part.part.name for part in result.parts)}）"
    halves = (text.replace(" ／ ", " ／\n") for text in _values(source, result))
    cells = [indicator.number, name, indicator.requirement or "—", *halves]
    if source.with_points:
        cells += [full_text(result.full) if result.full else "—", score_text(result, source.places)]
    return Row((*cells, remark(source, result)))


def _values(source: Source, result: IndicatorResult) -> tuple[str, str, str]:
    """This year, last year, change; a row that is not the hospital's shows a value only where one was given.

    The value of a bonus row is points, so it goes with them.
    """
    if result.bonus and not source.with_points:
        return "—", "—", "—"
    if result.applicable:
        return values_text(result), last_text(result), change_text(result)
    known = any(part.value is not None for part in result.parts)
    this_year = " ／ ".join(value_text(part.part, part.value) for part in result.parts) if known else "—"
    last_known = any(part.last is not None for part in result.parts)
    return this_year, last_text(result) if last_known else "—", change_text(result) if known and last_known else "—"


def _total(source: Source) -> Row:
    card = source.card
    text = f"{total_label(card)}　{total_text(card)}"
    if card.total is not None:
        text += f"　＝　{arithmetic_text(card)}"
    return Row((text,), RowKind.TOTAL)

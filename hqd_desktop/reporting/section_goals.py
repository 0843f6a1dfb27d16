"""本院目标: every goal with the year's value, 完成率 and whether it is reached; it refuses to work any of it out."""

from hqd_desktop.domain.goals import Attained, goal_text, met_text, rate_text
from hqd_desktop.domain.rules_compared import reads_goal
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult
from hqd_desktop.reporting.blocks import Align, Block, Column, Paragraph, Row, Style, Table
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.goal_acts import summary_text
from hqd_desktop.services.wording import part_text

_COLUMNS = (
    Column("序号", 1.4, Align.CENTER),
    Column("指标", 5.6),
    Column("本院目标", 3.4, Align.RIGHT),
    Column("本年", 3.6, Align.RIGHT),
    Column("完成率", 2.4, Align.RIGHT),
    Column("是否达到", 2.4, Align.CENTER),
)
_NOTE = (
    "目标由本院自定。完成率：越高越好的为本年 ÷ 目标，越低越好的为 2 − 本年 ÷ 目标，最低 0；目标为 0 的，达到为 100%，"
    "没有达到为 0；缺数、不适用、不可计算的没有完成率。"
)


def goals(source: Source) -> list[Block]:
    """A sentence, the table, and how 完成率 is come by."""
    found = source.card.set_goals
    rows = tuple(_row(*one) for one in found)
    scored = source.with_points and any(reads_goal(part.rule) for _, part, _ in found)
    told = "按完成率计分的行，见赋分方案。" if scored else "完成率不计分。"
    return [
        Paragraph(f"本年度定了本院目标 {summary_text(source.card)}。"),
        Table(_COLUMNS, rows, "本院目标完成情况", numbered=True),
        Paragraph(_NOTE + told, Style.NOTE),
    ]


def _row(result: IndicatorResult, part: PartResult, found: Attained) -> Row:
    name = part.part.name if len(result.parts) > 1 else result.indicator.short
    cells = (goal_text(found.goal, part.part), part_text(part), rate_text(found), met_text(found))
    return Row((result.indicator.number, name, *cells))

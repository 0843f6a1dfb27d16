"""本院目标: each goal beside the year's value, its 完成率 and whether it is reached, as live formulas; no points.

The sheet is written only where some goal is set. 完成率 is domain.goals' one formula for both directions.
"""

from decimal import Decimal

from hqd_desktop.domain.goals import RATE_PLACES, Attained, goal_text, met_text
from hqd_desktop.domain.numerals import decimal_places, round_half_up
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult
from hqd_desktop.domain.scoring import part_outcome
from hqd_desktop.files.live_expression import quoted
from hqd_desktop.files.live_rules import compare_places, places_of
from hqd_desktop.files.submission_computed import NOW, unrounded_style
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_values import outcome_result, shown_formula
from hqd_desktop.files.workbook_layout import COMPUTED, GOALS
from hqd_desktop.files.workbook_style import GREY, SMALL, Page, cell_name, number_format

HEADINGS = ("序号", "计算值", "本院目标", "目标值", "本年（未取整）", "完成率（未取整）", "完成率（%）", "是否达到")
WIDTHS = (6, 34, 24, 16, 18, 18, 12, 12)
AIM, THIS, RATE, SHOWN, MET = 3, 4, 5, 6, 7
PLACES, RATE_AT = 9, 10  # outside the print area
NONE, REACHED, SHORT, OPEN = "—", "已达到", "未达到", "暂不能算"
_NOTE = (
    "目标由本院自定，公布的指标表没有。完成率 ＝ 1 ＋ 比目标好多少 ÷ 目标的绝对值：越高越好的就是 本年 ÷ 目标，"
    "越低越好的就是 2 − 本年 ÷ 目标，最低 0；目标为 0 的，达到为 100%，没达到为 0。{scored}"
)
_UNSCORED, _SCORED = "完成率不计分。", "赋分方案里写明按完成率计分的行才计分。"


def write_goals(writing: Writing) -> None:
    """One row for each goal, in the order of the table."""
    found = writing.card.set_goals
    if not found:
        return
    page = writing.page(GOALS, (*WIDTHS, 3, 9, 9))
    page.heading(GOALS, writing.subtitle(), len(HEADINGS))
    page.header_row(HEADINGS)
    for column, text in ((PLACES, "比较位数"), (RATE_AT, "完成率位数")):
        page.text(page.row - 1, column, text, page.styles.bare(font_size=9, font_color=GREY))
    for result, part, goal in found:
        _goal(writing, page, result, part, goal)
    note = _NOTE.format(scored=_SCORED if writing.submission.with_points else _UNSCORED)
    page.span(page.row, 0, len(HEADINGS) - 1, note, page.styles.bare(font_size=9, font_color=GREY, indent=1))
    page.fit([(note, sum(WIDTHS) * SMALL)])
    page.row += 1
    writing.finish(page, len(HEADINGS))


def _goal(writing: Writing, page: Page, result: IndicatorResult, part: PartResult, found: Attained) -> None:
    styles, row, name = writing.styles, page.row, f"{result.indicator.number} {part.part.name}"
    spot = (result.indicator.number, part.part.key)
    writing.places.goals[spot] = row
    centred = styles(font_size=9, align="center")
    label = f"{result.indicator.short}：{part.part.name}" if len(result.parts) > 1 else part.part.name
    page.text(row, 0, result.indicator.number, centred)
    page.text(row, 1, label, styles(font_size=9))
    page.text(row, 2, goal_text(found.goal, part.part), centred)
    aim = found.goal.value
    page.number(row, AIM, aim, styles(align="right", num_format=number_format(decimal_places(aim))))
    value, goal, places = (cell_name(row, column) for column in (THIS, AIM, PLACES))
    there = writing.other(COMPUTED, writing.places.values[spot], NOW)
    outcome = outcome_result(part_outcome(part.part, writing.values(), 0)[0], 0)
    writing.live(page, THIS, there, outcome, unrounded_style(page, outcome), f"{name} 本年", exact=False)
    grey = page.styles.bare(font_color=GREY)
    page.formula(row, PLACES, compare_places([value, goal]), places_of([part.value, aim]), grey)
    compared = f"ROUND({value},{places})"
    reached = f"{compared}>={goal}" if found.goal.at_least else f"{compared}<={goal}"
    better = f"({value}-{goal})" if found.goal.at_least else f"({goal}-{value})"
    rate = f"IF({goal}=0,IF({reached},100,0),MAX(0,100+100*{better}/ABS({goal})))"
    own: Decimal | str = NONE if found.rate is None else found.rate
    live = f"IF(ISNUMBER({value}),{rate},{quoted(NONE)})"
    writing.live(page, RATE, live, own, unrounded_style(page, own), f"{name} 完成率（未取整）", exact=False)
    unrounded, at = cell_name(row, RATE), cell_name(row, RATE_AT)
    page.formula(row, RATE_AT, compare_places([unrounded]), places_of([found.rate]), grey)
    shown: Decimal | str = NONE if found.rate is None else round_half_up(found.rate, RATE_PLACES)
    formula = shown_formula(unrounded, at, RATE_PLACES, quoted(NONE))
    look = {"align": "center"} if isinstance(shown, str) else {"align": "right"}
    style = styles(**look, num_format=number_format(RATE_PLACES))
    writing.live(page, SHOWN, formula, shown, style, f"{name} 完成率")
    words = f"IF(ISNUMBER({value}),IF({reached},{quoted(REACHED)},{quoted(SHORT)}),{quoted(OPEN)})"
    writing.live(page, MET, words, met_text(found), centred, f"{name} 是否达到")
    page.fit([(label, WIDTHS[1] * SMALL)])
    page.row += 1


def rate_cell(writing: Writing, number: str, part: PartResult) -> str:
    """The unrounded 完成率 of a value as another sheet names it; "" where it has no goal."""
    row = writing.places.goals.get((number, part.part.key))
    return "" if row is None else writing.other(GOALS, row, RATE)

"""计分过程: how each value earns its points, as live formulas; the totals that other sheets name stand here.

Only where points are written at all. A rule that no formula can say keeps the program's points as a value, and 自检
names it.
"""

from collections.abc import Sequence
from decimal import Decimal

from hqd_desktop.domain.figures import FigureState, figure_at
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.periods import quarters
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Reason
from hqd_desktop.domain.scoring import part_outcome
from hqd_desktop.files.live_expression import MISSING, NO_LAST, NOT_APPLICABLE, literal, quoted
from hqd_desktop.files.live_rules import RuleCells, compare_places, largest_constant, live_points, places_of
from hqd_desktop.files.submission_computed import LAST, NOW, unrounded_style
from hqd_desktop.files.submission_computed import STATUS as STATUS_THERE
from hqd_desktop.files.submission_goals import rate_cell
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_totals import write_totals
from hqd_desktop.files.submission_values import DONE, NOT_ALLOWED, outcome_result, status_word
from hqd_desktop.files.workbook_layout import COMPUTED, POINTS
from hqd_desktop.files.workbook_style import GREY, SMALL, Page, cell_name, number_format

HEADINGS = (
    "序号", "计算值", "赋分规则（自定赋分）", "本年（未取整）", "上年（未取整）", "状态", "满分", "得分（未取整）",
    "指标满分", "指标得分", "未定", "加分", "未报季度",
)  # fmt: skip
WIDTHS = (6, 26, 56, 18, 18, 9, 8, 17, 10, 10, 9, 8, 9)
THIS, BEFORE, STATE, SHARE, EARNED, FULL, SCORE, OPEN, BONUS, UNREPORTED = 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
PLACES, LEFT_OUT = 14, 15
UNROUNDED = 12


def write_points(writing: Writing) -> None:
    """One row for each value of a row that applies; the totals at the end."""
    if not writing.submission.with_points:
        return
    page = writing.page(POINTS, (*WIDTHS, 3, 9, 12))
    page.heading("计分过程", writing.subtitle(), len(HEADINGS))
    whose = f"分值与得分：{writing.assessment.packs.ruleset.title}；公布的指标表没有分值。"
    page.span(page.row, 0, len(HEADINGS) - 1, whose, page.styles.subtitle)
    page.row += 1
    page.header_row(HEADINGS)
    for column, text in ((PLACES, "比较位数"), (LEFT_OUT, "因不适用去掉")):
        page.text(page.row - 1, column, text, page.styles.bare(font_size=9, font_color=GREY))
    start = page.row
    for group in writing.assessment.packs.scheme.groups:
        results = [r for r in writing.card.of_group(group.key) if r.applicable and r.parts]
        if not results:
            continue
        page.band(group.title, len(HEADINGS) - 1)
        first = page.row
        for result in results:
            _indicator(writing, page, result)
        writing.places.groups[group.key] = (first, page.row - 1)
    write_totals(writing, page, start)
    writing.finish(page, len(HEADINGS))


def _indicator(writing: Writing, page: Page, result: IndicatorResult) -> None:
    first, last = page.row, page.row + len(result.parts) - 1
    writing.places.points[result.indicator.number] = (first, last)
    for part in result.parts:
        _part(writing, page, result, part)
        if page.row == first:
            _marks(writing, page, result, last)
        else:
            for column in range(FULL, len(HEADINGS)):
                page.text(page.row, column, "", writing.styles())
        page.row += 1


def _part(writing: Writing, page: Page, result: IndicatorResult, part: PartResult) -> None:
    styles, row, name = writing.styles, page.row, f"{result.indicator.number} {part.part.name}"
    sentence = part.rule.sentence(part.part.unit)
    small = styles(font_size=9, align="center")
    page.text(row, 0, result.indicator.number, small)
    page.text(row, 1, part.part.name, styles(font_size=9))
    page.text(row, 2, sentence, styles(font_size=9))
    there = writing.places.values[result.indicator.number, part.part.key]
    values = writing.values()
    for column, source, back in ((THIS, NOW, 0), (BEFORE, LAST, 1)):
        if column == BEFORE and not part.rule.needs_last_year:
            page.text(row, column, "—", small)
            continue
        found = outcome_result(part_outcome(part.part, values, back)[0], back)
        style = unrounded_style(page, found)
        writing.live(
            page,
            column,
            writing.other(COMPUTED, there, source),
            found,
            style,
            f"{name} {HEADINGS[column]}",
            exact=False,
        )
    status = writing.other(COMPUTED, there, STATUS_THERE)
    writing.live(page, STATE, status, status_word(part), small, f"{name} 状态")
    page.number(row, SHARE, part.full, styles(align="right", num_format=number_format(decimal_places(part.full))))
    _earned(writing, page, part, name)
    page.fit([(sentence, WIDTHS[2] * SMALL), (part.part.name, WIDTHS[1] * SMALL)])


def _earned(writing: Writing, page: Page, part: PartResult, name: str) -> None:
    row, number = page.row, name.partition(" ")[0]
    places, now, last = (cell_name(row, column) for column in (PLACES, THIS, BEFORE))
    level = writing.assessment.hospital.level_counts_as
    goal = rate_cell(writing, number, part)
    rule = live_points(part.rule, RuleCells(now, last, places, level, len(part.part.checklist), goal))
    style = unrounded_style(page, part.points)
    if not rule:
        page.number(row, EARNED, part.points, style)
        writing.cells.by_value.append((f"{POINTS}　{name} 得分", "这条规则不能写成公式"))
        return
    if "," + places in rule:
        read = [now, last] if part.rule.needs_last_year else [now]
        formula = compare_places(read, largest_constant(part.rule))
        known = [part.value, part.last if part.rule.needs_last_year else None]
        own = places_of(known, largest_constant(part.rule))
        page.formula(row, PLACES, formula, own, page.styles.bare(font_color=GREY))
    formula = rule if rule == "0" else f"IF({cell_name(row, STATE)}={quoted(DONE)},{rule},0)"
    writing.live(page, EARNED, formula, part.points, style, f"{name} 得分（未取整）", exact=False)


def _marks(writing: Writing, page: Page, result: IndicatorResult, last: int) -> None:
    """Full marks, points, what is open, and the bonus of the whole row; monitored rows have none."""
    styles, row, places = writing.styles, page.row, writing.card.ruleset.places
    number, name = result.indicator.number, f"{result.indicator.number} {result.indicator.short}"
    states = _range(row, last, STATE)
    style = styles(align="right", num_format=number_format(places))
    inactive = all_idle(states, last - row + 1)
    full = literal(result.entry.full)
    for column in (FULL, SCORE, OPEN, BONUS):
        page.text(row, column, "", styles())
    if result.bonus:
        points = _row_points(row, last, full, places)
        writing.live(page, BONUS, points, result.points, style, f"{name} 加分")
    elif result.entry.full:
        writing.live(page, FULL, f"IF({inactive},0,{full})", result.full, style, f"{name} 满分")
        writing.live(page, SCORE, _row_points(row, last, full, places), result.points, style, f"{name} 得分")
        writing.live(page, OPEN, _row_open(row, last, full, places), result.undetermined, style, f"{name} 未定")
        declared = any_declared(states, last - row + 1)
        left_out = result.entry.full if result.reason is Reason.DECLARED and not result.full else Decimal(0)
        formula = f"IF(AND({inactive},{declared}),{full},0)"
        keep = page.styles.bare(font_color=GREY, num_format=number_format(places))
        writing.live(page, LEFT_OUT, formula, left_out, keep, f"{name} 因不适用去掉的满分")
    cells = _unreported(writing, result)
    if cells:
        asked = "+".join(f'({cell}="")+({cell}={quoted(MISSING)})' for cell in cells)
        found = Decimal(_open_quarters(writing, result))
        writing.live(page, UNREPORTED, asked, found, styles(align="right"), f"{number} 未报季度")
    else:
        page.text(row, UNREPORTED, "", styles())


def all_idle(states: str, count: int) -> str:
    """A condition: every value of a row is 不适用 or has no last year."""
    if count == 1:
        cell = states.partition(":")[0]
        return f"OR({cell}={quoted(NOT_APPLICABLE)},{cell}={quoted(NO_LAST)})"
    return "+".join(f"COUNTIF({states},{quoted(word)})" for word in (NOT_APPLICABLE, NO_LAST)) + f"={count}"


def any_declared(states: str, count: int) -> str:
    """A condition: some value of a row is 不适用."""
    if count == 1:
        return f"{states.partition(':')[0]}={quoted(NOT_APPLICABLE)}"
    return f"COUNTIF({states},{quoted(NOT_APPLICABLE)})>0"


def _range(first: int, last: int, column: int) -> str:
    return f"{cell_name(first, column)}:{cell_name(last, column)}"


def _carried(first: int, last: int) -> str:
    """The full marks of the values that count."""
    states, shares = _range(first, last, STATE), _range(first, last, SHARE)
    idle = "".join(f"-SUMIF({states},{quoted(word)},{shares})" for word in (NOT_APPLICABLE, NO_LAST))
    return f"(SUM({shares}){idle})"


def _row_points(first: int, last: int, full: str, places: int) -> str:
    earned = _range(first, last, EARNED)
    if first == last:
        return f"ROUND(ROUND({cell_name(first, EARNED)},{UNROUNDED}),{places})"
    carried = _carried(first, last)
    return f"IF({carried}=0,0,ROUND(ROUND(SUM({earned})*{full}/{carried},{UNROUNDED}),{places}))"


def _row_open(first: int, last: int, full: str, places: int) -> str:
    """What missing figures keep open."""
    state = cell_name(first, STATE)
    marks, score = cell_name(first, FULL), cell_name(first, SCORE)
    if first == last:
        return f"IF(OR({state}={quoted(MISSING)},{state}={quoted(NOT_ALLOWED)}),{marks}-{score},0)"
    states, shares, carried = _range(first, last, STATE), _range(first, last, SHARE), _carried(first, last)
    waiting = "+".join(f"SUMIF({states},{quoted(word)},{shares})" for word in (MISSING, NOT_ALLOWED))
    share = f"ROUND(ROUND(({waiting})*{full}/{carried},{UNROUNDED}),{places})"
    return f"IF({carried}=0,0,MIN({share},ROUND({marks}-{score},{places})))"


def _unreported(writing: Writing, result: IndicatorResult) -> Sequence[str]:
    """The cells that a quarterly row must fill, in all four quarters."""
    if not result.indicator.quarterly:
        return []
    keys = [
        (key, quarter)
        for quarter in quarters(writing.assessment.year)
        for key in result.indicator.reported
        if writing.catalogue[key].quarterly
    ]
    return [name for key in keys if (name := writing.cells.figure(key)) is not None]


def _open_quarters(writing: Writing, result: IndicatorResult) -> int:
    figures = writing.assessment.figures
    return sum(
        figure_at(figures, key, quarter).state is FigureState.BLANK
        for quarter in quarters(writing.assessment.year)
        for key in result.indicator.reported
        if writing.catalogue[key].quarterly
    )

"""自评得分: the published table, row by row, with values, points and why; points can be left out."""

from decimal import Decimal

from hqd_desktop.domain.scorecard import GroupResult, IndicatorResult, Status
from hqd_desktop.files import submission_points as points
from hqd_desktop.files import submission_totals as totals
from hqd_desktop.files.live_expression import NOT_APPLICABLE, quoted
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_totals import arithmetic_line, points_words
from hqd_desktop.files.submission_values import DONE, word_formula
from hqd_desktop.files.submission_words import last_words, values_words
from hqd_desktop.files.workbook_layout import POINTS as POINTS_SHEET
from hqd_desktop.files.workbook_style import (
    GREY,
    GROUP_TINT,
    HEAD_FONT,
    MISSING_INK,
    SMALL,
    TOTAL_TINT,
    Page,
    cell_name,
    number_format,
)
from hqd_desktop.services.wording import (
    change_text,
    class_text,
    last_text,
    part_text,
    points_text,
    score_text,
    status_text,
    values_text,
)

LEFT = (
    ("一级指标", 14.0), ("二级指标", 29.0), ("指标说明", 40.0), ("指标要求", 12.0), ("指标来源", 14.0), ("上年", 14.0),
    ("本年", 14.0),
)  # fmt: skip
POINTS = (("分值", 8.0), ("自评得分", 13.0))
RIGHT = (("自评说明", 36.0), ("佐证", 13.0))
LAST, NOW, FULL, SCORE = 5, 6, 7, 8


def write_scores(writing: Writing) -> None:
    """All rows of the table; subtotals after each 一级指标, the total with its arithmetic at the end."""
    with_points = writing.submission.with_points
    columns = [*LEFT, *(POINTS if with_points else ()), *RIGHT]
    page = writing.page(writing.scores_sheet, [width for _, width in columns])
    page.heading(writing.scores_sheet, writing.subtitle())
    if with_points:
        whose = f"分值与得分：{writing.assessment.packs.ruleset.title}；公布的指标表没有分值。"
        page.span(page.row, 0, len(columns) - 1, whose, page.styles.subtitle)
        page.row += 1
    page.header_row([name for name, _ in columns])
    groups = {group.group.key: group for group in writing.card.groups}
    for group in writing.assessment.packs.scheme.groups:
        results = writing.card.of_group(group.key)
        start = page.row
        for place, result in enumerate(results):
            _row(writing, page, group.title, result, first=not place)
        if with_points and not any(result.bonus for result in results):
            _subtotal(writing, page, groups[group.key], start)
    if with_points:
        _total(writing, page)
    writing.finish(page, len(columns))


def _row(writing: Writing, page: Page, group: str, result: IndicatorResult, first: bool) -> None:
    styles, row, indicator = writing.styles, page.row, result.indicator
    with_points = writing.submission.with_points
    tone = {} if result.applicable else {"font_color": GREY}
    number = indicator.number if indicator.number.isdigit() else ""
    texts = [
        group, f"{number}.{indicator.name}" if number else indicator.name, indicator.explanation, indicator.requirement,
        indicator.source or "—",
    ]  # fmt: skip
    for column, text in enumerate(texts):
        look = {"align": "center"} if column >= 3 else {}
        look |= tone if column or first else {"font_color": GREY}
        page.text(row, column, text, styles(font_size=9 if column != 1 else 10, **look))
    values = (last_text(result), values_text(result))
    style = styles(font_size=9, align="center", **tone)
    for column, text, words in zip((LAST, NOW), values, (last_words, values_words), strict=True):
        hidden = result.bonus and not with_points
        formula = "" if hidden else words(writing, result)
        if formula:
            writing.live(page, column, formula, text, style, f"{indicator.label} {LEFT[column][0]}")
        else:
            page.text(row, column, "—" if hidden else text, style)
    if with_points:
        _points(writing, page, result)
    remark = _remark(writing, result)
    at = len(LEFT) + (2 if with_points else 0)
    page.text(row, at, remark, styles(font_size=9, **tone))
    page.text(row, at + 1, "", styles(locked=False, font_size=9))
    rooms = [(text, page.widths[at] * (SMALL if at != 1 else 1)) for at, text in enumerate((*texts, *values))]
    page.fit([*rooms, (remark, page.widths[-2] * SMALL)], lowest=30)
    page.row += 1


def _points(writing: Writing, page: Page, result: IndicatorResult) -> None:
    """分值 and 自评得分 as numbers, or the words that stand in their place."""
    styles, row, places = writing.styles, page.row, writing.card.ruleset.places
    label = result.indicator.label
    centred = styles(align="center", font_size=9, font_color=GREY)
    number = {"align": "right", "num_format": number_format(places)}
    rows = writing.places.points.get(result.indicator.number)
    if rows is None:
        page.text(row, FULL, "—", centred)
        page.text(row, SCORE, score_text(result, places), centred)
        return
    if result.bonus:
        page.text(row, FULL, "加分", centred)
        found: Decimal | str = result.points if result.status is Status.SCORED else values_text(result)
        state = writing.other(POINTS_SHEET, rows[0], points.STATE)
        formula = (
            f"IF({state}={quoted(DONE)},{writing.other(POINTS_SHEET, rows[0], points.BONUS)},{word_formula(state)})"
        )
        style = styles(**number) if isinstance(found, Decimal) else centred
        writing.live(page, SCORE, formula, found, style, f"{label} 自评得分")
        return
    states = f"{writing.other(POINTS_SHEET, rows[0], points.STATE)}:{cell_name(rows[1], points.STATE)}"
    count = rows[1] - rows[0] + 1
    words = f'IF({points.any_declared(states, count)},{quoted(NOT_APPLICABLE)},"无上年，不计分")'
    score = writing.other(POINTS_SHEET, rows[0], points.SCORE) if result.entry.full else '"监测，不计分"'
    found = result.points if result.full else score_text(result, places)
    if result.entry.full:
        full = writing.other(POINTS_SHEET, rows[0], points.FULL)
        style = styles(**number) if result.full else centred
        writing.live(page, FULL, f'IF({full}=0,"—",{full})', result.full or "—", style, f"{label} 分值")
    else:
        page.text(row, FULL, "—", centred)
    lost = {"font_name": HEAD_FONT} if result.lost else {}
    style = styles(**number, **lost) if result.full else centred
    formula = f"IF({points.all_idle(states, count)},{words},{score})"
    writing.live(page, SCORE, formula, found, style, f"{label} 自评得分")


def _remark(writing: Writing, result: IndicatorResult) -> str:
    """Why the row stands as it does: what is missing, which conditions fail, the change, the working of the points."""
    if not result.applicable:
        return class_text(result.indicator)
    lines = []
    for part in result.parts:
        name = f"{part.part.name}：" if len(result.parts) > 1 else ""
        failing = [writing.catalogue[key].name for key, holds in part.conditions if holds is False]
        if failing:
            lines.append(f"{name}未达到：{'、'.join(failing)}")
        if writing.submission.with_points and part.working:
            lines.append(f"{name}{part.working}")
        elif part.value is None and not part.missing:
            lines.append(f"{name}{part_text(part) if name else status_text(result)}")
    counted = result.bonus or any(part.part.checklist for part in result.parts)
    if not writing.submission.with_points and not counted:
        change = change_text(result)
        lines.append(f"比上年 {change}" if change.strip("— ／") else "")
    if result.missing:
        names = [writing.key_text(key) for key in result.missing]
        more = f" 等 {len(names)} 个数" if len(names) > 4 else ""
        lines.append(f"缺：{'、'.join(names[:4])}{more}")
    return "\n".join(filter(None, lines))


def _subtotal(writing: Writing, page: Page, group: GroupResult, first: int) -> None:
    """Sums of the rows above; what is open comes from 计分过程."""
    styles, places, name = writing.styles, writing.card.ruleset.places, group.group.short
    _band(page, f"{name}　小计", GROUP_TINT)
    small = styles(font_size=9, font_color=MISSING_INK, bg_color=GROUP_TINT)
    rows = writing.places.groups.get(group.group.key)
    if rows is None:
        page.text(page.row, SCORE, "不计分", styles(align="center", font_size=9, font_color=GREY, bg_color=GROUP_TINT))
        page.row += 1
        return
    full, score = (f"ROUND(SUM({cell_name(first, at)}:{cell_name(page.row - 1, at)}),{places})" for at in (FULL, SCORE))
    number = styles(align="right", font_name=HEAD_FONT, num_format=number_format(places), bg_color=GROUP_TINT)
    writing.live(page, FULL, f'IF({full}=0,"",{full})', group.full or "", number, f"{name} 分值小计")
    found: Decimal | str = group.points if group.full else "不计分"
    writing.live(page, SCORE, f'IF({full}=0,"不计分",{score})', found, number, f"{name} 得分小计")
    span = f"{writing.other(POINTS_SHEET, rows[0], points.OPEN)}:{cell_name(rows[1], points.OPEN)}"
    waiting = f"ROUND(SUM({span}),{places})"
    open_text = f"未定 {points_text(group.undetermined, places)}" if group.undetermined else ""
    formula = f'IF({waiting}>0,"未定 "&{points_words(waiting, places)},"")'
    writing.live(page, SCORE + 1, formula, open_text, small, f"{name} 未定小计")
    page.row += 1


def _total(writing: Writing, page: Page) -> None:
    card, styles, cells = writing.card, writing.styles, writing.cells
    places = card.ruleset.places
    number = styles(align="right", font_name=HEAD_FONT, num_format=number_format(places), bg_color=GROUP_TINT)
    _band(page, "基础分合计", GROUP_TINT)
    writing.live(page, FULL, cells.total(totals.FULL), card.full, number, "适用满分合计")
    writing.live(page, SCORE, cells.total(totals.POINTS), card.points, number, "基础分合计")
    open_text = f"未定 {points_text(card.undetermined, places)}" if card.undetermined else ""
    waiting = cells.total(totals.OPEN)
    formula = f'IF({waiting}>0,"未定 "&{points_words(waiting, places)},"")'
    small = styles(font_size=9, font_color=MISSING_INK, bg_color=GROUP_TINT)
    writing.live(page, SCORE + 1, formula, open_text, small, "未定合计")
    page.row += 1
    _band(page, f"加分（上限 {points_text(card.ruleset.bonus_cap, places)}）", GROUP_TINT)
    writing.live(page, SCORE, cells.total(totals.BONUS), card.bonus, number, "加分合计")
    page.row += 1
    _band(page, "", TOTAL_TINT)
    formula, text = arithmetic_line(writing)
    writing.live(page, 0, formula, text, styles(font_name=HEAD_FONT, bg_color=TOTAL_TINT), "结果的算法")
    bold = {"font_name": HEAD_FONT, "font_size": 12, "bg_color": TOTAL_TINT}
    look = {"align": "center"} if card.total is None else {"align": "right", "num_format": number_format(2)}
    found = "—" if card.total is None else card.total
    writing.live(page, SCORE, cells.total(totals.TOTAL), found, styles(**look, **bold), "结果")
    if card.ruleset.grades:
        writing.live(page, SCORE + 1, cells.total(totals.GRADE), card.grade, styles(**bold), "等级")
    page.sheet.set_row(page.row, 28)
    page.row += 1


def _band(page: Page, text: str, tint: str) -> None:
    """A tinted row over all columns with its words over the left ones."""
    style = page.styles(font_name=HEAD_FONT, bg_color=tint)
    page.span(page.row, 0, 6, text, style)
    for column in range(7, len(page.widths)):
        page.text(page.row, column, "", style)
    page.sheet.set_row(page.row, 22)

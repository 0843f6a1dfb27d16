"""自评得分: the published table, row by row, with values, points and why; points can be left out."""

from decimal import Decimal

from hqd_desktop.domain.scorecard import GroupResult, IndicatorResult, Status
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_style import (
    GREY,
    GROUP_TINT,
    HEAD_FONT,
    MISSING_INK,
    SMALL,
    TOTAL_TINT,
    Page,
    number_format,
)
from hqd_desktop.services.wording import (
    arithmetic_text,
    change_text,
    class_text,
    last_text,
    part_text,
    points_text,
    score_text,
    status_text,
    total_label,
    total_text,
    values_text,
)

LEFT = (
    ("一级指标", 14.0), ("二级指标", 29.0), ("指标说明", 40.0), ("指标要求", 12.0), ("指标来源", 14.0), ("上年", 14.0),
    ("本年", 14.0),
)  # fmt: skip
POINTS = (("分值", 8.0), ("自评得分", 13.0))
RIGHT = (("自评说明", 36.0), ("佐证", 13.0))


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
        for place, result in enumerate(results):
            _row(writing, page, group.title, result, first=not place)
        if with_points and not any(result.bonus for result in results):
            _subtotal(writing, page, groups[group.key])
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
        indicator.source or "—", last_text(result), values_text(result),
    ]  # fmt: skip
    if result.bonus and not with_points:
        texts[-2:] = ["—", "—"]
    for column, text in enumerate(texts):
        look = {"align": "center"} if column >= 3 else {}
        look |= tone if column or first else {"font_color": GREY}
        page.text(row, column, text, styles(font_size=9 if column != 1 else 10, **look))
    if with_points:
        _points(writing, page, result)
    remark = _remark(writing, result)
    at = len(texts) + (2 if with_points else 0)
    page.text(row, at, remark, styles(font_size=9, **tone))
    page.text(row, at + 1, "", styles(locked=False, font_size=9))
    rooms = [(text, page.widths[at] * (SMALL if at != 1 else 1)) for at, text in enumerate(texts)]
    page.fit([*rooms, (remark, page.widths[-2] * SMALL)], lowest=30)
    page.row += 1


def _points(writing: Writing, page: Page, result: IndicatorResult) -> None:
    """分值 and 自评得分 as numbers, or the words that stand in their place."""
    styles, row, places = writing.styles, page.row, writing.card.ruleset.places
    number = {"align": "right", "num_format": number_format(places)}
    if result.full:
        page.number(row, 7, result.full, styles(**number))
        lost = {"font_name": HEAD_FONT} if result.lost else {}
        page.number(row, 8, result.points, styles(**number, **lost))
        return
    page.text(row, 7, "加分" if result.bonus else "—", styles(align="center", font_color=GREY))
    if result.bonus and result.status is Status.SCORED:
        page.number(row, 8, result.points, styles(**number))
    else:
        word = status_text(result) if result.bonus else score_text(result, places)
        page.text(row, 8, word, styles(align="center", font_size=9, font_color=GREY))


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


def _subtotal(writing: Writing, page: Page, group: GroupResult) -> None:
    styles, row = writing.styles, page.row
    open_text = f"未定 {points_text(group.undetermined, writing.card.ruleset.places)}" if group.undetermined else ""
    _band(page, f"{group.group.short}　小计", GROUP_TINT)
    if group.full:
        _pair(writing, page, group.full, group.points, GROUP_TINT)
    else:
        page.text(row, 8, "不计分", styles(align="center", font_size=9, font_color=GREY, bg_color=GROUP_TINT))
    page.text(row, 9, open_text, styles(font_size=9, font_color=MISSING_INK, bg_color=GROUP_TINT))
    page.row += 1


def _total(writing: Writing, page: Page) -> None:
    card, styles = writing.card, writing.styles
    places = card.ruleset.places
    open_text = (
        f"未定 {points_text(card.undetermined, places)}，缺 {len(card.missing)} 个数" if card.undetermined else ""
    )
    _band(page, "基础分合计", GROUP_TINT)
    _pair(writing, page, card.full, card.points, GROUP_TINT)
    page.text(page.row, 9, open_text, styles(font_size=9, font_color=MISSING_INK, bg_color=GROUP_TINT))
    page.row += 1
    _band(page, f"加分（上限 {points_text(card.ruleset.bonus_cap, places)}）", GROUP_TINT)
    page.number(page.row, 8, card.bonus, styles(align="right", num_format=number_format(places), bg_color=GROUP_TINT))
    page.row += 1
    _band(page, f"{total_label(card)} ＝ {arithmetic_text(card)}", TOTAL_TINT)
    bold = {"font_name": HEAD_FONT, "font_size": 12, "bg_color": TOTAL_TINT}
    if card.total is None:
        page.text(page.row, 8, total_text(card), styles(align="center", **bold))
    else:
        page.number(page.row, 8, card.total, styles(align="right", num_format=number_format(2), **bold))
    page.text(page.row, 9, card.grade, styles(**bold))
    page.sheet.set_row(page.row, 28)
    page.row += 1


def _pair(writing: Writing, page: Page, full: Decimal, points: Decimal, tint: str) -> None:
    style = writing.styles(
        align="right", font_name=HEAD_FONT, num_format=number_format(writing.card.ruleset.places), bg_color=tint
    )
    page.number(page.row, 7, full, style)
    page.number(page.row, 8, points, style)


def _band(page: Page, text: str, tint: str) -> None:
    """A tinted row over all columns with its words over the left ones."""
    style = page.styles(font_name=HEAD_FONT, bg_color=tint)
    page.span(page.row, 0, 6, text, style)
    for column in range(7, len(page.widths)):
        page.text(page.row, column, "", style)
    page.sheet.set_row(page.row, 22)

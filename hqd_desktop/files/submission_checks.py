"""校核说明: what was checked between the figures, live where it can be; it checks nothing anew."""

from decimal import Decimal
from typing import Any

from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.files.live_rules import compare_places, places_of
from hqd_desktop.files.submission_check_formulas import live_check, shown_side, verdict_formula, verdict_word
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_layout import CHECKS
from hqd_desktop.files.workbook_style import (
    ERROR_INK,
    GREY,
    MISSING_INK,
    SMALL,
    WARNING_INK,
    Page,
    cell_name,
    number_format,
)
from hqd_desktop.services.checks_text import STATE_TEXTS, likely_causes

_INK = {CheckState.ERROR: ERROR_INK, CheckState.WARNING: WARNING_INK, CheckState.PENDING: MISSING_INK}
HEADINGS = (
    "序号",
    "结论",
    "校核内容",
    "左边（本年）",
    "右边（上年、界限）",
    "差额",
    "单位",
    "可能的原因",
    "问谁",
    "说明",
)
WIDTHS = (6, 12, 36, 19, 19, 15, 8, 42, 11, 34)
VERDICT, SHOWN_LEFT, SHOWN_RIGHT, GAP = 1, 3, 4, 5
LEFT, RIGHT, PLACES = 11, 12, 13  # outside the print area


def write_checks(writing: Writing) -> None:
    """Errors first, what passed last."""
    page = writing.page(CHECKS, (*WIDTHS, 3, 22, 22, 9))
    page.heading("校核说明", writing.subtitle(), len(HEADINGS))
    page.header_row(HEADINGS)
    for column, text in ((LEFT, "左边（未取整）"), (RIGHT, "右边（未取整）"), (PLACES, "比较位数")):
        page.text(page.row - 1, column, text, page.styles.bare(font_size=9, font_color=GREY))
    number = 0
    for state, words in STATE_TEXTS.items():
        found = [result for result in writing.assessment.checks if result.state is state]
        page.band(f"{words}　{len(found)} 条", len(HEADINGS) - 1)
        for result in found:
            number += 1
            _check(writing, page, number, result)
    writing.finish(page, len(HEADINGS))


def _check(writing: Writing, page: Page, number: int, result: CheckResult) -> None:
    styles, row = writing.styles, page.row
    waiting = "、".join(writing.key_text(key) for key in result.missing[:4])
    causes = f"缺：{waiting}" + (" 等" if len(result.missing) > 4 else "") if result.missing else ""
    if result.state is CheckState.PENDING and not result.missing:
        causes = "分母为 0，算不出"
    if result.state in (CheckState.ERROR, CheckState.WARNING, CheckState.EXPLAINED):
        causes = "\n".join(likely_causes(result, writing.catalogue))
    page.text(row, 0, str(number), styles(align="center", font_color=GREY))
    page.text(row, 2, result.title, styles())
    _sides(writing, page, result)
    page.text(row, 6, result.unit, styles(align="center", font_size=9, font_color=GREY))
    page.text(row, 7, causes, styles(font_size=9))
    page.text(row, 8, result.department, styles(align="center", font_size=9))
    page.text(row, 9, result.explanation, styles(font_size=9))
    page.fit([(result.title, WIDTHS[2]), (causes, WIDTHS[7] * SMALL), (result.explanation, WIDTHS[9] * SMALL)])
    page.row += 1


def _sides(writing: Writing, page: Page, result: CheckResult) -> None:
    """Verdict, both sides and the difference, live wherever the figures have cells."""
    row, styles = page.row, page.styles
    ink = {"font_color": _INK[result.state]} if result.state in _INK else {}
    verdict = styles(align="center", font_size=9, **ink)
    live = live_check(writing, result)
    sides = ((SHOWN_LEFT, result.left), (SHOWN_RIGHT, result.right), (GAP, result.difference))
    if live is None:
        page.text(row, VERDICT, verdict_word(result), verdict)
        for column, value in sides:
            found = shown_side(value)
            if isinstance(found, str):
                page.text(row, column, found, _look(page, found, result.unit))
            else:
                page.number(row, column, found, _look(page, found, result.unit))
        if result.left is not None:
            writing.cells.by_value.append((f"{CHECKS}　{result.title}", "所依据的数不在本工作簿里"))
        return
    left, right, places = (cell_name(row, column) for column in (LEFT, RIGHT, PLACES))
    form = {"left": left, "places": places}
    page.formula(row, PLACES, *_places(result, left, right), styles.bare(font_color=GREY))
    for column, formula, found in ((LEFT, live.left, live.results[0]), (RIGHT, live.right, live.results[1])):
        style = styles.bare(font_size=9, font_color=GREY, text_wrap=False)
        label = f"{result.title} {'左边' if column == LEFT else '右边'}（未取整）"
        text = formula.format(**form) if column == RIGHT and result.kind is CheckKind.RANGE else formula
        writing.live(page, column, text, found, style, label, exact=False)
    formula = verdict_formula(result, live, left, right, places)
    writing.live(page, VERDICT, formula, verdict_word(result), verdict, f"{result.title} 结论")
    shown = (
        f'IF(ISNUMBER({left}),ROUND({left},4),"—")',
        f'IF(ISNUMBER({right}),ROUND({right},4),"—")',
        f'IF(AND(ISNUMBER({left}),ISNUMBER({right})),ROUND(ROUND({left}-{right},{places}),4),"—")',
    )
    for (column, value), formula in zip(sides, shown, strict=True):
        found = shown_side(value)
        label = f"{result.title} {HEADINGS[column]}"
        writing.live(page, column, formula, found, _look(page, found, result.unit), label)


def _look(page: Page, value: Decimal | str, unit: str) -> Any:
    if isinstance(value, str):
        return page.styles(align="center", font_color=GREY)
    places = max(decimal_places(value), 2 if unit in ("元", "%") else 0)
    return page.styles(align="right", num_format=number_format(places))


def _places(result: CheckResult, left: str, right: str) -> tuple[str, Decimal]:
    """To how many places the sides are compared; the bound of a range depends on it and is no part of it."""
    if result.kind is CheckKind.RANGE:
        return compare_places([left]), places_of([result.left])
    return compare_places([left, right]), places_of([result.left, result.right])

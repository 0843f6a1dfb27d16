"""指标计算: each value with its formula, the values put in, unrounded and as shown; both 口径; no points.

All values are live formulas over the cells of 基础数据. What cannot change with any cell is written as it is.
"""

from decimal import Decimal
from typing import Any

from hqd_desktop.domain.expression import Expression
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.proof import PartProof
from hqd_desktop.domain.rules_compared import reads_goal
from hqd_desktop.domain.scheme import Part
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, ReferenceResult, Status
from hqd_desktop.domain.scoring import part_outcome
from hqd_desktop.domain.texts import BLANK_TEXT
from hqd_desktop.domain.values import Values
from hqd_desktop.files.live_cells import ValueKey
from hqd_desktop.files.live_expression import MISSING, is_constant, live_value, quoted
from hqd_desktop.files.live_rules import compare_places, places_of
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_values import (
    COUNTED,
    DONE,
    outcome_result,
    part_formula,
    shown_formula,
    status_formula,
    status_word,
    unrounded_places,
    way_formula,
    way_word,
    word_formula,
)
from hqd_desktop.files.workbook_layout import COMPUTED
from hqd_desktop.files.workbook_style import GREY, SMALL, Page, cell_name, number_format
from hqd_desktop.services.wording import class_text, part_text, ratio_text

HEADINGS = (
    "序号", "计算值", "口径", "公式", "代入数据", "本年（未取整）", "上年（未取整）", "本年", "上年", "单位", "状态",
    "方式", "备注",
)  # fmt: skip
WIDTHS = (6, 24, 6, 31, 34, 18, 18, 14, 14, 7, 8, 8, 16)
NOW, LAST, SHOWN, SHOWN_LAST, STATUS, WAY, REMARK = 5, 6, 7, 8, 10, 11, 12
PLACES, PLACES_LAST = 14, 15  # outside the print area
NOTHING = "—"


def write_computed(writing: Writing) -> None:
    """One row for each value, and one for each second 口径; below them the derived items that they read."""
    page = writing.page(COMPUTED, (*WIDTHS, 3, 9, 9))
    page.heading("指标计算", writing.subtitle(), len(HEADINGS))
    page.header_row(HEADINGS)
    for column, text in ((PLACES, "本年位数"), (PLACES_LAST, "上年位数")):
        page.text(page.row - 1, column, text, page.styles.bare(font_size=9, font_color=GREY))
    for group in writing.assessment.packs.scheme.groups:
        results = [r for r in writing.card.of_group(group.key) if writing.submission.with_points or not r.bonus]
        if results:
            page.band(group.title, len(HEADINGS) - 1)
        for result in results:
            first, proof = page.row, writing.proof(result)
            for part, part_proof in zip(result.parts, proof.parts, strict=True):
                writing.places.values[result.indicator.number, part.part.key] = page.row
                _part(writing, page, result, part, part_proof, first)
            for reference in result.references:
                _reference(writing, page, result, reference)
    writing.places.computed = page  # 校核说明 may ask for further items: `write_values` ends this sheet


def write_values(writing: Writing) -> None:
    """The rest of 指标计算: one row for each item that is itself computed and read somewhere in the workbook."""
    page = writing.places.computed
    if page is None:
        return
    keys = writing.cells.all_values()
    plain, zero = writing.values(), writing.values(zero=True)
    if keys:
        page.band("取值：由数据项算得的数据项（直接填报的按填报数）", len(HEADINGS) - 1)
    for key in keys:
        _value(writing, page, key, zero if key.zero else plain)
    writing.finish(page, len(HEADINGS))


def _part(
    writing: Writing, page: Page, result: IndicatorResult, part: PartResult, proof: PartProof, first: int
) -> None:
    indicator, name = result.indicator, f"{result.indicator.number} {part.part.name}"
    idle = not result.applicable
    put_in = "" if idle and part.value is None else proof.put_in
    unit = "条" if part.part.checklist else part.part.unit
    texts = (indicator.number, part.part.name, "本表", proof.formula, put_in)
    _texts(writing, page, texts, grey=idle)
    values = writing.values()
    live = []
    for column, back in ((NOW, 0), (LAST, 1)):
        outcome = outcome_result(part_outcome(part.part, values, back)[0], back)
        formula = part_formula(part.part, writing.cells, back)
        live.append(_unrounded(writing, page, column, formula, outcome, name, idle))
    _shown(writing, page, part, live, idle, name)
    centred = writing.styles(font_size=9, align="center", **_tone(idle))
    page.text(page.row, 9, unit, centred)
    now, last = cell_name(page.row, NOW), cell_name(page.row, LAST)
    siblings = [cell_name(first + at, NOW) for at in range(len(result.parts))]
    if idle or not any(live):
        page.text(page.row, STATUS, NOTHING if idle else status_word(part), centred)
    else:
        formula = status_formula(indicator, part.rule, now, last, siblings)
        if part.goal is None and reads_goal(part.rule):
            formula = f"IF({formula}={quoted(DONE)},{quoted(MISSING)},{formula})"
        writing.live(page, STATUS, formula, status_word(part), centred, f"{name} 状态")
    if part.part.formula is None or not live[0]:
        page.text(page.row, WAY, COUNTED if part.part.formula is None else "", centred)
    else:
        way = way_word(part.value, part.direct)
        formula = way_formula(part.part.formula, writing.cells, 0, now)
        writing.live(page, WAY, formula, way, centred, f"{name} 方式")
    remark = _remark(writing, page, result, part, live[0], name)
    page.fit([(text, WIDTHS[at] * SMALL) for at, text in enumerate((*texts, "", "", "", "", "", "", "", remark))])
    page.row += 1


def _unrounded(
    writing: Writing, page: Page, column: int, formula: str, result: Decimal | str, name: str, idle: bool
) -> bool:
    """The unrounded value; whether it is live. What cannot change is a dash, or the word for it."""
    look = {"font_size": 9, **_tone(idle or isinstance(result, str))}
    if is_constant(formula):
        text = NOTHING if idle or column == LAST else str(result)
        page.text(page.row, column, text, writing.styles(align="center", **look))
        return False
    style = unrounded_style(page, result, **look)
    writing.live(page, column, formula, result, style, f"{name} {HEADINGS[column]}", exact=False)
    return True


def unrounded_style(page: Page, value: Decimal | str, **look: Any) -> Any:
    """All digits that are worth showing, smaller where the column is too narrow for them."""
    number = {"num_format": number_format(unrounded_places(value)), "text_wrap": False, "shrink": True}
    return page.styles(align="right", **{"font_size": 9, **number, **look})


def _shown(writing: Writing, page: Page, part: PartResult, live: list[bool], idle: bool, name: str) -> None:
    decimals = _decimals(part.part)
    pairs = (
        (SHOWN, NOW, PLACES, part.value, NOTHING if idle or part.status is Status.REGION else part_text(part)),
        (SHOWN_LAST, LAST, PLACES_LAST, part.last, NOTHING),
    )
    for at, (column, source, places, value, text) in enumerate(pairs):
        missing = value is None and text == BLANK_TEXT
        look = _tone(idle or (value is None and not missing))
        if not live[at]:
            page.text(page.row, column, text, writing.styles(align="center", **look))
            continue
        align = "center" if value is None else "right"
        style = writing.styles(align=align, num_format=number_format(decimals), **look)
        status = cell_name(page.row, STATUS)
        otherwise = word_formula(status) if column == SHOWN and not idle else quoted(NOTHING)
        formula = shown_formula(cell_name(page.row, source), cell_name(page.row, places), decimals, otherwise)
        compared = compare_places([cell_name(page.row, source)])
        page.formula(page.row, places, compared, places_of([value]), page.styles.bare(font_color=GREY))
        result = text if value is None else round_half_up(value, decimals)
        writing.live(page, column, formula, result, style, f"{name} {HEADINGS[column]}")


def _remark(writing: Writing, page: Page, result: IndicatorResult, part: PartResult, live: bool, name: str) -> str:
    """Whom the row does not speak of, or the ratio 1:x beside a percentage."""
    style = writing.styles(font_size=9, align="center", **_tone(not result.applicable))
    ratio = ratio_text(part.value) if part.part.as_ratio and part.value is not None else ""
    if part.part.as_ratio and live and result.applicable:
        writing.live(page, REMARK, ratio_formula(cell_name(page.row, NOW)), ratio, style, f"{name} 比值")
        return ratio
    text = "；".join(filter(None, ("" if result.applicable else class_text(result.indicator), ratio)))
    page.text(page.row, REMARK, text, style)
    return text


def ratio_formula(value: str) -> str:
    """A percentage a÷b as 1:x."""
    ratio = f'"1:"&TEXT(ROUND(ROUND(100/{value},12),2),"#,##0.00")'
    return f'IF(ISNUMBER({value}),IF({value}>0,{ratio},{quoted(NOTHING)}),"")'


def _reference(writing: Writing, page: Page, result: IndicatorResult, found: ReferenceResult) -> None:
    reference = found.reference
    name = f"{result.indicator.number} {reference.name}"
    remark = f"仅供参考，不计分；{reference.note}"
    texts = (result.indicator.number, reference.name, "参考", reference.formula.text, "")
    _texts(writing, page, texts, grey=True)
    grey = writing.styles(font_size=9, align="center", **_tone(True))
    formula = live_value(reference.formula, writing.cells.refs(), places=writing.cells.places)
    outcome = outcome_result(writing.values().compute(reference.formula))
    _pair(writing, page, (NOW, SHOWN), formula, outcome, (reference.decimals, name))
    for column, text in ((LAST, NOTHING), (SHOWN_LAST, NOTHING), (9, reference.unit), (STATUS, ""), (WAY, "")):
        page.text(page.row, column, text, grey)
    page.text(page.row, REMARK, remark, grey)
    page.fit([(text, WIDTHS[at] * SMALL) for at, text in enumerate((*texts, "", "", "", "", "", "", "", remark))])
    page.row += 1


def _pair(
    writing: Writing, page: Page, columns: tuple[int, int], formula: str, result: Decimal | str, what: tuple[int, str]
) -> None:
    """An unrounded value and beside it the shown one, grey; dashes where nothing can change it."""
    decimals, name = what
    if is_constant(formula):
        for column in columns:
            page.text(page.row, column, NOTHING, writing.styles(align="center", font_size=9, **_tone(True)))
        return
    _unrounded(writing, page, columns[0], formula, result, name, idle=True)
    style = writing.styles(align="right", num_format=number_format(decimals), **_tone(True))
    shown = NOTHING if isinstance(result, str) else round_half_up(result, decimals)
    source = cell_name(page.row, columns[0])
    formula = shown_formula(source, compare_places([source]), decimals, quoted(NOTHING))
    writing.live(page, columns[1], formula, shown, style, f"{name} {HEADINGS[columns[1]]}")


def _value(writing: Writing, page: Page, key: ValueKey, values: Values) -> None:
    """The value of a derived item or a condition, in the year's column; older years stand in this year's."""
    cells, item = writing.cells, writing.catalogue[key.item]
    year = cells.period(key.item, key.back).label
    zero = "（不适用按 0，校核用）" if key.zero else ""
    name = f"{item.name} {year}{zero}"
    expression: Expression | None = writing.catalogue.formulas.get(key.item)
    texts = ("", item.name, "取值", item.formula or "是 1，否 0", year + zero)
    _texts(writing, page, texts, grey=True)
    outcome = outcome_result(values.resolve(key.item, key.back), key.back)
    _pair(writing, page, (NOW, SHOWN), cells.value_formula(key), outcome, (item.decimals, name))
    cells.placed(key, page.address(page.row, NOW))
    grey = writing.styles(font_size=9, align="center", **_tone(True))
    for column, text in ((LAST, ""), (SHOWN_LAST, ""), (9, item.unit), (STATUS, ""), (WAY, ""), (REMARK, "")):
        page.text(page.row, column, text, grey)
    if expression is not None and not item.own_value and not key.zero:
        direct = values.is_direct(key.item, key.back)
        value = values.resolve(key.item, key.back).value
        formula = way_formula(expression, cells, key.back, cell_name(page.row, NOW))
        writing.live(page, WAY, formula, way_word(value, direct), grey, f"{name} 方式")
        cells.placed(("way", key), page.address(page.row, WAY))
    page.fit([(text, WIDTHS[at] * SMALL) for at, text in enumerate(texts)])
    page.row += 1


def _texts(writing: Writing, page: Page, texts: tuple[str, ...], grey: bool) -> None:
    for column, text in enumerate(texts):
        centred = {"align": "center"} if column in (0, 2) else {}
        page.text(page.row, column, text, writing.styles(font_size=9 if column > 1 else 10, **centred, **_tone(grey)))


def _tone(grey: bool) -> dict[str, str]:
    return {"font_color": GREY} if grey else {}


def _decimals(part: Part) -> int:
    return 0 if part.checklist else part.decimals

"""Writes 年度对比: two submissions side by side on one sheet, the differences as live formulas; it compares nothing."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.figures import Figure, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import decimal_places, round_half_up
from hqd_desktop.domain.texts import figure_text
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.workbook_style import (
    ERROR_INK,
    GREY,
    SMALL,
    Page,
    PageMarks,
    Styles,
    cell_name,
    number_format,
)
from hqd_desktop.services.comparing import Comparison, FigureChange, PointChange, ValueChange
from hqd_desktop.services.comparison_rows import Kind, notes, year_names

COMPARISON = "年度对比"
WIDTHS = (40, 10, 20, 20, 18, 12, 14, 14, 12, 34)
EARLIER, LATER, CHANGE, PERCENT, POINTS_BEFORE, POINTS_NOW, POINTS_CHANGE, REMARK = range(2, 10)
_LAST = len(WIDTHS) - 1
POINT_PLACES = 4


def write_comparison(path: Path, comparison: Comparison) -> None:
    """Write the workbook. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, comparison_bytes(comparison))


def comparison_bytes(comparison: Comparison) -> bytes:
    """The workbook as bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    write_comparison_sheet(book, Styles(book), comparison)
    book.close()
    return buffer.getvalue()


def write_comparison_sheet(book: Any, styles: Styles, comparison: Comparison) -> None:
    """The one sheet: totals and 一级指标, the values of the table, figures told otherwise, all figures."""
    earlier, later = comparison.earlier, comparison.later
    page = Page(book.add_worksheet(COMPARISON), styles, WIDTHS)
    page.heading(COMPARISON, f"{later.hospital.name}　{earlier.year} 年度与 {later.year} 年度")
    grounds = [
        f"{one.year} 年度：{one.packs.ruleset.title}，数据摘要 {short_digest(one.digest)}" for one in (earlier, later)
    ]
    page.span(page.row, 0, _LAST, "　　".join(grounds), styles.subtitle)
    page.row += 1
    for text in notes(comparison):
        page.span(page.row, 0, _LAST, text, styles.bare(font_color=ERROR_INK, align="center"))
        page.row += 1
    now, before = year_names(comparison)
    page.header_row((
        "项目", "单位", before, now, "增减", "增减 %", f"{before}得分", f"{now}得分", "得分增减", "备注",
    ))  # fmt: skip
    page.band(Kind.TOTAL, _LAST)
    for points in (*comparison.totals, *comparison.groups):
        _points_row(page, points)
    if comparison.values:
        page.band(Kind.VALUE, _LAST)
    for value in comparison.values:
        _value(page, value)
    if later.year != earlier.year:
        told = f"{later.year} 年度稿所报上年数与 {earlier.year} 年度稿不同的数据项　{len(comparison.restated)} 个"
        page.band(told, _LAST)
    for figure in comparison.restated:
        _figure(page, figure, "；".join(filter(None, (Kind.RESTATED.value, figure.later.note))))
    page.band(Kind.FIGURE, _LAST)
    for figure in comparison.figures:
        _figure(page, figure, "")
    page.sheet.print_area(0, 0, page.row - 1, _LAST)
    page.sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    foot = f"数据摘要 {short_digest(earlier.digest)}、{short_digest(later.digest)}"
    page.print_setup(PageMarks(later.hospital.name, COMPARISON, "", foot), signed=False)


def _points_row(page: Page, points: PointChange) -> None:
    texts = [f"满分 {full.normalize():f}" for full in (points.earlier_full, points.later_full) if full is not None]
    remark = texts[0] if len(set(texts)) == 1 else " → ".join(texts)
    _frame(page, points.label, "分", remark)
    _points(page, points)
    page.sheet.set_row(page.row, 20)
    page.row += 1


def _value(page: Page, value: ValueChange) -> None:
    name, decimals = f"{value.indicator.number} {value.part.name}", 0 if value.part.checklist else value.part.decimals
    told = [
        "口径或赋分办法不同" if value.ruled_otherwise else "",
        "本年度稿所报上年值与上年度稿不同" if value.told_otherwise else "",
    ]
    remark = "；".join(filter(None, told))
    _frame(page, name, "条" if value.part.checklist else value.part.unit, remark)
    shown = [None if one is None else round_half_up(one, decimals) for one in (value.earlier, value.later)]
    _numbers(page, shown[0], shown[1], (EARLIER, LATER, CHANGE), decimals)
    if value.points is not None:
        _points(page, value.points)
    page.fit([(name, WIDTHS[0]), (remark, WIDTHS[REMARK] * SMALL)], lowest=20)
    page.row += 1


def _figure(page: Page, figure: FigureChange, remark: str) -> None:
    item = figure.item
    name = f"{item.name}（{figure.period.label}）" if item.quarterly or remark else item.name
    _frame(page, name, item.unit, remark)
    values = (figure.earlier.value, figure.later.value)
    if item.kind is ItemKind.NUMBER and None not in values:
        places = max(item.decimals, *(decimal_places(value) for value in values if value is not None))
        _numbers(page, *values, (EARLIER, LATER, CHANGE), places)
        if figure.percent is not None:
            now, before = cell_name(page.row, LATER), cell_name(page.row, EARLIER)
            formula = f"ROUND(({now}-{before})/ABS({before})*100,2)"
            style = page.styles(align="right", num_format=number_format(2))
            page.formula(page.row, PERCENT, formula, round_half_up(figure.percent, 2), style)
    else:
        for column, given in ((EARLIER, figure.earlier), (LATER, figure.later)):
            _plain(page, column, item, given)
    texts = [(figure.earlier.text, WIDTHS[EARLIER] * SMALL), (figure.later.text, WIDTHS[LATER] * SMALL)]
    page.fit([(name, WIDTHS[0]), (remark, WIDTHS[REMARK] * SMALL), *texts], lowest=20)
    page.row += 1


def _plain(page: Page, column: int, item: Item, given: Figure) -> None:
    """A figure that is not to be subtracted: words, a condition, 不适用, or a number without its like."""
    if given.state is FigureState.NUMBER and given.value is not None and item.kind is ItemKind.NUMBER:
        places = max(item.decimals, decimal_places(given.value))
        page.number(page.row, column, given.value, page.styles(align="right", num_format=number_format(places)))
        return
    text = figure_text(item, given) if given.state is not FigureState.BLANK else "—"
    page.text(page.row, column, text, page.styles(align="center", font_size=9))


def _frame(page: Page, name: str, unit: str, remark: str) -> None:
    page.text(page.row, 0, name, page.styles())
    page.text(page.row, 1, unit, page.styles(align="center", font_size=9, font_color=GREY))
    for column in range(EARLIER, REMARK):
        page.text(page.row, column, "", page.styles())
    page.text(page.row, REMARK, remark, page.styles(font_size=9))


def _points(page: Page, points: PointChange) -> None:
    known = [decimal_places(value) for value in (points.earlier, points.later) if value is not None]
    places = min(POINT_PLACES, max([2, *known]))
    _numbers(page, points.earlier, points.later, (POINTS_BEFORE, POINTS_NOW, POINTS_CHANGE), places)


def _numbers(
    page: Page, earlier: Decimal | None, later: Decimal | None, columns: tuple[int, int, int], places: int
) -> None:
    """Two numbers and the live difference of what is shown; a dash where one of them is not known."""
    style = page.styles(align="right", num_format=number_format(places))
    for column, value in zip(columns, (earlier, later), strict=False):
        if value is None:
            page.text(page.row, column, "—", page.styles(align="center", font_color=GREY))
        else:
            page.number(page.row, column, value, style)
    if earlier is not None and later is not None:
        formula = f"ROUND({cell_name(page.row, columns[1])}-{cell_name(page.row, columns[0])},{places})"
        page.formula(page.row, columns[2], formula, round_half_up(later - earlier, places), style)

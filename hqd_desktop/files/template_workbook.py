"""Writes the empty workbook that a hospital fills and the program reads again; it knows no figure."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.files.figure_gatherer import UNITLESS
from hqd_desktop.files.input_cells import allow, choose, colour_missing
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.workbook_cover import CoverValues, write_cover
from hqd_desktop.files.workbook_layout import (
    COVER,
    FIGURES,
    NOTES,
    QUARTERS_FORM,
    Head,
    note_heading,
    value_heading,
)
from hqd_desktop.files.workbook_style import GREY, INK, SMALL, Page, PageMarks, Styles, number_format
from hqd_desktop.services.asked_items import asked_items, by_group, depth_of, required_items

BIG_UNITS = {"元": ("元", "万元", "亿元")}
_HOW_TO = (
    "在“基础数据”和“季度”两张表的白色单元格里填数，其余单元格已锁定（没有密码）。紫色底的是必填而未填的。",
    "本院没有发生的填 0；确实不适用的填“不适用”，并在备注栏写明原因；还不知道的留空，程序按“缺”处理。三者不能混用。",
    "金额以元为单位，保留两位小数。手头是万元的，把该行“单位”改为“万元”再填，程序会换算；不要自己乘除。",
    "条件类数据项填“是”或“否”。按季调度的数据项在“季度”表按季度填，年度取第四季度。",
    "“直接填报的比率”只在分子分母都不知道、只有公布的结果时才填；分子分母已填的不必填。",
    "上年数应与上年已上报的一致；首年开展或口径变更的上年填“不适用”并写明原因。",
    "请不要插入、删除列，不要改数据项名称，不要合并单元格。填好后保存为 .xlsx，再用程序导入。",
)


def write_template(path: Path, scheme: Scheme, catalogue: Catalogue, hospital: Hospital, year: int) -> None:
    """Write the template for one hospital and year. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, template_bytes(scheme, catalogue, hospital, year))


def template_bytes(scheme: Scheme, catalogue: Catalogue, hospital: Hospital, year: int) -> bytes:
    """The template as bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    foot = f"{scheme.short}　填报模板"
    marks = PageMarks(hospital.name, f"{year} 年度公立医院高质量发展自评", "填报模板", foot)
    job = _Job(book, styles, scheme, catalogue, hospital, year, marks)
    items = asked_items(scheme, catalogue, hospital)
    yearly = [item for item in items if not item.quarterly]
    quarterly = [item for item in items if item.quarterly]
    sheets = [COVER, NOTES, FIGURES] + ([QUARTERS_FORM] if quarterly else [])
    _cover(job, sheets)
    _notes(job)
    subtitle = f"{hospital.name}（{hospital.class_label}）　{year} 年度　{scheme.short}"
    _figures(job, FIGURES, "基础数据填报表", subtitle, yearly, (Period(year), Period(year - 1)))
    if quarterly:
        _figures(job, QUARTERS_FORM, "按季调度填报表", subtitle, quarterly, quarters(year))
    book.worksheets()[0].activate()
    book.close()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Job:
    book: Any
    styles: Styles
    scheme: Scheme
    catalogue: Catalogue
    hospital: Hospital
    year: int
    marks: PageMarks


def _cover(job: _Job, sheets: Sequence[str]) -> None:
    sheet = job.book.add_worksheet(COVER)
    page = Page(sheet, job.styles, (16, 60))
    values = CoverValues(job.hospital, job.year, job.scheme, sheets)
    page.span(1, 0, 1, "公立医院高质量发展自评填报表", job.styles.bare(
        font_name="黑体", font_size=22, align="center", text_wrap=False))  # fmt: skip
    page.sheet.set_row(1, 60)
    page.span(2, 0, 1, f"{job.scheme.name}（{job.scheme.document}）", job.styles.subtitle)
    page.row = 5
    places = write_cover(job.book, page, values, editable=True)
    for key, allowed in (("level", LEVELS), ("type", TYPES)):
        choose(sheet, *places[key], allowed)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    page.print_setup(job.marks, landscape=False, signed=False)


def _notes(job: _Job) -> None:
    sheet = job.book.add_worksheet(NOTES)
    page = Page(sheet, job.styles, (5, 92))
    page.heading("填报说明", f"{job.scheme.name}（{job.scheme.document}）")
    for number, text in enumerate((*_HOW_TO, *job.scheme.notes), 1):
        page.text(page.row, 0, f"{number}.", job.styles.bare(align="right", valign="top"))
        page.text(page.row, 1, text, job.styles.bare(valign="top"))
        page.fit([(text, 92)])
        page.row += 1
    sheet.protect("", {"format_columns": True, "format_rows": True})
    page.print_setup(job.marks, landscape=False, signed=False)


def _figures(job: _Job, name: str, title: str, subtitle: str, items: Sequence[Item], periods: Sequence[Period]) -> None:
    """One sheet of figures: a row per item, a column per period, its notes, and what helps to fill it."""
    sheet = job.book.add_worksheet(name)
    quarterly = bool(periods[0].quarter)
    noted = periods[:1] if quarterly else periods
    figure_widths = [16.0] * 4 if quarterly else [18.0] * 2
    widths = [30, 8, *figure_widths, *([22] if quarterly else [18, 18]), 6, 11, 15, 46]
    page = Page(sheet, job.styles, widths)
    page.heading(title, subtitle)
    headings = [
        Head.ITEM, Head.UNIT,
        *(value_heading(period, job.year) for period in periods),
        *(note_heading(period, job.year, long=True) for period in noted),
        Head.NEEDED, Head.DEPARTMENT, Head.SOURCE, Head.DEFINITION,
    ]  # fmt: skip
    key_column = len(headings)
    page.text(page.row, key_column, Head.KEY, job.styles.bare(font_color="#FFFFFF"))
    page.header_row(headings)
    required = required_items(job.scheme, job.catalogue, job.hospital)
    first = page.row
    for group, members in by_group(items):
        page.band(group, len(headings) - 1)
        for item in members:
            _row(job, page, item, item.key in required, periods, len(noted))
            page.text(page.row, key_column, item.key, job.styles.bare(font_color="#FFFFFF"))
            page.row += 1
    colour_missing(
        job.book,
        sheet,
        (first, 2, page.row - 1, 1 + (4 if quarterly else 1)),
        needed_column=2 + len(periods) + len(noted),
    )
    sheet.set_column(key_column, key_column, 2, None, {"hidden": True})
    sheet.print_area(0, 0, page.row - 1, len(headings) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    page.print_setup(job.marks)


def _row(job: _Job, page: Page, item: Item, needed: bool, periods: Sequence[Period], notes: int) -> None:
    styles, row = job.styles, page.row
    depth = depth_of(item, job.catalogue)
    page.text(row, 0, item.name, styles(indent=1 + depth))
    units = BIG_UNITS.get(item.unit, ())
    unit = item.unit or UNITLESS[item.kind][1]
    page.text(row, 1, unit, styles(align="center", locked=not units, font_color=GREY))
    if units:
        choose(page.sheet, row, 1, units)
    look = {"align": "right", "num_format": number_format(item.decimals)} if item.kind is ItemKind.NUMBER else {}
    if item.kind is ItemKind.YES_NO:
        look = {"align": "center"}
    column = 2
    for _ in periods:
        page.text(row, column, "", styles(locked=False, **look))
        allow(page.sheet, row, column, item)
        column += 1
    for _ in range(notes):
        page.text(row, column, "", styles(locked=False, font_size=9))
        column += 1
    page.text(row, column, "必填" if needed else "选填", styles(align="center", font_color=INK if needed else GREY))
    for at, text in enumerate((item.department, item.source), column + 1):
        page.text(row, at, text, styles(font_size=9, align="center", font_color=GREY))
    page.text(row, column + 3, item.definition, styles(font_size=9, font_color=GREY))
    rooms = [(item.name, page.widths[0] - 2 * depth), (item.definition, page.widths[-1] * SMALL)]
    page.fit(rooms, lowest=48 if item.kind is ItemKind.TEXT else 24)

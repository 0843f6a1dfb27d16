"""Writes a collection form (采集表) for one department: only its items, only its cells open; it reads nothing."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import figure_text
from hqd_desktop.files.figure_gatherer import UNITLESS
from hqd_desktop.files.form_identity import SHEET, identity_rows
from hqd_desktop.files.input_cells import allow, choose, colour_missing
from hqd_desktop.files.output_folder import output_folder
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.template_workbook import BIG_UNITS
from hqd_desktop.files.workbook_layout import (
    QUARTERS_FORM,
    Head,
    join_quarter_notes,
    note_heading,
    value_heading,
)
from hqd_desktop.files.workbook_style import GREY, GROUP_TINT, INK, SMALL, Page, PageMarks, Styles, number_format
from hqd_desktop.services.asked_items import by_group, depth_of
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.form_records import CollectionForm, FormCell
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.typing_in import NOT_APPLICABLE_TEXT

FORM_SHEET = "采集表"
SIGNATURES = (
    "科室负责人（签字）　　　　　　　填表人（签字）　　　　　　　联系电话　　　　　　　　填报日期　　　　年　　月　　日"
)
HOW_TO = (
    "填白色的格，紫底的必填。没有发生的填 0；还不知道的留空，按“缺”处理；确实不适用的填“不适用”，并在备注栏写明理由。"
    "金额以元为单位；手头是万元的，先把该行“单位”改为“万元”再填。请不要增删行列、改名称或合并单元格。"
    "填好后保存为 .xlsx，打印签字，与电子表一并交回。"
)
_OPTIONS = {"format_columns": True, "format_rows": True}
_HIDDEN = "#FFFFFF"


def write_forms(folder: Path, forms: Mapping[str, CollectionForm], tell: Tell) -> None:
    """Write the forms by file name, all or none. FileRefused when one of that name is there: it may be filled in."""
    there = [name for name in forms if (folder / name).exists()]
    if there:
        params = {"name": "、".join(there[:3]) + (f"等 {len(there)} 份" if len(there) > 3 else "")}
        raise FileRefused(Problem("form_target_exists", str(folder), params))
    with output_folder(folder) as staging:
        for step, (name, form) in enumerate(forms.items()):
            tell(step, len(forms), name)
            write_bytes(staging / name, form_bytes(form))


def form_bytes(form: CollectionForm) -> bytes:
    """The form as bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    identity, year = form.identity, form.identity.year
    marks = PageMarks(
        form.hospital.name,
        f"{year} 年度公立医院高质量发展自评",
        "示例" if form.hospital.sample else f"{identity.department}采集表",
        f"{form.scheme.short}　表号 {identity.form}",
    )
    cells = {cell.key: cell for cell in identity.cells}
    job = _Job(book, Styles(book), form, cells, marks)
    yearly = [item for item in form.items if not item.quarterly]
    quarterly = [item for item in form.items if item.quarterly]
    if yearly:
        _sheet(job, FORM_SHEET, yearly, (Period(year), Period(year - 1)))
    if quarterly:
        _sheet(job, QUARTERS_FORM if yearly else FORM_SHEET, quarterly, quarters(year))
    _identity(job)
    book.worksheets()[0].activate()
    book.close()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Job:
    book: Any
    styles: Styles
    form: CollectionForm
    cells: dict[FigureKey, FormCell]
    marks: PageMarks

    def figure(self, key: FigureKey) -> Figure:
        """What we have: of this year as it was when the form was made, of last year beside it."""
        held = self.form.last.get(key[0], BLANK) if key not in self.cells else BLANK
        return self.form.identity.base.get(key, held)

    def needed(self, item: Item) -> bool:
        """Whether any of the item's cells must be filled."""
        return any(cell.required for cell in self.cells.values() if cell.item == item.key)


def _sheet(job: _Job, name: str, items: Sequence[Item], periods: Sequence[Period]) -> None:
    """A row per item, a column per period with its notes, and what helps to fill it."""
    form, year = job.form, job.form.identity.year
    quarterly = bool(periods[0].quarter)
    open_last = any(not period.quarter and period.year < year and (i.key, period) in job.cells
                    for i in items for period in periods)  # fmt: skip
    noted = periods if open_last else periods[:1]
    widths = [28.0, 8.0, *([15.0] * 4 if quarterly else [18.0] * 2), *[20.0 if len(noted) == 1 else 16.0] * len(noted),
              6.0, 13.0, 42.0]  # fmt: skip
    sheet = job.book.add_worksheet(name)
    page = Page(sheet, job.styles, widths)
    said = f"{form.hospital.name}（{form.hospital.class_label}）　{year} 年度　金额单位：元　表号 {form.identity.form}"
    page.heading(f"{form.identity.department}数据采集表" + ("（按季）" if quarterly else ""), said)
    page.span(page.row, 0, len(widths) - 1, HOW_TO, job.styles.bare(font_size=9, font_color=GREY, align="left"))
    page.fit([(HOW_TO, sum(widths) * SMALL)])
    page.row += 1
    headings = [
        Head.ITEM, Head.UNIT,
        *(value_heading(period, year) for period in periods),
        *(note_heading(period, year, long=True) for period in noted),
        Head.NEEDED, Head.SOURCE, Head.DEFINITION,
    ]  # fmt: skip
    key_column = len(headings)
    page.text(page.row, key_column, Head.KEY, job.styles.bare(font_color=_HIDDEN))
    page.header_row(headings)
    first = page.row
    for group, members in by_group(items):
        page.band(group, len(headings) - 1)
        for item in members:
            _row(job, page, item, periods, noted)
            page.text(page.row, key_column, item.key, job.styles.bare(font_color=_HIDDEN, text_wrap=False))
            page.row += 1
    must_fill = (first, 2, page.row - 1, 1 + (4 if quarterly else 1))
    colour_missing(job.book, sheet, must_fill, needed_column=2 + len(periods) + len(noted))
    sheet.set_column(key_column, key_column, 2, None, {"hidden": True})
    sheet.print_area(0, 0, page.row - 1, len(headings) - 1)
    sheet.set_selection(first + 1, 2, first + 1, 2)
    sheet.protect("", _OPTIONS)
    page.print_setup(job.marks, signatures=SIGNATURES)


def _row(job: _Job, page: Page, item: Item, periods: Sequence[Period], noted: Sequence[Period]) -> None:
    styles, row = job.styles, page.row
    depth = depth_of(item, job.form.catalogue)
    page.text(row, 0, item.name, styles(indent=1 + depth))
    units = BIG_UNITS.get(item.unit, ())
    page.text(row, 1, item.unit or UNITLESS[item.kind][1], styles(align="center", locked=not units, font_color=GREY))
    if units:
        choose(page.sheet, row, 1, units)
    rooms = [(item.name, page.widths[0] - 2 * depth), (item.definition, page.widths[-1] * SMALL)]
    for column, period in enumerate(periods, 2):
        figure = job.figure((item.key, period))
        _value(job, page, column, item, period, figure)
        if figure.value is None:
            rooms.append((_words(item, figure, (item.key, period) in job.cells), page.widths[column] - 3))
    column = 2 + len(periods)
    for period in noted:
        own = job.figure((item.key, period)).note if (item.key, period) in job.cells else ""
        if period.quarter:
            own = join_quarter_notes({one.quarter: job.figure((item.key, one)).note for one in periods})
        is_open = (item.key, period) in job.cells
        page.text(row, column, own, styles(locked=not is_open, font_size=9, **({} if is_open else _SHUT)))
        rooms.append((own, page.widths[column] * SMALL))
        column += 1
    needed = job.needed(item)
    page.text(row, column, "必填" if needed else "选填", styles(align="center", font_color=INK if needed else GREY))
    page.text(row, column + 1, item.source, styles(font_size=9, align="center", font_color=GREY))
    page.text(row, column + 2, item.definition, styles(font_size=9, font_color=GREY))
    page.fit(rooms, lowest=60 if item.kind is ItemKind.TEXT else 24)


_SHUT = {"bg_color": GROUP_TINT, "font_color": GREY}


def _value(job: _Job, page: Page, column: int, item: Item, period: Period, figure: Figure) -> None:
    """A cell with what we have: open where the form asks for it, shut and tinted where it is last year's."""
    is_open = (item.key, period) in job.cells
    look: dict[str, Any] = {"locked": not is_open, **({} if is_open else _SHUT)}
    if item.kind is ItemKind.NUMBER:
        places = max(item.decimals, decimal_places(figure.value)) if figure.value is not None else item.decimals
        look |= {"align": "right", "num_format": number_format(places)}
    elif item.kind is ItemKind.YES_NO:
        look |= {"align": "center"}
    if figure.value is not None and item.kind is ItemKind.NUMBER:
        page.number(page.row, column, figure.value, job.styles(**look))
    else:
        page.text(page.row, column, _words(item, figure, is_open), job.styles(**look))
    if is_open:
        allow(page.sheet, page.row, column, item)


def _words(item: Item, figure: Figure, is_open: bool) -> str:
    """What is no number; last year's reason of 不适用 stands with it, as it has no column of its own."""
    if figure.state is FigureState.BLANK:
        return ""
    if figure.state is FigureState.NOT_APPLICABLE and not is_open:
        return f"{NOT_APPLICABLE_TEXT}（{figure.note}）"
    return figure_text(item, figure)


def _identity(job: _Job) -> None:
    """The hidden sheet by which the form is known again."""
    sheet = job.book.add_worksheet(SHEET)
    for row, (name, text) in enumerate(identity_rows(job.form.identity)):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    sheet.protect("")
    sheet.very_hidden()

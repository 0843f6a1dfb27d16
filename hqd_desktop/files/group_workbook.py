"""Writes 院际对比: points, values and the 占比 of a group, totals and shares as live formulas; it compares nothing."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.files.group_shares_sheet import write_shares_sheet
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.workbook_style import (
    ERROR_INK,
    GREY,
    MISSING_INK,
    MISSING_TINT,
    TOTAL_TINT,
    Page,
    PageMarks,
    Styles,
    cell_name,
    number_format,
)
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.group_rows import Cell, Column, Face, Look, MemberRow, columns_of, notes, rows_of, title_of

POINTS, VALUES = "院际得分", "院际本年值"
NAME_WIDTH, CLASS_WIDTH, STATE_WIDTH, NUMBER_WIDTH, VALUE_WIDTH = 30, 12, 14, 11, 15
PAPER_WIDTH = 150  # of columns on a page across
HEAD = 4  # name, class, state, missing
SUMS = ("结果", "基础分", "加分", "适用满分", "未定")


def write_group(path: Path, comparison: GroupComparison) -> None:
    """Write the workbook. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, group_bytes(comparison))


def group_bytes(comparison: GroupComparison) -> bytes:
    """The workbook as bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    _points_sheet(book, styles, comparison)
    _values_sheet(book, styles, comparison)
    write_shares_sheet(book, styles, comparison)
    book.close()
    return buffer.getvalue()


@dataclass(frozen=True)
class _Plan:
    """Where the columns of 院际得分 stand: the head, the sums, the 一级指标, the rows."""

    columns: tuple[Column, ...]

    @property
    def groups(self) -> tuple[Column, ...]:
        """The 一级指标 with points."""
        return tuple(column for column in self.columns[HEAD + 1 :] if not column.number)

    @property
    def rows(self) -> tuple[Column, ...]:
        """The indicators with points."""
        return tuple(column for column in self.columns if column.number)

    @property
    def first_row(self) -> int:
        """The column of the first indicator."""
        return HEAD + len(SUMS) + len(self.groups)

    def places(self, numbers: Sequence[str]) -> tuple[int, ...]:
        """The columns of indicators."""
        return tuple(self.first_row + at for at, column in enumerate(self.rows) if column.number in numbers)


def _points_sheet(book: Any, styles: Styles, comparison: GroupComparison) -> None:
    columns = columns_of(comparison, Face.POINTS)
    plan = _Plan(columns)
    widths = (
        NAME_WIDTH,
        CLASS_WIDTH,
        STATE_WIDTH,
        8,
        *[NUMBER_WIDTH] * (len(SUMS) + len(plan.groups) + len(plan.rows)),
    )
    page = _page(book, styles, comparison, POINTS, widths)
    heads = [column.heading for column in columns[:HEAD]]
    page.header_row((*heads, *SUMS, *(c.heading for c in plan.groups), *(c.heading for c in plan.rows)))
    at = {column.heading: place for place, column in enumerate(columns)}
    for row in rows_of(comparison, columns):
        for place in range(HEAD):
            _cell(page, place, row.cells[place], 0)
        card = comparison.compared(row.member)
        for place, column in enumerate(plan.rows):
            _cell(page, plan.first_row + place, row.cells[at[column.heading]], _places(card))
        if card is None:
            for place in range(HEAD, plan.first_row):
                _cell(page, place, row.cells[HEAD], 0)
        else:
            _sums(page, plan, card)
            _groups(page, plan, card, row, at)
        page.fit([(row.cells[0].text, NAME_WIDTH)], lowest=20)
        page.row += 1
    _finish(page, comparison, POINTS, len(widths) - 1)


def _sums(page: Page, plan: _Plan, card: Scorecard) -> None:
    """结果, 基础分 and 加分 out of the cells of the row, to the same digits as everywhere."""
    places = _places(card)
    base = _over(page.row, plan.places([r.indicator.number for r in card if not r.bonus]))
    extra = _over(page.row, plan.places([r.indicator.number for r in card if r.bonus]))
    points, bonus, full = (cell_name(page.row, HEAD + at) for at in (1, 2, 3))
    total = f'IF({full}=0,"—",ROUND(ROUND(MIN(100,({points}+{bonus})/{full}*100),12),2))'
    style = page.styles(align="right", num_format=number_format(places), bg_color=TOTAL_TINT)
    bold = page.styles(align="right", num_format=_provisional(2, card.provisional), bold=True, bg_color=TOTAL_TINT)
    page.formula(page.row, HEAD, total, "—" if card.total is None else round_half_up(card.total, 2), bold)
    page.formula(page.row, HEAD + 1, f"ROUND({base},{places})", card.points, style)
    cap = f"{card.ruleset.bonus_cap:f}"
    page.formula(page.row, HEAD + 2, f"MIN({cap},ROUND({extra},{places}))", card.bonus, style)
    page.number(page.row, HEAD + 3, card.full, style)
    page.number(page.row, HEAD + 4, card.undetermined, style)


def _groups(page: Page, plan: _Plan, card: Scorecard, row: MemberRow, at: dict[str, int]) -> None:
    known = {group.group.title: group for group in card.groups}
    for place, column in enumerate(plan.groups, HEAD + len(SUMS)):
        cell, group = row.cells[at[column.heading]], known[column.heading]
        if cell.value is None:
            _cell(page, place, cell, _places(card))
            continue
        numbers = [r.indicator.number for r in card.of_group(group.group.key) if not r.bonus]
        style = page.styles(align="right", num_format=_provisional(_places(card), cell.look is Look.OPEN))
        page.formula(
            page.row, place, f"ROUND({_over(page.row, plan.places(numbers))},{_places(card)})", group.points, style
        )


def _values_sheet(book: Any, styles: Styles, comparison: GroupComparison) -> None:
    columns = columns_of(comparison, Face.VALUES)
    widths = (NAME_WIDTH, CLASS_WIDTH, STATE_WIDTH, 8, *[VALUE_WIDTH] * (len(columns) - HEAD))
    page = _page(book, styles, comparison, VALUES, widths)
    page.header_row([column.printed for column in columns])
    for row in rows_of(comparison, columns):
        for place, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            _cell(page, place, cell, column.places)
        page.fit([(row.cells[0].text, NAME_WIDTH)], lowest=20)
        page.row += 1
    _finish(page, comparison, VALUES, len(widths) - 1)


def _page(book: Any, styles: Styles, comparison: GroupComparison, name: str, widths: Sequence[float]) -> Page:
    page = Page(book.add_worksheet(name), styles, widths)
    shown = min(len(widths), 12)
    page.heading(name, title_of(comparison), shown)
    told = [" ／ ".join(comparison.rulesets), *notes(comparison)]
    for text in filter(None, told):
        ink = GREY if text == told[0] else ERROR_INK
        page.span(page.row, 0, shown - 1, text, styles.bare(font_color=ink, align="center"))
        page.fit([(text, sum(widths[:shown]))], lowest=18)
        page.row += 1
    return page


def _finish(page: Page, comparison: GroupComparison, title: str, last: int) -> None:
    page.sheet.print_area(0, 0, page.row - 1, last)
    page.sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    marks = "示例" if comparison.sample else ""
    page.print_setup(PageMarks(f"{comparison.year} 年度", title, marks, comparison.scheme.document), signed=False)
    page.sheet.fit_to_pages(max(1, math.ceil(sum(page.widths) / PAPER_WIDTH)), 0)  # too wide for one page to be read
    page.sheet.repeat_columns(0)


def _cell(page: Page, place: int, cell: Cell, places: int) -> None:
    """A number as one; 缺 and 暂 in their colour; every other word in grey."""
    if cell.value is not None:
        open_ = cell.look is Look.OPEN
        more = {"font_color": MISSING_INK, "bg_color": MISSING_TINT} if open_ else {}
        form = _provisional(places, open_ and place >= HEAD)
        page.number(
            page.row, place, round_half_up(cell.value, places), page.styles(align="right", num_format=form, **more)
        )
    elif cell.look is Look.WORDS:
        page.text(page.row, place, cell.text, page.styles())
    else:
        ink, tint = (MISSING_INK, {"bg_color": MISSING_TINT}) if cell.look is Look.OPEN else (GREY, {})
        page.text(page.row, place, cell.text, page.styles(align="center", font_color=ink, **tint))


def _provisional(places: int, provisional: bool) -> str:
    """The number stays a number; the word comes with the format."""
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f'{digits}"（暂）"' if provisional else number_format(places)


def _places(card: Scorecard | None) -> int:
    return card.ruleset.places if card is not None else 2


def _over(row: int, places: Sequence[int]) -> str:
    """SUM over columns of a row, neighbours as a range; words among them count nothing."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    parts = [f"{cell_name(row, run[0])}:{cell_name(row, run[-1])}" for run in runs]
    return f"SUM({','.join(parts)})" if parts else "0"

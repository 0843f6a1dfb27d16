"""A table of one's own as a workbook with headings, notes and examples, and back; it knows no meaning of a cell."""

import io
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import workbook_opening
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.workbook_cells import Book, Cell, DamagedSheet, open_book
from hqd_desktop.files.workbook_cells import Row as BookRow
from hqd_desktop.files.workbook_style import Page, Styles, cell_name
from hqd_desktop.services.pack_sheets import CHOICES, HEAD, HEADINGS, HOW_TO, KEYS, LABELS, SHEETS
from hqd_desktop.services.pack_table import PackTable

_WIDE = {
    60: ("内容",), 46: ("怎样填",), 40: ("任务",), 36: ("指标说明", "公式", "填报说明", "期限"), 34: ("指标名称",),
    30: ("条件", "组合"), 26: ("一级指标", "口径提示", "名称", "说明"), 22: ("责任单位", "协同单位"),
    20: ("出处", "各档", "值名称"), 18: ("简称",), 16: ("项目",),
}  # fmt: skip
USUAL, LAST_ROW, LAST_COLUMN = 10, 1200, 40
MORE_LINES = 200  # lines below the filled ones that still offer their words


def write_pack_table(path: Path, table: PackTable) -> None:
    """Write the workbook. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, pack_table_bytes(table))


def pack_table_bytes(table: PackTable) -> bytes:
    """The workbook as bytes; every cell is a text, so that no digit is lost."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    for sheet, headings in HEADINGS.items():
        _sheet(book, styles, table, sheet, headings)
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, styles: Styles, table: PackTable, sheet: str, headings: tuple[str, ...]) -> None:
    page = Page(book.add_worksheet(sheet), styles, [_width(heading) for heading in headings])
    last = min(len(headings) - 1, 8)
    page.span(0, 0, last, f"自建评价指标表　{sheet}", styles.title)
    page.span(1, 0, last, HOW_TO[sheet], styles.bare(font_size=9, indent=1))
    page.sheet.set_row(1, 48)
    for place, heading in enumerate(headings):
        page.text(2, place, heading, styles.head)
    page.sheet.freeze_panes(3, 1)
    rows = [dict(row) for row in table.rows(sheet)]
    if sheet == HEAD:
        told = {row["项目"]: row["内容"] for row in rows}
        rows = [{"项目": label, "内容": told.get(label, ""), "怎样填": hint} for label, hint in LABELS.items()]
    for at, row in enumerate(rows, 3):
        for place, heading in enumerate(headings):
            page.text(at, place, row.get(heading, ""), styles())
    if sheet == HEAD:
        return
    for place, heading in enumerate(headings):
        if words := CHOICES.get((sheet, heading)):
            page.sheet.data_validation(
                3, place, 2 + len(rows) + MORE_LINES, place, {"validate": "list", "source": list(words)}
            )


def _width(heading: str) -> int:
    return next((width for width, names in _WIDE.items() if heading in names), USUAL)


@dataclass(slots=True)
class _Found:
    """One sheet under reading."""

    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)


def read_pack_table(path: Path) -> PackTable | tuple[Problem, ...]:
    """The sheets of a workbook by their names and headings, or everything that keeps it from being read."""
    data = read_bytes(path, workbook_opening.LIMIT)
    if isinstance(data, Problem):
        return (data,)
    opened = workbook_opening.open_safely(data, path.name)
    if isinstance(opened, Problem):
        return (opened,)
    book = open_book(opened, path.name)
    if isinstance(book, Problem):
        return (book,)
    found: dict[str, _Found] = {}
    faults: list[Problem] = []
    for sheet in (name for name in SHEETS if name in book.sheets):
        try:
            found[sheet] = _read(book, sheet, faults)
        except DamagedSheet:
            faults.append(Problem("xlsx_damaged", sheet, {"name": path.name}))
    if faults:
        return tuple(faults)
    return PackTable(
        {sheet: tuple(one.rows) for sheet, one in found.items()},
        {sheet: tuple(one.numbers) for sheet, one in found.items()},
        {sheet: one.columns for sheet, one in found.items()},
    )


def _read(book: Book, sheet: str, faults: list[Problem]) -> _Found:
    found, keys = _Found(), KEYS[sheet]
    for row in book.rows(sheet, LAST_ROW):
        if not found.columns:
            names = {
                cell.text.strip(): place for place, cell in enumerate(row.cells[:LAST_COLUMN]) if cell.text.strip()
            }
            if keys[0] in names and len(names) > 1:
                found.columns = {heading: names[heading] for heading in HEADINGS[sheet] if heading in names}
            continue
        told = _line(row, found.columns, faults)
        if any(told.get(key) for key in keys):
            found.rows.append(told)
            found.numbers.append(row.number - 1)
    return found


def _line(row: BookRow, columns: dict[str, int], faults: list[Problem]) -> dict[str, str]:
    told: dict[str, str] = {}
    for heading, place in columns.items():
        text = _text(row[place])
        if text is None:
            faults.append(Problem("own_pack_cell", f"{row.sheet} {cell_name(row.number - 1, place)}（{heading}）"))
        told[heading] = text or ""
    return told


def _text(cell: Cell) -> str | None:
    """What was typed: a day as 2027-12-31 and 5 % as 5, whatever Excel made of it; None for what cannot be taken."""
    if cell.fault == "xlsx_date":
        return cell.shown[:10]
    if cell.fault:
        return None
    if cell.percent and isinstance(cell.value, Decimal):
        return canonical_text(cell.value * 100)
    return cell.text.strip()

"""A rule set as a workbook that a bureau fills, and back; it refuses to know what the cells mean."""

import io
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import workbook_opening
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.workbook_cells import Book, Row, open_book
from hqd_desktop.files.workbook_style import Page, Styles
from hqd_desktop.services.rule_table import (
    COLUMNS,
    DIRECTION,
    DIRECTIONS,
    ELSE,
    GRADES,
    HEADS,
    KIND,
    KINDS,
    NUMBER,
    OTHERWISE,
    RuleTable,
)

SHEET = "赋分方案"
WIDTHS = {0: 6, 1: 24, 2: 16, 4: 10, 5: 10, 6: 12}
USUAL = 9
HOW_TO = (
    "一行一个值，空白的格不用填。各档写“值=分”，等级写“三级:4=1”（达到 4 级得满分的 1 倍），几档之间用分号。"
    "公布文本不在这里，改不了。"
)
LAST_ROW = 2000


def write_rules(path: Path, table: RuleTable) -> None:
    """Write the workbook. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, rules_bytes(table))


def rules_bytes(table: RuleTable) -> bytes:
    """The workbook as bytes; every cell is a text, so that no digit is lost."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    page = Page(book.add_worksheet(SHEET), styles, [WIDTHS.get(place, USUAL) for place in range(len(COLUMNS))])
    page.heading(SHEET, "自定赋分：公布文本没有分值", columns=7)
    for heading in (*HEADS.values(), GRADES):
        page.text(page.row, 0, heading, styles(bold=True, text_wrap=False))
        page.text(page.row, 1, table.head.get(heading, ""), styles())
        page.row += 1
    page.span(page.row, 0, 12, HOW_TO, styles.subtitle)
    page.row += 1
    for place, heading in enumerate(COLUMNS):
        page.text(page.row, place, heading, styles.head)
    page.sheet.freeze_panes(page.row + 1, 2)
    first = page.row + 1
    for row in table.rows:
        page.row += 1
        for place, heading in enumerate(COLUMNS):
            page.text(page.row, place, row.get(heading, ""), styles())
    for heading, words in ((KIND, KINDS), (DIRECTION, DIRECTIONS), (ELSE, OTHERWISE)):
        place = COLUMNS.index(heading)
        rule = {"validate": "list", "source": list(words.values())}
        page.sheet.data_validation(first, place, page.row, place, rule)
    book.close()
    return buffer.getvalue()


def read_rules(path: Path) -> RuleTable | tuple[Problem, ...]:
    """The table of a workbook, or everything that keeps it from being read."""
    data = read_bytes(path, workbook_opening.LIMIT)
    if isinstance(data, Problem):
        return (data,)
    opened = workbook_opening.open_safely(data, path.name)
    if isinstance(opened, Problem):
        return (opened,)
    book = open_book(opened, path.name)
    if isinstance(book, Problem):
        return (book,)
    for sheet in book.sheets:
        found = _table_in(book, sheet)
        if found is not None:
            return found
    return (Problem("rules_no_sheet", path.name),)


def _table_in(book: Book, sheet: str) -> RuleTable | tuple[Problem, ...] | None:
    """The table of a sheet; None when its heading is not there."""
    head: dict[str, str] = {}
    columns: dict[str, int] = {}
    rows: list[dict[str, str]] = []
    places: list[str] = []
    faults: list[Problem] = []
    for row in book.rows(sheet, LAST_ROW):
        faults += [Problem("rules_cell", cell.where) for cell in row.cells if cell.fault]
        if columns:
            told = {heading: row[place].text.strip() for heading, place in columns.items()}
            if told[NUMBER]:
                rows.append(told)
                places.append(f"第 {row.number} 行")
            continue
        columns = _columns(row)
        label = row[0].text.strip()
        if label in (*HEADS.values(), GRADES):
            head[label] = row[1].text.strip()
    if not columns:
        return None
    return tuple(faults) or RuleTable(head, tuple(rows), tuple(places))


def _columns(row: Row) -> dict[str, int]:
    """Where each heading stands, in whatever order; empty when this is not the row of headings."""
    found = {cell.text.strip(): place for place, cell in enumerate(row.cells)}
    return (
        {heading: found[heading] for heading in COLUMNS if heading in found} if {NUMBER, KIND} <= found.keys() else {}
    )

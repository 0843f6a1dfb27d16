"""A rule set as a workbook that a bureau fills, and back; it refuses to know what the cells mean."""

import io
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.headed_table import Shape, read_headed_table
from hqd_desktop.files.safe_write import write_bytes
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
SHAPE = Shape((*HEADS.values(), GRADES), COLUMNS, frozenset({NUMBER, KIND}), NUMBER)


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
    found = read_headed_table(path, SHAPE, "rules_no_sheet")
    return found if isinstance(found, tuple) else RuleTable(found.head, found.rows, found.places)

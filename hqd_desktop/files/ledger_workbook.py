"""The ledger of a quarter as a workbook that departments fill, and back; it refuses to know what the cells mean."""

import io
from collections.abc import Mapping
from pathlib import Path

from hqd_desktop.domain.ledger import STATE_NAMES
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.headed_table import Shape, read_headed_table
from hqd_desktop.files.output_folder import output_folder
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.workbook_style import Page, Styles
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.ledger_sheet import COLUMNS, FILLED, HOSPITAL, PERIOD, STATE, TASK, TEXT, LedgerForm

SHEET = "工作台账"
WIDTHS = (10, 46, 16, 24, 12, 12, 9, 34, 20, 9, 24, 13, 3, 3, 3)
HIDDEN_FROM = len(COLUMNS) - 3  # what the program finds a row by
HOW_TO = "白色各格由牵头科室填：状态从下拉里选，滞后要写原因；没有数的任务“数”不填。请不要插入、删除列。"
SHAPE = Shape((HOSPITAL, PERIOD), COLUMNS, frozenset({TEXT, STATE, TASK}), TASK)


def write_ledger(path: Path, form: LedgerForm) -> None:
    """Write the workbook. Raises FileRefused, and then nothing was changed."""
    write_bytes(path, ledger_bytes(form))


def write_ledgers(folder: Path, forms: Mapping[str, LedgerForm]) -> None:
    """Write the forms by file name, all or none. FileRefused when one of that name is there: it may be filled in."""
    if there := [name for name in forms if (folder / name).exists()]:
        params = {"name": "、".join(there[:3]) + (f"等 {len(there)} 份" if len(there) > 3 else "")}
        raise FileRefused(Problem("form_target_exists", str(folder), params))
    with output_folder(folder) as staging:
        for name, form in forms.items():
            write_bytes(staging / name, ledger_bytes(form))


def ledger_bytes(form: LedgerForm) -> bytes:
    """The workbook as bytes; every cell is a text."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    page = Page(book.add_worksheet(SHEET), styles, WIDTHS)
    page.heading(SHEET, HOW_TO, columns=HIDDEN_FROM)
    for heading, words in ((HOSPITAL, form.hospital), (PERIOD, form.period)):
        page.text(page.row, 0, heading, styles(bold=True))
        page.text(page.row, 1, words, styles())
        page.row += 1
    for place, heading in enumerate(COLUMNS):
        page.text(page.row, place, heading, styles.head)
    page.sheet.freeze_panes(page.row + 1, 2)
    page.sheet.repeat_rows(page.row)
    first = page.row + 1
    for row in form.rows:
        page.row += 1
        for place, heading in enumerate(COLUMNS):
            tint = {} if heading in FILLED else {"bg_color": "#F2F5F9"}
            page.text(page.row, place, row.get(heading, ""), styles(**tint))
    place = COLUMNS.index(STATE)
    choice = {"validate": "list", "source": list(STATE_NAMES.values())}
    page.sheet.data_validation(first, place, max(first, page.row), place, choice)
    page.sheet.set_column(HIDDEN_FROM, len(COLUMNS) - 1, None, None, {"hidden": True})
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def read_ledger(path: Path) -> LedgerForm | tuple[Problem, ...]:
    """The form of a workbook, or everything that keeps it from being read."""
    found = read_headed_table(path, SHAPE, "ledger_form_none")
    if isinstance(found, tuple):
        return found
    return LedgerForm(found.head.get(HOSPITAL, ""), found.head.get(PERIOD, ""), found.rows, found.places)

"""The ledger as a workbook: written, filled, read; other files and formulas are refused by name."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hqd_desktop.files.ledger_workbook import SHEET
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.ledger_sheet import COLUMNS, LedgerForm

ROW = {**dict.fromkeys(COLUMNS, ""), "序号": "（五）1", "任务": "=编制", "地区": "p", "编号": "5.1", "核对": "0"}
FORM = LedgerForm("甲医院", "2025Q2", (ROW, {**ROW, "编号": "5.2", "进展": "一、二；三"}))


def test_written_filled_and_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    FileWorkbooks().write_ledger(path, FORM)
    read = FileWorkbooks().read_ledger(path)
    assert isinstance(read, LedgerForm)
    assert (read.hospital, read.period, read.rows) == (FORM.hospital, FORM.period, FORM.rows)
    book = load_workbook(path)
    sheet = book[SHEET]
    assert sheet.column_dimensions["O"].hidden or sheet.column_dimensions["M"].hidden
    head = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    sheet.cell(head[0].row + 1, COLUMNS.index("状态") + 1).value = "推进中"
    sheet.cell(head[0].row + 1, COLUMNS.index("数") + 1).value = 12.5
    book.save(path)
    filled = FileWorkbooks().read_ledger(path)
    assert isinstance(filled, LedgerForm)
    assert (filled.rows[0]["状态"], filled.rows[0]["数"]) == ("推进中", "12.5")
    assert filled.places[0] == f"第 {head[0].row + 1} 行"


def test_what_is_refused(tmp_path: Path) -> None:
    other = Workbook()
    other.active["A1"] = "别的表"
    other.save(tmp_path / "别的.xlsx")
    path = tmp_path / "公式.xlsx"
    FileWorkbooks().write_ledger(path, FORM)
    book = load_workbook(path)
    book[SHEET].cell(6, COLUMNS.index("数") + 1).value = "=1+1"
    book.save(path)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    answers = [
        FileWorkbooks().read_ledger(tmp_path / name) for name in ("别的.xlsx", "坏.xlsx", "没有.xlsx", "公式.xlsx")
    ]
    assert all(isinstance(answer, tuple) and answer for answer in answers)
    assert answers[0][0].code == "ledger_form_none"  # type: ignore[index]
    assert answers[3][0].code == "rules_cell"  # type: ignore[index]


def test_a_form_for_each_department_all_or_none(tmp_path: Path) -> None:
    """A file that is there may be filled in already: it is never replaced, and nothing is written beside it."""
    FileWorkbooks().write_ledgers(tmp_path, {"甲.xlsx": FORM, "乙.xlsx": FORM})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["乙.xlsx", "甲.xlsx"]
    assert isinstance(FileWorkbooks().read_ledger(tmp_path / "甲.xlsx"), LedgerForm)
    with pytest.raises(FileRefused, match="form_target_exists"):
        FileWorkbooks().write_ledgers(tmp_path, {"丙.xlsx": FORM, "甲.xlsx": FORM})
    assert not (tmp_path / "丙.xlsx").exists()

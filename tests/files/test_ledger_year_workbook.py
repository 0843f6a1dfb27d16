"""The ledger of a year as a workbook."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.ledger_year import HEADINGS, YearGroup, YearLedger

ROW = ("（五）1", "=编制", "人事科", "长期", "推进中", "未报", "未报", "未报", "一季度推进中。", "")


def test_groups_rows_and_remedies_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "全年.xlsx"
    remedy = ("2025", "（五）1", "编制", "再招", "人事科", "2026-06-30", "", "")
    FileWorkbooks().write_year_ledger(
        path, YearLedger("甲医院", 2025, date(2026, 1, 15), (YearGroup("（五）体制", (ROW,)),), (remedy,))
    )
    book = load_workbook(path)
    rows = list(book["工作台账"].iter_rows(values_only=True))
    assert rows[0][0] == "2025 年度工作台账"
    assert rows[2] == HEADINGS
    assert rows[3][0] == "（五）体制"
    assert rows[4] == (*ROW[:-1], None)
    assert book["工作台账"]["B5"].data_type == "s"
    assert list(book["整改"].iter_rows(values_only=True))[3][:4] == remedy[:4]


def test_a_year_without_remedies_says_so(tmp_path: Path) -> None:
    path = tmp_path / "全年.xlsx"
    FileWorkbooks().write_year_ledger(path, YearLedger("甲医院", 2025, date(2026, 1, 15), (), ()))
    assert load_workbook(path)["整改"]["A4"].value == "没有整改"

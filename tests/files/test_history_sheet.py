"""修改记录 as a file: every cell is text, and none a formula."""

import csv
from pathlib import Path

import openpyxl
import pytest

from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.history_text import HEADINGS

ROW = [
    "2026-01-05 06:07:08",
    "甲",
    "PC",
    "录入",
    "数：本期盈余",
    "2025 年",
    "数值",
    "-1,186.50",
    "=1+1",
    "@SUM(A1)",
    "http://x",
]


@pytest.mark.parametrize("name", ["记录.xlsx", "记录"])
def test_a_workbook(tmp_path: Path, name: str) -> None:
    FileWorkbooks().write_history(tmp_path / name, HEADINGS, [ROW, ROW])
    with (tmp_path / name).open("rb") as file:
        sheet = openpyxl.load_workbook(file).active
        assert [cell.value for cell in sheet[1]] == list(HEADINGS)
        assert [cell.value for cell in sheet[2]] == ROW
        assert {cell.data_type for cell in sheet[2]} == {"s"}
        assert sheet.max_row == 3


def test_a_csv_that_spreadsheets_do_not_calculate(tmp_path: Path) -> None:
    path = tmp_path / "记录.csv"
    FileWorkbooks().write_history(path, HEADINGS, [ROW])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head == list(HEADINGS)
    assert row == [*ROW[:8], "'=1+1", "'@SUM(A1)", "http://x"]


def test_nothing_to_write_is_a_table_with_headings(tmp_path: Path) -> None:
    FileWorkbooks().write_history(tmp_path / "空.xlsx", HEADINGS, [])
    assert openpyxl.load_workbook(tmp_path / "空.xlsx").active.max_row == 1

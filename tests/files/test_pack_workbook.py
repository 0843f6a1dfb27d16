"""A table of one's own as a workbook: there and back to the same hash, days and percents as Excel keeps them."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.pack_workbook import read_pack_table, write_pack_table
from hqd_desktop.services.pack_copying import copied, example
from hqd_desktop.services.pack_judging import judged, named
from hqd_desktop.services.pack_sheets import HEADINGS, INDICATORS, LABELS
from hqd_desktop.services.pack_table import PackTable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "自建表.xlsx"


def read(path: Path) -> PackTable:
    found = read_pack_table(path)
    assert isinstance(found, PackTable), found
    return found


def test_a_template_reads_back_as_the_example(path: Path, catalogue) -> None:
    write_pack_table(path, example())
    pack, faults = judged(read(path), catalogue)
    assert not faults
    own, _ = judged(example(), catalogue)
    assert pack is not None
    assert own is not None
    assert pack.digest == own.digest


def test_the_template_has_headings_notes_examples_and_words(path: Path) -> None:
    write_pack_table(path, example())
    book = load_workbook(path)
    assert book.sheetnames == list(HEADINGS)
    sheet = book[INDICATORS]
    assert [cell.value for cell in sheet[3]] == list(HEADINGS[INDICATORS])
    assert "公式用数据项的名称" in sheet["A2"].value
    assert [book["指标表"].cell(4 + at, 1).value for at, _ in enumerate(LABELS)] == list(LABELS)
    offered = {str(rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert '"越高越好,越低越好,做到,不评方向"' in offered


def test_a_shipped_table_through_a_workbook_has_the_same_hash(path: Path, source: FilePackSource, catalogue) -> None:
    scheme = source.scheme("shaoyang-2022")
    ruleset = source.ruleset(source.ruleset_ids(scheme.id)[0], scheme)
    table = copied(scheme, source.tasks(scheme.id), ruleset, catalogue)
    write_pack_table(path, table)
    one, two = (judged(each, catalogue)[0] for each in (table, read(path)))
    assert one is not None
    assert two is not None
    assert one.digest == two.digest


def test_columns_in_another_order_and_rows_moved_are_named_where_they_stand(path: Path, catalogue) -> None:
    write_pack_table(path, example())
    book = load_workbook(path)
    sheet = book[INDICATORS]
    sheet.insert_cols(1)
    sheet.insert_rows(4, 2)
    sheet["W6"] = "管理费用÷没有这一项"
    book.save(path)
    table = read(path)
    _, faults = judged(table, catalogue)
    assert [named(fault, table).where for fault in faults] == ["指标 W6（公式）"]


def test_days_and_percents_as_excel_keeps_them(path: Path, catalogue) -> None:
    write_pack_table(path, example())
    book = load_workbook(path)
    sheet = book[INDICATORS]
    sheet["P5"] = datetime(2027, 12, 31)  # noqa: DTZ001
    sheet["P5"].number_format = "yyyy-mm-dd"
    sheet["AA5"] = 0.05
    sheet["AA5"].number_format = "0%"
    sheet["U4"] = 2
    book.save(path)
    table = read(path)
    rows = table.rows(INDICATORS)
    assert (rows[1]["期限"], rows[1]["目标值"], rows[0]["小数位"]) == ("2027-12-31", "5", "2")
    assert not judged(table, catalogue)[1]


def test_a_formula_of_excel_is_refused_with_its_cell(path: Path) -> None:
    write_pack_table(path, example())
    book = load_workbook(path)
    book[INDICATORS]["V4"] = "=1+1"
    book.save(path)
    found = read_pack_table(path)
    assert isinstance(found, tuple)
    assert [(problem.code, problem.where) for problem in found] == [("own_pack_cell", "指标 V4（公式）")]


def test_a_workbook_without_its_sheets_is_told_sheet_by_sheet(path: Path, catalogue) -> None:
    book = Workbook()
    book.active.title = "别的"
    book.active["A1"] = "x"
    book.save(path)
    table = read(path)
    _, faults = judged(table, catalogue)
    assert [named(fault, table).where for fault in faults] == ["指标表", "一级指标", "指标"]


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"no workbook at all", b""])
def test_what_is_no_workbook_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert isinstance(read_pack_table(path), tuple)
    assert isinstance(read_pack_table(path.with_name("nothing.xlsx")), tuple)

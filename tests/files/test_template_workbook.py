"""The template asks for what the hospital needs, lets only inputs be changed, and prints."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.files.template_workbook import template_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.asked_items import asked_items
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.records import Packs
from tests.files.conftest import HOSPITAL
from tests.files.workbook_making import cell_of


@pytest.fixture(scope="module")
def book(template: bytes) -> Any:
    return load_workbook(io.BytesIO(template))


def test_every_item_once_in_its_sheet(book: Any, packs: Packs) -> None:
    asked = asked_items(packs.scheme, packs.catalogue, HOSPITAL)
    keys = {
        sheet: [row[-1].value for row in book[sheet].iter_rows() if row[-1].value not in (None, "key")]
        for sheet in ("基础数据", "季度")
    }
    assert sorted(keys["基础数据"]) == sorted(item.key for item in asked if not item.quarterly)
    assert sorted(keys["季度"]) == sorted(item.key for item in asked if item.quarterly)


def test_only_inputs_can_be_changed(book: Any) -> None:
    open_cells = {"基础数据": {3, 4, 5, 6}, "季度": {3, 4, 5, 6, 7}}
    for sheet, columns in open_cells.items():
        page = book[sheet]
        assert page.protection.sheet
        assert not page.protection.password
        for row in page.iter_rows(min_row=4):
            for cell in row:
                unit = cell.column == 2 and page.cell(cell.row, 2).value == "元"
                unlocked = not cell.protection.locked
                assert unlocked == ((cell.column in columns or unit) and row[-1].value is not None), cell.coordinate


def test_validation_range_and_hint(book: Any) -> None:
    page = book["基础数据"]
    cell = cell_of(book, "基础数据", "outpatient_satisfaction", "本年")
    rule = next(rule for rule in page.data_validations.dataValidation if cell.coordinate in rule.sqref)
    assert f"{cell.coordinate}<=100" in rule.formula1
    assert '="不适用"' in rule.formula1
    assert rule.prompt
    condition = cell_of(book, "基础数据", "dean_responsibility", "本年")
    rule = next(rule for rule in page.data_validations.dataValidation if condition.coordinate in rule.sqref)
    assert rule.formula1 == '"是,否,不适用"'


def test_prints_on_a4_across_with_titles_repeated(book: Any) -> None:
    for sheet in ("基础数据", "季度"):
        page = book[sheet]
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$3:$3"
        assert "单位负责人（签字）" in page.oddFooter.center.text
        key_column = page.cell(3, page.max_column)
        assert key_column.value == "key"
        assert page.column_dimensions[key_column.column_letter].hidden
        assert page.conditional_formatting


def test_the_same_twice(packs: Packs, template: bytes) -> None:
    assert load_texts(template_bytes(packs.scheme, packs.catalogue, HOSPITAL, 2024)) == load_texts(template)


def load_texts(data: bytes) -> list[list[Any]]:
    return [list(row) for page in load_workbook(io.BytesIO(data)) for row in page.iter_rows(values_only=True)]


def test_names_that_begin_like_formulas(packs: Packs) -> None:
    data = template_bytes(packs.scheme, packs.catalogue, Hospital('=cmd|"/c calc"!A1', "三级", "综合"), 2024)
    for page in load_workbook(io.BytesIO(data)):
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_refused_target(packs: Packs, tmp_path: Any) -> None:
    with pytest.raises(FileRefused):
        FileWorkbooks().write_template(tmp_path / "no" / "t.xlsx", packs.scheme, packs.catalogue, HOSPITAL, 2024)

"""The form asks one department for its own, lets only that be changed, and prints on A4 with room to sign."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hqd_desktop.domain.figures import BLANK, not_applicable, number
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.collection_form import form_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.errors import Cancelled, FileRefused
from hqd_desktop.services.form_records import CollectionForm
from hqd_desktop.services.records import Packs
from tests.files.form_filling import LAST, NOW, form_of
from tests.files.workbook_making import cell_of


@pytest.fixture(scope="module")
def finance(packs: Packs) -> CollectionForm:
    return form_of(packs, "财务科", {("total_income", NOW): BLANK, ("medical_income", LAST): BLANK,
                                     ("operating_income", LAST): not_applicable("不开展")})  # fmt: skip


@pytest.fixture(scope="module")
def book(finance: CollectionForm) -> Any:
    return load_workbook(io.BytesIO(form_bytes(finance)))


@pytest.fixture(scope="module")
def party(packs: Packs) -> Any:
    return load_workbook(io.BytesIO(form_bytes(form_of(packs, "党办"))))


def test_only_its_items_each_once(book: Any, finance: CollectionForm) -> None:
    keys = [row[-1].value for row in book["采集表"].iter_rows(min_row=5) if row[-1].value]
    assert keys == [item.key for item in finance.items]


def test_only_the_asked_cells_the_notes_and_the_money_units_are_open(book: Any, finance: CollectionForm) -> None:
    sheet = book["采集表"]
    assert sheet.protection.sheet
    open_cells = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    asked = {cell.key for cell in finance.identity.cells}
    wanted = set()
    for item in finance.items:
        for period, heading in ((NOW, "本年"), (LAST, "上年")):
            if (item.key, period) in asked:
                wanted.add(cell_of(book, "采集表", item.key, heading + "（").coordinate)
                wanted.add(cell_of(book, "采集表", item.key, heading + "不适用").coordinate)
        if item.unit == "元":
            wanted.add(cell_of(book, "采集表", item.key, "单位").coordinate)
    assert open_cells == wanted
    assert cell_of(book, "采集表", "medical_income", "上年（").coordinate in open_cells
    assert cell_of(book, "采集表", "total_income", "上年（").coordinate not in open_cells


def test_what_we_have_stands_on_it(book: Any, finance: CollectionForm) -> None:
    assert cell_of(book, "采集表", "total_income", "本年（").value is None
    assert cell_of(book, "采集表", "total_income", "上年（").value == 977217315.88
    assert cell_of(book, "采集表", "operating_income", "上年（").value == "不适用（不开展）"
    assert cell_of(book, "采集表", "operating_income", "本年（").value == "不适用"
    assert cell_of(book, "采集表", "operating_income", "本年不适用").value == "本院不开展非独立核算经营活动"
    assert cell_of(book, "采集表", "total_income", "要求").value == "必填"
    assert cell_of(book, "采集表", "donation_income", "要求").value == "选填"


def test_every_open_figure_has_its_range(book: Any, party: Any, packs: Packs) -> None:
    """Numbers within the item's limits or 不适用; 是/否 from a list; a narrative is free."""
    for held, name in ((book, "采集表"), (party, "季度")):
        sheet = held[name]
        rules = {}
        for rule in sheet.data_validations.dataValidation:
            for cells in rule.sqref.ranges:
                for row, column in cells.cells:
                    rules[row, column] = rule
        for row in sheet.iter_rows(min_row=5):
            item = packs.catalogue.items.get(str(row[-1].value))
            for cell in row[2:-1]:
                if item is None or cell.protection.locked or "备注" in str(sheet.cell(4, cell.column).value):
                    continue
                rule = rules[cell.row, cell.column]
                if item.kind is ItemKind.YES_NO:
                    assert (rule.type, rule.formula1) == ("list", '"是,否,不适用"')
                elif item.kind is ItemKind.TEXT:
                    assert rule.type is None or rule.type == "none" or rule.formula1 is None
                else:
                    assert rule.type == "custom"
                    assert (f">={item.minimum}" in rule.formula1) == (item.minimum is not None)
                assert rule.promptTitle == item.name[:32]


def test_quarters_have_their_own_sheet(party: Any) -> None:
    headings = [cell.value for cell in party["季度"][4]]
    assert headings[2:7] == [f"{word}（2025 年）" for word in ("一季度", "二季度", "三季度", "四季度")] + [
        "不适用原因／备注"
    ]
    assert party.sheetnames == ["采集表", "季度", "hqd"]


def test_a_department_of_quarters_only_has_one_sheet(packs: Packs) -> None:
    form = form_of(packs, "只管季度", departments={"dual_duty": "只管季度"})
    book = load_workbook(io.BytesIO(form_bytes(form)))
    assert book.sheetnames == ["采集表", "hqd"]
    assert book["采集表"]["C4"].value == "一季度（2025 年）"


def test_unit_department_number_and_instructions_are_said(book: Any, finance: CollectionForm) -> None:
    sheet = book["采集表"]
    assert sheet["A1"].value == "财务科数据采集表"
    assert "金额单位：元" in sheet["A2"].value
    assert finance.identity.form in sheet["A2"].value
    for word in ("填 0", "留空", "不适用", "理由", "万元"):
        assert word in sheet["A3"].value
    assert cell_of(book, "采集表", "total_income", "单位").value == "元"


def test_it_prints_on_a4_across_with_titles_and_room_to_sign(book: Any, party: Any) -> None:
    for held in (book, party):
        for name in held.sheetnames[:-1]:
            sheet = held[name]
            assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is not written
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.freeze_panes == "B5"
            foot = sheet.oddFooter.center.text
            for words in ("科室负责人（签字）", "填表人（签字）", "联系电话", "填报日期", "表号"):
                assert words in foot
            assert len(foot) < 255
    assert book["采集表"].oddHeader.right.text == "示例"


def test_the_identity_is_very_hidden_and_the_keys_are_hidden(book: Any) -> None:
    assert book["hqd"].sheet_state == "veryHidden"
    sheet = book["采集表"]
    last = next(cell.column_letter for cell in sheet[4] if cell.value == "key")
    assert sheet.column_dimensions[last].hidden


def test_one_column_of_notes_where_last_year_is_shut(packs: Packs) -> None:
    form = form_of(packs, "护理部")
    book = load_workbook(io.BytesIO(form_bytes(form)))
    headings = [cell.value for cell in book["采集表"][4]]
    assert "上年不适用原因／备注" not in headings


def test_forms_appear_together_or_not_at_all(packs: Packs, tmp_path: Path) -> None:
    forms = {f"{name}.xlsx": form_of(packs, name) for name in ("护理部", "信息科")}
    told: list[tuple[int, int, str]] = []
    folder = tmp_path / "发表"
    FileWorkbooks().write_forms(folder, forms, lambda *step: told.append(step))
    assert sorted(path.name for path in folder.iterdir()) == sorted(forms)
    assert told == [(0, 2, "护理部.xlsx"), (1, 2, "信息科.xlsx")]


def test_a_filled_form_is_never_written_over(packs: Packs, tmp_path: Path) -> None:
    filled = tmp_path / "护理部.xlsx"
    filled.write_bytes(b"filled")
    form = form_of(packs, "护理部")
    forms = {f"{name}.xlsx": form for name in ("信息科", "护理部")}
    with pytest.raises(FileRefused) as refused:
        FileWorkbooks().write_forms(tmp_path, forms, lambda *_: None)
    assert refused.value.problems == (Problem("form_target_exists", str(tmp_path), {"name": "护理部.xlsx"}),)
    assert [path.name for path in tmp_path.iterdir()] == ["护理部.xlsx"]
    assert filled.read_bytes() == b"filled"
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(FileRefused) as many:
        FileWorkbooks().write_forms(tmp_path, dict.fromkeys(("a", "b", "c", "d"), form), lambda *_: None)
    assert many.value.problems[0].params["name"] == "a、b、c等 4 份"


def test_stopping_leaves_nothing(packs: Packs, tmp_path: Path) -> None:
    def stop(step: int, steps: int, words: str) -> None:
        if step == 1:
            raise Cancelled

    form = form_of(packs, "护理部")
    with pytest.raises(Cancelled):
        FileWorkbooks().write_forms(tmp_path / "x", {"a.xlsx": form, "b.xlsx": form}, stop)
    assert not (tmp_path / "x").exists()


def test_many_digits_and_places_are_kept(packs: Packs) -> None:
    form = form_of(packs, "财务科", {("total_income", NOW): number("123456789.123456")})
    book = load_workbook(io.BytesIO(form_bytes(form)))
    cell = cell_of(book, "采集表", "total_income", "本年（")
    assert cell.value == 123456789.123456
    assert cell.number_format.startswith("#,##0.000000")

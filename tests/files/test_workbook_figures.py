"""Workbooks as they come back: filled, resaved, spoilt; each fault with its cell, and never half an import."""

import datetime as dt
import random
import time
import warnings
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from hqd_desktop.domain.figures import Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.workbook_figures import read_workbook_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.records import ImportedFigures
from tests.files.workbook_making import SOFFICE, cell_of, edited, part, resaved_by_libreoffice, rezipped, saved

Y, L = Period(2024), Period(2023)
Edit = Callable[[Any], None]


def read(data: bytes, catalogue: Catalogue) -> ImportedFigures:
    return read_workbook_bytes(data, "a.xlsx", catalogue)


def figures(data: bytes, catalogue: Catalogue) -> Mapping[Any, Figure]:
    found = read(data, catalogue)
    assert not found.problems
    return found.figures


def problems(data: bytes, catalogue: Catalogue) -> list[tuple[str, str]]:
    found = read(data, catalogue)
    assert not found.figures
    return [(problem.code, problem.where) for problem in found.problems]


def put(key: str, value: object, heading: str = "本年", sheet: str = "基础数据", **more: object) -> Edit:
    def edit(book: Any) -> None:
        cell = cell_of(book, sheet, key, heading)
        cell.value = value
        for name, given in more.items():
            setattr(cell, name, given)

    return edit


def where(data: bytes, key: str, heading: str = "本年", sheet: str = "基础数据") -> str:
    place: list[str] = []
    edited(data, lambda book: place.append(f"{sheet}!{cell_of(book, sheet, key, heading).coordinate}"))
    return place[0]


def test_the_empty_template(template: bytes, catalogue: Catalogue) -> None:
    found = read(template, catalogue)
    assert found == ImportedFigures({}, (), "测试医院", "三级", "综合", "430500000001", "shaoyang-2022", 2024)


def fill(book: Any) -> None:
    for key, heading, value in (
        ("total_income", "本年", 1234.5),
        ("total_income", "上年", "1,000.25"),
        ("total_expense", "本年", 0),
        ("medical_income", "本年", "１.5亿"),
        ("operating_income", "本年", "不适用"),
        ("operating_income", "本年不", "没有"),
        ("operating_income", "上年", "不适用"),
        ("operating_income", "上年不", "去年也没有"),
        ("settlement_difference", "本年", -0.1 - 0.2),
        ("dean_responsibility", "本年", "是"),
        ("dean_responsibility", "上年", False),
        ("investment_income", "上年不", "在核"),
    ):
        cell_of(book, "基础数据", key, heading).value = value
    for heading, value in (("一季度", "是"), ("二季度", 0), ("三季度", "不适用"), ("不适用", "三季度：停业整顿")):
        cell_of(book, "季度", "dual_duty", heading).value = value
    cell_of(book, "季度", "progress_innovation", "四季度").value = "=HYPERLINK".replace("=", "＝") + "\n第二行"


FILLED = {
    ("total_income", Y): number("1234.5"),
    ("total_income", L): number("1000.25"),
    ("total_expense", Y): number(0),
    ("medical_income", Y): number(150000000),
    ("operating_income", Y): not_applicable("没有"),
    ("operating_income", L): not_applicable("去年也没有"),
    ("settlement_difference", Y): number("-0.3"),
    ("dean_responsibility", Y): number(1),
    ("dean_responsibility", L): number(0),
    ("investment_income", L): Figure(note="在核"),
    ("dual_duty", Period(2024, 1)): number(1),
    ("dual_duty", Period(2024, 2)): number(0),
    ("dual_duty", Period(2024, 3)): not_applicable("停业整顿"),
    ("progress_innovation", Period(2024, 4)): words("＝HYPERLINK\n第二行"),
}
IMPORTED = {key: Figure(f.state, f.value, f.text, f.note, "导入") for key, f in FILLED.items()}


def test_filled_and_saved_by_openpyxl(template: bytes, catalogue: Catalogue) -> None:
    assert figures(edited(template, fill), catalogue) == IMPORTED


def test_filled_and_once_saved_by_libreoffice(catalogue: Catalogue) -> None:
    """A stored file: what LibreOffice 7.4 made of the filled template."""
    path = Path(__file__).parents[1] / "workbooks" / "template-libreoffice.xlsx"
    found = FileWorkbooks().read_figures(path, catalogue)
    assert not found.problems
    assert found.figures == IMPORTED
    assert (found.name, found.year, found.scheme_id) == ("测试医院", 2024, "shaoyang-2022")


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_filled_and_saved_by_libreoffice_now(template: bytes, catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.xlsx"
    path.parent.mkdir()
    path.write_bytes(edited(template, fill))
    resaved = resaved_by_libreoffice(path, tmp_path)
    assert figures(resaved.read_bytes(), catalogue) == IMPORTED


def test_units(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        cell_of(book, "基础数据", "total_income", "单位").value = "万元"
        cell_of(book, "基础数据", "total_income", "本年").value = 12.345
        cell_of(book, "基础数据", "total_income", "上年").value = "1亿元"

    found = figures(edited(template, edit), catalogue)
    assert found["total_income", Y].value == Decimal("123450")
    assert found["total_income", L].value == Decimal(100000000)
    assert (
        problems(edited(template, lambda book: (edit(book), put("total_income", "人", "单位")(book))), catalogue)
        == [("file_wrong_unit", where(template, "total_income", "单位"))] * 2
    )


def test_percentage_cells(template: bytes, catalogue: Catalogue) -> None:
    share = "direct_level4_surgery_share"
    found = figures(edited(template, put(share, 0.1625, number_format="0.00%")), catalogue)
    assert found[share, Y].value == Decimal("16.25")
    literal = edited(template, put(share, 16.25, number_format='0.00"%"'))
    assert figures(literal, catalogue)[share, Y].value == Decimal("16.25")
    spoilt = edited(template, put("total_income", 0.5, number_format="0%"))
    assert problems(spoilt, catalogue) == [("xlsx_percent", where(template, "total_income"))]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("很多", "number_unreadable"),
        ("1.2.3", "number_unreadable"),
        ("12%", "number_percent"),
        (True, "number_unreadable"),
        (-1, "figure_too_small"),
        (1.23456789, "number_too_fine"),
        (1e300, "number_too_long"),
        (dt.date(2024, 1, 1), "xlsx_date"),
        (dt.time(1, 2), "xlsx_date"),
        (dt.timedelta(days=2), "xlsx_date"),
        ("#DIV/0!", "xlsx_error_value"),
        ("=1+1", "xlsx_formula_without_value"),
        (ArrayFormula("A1", "=1+1"), "xlsx_formula_without_value"),
        ("不适用", "file_reason_missing"),
    ],
)
def test_what_is_no_number(template: bytes, catalogue: Catalogue, value: object, code: str) -> None:
    ((found, place),) = problems(edited(template, put("total_income", value)), catalogue)
    assert found == code
    heading = "本年不" if code == "file_reason_missing" else "本年"
    assert place == where(template, "total_income", heading)


def test_formulas_with_cached_values_are_read(template: bytes, catalogue: Catalogue) -> None:
    data = edited(template, put("total_income", 7777))
    sheet = part(data, "xl/worksheets/sheet3.xml")
    data = rezipped(data, {"xl/worksheets/sheet3.xml": sheet.replace(b"<v>7777</v>", b"<f>7000+777</f><v>7777</v>")})
    assert figures(data, catalogue)["total_income", Y].value == 7777


def test_a_formula_whose_text_is_empty_is_blank(template: bytes, catalogue: Catalogue) -> None:
    data = edited(template, put("total_income", 7777))
    sheet = part(data, "xl/worksheets/sheet3.xml")
    assert b' t="n"><v>7777</v>' in sheet
    sheet = sheet.replace(b' t="n"><v>7777</v>', b' t="str"><f>IF(1,"",0)</f><v></v>')
    assert figures(rezipped(data, {"xl/worksheets/sheet3.xml": sheet}), catalogue) == {}


def test_text_in_words_cells(template: bytes, catalogue: Catalogue) -> None:
    put_words = put("progress_innovation", 2024, "一季度", "季度")
    assert figures(edited(template, put_words), catalogue)["progress_innovation", Period(2024, 1)].text == "2024"


def test_moved_sorted_and_added_rows_and_columns(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        fill(book)
        page = book["基础数据"]
        page.move_range(f"A4:K{page.max_row}", rows=7)
        page.cell(page.max_row + 1, 1).value = "财政补助收入"
        page.cell(page.max_row, 3).value = 5
        page.cell(page.max_row + 2, 1).value = "单位负责人（签字）"

    found = dict(figures(edited(template, edit), catalogue))
    assert found.pop(("fiscal_appropriation_income", Y)).value == 5
    assert found == IMPORTED


def test_a_name_that_was_changed(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        fill(book)
        cell_of(book, "基础数据", "total_income", "数据项").value = "医疗收入"

    assert problems(edited(template, edit), catalogue) == [
        ("xlsx_name_changed", where(template, "total_income", "数据项"))
    ]


def test_an_item_twice_and_an_unknown_one(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        fill(book)
        page = book["基础数据"]
        row = page.max_row + 1
        for number_, (name, value) in enumerate((("总收入", 1), ("没有这一项", 1), ("", 1), ("没有数的行", None))):
            page.cell(row + number_, 1).value = name
            page.cell(row + number_, 3).value = value

    assert [code for code, _ in problems(edited(template, edit), catalogue)] == [
        "file_given_twice", "file_unknown_item", "xlsx_row_without_item",
    ]  # fmt: skip


def test_merged_cells(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        cell = cell_of(book, "基础数据", "total_income", "本年")
        cell.value = 5
        book["基础数据"].merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=3, end_column=3)

    ((code, place),) = problems(edited(template, edit), catalogue)
    assert (code, place) == ("xlsx_merged", where(template, "fiscal_appropriation_income"))

    def sideways(book: Any) -> None:
        cell = cell_of(book, "基础数据", "total_income", "本年")
        cell.value = 5
        book["基础数据"].merge_cells(start_row=cell.row, end_row=cell.row, start_column=1, end_column=2)

    assert figures(edited(template, sideways), catalogue)["total_income", Y].value == 5


def test_missing_sheets(template: bytes, catalogue: Catalogue) -> None:
    def without(sheet: str) -> bytes:
        return edited(template, lambda book: book.remove(book[sheet]))

    assert ("xlsx_sheet_missing", "季度") in problems(without("季度"), catalogue)
    assert ("xlsx_sheet_missing", "基础数据") in problems(without("基础数据"), catalogue)
    assert ("xlsx_sheet_missing", "封面") in problems(without("封面"), catalogue)
    book = Workbook()
    found = read(saved(book), catalogue).problems
    assert [problem.code for problem in found] == ["xlsx_sheet_missing"]
    assert found[0].params["present"] == "Sheet"


def test_a_sheet_without_its_headings(template: bytes, catalogue: Catalogue) -> None:
    spoilt = edited(template, lambda book: book["季度"].delete_rows(3))
    assert problems(spoilt, catalogue) == [("xlsx_header_missing", "季度")]


def test_years_on_cover_and_headings(template: bytes, catalogue: Catalogue) -> None:
    def year(value: object) -> Edit:
        def edit(book: Any) -> None:
            fill(book)
            page = book["封面"]
            next(c for row in page.iter_rows() for c in row if str(c.value) == "2024").value = value

        return edit

    assert figures(edited(template, year(2024)), catalogue) == IMPORTED
    assert figures(edited(template, year("２０２４年度")), catalogue) == IMPORTED
    assert figures(edited(template, year(None)), catalogue) == IMPORTED
    assert [code for code, _ in problems(edited(template, year(2025)), catalogue)] == ["xlsx_year_disagrees"] * 2
    assert problems(edited(template, year("去年")), catalogue)[0][0] == "xlsx_cover_value"


def test_headings_without_years(template: bytes, catalogue: Catalogue) -> None:
    def bare(book: Any) -> None:
        fill(book)
        for sheet in ("基础数据", "季度"):
            for cell in book[sheet][3]:
                cell.value = str(cell.value).partition("（")[0]

    assert figures(edited(template, bare), catalogue) == IMPORTED

    def no_year(book: Any) -> None:
        bare(book)
        next(c for row in book["封面"].iter_rows() for c in row if str(c.value) == "2024").value = None

    assert {code for code, _ in problems(edited(template, no_year), catalogue)} == {"xlsx_year_missing"}


def test_a_column_twice(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        book["基础数据"]["D3"].value = "本年（2024 年）"

    assert problems(edited(template, edit), catalogue) == [("xlsx_column_twice", "基础数据!D3")]


def test_one_column_of_notes_for_both_years(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        for heading, value in (("上年", "不适用"), ("本年", 5), ("本年不", "首年开展")):
            cell_of(book, "基础数据", "operating_income", heading).value = value
        book["基础数据"]["E3"].value = "不适用原因/备注"
        book["基础数据"]["F3"].value = "别的"

    found = figures(edited(template, edit), catalogue)
    assert found["operating_income", L].note == "首年开展"
    assert found["operating_income", Y].note == "首年开展"


def test_notes_to_quarters_in_other_words(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        for heading, value in (("二季度", "不适用"), ("三季度", "是"), ("不适用", "没有这项业务")):
            cell_of(book, "季度", "dual_duty", heading).value = value

    found = figures(edited(template, edit), catalogue)
    assert {period.quarter: f.note for (_, period), f in found.items()} == {2: "没有这项业务", 3: "没有这项业务"}


def test_cover_values_that_cannot_be(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        page = book["封面"]
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "三级":
                    cell.value = "特级"
                elif cell.value == "1":
                    cell.value = "2"

    assert [code for code, _ in problems(edited(template, edit), catalogue)] == [
        "xlsx_newer_format",
        "xlsx_cover_value",
    ]


def test_cover_without_names_is_read_by_its_labels(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        fill(book)
        for name in list(book.defined_names):
            del book.defined_names[name]
        for name, place in (("hqd_year", "没有!$A$1"), ("hqd_level", "封面!#REF!"), ("hqd_type", "封面!$A$900")):
            book.defined_names[name] = DefinedName(name, attr_text=place)

    found = read(edited(template, edit), catalogue)
    assert (found.name, found.level, found.type, found.year) == ("测试医院", "三级", "综合", 2024)
    assert found.figures == IMPORTED


def test_a_cell_in_the_last_corner(template: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        fill(book)
        book["基础数据"]["XFD1048576"].value = "x"

    data = edited(template, edit)
    start = time.process_time()
    assert figures(data, catalogue) == IMPORTED
    assert time.process_time() - start < 2


def plain(rows: list[list[object]], name: str = "数据") -> Workbook:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(row)
    return book


def test_a_plain_list(catalogue: Catalogue) -> None:
    rows: list[list[object]] = [
        ["某院数据"], [],
        ["期间", "数据项", "数值", "单位", "备注"],
        [2024, "总收入", 12.5, "万元", "x"],
        ["2024Q1", "dual_duty", "是", None, None],
        [2023, "总收入", "不适用", None, "没有"],
        [],
    ]  # fmt: skip
    book = plain(rows)
    page = book["数据"]
    page.append([2024, "direct_level4_surgery_share", 0.125])
    page.cell(page.max_row, 3).number_format = "0.0%"
    found = figures(saved(book), catalogue)
    assert {(key, p.key): (f.value, f.note) for (key, p), f in found.items()} == {
        ("total_income", "2024"): (Decimal(125000), "x"),
        ("dual_duty", "2024Q1"): (Decimal(1), ""),
        ("total_income", "2023"): (None, "没有"),
        ("direct_level4_surgery_share", "2024"): (Decimal("12.5"), ""),
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["period", "item", "value"]], ("csv_no_rows", "数据")),
        ([["period", "item", "value", "x"], [2024, "总收入", 1]], ("file_unknown_column", "数据!A1")),
        ([["period", "item", "value"], [2024, "甲", 1]], ("file_unknown_item", "数据!B2")),
        ([["period", "item", "value"], [2024, "总收入", "=1"]], ("xlsx_formula_without_value", "数据!C2")),
        ([["period", "item", "value"], [dt.date(2024, 1, 1), "总收入", 1]], ("xlsx_date", "数据!A2")),
        ([[]] * 30 + [["period", "item", "value"]], ("xlsx_sheet_missing", "a.xlsx")),
    ],
)
def test_faults_of_a_plain_list(catalogue: Catalogue, rows: list[list[object]], expected: tuple[str, str]) -> None:
    assert problems(saved(plain(rows)), catalogue) == [expected]


def test_a_list_too_long(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    from hqd_desktop.files import workbook_figures

    monkeypatch.setattr(workbook_figures, "MAX_ROWS", 2)
    rows: list[list[object]] = [["period", "item", "value"], [2024, "总收入", 1], [2023, "总收入", 1]]
    assert problems(saved(plain(rows)), catalogue) == [("xlsx_too_many_rows", "数据!A3")]


def test_damaged_parts(template: bytes, catalogue: Catalogue) -> None:
    sheet = part(template, "xl/worksheets/sheet3.xml")
    broken = rezipped(template, {"xl/worksheets/sheet3.xml": sheet[: len(sheet) // 2]})
    assert problems(broken, catalogue) == [("xlsx_damaged", "基础数据")]
    assert problems(rezipped(template, {"xl/workbook.xml": b"<x"}), catalogue) == [("xlsx_damaged", "a.xlsx")]
    assert problems(rezipped(template, {"xl/styles.xml": b"<x"}), catalogue) == [("xlsx_damaged", "a.xlsx")]


def test_xml_bombs(template: bytes, catalogue: Catalogue) -> None:
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">%s]><sst>&z;</sst>' % b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("{"))
    )
    start = time.process_time()
    for entry in ("xl/sharedStrings.xml", "xl/workbook.xml", "xl/worksheets/sheet3.xml"):
        assert problems(rezipped(template, {entry: lol}), catalogue)[0][0] == "xlsx_damaged"
    assert time.process_time() - start < 2


def test_warnings_of_the_library_stay_inside(template: bytes, catalogue: Catalogue) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet = part(template, "xl/worksheets/sheet3.xml").replace(
            b"</worksheet>", b"<extLst><ext uri='x'/></extLst></worksheet>"
        )
        assert not read(rezipped(template, {"xl/worksheets/sheet3.xml": sheet}), catalogue).problems


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes_never_raise(template: bytes, catalogue: Catalogue, seed: int) -> None:
    chance = random.Random(seed)
    sheet = f"xl/worksheets/sheet{chance.randint(1, 4)}.xml"
    entry = chance.choice([sheet, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"])
    content = bytearray(part(template, entry))
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    found = read(rezipped(template, {entry: bytes(content)}), catalogue)
    assert not (found.figures and found.problems)


def test_front_door_by_content_and_suffix(template: bytes, catalogue: Catalogue, tmp_path: Path) -> None:
    front = FileWorkbooks()

    def codes(name: str, data: bytes) -> list[str]:
        (tmp_path / name).write_bytes(data)
        return [problem.code for problem in front.read_figures(tmp_path / name, catalogue).problems]

    assert codes("a.csv", template) == []
    assert codes("b.xlsx", b"period,item,value\n") == ["xlsx_not_workbook"]
    assert codes("c.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == ["xlsx_old_format"]
    assert codes("d.xlsx", b"") == ["file_empty"]


def test_states_are_kept_apart() -> None:
    assert {f.state for f in FILLED.values()} == set(FigureState)

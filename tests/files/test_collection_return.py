"""Forms as they come back: filled, resaved, spoilt. Each fault has its place, and what is read is exact."""

import datetime as dt
import io
import random
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, not_applicable, number, words
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.files import workbook_opening
from hqd_desktop.files.collection_form import form_bytes
from hqd_desktop.files.collection_return import MAX_FILES, find_forms, read_form_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.collection_return import CellState, compare, to_write
from hqd_desktop.services.form_records import CollectionForm, ReturnedForm
from hqd_desktop.services.records import Packs
from tests.files.form_filling import LAST, NOW, YEAR, assessed, fill, form_of, sheet_of, unsourced
from tests.files.workbook_making import SOFFICE, cell_of, edited, part, resaved_by_libreoffice, rezipped, saved

Edit = Callable[[Any], None]
EMPTY = {("total_income", NOW): BLANK, ("medical_income", NOW): BLANK, ("donation_income", LAST): BLANK}
KINDS = (
    "total_income",
    "donation_income",
    "discharges",
    "dean_responsibility",
    "dual_duty",
    "progress_innovation",
    "direct_cmi",
)
FIRST = "xl/worksheets/sheet1.xml"
MIXED = dict.fromkeys(KINDS, "综合科")


@pytest.fixture(scope="module")
def finance(packs: Packs) -> CollectionForm:
    return form_of(packs, "财务科", EMPTY)


@pytest.fixture(scope="module")
def issued(finance: CollectionForm) -> bytes:
    return form_bytes(finance)


@pytest.fixture(scope="module")
def mixed(packs: Packs) -> CollectionForm:
    """Every kind of item, of years and of quarters."""
    return form_of(packs, "综合科", EMPTY, MIXED)


def read(data: bytes, catalogue: Catalogue) -> ReturnedForm:
    return read_form_bytes(data, "回表.xlsx", catalogue)


def good(data: bytes, catalogue: Catalogue) -> ReturnedForm:
    found = read(data, catalogue)
    assert found.problems == ()
    return found


def problems(data: bytes, catalogue: Catalogue) -> list[tuple[str, str]]:
    found = read(data, catalogue)
    assert found.problems
    return [(problem.code, problem.where) for problem in found.problems]


def put(key: str, value: object, heading: str = "本年（", **more: object) -> Edit:
    def edit(book: Any) -> None:
        cell = cell_of(book, sheet_of(book, key), key, heading)
        cell.value = value
        for name, given_ in more.items():
            setattr(cell, name, given_)

    return edit


def where(data: bytes, key: str, heading: str = "本年（") -> str:
    book = load_workbook(io.BytesIO(data))
    return f"采集表!{cell_of(book, '采集表', key, heading).coordinate}"


def held(form: CollectionForm) -> dict[FigureKey, Figure]:
    """What stands on a form as it is issued; the reason of a 不适用 of last year is in its cell."""
    last = {(key, LAST): figure for key, figure in form.last.items() if (key, LAST) not in form.identity.base}
    return unsourced({**last, **form.identity.base})


# -- it comes back ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("department", ["财务科", "病案统计科", "药学部", "党办", "质控办", "护理部"])
def test_as_it_was_issued_it_says_what_we_have(packs: Packs, catalogue: Catalogue, department: str) -> None:
    form = form_of(packs, department)
    back = good(form_bytes(form), catalogue)
    assert back.identity == form.identity
    plain = {key: figure for key, figure in unsourced(back.figures).items() if key[1].year == YEAR}
    assert plain == form.identity.base
    seen = compare(back, assessed(packs), None)
    assert seen.problems == ()
    assert {cell.state for cell in seen.cells} == {CellState.SAME}
    assert to_write(seen) == {}


def figure_for(kind: ItemKind) -> st.SearchStrategy[Figure]:
    notes = st.text(alphabet="甲乙 =+-一：a1", max_size=6).map(str.strip)
    given_ = {
        ItemKind.NUMBER: st.builds(number, st.decimals(0, 10**9, places=4), notes),
        ItemKind.YES_NO: st.builds(number, st.integers(0, 1), notes),
        ItemKind.TEXT: st.builds(
            words, st.text(alphabet="=进展+1@'\n甲", min_size=1).map(str.strip).filter(bool), notes
        ),
    }[kind]
    reasons = st.text(alphabet="停办=甲", min_size=1, max_size=5)
    return st.one_of(st.just(BLANK), given_, st.builds(not_applicable, reasons), st.builds(Figure, note=notes))


@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # shrinking takes minutes
@given(data=st.data())
def test_issued_filled_and_returned_restores_exactly(
    packs: Packs, catalogue: Catalogue, mixed: CollectionForm, data: st.DataObject
) -> None:
    """Whatever stood here, whatever they put in its place: their figures, notes and 不适用 arrive as they are."""
    kinds = {cell.key: catalogue[cell.item].kind for cell in mixed.identity.cells}
    small = {k: kind for k, kind in kinds.items() if catalogue[k[0]].maximum is None}
    ours = {key: data.draw(figure_for(kind)) for key, kind in small.items()}
    form = form_of(packs, "综合科", {**EMPTY, **ours}, MIXED)
    keys = [cell.key for cell in form.identity.cells if cell.key in small]
    filled = {key: data.draw(figure_for(small[key])) for key in keys}
    back = good(edited(form_bytes(form), lambda book: fill(book, catalogue, filled)), catalogue)
    seen = {key: figure for key, figure in unsourced(back.figures).items() if key in filled}
    assert seen == unsourced(filled)
    assert {figure.source for figure in back.figures.values()} <= {"采集表 综合科"}
    assert back.identity == form.identity


def test_text_numbers_and_numbers_as_people_write_them(
    issued: bytes, catalogue: Catalogue, finance: CollectionForm
) -> None:
    def edit(book: Any) -> None:
        put("total_income", " １，234.5 ".replace("，", ","))(book)
        put("medical_income", "1.2亿")(book)

    back = good(edited(issued, edit), catalogue)
    assert back.figures["total_income", NOW].value == Decimal("1234.5")
    assert back.figures["medical_income", NOW].value == Decimal(120000000)
    assert back.places["total_income", NOW] == where(issued, "total_income")


def test_ten_thousands_by_the_unit_of_the_row(issued: bytes, catalogue: Catalogue, packs: Packs) -> None:
    """What they filled is converted; last year's, which we had written there, is not."""

    def edit(book: Any) -> None:
        put("total_income", 100521.7316)(book)
        put("total_income", "万元", "单位")(book)

    back = good(edited(issued, edit), catalogue)
    assert back.figures["total_income", NOW].value == Decimal("1005217316")
    assert back.units == {("total_income", NOW): "万元"}
    assert back.figures["total_income", LAST].value == Decimal("977217315.88")
    assert compare(back, assessed(packs, EMPTY), None).problems == ()


def test_ten_thousands_without_a_word_are_suggested(issued: bytes, catalogue: Catalogue, packs: Packs) -> None:
    back = good(edited(issued, put("total_income", 100521.73)), catalogue)
    seen = compare(back, assessed(packs, EMPTY), None)
    assert {c.key: c.suggestion for c in seen.cells if c.suggestion} == {("total_income", NOW): Decimal("1005217300")}


def test_an_unknown_unit(issued: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        put("total_income", 5)(book)
        put("total_income", "人", "单位")(book)

    assert problems(edited(issued, edit), catalogue) == [("file_wrong_unit", where(issued, "total_income", "单位"))]


# -- how it was laid out ------------------------------------------------------------------------------------------


def test_moved_sorted_rows_other_names_of_sheets_and_words_around(
    issued: bytes, catalogue: Catalogue, finance: CollectionForm
) -> None:
    def edit(book: Any) -> None:
        sheet = book["采集表"]
        put("total_income", 5)(book)
        sheet.move_range(f"A4:K{sheet.max_row}", rows=9)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=14)]
        random.Random(1).shuffle(rows)
        for at, row in enumerate(rows, 14):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value
        sheet.cell(sheet.max_row + 2, 1).value = "科室负责人（签字）"
        sheet.title = "Sheet1"
        book["hqd"].title = "Sheet2"
        notes = book.create_sheet("计算底稿", 0)
        notes["A1"].value, notes["B1"].value = "总收入", 7

    back = good(edited(issued, edit), catalogue)
    expected = {**held(finance), ("total_income", NOW): number(5)}
    assert unsourced(back.figures) == expected


def test_without_the_hidden_keys_names_are_enough(issued: bytes, catalogue: Catalogue, finance: CollectionForm) -> None:
    def edit(book: Any) -> None:
        put("total_income", 5)(book)
        book["采集表"].delete_cols(11)

    back = good(edited(issued, edit), catalogue)
    assert unsourced(back.figures) == {**held(finance), ("total_income", NOW): number(5)}


def test_rows_that_are_lost_are_named(issued: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        book["采集表"].delete_rows(cell_of(book, "采集表", "total_income", "本年（").row)

    found = read(edited(issued, edit), catalogue)
    assert [(p.code, p.params) for p in found.problems] == [("form_row_missing", {"item": "总收入"})]
    assert found.figures  # to be looked at


def test_rows_that_were_added(issued: bytes, catalogue: Catalogue, packs: Packs) -> None:
    """Twice the same, unknown, nameless: refused with their place. Another department's item: not asked."""

    def add(name: str) -> bytes:
        def edit(book: Any) -> None:
            sheet = book["采集表"]
            row = sheet.max_row + 1
            sheet.cell(row, 1).value = name
            sheet.cell(row, 3).value = 5

        return edited(issued, edit)

    row = load_workbook(io.BytesIO(issued))["采集表"].max_row + 1
    assert problems(add("没有这一项"), catalogue) == [("file_unknown_item", f"采集表!A{row}")]
    assert problems(add(""), catalogue) == [("xlsx_row_without_item", f"采集表!A{row}")]
    back = good(add("出院人次数"), catalogue)
    seen = compare(back, assessed(packs, EMPTY), None)
    assert [(p.code, p.where) for p in seen.problems] == [("form_not_asked", f"采集表!C{row}")]


def test_an_item_given_twice(issued: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        put("total_income", 4)(book)
        sheet = book["采集表"]
        row = sheet.max_row + 1
        sheet.cell(row, 1).value, sheet.cell(row, 3).value = "总收入", 5

    found = read(edited(issued, edit), catalogue)
    assert [p.code for p in found.problems] == ["file_given_twice"]


def test_a_renamed_row(issued: bytes, catalogue: Catalogue) -> None:
    data = edited(issued, lambda book: (put("total_income", 4)(book), put("total_income", "医疗收入", "数据项")(book)))
    found = problems(data, catalogue)
    assert ("xlsx_name_changed", where(issued, "total_income", "数据项")) in found


def test_merged_cells(issued: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        cell = cell_of(book, "采集表", "total_income", "本年（")
        cell.value = 5
        book["采集表"].merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=3, end_column=3)

    data = edited(issued, edit)
    found = read(data, catalogue)
    assert [p.code for p in found.problems] == ["xlsx_merged"]
    row = int(where(issued, "total_income").rpartition("C")[2])
    assert found.problems[0].where == f"采集表!C{row + 1}"
    assert ("fiscal_appropriation_income", NOW) in found.unreadable


def test_a_table_without_headings(issued: bytes, catalogue: Catalogue) -> None:
    assert problems(edited(issued, lambda book: book["采集表"].delete_rows(4)), catalogue) == [
        ("form_table_missing", "回表.xlsx")
    ]


def test_headings_of_another_year(issued: bytes, catalogue: Catalogue) -> None:
    def edit(book: Any) -> None:
        book["采集表"]["C4"].value = "本年（2024 年）"
        book["采集表"]["D4"].value = "上年（2023 年）"

    assert [code for code, _ in problems(edited(issued, edit), catalogue)][:2] == ["xlsx_year_disagrees"] * 2


# -- whose it is --------------------------------------------------------------------------------------------------


def test_without_identity(issued: bytes, catalogue: Catalogue, template: bytes) -> None:
    lost = edited(issued, lambda book: book.remove(book["hqd"]))
    assert problems(lost, catalogue) == [("form_identity_missing", "回表.xlsx")]
    assert problems(template, catalogue) == [("form_identity_missing", "回表.xlsx")]
    assert problems(saved(Workbook()), catalogue) == [("form_identity_missing", "回表.xlsx")]


def test_with_an_identity_that_was_altered(issued: bytes, catalogue: Catalogue) -> None:
    def other(book: Any) -> None:
        cell = book["hqd"]["B4"]
        cell.value = cell.value.replace(":", ";", 1)

    def newer(book: Any) -> None:
        book["hqd"]["B2"].value = "2"

    assert problems(edited(issued, other), catalogue) == [("form_identity_altered", "回表.xlsx")]
    assert problems(edited(issued, newer), catalogue) == [("xlsx_newer_format", "回表.xlsx")]


def test_of_another_hospital_year_or_table(issued: bytes, catalogue: Catalogue, packs: Packs) -> None:
    from dataclasses import replace

    back = good(issued, catalogue)
    ours = assessed(packs)
    other = replace(ours, hospital=replace(ours.hospital, id="h9", name="别的医院"))
    assert [p.code for p in compare(back, other, None).problems] == ["form_other_hospital"]
    assert [p.code for p in compare(back, replace(ours, year=2026), None).problems] == ["form_other_year"]


# -- what stands in a cell ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("很多", "number_unreadable"),
        (dt.date(2025, 1, 1), "xlsx_date"),
        (dt.time(1, 2), "xlsx_date"),
        ("#DIV/0!", "xlsx_error_value"),
        ("#REF!", "xlsx_error_value"),
        ("=1+1", "xlsx_formula_without_value"),
        ("不适用", "file_reason_missing"),
        (-1, "figure_too_small"),
        (1.23456789, "number_too_fine"),
        ("12%", "number_percent"),
        ("1\x1f2".replace("\x1f", "_x001F_"), "number_unreadable"),
    ],
)
def test_what_is_no_number_is_refused_with_its_place(
    issued: bytes, catalogue: Catalogue, value: object, code: str
) -> None:
    data = edited(issued, put("total_income", value))
    found = read(data, catalogue)
    heading = "本年不适用" if code == "file_reason_missing" else "本年（"
    assert [(p.code, p.where) for p in found.problems] == [(code, where(issued, "total_income", heading))]
    assert found.problems[0].params["item"] == "总收入"
    assert found.unreadable == {("total_income", NOW)}


def test_control_characters(issued: bytes, catalogue: Catalogue) -> None:
    data = edited(issued, put("total_income", "stands here"))  # where lxml is, openpyxl writes Chinese as numbers
    assert b"stands here" in part(data, FIRST)
    spoilt = rezipped(data, {FIRST: part(data, FIRST).replace(b"stands here", b"1&#127;2")})
    assert problems(spoilt, catalogue) == [("file_control_character", where(issued, "total_income"))]


def test_a_percentage_where_money_belongs(issued: bytes, catalogue: Catalogue) -> None:
    found = read(edited(issued, put("total_income", 0.5, number_format="0%")), catalogue)
    assert [(p.code, p.where) for p in found.problems] == [("xlsx_percent", where(issued, "total_income"))]
    assert found.unreadable == {("total_income", NOW)}


def test_formulas_that_were_worked_out_are_read(issued: bytes, catalogue: Catalogue) -> None:
    data = edited(issued, put("total_income", 7777))
    sheet = part(data, "xl/worksheets/sheet1.xml")
    data = rezipped(data, {"xl/worksheets/sheet1.xml": sheet.replace(b"<v>7777</v>", b"<f>7000+777</f><v>7777</v>")})
    assert good(data, catalogue).figures["total_income", NOW].value == 7777


def test_text_that_begins_like_a_formula_is_text(packs: Packs, catalogue: Catalogue) -> None:
    key = ("progress_innovation", Period(YEAR, 1))
    form = form_of(packs, "质控办", {key: words('=cmd|" /C calc"!A0', note="=1+1")})
    data = form_bytes(form)
    assert b"<f>" not in part(data, "xl/worksheets/sheet1.xml")
    assert unsourced(good(data, catalogue).figures)[key] == words('=cmd|" /C calc"!A0', note="=1+1")


# -- files that must not be opened, or not yet ----------------------------------------------------------------------


def test_files_that_are_no_form(issued: bytes, catalogue: Catalogue, tmp_path: Path) -> None:
    ole = workbook_opening.OLE + b"x" * 100
    types = part(issued, "[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    sheet = part(issued, "xl/worksheets/sheet1.xml")
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    cases = {
        "旧.xls": (ole, "xlsx_old_format"),
        "密码.xlsx": (ole + "EncryptedPackage".encode("utf-16-le"), "xlsx_encrypted"),
        "宏.xlsm": (rezipped(issued, {"[Content_Types].xml": types}), "xlsx_macros"),
        "链接.xlsx": (rezipped(issued, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "xlsx_external_links"),
        "炸弹.xlsx": (rezipped(issued, {"xl/media/a.png": b"\0" * (100 * 2**20)}), "xlsx_too_large_inside"),
        "实体.xlsx": (rezipped(issued, {"xl/sharedStrings.xml": lol}), "xlsx_damaged"),
        "半截.xlsx": (rezipped(issued, {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]}), "xlsx_damaged"),
        "短.xlsx": (issued[: len(issued) // 2], "xlsx_damaged"),
        "网页.xlsx": (b"<html></html>", "xlsx_not_workbook"),
        "空.xlsx": (b"", "file_empty"),
    }
    for name, (data, code) in cases.items():
        path = tmp_path / name
        path.write_bytes(data)
        start = time.process_time()
        found = FileWorkbooks().read_form(path, catalogue)
        assert [p.code for p in found.problems] == [code], name
        assert (found.name, found.figures, found.identity and found.identity.form) == (
            name, {}, found.identity and found.identity.form,
        )  # fmt: skip
        assert time.process_time() - start < 2, name


@pytest.mark.parametrize("value", ["=1+1", "#REF!", dt.date(2025, 3, 1)])
def test_a_note_that_cannot_be_read_is_not_lost(issued: bytes, catalogue: Catalogue, value: object) -> None:
    def edit(book: Any) -> None:
        put("total_income", 5)(book)
        put("total_income", value, "本年不适用")(book)

    found = read(edited(issued, edit), catalogue)
    assert [(p.code, p.where) for p in found.problems] == [
        ("xlsx_note_unreadable", where(issued, "total_income", "本年不适用"))
    ]


@pytest.mark.parametrize("mark", ["~$回表.xlsx", ".~lock.回表.xlsx#", ".~回表.xlsx"])
def test_a_form_that_is_still_open(issued: bytes, catalogue: Catalogue, tmp_path: Path, mark: str) -> None:
    path = tmp_path / "回表.xlsx"
    path.write_bytes(issued)
    (tmp_path / mark).write_bytes(b"x")
    found = FileWorkbooks().read_form(path, catalogue)
    assert [p.code for p in found.problems] == ["file_open_elsewhere"]
    assert FileWorkbooks().find_forms([tmp_path]) == (path,)


def test_a_cell_in_the_last_corner(issued: bytes, catalogue: Catalogue, finance: CollectionForm) -> None:
    def edit(book: Any) -> None:
        book["采集表"]["XFD1048576"].value = "x"

    data = edited(issued, edit)
    start = time.process_time()
    assert unsourced(good(data, catalogue).figures) == held(finance)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("seed", range(25))
def test_flipped_bytes_never_raise(issued: bytes, catalogue: Catalogue, packs: Packs, seed: int) -> None:
    """And what is read in spite of them is compared without raising."""
    chance = random.Random(seed)
    entry = chance.choice(
        [f"xl/worksheets/sheet{chance.randint(1, 2)}.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
    )
    content = bytearray(part(issued, entry))
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    compare(read(rezipped(issued, {entry: bytes(content)}), catalogue), assessed(packs, EMPTY), None)


# -- other programs -----------------------------------------------------------------------------------------------


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice(packs: Packs, catalogue: Catalogue, mixed: CollectionForm, tmp_path: Path) -> None:
    """Identity, figures, protection and ranges survive; through the old .xls as well, given as .xlsx again."""
    filled: Mapping[FigureKey, Figure] = {
        ("total_income", NOW): number("1234.56", "核过"),
        ("dual_duty", Period(YEAR, 2)): not_applicable("停业"),
        ("progress_innovation", Period(YEAR, 1)): words("=进展\n第二行"),
    }
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.xlsx"
    path.write_bytes(edited(form_bytes(mixed), lambda book: fill(book, catalogue, filled)))
    direct = good(path.read_bytes(), catalogue)
    resaved = resaved_by_libreoffice(path, tmp_path)
    back = good(resaved.read_bytes(), catalogue)
    assert back.identity == mixed.identity
    assert unsourced(back.figures) == unsourced(direct.figures)
    assert filled.items() <= unsourced(back.figures).items()
    book = load_workbook(resaved)
    assert book["采集表"].protection.sheet
    assert book["采集表"].data_validations.dataValidation
    assert book["hqd"].sheet_state in ("hidden", "veryHidden")
    (tmp_path / "xls").mkdir()
    old = resaved_by_libreoffice(resaved, tmp_path / "xls", "xls")
    assert [p.code for p in FileWorkbooks().read_form(old, catalogue).problems] == ["xlsx_old_format"]


def test_once_saved_by_libreoffice(catalogue: Catalogue) -> None:
    """A stored file: what LibreOffice 7.4 made of a filled form."""
    path = Path(__file__).parents[1] / "workbooks" / "collection-form-libreoffice.xlsx"
    back = FileWorkbooks().read_form(path, catalogue)
    assert back.problems == ()
    assert back.identity is not None
    assert back.identity.department == "综合科"
    assert unsourced(back.figures)["total_income", NOW] == number("1234.56", "核过")


# -- folders ------------------------------------------------------------------------------------------------------


def test_files_and_folders_are_found_once_by_name(tmp_path: Path) -> None:
    (tmp_path / "下级").mkdir()
    names = ["b.xlsx", "a.XLSX", "下级/c.xls", "说明.docx", "~$b.xlsx", ".隐藏.xlsx", ".~lock.b.xlsx#", "d.et"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "e.xlsx").mkdir()
    single = tmp_path / "说明.docx"
    found = find_forms([tmp_path, tmp_path / "b.xlsx", single])
    assert [path.name for path in found] == ["a.XLSX", "b.xlsx", "d.et", "c.xls", "说明.docx"]
    assert find_forms([]) == ()
    for count in range(MAX_FILES + 5):
        (tmp_path / f"{count}.xlsx").write_bytes(b"x")
    assert len(find_forms([tmp_path])) == MAX_FILES


def test_the_digest_is_of_the_file(issued: bytes, catalogue: Catalogue, tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "a.xlsx"
    path.write_bytes(issued)
    assert FileWorkbooks().read_form(path, catalogue).digest == hashlib.sha256(issued).hexdigest()
    assert FileWorkbooks().read_form(tmp_path / "b.xlsx", catalogue).digest == ""

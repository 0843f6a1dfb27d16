"""Every reader against every kind of bad file: refused or explained with place and remedy, in two seconds and little
memory (measured in a process of its own), and the file itself as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import xlsxwriter

from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.messages import sentence
from tests.files import bad_input_making as bad
from tests.files import bad_other_making as other
from tests.files.bad_input_making import Good, Make, good_files
from tests.fuzz.bounded_reading import BoundedReader, Told

OURS = ("模板.xlsx", "上报.xlsx", "清单.xlsx", "采集表.xlsx")
TABLE = ("本院.xlsx",)
READ = ""  # is read as if the bad thing were not there: nothing of it is used, followed or unfolded
TOO_LARGE = "xlsx_too_large_inside"
PLACE = "the cell"

# line → how it is made, what our own workbooks are told, what a table of others is told, and whether with the cell
XLSX: dict[str, tuple[Make, str, str, str]] = {
    "zip bomb": (bad.sheet_bomb, TOO_LARGE, TOO_LARGE, ""),
    "zip bomb, nested": (bad.nested_bomb, READ, READ, ""),
    "zip bomb, sizes that lie": (bad.lying_bomb, "xlsx_damaged", "xlsx_damaged", ""),
    "zip bomb, overlapping": (bad.overlapping_bomb, TOO_LARGE, TOO_LARGE, ""),
    "200 MB of shared strings": (bad.large_strings, TOO_LARGE, TOO_LARGE, ""),
    "a million shared strings": (bad.many_strings, TOO_LARGE, TOO_LARGE, ""),
    "a row without end": (bad.long_row, TOO_LARGE, TOO_LARGE, ""),
    "half a million styles": (bad.many_styles, TOO_LARGE, TOO_LARGE, ""),
    "XML bomb": (bad.laughs, "xlsx_damaged", "xlsx_damaged", ""),
    "an entity of the workbook": (bad.foreign_entity(bad.BOOK), "xlsx_damaged", "xlsx_damaged", ""),
    "an entity of the styles": (bad.foreign_entity("xl/styles.xml"), "xlsx_damaged", "xlsx_damaged", ""),
    "macros": (bad.with_macros, "xlsx_macros", "foreign_macros", ""),
    "external links": (
        bad.with_parts(xl__externalLinks__externalLink1DOTxml=b"<x/>"), "xlsx_external_links",
        "foreign_external_links", "",
    ),
    "a cell at XFD1048576": (bad.far, READ, "foreign_too_far", ""),
    "=cmd": (bad.words("=cmd|' /C calc'!A0"), "number_unreadable", "number_unreadable", PLACE),
    "a control character": (bad.words("1&#127;2"), "file_control_character", "number_unreadable", PLACE),
    "a control character, escaped": (bad.words("1_x0001_2"), "number_unreadable", "number_unreadable", PLACE),
    "a control character, raw": (bad.words("1\x012"), "xlsx_damaged", "xlsx_damaged", ""),
    "a date": (bad.dated, "xlsx_date", "mapping_date", PLACE),
    "a date in ISO": (bad.cell("<v>2025-01-02</v>", "d"), "xlsx_date", "mapping_date", PLACE),
    "an error value": (bad.cell("<v>#DIV/0!</v>", "e"), "xlsx_error_value", "mapping_error_value", PLACE),
    "a formula of an error": (
        bad.cell("<f>1/0</f><v>#DIV/0!</v>", "e"), "xlsx_error_value", "mapping_error_value", PLACE,
    ),
    "a formula without value": (bad.cell("<f>1+1</f>"), "xlsx_formula_without_value", "mapping_uncomputed", PLACE),
    "a password": (bad.encrypted, "xlsx_encrypted", "xlsx_encrypted", ""),
    "cut off": (bad.cut_off, "xlsx_damaged", "xlsx_damaged", ""),
    "nothing in it": (bad.text(b""), "file_empty", "file_empty", ""),
}  # fmt: skip

_ENTITY = '<!DOCTYPE a [<!ENTITY b "bb">]>'
_STRING = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
# (file, line) → how it is made and what is said
OTHERS: dict[tuple[str, str], tuple[Make, str]] = {
    ("本院.ods", "zip bomb"): (bad.sheet_bomb, TOO_LARGE),
    ("本院.ods", "zip bomb, sizes that lie"): (bad.lying_bomb, "xlsx_damaged"),
    ("本院.ods", "zip bomb, nested"): (bad.nested_bomb, READ),
    ("本院.ods", "two million blank cells"): (other.ods_tags, TOO_LARGE),
    ("本院.ods", "XML bomb"): (other.ods_head(_ENTITY), "foreign_entities"),
    ("本院.ods", "macros"): (bad.with_parts(Basic__a=b"x"), "foreign_macros"),
    ("本院.ods", "a cell at XFD1048576"): (
        other.ods_cell('<table:table-cell table:number-columns-repeated="16382"/>' + _STRING.format("x")),
        "foreign_too_far",
    ),
    ("本院.ods", "=cmd"): (other.ods_cell(_STRING.format("=cmd|' /C calc'!A0")), "number_unreadable"),
    ("本院.ods", "a control character"): (other.ods_cell(_STRING.format("1&#127;2")), "number_unreadable"),
    ("本院.ods", "a date"): (
        other.ods_cell('<table:table-cell office:value-type="date" office:date-value="2025-01-02"/>'), "mapping_date",
    ),
    ("本院.ods", "an error value"): (
        other.ods_cell('<table:table-cell calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'),
        "mapping_error_value",
    ),
    ("本院.ods", "a formula without value"): (
        other.ods_cell('<table:table-cell table:formula="of:=1+1"/>'), "mapping_uncomputed",
    ),
    ("本院.ods", "a password"): (
        bad.with_parts(**{"META-INF__manifestDOTxml": b"<manifest:encryption-data/>"}), "xlsx_encrypted",
    ),
    ("本院.ods", "cut off"): (bad.cut_off, "xlsx_damaged"),
    ("本院.ods", "nothing in it"): (bad.text(b""), "file_empty"),
    ("本院.xls", "ten million records"): (other.xls_records, TOO_LARGE),
    ("本院.xls", "macros"): (other.xls_record(0x0085, content=b"\0\0\0\0\0\x01"), "xlsx_damaged"),
    ("本院.xls", "a cell at the end"): (other.xls_record(0x0203, content=b"\xff\xff"), "foreign_too_far"),
    ("本院.xls", "an error value"): (lambda good: good.data, "mapping_error_value"),
    ("本院.xls", "a date"): (lambda good: good.data, "mapping_date"),
    ("本院.xls", "a password"): (other.xls_record(0x0042, 0x2F), "xlsx_encrypted"),
    ("本院.xls", "cut off"): (bad.cut_off, "xlsx_damaged"),
    ("本院.xls", "nothing in it"): (bad.text(b""), "file_empty"),
    ("本院.csv", "200 MB"): (bad.text("总收入,1\n" * (bad.MANY // 12)), "file_too_large"),
    ("本院.csv", "five million lines"): (bad.text("\n" * 4_900_000 + "x"), "xlsx_too_many_rows"),
    ("本院.csv", "a line without end"): (bad.text("1," * 2_000_000), "csv_line_too_long"),
    ("本院.csv", "a web page of half a million cells"): (bad.text("<table>" + "<td>x" * 1_000_000), TOO_LARGE),
    ("本院.csv", "a sign of a million digits"): (bad.text(f"<table><td>&#{'1' * 10**6};</table>"), "foreign_disguised"),
    ("本院.csv", "a NUL"): (bad.text(b"a\0b\n1,2\n"), "csv_nul"),
    ("本院.csv", "nothing in it"): (bad.text(b""), "file_empty"),
    ("清单.csv", "200 MB"): (bad.text("2025,总收入,1\n" * (bad.MANY // 18)), "file_too_large"),
    ("清单.csv", "five million lines"): (bad.text("\n" * 4_900_000 + "x"), "xlsx_too_many_rows"),
    ("清单.csv", "a line without end"): (bad.text("1," * 2_000_000), "csv_line_too_long"),
    ("清单.csv", "=cmd"): (bad.text("period,item,value\n2025,总收入,=cmd|' /C calc'!A0\n"), "number_unreadable"),
    ("清单.csv", "a control character"): (
        bad.text("period,item,value\n2025,总收入,1\x7f2\n"), "file_control_character",
    ),
    ("清单.csv", "a date"): (bad.text("period,item,value\n2025,总收入,2025-01-02\n"), "number_unreadable"),
    ("清单.csv", "an error value"): (bad.text("period,item,value\n2025,总收入,#DIV/0!\n"), "number_unreadable"),
    ("清单.csv", "a NUL"): (bad.text(b"period,item,value\n2025,a\0,1\n"), "csv_nul"),
    ("清单.csv", "nothing in it"): (bad.text(b""), "file_empty"),
}  # fmt: skip


@pytest.fixture(scope="module")
def good() -> dict[str, Good]:
    return good_files()


@pytest.fixture(scope="module")
def reader() -> Iterator[BoundedReader]:
    with BoundedReader() as server:
        yield server


@pytest.fixture(scope="module")
def wholes(good: dict[str, Good], reader: BoundedReader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What comes out of the good files."""
    folder = tmp_path_factory.mktemp("good")
    told = {}
    for name, file in good.items():
        (folder / name).write_bytes(file.data)
        told[name] = reader.read(file.reader, folder / name)
    return told


def test_the_good_files_are_read(wholes: dict[str, Told]) -> None:
    for name, told in wholes.items():
        assert not told.refused, (name, told)
        assert not told.fault, (name, told)
        assert told.values or name == "模板.xlsx"


def read(reader: BoundedReader, file: Good, data: bytes, folder: Path) -> Told:
    path = folder / file.name
    path.write_bytes(data)
    told = reader.read(file.reader, path)
    assert told.fault == ""
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(data).digest()
    assert [found.name for found in folder.iterdir()] == [file.name]
    return told


def check(told: Told, code: str, place: str, whole: Told) -> None:
    if code == READ:
        assert (told.values, told.problems) == (whole.values, whole.problems)
        return
    assert code in told.codes, told.problems
    _, where, words = told.problems[told.codes.index(code)]
    assert where == place or place in words
    assert "请" in words or code in ("xlsx_newer_format", "number_unreadable"), words
    assert "⟦" not in words
    assert "{" not in words


@pytest.mark.parametrize("line", XLSX)
@pytest.mark.parametrize("name", OURS + TABLE)
def test_workbooks(
    name: str, line: str, good: dict[str, Good], wholes: dict[str, Told], reader: BoundedReader, tmp_path: Path
) -> None:
    make, ours, foreign, place = XLSX[line]
    file = good[name]
    told = read(reader, file, make(file), tmp_path)
    code = ours if name in OURS else foreign
    notes = ("foreign_macros", "foreign_external_links")
    check(told, code, file.place if place else file.name if code not in notes else "", wholes[name])
    if name in OURS and code:
        assert told.refused
        assert not told.values
    if code in notes:  # told, not run and not followed: the figures are those that are stored
        assert told.values == wholes[name].values


@pytest.mark.parametrize(("name", "line"), OTHERS)
def test_other_kinds(
    name: str, line: str, good: dict[str, Good], wholes: dict[str, Told], reader: BoundedReader, tmp_path: Path
) -> None:
    make, code = OTHERS[name, line]
    check(read(reader, good[name], make(good[name]), tmp_path), code, "", wholes[name])


@pytest.mark.parametrize("name", ["encrypted-report.xlsx", "encrypted-report.xls", "encrypted-report.ods"])
def test_a_real_password(name: str, reader: BoundedReader) -> None:
    """Encrypted by real programs; see tests/workbooks/make_encrypted.py."""
    told = reader.read("table", bad.STORED / name)
    assert (told.fault, told.refused, told.codes) == ("", True, ["xlsx_encrypted"])
    if name.endswith("xlsx"):
        for kind in ("figures", "form"):
            assert reader.read(kind, bad.STORED / name).codes == ["xlsx_encrypted"]


JUST_BELOW = 7_450  # rows of twenty cells: 149 000, where 150 000 are read


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["numbers.xlsx", "texts.xlsx", "formulas.xlsx", "numbers.csv", "numbers.html"])
def test_what_is_just_below_the_limits_is_read_as_quickly(kind: str, reader: BoundedReader, tmp_path: Path) -> None:
    """Two seconds hold for what is accepted too."""
    path = tmp_path / kind
    what, _, ending = kind.partition(".")
    if ending == "xlsx":
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        sheet = book.add_worksheet("大表")  # no target lies there: only the reading is measured
        for row, column in product(range(JUST_BELOW), range(20)):
            if what == "texts":
                sheet.write_string(row, column, f"项目{row}_{column}")
            elif what == "formulas":
                sheet.write_formula(row, column, "=1+1", None, row * 1.5)
            else:
                sheet.write_number(row, column, row * 1.37 + column)
        book.close()
    else:
        rows = [[str(row * column) for column in range(20)] for row in range(JUST_BELOW)]
        page = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        path.write_text(f"<table>{page}</table>" if ending == "html" else "\n".join(map(",".join, rows)))
    told = reader.read("table", path)
    assert told.fault == ""
    assert not told.refused


@pytest.mark.parametrize("mark", ["~${}", ".~lock.{}#", ".~{}"])
@pytest.mark.parametrize("name", [*OURS, *TABLE, "本院.ods", "本院.xls", "本院.csv", "清单.csv"])
def test_still_open_in_an_office_program(
    name: str, mark: str, good: dict[str, Good], reader: BoundedReader, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(good[name].data)
    (tmp_path / mark.format(name)).write_bytes(b"x")
    told = reader.read(good[name].reader, tmp_path / name)
    assert told.fault == ""
    assert told.codes == ["file_open_elsewhere"]
    assert told.refused
    assert name in told.problems[0][2]
    assert "请保存并关掉它" in told.problems[0][2]


@pytest.mark.parametrize("name", [*OURS, *TABLE, "本院.ods", "本院.xls", "本院.csv", "清单.csv"])
def test_a_sharing_violation(name: str, good: dict[str, Good], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows answers when a program holds the file for itself; nothing but a refusal comes of it."""
    from hqd_desktop.domain.problems import Problem
    from tests.fakes.shipped_packs import shipped_packs

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    path, books, catalogue = tmp_path / name, FileWorkbooks(), shipped_packs().catalogue
    path.write_bytes(good[name].data)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", held)
        if good[name].reader == "table":
            grid = books.read_table(path, lambda *_: None)
            assert isinstance(grid, Problem)
            problems: tuple[Problem, ...] = (grid,)
        else:
            read_one = books.read_form if good[name].reader == "form" else books.read_figures
            found = read_one(path, catalogue)
            assert not found.figures
            problems = tuple(found.problems)
    assert [problem.code for problem in problems] == ["file_not_permitted"]
    assert "请关掉打开它的程序" in sentence(problems[0])
    assert path.read_bytes() == good[name].data

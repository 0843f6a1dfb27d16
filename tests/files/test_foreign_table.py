"""Tables of other programs: the same cells from each kind of file, and everything bad refused quickly and explained."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.compound_file import MAGIC
from hqd_desktop.files.foreign_table import read_foreign_table
from hqd_desktop.services.errors import Cancelled
from hqd_desktop.services.grid import CellKind, Grid
from hqd_desktop.services.messages import sentence
from tests.files.workbook_making import SOFFICE, part, resaved_by_libreoffice, rezipped, saved
from tests.workbooks.make_foreign import INCOME, book

STORED = Path(__file__).parents[1] / "workbooks"
KINDS = ("xls", "ods", "xlsx")
Write = Callable[[str, str | bytes], Path]


def quiet(*_: object) -> None:
    """Nobody listens."""


def read(path: Path) -> Grid:
    answer = read_foreign_table(path, quiet)
    assert isinstance(answer, Grid), answer
    return answer


def refused(path: Path) -> str:
    """The code; refused in less than two seconds of work and 60 MB of memory, with a sentence."""
    tracemalloc.start()
    begin = time.process_time()
    answer = read_foreign_table(path, quiet)
    assert time.process_time() - begin < 2
    assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    tracemalloc.stop()
    assert isinstance(answer, Problem), answer
    assert "没有" in sentence(answer)
    return answer.code


def shapes(grid: Grid) -> list[object]:
    """All that must not depend on the kind of file."""
    return [
        (s.name, s.hidden, s.merged, [[(c.kind, c.text, c.value) for c in row] for row in s.rows]) for s in grid.sheets
    ]


def check_report(grid: Grid) -> None:
    """The invented report, value by value."""
    income, work, odd, draft = grid.sheets
    assert [s.name for s in grid.sheets] == ["收入表", "工作量", "杂项", "底稿"]
    assert draft.hidden
    assert not income.hidden
    assert income.heading(0, 4) == "2025 年度收入情况表"
    for at, (name, code, _, now, before) in enumerate(INCOME, 3):
        assert (income.at(at, 0).text, income.at(at, 1).text) == (name, code)
        assert income.at(at, 3).value == (None if now == "—" else Decimal(str(now)))
        assert income.at(at, 4).value == Decimal(str(before))
    assert income.at(12, 3).value == Decimal("11000.75")
    assert (work.heading(0, 3), work.heading(1, 3), work.heading(1, 0)) == ("2025年", "实际", "指标")
    assert (work.at(3, 3).kind, work.at(3, 3).text, work.at(3, 3).value) == (
        CellKind.PERCENT, "87.25%", Decimal("0.8725")
    )  # fmt: skip
    assert [(odd.at(row, 1).kind, odd.at(row, 1).text) for row in range(1, 6)] == [
        (CellKind.ERROR, "#DIV/0!"), (CellKind.DATE, "2025-01-02"), (CellKind.TEXT, "1,234.50"),
        (CellKind.BLANK, ""), (CellKind.TEXT, "是"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_cells_from_each_kind(kind: str) -> None:
    grid = read(STORED / f"foreign-report.{kind}")
    check_report(grid)
    assert shapes(grid) == shapes(read(STORED / "foreign-report.xls"))
    assert not grid.notes
    assert len(grid.digest) == 64


@pytest.mark.oracle
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", KINDS)
def test_what_libreoffice_writes_today(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "source.xlsx"
    book().save(source)
    (tmp_path / "out").mkdir()
    check_report(read(resaved_by_libreoffice(source, tmp_path / "out", kind)))


def test_the_content_decides_not_the_name(write: Write) -> None:
    check_report(read(write("a.csv", (STORED / "foreign-report.xls").read_bytes())))
    check_report(read(write("b.xls", (STORED / "foreign-report.xlsx").read_bytes())))
    check_report(read(write("c.xlsx", (STORED / "foreign-report.ods").read_bytes())))
    assert read(write("d.xls", "项目\t本年\n收入\t1,200.50\n")).sheets[0].at(1, 1).value == Decimal("1200.50")


def test_progress_is_told_and_can_stop_it() -> None:
    told: list[str] = []

    def tell(_step: int, _steps: int, sheet: str) -> None:
        told.append(sheet)
        if sheet == "工作量":
            raise Cancelled

    for kind in KINDS:
        with pytest.raises(Cancelled):
            read_foreign_table(STORED / f"foreign-report.{kind}", tell)
    assert set(told) == {"收入表", "工作量"}


def test_a_cell_at_the_far_end(write: Write) -> None:
    far = Workbook()
    far.active["A1"], far.active["XFD1048576"] = 1, 2
    assert refused(write("far.xlsx", saved(far))) == "foreign_too_far"
    alone = Workbook()
    alone.active["XFD1048576"] = 2
    assert refused(write("alone.xlsx", saved(alone))) == "foreign_too_far"
    wide = Workbook()
    wide.active["IW1"] = 2
    assert refused(write("wide.xlsx", saved(wide))) == "foreign_too_far"


def test_a_format_at_the_far_end_is_no_content(write: Write) -> None:
    formatted = Workbook()
    formatted.active["A1"] = 1
    formatted.active["XFD1048576"].number_format = "0.00"
    assert read(write("formatted.xlsx", saved(formatted))).sheets[0].height == 1


def test_formulas_that_nobody_worked_out(write: Write) -> None:
    made = Workbook()
    made.active["A1"] = "=1+1"
    sheet = read(write("f.xlsx", saved(made))).sheets[0]
    assert sheet.at(0, 0).kind is CellKind.UNCOMPUTED


@pytest.mark.parametrize("entry", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_zip_bombs(entry: str, write: Write) -> None:
    data = (STORED / "foreign-report.xlsx").read_bytes()
    bomb = rezipped(data, {entry: b"<a>" + b"\0" * (200 * 2**20)})
    assert refused(write("bomb.xlsx", bomb)) == "xlsx_too_large_inside"


def test_macros_and_links_are_told_and_not_run(write: Write) -> None:
    data = (STORED / "foreign-report.xlsx").read_bytes()
    added = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    grid = read(write("m.xlsm", rezipped(data, added)))
    assert [note.code for note in grid.notes] == ["foreign_macros", "foreign_external_links"]
    check_report(grid)


def test_entities_in_a_sheet(write: Write) -> None:
    data = (STORED / "foreign-report.xlsx").read_bytes()
    sheet = part(data, "xl/worksheets/sheet1.xml").replace(
        b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet', 1
    )
    assert refused(write("e.xlsx", rezipped(data, {"xl/worksheets/sheet1.xml": sheet}))) == "xlsx_damaged"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "foreign_not_table"),
        ("a.xls", b"\x09\x02\x06\x00\x00\x00\x10\x00", "foreign_too_old"),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "foreign_web_archive"),
        ("a.xls", b"<html><body>please log in</body></html>", "foreign_page_without_table"),
        ("a.xlsx", b"PK\x05\x06" + b"\0" * 18, "xlsx_damaged"),
        ("a.xls", MAGIC + b"\0" * 100, "xlsx_damaged"),
        ("a.xls", MAGIC + b"\0" * 1000, "xlsx_damaged"),
        ("a.csv", b"\xff\xff\xff", "csv_encoding"),
        ("a.csv", b"a,b\n1,\0\n", "csv_nul"),
        ("a.csv", b'a,b\n"1,2\n', "csv_quote"),
        ("a.csv", b"a" * 30_000, "csv_line_too_long"),
        ("a.csv", b",,\n , \n", "foreign_blank"),
        ("a.csv", b"a\n" * 20_001, "xlsx_too_many_rows"),
        ("a.csv", b"\n" * 5, "file_empty"),
    ],
)
def test_what_is_no_table(name: str, content: bytes, code: str, write: Write) -> None:
    assert refused(write(name, content)) == code


def test_a_file_that_is_not_there_or_open_elsewhere(tmp_path: Path, write: Write) -> None:
    assert refused(tmp_path / "nowhere.xls") == "file_not_there"
    path = write("年报.xls", (STORED / "foreign-report.xls").read_bytes())
    write("~$年报.xls", b"x")
    assert refused(path) == "file_open_elsewhere"


def test_too_many_cells_and_sheets(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    from hqd_desktop.files import foreign_reading

    monkeypatch.setattr(foreign_reading, "CELLS", 60)
    for kind in KINDS:
        assert refused(STORED / f"foreign-report.{kind}") == "foreign_too_many_cells"
    monkeypatch.setattr(foreign_reading, "CELLS", 1000)
    monkeypatch.setattr(foreign_reading, "SHEETS", 3)
    for kind in KINDS:
        assert refused(STORED / f"foreign-report.{kind}") == "foreign_too_many_sheets"


def test_a_damaged_sheet_inside_a_whole_zip(write: Write) -> None:
    data = (STORED / "foreign-report.xlsx").read_bytes()
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert refused(write("d.xlsx", rezipped(data, {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]}))) == (
        "xlsx_damaged"
    )


def test_an_encrypted_workbook_of_today(write: Write) -> None:
    from hqd_desktop.files.compound_file import CompoundFile

    data = bytearray((STORED / "foreign-report.xls").read_bytes())
    name = "Workbook".encode("utf-16-le")
    at = data.find(name)
    package = "EncryptedPackage".encode("utf-16-le")
    data[at : at + len(package)] = package
    data[at + 64] = len(package) + 2
    assert any(entry.name == "EncryptedPackage" for entry in CompoundFile(bytes(data)).entries)
    assert refused(write("p.xlsx", bytes(data))) == "xlsx_encrypted"


def test_a_spreadsheet_of_another_kind_in_a_zip(write: Write) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.bin", b"x")
    assert refused(write("b.xlsb", buffer.getvalue())) == "xlsx_old_format"


def test_an_open_document_that_was_zipped_anew_without_its_kind_in_front(write: Write) -> None:
    data = (STORED / "foreign-report.ods").read_bytes()
    check_report(read(write("z.ods", rezipped(data, {"mimetype": None}))))


def test_a_cell_of_a_style_that_is_not_there(write: Write) -> None:
    data = (STORED / "foreign-report.xlsx").read_bytes()
    sheet = part(data, "xl/worksheets/sheet1.xml").replace(b'<c r="D4" s="', b'<c r="D4" s="99', 1)
    assert refused(write("s.xlsx", rezipped(data, {"xl/worksheets/sheet1.xml": sheet}))) == "xlsx_damaged"


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_damage_anywhere_in_the_xml_is_damage_or_is_read(kind: str, write: Write) -> None:
    """`dev.py fuzz` would do this for minutes; here some hundred, never an exception of ours."""
    data = (STORED / f"foreign-report.{kind}").read_bytes()
    names = ["content.xml"] if kind == "ods" else ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]
    for seed in range(150):
        chance = random.Random(seed)
        name = chance.choice(names)
        content = bytearray(part(data, name))
        for _ in range(chance.choice((1, 2, 8))):
            at = chance.randrange(len(content))
            content[at : at + chance.randrange(3)] = chance.choice((b"9", b"999999999", b"-1", b"A", b"<", b'"', b""))
        answer = read_foreign_table(write(f"f.{kind}", rezipped(data, {name: bytes(content)})), quiet)
        assert isinstance(answer, Grid | Problem)

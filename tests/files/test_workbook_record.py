"""Every cell of a workbook as plain data: kinds, shared formulas, number formats, and what is refused."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import workbook_record
from hqd_desktop.files.submission_workbook import submission_bytes
from hqd_desktop.files.workbook_record import record_cells
from hqd_desktop.services.records import Submission
from tests.files.workbook_making import rezipped, saved

SHEET = "xl/worksheets/sheet1.xml"


def book_of(**cells: Any) -> bytes:
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    return saved(book)


def cells_of(data: bytes) -> Any:
    found = record_cells(data, "a.xlsx")
    assert not isinstance(found, Problem), found
    return found["sheets"][0]["cells"]


def with_sheet(rows: str) -> bytes:
    data = book_of(A1="字")
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return rezipped(data, {SHEET: f"{head}{rows}</sheetData></worksheet>".encode()})


def test_kinds(submission: Submission) -> None:
    data = book_of(A1=1.5, A2="字", A3=True, A4="=A1*2", A5="#DIV/0!")
    assert cells_of(data) == {
        "A1": ["n", "1.5", "", "General"], "A2": ["s", "字", "", "General"], "A3": ["b", "1", "", "General"],
        "A4": ["", "", "A1*2", "General"], "A5": ["e", "#DIV/0!", "", "General"],
    }  # fmt: skip


def test_a_submission_is_recorded_whole(submission: Submission) -> None:
    found = record_cells(submission_bytes(submission), "a.xlsx")
    assert not isinstance(found, Problem)
    assert [sheet["name"] for sheet in found["sheets"]][:2] == ["封面", "填报说明"]
    assert found["names"]
    formulas = [cell for sheet in found["sheets"] for cell in sheet["cells"].values() if cell[2]]
    assert len(formulas) > 1000
    assert sum(not kind for kind, *_ in formulas) < 100  # all but empty texts carry their result


def test_other_ways_of_writing() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>'
        '<c r="B1" t="str"><f>""</f><v></v></c>'
        '<c r="C1"><f t="shared" ref="C1:C2" si="0">A1+1</f><v>1e2</v></c>'
        '<c r="D1" t="d"><v>2025-01-31</v></c><c r="E1" s="0"/></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>0.30000000000000004</v></c></row>'
    )
    assert cells_of(with_sheet(rows)) == {
        "A1": ["s", "甲乙", "", "General"], "B1": ["s", "", '""', "General"], "C1": ["n", "100", "A1+1", "General"],
        "D1": ["d", "2025-01-31", "", "General"], "C2": ["n", "0.3", "A2+1", "General"],
    }  # fmt: skip


def test_how_a_text_is_read_aloud_is_no_part_of_it() -> None:
    data = with_sheet('<row><c r="A1" t="s"><v>0</v></c></row>')
    texts = '<sst xmlns="x"><si><r><t>字</t></r><rPh><t>zi</t></rPh></si></sst>'
    assert cells_of(rezipped(data, {"xl/sharedStrings.xml": texts.encode()}))["A1"][1] == "字"


def test_hidden_sheets_and_local_names_are_seen() -> None:
    book = Workbook()
    book.create_sheet("乙").sheet_state = "veryHidden"
    book.active.print_title_rows = "1:1"
    found = record_cells(saved(book), "a.xlsx")
    assert not isinstance(found, Problem)
    assert [sheet["state"] for sheet in found["sheets"]] == ["visible", "veryHidden"]
    assert list(found["names"]) == ["0!_xlnm.Print_Titles"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c r="XFD99999999"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row><c r="A1" t="s"><v>99</v></c></row>',
        '<row><c r="A1"><v>x</v></c></row>',
        '<row><c r="A1" s="999"><v>1</v></c></row>',
        '<row><c r="A1"><f t="shared" si="3"/></c></row>',
        '<row><c r="A1"><f t="shared" si="3">"</f></c><c r="A2"><f t="shared" si="3"/></c></row>',
        "<row>",
    ],
)
def test_sheets_that_cannot_be_compared(rows: str) -> None:
    found = record_cells(with_sheet(rows), "a.xlsx")
    assert isinstance(found, Problem)
    assert (found.code, found.where) == ("xlsx_damaged", "a.xlsx")


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    found = record_cells(rezipped(book_of(A1=1), {SHEET: bomb}), "a.xlsx")
    assert isinstance(found, Problem)


def test_very_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_record, "MAX_CELLS", 3)
    assert isinstance(record_cells(book_of(A1=1, A2=1, A3=1, A4=1), "a.xlsx"), Problem)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no", io.BytesIO(b"x" * 100).getvalue()])
def test_no_workbook(data: bytes) -> None:
    assert isinstance(record_cells(data, "a.xlsx"), Problem)

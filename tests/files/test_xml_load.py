"""How much a workbook may hold inside, part by part, whatever its parts are called."""

import pytest

from hqd_desktop.files.xml_load import Load, XmlLoad, is_wide

LOAD = Load(whole=150, sheets=100, row=20, strings=50, other=10)
SHEET = "xl/worksheets/sheet1.xml"


def load(contents: bytes = b"") -> XmlLoad:
    return XmlLoad(LOAD, contents)


def test_each_kind_has_its_own_limit() -> None:
    assert not load().is_too_much("xl/sharedStrings.xml", b"<" * 50)
    assert load().is_too_much("xl/sharedStrings.xml", b"<" * 51)
    for part in ("xl/styles.xml", "xl/workbook.xml", "_rels/.rels", "[Content_Types].xml", "xl/theme/theme1.xml"):
        assert not load().is_too_much(part, b"<" * 10)
        assert load().is_too_much(part, b"<" * 11)
    assert not load().is_too_much("xl/drawings/drawing1.xml", b"<" * 999)  # nobody reads it


def test_the_whole_is_limited_too() -> None:
    loading = load()
    assert not loading.is_too_much(SHEET, b"<row/>" * 90)
    assert not loading.is_too_much("xl/styles.xml", b"<" * 10)  # counts five times
    assert not loading.is_too_much("xl/sharedStrings.xml", b"<" * 10)
    assert loading.is_too_much("xl/theme/theme1.xml", b"<")


def test_sheets_count_together() -> None:
    loading = load()
    rows = b"<row/>" * 15 * 4
    assert not loading.is_too_much(SHEET, rows)
    assert loading.is_too_much("xl/worksheets/sheet2.xml", rows)


@pytest.mark.parametrize("row", [b"<row r='1'>", b"<x:row>", b"<row\n>"])
def test_a_long_row_is_found_among_short_ones(row: bytes) -> None:
    assert not load().is_too_much(SHEET, (row + b"<c/>" * 15) * 4)
    assert load().is_too_much(SHEET, row + b"<c/>" * 15 + row + b"<c/>" * 25)
    assert load().is_too_much(SHEET, b"<c/>" * 25)


@pytest.mark.parametrize(
    ("kind", "limit"), [("worksheet+xml", 100), ("sharedStrings+xml", 50), ("sheet.main+xml", 10), ("styles+xml", 10)]
)
def test_the_list_of_contents_decides_too(kind: str, limit: int) -> None:
    named = (
        f"<Override ContentType='application/x.{kind}' PartName='/xl/media/a.png'/><Override PartName='/x'/>".encode()
    )
    pieces = b"<row/>" * limit
    assert not load(named).is_too_much("xl/media/a.png", pieces)
    assert load(named).is_too_much("xl/media/a.png", pieces + b"<")
    assert not load(named).is_too_much("xl/media/b.png", pieces * 9)


def test_utf_16() -> None:
    assert is_wide("<a/>".encode("utf-16"))
    assert is_wide("<a/>".encode("utf-16-le"))
    assert is_wide("<a/>".encode("utf-16-be"))
    assert not is_wide(b"<a/>")
    assert not is_wide(b"\xef\xbb\xbf<a/>")

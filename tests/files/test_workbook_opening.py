"""What must not be opened is refused before it is, quickly and with bounded memory."""

import io
import time
import tracemalloc
import zipfile

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import workbook_opening
from hqd_desktop.files.workbook_opening import Opened, open_safely
from tests.files.workbook_making import part, rezipped


def code(data: bytes) -> str:
    answer = open_safely(data, "a.xlsx")
    assert isinstance(answer, Problem)
    return answer.code


def test_an_honest_workbook(template: bytes) -> None:
    opened = open_safely(template, "a.xlsx")
    assert isinstance(opened, Opened)
    assert not opened.has_formulas
    assert opened.merged["xl/worksheets/sheet1.xml"]


def test_other_kinds_of_file() -> None:
    assert code(workbook_opening.OLE + b"x" * 100) == "xlsx_old_format"
    assert code(workbook_opening.OLE + b"x" * 100 + "EncryptedPackage".encode("utf-16-le")) == "xlsx_encrypted"
    assert code(b"<html><table></table></html>") == "xlsx_not_workbook"
    assert code(b"%PDF-1.7") == "xlsx_not_workbook"
    assert code(workbook_opening.EMPTY_ZIP + b"\0" * 18) == "xlsx_damaged"


def test_zips_that_are_no_workbook(template: bytes) -> None:
    assert code(rezipped(template, {"xl/workbook.xml": None})) == "xlsx_not_workbook"
    assert code(rezipped(template, {"xl/workbook.xml": None, "xl/workbook.bin": b"x"})) == "xlsx_old_format"
    assert code(rezipped(template, {"[Content_Types].xml": None})) == "xlsx_damaged"


@pytest.mark.parametrize("entry", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"])
def test_macros(template: bytes, entry: str) -> None:
    assert code(rezipped(template, {entry: b"x"})) == "xlsx_macros"


def test_macros_by_content_type(template: bytes) -> None:
    types = part(template, "[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert code(rezipped(template, {"[Content_Types].xml": types})) == "xlsx_macros"


def test_external_links(template: bytes) -> None:
    assert code(rezipped(template, {"xl/externalLinks/externalLink1.xml": b"<x/>"})) == "xlsx_external_links"


@pytest.mark.parametrize("entry", ["xl/sharedStrings.xml", "xl/worksheets/sheet3.xml", "xl/media/image1.png"])
def test_bombs(template: bytes, entry: str) -> None:
    bomb = rezipped(template, {entry: b"<a>" + b"\0" * (200 * 2**20)})
    tracemalloc.start()
    start = time.process_time()
    assert code(bomb) == "xlsx_too_large_inside"
    assert time.process_time() - start < 2
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


def test_many_moderate_parts_and_many_entries(template: bytes) -> None:
    import random

    noise = random.Random(1).randbytes(2**20) * 20
    assert code(rezipped(template, {f"xl/media/{n}.png": noise for n in range(4)})) == "xlsx_too_large_inside"
    assert code(rezipped(template, {f"x/{n}": b"" for n in range(2001)})) == "xlsx_too_large_inside"


def test_damage(template: bytes) -> None:
    assert code(template[: len(template) // 2]) == "xlsx_damaged"
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        at = archive.getinfo("xl/worksheets/sheet3.xml").header_offset + 200
    assert code(template[:at] + b"\xff\xfe\xfd" + template[at + 3 :]) == "xlsx_damaged"


def test_a_password_on_the_zip(template: bytes) -> None:
    flagged = bytearray(template)
    at = flagged.find(b"PK\x01\x02")
    while at >= 0:
        flagged[at + 8] |= 1
        at = flagged.find(b"PK\x01\x02", at + 4)
    assert code(bytes(flagged)) == "xlsx_damaged"

"""Good files of each kind with one known cell (总收入 of this year), and every way in which they are made bad."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.files.collection_form import form_bytes
from hqd_desktop.files.submission_workbook import submission_bytes
from hqd_desktop.files.template_workbook import template_bytes
from hqd_desktop.services.records import Submission
from tests.fakes.shipped_packs import shipped_packs
from tests.files.form_filling import LAST, NOW, YEAR, assessed, form_of
from tests.files.test_foreign_ods import HEAD, ods
from tests.files.workbook_making import cell_of, part, rezipped, saved

STORED = Path(__file__).parents[1] / "workbooks"
STRINGS, CONTENTS, BOOK = "xl/sharedStrings.xml", "[Content_Types].xml", "xl/workbook.xml"
MANY = 200 * 2**20
WIDE_NAME = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Good:
    """A file that is read; `part` and `cell` are where 总收入 of this year stands, `place` how a person names it."""

    name: str
    reader: str
    data: bytes
    part: str = ""
    cell: str = ""
    place: str = ""

    def made(self, data: bytes) -> Good:
        """The same with other bytes."""
        return replace(self, data=data)


Make = Callable[[Good], bytes]


def good_files() -> dict[str, Good]:
    """One of each kind that is read."""
    packs = shipped_packs()
    hospital = assessed(packs).hospital
    template = template_bytes(packs.scheme, packs.catalogue, hospital, YEAR)
    submission = submission_bytes(Submission(assessed(packs), {}, date(2026, 1, 5), sample=True, program="0"))
    form = form_bytes(form_of(packs, "财务科", {("total_income", NOW): BLANK, ("total_income", LAST): BLANK}))
    listed = _book([["period", "item", "value", "unit", "note"], [str(YEAR), "总收入", 100, "元", ""]])
    table = _book([["项目", "本年"], ["总收入", 100]])
    rows = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in (_ods_words("项目", "本年"), _ODS_ROW))
    files = (
        Good("模板.xlsx", "figures", template, **_spot(template, "基础数据", "本年")),
        Good("上报.xlsx", "figures", submission, **_spot(submission, "基础数据", "本年")),
        Good("清单.xlsx", "figures", listed, "xl/worksheets/sheet1.xml", "C2", "数据!C2"),
        Good("采集表.xlsx", "form", form, **_spot(form, "采集表", "本年（")),
        Good("本院.xlsx", "table", table, "xl/worksheets/sheet1.xml", "B2", "数据!B2"),
        Good("本院.ods", "table", ods(HEAD.format(styles="", tables=_ods_table(rows)))),
        Good("本院.xls", "table", (STORED / "foreign-report.xls").read_bytes()),
        Good("本院.csv", "table", "项目,本年\n总收入,100\n".encode()),
        Good("清单.csv", "figures", (STORED / "list.csv").read_bytes()),
    )  # fmt: skip
    return {file.name: file for file in files}


def _ods_table(rows: str) -> str:
    return f'<table:table table:name="数据">{rows}</table:table>'


def _ods_words(*words: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{w}</text:p></table:table-cell>' for w in words
    )


ODS_CELL = '<table:table-cell office:value-type="float" office:value="100"><text:p>100</text:p></table:table-cell>'
_ODS_ROW = _ods_words("总收入") + ODS_CELL


def _book(rows: list[list[object]]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "数据"
    for row in rows:
        page.append(row)
    return saved(book)


def _spot(data: bytes, sheet: str, heading: str) -> dict[str, str]:
    book = load_workbook(io.BytesIO(data))
    cell = cell_of(book, sheet, "total_income", heading).coordinate
    number = book.sheetnames.index(sheet) + 1
    return {"part": f"xl/worksheets/sheet{number}.xml", "cell": cell, "place": f"{sheet}!{cell}"}


# -- a cell of an .xlsx --------------------------------------------------------------------------------------------


def cell(inside: str, kind: str = "", style: str = "") -> Make:
    """The known cell holding something else, as raw XML."""

    def make(good: Good) -> bytes:
        sheet = part(good.data, good.part).decode()
        own = re.search(rf'<c r="{good.cell}"[^>]*?(?:/>|>.*?</c>)', sheet, re.DOTALL)
        assert own is not None
        look = style or (found[0] if (found := re.search(r' s="\d+"', own[0])) else "")
        new = f'<c r="{good.cell}"{look}{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}>{inside}</c>'
        return rezipped(good.data, {good.part: (sheet[: own.start()] + new + sheet[own.end() :]).encode()})

    return make


def words(text: str) -> Make:
    """The known cell holding a text."""
    return cell(f"<is><t>{text}</t></is>", "inlineStr")


def dated(good: Good) -> bytes:
    """The known cell formatted as a date, as Excel does with 1-2."""
    styles = part(good.data, "xl/styles.xml").decode()
    inside = re.search(r"<cellXfs[^>]*>(.*)</cellXfs>", styles, re.DOTALL)
    assert inside is not None
    count = len(re.findall(r"<xf[\s>]", inside[1]))
    styles = styles.replace("</cellXfs>", '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>')
    data = rezipped(good.data, {"xl/styles.xml": styles.encode()})
    return cell("<v>45659</v>", style=f' s="{count}"')(good.made(data))


def far(good: Good) -> bytes:
    """A cell in the last corner."""
    sheet = part(good.data, good.part)
    row = b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>'
    return rezipped(good.data, {good.part: sheet.replace(b"</sheetData>", row)})


# -- the package of an .xlsx ---------------------------------------------------------------------------------------


def with_parts(**parts: bytes) -> Make:
    """Parts added; __ stands for / and DOT for the dot."""
    return lambda good: rezipped(good.data, {n.replace("__", "/").replace("DOT", "."): c for n, c in parts.items()})


@cache
def _packed_zeros() -> tuple[bytes, int]:
    """200 MB of zeros, deflated, and their checksum."""
    packing, crc, zeros, pieces = zlib.compressobj(9, zlib.DEFLATED, -15), 0, bytes(2**20), []
    for _ in range(MANY // len(zeros)):
        crc = zlib.crc32(zeros, crc)
        pieces.append(packing.compress(zeros))
    return b"".join([*pieces, packing.flush()]), crc


@cache
def _packed_strings() -> tuple[bytes, int, int]:
    """200 MB of shared strings, deflated, their checksum and size."""
    block = "".join(f"<si><t>总收入{at}</t></si>" for at in range(40_000)).encode()
    packing, crc, pieces, times = zlib.compressobj(1, zlib.DEFLATED, -15), 0, [], MANY // len(block)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
        pieces.append(packing.compress(block))
    return b"".join([*pieces, packing.flush()]), crc, times * len(block)


def with_packed(data: bytes, name: str, packed: bytes, crc: int, size: int) -> bytes:
    """The zip with a part that is packed already; `size` is what is said of it."""
    buffer = io.BytesIO(rezipped(data, {name: None}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/last.txt", b"")
        assert archive.fp is not None
        entry = zipfile.ZipInfo(name)
        entry.compress_type, entry.CRC = zipfile.ZIP_DEFLATED, crc
        entry.compress_size, entry.file_size = len(packed), size
        entry.header_offset = archive.start_dir
        archive.fp.seek(archive.start_dir)
        archive.fp.write(entry.FileHeader() + packed)
        archive.start_dir = archive.fp.tell()
        archive.filelist.append(entry)
        archive.NameToInfo[name] = entry
    return buffer.getvalue()


def sheet_bomb(good: Good) -> bytes:
    """The sheet made of 200 MB of zeros, 1 to 1000."""
    return with_packed(good.data, good.part or "content.xml", *_packed_zeros(), MANY)


def nested_bomb(good: Good) -> bytes:
    """A zip full of zips of zeros, which nobody unfolds; smaller than what would be refused for its size."""
    inner = zipped({f"{at}": bytes(10 * 2**20) for at in range(4)})
    return rezipped(good.data, {"xl/media/a.zip": zipped({f"{at}.zip": inner for at in range(16)})})


def lying_bomb(good: Good) -> bytes:
    """200 MB whose size is given as 1000 bytes, with the checksum of those."""
    return with_packed(good.data, good.part or "content.xml", _packed_zeros()[0], zlib.crc32(bytes(1000)), 1000)


def overlapping_bomb(good: Good) -> bytes:
    """Sixty entries, all of them the same 20 MB."""
    with zipfile.ZipFile(io.BytesIO(good.data)) as old:
        buffer = io.BytesIO(good.data)
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
            assert old.namelist() == archive.namelist()
            archive.writestr("xl/media/0.png", (bytes(range(256)) * 16 + b"x") * 5000)
            first = archive.getinfo("xl/media/0.png")
            for at in range(1, 60):
                other = zipfile.ZipInfo(f"xl/media/{at}.png")
                for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type", "flag_bits"):
                    setattr(other, name, getattr(first, name))
                archive.filelist.append(other)
                archive.NameToInfo[other.filename] = other
        return buffer.getvalue()


def large_strings(good: Good) -> bytes:
    """200 MB of shared strings that do not look like a bomb: 1 to 100."""
    return with_packed(good.data, STRINGS, *_packed_strings())


def many_strings(good: Good) -> bytes:
    """20 MB that take fourteen seconds to read."""
    block = "".join(f"<si><t/></si><!--{at}-->" for at in range(20_000)).encode()
    return rezipped(good.data, {STRINGS: b"<sst>" + block * (20 * 2**20 // len(block)) + b"</sst>"})


def long_row(good: Good) -> bytes:
    """One row of more cells than there are columns, which takes a gigabyte to read."""
    block = "".join(f"<c/><!--{at}-->" for at in range(20_000)).encode() * 60
    sheet = part(good.data, good.part)
    return rezipped(good.data, {good.part: sheet.replace(b"</sheetData>", b"<row>" + block + b"</row></sheetData>")})


def many_styles(good: Good) -> bytes:
    """Half a million styles."""
    styles = part(good.data, "xl/styles.xml")
    block = "".join(f"<xf/><!--{at}-->" for at in range(10_000)).encode() * 50
    return rezipped(good.data, {"xl/styles.xml": styles.replace(b"</cellXfs>", block + b"</cellXfs>")})


def laughs(good: Good) -> bytes:
    """A billion laughs in the sheet."""
    sheet = part(good.data, good.part)
    head, _, rest = sheet.partition(b"?>")
    names = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    kind = f'<!DOCTYPE w [<!ENTITY l0 "lol">{names}]>'.encode()
    return rezipped(good.data, {good.part: head + b"?>" + kind + rest.replace(b"</sheetData>", b"&l9;</sheetData>")})


def foreign_entity(entry: str) -> Make:
    """An entity that leads to a file of this PC."""

    def make(good: Good) -> bytes:
        head, _, rest = part(good.data, entry).partition(b"?>")
        kind = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        return rezipped(good.data, {entry: head + b"?>" + kind + rest})

    return make


def with_macros(good: Good) -> bytes:
    """As Excel writes an .xlsm."""
    own, theirs = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
    types = part(good.data, CONTENTS).replace(own, theirs)
    return rezipped(good.data, {CONTENTS: types, "xl/vbaProject.bin": b"x" * 100})


def encrypted(good: Good) -> bytes:
    """As Excel and WPS put a password on an .xlsx: a compound file with a stream of that name."""
    data = bytearray((STORED / "foreign-report.xls").read_bytes())
    at = data.find("Workbook".encode("utf-16-le"))
    data[at : at + len(WIDE_NAME)] = WIDE_NAME
    data[at + 64] = len(WIDE_NAME) + 2
    return bytes(data)


def cut_off(good: Good) -> bytes:
    """Half of it: copied off a stick that was pulled out."""
    return good.data[: len(good.data) // 2]


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def text(data: str | bytes) -> Make:
    """A text file of other content."""
    return lambda _: data if isinstance(data, bytes) else data.encode()

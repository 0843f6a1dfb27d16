"""The ways in which an .ods and an .xls are made bad."""

from __future__ import annotations

import struct

from hqd_desktop.files.biff_records import records
from hqd_desktop.files.compound_file import CompoundFile
from tests.files.bad_input_making import ODS_CELL, Good, Make
from tests.files.workbook_making import part, rezipped


def ods_cell(new: str) -> Make:
    """The known cell of the .ods holding something else."""
    return lambda good: rezipped(
        good.data, {"content.xml": part(good.data, "content.xml").decode().replace(ODS_CELL, new).encode()}
    )


def ods_head(kind: str) -> Make:
    """Something before all elements."""
    return lambda good: rezipped(good.data, {"content.xml": kind.encode() + part(good.data, "content.xml")})


def ods_tags(good: Good) -> bytes:
    """Two million blank cells."""
    content = part(good.data, "content.xml").replace(
        b"</table:table-row>", b"<table:table-cell/>" * 2_000_000 + b"</table:table-row>", 1
    )
    noise = b"".join(b"<!--%d-->" % at for at in range(100_000))
    return rezipped(good.data, {"content.xml": content + noise})


def xls_record(number: int, new: int = 0, content: bytes = b"") -> Make:
    """The first record of a number made another one (`new`), or its first bytes written over."""

    def make(good: Good) -> bytes:
        compound = CompoundFile(good.data)
        stream = compound.stream("Workbook")
        assert stream is not None
        place = next(place for found, place, _ in records(stream) if found == number)
        change = {place: struct.pack("<H", new)} if new else {place + 4: content}
        return compound.replaced("Workbook", change)

    return make


def xls_records(good: Good) -> bytes:
    """A stream of ten million records."""
    compound = bytearray(good.data)
    assert compound
    size, sector = 40 * 2**20, 512
    count = size // sector
    per = sector // 4
    tables = -(-(count + count // per + 8) // per)
    fat = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + list(range(tables + 2, tables + 1 + count)) + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (tables * per - len(fat))
    more = -(-max(0, tables - 109) // (per - 1))
    head = bytearray(sector)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    begin = tables + 1 + count
    struct.pack_into("<IIIIIIII", head, 44, tables, tables, 0, 4096, 0xFFFFFFFE, 0, begin if more else 0xFFFFFFFE, more)
    numbers = list(range(tables))
    struct.pack_into("<109I", head, 76, *(numbers[:109] + [0xFFFFFFFF] * (109 - min(109, tables))))
    rest = numbers[109:]
    extra = b""
    for at in range(more):
        piece = rest[at * (per - 1) : (at + 1) * (per - 1)]
        piece += [0xFFFFFFFF] * (per - 1 - len(piece))
        extra += struct.pack(f"<{per}I", *piece, begin + at + 1 if at + 1 < more else 0xFFFFFFFE)
    folder = b"".join(_entry(*one) for one in (("Root Entry", 5, 0xFFFFFFFE, 0), ("Workbook", 2, tables + 1, size)))
    stream = struct.pack("<HHI", 0x0809, 4, 0x00050600) + struct.pack("<HH", 0x0200, 0) * (size // 4)
    return bytes(head) + struct.pack(f"<{len(fat)}I", *fat) + folder.ljust(sector, b"\0") + stream[:size] + extra


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(wide)] = wide
    struct.pack_into("<HB", entry, 64, len(wide) + 2, kind)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)

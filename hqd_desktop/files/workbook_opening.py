"""Decides whether bytes may be opened as an .xlsx at all: kind, size, bombs, macros, links; it reads no cell."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.memory import raise_for_memory
from hqd_desktop.files.xml_load import FOREIGN, OURS, Load, XmlLoad, is_wide
from hqd_desktop.files.zip_parts import read_part

LIMIT = 50 * 2**20
MAX_ENTRIES = 2000
MAX_WHOLE = 64 * 2**20
MAX_SHEET = 24 * 2**20
MAX_OTHER = 24 * 2**20
MAX_RATIO = 300
RATIO_FREE = 2**20
FOREIGN_ROWS, FOREIGN_COLUMNS = 20_000, 256
FOREIGN_NOTES = {"xlsx_macros": "foreign_macros", "xlsx_external_links": "foreign_external_links"}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
_CONTENTS = "[Content_Types].xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"vbaProject|macrosheets/|dialogsheets/|activeX/", re.IGNORECASE)
_LINKS = re.compile(r"externalLinks?/", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|ms-office\.vbaProject", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_HELD = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,4})(\d{1,9})[\"'][^>]*(?<!/)>(?!</)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that may be read: its bytes, and what a look at the raw sheets told."""

    data: bytes
    has_formulas: bool
    merged: dict[str, tuple[str, ...]]
    notes: tuple[Problem, ...] = ()


def open_safely(data: bytes, name: str) -> Opened | Problem:
    """The workbook, or why it is refused. `merged` lists merged ranges by part (xl/worksheets/sheet1.xml)."""
    opened = open_foreign(data, name, OURS)
    return opened.notes[0] if isinstance(opened, Opened) and opened.notes else opened


def open_foreign(data: bytes, name: str, load: Load = FOREIGN) -> Opened | Problem:
    """As `open_safely` for a table of other people: macros and links, which nothing here runs or follows, are told
    as `notes` instead.
    """
    if data.startswith(OLE):
        return Problem("xlsx_encrypted" if _ENCRYPTED in data else "xlsx_old_format", name, {"name": name})
    if not data.startswith((ZIP, EMPTY_ZIP)):
        return Problem("xlsx_not_workbook", name, {"name": name})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if refusal := _size_refusal(archive, name):
                return refusal
            if refusal := _kind_refusal(archive, name):
                return refusal
            contents = read_part(data, archive.getinfo(_CONTENTS))
            notes = tuple(_distrusted(archive.namelist(), contents, name))
            opened = _opened(data, archive.infolist(), XmlLoad(load, contents))
            return replace(opened, notes=notes) if opened else _bomb(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError, ValueError,
            struct.error) as error:  # fmt: skip
        raise_for_memory(error)
        # RuntimeError is what zipfile says of an entry under a password, ValueError of impossible headers.
        return Problem("xlsx_damaged", name, {"name": name})


def _size_refusal(archive: zipfile.ZipFile, name: str) -> Problem | None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return _bomb(name)
    if sum(entry.file_size for entry in entries) > MAX_WHOLE:
        return _bomb(name)
    for entry in entries:
        limit = MAX_SHEET if _SHEET.fullmatch(entry.filename) else MAX_OTHER
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > limit or (entry.file_size > RATIO_FREE and ratio > MAX_RATIO):
            return _bomb(name)
    return None


def _kind_refusal(archive: zipfile.ZipFile, name: str) -> Problem | None:
    names = archive.namelist()
    if not names:
        return Problem("xlsx_damaged", name, {"name": name})
    if "xl/workbook.xml" not in names:
        binary = "xl/workbook.bin" in names
        return Problem("xlsx_old_format" if binary else "xlsx_not_workbook", name, {"name": name})
    return None


def _distrusted(names: Sequence[str], contents: bytes, name: str) -> Iterator[Problem]:
    """Macros and links to other workbooks: our own forms have none, so who put them there is not to be believed."""
    if any(_MACROS.search(entry) for entry in names) or _MACRO_TYPE.search(contents):
        yield Problem("xlsx_macros", name, {"name": name})
    if any(_LINKS.search(entry) for entry in names):
        yield Problem("xlsx_external_links", name, {"name": name})


def beyond(opened: Opened) -> str:
    """The address of a cell with content beyond FOREIGN_ROWS and FOREIGN_COLUMNS, "" when there is none."""
    with zipfile.ZipFile(io.BytesIO(opened.data)) as archive:
        for entry in opened.merged:
            held = _HELD.findall(archive.read(entry))
            far = {letters for letters in {letters for letters, _ in held} if _column(letters) > FOREIGN_COLUMNS}
            for letters, digits in held:
                if letters in far or int(digits) > FOREIGN_ROWS:
                    return f"{letters.decode()}{digits.decode()}"
    return ""


def _column(letters: bytes) -> int:
    return sum((letter - 64) * 26**power for power, letter in enumerate(reversed(letters)))


def _bomb(name: str) -> Problem:
    return Problem("xlsx_too_large_inside", name, {"name": name, "limit": f"{MAX_WHOLE // 2**20} MB"})


def _opened(data: bytes, entries: Iterable[zipfile.ZipInfo], load: XmlLoad) -> Opened | None:
    """None when there is too much in it. ValueError when a part is in UTF-16, which no office program writes."""
    has_formulas, merged = False, {}
    for info in entries:
        entry, content = info.filename, read_part(data, info)  # each once, so that a damaged one is found here
        if load.is_too_much(entry, content):
            return None
        if entry.lower().endswith((".xml", ".rels")) and is_wide(content):
            raise ValueError(entry)
        if _SHEET.fullmatch(entry):
            has_formulas = has_formulas or _FORMULA.search(content) is not None
            merged[entry] = tuple(found.decode() for found in _MERGED.findall(content))
    return Opened(data, has_formulas, merged)

"""Looks through the records of an old .xls before a library may: what it would choke on or not tell us."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from hqd_desktop.services.grid import Place

_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_SST, _CONTINUE, _FORMAT, _XF, _DIMENSIONS = 0x00FC, 0x003C, 0x041E, 0x00E0, 0x0200
_ONE_CELL = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6}
_FORMULA, _BOOLERR, _MULRK, _MERGED = 0x0006, 0x0205, 0x00BD, 0x00E5
_STRINGLESS = 0xFFFF
_ERROR_RESULT = 2
MOST_RECORDS = 1_000_000
_PERCENT_FORMATS = {9, 10}
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class DamagedRecords(ValueError):
    """A record is shorter than it must be, or claims more than the file holds."""


class TooManyRecords(Exception):
    """More records than any table that is read here has."""


@dataclass
class SheetLook:
    """What a sheet's records say: the last row and column with content, error values, cells shown as percent."""

    last: Place = (-1, -1)
    errors: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)

    def hold(self, row: int, column: int) -> None:
        """A cell with content."""
        self.last = (max(self.last[0], row), max(self.last[1], column))


@dataclass
class BookLook:
    """Sheets by their number in the list of sheets; whether records are encrypted; whether a sheet is one of macros.

    `extents` are place and length of all that the stream says of how far sheets reach, true or not.
    """

    encrypted: bool = False
    macros: bool = False
    sheets: dict[int, SheetLook] = field(default_factory=dict)
    extents: dict[int, int] = field(default_factory=dict)


def look(stream: bytes) -> BookLook:
    """Walk all records of the Workbook (or Book) stream. Raises DamagedRecords and TooManyRecords."""
    book = BookLook()
    try:
        _look(stream, book)
    except (struct.error, IndexError) as error:
        raise DamagedRecords("short record") from error
    return book


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Number, place and content of each record, to the very end of the stream."""
    at = start
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            raise DamagedRecords("cut off")
        yield number, at, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _look(stream: bytes, book: BookLook) -> None:
    begins: dict[int, int] = {}
    formats: dict[int, bool] = {}
    styles: list[bool] = []
    sheet: SheetLook | None = None
    depth, listed, strings, room, in_strings = 0, 0, 0, 0, False
    for count, (number, at, content) in enumerate(records(stream)):
        if count > MOST_RECORDS:
            raise TooManyRecords
        in_strings = number == _SST or (in_strings and number == _CONTINUE)
        room += len(content) if in_strings else 0
        if number == _BOF:
            depth += 1
            if at in begins:
                depth, sheet = 1, book.sheets.setdefault(begins.pop(at), SheetLook())
        elif number == _EOF:
            depth -= 1
            sheet = sheet if depth > 0 else None
        elif number == _FILEPASS:
            book.encrypted = True
            return
        elif number == _BOUNDSHEET:
            (offset, _hidden, kind) = struct.unpack_from("<IBB", content)
            begins[offset] = listed
            listed += 1
            book.macros = book.macros or kind in (1, 6)
        elif number == _SST:
            (strings,) = struct.unpack_from("<I", content, 4)
        elif number == _FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = b"%" in content
        elif number == _XF:
            shown = struct.unpack_from("<H", content, 2)[0]
            styles.append(formats.get(shown, shown in _PERCENT_FORMATS))
        elif number == _DIMENSIONS:
            book.extents[at + 4] = len(content)
        elif sheet is not None:
            _look_at_cell(number, content, sheet, styles)
    if begins:  # a reader that goes there would take the middle of a record for its head
        raise DamagedRecords("a sheet that does not begin where it is said to")
    if strings * 3 > room:
        raise DamagedRecords("strings")


def _look_at_cell(number: int, content: bytes, sheet: SheetLook, styles: list[bool]) -> None:
    if number in _ONE_CELL:
        row, column, style = struct.unpack_from("<HHH", content)
        sheet.hold(row, column)
        if style < len(styles) and styles[style]:
            sheet.percents.add((row, column))
        if number == _BOOLERR and content[7]:
            sheet.errors[row, column] = ERRORS.get(content[6], "#错误")
        elif number == _FORMULA:
            kind, _, code = struct.unpack_from("<BBB", content, 6)
            if struct.unpack_from("<H", content, 12)[0] == _STRINGLESS and kind == _ERROR_RESULT:
                sheet.errors[row, column] = ERRORS.get(code, "#错误")
    elif number == _MULRK:
        row, first = struct.unpack_from("<HH", content)
        for step in range((len(content) - 6) // 6):
            sheet.hold(row, first + step)
            (style,) = struct.unpack_from("<H", content, 4 + 6 * step)
            if style < len(styles) and styles[style]:
                sheet.percents.add((row, first + step))
    elif number == _MERGED:
        (count,) = struct.unpack_from("<H", content)
        if 2 + count * 8 > len(content):
            raise DamagedRecords("merged")

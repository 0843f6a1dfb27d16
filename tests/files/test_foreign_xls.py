"""Old .xls: looked through before the library may read it, because the library ends the program on a bad one."""

import os
import random
import struct
from pathlib import Path

import pytest

from hqd_desktop.files import foreign_xls
from hqd_desktop.files.biff_records import DamagedRecords, look, records
from hqd_desktop.files.compound_file import CompoundFile, DamagedCompound
from hqd_desktop.files.foreign_reading import ForeignRefused, Reading
from hqd_desktop.files.foreign_xls import read_xls

STORED = Path(__file__).parents[1] / "workbooks" / "foreign-report.xls"
WHOLE = STORED.read_bytes()
DIMENSIONS, CODEPAGE, SST, NUMBER, BOUNDSHEET = 0x0200, 0x0042, 0x00FC, 0x0203, 0x0085


def reading() -> Reading:
    return Reading("a.xls", lambda *_: None)


def code(data: bytes) -> str:
    with pytest.raises(ForeignRefused) as told:
        read_xls(data, reading())
    return told.value.problem.code


def stream() -> bytes:
    found = CompoundFile(WHOLE).stream("workbook")
    assert found is not None
    return found


def changed(number: int, at: int, content: bytes, header: bool = False) -> bytes:
    """The file with bytes written over in the first record of a number; `header` counts from the record's head."""
    place = next(place for found, place, _ in records(stream()) if found == number)
    return CompoundFile(WHOLE).replaced("Workbook", {place + (0 if header else 4) + at: content})


def test_a_sheet_that_claims_to_be_huge_is_read_as_it_is() -> None:
    claims = changed(DIMENSIONS, 0, struct.pack("<IIHH", 0, 65536, 0, 256))
    sheets, _ = read_xls(claims, reading())
    assert sheets == read_xls(WHOLE, reading())[0]
    corrected = CompoundFile(foreign_xls._look(claims, reading())[1]).stream("Workbook")
    assert corrected is not None
    extents = [content for found, _, content in records(corrected) if found == DIMENSIONS]
    assert extents
    assert not any(map(any, extents))  # 65 536 × 256 is nowhere to be read any more


def test_a_sheet_that_begins_in_the_middle_of_a_record() -> None:
    assert code(changed(BOUNDSHEET, 0, struct.pack("<I", 1234))) == "xlsx_damaged"


def test_content_far_away_is_refused() -> None:
    assert code(changed(NUMBER, 0, struct.pack("<H", 65535))) == "foreign_too_far"


def test_a_large_rectangle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_xls, "MAX_AREA", 10)
    assert code(WHOLE) == "xlsx_too_large_inside"


def test_records_under_a_password() -> None:
    assert code(changed(CODEPAGE, 0, struct.pack("<H", 0x2F), header=True)) == "xlsx_encrypted"


def test_a_string_table_that_claims_more_than_there_is() -> None:
    assert code(changed(SST, 4, struct.pack("<I", 0x7FFFFFFF))) == "xlsx_damaged"


def test_macros_are_told() -> None:
    _, notes = read_xls(changed(BOUNDSHEET, 5, b"\x06"), reading())
    assert [note.code for note in notes] == ["foreign_macros"]


def test_an_office_file_of_another_kind() -> None:
    other = WHOLE.replace("Workbook".encode("utf-16-le"), "WordDocs".encode("utf-16-le"))
    assert code(other) == "foreign_not_table"


@pytest.mark.parametrize("length", [0, 100, 512, 600, 2000, 5000, len(WHOLE) - 600])
def test_cut_off(length: int) -> None:
    assert code(WHOLE[:length]) == "xlsx_damaged"


def test_chains_that_lead_astray() -> None:
    with pytest.raises(DamagedCompound):
        CompoundFile(WHOLE[:30] + b"\x03" + WHOLE[31:])
    with pytest.raises(DamagedCompound):
        CompoundFile(WHOLE[:48] + b"\xf0\xff\xff\x00" + WHOLE[52:])
    with pytest.raises(DamagedCompound):  # the list of sectors goes on in a sector that leads to itself
        CompoundFile(WHOLE[:68] + b"\0\0\0\0" + WHOLE[72:512] + b"\0" * 512 + WHOLE[1024:])
    assert CompoundFile(WHOLE).stream("nothing") is None
    with pytest.raises(LookupError):
        CompoundFile(WHOLE).replaced("nothing", {0: b"x"})


def test_bytes_are_written_over_where_the_stream_says() -> None:
    place = len(stream()) - 3
    written = CompoundFile(CompoundFile(WHOLE).replaced("Workbook", {place: b"abc", 600: b"de"})).stream("Workbook")
    assert written is not None
    assert (written[place:], written[600:602]) == (b"abc", b"de")
    assert written[:600] + stream()[600:602] + written[602:place] + stream()[place:] == stream()


def test_short_records() -> None:
    with pytest.raises(DamagedRecords):
        look(struct.pack("<HH", 0x0809, 9) + b"x")
    with pytest.raises(DamagedRecords):
        look(struct.pack("<HH", SST, 2) + b"xx")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_damaged_files_never_end_the_program() -> None:
    """Each in a child with 1 GB: a library that aborts would take the window with it."""
    import resource

    ends: dict[str, list[int]] = {"read": [], "refused": [], "died": []}
    for seed in range(int(os.environ.get("HQD_FUZZ", "120"))):
        pid = os.fork()
        if not pid:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2)
            os._exit(_attempt(seed))
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        ends[{0: "read", 1: "refused"}.get(status, "died")].append(seed)
    assert not ends["died"], ends["died"]
    assert ends["refused"]
    assert ends["read"]


def _attempt(seed: int) -> int:
    chance = random.Random(seed)
    data = bytearray(WHOLE)
    for _ in range(chance.choice((1, 2, 5, 20))):
        data[chance.randrange(len(data))] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
    try:
        read_xls(bytes(data), reading())
    except ForeignRefused:
        return 1
    except BaseException:  # noqa: BLE001 — whatever gets out would be shown as a crash
        return 2
    return 0

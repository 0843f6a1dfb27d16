"""A part of a zip is what it says it is, or it is damaged; never more of it is held."""

import io
import tracemalloc
import zipfile

import pytest

from hqd_desktop.files.zip_parts import read_part
from tests.files.bad_input_making import with_packed, zipped


def entry_of(data: bytes, name: str) -> zipfile.ZipInfo:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.getinfo(name)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("content", [b"", b"x", bytes(100_000), "医院".encode() * 999])
def test_honest_parts(method: int, content: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a", content)
    assert read_part(buffer.getvalue(), entry_of(buffer.getvalue(), "a")) == content


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_no_office_program_uses(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a", b"x" * 100)
    with pytest.raises(zipfile.BadZipFile):
        read_part(buffer.getvalue(), entry_of(buffer.getvalue(), "a"))


@pytest.mark.parametrize(("size", "checked"), [(1000, 1000), (99_999, 100_000), (100_001, 100_000)])
def test_sizes_that_lie(size: int, checked: int) -> None:
    import zlib

    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packing.compress(bytes(100_000)) + packing.flush()
    data = with_packed(zipped({"b": b"x"}), "a", packed, zlib.crc32(bytes(checked)), size)
    with pytest.raises(zipfile.BadZipFile):
        read_part(data, entry_of(data, "a"))


def test_never_more_than_it_says_is_held() -> None:
    import zlib

    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packing.compress(bytes(50 * 2**20)) + packing.flush()
    data = with_packed(zipped({"b": b"x"}), "a", packed, zlib.crc32(bytes(1000)), 1000)
    entry = entry_of(data, "a")
    tracemalloc.start()
    with pytest.raises(zipfile.BadZipFile):
        read_part(data, entry)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_another_checksum_a_password_and_a_wrong_place() -> None:
    data = zipped({"a": b"x" * 100})
    entry = entry_of(data, "a")
    entry.CRC ^= 1
    with pytest.raises(zipfile.BadZipFile):
        read_part(data, entry)
    entry = entry_of(data, "a")
    entry.flag_bits |= 1
    with pytest.raises(RuntimeError):
        read_part(data, entry)
    entry = entry_of(data, "a")
    entry.header_offset = 2
    with pytest.raises(zipfile.BadZipFile):
        read_part(data, entry)

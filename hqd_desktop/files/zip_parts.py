"""Reads one part of a zip without ever holding more than it says it is; it refuses to know what the part is."""

import struct
import zipfile
import zlib

_HEAD = struct.Struct("<4s22xHH")


def read_part(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The part, from the bytes of the whole file.

    The library unfolds all of a part before it looks at the size that is given for it, so a part that says
    1000 bytes and is 200 MB must not reach it. Raises BadZipFile when size, checksum or method are not as they should
    be, RuntimeError under a password.
    """
    if entry.flag_bits & 1:
        raise RuntimeError("password")
    mark, name, extra = _HEAD.unpack_from(data, entry.header_offset)
    start = entry.header_offset + _HEAD.size + name + extra
    packed = data[start : start + entry.compress_size]
    if mark != b"PK\x03\x04":
        raise zipfile.BadZipFile(entry.filename)
    if entry.compress_type == zipfile.ZIP_STORED:
        content, whole = packed, True
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        content = unpacking.decompress(packed, entry.file_size + 1)
        whole = unpacking.eof
    else:
        raise zipfile.BadZipFile(entry.filename)
    if not whole or len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise zipfile.BadZipFile(entry.filename)
    return content

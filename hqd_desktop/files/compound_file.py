"""Finds a stream in an OLE compound file (what an old .xls is), checking each chain; it knows no spreadsheet."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_LARGEST_REAL = 0xFFFFFFF9
_HEADER_FAT = 109
_ENTRY = 128
_ROOT, _STREAM = 5, 2


class DamagedCompound(ValueError):
    """A chain leads outside the file or round in circles, or a size cannot be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream: its name, where its chain begins, its length, and its kind (2 a stream, 5 the root)."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The directory of the file. Raises DamagedCompound on whatever does not fit together."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise DamagedCompound("header")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise DamagedCompound("sector size")
        self._size = 1 << shift
        (directory,) = struct.unpack_from("<I", data, 48)
        self._cutoff, mini, _count = struct.unpack_from("<III", data, 56)
        self._fat = self._read_fat()
        self.entries = tuple(self._read_directory(directory))
        root = next((entry for entry in self.entries if entry.kind == _ROOT), None)
        if root is None:
            raise DamagedCompound("root")
        self._mini_sectors = self._chain(root.start) if root.size else []
        self._mini_fat: tuple[int, ...] = ()
        if mini <= _LARGEST_REAL:
            table = b"".join(self._sector(sector) for sector in self._chain(mini))
            self._mini_fat = struct.unpack(f"<{len(table) // 4}I", table)

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream by name, capitals aside; None when there is none."""
        entry = self._entry(name)
        if entry is None:
            return None
        if entry.size > len(self._data):
            raise DamagedCompound("size")
        if entry.size < self._cutoff:
            content = b"".join(self._mini_sector(at) for at in _follow(entry.start, self._mini_fat))
        else:
            content = b"".join(self._sector(sector) for sector in self._chain(entry.start))
        if len(content) < entry.size:
            raise DamagedCompound("short")
        return content[: entry.size]

    def replaced(self, name: str, changes: Mapping[int, bytes]) -> bytes:
        """The file with bytes of a stream written over, by their place in it."""
        entry = self._entry(name)
        if entry is None:
            raise LookupError(name)
        small = entry.size < self._cutoff
        chain = _follow(entry.start, self._mini_fat) if small else self._chain(entry.start)
        unit, data = (64 if small else self._size), bytearray(self._data)
        for place, content in changes.items():
            for at, byte in enumerate(content, place):
                index, offset = divmod(at, unit)
                sector = chain[index]
                if small:
                    within, start = divmod(sector * 64, self._size)
                    sector, offset = self._mini_sectors[within], start + offset
                data[(sector + 1) * self._size + offset] = byte
        return bytes(data)

    def _entry(self, name: str) -> Entry | None:
        return next((e for e in self.entries if e.kind == _STREAM and e.name.lower() == name.lower()), None)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise DamagedCompound("sector")
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _mini_sector(self, number: int) -> bytes:
        at, offset = divmod(number * 64, self._size)
        if at >= len(self._mini_sectors):
            raise DamagedCompound("small sector")
        return self._sector(self._mini_sectors[at])[offset : offset + 64]

    def _chain(self, start: int) -> list[int]:
        return _follow(start, self._fat)

    def _read_fat(self) -> tuple[int, ...]:
        sectors = [s for s in struct.unpack_from(f"<{_HEADER_FAT}I", self._data, 76) if s <= _LARGEST_REAL]
        (following,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while following <= _LARGEST_REAL:
            if following in seen:
                raise DamagedCompound("circle")
            seen.add(following)
            *more, following = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            sectors += [s for s in more if s <= _LARGEST_REAL]
        if len(sectors) * self._size > len(self._data):
            raise DamagedCompound("table of sectors")
        table = b"".join(self._sector(sector) for sector in sectors)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _read_directory(self, start: int) -> list[Entry]:
        table = b"".join(self._sector(sector) for sector in self._chain(start))
        entries = []
        for at in range(0, len(table), _ENTRY):
            length, kind = struct.unpack_from("<HB", table, at + 64)
            first, size = struct.unpack_from("<II", table, at + 116)
            name = table[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append(Entry(name, kind, first, size))
        return entries


def _follow(start: int, table: tuple[int, ...]) -> list[int]:
    """The numbers of a chain; one that is longer than the table goes round in circles."""
    chain: list[int] = []
    while start not in (_END, _FREE):
        if start >= len(table) or len(chain) > len(table):
            raise DamagedCompound("chain")
        chain.append(start)
        start = table[start]
    return chain

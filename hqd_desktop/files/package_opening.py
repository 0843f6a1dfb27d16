"""Opens a package that may come from anybody: refuses bombs, links, strange names; reads members within limits.

It refuses to know what the members mean, writes nothing, and unpacks nothing to the disk.
"""

import hashlib
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.package_writing import PIECE, SEAL_DIGITS, SEAL_HEAD, digest_before
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.package_records import CELLS, DATA, MANIFEST, RESULT, Mark
from hqd_desktop.services.ports import Told

MAX_ENTRIES = 5000
MAX_DIRECTORY = 4 * 2**20  # bytes of the zip's list of entries: 5000 names of 800 bytes
MAX_RATIO, RATIO_FREE = 100, 2**20
MAX_UNPACKED = 512 * 2**20  # of what somebody has compressed anew; ours are not compressed
_OURS = {MANIFEST, DATA, RESULT, CELLS}
_SEAL = re.compile(SEAL_HEAD + rb"([0-9a-f]{64})")
_END, _END64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
# What zipfile raises on bytes that are no proper archive: there is no one class for it.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError,
    TypeError, OverflowError, OSError,
)  # fmt: skip


@contextmanager
def open_package(path: Path) -> Iterator["OpenPackage"]:
    """The package; FileRefused with the reason when it is none, damaged, or has entries that no package has."""
    with _opened(path) as file:
        try:
            refusal = _directory_refusal(file, path.name)
            archive = None if refusal else zipfile.ZipFile(file)
        except _BROKEN as error:
            raise FileRefused(_problem("package_damaged", path.name)) from error
        if refusal or archive is None:
            raise FileRefused(refusal or _problem("package_damaged", path.name))
        with archive:
            entries = archive.infolist()
            if refused := _entries_refusal(entries, path.name, path.stat().st_size):
                raise FileRefused(refused)
            yield OpenPackage(archive, file)


class OpenPackage:
    """services.package_ports.OpenPackage on a zip whose entries were looked at."""

    def __init__(self, archive: zipfile.ZipFile, file: BinaryIO) -> None:
        self._archive, self._file = archive, file
        self._entries = {entry.filename: entry for entry in archive.infolist() if not entry.filename.endswith("/")}

    @property
    def names(self) -> Sequence[str]:
        """The members in the order of the archive."""
        return tuple(self._entries)

    @property
    def seal(self) -> str:
        """The digits that were written into the package, "" when there are none."""
        found = _SEAL.fullmatch(self._archive.comment)
        return found[1].decode() if found else ""

    def sealed(self) -> bool:
        """Whether all bytes of the file are those that were sealed."""
        end = self._file.seek(0, os.SEEK_END) - SEAL_DIGITS
        return bool(self.seal) and digest_before(self._file, end) == self.seal

    def mark(self, name: str, told: Told) -> Mark | None:
        """Size and digest of a member as it is now; None when it cannot be read to its end."""
        digest, size = hashlib.sha256(), 0

        def see(piece: bytes) -> None:
            nonlocal size
            size += len(piece)
            digest.update(piece)
            told(size, self._entries[name].file_size)

        return Mark(size, digest.hexdigest()) if self._read(name, see) else None

    def read(self, name: str, limit: int) -> bytes | None:
        """The bytes of a member of at most `limit` bytes; None when there is none, it is longer or damaged."""
        if name not in self._entries or self._entries[name].file_size > limit:
            return None
        pieces: list[bytes] = []
        return b"".join(pieces) if self._read(name, pieces.append) else None

    def _read(self, name: str, see: Callable[[bytes], object]) -> bool:
        try:
            with self._archive.open(self._entries[name]) as member:
                while piece := member.read(PIECE):
                    see(piece)
        except _BROKEN:
            return False
        return True


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    params = {"name": path.name, "folder": str(path.parent)}
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise FileRefused(Problem("file_is_folder", str(path), params))
        if not stat.S_ISREG(kind):
            raise FileRefused(Problem("package_device", str(path), params))
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileRefused(Problem("package_not_there", str(path), params)) from error
    except OSError as error:
        reason = {"reason": error.strerror or type(error).__name__}
        raise FileRefused(Problem("package_unreadable", str(path), params | reason)) from error
    with file:
        yield file


def _directory_refusal(file: BinaryIO, name: str) -> Problem | None:
    """A look at the end of the file before zipfile builds an object for each of perhaps millions of entries."""
    head = file.read(4)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return _problem("package_damaged" if head.startswith(b"PK\x03\x04") else "package_not_ours", name)
    (length,) = struct.unpack_from("<L", tail, at + 12)
    if at >= 76 and tail[at - 20 : at - 16] == _LOCATOR and tail[at - 76 : at - 72] == _END64:
        (length,) = struct.unpack_from("<Q", tail, at - 36)
    return _problem("package_bomb", name) if length > MAX_DIRECTORY else None


def _entries_refusal(entries: Sequence[zipfile.ZipInfo], name: str, file_size: int) -> Problem | None:
    if len(entries) > MAX_ENTRIES or sum(entry.compress_size for entry in entries) > file_size:
        return _problem("package_bomb", name)  # more bytes than the file has: entries that share them
    seen: set[str] = set()
    unpacked = 0
    for entry in entries:
        if code := _entry_fault(entry):
            return _problem(code, name, entry=entry.orig_filename)
        plain = unicodedata.normalize("NFC", entry.filename).casefold()
        if plain in seen:
            return _problem("package_twice", name, entry=entry.filename)
        seen.add(plain)
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            unpacked += entry.file_size
            ratio = entry.file_size / max(entry.compress_size, 1)
            if entry.file_size > RATIO_FREE and ratio > MAX_RATIO:
                return _problem("package_bomb", name)
    if unpacked > MAX_UNPACKED:
        return _problem("package_bomb", name)
    if MANIFEST not in seen:
        return _problem("package_manifest_missing" if _OURS & seen else "package_not_ours", name)
    return None


def _entry_fault(entry: zipfile.ZipInfo) -> str:
    """The code of what no entry of ours is."""
    name, mode = entry.orig_filename, entry.external_attr >> 16
    parts = name.removesuffix("/").split("/")
    if "\\" in name or ":" in name or any(ord(letter) < 32 for letter in name) or {"", ".", ".."} & set(parts):
        return "package_unsafe_name"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "package_link"
    if name.endswith("/") and entry.file_size:
        return "package_unsafe_name"
    if entry.flag_bits & 1:
        return "package_password"
    return "" if entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else "package_repacked"


def _problem(code: str, name: str, **params: str) -> Problem:
    shown: Mapping[str, str] = {key: _printable(text) for key, text in params.items()}
    return Problem(code, "", {"name": name, **shown})


def _printable(text: str) -> str:
    """A stranger's name as it may be printed on a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:120]

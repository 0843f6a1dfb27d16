"""Writes a package (上报包, .hqdz): a plain zip without compression under a seal; it knows no member's meaning.

Nothing is compressed: workbook, report and evidence are so already, and the same members give the same bytes whatever
compressing library a PC has. The seal is the zip's comment: the SHA-256 of all bytes before its digits.
"""

import contextlib
import hashlib
import os
import stat
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from hqd_desktop.services.package_records import Mark

SEAL_HEAD = b"hqdz1-sha256:"
SEAL_DIGITS = 64
PIECE = 1 << 20
FIRST_DAY = date(1980, 1, 1)  # a zip knows none before, but a PC whose clock has lost its battery does


class PackageDraft:
    """A package that is being written; services.package_ports.PackageDraft."""

    def __init__(self, path: Path, file: BinaryIO, day: date) -> None:
        self.path = path
        self._file = file
        day = max(day, FIRST_DAY)
        self._moment = (day.year, day.month, day.day, 0, 0, 0)
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)

    def add(self, name: str, pieces: Iterable[bytes], size: int = 0) -> Mark:
        """Write a member; `size` is what it will about have."""
        info = zipfile.ZipInfo(name, self._moment)
        info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16  # the same from every system
        info.file_size = size
        digest, written = hashlib.sha256(), 0
        with self._archive.open(info, "w") as member:
            for piece in pieces:
                digest.update(piece)
                written += len(piece)
                member.write(piece)
        return Mark(written, digest.hexdigest())

    def seal(self) -> str:
        """End the archive, write its seal and wait for the disk; after this it can be opened at `path`."""
        self._archive.comment = SEAL_HEAD + b"0" * SEAL_DIGITS
        self._archive.close()
        self._file.flush()
        digits = digest_before(self._file, self._file.seek(0, os.SEEK_END) - SEAL_DIGITS)
        self._file.seek(-SEAL_DIGITS, os.SEEK_END)
        self._file.write(digits.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        return digits

    def end(self) -> None:
        """Let go of the file: it cannot be renamed on Windows before. What was given up half way stays half."""
        with contextlib.suppress(OSError, ValueError):  # the disk may be full for the list of entries, too
            self._archive.close()
        self._file.close()


def digest_before(file: BinaryIO, end: int) -> str:
    """The SHA-256 of the first `end` bytes of a file."""
    digest, left = hashlib.sha256(), end
    file.seek(0)
    while left > 0 and (piece := file.read(min(PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()

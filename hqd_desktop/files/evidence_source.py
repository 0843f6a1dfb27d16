"""A file that somebody wants to register as 佐证: looked at, then read in pieces; it refuses links, devices, programs.

The name decides what a system would do with a file, so names are judged first; a program under another name is told
by its first bytes.
"""

import errno
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from hqd_desktop.domain.evidence import size_text
from hqd_desktop.domain.evidence_names import name_refusal_of, refusal_of
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused

PIECE = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")  # how a directory entry of an old Office file is spelt
_OFFICE_ZIPS = (".docx", ".xlsx", ".pptx", ".wps", ".et", ".dps")
_PROGRAM_HEADS = (b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


def refusal_at_sight(path: Path, limit: int) -> Problem | None:
    """Why a file cannot be registered, as far as its name and its entry in the folder tell; None when nothing does."""
    if code := _code_at_sight(path):
        return problem(code, path)
    if code := name_refusal_of(path.name) or refusal_of(path.name):
        return problem(code, path)
    size = path.stat().st_size
    if size == 0:
        return problem("evidence_empty", path)
    if size > limit:
        return problem("evidence_too_large", path, size=size_text(size), limit=size_text(limit))
    return None


def _code_at_sight(path: Path) -> str:
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return "evidence_not_there"
    if stat.S_ISLNK(mode) or getattr(path, "is_junction", bool)():  # Python 3.12 on Windows knows the second kind
        return "evidence_is_link"
    if stat.S_ISDIR(mode):
        return "evidence_is_folder"
    return "" if stat.S_ISREG(mode) else "evidence_is_device"


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file in order. FileRefused for whatever reading does, and for what is no regular file by now."""
    try:
        with _opened(path) as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError as error:
        raise _unreadable(error, path) from error


def _opened(path: Path) -> BinaryIO:
    """Never through a link, and without waiting where somebody has put a pipe there since it was looked at."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise FileRefused(problem("evidence_is_device", path))
    return file


def _unreadable(error: OSError, path: Path) -> FileRefused:
    """What the system's error at reading means."""
    if error.errno == errno.ELOOP:
        return FileRefused(problem("evidence_is_link", path))
    if isinstance(error, FileNotFoundError):
        return FileRefused(problem("evidence_not_there", path))
    return FileRefused(problem("evidence_unreadable", path, reason=error.strerror or type(error).__name__))


class Suspicion:
    """Looks at the pieces of a file as they go by; `code` is why it must not be kept, empty as long as nothing is."""

    def __init__(self) -> None:
        self.code = ""
        self._first = True
        self._ole = False
        self._tail = b""

    def see(self, piece: bytes) -> None:
        """The next piece; the first holds at least the first kilobyte of a file that is as long."""
        if self._first:
            self._first, self._ole = False, piece.startswith(_OLE)
            dos = piece.startswith(b"MZ") and b"\0" in piece[:64]  # a text may begin so; it has no zeros
            if dos or piece.startswith(_PROGRAM_HEADS):
                self.code = "evidence_program"
        if self._ole and _OLE_MACROS in self._tail + piece:
            self.code = "evidence_macros"
        self._tail = piece[-len(_OLE_MACROS) :]


def has_macros_inside(copied: Path, name: str) -> bool:
    """Whether a new Office file of this name carries macros; one that is no zip at all has none."""
    if not name.lower().endswith(_OFFICE_ZIPS):
        return False
    try:
        with zipfile.ZipFile(copied) as inside:
            return any(entry.lower().endswith("vbaproject.bin") for entry in inside.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def problem(code: str, path: Path, **params: str) -> Problem:
    """A problem with a user's file, by its name."""
    return Problem(code, "", {"name": path.name, "folder": str(path.parent), **params})

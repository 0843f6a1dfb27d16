"""What a disk or SQLite says, turned into a Problem with a stable code; it refuses to hide our own mistakes."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StoreError

_BY_RESULT = {
    sqlite3.SQLITE_FULL: "store_disk_full",
    sqlite3.SQLITE_READONLY: "store_read_only",
    sqlite3.SQLITE_PERM: "store_read_only",
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_IOERR: "store_io",
    sqlite3.SQLITE_CANTOPEN: "store_io",
    sqlite3.SQLITE_PROTOCOL: "store_io",
    sqlite3.SQLITE_NOLFS: "store_io",
    sqlite3.SQLITE_NOMEM: "store_memory",
    sqlite3.SQLITE_CORRUPT: "store_damaged",
    sqlite3.SQLITE_NOTADB: "store_damaged",
    sqlite3.SQLITE_FORMAT: "store_damaged",
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Unreadable(Exception):
    """A stored text that no write of ours can have left: the file was altered or damaged."""


def problem(code: str, path: Path, **params: str) -> Problem:
    """A Problem at a file; `name` is always among its params."""
    return Problem(code, str(path), {"name": path.name, **params})


def refusal(code: str, path: Path, **params: str) -> StoreError:
    """The error for `problem`."""
    return StoreError(problem(code, path, **params))


def fault_code(error: BaseException) -> tuple[str, str] | None:
    """Code and technical detail of a fault of disk, memory or file; None for a mistake of ours (a broken rule)."""
    cause = getattr(error, "orig", None) or error  # SQLAlchemy wraps what the driver raised
    if isinstance(cause, Unreadable):
        return "store_damaged", str(cause)
    if isinstance(cause, MemoryError):
        return "store_memory", "MemoryError"
    if isinstance(cause, UnicodeDecodeError) or "Could not decode to UTF-8" in str(cause):
        return "store_damaged", "UnicodeDecodeError"  # a bit has turned over inside a text
    if isinstance(cause, sqlite3.Error):
        result = getattr(cause, "sqlite_errorcode", 0)
        code = "store_gone" if result == sqlite3.SQLITE_READONLY_DBMOVED else _BY_RESULT.get(result & 0xFF)
        return (code, f"{getattr(cause, 'sqlite_errorname', '')}: {cause}") if code else None
    if isinstance(cause, OSError):
        if cause.errno in _FULL:
            return "store_disk_full", str(cause)
        return ("store_read_only" if cause.errno in _FORBIDDEN else "store_io"), str(cause)
    return None


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Raise StoreError for what the disk does to the file at `path`; let everything else through as it is."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        found = fault_code(error)
        if found is None:
            raise
        raise refusal(found[0], path, detail=found[1]) from error

"""What a file is, told by its first hundred bytes in under a millisecond; it refuses to import SQLAlchemy or write."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from hqd_desktop.store.connection import sidecar, sqlite_uri
from hqd_desktop.store.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
_HEADER = 100


class Kind(Enum):
    """What stands at a path."""

    ABSENT = auto()
    EMPTY = auto()  # zero bytes: a lost file, never a new one
    NOT_DATABASE = auto()
    FOREIGN = auto()  # SQLite, but another program's
    DAMAGED = auto()
    OURS = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """What `inspect_file` saw; `schema` is 0 unless the file is ours."""

    kind: Kind
    schema: int = 0


def inspect_file(path: Path) -> Found:
    """Look without touching: the file is byte for byte the same afterwards.

    A header may be older than what a write-ahead log beside it holds (a program that was killed), so with such a log
    SQLite is asked instead. OSError when the file cannot be read.
    """
    if not path.exists():
        return Found(Kind.ABSENT)
    if not path.is_file():
        return Found(Kind.NOT_DATABASE)
    size = path.stat().st_size
    if size == 0:
        return Found(Kind.EMPTY)
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(_MAGIC):
        return Found(Kind.NOT_DATABASE)
    if len(header) < _HEADER:
        return Found(Kind.DAMAGED)
    log = sidecar(path, "-wal")
    if log.exists() and log.stat().st_size:
        return _ask_sqlite(path)
    return _told_by(header, size)


def _told_by(header: bytes, size: int) -> Found:
    def number(start: int, length: int = 4) -> int:
        return int.from_bytes(header[start : start + length])

    if number(68) != APPLICATION_ID:
        return Found(Kind.FOREIGN)
    page_size = 65536 if number(16, 2) == 1 else number(16, 2)
    counted = number(24) == number(92)  # else an old library wrote last and the page count is not kept
    if number(60) == 0 or (counted and size < number(28) * page_size):
        return Found(Kind.DAMAGED)
    return Found(Kind.OURS, number(60))


def _ask_sqlite(path: Path) -> Found:
    try:
        with closing(sqlite3.connect(sqlite_uri(path, "ro"), uri=True)) as connection:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        return Found(Kind.DAMAGED)
    if owner != APPLICATION_ID:
        return Found(Kind.FOREIGN)
    return Found(Kind.OURS, schema) if schema else Found(Kind.DAMAGED)

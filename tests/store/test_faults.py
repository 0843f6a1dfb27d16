"""What the disk says, in codes; what we did wrong, as it is."""

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from hqd_desktop.services.errors import StaleWrite, StoreError
from hqd_desktop.store.faults import Unreadable, fault_code, guarded


def sqlite_error(result: int, kind: type[sqlite3.Error] = sqlite3.OperationalError) -> sqlite3.Error:
    error = kind("words of SQLite")
    error.sqlite_errorcode = result
    error.sqlite_errorname = f"NUMBER_{result}"
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), "store_disk_full"),
        (sqlite_error(sqlite3.SQLITE_READONLY), "store_read_only"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY), "store_read_only"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), "store_gone"),
        (sqlite_error(sqlite3.SQLITE_BUSY), "store_busy"),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), "store_busy"),
        (sqlite_error(sqlite3.SQLITE_IOERR), "store_io"),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), "store_io"),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), "store_io"),
        (sqlite_error(sqlite3.SQLITE_NOMEM), "store_memory"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT, sqlite3.DatabaseError), "store_damaged"),
        (sqlite_error(sqlite3.SQLITE_NOTADB, sqlite3.DatabaseError), "store_damaged"),
        (OperationalError("INSERT", {}, sqlite_error(sqlite3.SQLITE_FULL)), "store_disk_full"),
        (Unreadable("value '12a'"), "store_damaged"),
        (MemoryError(), "store_memory"),
        (OSError(errno.ENOSPC, "full"), "store_disk_full"),
        (OSError(errno.EDQUOT, "quota"), "store_disk_full"),
        (OSError(errno.EROFS, "read-only"), "store_read_only"),
        (PermissionError(errno.EACCES, "no"), "store_read_only"),
        (OSError(errno.EIO, "io"), "store_io"),
        (FileNotFoundError(errno.ENOENT, "gone"), "store_io"),
    ],
)
def test_a_fault_has_a_code_and_its_words_as_detail(error: Exception, code: str) -> None:
    place = Path("/数据/a.hqd")
    with pytest.raises(StoreError) as raised, guarded(place):
        raise error
    (problem,) = raised.value.problems
    assert (problem.code, problem.where, problem.params["name"]) == (code, str(place), "a.hqd")
    assert problem.params["detail"]
    assert raised.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error(sqlite3.SQLITE_CONSTRAINT, sqlite3.IntegrityError),
        IntegrityError("INSERT", {}, sqlite_error(sqlite3.SQLITE_CONSTRAINT_CHECK, sqlite3.IntegrityError)),
        sqlite_error(sqlite3.SQLITE_ERROR),
        sqlite3.ProgrammingError("closed"),
        ValueError("a row twice"),
        StaleWrite(),
    ],
)
def test_our_own_mistakes_come_through(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, guarded(Path("a")):
        raise error
    assert raised.value is error
    assert fault_code(error) is None

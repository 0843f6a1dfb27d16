"""Connections and the settings that everything relies on."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.store.connection import connect, sidecar, sqlite_uri


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_connection_survives_a_power_cut_and_keeps_references(path: Path) -> None:
    with closing(connect(path, "rwc")) as connection:
        assert connection.isolation_level is None
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == 2  # FULL
        assert pragma(connection, "busy_timeout") == 5000
        assert pragma(connection, "trusted_schema") == 0


def test_foreign_keys_can_be_off_for_a_migration(path: Path) -> None:
    with closing(connect(path, "rwc", foreign_keys=False)) as connection:
        assert pragma(connection, "foreign_keys") == 0


def test_where_no_shared_log_is_possible_the_journal_is_synced_more(tmp_path: Path, monkeypatch) -> None:
    class Refusing(sqlite3.Connection):
        def execute(self, sql: str, *args):
            return super().execute(sql.replace("journal_mode = WAL", "journal_mode = DELETE"), *args)

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **kwargs: real(*args, **kwargs, factory=Refusing))
    with closing(connect(tmp_path / "share.hqd", "rwc")) as connection:
        assert pragma(connection, "synchronous") == 3  # EXTRA


def test_read_only_cannot_write_or_make_a_file(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(path, "ro")
    connect(path, "rwc").close()
    with closing(connect(path, "ro")) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("CREATE TABLE t (a)")


def test_a_file_that_should_be_there_is_not_made(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(path)
    assert not path.exists()


def test_a_file_that_is_no_database_leaves_no_open_connection(path: Path) -> None:
    path.write_bytes(b"x" * 5000)
    with pytest.raises(sqlite3.DatabaseError):
        connect(path)


def test_any_letter_may_be_in_a_path(tmp_path: Path) -> None:
    path = tmp_path / "第1季 ?#%20&mode=ro;é.hqd"
    with closing(connect(path, "rwc")) as connection:
        connection.execute("CREATE TABLE t (a)")
    assert path.stat().st_size


class WindowsPath:
    """A path of Windows as far as the address asks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def absolute(self) -> "WindowsPath":
        return self

    def as_posix(self) -> str:
        return self.text


def test_drives_and_shares_of_windows() -> None:
    assert sqlite_uri(WindowsPath("C:/数据/a.hqd"), "rw") == "file:///C%3A/%E6%95%B0%E6%8D%AE/a.hqd?mode=rw"
    assert sqlite_uri(WindowsPath("//server/share/a.hqd"), "rw") == "file:////server/share/a.hqd?mode=rw"


def test_a_still_file_in_a_closed_folder_is_read_as_unchangeable(path: Path, monkeypatch) -> None:
    connect(path, "rwc").close()
    assert not sqlite_uri(path, "ro").endswith("immutable=1")
    monkeypatch.setattr("os.access", lambda *args: False)
    assert sqlite_uri(path, "ro").endswith("immutable=1")
    sidecar(path, "-wal").touch()
    assert not sqlite_uri(path, "ro").endswith("immutable=1")

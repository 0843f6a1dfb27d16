"""Checks of a whole file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.store.connection import connect
from hqd_desktop.store.sql_store import SqlStore
from hqd_desktop.store.verify import check_file, faults_in, lost_rows, table_counts


def test_rows_are_counted_by_table(save, path: Path) -> None:
    save(("a", Period(2024), number(1), 0), ("b", Period(2024), number(1), 0))
    with closing(connect(path, "ro")) as connection:
        counts = table_counts(connection)
    assert counts["figure"] == 2
    assert counts["hospital"] == 1
    assert counts["person"] == 0
    assert "alembic_version" not in counts


def test_lost_rows_are_named_and_new_tables_are_none() -> None:
    assert lost_rows({"a": 1, "b": 2}, {"a": 1, "b": 2, "c": 5}) == ()
    assert lost_rows({"a": 1, "b": 2, "c": 0}, {"a": 0, "b": 3}) == ("a: 1 -> 0", "b: 2 -> 3", "c: 0 -> none")


def test_a_good_file_has_no_faults(save, store: SqlStore, path: Path) -> None:
    save(("a", Period(2024), number(1), 0))
    assert store.check() == ()
    assert check_file(path) == ()


def test_an_orphan_is_found(save, store: SqlStore, path: Path) -> None:
    save(("a", Period(2024), number(1), 0))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE figure SET hospital_id = 'nobody'")
    assert store.check() == ("figure row 1: nothing in hospital",)


def test_torn_pages_are_found(save, store: SqlStore, path: Path) -> None:
    save(*((f"item_{n}", Period(2024), number(n), 0) for n in range(400)))
    store.close()
    content = bytearray(path.read_bytes())
    for page in range(4096 * 6, len(content), 4096):
        content[page : page + 200] = b"\xff" * 200
    path.write_bytes(content)
    assert check_file(path)


def test_a_file_that_is_no_database_is_a_finding_not_a_crash(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert check_file(path) == ("file is not a database",)


def test_a_file_that_is_not_there_is_no_finding(path: Path, code) -> None:
    with pytest.raises(StoreError) as raised:
        check_file(path)
    assert code(raised) == "store_io"


def test_our_own_mistakes_are_no_finding(path: Path) -> None:
    connection = connect(path, "rwc")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError):
        faults_in(connection)

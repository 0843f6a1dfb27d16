"""Whether a database is whole: SQLite's own checks and the rows counted; it refuses to repair anything."""

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from hqd_desktop.store.connection import connect
from hqd_desktop.store.faults import fault_code, guarded


def table_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows by table, SQLite's own and Alembic's tables left out."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " AND name <> 'alembic_version' ORDER BY name"
    )
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}


def content_digest(connection: sqlite3.Connection) -> str:
    """SHA-256 of every row of every table but the history, whose last digest stands for it."""
    found = hashlib.sha256()
    for table in sorted(table_counts(connection).keys() - {"history"}):
        for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
            found.update(repr(row).encode())
    return found.hexdigest()


def faults_in(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What `integrity_check` and `foreign_key_check` find, in SQLite's words; empty when all is well.

    Neither notices a digit that was changed inside a value: that needs the digests of a later issue.
    """
    try:
        lines = [line for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        found = fault_code(error)
        if found is None or found[0] != "store_damaged":
            raise  # a disk or a mistake of ours that fails here says nothing about the file
        return (str(error),)
    return (*lines, *(f"{table} row {row}: nothing in {parent}" for table, row, parent, _ in orphans))


def check_file(path: Path) -> tuple[str, ...]:
    """The full check of a file that nobody need have open, read-only: about a second for a million rows.

    StoreError when it cannot be read at all.
    """
    with guarded(path), closing(connect(path, "ro")) as connection:
        return faults_in(connection)


def lost_rows(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[str, ...]:
    """The tables that have another number of rows than before, or are gone; new tables are no loss."""
    return tuple(
        f"{table}: {rows} -> {after.get(table, 'none')}" for table, rows in before.items() if after.get(table) != rows
    )

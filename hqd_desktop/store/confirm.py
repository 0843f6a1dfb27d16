"""What an opened file is, asked of SQLite itself, and that it can be written; it refuses to read any row."""

import sqlite3
from pathlib import Path

from hqd_desktop.store.faults import refusal
from hqd_desktop.store.schema import APPLICATION_ID, Schema
from hqd_desktop.store.tables import metadata


def confirm(connection: sqlite3.Connection, path: Path, schema: Schema, read_only: bool) -> None:
    """Ask once more what the file is, now that SQLite has replayed its log, and prove that it can be written."""
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    missing = sorted(metadata.tables.keys() - tables)
    if (owner, number) != (APPLICATION_ID, schema.number) or missing:
        raise refusal("store_damaged", path, detail=f"schema {number}, missing: {', '.join(missing)}")
    if not read_only:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(f"PRAGMA user_version = {number}")
        finally:
            connection.rollback()

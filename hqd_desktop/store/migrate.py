"""Brings a database to the schema of this program, whole or not at all; the only place that imports Alembic.

A table rebuilt while foreign keys are on empties every table that points to it, without a word. So a migration runs
on a connection of its own with them off, in one transaction, and is kept only if no row was lost and none orphaned.
"""

import errno
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from hqd_desktop.store.backup import backup_name, copy_verified, refuse_taken, remove, sync_file, sync_folder
from hqd_desktop.store.connection import connect, sidecar
from hqd_desktop.store.engine import begin_immediate, driver_of, make_engine
from hqd_desktop.store.faults import fault_code, guarded, refusal
from hqd_desktop.store.schema import APPLICATION_ID, Schema
from hqd_desktop.store.verify import lost_rows, table_counts


class RowsLost(Exception):
    """A migration that would have lost or orphaned rows; it was taken back."""


def create_database(path: Path, schema: Schema) -> None:
    """Make a new database, complete, under another name, then move it to `path`, which must be free.

    So a kill in the middle leaves nothing at `path`. The caller holds the lock.
    """
    beside = sidecar(path, ".new")
    with guarded(path):
        refuse_taken(path)
        remove(beside)
        try:
            _run(beside, schema, "rwc")
            _make_one_file(beside)
            sync_file(beside)
            refuse_taken(path)
            beside.rename(path)
            sync_folder(path.parent)
        except BaseException:
            remove(beside)
            raise


def _make_one_file(path: Path) -> None:
    """Put the log into the file, or fail: what closing does by itself, but without a word when the disk is full."""
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def migrate(path: Path, schema: Schema, found: int, at: datetime) -> Path:
    """Copy a database of the older schema `found` into backups/, check the copy, then migrate; returns the copy.

    On any failure the database is as it was: StoreError for what the disk does, `store_migration_failed` (with the
    place of the copy) for the rest. The caller holds the lock.
    """
    copy = backup_name(path, found, at)
    with guarded(path):
        with closing(connect(path)) as source:
            copy_verified(source, copy)
        try:
            _run(path, schema, "rw")
        except Exception as error:
            if fault_code(error):
                raise
            versions = {"found": str(found), "known": str(schema.number)}
            raise refusal("store_migration_failed", path, copy=str(copy), detail=str(error), **versions) from error
    return copy


def _run(path: Path, schema: Schema, mode: str) -> None:
    engine = make_engine(path, mode, foreign_keys=False)
    with engine.connect() as connection, connection.begin():
        begin_immediate(connection)
        _sweep(driver_of(connection))
        before = table_counts(driver_of(connection))
        _upgrade(connection, schema)
        _refuse_losses(driver_of(connection), before)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.number}")


def _sweep(connection: sqlite3.Connection) -> None:
    """Take away what another tool's broken migration has left; the copy that was made before still has it."""
    left = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '!_alembic!_tmp!_%' ESCAPE '!'"
    for (name,) in connection.execute(left).fetchall():
        connection.execute(f'DROP TABLE "{name}"')


def _upgrade(connection: Connection, schema: Schema) -> None:
    from alembic.command import upgrade
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        upgrade(config, schema.revision)
    except CommandError as error:  # it looked for files of the program that cannot be read
        raise OSError(errno.EIO, str(error)) from error


def _refuse_losses(connection: sqlite3.Connection, before: dict[str, int]) -> None:
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    wrong = (
        *lost_rows(before, table_counts(connection)),
        *(f"{table} row {row}: nothing in {parent}" for table, row, parent, _ in orphans),
    )
    if wrong:
        raise RowsLost("; ".join(wrong[:3]))

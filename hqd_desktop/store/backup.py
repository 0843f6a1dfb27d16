"""Copies of a database that are known to be good; it refuses to copy files byte by byte or to overwrite a database."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from hqd_desktop.services.records import Actor
from hqd_desktop.store.connection import connect, sidecar, sqlite_uri
from hqd_desktop.store.faults import guarded, refusal
from hqd_desktop.store.inspect import Found, Kind, inspect_file
from hqd_desktop.store.lock import DatabaseLock, this_actor
from hqd_desktop.store.schema import Schema, current_schema
from hqd_desktop.store.verify import content_digest, faults_in, lost_rows, table_counts

BACKUPS = "backups"
_PARTS = ("", "-wal", "-shm", "-journal")


def backup_name(path: Path, schema: int, at: datetime, folder: Path | None = None) -> Path:
    """A free name, in backups/ beside the database or in `folder`: the day, the time (of this place), the schema."""
    stem = f"{path.stem}-{at.astimezone():%Y%m%d-%H%M%S}-v{schema:04d}"
    folder = folder or path.parent / BACKUPS
    names = (folder / f"{stem}{extra}{path.suffix}" for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


def copy_verified(source: sqlite3.Connection, target: Path, publish: Callable[[Path, Path], None] = os.replace) -> None:
    """Copy by SQLite's backup API beside `target`, open and check the copy, make it durable, then give it its name.

    Until then nothing stands at `target` or what stood there still does. StoreError `store_copy_bad` when the copy
    is not as the source, StoreError for what the disk does.
    """
    beside = sidecar(target, ".part")
    with guarded(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            remove(beside)
            with closing(sqlite3.connect(sqlite_uri(beside, "rwc"), uri=True, isolation_level=None)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, complete without sidecars
            _compare(source, beside, target)
            sync_file(beside)
            publish(beside, target)
            sync_folder(target.parent)
        finally:
            with suppress(OSError):
                remove(beside)


def _compare(source: sqlite3.Connection, copy: Path, target: Path) -> None:
    with closing(connect(copy, "ro")) as opened:
        wrong = (*faults_in(opened), *lost_rows(table_counts(source), table_counts(opened)))
        for pragma in ("application_id", "user_version"):
            asked = f"PRAGMA {pragma}"
            if opened.execute(asked).fetchone() != source.execute(asked).fetchone():
                wrong += (pragma,)
        if content_digest(opened) != content_digest(source):
            wrong += ("digest",)
    if wrong:
        raise refusal("store_copy_bad", target, detail="；".join(wrong[:3]))


def copy_in(backup: Path, path: Path, *, schema: Schema | None = None, actor: Actor | None = None) -> None:
    """Put a checked copy of `backup` at `path`, where nothing may be yet; the backup itself is only read.

    StoreError `store_exists` when something is there, and every refusal that opening the backup would give.
    """
    with guarded(backup):
        found = inspect_file(backup)
    refuse_unusable(found, backup, schema or current_schema())
    with guarded(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = DatabaseLock(path, actor or this_actor())
    try:
        refuse_taken(path)
        with guarded(backup), closing(connect(backup, "ro")) as source:
            if faults := faults_in(source):
                raise refusal("store_damaged", backup, detail="；".join(faults[:3]))
            copy_verified(source, path, _move_to_free_place)
    finally:
        lock.release()


def refuse_unusable(found: Found, path: Path, schema: Schema) -> None:
    """Raise for everything that is not a database of ours up to this schema; the file is not touched."""
    codes = {
        Kind.ABSENT: "store_not_there",
        Kind.EMPTY: "store_empty",
        Kind.NOT_DATABASE: "store_not_database",
        Kind.FOREIGN: "store_foreign",
        Kind.DAMAGED: "store_damaged",
    }
    if found.kind in codes:
        raise refusal(codes[found.kind], path, detail="")
    if found.schema > schema.number:
        raise refusal("store_newer", path, found=str(found.schema), known=str(schema.number))


def refuse_taken(path: Path) -> None:
    """Raise unless the place is free of a database and of the sidecars of a lost one.

    SQLite would take such a left-over log for the new file's own and put its pages into it.
    """
    if path.exists():
        raise refusal("store_exists", path)
    left = [part.name for suffix in _PARTS[1:] if (part := sidecar(path, suffix)).exists()]
    if left:
        raise refusal("store_leftover", path, files="、".join(left))


def _move_to_free_place(beside: Path, target: Path) -> None:
    refuse_taken(target)
    beside.rename(target)


def remove(path: Path) -> None:
    """Take away a half-made database with its sidecars."""
    for suffix in _PARTS:
        sidecar(path, suffix).unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until names in a folder are on the disk; Windows does that by itself and cannot open folders."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

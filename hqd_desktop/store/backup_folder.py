"""A folder of backups: made, listed, compared, taken away one by one; it refuses to decide which."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hqd_desktop.paths import DATABASE_SUFFIX
from hqd_desktop.services.backup_records import BackupEntry, Reason
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.store.backup import backup_name, refuse_unusable, sync_file, sync_folder
from hqd_desktop.store.chain import last_digest
from hqd_desktop.store.connection import connect, sidecar
from hqd_desktop.store.faults import guarded, problem, refusal
from hqd_desktop.store.inspect import inspect_file
from hqd_desktop.store.schema import SCHEMA, current_schema
from hqd_desktop.store.tables import metadata

_APART = {"change", "history", "submission", "person"}
_QUIET = {"id", "hospital_id", "version", "position", "digest", "source", "evidence_id"}
_MOST = 2000
_TELLING = ("item", "check_key", "department", "task", "target", "place", "indicator", "title", "name")
_SAYING = ("value", "text", "confirmed_by", "withdrawn", "explanation", "progress", "title", "measure", "name", "state")


class SqlBackupFolder:
    """services.backup_ports.BackupFolder for the database at `database`; `<backup>.json` notes why it was made."""

    def __init__(self, database: Path, folder: Path, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self._database, self._clock = database, clock

    def is_there(self) -> bool:
        """Whether the folder can be written to; one beside the database is made when it is needed."""
        return self.folder.parent == self._database.parent or self.folder.is_dir()

    def make(self, copy: Callable[[Path], None], reason: Reason, program: str) -> BackupEntry:
        """Let `copy` write a checked backup under a free name, then write the note with its digest."""
        with guarded(self.folder):
            self.folder.mkdir(exist_ok=True)
            at = self._clock()
            target = backup_name(self._database, SCHEMA, at, self.folder)
            copy(target)
            with target.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            note = {"format": 1, "reason": reason.name, "program": program, "sha256": found, "at": at.isoformat()}
            beside = _note_of(target)
            beside.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
            sync_file(beside)
            sync_folder(self.folder)
        return _entry(target, note)

    def entries(self) -> Sequence[BackupEntry]:
        """All that the folder holds, newest first; an unreadable one with the reason."""
        try:
            paths = [path for path in self.folder.iterdir() if path.suffix == DATABASE_SUFFIX and path.is_file()]
        except OSError:
            return []
        return sorted((_entry(path, _read_note(path)) for path in paths), key=lambda entry: entry.at, reverse=True)

    def remove(self, entry: BackupEntry) -> None:
        """Take one away with its note."""
        with guarded(entry.path):
            entry.path.unlink(missing_ok=True)
            _note_of(entry.path).unlink(missing_ok=True)

    def differences(self, backup: Path) -> Sequence[HistoryEntry]:
        """What is other in `backup` than in the database, field by field: `old` as it is now, `new` in the backup.

        StoreError when the backup was altered since it was made, or cannot be read.
        """
        refuse_altered(backup)
        with guarded(backup), closing(connect(self._database, "ro")) as now, closing(connect(backup, "ro")) as then:
            if then.execute("PRAGMA user_version").fetchone() != (SCHEMA,):
                return []
            found: list[HistoryEntry] = []
            for table in sorted(metadata.tables.keys() - _APART, key=lambda name: (name != "figure", name)):
                found += _table_differences(table, _rows(now, table), _rows(then, table))
            return found[:_MOST]


def refuse_altered(backup: Path) -> None:
    """Raise when the bytes are other than when the backup was made; one without a note is only looked at."""
    note = _read_note(backup)
    with guarded(backup):
        refuse_unusable(inspect_file(backup), backup, current_schema())
        with backup.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    if note.get("sha256", found) != found:
        raise refusal("backup_altered", backup)


def evidence_digests(path: Path) -> Sequence[str]:
    """The digests of every file of 佐证 that a database names; the first schema knew none."""
    with guarded(path), closing(connect(path, "ro")) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'evidence'").fetchone():
            return []
        return [digest for (digest,) in connection.execute("SELECT DISTINCT digest FROM evidence")]


def _entry(path: Path, note: Mapping[str, Any]) -> BackupEntry:
    size, made = 0, datetime.fromtimestamp(0, UTC)
    reason = Reason.__members__.get(str(note.get("reason", "")), Reason.MIGRATION)
    try:
        size, made = path.stat().st_size, datetime.fromtimestamp(path.stat().st_mtime, UTC)
        with suppress(ValueError, TypeError):
            made = datetime.fromisoformat(str(note["at"])) if "at" in note else made
        with guarded(path):
            found = inspect_file(path)
            refuse_unusable(found, path, current_schema())
            with closing(connect(path, "ro")) as connection:
                return _read(connection, path, made, reason, str(note.get("program", "")), found.schema, size)
    except StoreError as error:
        return BackupEntry(path, made, reason, size=size, wrong=error.problems[0])
    except (OSError, sqlite3.Error, ValueError) as error:
        return BackupEntry(path, made, reason, size=size, wrong=problem("store_damaged", path, detail=str(error)))


def _read(
    connection: sqlite3.Connection, path: Path, made: datetime, reason: Reason, program: str, schema: int, size: int
) -> BackupEntry:
    names = tuple(name for (name,) in connection.execute("SELECT name FROM hospital ORDER BY position"))
    years = tuple(year for (year,) in connection.execute("SELECT DISTINCT year FROM hospital_year ORDER BY year"))
    last = connection.execute("SELECT at FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    digest = last_digest(connection) if schema >= 3 else ""
    changed = datetime.fromisoformat(last[0]) if last else None
    return BackupEntry(path, made, reason, program, schema, names, years, changed, digest, size)


def _note_of(path: Path) -> Path:
    return sidecar(path, ".json")


def _read_note(path: Path) -> Mapping[str, Any]:
    try:
        note = json.loads(_note_of(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _rows(connection: sqlite3.Connection, table: str) -> dict[str, dict[str, object]]:
    columns = [column.name for column in metadata.tables[table].c]
    rows = connection.execute(f'SELECT {", ".join(columns)} FROM "{table}"')
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def _table_differences(
    table: str, now: Mapping[str, Mapping[str, object]], then: Mapping[str, Mapping[str, object]]
) -> list[HistoryEntry]:
    found = []
    for row_id in dict.fromkeys((*now, *then)):
        first, second = now.get(row_id, {}), then.get(row_id, {})
        either = first or second
        item = str(next(filter(None, (either.get(name) for name in _TELLING)), ""))
        period = str(either.get("period") or either.get("year") or "")
        fields = either.keys() - _QUIET
        if not (first and second):  # a row that only one of them has is told by what it says, not field by field
            fields = {next((name for name in _SAYING if either.get(name)), "state")} & fields or fields
        for field in fields:
            old, new = (_text(row.get(field)) for row in (first, second))
            if old != new:
                at = datetime.now(UTC)
                found.append(HistoryEntry(at, "", "", "", "", "", item, period, field, old, new, table))
    return sorted(found, key=lambda one: (one.period, one.item, one.field))


def _text(value: object) -> str:
    return "" if value is None else str(value)

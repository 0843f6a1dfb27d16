"""Whether the file that is open still stands at its place; it refuses to write into another one, or to mend anything.

SQLite goes on writing into a file that was moved away or replaced underneath, and its log lies beside whatever has
the name by then: what was acknowledged would be gone with the next closing, or be put into a stranger's pages.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from hqd_desktop.services.errors import StoreError
from hqd_desktop.store.backup import backup_name, copy_verified
from hqd_desktop.store.faults import refusal
from hqd_desktop.store.media import on_network
from hqd_desktop.store.schema import SCHEMA


class Presence:
    """Made when the file has just been opened; asked before each write, and at closing."""

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Callable[[], datetime]) -> None:
        self._path, self._connection, self._clock = path, connection, clock
        # A share may number its files anew at any time; there SQLite itself looks, for it keeps no log beside.
        self._numbers_vary = on_network(path)
        self._mark = _mark_of(path)
        self._copy: Path | None = None

    def refuse_absent(self) -> None:
        """Raise StoreError `store_gone` when nothing stands there (now), `store_replaced` when something else does.

        Of a file that was replaced a checked copy is kept among the backups first: nobody else has it any more.
        """
        found = _mark_of(self._path)
        if found is None:
            raise refusal("store_gone", self._path)
        if self._replaced_by(found):
            self.rescue()
            raise refusal("store_replaced", self._path, copy=str(self._copy) if self._copy else "")

    def rescue(self) -> None:
        """Keep what a file held that was replaced; nothing when it was not, or is kept already, or cannot be kept."""
        if self._copy is None and self._replaced_by(_mark_of(self._path)):
            copy = backup_name(self._path, SCHEMA, self._clock())
            with suppress(StoreError):
                copy_verified(self._connection, copy)
                self._copy = copy
            self._empty_log()  # or it would be taken for that of the file which has the name now

    def _replaced_by(self, found: tuple[int, int] | None) -> bool:
        return found not in (None, self._mark) and not self._numbers_vary

    def leave(self) -> None:
        """Before closing: keep what was replaced, and put the log into the database."""
        self.rescue()
        self._empty_log()

    def _empty_log(self) -> None:
        with suppress(sqlite3.Error):  # nothing depends on it: what stays in a log is replayed by the next opening
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _mark_of(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:  # gone, or its share is
        return None
    return found.st_dev, found.st_ino

"""A store on a working copy: like any other, but closing gives the copy back to where it came from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StoreError
from hqd_desktop.store.lock import DatabaseLock
from hqd_desktop.store.schema import Schema
from hqd_desktop.store.sql_store import SqlStore
from hqd_desktop.store.working_copy import WorkingCopy


class WorkingStore(SqlStore):
    """Made by `open.open_store` for a WorkingCopy that was taken."""

    def __init__(
        self, working: WorkingCopy, schema: Schema, lock: DatabaseLock | None, clock: Callable[[], datetime],
        copy: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(working.path, schema, lock, clock, copy)
        self._working = working
        self._left = False

    def examine(self, whole: bool) -> Sequence[Problem]:
        """What is wrong, and that a copy is worked on."""
        found = super().examine(whole)
        if whole:
            return found
        name = {"name": self._working.original.name}
        told = [Problem("working_resumed" if self._working.resumed else "working_copy", "", name)]
        if self._working.conflict:
            told.insert(0, Problem("working_was_beside", "", {**name, "beside": Path(self._working.conflict).name}))
        return (*found, *told)

    def give_back(self) -> bool:
        """Put what was changed where the database came from; False when nothing was."""
        with self._turn:
            return self._working.give_back(self.backup_to, self.last_digest())

    def close(self) -> None:
        """Give back, then let go; what cannot be given back stays for the next run, and StoreError says why."""
        with self._turn:
            if self._left:
                return
            self._left = True
            error = None
            try:
                self.give_back()
            except StoreError as raised:
                error = raised
            super().close()
            self._working.leave(done=error is None)
            if error is not None:
                raise error

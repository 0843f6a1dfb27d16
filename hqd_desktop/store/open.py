"""Opens a database, or says why not before anything is touched; it refuses to import SQLAlchemy for a refusal."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hqd_desktop.services.records import Actor
from hqd_desktop.store.backup import refuse_unusable
from hqd_desktop.store.faults import guarded, refusal
from hqd_desktop.store.inspect import Found, Kind, inspect_file
from hqd_desktop.store.lock import DatabaseLock, this_actor, utc_now
from hqd_desktop.store.schema import Schema, current_schema

if TYPE_CHECKING:
    from hqd_desktop.store.sql_store import SqlStore
    from hqd_desktop.store.working_copy import WorkingCopy


def open_store(
    path: Path,
    *,
    create: bool,
    read_only: bool = False,
    actor: Actor | None = None,
    schema: Schema | None = None,
    clock: Callable[[], datetime] = utc_now,
    working: "WorkingCopy | None" = None,
) -> "SqlStore":
    """Open the database at `path`; with `create` make it when nothing is there. StoreError says why not.

    An older one is copied, the copy checked, then migrated (`SqlStore.copy` tells where the copy is). Opened to
    write, it is locked against a second program under the name of `actor`; opened `read_only`, nothing is locked,
    made or migrated, and it may be open elsewhere. `working` is the copy at `path` that closing gives back.
    """
    schema = schema or current_schema()
    found = _look(path, schema, create)
    if read_only:
        return _open(path, found, schema, clock, None)
    with guarded(path):
        if found.kind is Kind.ABSENT:
            path.parent.mkdir(parents=True, exist_ok=True)
        lock = DatabaseLock(path, actor or this_actor(), clock)
    try:
        # Somebody may have made or migrated it while we came here.
        return _open(path, _look(path, schema, create), schema, clock, lock, working)
    except BaseException:
        with suppress(OSError):
            lock.release()
        raise


def _look(path: Path, schema: Schema, create: bool) -> Found:
    with guarded(path):
        try:
            found = inspect_file(path)
        except PermissionError as error:
            raise refusal("store_forbidden", path, detail=str(error)) from error
    if not (create and found.kind is Kind.ABSENT):
        refuse_unusable(found, path, schema)
    return found


def _open(
    path: Path,
    found: Found,
    schema: Schema,
    clock: Callable[[], datetime],
    lock: DatabaseLock | None,
    working: "WorkingCopy | None" = None,
) -> "SqlStore":
    from hqd_desktop.store.sql_store import SqlStore

    copy = None
    if found.kind is Kind.ABSENT or found.schema < schema.number:
        if lock is None:
            code = "store_not_there" if found.kind is Kind.ABSENT else "store_older"
            raise refusal(code, path, found=str(found.schema), known=str(schema.number))
        from hqd_desktop.store.migrate import create_database, migrate

        if found.kind is Kind.ABSENT:
            create_database(path, schema)
        else:
            copy = migrate(path, schema, found.schema, clock())
    if working is not None:
        from hqd_desktop.store.working_store import WorkingStore

        return WorkingStore(working, schema, lock, clock, copy)
    return SqlStore(path, schema, lock, clock, copy)

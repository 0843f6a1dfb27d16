"""Tables (region packs) of the hospitals' own between rows and records; it refuses to judge what they say."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from hqd_desktop.services.records import ChangeNote, StoredPack
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables_own import own_pack
from hqd_desktop.store.transaction import Transaction

_BLANK = {"name": "", "edition": "", "body": "", "digest": "", "active": False}


class SqlPacks:
    """services.own_ports.PackStore on a SqlStore's connection."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        saving: Callable[[str, ChangeNote], AbstractContextManager[Transaction]],
    ) -> None:
        self._reading = reading
        self._saving = saving

    def packs(self) -> Sequence[StoredPack]:
        """All of the database, withdrawn ones too, in the order of keeping; each is listed once."""
        query = select(own_pack).order_by(own_pack.c.id)
        with self._reading() as connection:
            found = [_record(row) for row in connection.execute(query)]
        return list({one.scheme_id: one for one in sorted(found, key=lambda one: one.active)}.values())

    def save_pack(self, hospital_id: str, pack: StoredPack, note: ChangeNote) -> StoredPack:
        """Keep one, withdraw it (not `active`), or bring it back; what it says never changes."""
        values = {"name": pack.name, "edition": pack.edition, "body": pack.body, "digest": pack.digest}
        write = RowWrite({"scheme_id": pack.scheme_id}, {**values, "active": pack.active}, None, pack.name)
        with self._saving(hospital_id, note) as transaction:
            ((row_id, version),) = put_rows(transaction, own_pack, _BLANK, [write])
        return replace(pack, id=row_id, version=version)


def _record(row: Row[Any]) -> StoredPack:
    return StoredPack(row.scheme_id, row.name, row.edition, row.body, row.digest, row.id, row.version, row.active)

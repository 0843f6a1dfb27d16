"""One save: what it touches is gathered and written as one change with its history; it refuses to know any table."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from hqd_desktop.services.records import ChangeNote
from hqd_desktop.store.chain import last_digest, link
from hqd_desktop.store.engine import driver_of
from hqd_desktop.store.ids import new_id
from hqd_desktop.store.types import decimal_text, time_text

_ADD_CHANGE = (
    "INSERT INTO change (id, hospital_id, at, who, pc, action, reason, origin, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_HISTORY = (
    "INSERT INTO history (change_id, hospital_id, ordinal, table_name, row_id, item, period, field, old_value,"
    " new_value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def field_text(value: object) -> str:
    """A field as history keeps it: decimals canonical, yes and no as 1 and 0, nothing as empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


class Transaction:
    """A save that is under way on `connection`, which has begun and holds the write lock."""

    def __init__(self, connection: Connection, hospital_id: str, note: ChangeNote, at: datetime) -> None:
        self.connection = connection
        self.hospital_id = hospital_id
        self.change_id = ""  # given by `finish`, if anything was touched
        self.at = at.replace(microsecond=at.microsecond // 1000 * 1000)  # as it will be read
        self._note = note
        self._touched: list[tuple[str, ...]] = []

    def touch(
        self,
        table: str,
        row_id: str,
        before: Mapping[str, object],
        after: Mapping[str, object],
        item: str = "",
        period: str = "",
    ) -> bool:
        """Remember each field that differs; False when the row is already as it shall be."""
        fields = [
            (table, row_id, item, period, name, old, new)
            for name in after
            if (old := field_text(before[name])) != (new := field_text(after[name]))
        ]
        self._touched += fields
        return bool(fields)

    def finish(self) -> None:
        """Write the change and its history; nothing at all when nothing was touched."""
        if not self._touched:
            return
        self.change_id = new_id()
        note, driver = self._note, driver_of(self.connection)
        head = (self.change_id, self.hospital_id, time_text(self.at), note.actor.who, note.actor.pc)
        told = (*head, note.action, note.reason, note.origin)
        rows = [(ordinal, *row) for ordinal, row in enumerate(self._touched)]
        # Past SQLAlchemy, whose result objects would be a good part of what a save costs.
        driver.execute(_ADD_CHANGE, (*told, link(last_digest(driver), told, rows)))
        driver.executemany(_ADD_HISTORY, [(self.change_id, self.hospital_id, *row) for row in rows])

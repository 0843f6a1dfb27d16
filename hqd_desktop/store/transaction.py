"""One save: what it touches is gathered and written as one change with its history; it refuses to know any table."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, insert

from hqd_desktop.services.records import ChangeNote
from hqd_desktop.store.ids import new_id
from hqd_desktop.store.tables import change, history
from hqd_desktop.store.types import decimal_text

_ADD_CHANGE = insert(change)
_ADD_HISTORY = insert(history)


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
        self._touched: list[dict[str, object]] = []

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
        place = {"table_name": table, "row_id": row_id, "item": item, "period": period}
        fields: list[dict[str, object]] = [
            {**place, "field": name, "old_value": old, "new_value": new}
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
        self.connection.execute(
            _ADD_CHANGE,
            {
                "id": self.change_id,
                "hospital_id": self.hospital_id,
                "at": self.at,
                "who": self._note.actor.who,
                "pc": self._note.actor.pc,
                "action": self._note.action,
                "reason": self._note.reason,
                "origin": self._note.origin,
            },
        )
        whole = {"change_id": self.change_id, "hospital_id": self.hospital_id}
        rows = [{**whole, "ordinal": ordinal, **row} for ordinal, row in enumerate(self._touched)]
        self.connection.execute(_ADD_HISTORY, rows)

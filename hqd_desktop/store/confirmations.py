"""The departments' words on their figures between rows and records; when they were given, the history tells."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection, select

from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.records import ChangeNote, YearRecord
from hqd_desktop.store.hospitals import save_year
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import change, confirmation, history
from hqd_desktop.store.transaction import Transaction

_NOTHING = {"confirmed_by": "", "withdrawn": ""}


class SqlConfirmations:
    """services.confirmation_records.ConfirmationStore on a SqlStore's connection."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        saving: Callable[[str, ChangeNote], AbstractContextManager[Transaction]],
    ) -> None:
        self._reading = reading
        self._saving = saving

    def of_year(self, hospital_id: str, year: int) -> Sequence[Confirmation]:
        """All that were ever given for a year, those taken back too, by department."""
        table = confirmation.c
        query = select(confirmation).where(table.hospital_id == hospital_id, table.year == year)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(table.department)).all()
            times = _times(connection, hospital_id, year, [row.department for row in rows]) if rows else {}
        return [
            Confirmation(
                row.year, row.department, row.confirmed_by, row.withdrawn, row.version, times.get(row.department)
            )
            for row in rows
        ]

    def save(
        self, hospital_id: str, words: Sequence[Confirmation], note: ChangeNote, record: YearRecord | None = None
    ) -> YearRecord | None:
        """Write all, and with them the year; StaleWrite when one was changed meanwhile."""
        with self._saving(hospital_id, note) as transaction:
            put_words(transaction, words)
            return save_year(transaction, record) if record is not None else None


def put_words(transaction: Transaction, words: Sequence[Confirmation]) -> None:
    """Insert or update all of them within a save that is under way, or raise StaleWrite."""
    writes = [
        RowWrite(
            {"year": word.year, "department": word.department},
            {"confirmed_by": word.confirmed_by, "withdrawn": word.withdrawn},
            word.version,
            word.department,
            str(word.year),
        )
        for word in words
    ]
    put_rows(transaction, confirmation, _NOTHING, writes)


def _times(connection: Connection, hospital_id: str, year: int, names: Sequence[str]) -> dict[str, datetime]:
    """When each department's word was last written."""
    query = (
        select(history.c.item, change.c.at)
        .select_from(history.join(change, history.c.change_id == change.c.id))
        .where(
            history.c.item.in_(names),
            history.c.period == str(year),
            history.c.hospital_id == hospital_id,
            history.c.table_name == confirmation.name,
        )
        .order_by(history.c.seq)
    )
    return {row.item: row.at for row in connection.execute(query)}

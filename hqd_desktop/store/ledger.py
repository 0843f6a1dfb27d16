"""The ledger between rows and the domain's form; it refuses to judge how far a task has come."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from sqlalchemy import Connection, select

from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy, TaskState
from hqd_desktop.domain.periods import Period, parse_period
from hqd_desktop.services.records import ChangeNote
from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables_ledger import followed_pack, ledger_entry, ledger_milestone, remedy
from hqd_desktop.store.transaction import Transaction

_NO_ENTRY = {
    "state": "", "progress": "", "reason": "", "number": None, "next_step": "", "next_due": "", "owner": "",
}  # fmt: skip
_NO_MARK = {"own": "", "done_on": "", "active": False}
_NO_REMEDY = {"text": "", "owner": "", "due": "", "closed_on": "", "outcome": ""}


class SqlLedger:
    """services.ports.LedgerStore on a SqlStore's connection."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        saving: Callable[[str, ChangeNote], AbstractContextManager[Transaction]],
    ) -> None:
        self._reading = reading
        self._saving = saving

    def entries(self, hospital_id: str, year: int) -> Sequence[LedgerEntry]:
        """What was written about the tasks of all packs, for the year and its quarters."""
        table = ledger_entry.c
        query = (
            select(ledger_entry)
            .where(table.hospital_id == hospital_id, table.period.like(f"{year}%"))
            .order_by(table.pack, table.task, table.period)
        )
        with self._reading() as connection:
            return [
                LedgerEntry(
                    row.pack,
                    row.task,
                    _period(row.period),
                    TaskState(row.state) if row.state else None,
                    row.progress,
                    row.reason,
                    row.number,
                    row.next_step,
                    _day(row.next_due),
                    row.owner,
                    row.version,
                )
                for row in connection.execute(query)
            ]

    def save_entries(self, hospital_id: str, entries: Sequence[LedgerEntry], note: ChangeNote) -> None:
        """Write all or none, each if its version is still the stored one."""
        with self._saving(hospital_id, note) as transaction:
            put_rows(transaction, ledger_entry, _NO_ENTRY, [_entry_write(entry) for entry in entries])

    def marks(self, hospital_id: str) -> Sequence[MilestoneMark]:
        """Milestones that were met, and those of the hospital's own, withdrawn ones too."""
        table = ledger_milestone.c
        query = select(ledger_milestone).where(table.hospital_id == hospital_id).order_by(table.due, table.text)
        with self._reading() as connection:
            return [
                MilestoneMark(
                    row.pack,
                    row.task,
                    _some_day(row.due),
                    row.text,
                    row.own,
                    _day(row.done_on),
                    row.active,
                    row.version,
                )
                for row in connection.execute(query)
            ]

    def save_mark(self, hospital_id: str, mark: MilestoneMark, note: ChangeNote) -> None:
        """Write one if its version is still the stored one."""
        key = {"pack": mark.pack, "task": mark.task, "due": mark.due.isoformat(), "text": mark.text}
        values = {"own": mark.own, "done_on": _text(mark.done_on), "active": mark.active}
        with self._saving(hospital_id, note) as transaction:
            write = RowWrite(key, values, mark.version, f"{mark.pack}:{mark.task}", str(mark.due.year))
            put_rows(transaction, ledger_milestone, _NO_MARK, [write])

    def remedies(self, hospital_id: str) -> Sequence[Remedy]:
        """整改 of all years, by year and task."""
        table = remedy.c
        query = select(remedy).where(table.hospital_id == hospital_id).order_by(table.year, table.pack, table.task)
        with self._reading() as connection:
            return [
                Remedy(
                    row.pack,
                    row.task,
                    row.year,
                    row.text,
                    row.owner,
                    _day(row.due),
                    _day(row.closed_on),
                    row.outcome,
                    row.version,
                )
                for row in connection.execute(query)
            ]

    def save_remedies(self, hospital_id: str, remedies: Sequence[Remedy], note: ChangeNote) -> None:
        """Write all or none, each if its version is still the stored one."""
        writes = [
            RowWrite(
                {"pack": one.pack, "task": one.task, "year": one.year},
                {
                    "text": one.text,
                    "owner": one.owner,
                    "due": _text(one.due),
                    "closed_on": _text(one.closed_on),
                    "outcome": one.outcome,
                },
                one.version,
                f"{one.pack}:{one.task}",
                str(one.year),
            )
            for one in remedies
        ]
        with self._saving(hospital_id, note) as transaction:
            put_rows(transaction, remedy, _NO_REMEDY, writes)

    def followed(self, hospital_id: str, year: int) -> Sequence[str]:
        """The packs whose tasks are followed besides that of the year's own table."""
        table = followed_pack.c
        query = (
            select(table.pack)
            .where(table.hospital_id == hospital_id, table.year == year, table.active)
            .order_by(table.pack)
        )
        with self._reading() as connection:
            return [row.pack for row in connection.execute(query)]

    def follow(self, hospital_id: str, year: int, pack: str, active: bool, note: ChangeNote) -> None:
        """Follow another pack's tasks too, or no more."""
        with self._saving(hospital_id, note) as transaction:
            write = RowWrite({"year": year, "pack": pack}, {"active": active}, None, pack, str(year))
            put_rows(transaction, followed_pack, {"active": False}, [write])


def _entry_write(entry: LedgerEntry) -> RowWrite:
    period = entry.period.key
    values = {
        "state": entry.state.value if entry.state else "",
        "progress": entry.progress,
        "reason": entry.reason,
        "number": entry.number,
        "next_step": entry.next_step,
        "next_due": _text(entry.next_due),
        "owner": entry.owner,
    }
    key = {"pack": entry.pack, "task": entry.task, "period": period}
    return RowWrite(key, values, entry.version, f"{entry.pack}:{entry.task}", period)


def _period(key: str) -> Period:
    period = parse_period(key)
    if period is None:
        raise Unreadable(f"period {key}")
    return period


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return _some_day(text) if text else None


def _some_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(f"day {text!r}") from error

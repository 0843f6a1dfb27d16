"""The ledger in a database: what is written comes back, each write is in history, a stale one is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update

from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StaleWrite, StoreError
from hqd_desktop.services.records import Actor, ChangeNote
from hqd_desktop.store.tables_ledger import ledger_entry, ledger_milestone

NOTE = ChangeNote(Actor("甲", "PC"), "填工作台账")
ENTRY = LedgerEntry(
    "p",
    "1.1",
    Period(2025, 2),
    TaskState.BEHIND,
    "已申报",
    "材料退回",
    Decimal("12.50"),
    "补正",
    date(2025, 8, 1),
    "医务科",
)


def test_entries_come_back(store, hospital) -> None:
    store.ledger.save_entries(hospital.id, [ENTRY], NOTE)
    store.ledger.save_entries(hospital.id, [LedgerEntry("p", "1.1", Period(2025), progress="全年")], NOTE)
    store.ledger.save_entries(hospital.id, [LedgerEntry("p", "1.1", Period(2024, 1), TaskState.DONE)], NOTE)
    yearly, second = store.ledger.entries(hospital.id, 2025)
    assert second == replace(ENTRY, version=1)
    assert (yearly.state, yearly.progress, yearly.number, yearly.next_due) == (None, "全年", None, None)
    assert [entry.state for entry in store.ledger.entries(hospital.id, 2024)] == [TaskState.DONE]
    changed = replace(second, state=TaskState.DONE, reason="", number=None, next_due=None)
    store.ledger.save_entries(hospital.id, [changed], NOTE)
    assert store.ledger.entries(hospital.id, 2025)[1] == replace(changed, version=2)
    with pytest.raises(StaleWrite):
        store.ledger.save_entries(hospital.id, [second], NOTE)


def test_marks_come_back(store, hospital) -> None:
    mark = MilestoneMark("p", "1.1", date(2025, 6, 30), "一半", own=True)
    store.ledger.save_mark(hospital.id, mark, NOTE)
    store.ledger.save_mark(hospital.id, replace(mark, done_on=date(2025, 6, 1), active=False, version=1), NOTE)
    (kept,) = store.ledger.marks(hospital.id)
    assert kept == replace(mark, done_on=date(2025, 6, 1), active=False, version=2)


def test_remedies_come_back(store, hospital) -> None:
    later = Remedy("p", "1.1", 2025, "补", "医务科", date(2026, 6, 30))
    early = Remedy("p", "1.2", 2024, "催", "设备科")
    store.ledger.save_remedies(hospital.id, [later, early], NOTE)
    assert [one.text for one in store.ledger.remedies(hospital.id)] == ["催", "补"]
    with pytest.raises(StaleWrite):
        store.ledger.save_remedies(hospital.id, [replace(early, version=1), later], NOTE)
    closed = replace(early, closed_on=date(2025, 3, 1), outcome="已到货", version=1)
    store.ledger.save_remedies(hospital.id, [closed], NOTE)
    assert store.ledger.remedies(hospital.id)[0] == replace(closed, version=2)


def test_followed_packs(store, hospital) -> None:
    for pack, active in (("b", True), ("a", True), ("c", True), ("c", False)):
        store.ledger.follow(hospital.id, 2025, pack, active, NOTE)
    assert store.ledger.followed(hospital.id, 2025) == ["a", "b"]
    assert store.ledger.followed(hospital.id, 2024) == []


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [(ledger_entry, "period", "20250"), (ledger_entry, "next_due", "bald"), (ledger_milestone, "due", "")],
)
def test_what_cannot_be_read_is_a_damaged_file(store, hospital, table, column, value) -> None:
    store.ledger.save_entries(hospital.id, [ENTRY], NOTE)
    store.ledger.save_mark(hospital.id, MilestoneMark("p", "1.1", date(2025, 6, 30), "一半"), NOTE)
    with store._saving(hospital.id, NOTE) as transaction:
        transaction.connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        transaction.connection.execute(update(table).values({column: value}))
    read = store.ledger.marks if table is ledger_milestone else lambda of: store.ledger.entries(of, 2025)
    with pytest.raises(StoreError):
        read(hospital.id)

"""本院目标 in a database: exact, by table, taken back without being deleted, and in the history."""

from decimal import Decimal

from hqd_desktop.domain.goals import Goal
from hqd_desktop.services.records import Actor, ChangeNote, HistoryQuery

NOTE = ChangeNote(Actor("甲", "PC"), "定本院目标")
ONE, TWO = (2025, "18", "value"), (2024, "29", "value")
TABLE = "shaoyang-2022"


def test_kept_by_table_and_read_exactly(store, hospital) -> None:
    goals = {ONE: Goal(Decimal("9999999999999.99"), False), TWO: Goal(Decimal("55.555556"), True)}
    store.goals.save_goals(hospital.id, TABLE, goals, NOTE)
    assert store.goals.goals(hospital.id, TABLE) == goals
    assert store.goals.goals(hospital.id, "jilin-2022") == {}
    assert store.goals.goals("nobody", TABLE) == {}


def test_taken_back_and_written_in_the_history(store, hospital) -> None:
    store.goals.save_goals(hospital.id, TABLE, {ONE: Goal(Decimal(8), False)}, NOTE)
    store.goals.save_goals(hospital.id, TABLE, {ONE: None, TWO: None}, NOTE)
    assert store.goals.goals(hospital.id, TABLE) == {}
    told = store.all_history(hospital.id, HistoryQuery(tables=("goal",), year=2025))
    values = [(entry.old, entry.new) for entry in reversed(told) if entry.field == "value"]
    assert values == [("", "8"), ("8", "")]
    assert {(entry.item, entry.period) for entry in told} == {("18 value", "2025")}
    assert not store.examine(whole=True)

"""What an earlier year is held against: its latest locked version, read once."""

from decimal import Decimal

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.handed_values import HandedIn
from hqd_desktop.services.records import Actor, ChangeNote, YearRecord, YearState
from tests.fakes.memory_store import MemoryStore

NOTE = ChangeNote(Actor("甲", "PC"), "锁定")
FIGURES = {("beds", Period(2024)): number(7), ("visits", Period(2024)): BLANK, ("beds", Period(2025)): number(8)}


def body(beds: int) -> str:
    """As much of a submission as is read."""
    return f'{{"year": 2024, "figures": {{"2024": {{"beds": {{"state": "number", "value": "{beds}"}}}}}}}}'


def record(state: YearState, number: int = 1) -> YearRecord:
    """Of 2024."""
    return YearRecord("h", 2024, "s", "r", state, number)


def test_a_year_that_was_never_locked() -> None:
    """Or is not there at all, is held against nothing."""
    handed = HandedIn(MemoryStore())
    assert handed.of("h", 2024, [], FIGURES) is None
    assert handed.of("h", 2024, [record(YearState.DRAFT)], FIGURES) is None
    assert handed.of("h", 2024, [record(YearState.DRAFT, 2)], FIGURES) is None


def test_a_year_that_an_older_program_locked() -> None:
    """There its figures stand for it."""
    found = HandedIn(MemoryStore()).of("h", 2024, [record(YearState.SUBMITTED)], FIGURES)
    assert found == {("beds", Period(2024)): Decimal(7)}


def test_the_latest_locked_version_counts_and_is_read_once() -> None:
    """Also while the next one is being worked on."""
    store = MemoryStore()
    locked = store.save_year(record(YearState.LOCKED), NOTE, body(5))
    handed = HandedIn(store)
    assert handed.of("h", 2024, [locked], FIGURES) == {("beds", Period(2024)): 5}
    store.bodies.clear()
    assert handed.of("h", 2024, [record(YearState.DRAFT, 2)], FIGURES) == {("beds", Period(2024)): 5}

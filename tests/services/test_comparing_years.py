"""The open year beside another of the database: by that year's own record, and by what was locked before it."""

from dataclasses import replace

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import Actor, ChangeNote, YearState
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR

NOW, LAST = Period(YEAR), Period(YEAR - 1)


def lock(workspace: Workspace, store: MemoryStore, year: int) -> None:
    """As handing in does."""
    hospital = workspace.view.hospital.id
    record = next(record for record in store.years(hospital) if record.year == year)
    store.save_year(replace(record, state=YearState.LOCKED), ChangeNote(Actor("院长", "PC"), "锁定"))


def test_by_each_years_own_record_and_in_order(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Also a year that was never begun; a later one stands after the open one."""
    workspace.add_year(YEAR - 1)
    workspace.enter("surplus", LAST, "5")
    lock(workspace, store, YEAR - 1)
    view = workspace.open(opened.hospital.id, YEAR)
    workspace.enter("surplus", NOW, "8")
    workspace.restate("surplus", LAST, "6", "决算审计调整")
    found = workspace.compared_with(YEAR - 1)
    assert (found.earlier.year, found.later.year) == (YEAR - 1, YEAR)
    surplus = next(change for change in found.figures if change.item.key == "surplus")
    assert (surplus.earlier.value, surplus.later.value, surplus.change) == (5, 8, 3)
    assert [(told.later.value, told.later.note) for told in found.restated] == [(6, "决算审计调整")]
    assert workspace.compared_with(YEAR - 3).earlier.year == YEAR - 3
    after = workspace.compared_with(YEAR + 1)
    assert (after.earlier.year, after.later.year) == (YEAR, YEAR + 1)
    assert workspace.view.record == view.record


def test_a_later_year_keeps_what_was_locked_before_it(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """The locked year is read as it was handed in from wherever it is looked at."""
    workspace.enter("surplus", NOW, "8")
    lock(workspace, store, YEAR)
    workspace.open(opened.hospital.id, YEAR)
    assert workspace.compared_with(YEAR + 1).later.figures["surplus", NOW].value == 8


def test_the_packs_at_hand_are_used_while_they_are_the_same(workspace: Workspace, opened: View) -> None:
    """They know their digests already."""
    assert workspace.compared_with(YEAR - 1).earlier.packs is workspace.view.packs

"""A clock that was set back, as a PC whose battery is empty has it: order, ids and backups do not depend on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.backups import BackupKeeper
from hqd_desktop.services.records import Actor
from hqd_desktop.services.workspace import Workspace
from hqd_desktop.store.backup_folder import SqlBackupFolder
from hqd_desktop.store.open import open_store
from tests.fakes.shipped_packs import shipped_source

KEY = ("total_income", Period(2025))
EMPTY_BATTERY = datetime(2001, 1, 1, tzinfo=UTC)


class Clock:
    """A minute later each time it is asked; `now` can be set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 31, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def today(self) -> date:
        """The day of it."""
        return self.now.date()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "自评.hqd"


@pytest.fixture
def workspace(path: Path, clock: Clock) -> Iterator[Workspace]:
    with open_store(path, create=True, clock=clock) as store:
        opened = Workspace(store, shipped_source(), Actor("甲", "PC"), "0", clock.today)
        opened.create(Hospital("县人民医院", "二级", "综合"), "shaoyang-2022", 2025)
        yield opened


@pytest.fixture
def keeper(path: Path, clock: Clock) -> BackupKeeper:
    near = SqlBackupFolder(path, path.parent / "backups", clock)
    return BackupKeeper(near, lambda: None, FileEvidenceFolder(path), "0", clock.today)


def enter(workspace: Workspace, *values: str) -> None:
    for value in values:
        workspace.enter(*KEY, value)


def test_history_keeps_the_order_in_which_it_was_written(workspace: Workspace, clock: Clock) -> None:
    enter(workspace, "1", "2")
    clock.now = EMPTY_BATTERY
    enter(workspace, "3", "4")
    told = [entry for entry in workspace.history(*KEY) if entry.field == "value"]
    assert [(entry.new, entry.at.year) for entry in told] == [("4", 2001), ("3", 2001), ("2", 2026), ("1", 2026)]
    assert workspace.books.past.examine(whole=True) == ()
    workspace.undo()
    assert str(workspace.view.figures[KEY].value) == "3"


def test_ids_stay_unique(workspace: Workspace, path: Path) -> None:
    """Every row and every change has one; a clock that stands still gives none twice."""
    workspace._store._clock = lambda: EMPTY_BATTERY  # type: ignore[attr-defined]
    enter(workspace, *(str(number) for number in range(1, 15)))
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT id FROM change").fetchall()
    assert len(set(rows)) == len(rows) == 16


def test_backups_of_before_stay_and_new_ones_are_made(workspace: Workspace, keeper: BackupKeeper, clock: Clock) -> None:
    for day in range(12):
        enter(workspace, str(day + 1))
        clock.now = datetime(2026, 2, 1, 6, tzinfo=UTC) + timedelta(days=day)
        keeper.make(workspace, Reason.DAY)
    kept = {entry.path for entry in keeper.entries()}
    clock.now = EMPTY_BATTERY
    assert keeper.due(), "a day of which there is none"
    for value in ("100", "101", "102"):
        enter(workspace, value)
        assert keeper.changed_since_last(workspace)
        last = keeper.make(workspace, Reason.CLOSING).entry
    there = {entry.path for entry in keeper.entries() if entry.wrong is None}
    assert kept <= there, "those of the future are not thinned out"
    assert last.path in there
    assert last.digest == workspace.books.past.last_digest()
    newest = max(kept)
    assert [one.new for one in keeper.near.differences(newest) if one.field == "value"] == ["12"]


def test_a_clock_that_is_right_again_goes_on(workspace: Workspace, keeper: BackupKeeper, clock: Clock) -> None:
    """Backups that were made meanwhile are old ones then; the newest of each kind of day stays."""
    clock.now = EMPTY_BATTERY
    enter(workspace, "1")
    odd = keeper.make(workspace, Reason.DAY).entry.path
    clock.now = datetime(2026, 2, 1, 6, tzinfo=UTC)
    for day in range(12):
        enter(workspace, str(day + 2))
        clock.now += timedelta(days=1)
        made = keeper.make(workspace, Reason.DAY).entry.path
    there = {entry.path for entry in keeper.entries()}
    assert {odd, made} <= there
    assert not keeper.due()

"""Backups that nobody asks for are made before the act, and closing happens whatever becomes of them."""

from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services import guarding
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.complete_hospital import complete_figures
from tests.fakes.memory_desk import MemoryDesk
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR


@pytest.fixture
def desk(store: MemoryStore) -> MemoryDesk:
    """Whose restored databases are nowhere."""
    return MemoryDesk(store=store)


def reasons(desk: MemoryDesk) -> list[Reason]:
    """Of the backups that were made."""
    return [entry.reason for entry in desk.near.kept]


def test_once_a_day(desk: MemoryDesk, workspace: Workspace, opened: View) -> None:
    """At the first start."""
    assert guarding.daily(desk, workspace) is not None
    assert guarding.daily(desk, workspace) is None
    assert reasons(desk) == [Reason.DAY]


def test_before_a_large_import(desk: MemoryDesk, workspace: Workspace, opened: View) -> None:
    """And not when there is no room for it: then nothing is imported."""
    small = ImportedFigures({("surplus", Period(YEAR)): number(1)}, ())
    large = ImportedFigures(dict(complete_figures()), ())
    guarding.take_over(desk, workspace, small, "x")
    assert reasons(desk) == []
    desk.near.refuse = "store_disk_full"
    with pytest.raises(StoreError):
        guarding.take_over(desk, workspace, large, "x")
    assert len(workspace.view.figures) == 1
    assert len(guarding.take_over(desk, workspace, large, "x").figures) > 100
    assert reasons(desk) == [Reason.IMPORT]


def test_before_a_restore(desk: MemoryDesk, workspace: Workspace, opened: View) -> None:
    """Where something is open that could be lost."""
    assert guarding.restore(desk, workspace, Path("alt.hqd")) == Path("sample.hqd")
    assert guarding.restore(desk, None, Path("alt.hqd")) == Path("sample.hqd")
    assert reasons(desk) == [Reason.RESTORE]


def test_at_closing(desk: MemoryDesk, workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Only what was changed; a disk that is full does not keep the database open."""
    desk.near.digest = lambda: store.last_digest()
    guarding.part(desk, workspace)
    guarding.part(desk, workspace)
    assert reasons(desk) == [Reason.CLOSING]
    workspace.enter("surplus", Period(YEAR), "1")
    desk.near.refuse, store.closed = "store_disk_full", False
    guarding.part(desk, workspace)
    assert store.closed
    assert reasons(desk) == [Reason.CLOSING]


def test_what_cannot_be_given_back_to_a_share_keeps_nobody(
    workspace: Workspace, opened: View, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy stays, and the next opening tells."""

    def refuse() -> None:
        raise StoreError(Problem("working_away"))

    monkeypatch.setattr(store, "close", refuse)
    guarding.let_go(workspace)

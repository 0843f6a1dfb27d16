"""When backups are made and where they go; a second folder may be away, and nothing good is ever taken away."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hqd_desktop.domain.evidence import Details, use_of_figure
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.backups import LARGE_IMPORT, BackupKeeper, worth_keeping
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_backups import MemoryBackupFolder
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR

NOON = datetime(2026, 3, 31, 4, tzinfo=UTC)


@pytest.fixture
def near(workspace: Workspace) -> MemoryBackupFolder:
    """Beside the database."""
    return MemoryBackupFolder(clock=lambda: NOON, digest=lambda: workspace.books.past.last_digest())


@pytest.fixture
def far() -> MemoryBackupFolder:
    """A stick."""
    return MemoryBackupFolder(Path("U盘"), clock=lambda: NOON)


@pytest.fixture
def evidence() -> MemoryEvidenceFolder:
    """Empty."""
    return MemoryEvidenceFolder()


@pytest.fixture
def keeper(near: MemoryBackupFolder, far: MemoryBackupFolder, evidence: MemoryEvidenceFolder) -> BackupKeeper:
    """With both folders."""
    return BackupKeeper(near, lambda: far, evidence, "hqd 1.0", lambda: date(2026, 3, 31))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    """Their codes."""
    return [problem.code for problem in problems]


def test_one_a_day_in_both_folders(keeper: BackupKeeper, workspace: Workspace, opened: View) -> None:
    """Due until it is made; the list tells which lies where."""
    assert keeper.due()
    done = keeper.make(workspace, Reason.DAY)
    assert (done.entry.reason, done.entry.program, done.told) == (Reason.DAY, "hqd 1.0", ())
    assert not keeper.due()
    assert [(entry.reason, entry.second) for entry in keeper.entries()] == [(Reason.DAY, False), (Reason.DAY, True)]


def test_one_that_cannot_be_opened_does_not_count_as_the_days(
    keeper: BackupKeeper, near: MemoryBackupFolder, workspace: Workspace, opened: View
) -> None:
    """Nor as the newest."""
    keeper.make(workspace, Reason.DAY)
    near.kept = [replace(near.kept[0], wrong=Problem("store_damaged"))]
    assert keeper.due()
    assert keeper.changed_since_last(workspace)


def test_only_what_was_changed_is_backed_up_at_closing(
    keeper: BackupKeeper, workspace: Workspace, opened: View
) -> None:
    """By the digest of the latest change."""
    keeper.make(workspace, Reason.DAY)
    assert not keeper.changed_since_last(workspace)
    workspace.enter("surplus", Period(YEAR), "1")
    assert keeper.changed_since_last(workspace)


def test_without_a_second_folder(keeper: BackupKeeper, workspace: Workspace, opened: View) -> None:
    """None chosen is nothing to tell; one that is away is."""
    assert replace(keeper, far=lambda: None).make(workspace, Reason.DAY).told == ()
    away = replace(keeper, far=lambda: MemoryBackupFolder(there=False))
    assert codes(away.make(workspace, Reason.DAY).told) == ["backup_second_absent"]
    assert {entry.second for entry in away.entries()} == {False}


def test_a_second_folder_that_fails_is_told_and_the_first_holds(
    keeper: BackupKeeper, far: MemoryBackupFolder, near: MemoryBackupFolder, workspace: Workspace, opened: View
) -> None:
    """A full stick; but a full disk here raises."""
    far.refuse = "store_disk_full"
    assert codes(keeper.make(workspace, Reason.DAY).told) == ["backup_second_failed", "store_disk_full"]
    near.refuse = "store_disk_full"
    with pytest.raises(StoreError):
        keeper.make(workspace, Reason.DAY)


def test_evidence_goes_along_and_what_is_missing_is_named(
    keeper: BackupKeeper, far: MemoryBackupFolder, evidence: MemoryEvidenceFolder, workspace: Workspace, opened: View
) -> None:
    """To the second folder; beside the database its folder lies already."""
    kept = [evidence.keep(text, f"{text.decode()}.pdf") for text in (b"a", b"b")]
    pieces = [Piece(one, Details(f"通报{place}")) for place, one in enumerate(kept)]
    workspace.change_evidence(adding(evidence, pieces, use_of_figure(("surplus", Period(YEAR)))))
    assert keeper.make(workspace, Reason.DAY).told == ()
    assert evidence.copied == [far.folder]
    del evidence.kept[kept[1].digest]
    (told,) = keeper.make(workspace, Reason.DAY).told
    assert (told.code, told.params) == ("backup_evidence_missing", {"names": "通报1"})


def many(folder: MemoryBackupFolder, workspace: Workspace) -> None:
    """Forty daily ones, of every third day."""
    for days in range(0, 120, 3):
        folder.make(workspace.backup_to, Reason.DAY, "")
        folder.kept[-1] = replace(folder.kept[-1], at=NOON - timedelta(days=days + 1))


def test_old_ones_go_after_a_good_check_only(
    keeper: BackupKeeper, near: MemoryBackupFolder, far: MemoryBackupFolder, store: MemoryStore,
    workspace: Workspace, opened: View,
) -> None:  # fmt: skip
    """Not before a restore, not when the database is not sound, and one that is stuck stays without a word."""
    many(near, workspace)
    keeper.make(workspace, Reason.RESTORE)
    assert len(near.kept) == 41
    store.wrong = (Problem("store_row_altered"),)
    assert codes(keeper.make(workspace, Reason.DAY).told) == ["backup_kept_all", "store_row_altered"]
    assert len(near.kept) == 42
    store.wrong, near.stuck = (), True
    assert keeper.make(workspace, Reason.DAY).told == ()
    assert len(near.kept) == 43
    near.stuck = False
    keeper.make(workspace, Reason.DAY)
    assert 10 < len(near.kept) < 25
    assert len(far.kept) == 4
    assert replace(keeper, far=lambda: None).make(workspace, Reason.DAY).told == ()


def test_what_would_be_other_after_restoring(
    keeper: BackupKeeper, near: MemoryBackupFolder, workspace: Workspace, opened: View
) -> None:
    """Is asked of the folder."""
    near.other = (HistoryEntry(NOON, "", "", "", "", "", "surplus", "2025", "value", "1", "2"),)
    assert keeper.differences(workspace, keeper.make(workspace, Reason.DAY).entry) == near.other


def test_a_large_import_is_worth_a_backup() -> None:
    """A small one can be undone."""
    assert worth_keeping(LARGE_IMPORT)
    assert not worth_keeping(LARGE_IMPORT - 1)

"""When backups are made, where they go and which may go; it refuses to copy or remove anything itself."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_ports import BackupFolder
from hqd_desktop.services.backup_records import BackupDone, BackupEntry, Reason
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import EvidenceFolder
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.services.rotation import surplus
from hqd_desktop.services.workspace import Workspace

LARGE_IMPORT = 50  # figures in one act, before which a backup is made


@dataclass(frozen=True, slots=True)
class BackupKeeper:
    """Made by Desk.backups. `near` lies beside the database; `far` answers None when none is chosen.

    Methods raise errors.UserFacingError when the backup beside the database fails; what befalls the second folder is
    told in `BackupDone.told`, for it may well be away.
    """

    near: BackupFolder
    far: Callable[[], BackupFolder | None]
    evidence: EvidenceFolder
    program: str
    today: Callable[[], date]

    def entries(self) -> Sequence[BackupEntry]:
        """Everything in both folders, newest first; a second folder that is away has none."""
        far = self.far()
        there = [replace(entry, second=True) for entry in far.entries()] if far is not None and far.is_there() else []
        return sorted((*self.near.entries(), *there), key=lambda entry: entry.at, reverse=True)

    def due(self) -> bool:
        """Whether today has none yet."""
        today = self.today()
        return not any(entry.wrong is None and entry.day() == today for entry in self.near.entries())

    def changed_since_last(self, workspace: Workspace) -> bool:
        """Whether anything was written since the newest backup."""
        newest = max((e for e in self.near.entries() if e.wrong is None), key=lambda e: e.at, default=None)
        return newest is None or newest.digest != workspace.books.past.last_digest()

    def make(self, workspace: Workspace, reason: Reason) -> BackupDone:
        """A checked copy beside the database, then one in the second folder with the evidence files it lacks.

        After it the folders are thinned out, but not before a restore, and never when the file itself is not sound.
        """
        entry = self.near.make(workspace.backup_to, reason, self.program)
        told = list(self._second(workspace, reason))
        if reason is not Reason.RESTORE:
            told += self._thin_out(workspace, entry)
        return BackupDone(entry, tuple(told))

    def differences(self, workspace: Workspace, entry: BackupEntry) -> Sequence[HistoryEntry]:
        """What would be other after restoring: `old` is as it stands now, `new` as it is in the backup."""
        return self.near.differences(entry.path)

    def _second(self, workspace: Workspace, reason: Reason) -> Sequence[Problem]:
        far = self.far()
        if far is None:
            return ()
        if not far.is_there():
            return (Problem("backup_second_absent", "", {"folder": str(far.folder)}),)
        try:
            far.make(workspace.backup_to, reason, self.program)
            records = workspace.books.members.evidence()
            lost = self.evidence.copy_to(far.folder, [record.digest for record in records])
        except UserFacingError as error:
            return (Problem("backup_second_failed", "", {"folder": str(far.folder)}), *error.problems)
        titles = {record.digest: record.title for record in records}
        names = "、".join(titles[digest] for digest in lost)
        return (Problem("backup_evidence_missing", "", {"names": names}),) if lost else ()

    def _thin_out(self, workspace: Workspace, entry: BackupEntry) -> Sequence[Problem]:
        far = self.far()
        folders = [self.near, *([far] if far is not None and far.is_there() else [])]
        going = [(folder, surplus(folder.entries(), self.today())) for folder in folders]
        if not any(entries for _, entries in going):
            return ()
        if wrong := workspace.books.past.examine(whole=True):
            return (Problem("backup_kept_all"), *wrong)
        for folder, entries in going:
            for one in entries:
                with suppress(UserFacingError):  # one that cannot be taken away takes room, no more
                    folder.remove(one)
        return ()


def worth_keeping(figures: int) -> bool:
    """Whether an import is large enough for a backup before it."""
    return figures >= LARGE_IMPORT

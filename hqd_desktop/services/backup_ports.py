"""What keeping backups needs of the folders that hold them, as a protocol."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from hqd_desktop.services.backup_records import BackupEntry, Reason
from hqd_desktop.services.records import HistoryEntry


class BackupFolder(Protocol):
    """A folder of backups. Raises errors.StoreError."""

    @property
    def folder(self) -> Path:
        """Where it is."""

    def is_there(self) -> bool:
        """Whether backups can go there now."""

    def make(self, copy: Callable[[Path], None], reason: Reason, program: str) -> BackupEntry:
        """Let `copy` write a checked backup under a free name."""

    def entries(self) -> Sequence[BackupEntry]:
        """All that it holds, newest first; those that cannot be opened say why."""

    def remove(self, entry: BackupEntry) -> None:
        """Take one away."""

    def differences(self, backup: Path) -> Sequence[HistoryEntry]:
        """What is other in a backup than now: `old` as it is now, `new` in the backup."""

"""A folder of backups in memory that keeps the promise of services.backup_ports.BackupFolder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import BackupEntry, Reason
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import HistoryEntry


@dataclass
class MemoryBackupFolder:
    """`refuse` is the code with which the next making fails; `other` what differs between now and a backup."""

    folder: Path = Path("backups")
    there: bool = True
    refuse: str = ""
    stuck: bool = False
    clock: Callable[[], datetime] = lambda: datetime(2026, 1, 5, 4).astimezone()
    digest: Callable[[], str] = lambda: ""
    kept: list[BackupEntry] = field(default_factory=list)
    other: Sequence[HistoryEntry] = ()

    def is_there(self) -> bool:
        """As ordered."""
        return self.there

    def make(self, copy: Callable[[Path], None], reason: Reason, program: str) -> BackupEntry:
        """Remembered; nothing is copied."""
        code, self.refuse = self.refuse, ""
        if code:
            raise StoreError(Problem(code))
        name = Path(f"{len(self.kept) + 1}.hqd")
        entry = BackupEntry(name, self.clock(), reason, program, 3, ("甲院",), (2025,), self.clock(), self.digest(), 10)
        self.kept.append(entry)
        return entry

    def entries(self) -> Sequence[BackupEntry]:
        """Newest first."""
        return sorted(self.kept, key=lambda entry: entry.at, reverse=True)

    def remove(self, entry: BackupEntry) -> None:
        """Forgotten."""
        if self.stuck:
            raise StoreError(Problem("store_io"))
        self.kept.remove(entry)

    def differences(self, backup: Path) -> Sequence[HistoryEntry]:
        """As laid in."""
        return self.other

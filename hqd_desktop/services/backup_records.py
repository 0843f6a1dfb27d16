"""What travels between the keeping of backups and the room that holds them; plain data."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from hqd_desktop.domain.problems import Problem


class Reason(StrEnum):
    """Why a backup was made; the values are what a list shows."""

    DAY = "每日"
    CLOSING = "关闭前"
    IMPORT = "导入前"
    RESTORE = "恢复前"
    MIGRATION = "升级前"
    HAND = "手工"


# The ones that are thinned out with time; the others stay until somebody takes them away.
ROTATED = frozenset({Reason.DAY, Reason.CLOSING, Reason.IMPORT})


@dataclass(frozen=True, slots=True)
class BackupEntry:
    """A backup as a list shows it. `at` and `last_change` are UTC; `second` whether it lies in the second folder.

    `digest` is that of the last change in it, `wrong` why it cannot be opened (then nothing else is known of it).
    """

    path: Path
    at: datetime
    reason: Reason
    program: str = ""
    schema: int = 0
    hospitals: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    last_change: datetime | None = None
    digest: str = ""
    size: int = 0
    second: bool = False
    wrong: Problem | None = None

    def day(self) -> date:
        """The day of this PC on which it was made."""
        return self.at.astimezone().date()


@dataclass(frozen=True, slots=True)
class BackupDone:
    """A backup that was made and opened again, and what has to be told beside: it is no failure of the backup."""

    entry: BackupEntry
    told: tuple[Problem, ...] = ()

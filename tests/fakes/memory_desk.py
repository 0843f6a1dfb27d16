"""A desk in memory: settings, shipped packs and a workspace over MemoryStore; what touches files is not there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backups import BackupKeeper
from hqd_desktop.services.drafts import Draft
from hqd_desktop.services.records import Actor
from hqd_desktop.services.shortfalls import Finder, LastShortfalls
from hqd_desktop.services.workspace import Workspace
from tests.fakes.memory_backups import MemoryBackupFolder
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_source

ACTOR = Actor("录入员甲", "PC-01")


class MemorySettings:
    """Settings that are never written."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """As set."""
        return self.values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Remembered."""
        self.values[key] = value


@dataclass
class MemoryDrafts:
    """The journal of half-written texts; `seen` is the most that it ever held."""

    held: list[Draft] = field(default_factory=list)
    seen: list[Draft] = field(default_factory=list)

    def write(self, drafts: Sequence[Draft]) -> None:
        """These and no others."""
        self.held = list(drafts)
        self.seen = self.held if len(self.held) >= len(self.seen) else self.seen

    def left(self) -> Sequence[Draft]:
        """All."""
        return tuple(self.held)


@dataclass
class MemoryDesk:
    """A desk whose one database is in memory."""

    store: MemoryStore = field(default_factory=MemoryStore)
    kept: MemorySettings = field(default_factory=MemorySettings)
    half_written: MemoryDrafts = field(default_factory=lambda: MemoryDrafts())
    on_share: bool = False
    data_dir: Path = Path("nowhere")
    version: str = "0"
    near: MemoryBackupFolder = field(default_factory=MemoryBackupFolder)
    far: MemoryBackupFolder | None = None
    other: MemoryStore = field(default_factory=MemoryStore)
    handed: list[Path] = field(default_factory=list)
    evidence: MemoryEvidenceFolder = field(default_factory=MemoryEvidenceFolder)
    packs: Any = field(default_factory=shipped_source)
    found: Finder = field(default_factory=LastShortfalls)

    def database(self) -> Path:
        """A name only."""
        return Path("memory.hqd")

    def settings(self) -> MemorySettings:
        """The settings."""
        return self.kept

    def drafts(self) -> "MemoryDrafts":
        """Half-written texts."""
        return self.half_written

    def source(self) -> Any:
        """The shipped packs, the Shaoyang table alone unless a test lays in others."""
        return self.packs

    def shortfalls(self) -> Finder:
        """As the program has it."""
        return self.found

    def evidence_folder(self) -> MemoryEvidenceFolder:
        """In memory."""
        return self.evidence

    def open_workspace(
        self, path: Path, create: bool = False, read_only: bool = False, remember: bool = True
    ) -> Workspace:
        """Over the store in memory."""
        return Workspace(self.store, self.packs, ACTOR, "测试", lambda: date(2026, 1, 5))

    @contextmanager
    def visit(self, path: Path) -> Iterator[MemoryStore]:
        """Whatever the path, the other store."""
        yield self.other

    def is_working_copy(self) -> bool:
        """As a test says."""
        return self.on_share

    def new_database(self, sample: bool = False) -> Path:
        """A name only."""
        return Path("sample.hqd")

    def workbooks(self) -> Any:
        """Not asked for here."""
        raise NotImplementedError

    def reports(self) -> Any:
        """Not asked for here."""
        raise NotImplementedError

    def write_bytes(self, path: Path, data: bytes) -> None:
        """Written plainly."""
        path.write_bytes(data)

    def salvage(self, path: Path, target: Path) -> Sequence[Path]:
        """One list, without anything in it, or none of a file that is named so."""
        if "没有" in path.name:
            return ()
        target.touch()
        return (target,)

    def copy_aside(self, path: Path, target: Path) -> None:
        """An empty file."""
        target.touch()

    def restore(self, backup: Path) -> Path:
        """A name only."""
        return self.new_database(sample=True)

    def backups(self) -> BackupKeeper:
        """In memory; the second folder when there is one."""
        return BackupKeeper(self.near, lambda: self.far, self.evidence, "测试", lambda: date(2026, 1, 5))

    def write_handover(self, path: Path, workspace: Workspace) -> Sequence[Problem]:
        """Remembered."""
        self.handed.append(path)
        return ()

    def receive(self, path: Path) -> Path:
        """A name only."""
        self.handed.append(path)
        return self.new_database(sample=True)

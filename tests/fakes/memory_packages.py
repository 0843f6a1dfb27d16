"""Packages in memory for services.package_ports.Packages; members are altered by writing into `kept`."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.package_records import Mark
from hqd_desktop.services.ports import Told

DAMAGED = b"\0damaged"


def mark_of(data: bytes) -> Mark:
    """As a package counts it."""
    return Mark(len(data), hashlib.sha256(data).hexdigest())


@dataclass
class MemoryDraft:
    """What is written so far."""

    path: Path
    members: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, pieces: Iterable[bytes], size: int = 0) -> Mark:
        """Kept."""
        self.members[name] = b"".join(pieces)
        return mark_of(self.members[name])

    def seal(self) -> str:
        """Always the same digits."""
        return "ab" * 32


@dataclass
class MemoryOpen:
    """One that is read; DAMAGED bytes break off."""

    members: Mapping[str, bytes]
    whole: bool = True
    seal: str = "ab" * 32

    @property
    def names(self) -> Sequence[str]:
        """In order."""
        return tuple(self.members)

    def sealed(self) -> bool:
        """As ordered."""
        return self.whole

    def mark(self, name: str, told: Told) -> Mark | None:
        """Counted, in two pieces for whoever listens."""
        told(0, len(self.members[name]))
        return None if self.members[name] == DAMAGED else mark_of(self.members[name])

    def read(self, name: str, limit: int) -> bytes | None:
        """The bytes."""
        data = self.members.get(name)
        return None if data is None or data == DAMAGED or len(data) > limit else data


@dataclass
class MemoryPackages:
    """`kept` by path; `whole` False: the bytes around the members were touched; `spoil` alters what is written."""

    kept: dict[Path, dict[str, bytes]] = field(default_factory=dict)
    whole: bool = True
    spoil: str = ""

    @contextmanager
    def create(self, path: Path, day: date) -> Iterator[MemoryDraft]:
        """Kept at its path when the block ends well."""
        beside = path.with_suffix(".tmp")
        draft = MemoryDraft(beside)
        self.kept[beside] = draft.members
        try:
            yield draft
            self.kept[path] = draft.members
        finally:
            del self.kept[beside]

    @contextmanager
    def open(self, path: Path) -> Iterator[MemoryOpen]:
        """As kept."""
        if path not in self.kept:
            raise FileRefused(Problem("package_not_there", str(path), {"name": path.name}))
        members = dict(self.kept[path])
        if self.spoil:
            members[self.spoil] = b"spoilt"
        yield MemoryOpen(members, self.whole)

    def cells(self, data: bytes, name: str) -> Mapping[str, Any] | Problem:
        """A workbook here is its cells as JSON."""
        try:
            found: Mapping[str, Any] = json.loads(data)
        except ValueError:
            return Problem("xlsx_damaged", name, {"name": name})
        return found

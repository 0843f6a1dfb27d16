"""What packing and verifying need of packages on the disk, as protocols."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.package_records import Mark
from hqd_desktop.services.ports import Told


class PackageDraft(Protocol):
    """A package (上报包) that is being written beside its place."""

    @property
    def path(self) -> Path:
        """Where it can be opened once it is sealed."""

    def add(self, name: str, pieces: Iterable[bytes], size: int = 0) -> Mark:
        """Write a member of about `size` bytes; what it has become."""

    def seal(self) -> str:
        """End the archive, seal it and wait for the disk; the digits of the seal."""


class OpenPackage(Protocol):
    """A package that is being looked at; nothing of it is unpacked to the disk."""

    @property
    def names(self) -> Sequence[str]:
        """The members in the order of the archive."""

    @property
    def seal(self) -> str:
        """The digits of the seal, "" when there is none."""

    def sealed(self) -> bool:
        """Whether all bytes of the file are those that were sealed."""

    def mark(self, name: str, told: Told) -> Mark | None:
        """Size and digest of a member as it is now; None when it cannot be read to its end."""

    def read(self, name: str, limit: int) -> bytes | None:
        """A member of at most `limit` bytes; None when there is none, it is longer or damaged."""


class Packages(Protocol):
    """Packages on the disk. Raises errors.FileRefused."""

    def create(self, path: Path, day: date) -> AbstractContextManager[PackageDraft]:
        """A package that takes the place of `path` when the block ends well, else what was there stays."""

    def open(self, path: Path) -> AbstractContextManager[OpenPackage]:
        """A package for reading, after a look at what it lists: bombs, links, strange or repeated names are refused."""

    def cells(self, data: bytes, name: str) -> Mapping[str, Any] | Problem:
        """What every cell of a workbook holds (docs/formats.md), or why it cannot be read."""

"""What services need from the folder of evidence files, as a protocol; they refuse to know who keeps the promise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from hqd_desktop.domain.evidence import FileState
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.records import KeptFile

Told = Callable[[int, int], None]  # how much of how much is done; it raises errors.Cancelled to stop


class EvidenceFolder(Protocol):
    """The files of 佐证 beside a database, by digest; nothing is ever taken out of it.

    Raises errors.FileRefused (then nothing was changed) and lets errors.Cancelled through.
    """

    @property
    def size_limit(self) -> int:
        """The most bytes that one file may have."""

    def refusals(self, paths: Sequence[Path]) -> Sequence[Problem]:
        """Why files cannot be taken in, as far as can be seen without reading them."""

    def take_in(self, path: Path, told: Told) -> KeptFile:
        """Copy a file in; after the return its bytes are on the disk. The same bytes are kept once."""

    def holds(self, digest: str) -> bool:
        """Whether there is a file of this digest; its bytes are not read."""

    def check(self, digests: Sequence[str], told: Told) -> Mapping[str, FileState]:
        """Read the files and compare them with their digests; one unchanged since the last look is not read again."""

    def lay_out(self, digest: str, name: str) -> Path:
        """A read-only copy under a safe name in a temporary folder, after its digest was checked."""

    def hand_out(
        self, parent: Path, name: str, files: Mapping[str, KeptFile], extra: Mapping[str, bytes], told: Told
    ) -> Path:
        """A new folder in `parent` with files (by folder/name) and `extra` ones, whole or not at all."""

    def copy_to(self, folder: Path, digests: Sequence[str]) -> Sequence[str]:
        """Copy what `folder` has not yet into a folder of evidence there; the digests that have no good file here."""

    def pieces(self, digest: str, name: str) -> Iterator[bytes]:
        """The bytes of a file in order; FileRefused when it is gone, or at the end when it is not what it was."""

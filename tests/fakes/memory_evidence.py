"""An evidence folder in memory that keeps the promise of services.ports.EvidenceFolder."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hqd_desktop.domain.evidence import FileState
from hqd_desktop.domain.evidence_names import refusal_of, safe_name
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.ports import Told
from hqd_desktop.services.records import KeptFile


@dataclass
class MemoryEvidenceFolder:
    """Reads the files that it is given, writes none; `states` says what a check finds, `laid_out` what was opened."""

    size_limit: int = 1000
    kept: dict[str, bytes] = field(default_factory=dict)
    states: dict[str, FileState] = field(default_factory=dict)
    laid_out: list[tuple[str, str]] = field(default_factory=list)
    checked: int = 0
    handed_out: list[tuple[Path, tuple[str, ...]]] = field(default_factory=list)
    copied: list[Path] = field(default_factory=list)

    def refusals(self, paths: Sequence[Path]) -> Sequence[Problem]:
        """By name and size."""
        return [problem for path in paths if (problem := self._refusal(path))]

    def take_in(self, path: Path, told: Told) -> KeptFile:
        """Into the dictionary."""
        if refused := self.refusals([path]):
            raise FileRefused(*refused)
        data = path.read_bytes()
        told(0, len(data))
        told(len(data), len(data))
        return self.keep(data, path.name)

    def keep(self, data: bytes, name: str) -> KeptFile:
        """As if it had been taken in."""
        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return KeptFile(digest, len(data), safe_name(name))

    def holds(self, digest: str) -> bool:
        """Whether it was kept."""
        return digest in self.kept

    def check(self, digests: Sequence[str], told: Told) -> Mapping[str, FileState]:
        """As ordered, else by whether it was kept."""
        self.checked += 1
        told(0, len(digests))
        return {
            digest: self.states.get(digest, FileState.GOOD if self.holds(digest) else FileState.GONE)
            for digest in digests
        }

    def copy_to(self, folder: Path, digests: Sequence[str]) -> Sequence[str]:
        """Nothing is copied; what is not kept is lost."""
        self.copied.append(folder)
        return [digest for digest in digests if not self.holds(digest)]

    def hand_out(
        self, parent: Path, name: str, files: Mapping[str, KeptFile], extra: Mapping[str, bytes], told: Told
    ) -> Path:
        """Remembered, not written."""
        total = sum(file.size for file in files.values())
        done = 0
        for file in files.values():
            done += sum(map(len, self.pieces(file.digest, file.name)))
            told(done, total)
        self.handed_out.append((parent / name, (*files, *extra)))
        return parent / name

    def lay_out(self, digest: str, name: str) -> Path:
        """A name only; refused when it is not good."""
        state = self.check([digest], lambda done, total: None)[digest]
        if state is not FileState.GOOD:
            code = "evidence_gone" if state is FileState.GONE else "evidence_changed"
            raise FileRefused(Problem(code, "", {"name": name}))
        self.laid_out.append((digest, name))
        return Path("temporary") / safe_name(name)

    def pieces(self, digest: str, name: str) -> Iterator[bytes]:
        """Two halves; refused when it is gone, or at the end when it was ordered to be altered."""
        if digest not in self.kept:
            raise FileRefused(Problem("evidence_gone", "", {"name": name}))
        data = self.kept[digest]
        yield data[: len(data) // 2]
        yield data[len(data) // 2 :]
        if hashlib.sha256(data).hexdigest() != digest:
            raise FileRefused(Problem("evidence_changed", "", {"name": name}))

    def _refusal(self, path: Path) -> Problem | None:
        code = refusal_of(path.name)
        if not code and path.stat().st_size > self.size_limit:
            code = "evidence_too_large"
        return Problem(code, "", {"name": path.name, "limit": "1 KB"}) if code else None

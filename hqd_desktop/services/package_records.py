"""What travels between services and the room that keeps packages (上报包): members, manifest, verdict; plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem

MANIFEST, DATA, RESULT, CELLS = "manifest.json", "data.json", "result.json", "cells.json"
EVIDENCE_FOLDER = "佐证"


class MemberKind(StrEnum):
    """What a member of a package is for."""

    WORKBOOK = "workbook"
    REPORT = "report"
    RESULT = "result"
    DATA = "data"
    CELLS = "cells"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a member is known again: its bytes and their SHA-256 (64 hexadecimal digits)."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a package; evidence has its place in 佐证目录, from 1, and its title."""

    name: str
    kind: MemberKind
    mark: Mark
    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class PackMark:
    """Which catalogue, table or rule set was used; `id` is empty for the catalogue, of which there is one."""

    id: str
    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json says. `genuine`: its own seal holds and it is written as this program writes it."""

    program: str
    created_on: str
    hospital: Hospital
    year: int
    number: int
    state: str
    digest: str
    packs: Mapping[str, PackMark]
    result: Mapping[str, object]
    members: tuple[Member, ...]
    genuine: bool = True

    def first(self, kind: MemberKind) -> Member | None:
        """The member of a kind of which there is one."""
        return next((member for member in self.members if member.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at a package found; `findings` are what is not as it was made, by place.

    `total` is the result that the data in it give now ("" when they cannot be scored), `rescored` whether that is the
    printed one in every row. `seal` is the SHA-256 over the whole package that was written into it.
    """

    manifest: Manifest
    findings: tuple[Problem, ...]
    total: str
    rescored: bool
    seal: str

    @property
    def same(self) -> bool:
        """Whether everything is as it was made."""
        return self.rescored and not self.findings

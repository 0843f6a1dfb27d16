"""A whole database with its evidence in one file for another PC (交接文件); it refuses what is not as it was sealed.

The archive is written and opened like a package: nothing compressed, sealed, looked at before it is read.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hqd_desktop.domain.canonical import canonical_json
from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.package_ports import OpenPackage, Packages
from hqd_desktop.services.package_records import MANIFEST
from hqd_desktop.services.ports import EvidenceFolder

KIND, FORMAT = "hqd-handover", 1
DATABASE = "database.hqd"
FOLDER = "evidence"
LIMIT = 2**30  # bytes of a member
_MANIFEST_LIMIT = 2**22


@dataclass(frozen=True, slots=True)
class Handover:
    """What a file says that it holds, after every byte was compared with its digest."""

    program: str
    made_on: str
    hospital: str
    evidence: tuple[str, ...]


def write_handover(
    packages: Packages, path: Path, database: Iterable[bytes], size: int, evidence: EvidenceFolder,
    records: Sequence[Evidence], head: dict[str, str], day: date,
) -> tuple[Problem, ...]:  # fmt: skip
    """Write it whole, or leave what was there; the answer names evidence whose file is gone or altered."""
    good = [record for record in records if evidence.check([record.digest], lambda *_: None)[record.digest] == "good"]
    lost = [record.title for record in records if record not in good]
    with packages.create(path, day) as draft:
        marks = {DATABASE: draft.add(DATABASE, database, size)}
        for record in good:
            name = f"{FOLDER}/{record.digest}"
            marks[name] = draft.add(name, evidence.pieces(record.digest, record.name), record.size)
        members = {name: {"size": mark.size, "sha256": mark.sha256} for name, mark in marks.items()}
        data = {"kind": KIND, "format": FORMAT, "made_on": day, **head, "members": members}
        draft.add(MANIFEST, [canonical_json(data).encode()])
        draft.seal()
    return (Problem("backup_evidence_missing", "", {"names": "、".join(lost)}),) if lost else ()


def check_handover(package: OpenPackage, name: str, told: Callable[[int, int], None]) -> Handover:
    """Compare every member with what was sealed; FileRefused naming the first that is other."""
    data = _manifest(package.read(MANIFEST, _MANIFEST_LIMIT))
    if data is None or set(data["members"]) | {MANIFEST} != set(package.names) or DATABASE not in data["members"]:
        raise FileRefused(Problem("handover_not_one", "", {"name": name}))
    for done, (member, mark) in enumerate(data["members"].items()):
        told(done, len(data["members"]))
        found = package.mark(member, lambda *_: None)
        digest = member.removeprefix(f"{FOLDER}/")
        if found is None or (found.size, found.sha256) != (mark["size"], mark["sha256"]):
            raise FileRefused(Problem("handover_altered", "", {"name": name, "member": member}))
        if member != DATABASE and found.sha256 != digest:
            raise FileRefused(Problem("handover_altered", "", {"name": name, "member": member}))
    if not package.sealed():
        raise FileRefused(Problem("handover_altered", "", {"name": name, "member": "封条"}))
    digests = tuple(member.removeprefix(f"{FOLDER}/") for member in data["members"] if member != DATABASE)
    return Handover(str(data["program"]), str(data["made_on"]), str(data["hospital"]), digests)


def _manifest(raw: bytes | None) -> dict[str, Any] | None:
    try:
        data = json.loads((raw or b"").decode())
        known = (data["kind"], data["format"]) == (KIND, FORMAT)
        whole = all({"size", "sha256"} <= set(mark) for mark in data["members"].values())
        return data if known and whole and {"program", "made_on", "hospital"} <= set(data) else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None

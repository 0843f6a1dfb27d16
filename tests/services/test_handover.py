"""One file for another PC: everything in it, and nothing of it believed that was altered."""

import json
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from hqd_desktop.domain.evidence import Evidence, EvidenceUse, UseKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.handover import DATABASE, FOLDER, Handover, check_handover, write_handover
from hqd_desktop.services.package_records import MANIFEST
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.memory_packages import MemoryPackages

DAY = date(2026, 3, 1)
PATH = Path("交接.hqdx")
HEAD = {"program": "hqd 1.0", "hospital": "测试医院"}


def told(done: int, total: int) -> None:
    """Nobody listens."""


@pytest.fixture
def packages() -> MemoryPackages:
    """Empty."""
    return MemoryPackages()


@pytest.fixture
def written(packages: MemoryPackages) -> tuple[str, str]:
    """The digests of two files, of which one is gone."""
    evidence = MemoryEvidenceFolder()
    kept = [evidence.keep(text, "通报.pdf") for text in (b"one", b"two")]
    use = EvidenceUse(UseKind.ITEM, "surplus", Period(2025))
    records = [
        Evidence(one.digest, one.size, one.name, f"通报{one.size}{n}", uses=(use,)) for n, one in enumerate(kept)
    ]
    del evidence.kept[kept[1].digest]
    (lost,) = write_handover(packages, PATH, [b"data", b"base"], 8, evidence, records, HEAD, DAY)
    assert (lost.code, lost.params) == ("backup_evidence_missing", {"names": "通报31"})
    return kept[0].digest, kept[1].digest


def opened(packages: MemoryPackages) -> AbstractContextManager:
    """What was written."""
    return packages.open(PATH)


def test_there_and_back(packages: MemoryPackages, written: tuple[str, str]) -> None:
    """What it holds, after a check of every byte."""
    with opened(packages) as package:
        assert check_handover(package, "交接.hqdx", told) == Handover(
            "hqd 1.0", "2026-03-01", "测试医院", (written[0],)
        )
        assert package.read(DATABASE, 100) == b"database"
        assert package.read(f"{FOLDER}/{written[0]}", 100) == b"one"


def test_without_evidence_nothing_is_told(packages: MemoryPackages) -> None:
    """The database alone."""
    assert write_handover(packages, PATH, [b"x"], 1, MemoryEvidenceFolder(), [], HEAD, DAY) == ()


def refused(packages: MemoryPackages) -> tuple[str, str]:
    """The code, and which member."""
    with opened(packages) as package, pytest.raises(FileRefused) as caught:
        check_handover(package, "交接.hqdx", told)
    (problem,) = caught.value.problems
    return problem.code, problem.params.get("member", "")


def test_an_altered_member_is_named(packages: MemoryPackages, written: tuple[str, str]) -> None:
    """Be it the database or a file; also one that was sealed anew under another name."""
    members = packages.kept[PATH]
    members[DATABASE] = b"databasf"
    assert refused(packages) == ("handover_altered", DATABASE)
    members[DATABASE] = b"database"
    data = json.loads(members[MANIFEST])
    other = f"{FOLDER}/{'f' * 64}"
    data["members"][other] = data["members"].pop(f"{FOLDER}/{written[0]}")
    members[other] = members.pop(f"{FOLDER}/{written[0]}")
    members[MANIFEST] = json.dumps(data).encode()
    assert refused(packages) == ("handover_altered", other)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "hqd-package"},
        {"format": 2},
        {"members": {}},
        {"members": {DATABASE: {}}},
        {"members": []},
    ],
)
def test_something_else_is_no_handover(packages: MemoryPackages, written: tuple[str, str], change: dict) -> None:
    """A package, one of a later program, a manifest that says nothing."""
    members = packages.kept[PATH]
    members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | change).encode()
    assert refused(packages) == ("handover_not_one", "")


def test_bytes_beside_the_members_are_watched_too(packages: MemoryPackages, written: tuple[str, str]) -> None:
    """By the seal of the whole."""
    packages.whole = False
    assert refused(packages) == ("handover_altered", "封条")


def test_a_manifest_that_is_none(packages: MemoryPackages, written: tuple[str, str]) -> None:
    """Is refused as well."""
    packages.kept[PATH][MANIFEST] = b"{"
    assert refused(packages) == ("handover_not_one", "")

"""manifest.json: written one way only, read with distrust."""

import json
from typing import Any

import pytest

from hqd_desktop.domain.canonical import digest
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.package_manifest import manifest_bytes, read_manifest
from hqd_desktop.services.package_records import Manifest, Mark, Member, MemberKind
from hqd_desktop.services.records import Packs
from tests.services.package_making import submission_of

MEMBERS = (
    Member("a.xlsx", MemberKind.WORKBOOK, Mark(3, "0" * 64)),
    Member("佐证/01_b.pdf", MemberKind.EVIDENCE, Mark(4, "1" * 64), 1, "通报"),
)


@pytest.fixture(scope="module")
def raw(packs: Packs) -> bytes:
    return manifest_bytes(submission_of(packs), MEMBERS)


def test_what_is_written_is_read(raw: bytes, packs: Packs) -> None:
    manifest = read_manifest(raw, "a.hqdz")
    assert isinstance(manifest, Manifest)
    assert manifest.genuine
    assert manifest.members == MEMBERS
    assert (manifest.hospital.name, manifest.hospital.code, manifest.year) == ("测试医院", "123", 2025)
    assert (manifest.number, manifest.state, manifest.created_on) == (1, "draft", "2026-03-01")
    assert manifest.packs["ruleset"].name == packs.ruleset.name
    assert manifest.first(MemberKind.WORKBOOK) == MEMBERS[0]
    assert manifest.first(MemberKind.REPORT) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(kind="other"), "package_not_ours"),
        (lambda d: d.update(format=2), "package_newer"),
        (lambda d: d.update(format=10**40), "package_newer"),
        (lambda d: d.pop("members"), "package_manifest_damaged"),
        (lambda d: d.update(members=[1]), "package_manifest_damaged"),
        (lambda d: d["members"][0].update(size="3"), "package_manifest_damaged"),
        (lambda d: d["members"][0].update(kind="virus"), "package_manifest_damaged"),
        (lambda d: d["members"][0].update(name=3), "package_manifest_damaged"),
        (lambda d: d["members"].append(d["members"][0]), "package_manifest_damaged"),
        (lambda d: d["members"][0].update(name="manifest.json"), "package_manifest_damaged"),
        (lambda d: d.update(hospital=None), "package_manifest_damaged"),
        (lambda d: d.update(result=1.5), "package_manifest_damaged"),
        (lambda d: d.update(extra=1.5), "package_manifest_damaged"),
        (lambda d: d.pop("seal"), "package_manifest_damaged"),
    ],
)
def test_what_cannot_be_believed(raw: bytes, change: Any, code: str) -> None:
    data = json.loads(raw)
    change(data)
    refused = read_manifest(json.dumps(data).encode(), "a.hqdz")
    assert isinstance(refused, Problem)
    assert (refused.code, refused.params["name"]) == (code, "a.hqdz")


@pytest.mark.parametrize("data", [b"", b"\xff", b"{", b"[" * 100_000, b"1", b"[]"])
def test_no_manifest_at_all(data: bytes) -> None:
    assert isinstance(read_manifest(data, "a.hqdz"), Problem)


def test_a_word_changed_breaks_the_seal_and_a_new_seal_needs_the_one_way_of_writing(raw: bytes) -> None:
    data = json.loads(raw)
    data["hospital"]["name"] = "别的医院"
    broken = read_manifest(json.dumps(data).encode(), "a.hqdz")
    assert isinstance(broken, Manifest)
    assert not broken.genuine
    del data["seal"]
    data["seal"] = digest(data)
    spaced = read_manifest(json.dumps(data).encode(), "a.hqdz")
    assert isinstance(spaced, Manifest)
    assert not spaced.genuine

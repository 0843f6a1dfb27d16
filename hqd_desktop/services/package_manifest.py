"""manifest.json of a package: made from a submission, and read again with distrust; it refuses to open any file."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hqd_desktop.domain.canonical import digest
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.package_records import MANIFEST, Manifest, Mark, Member, MemberKind, PackMark
from hqd_desktop.services.records import Submission
from hqd_desktop.services.result import totals_data

KIND, FORMAT = "hqd-package", 1
CATALOGUE_NAME = "数据项目录"


def manifest_bytes(submission: Submission, members: Sequence[Member]) -> bytes:
    """The manifest of a package with these members, under a seal of its own."""
    assessment = submission.assessment
    packs, hospital = assessment.packs, assessment.hospital
    data: dict[str, Any] = {
        "kind": KIND,
        "format": FORMAT,
        "program": submission.program,
        "created_on": submission.prepared_on.isoformat(),
        "hospital": {"name": hospital.name, "code": hospital.code, "level": hospital.level, "type": hospital.type},
        "year": assessment.year,
        "submission": {"number": submission.number, "state": submission.state.value},
        "digest": assessment.digest,
        "packs": {
            name: {"id": key, "name": title, "version": version, "digest": packs.digests[name]}
            for name, key, title, version in (
                ("catalogue", "", CATALOGUE_NAME, packs.catalogue.version),
                ("scheme", packs.scheme.id, packs.scheme.name, packs.scheme.version),
                ("ruleset", packs.ruleset.id, packs.ruleset.name, packs.ruleset.version),
            )
        },
        "result": totals_data(assessment.scorecard),
        "members": [_member_data(member) for member in members],
    }
    return _written({**data, "seal": digest(data)})


def _written(data: Mapping[str, Any]) -> bytes:
    """The one way in which a manifest is written; any other is a sign that somebody else has written it."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _member_data(member: Member) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": member.name,
        "kind": member.kind.value,
        "size": member.mark.size,
        "sha256": member.mark.sha256,
    }
    return data | ({"number": member.number, "title": member.title} if member.number else {})


def read_manifest(raw: bytes, name: str) -> Manifest | Problem:
    """The manifest of the package `name`, or why it cannot be believed in any way."""
    try:
        data = json.loads(raw.decode())
    except (ValueError, RecursionError):
        return Problem("package_manifest_damaged", "", {"name": name})
    if not isinstance(data, dict) or data.get("kind") != KIND:
        return Problem("package_not_ours", "", {"name": name})
    given = data.get("format")
    if isinstance(given, int) and given > FORMAT:
        return Problem("package_newer", "", {"name": name, "given": str(given)[:20], "known": str(FORMAT)})
    try:
        return _manifest(data, raw)
    except (ValueError, LookupError, TypeError, AttributeError):
        return Problem("package_manifest_damaged", "", {"name": name})


def _manifest(data: Mapping[str, Any], raw: bytes) -> Manifest:
    open_part = {key: value for key, value in data.items() if key != "seal"}
    members = tuple(_member(row) for row in data["members"])
    names = {member.name for member in members}
    if len(names) < len(members) or MANIFEST in names:
        raise ValueError("members")
    return Manifest(
        _text(data["program"]),
        _text(data["created_on"]),
        _hospital(data["hospital"]),
        _whole(data["year"]),
        _whole(data["submission"]["number"]),
        _text(data["submission"]["state"]),
        _text(data["digest"]),
        {key: _pack(data["packs"][key]) for key in ("catalogue", "scheme", "ruleset")},
        dict(data["result"]),
        members,
        genuine=data["seal"] == digest(open_part) and _written(data) == raw,
    )


def _hospital(row: Mapping[str, Any]) -> Hospital:
    return Hospital(_text(row["name"]), _text(row["level"]), _text(row["type"]), _text(row["code"]))


def _member(row: Mapping[str, Any]) -> Member:
    mark = Mark(_whole(row["size"]), _text(row["sha256"]))
    number, title = _whole(row.get("number", 0)), _text(row.get("title", ""))
    return Member(_text(row["name"]), MemberKind(row["kind"]), mark, number, title)


def _pack(row: Mapping[str, Any]) -> PackMark:
    return PackMark(*(_text(row[key]) for key in ("id", "name", "version", "digest")))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(type(value).__name__)
    return value

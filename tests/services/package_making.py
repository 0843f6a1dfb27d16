"""A submission and a package of it in memory, for the tests of making and verifying."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from hqd_desktop.domain.canonical import digest
from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.package_records import MANIFEST, Verdict
from hqd_desktop.services.packaging import Makers, make_package
from hqd_desktop.services.records import Packs, Submission
from hqd_desktop.services.verifying import verify_package
from tests.fakes.complete_hospital import YEAR, complete_figures
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.memory_packages import MemoryPackages, mark_of

PATH = Path("out") / "包.hqdz"
NAME = "测试医院_2025_公立医院高质量发展自评_v1_20260301"
CELLS: dict[str, Any] = {
    "format": 1,
    "sheets": [
        {"name": "封面", "state": "visible", "cells": {"A1": ["n", "1", "", "0"], "B2": ["n", "2", "A1*2", "0"]}}
    ],
    "names": {"总收入_本年": "封面!$A$1"},
}


class CellWorkbooks:
    """A workbook is its cells as JSON."""

    def submission_bytes(self, submission: Submission) -> bytes:
        """Always the same."""
        return json.dumps(CELLS).encode()


class PlainReports:
    """A report is one word."""

    def render_pdf(self, submission: Submission) -> bytes:
        """No PDF."""
        return b"report"


@dataclass
class Office:
    """Everything that makes and keeps."""

    packages: MemoryPackages = field(default_factory=MemoryPackages)
    folder: MemoryEvidenceFolder = field(default_factory=MemoryEvidenceFolder)
    told: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def makers(self) -> Makers:
        """With the evidence folder."""
        return Makers(self.packages, CellWorkbooks(), PlainReports(), self.folder)  # type: ignore[arg-type]

    def make(self, submission: Submission, makers: Makers | None = None) -> Verdict:
        """Make it at PATH."""
        return make_package(PATH, submission, makers or self.makers, lambda *said: self.told.append(said))

    def look(self) -> Verdict:
        """Verify what is at PATH."""
        return verify_package(self.packages, PATH, lambda *said: self.told.append(said))

    @property
    def members(self) -> dict[str, bytes]:
        """What is in the package."""
        return self.packages.kept[PATH]

    def change_json(self, name: str, change: Callable[[Any], None], listed: bool = False) -> None:
        """Alter a member; `listed`: and its mark in a manifest that is sealed anew, as a forger would."""
        data = json.loads(self.members[name])
        change(data)
        self.members[name] = (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
        if listed:
            self.forge(lambda manifest: self._list(manifest, name))

    def forge(self, change: Callable[[Any], None]) -> None:
        """Alter the manifest and seal it anew."""
        data = json.loads(self.members[MANIFEST])
        change(data)
        del data["seal"]
        data["seal"] = digest(data)
        self.members[MANIFEST] = (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()

    def _list(self, manifest: Any, name: str) -> None:
        mark = mark_of(self.members[name])
        row = next(row for row in manifest["members"] if row["name"] == name)
        row.update(size=mark.size, sha256=mark.sha256)


def submission_of(packs: Packs, *evidence: Evidence) -> Submission:
    """The sample hospital, complete."""
    assessment = assess(packs, Hospital("测试医院", "三级", "综合", code="123"), YEAR, complete_figures())
    return Submission(assessment, {}, date(2026, 3, 1), program="hqd 1.0", evidence=evidence)


def registered(folder: MemoryEvidenceFolder, data: bytes, name: str, title: str) -> Evidence:
    """A file that is in the folder."""
    kept = folder.keep(data, name)
    return replace(Evidence(kept.digest, kept.size, kept.name, title))

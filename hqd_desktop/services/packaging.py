"""Makes a package (上报包): workbook, report, evidence, result and snapshot under one manifest, verified before it is.

It refuses to know zip, workbook and PDF: the ports give bytes and keep them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hqd_desktop.domain.canonical import canonical_json
from hqd_desktop.domain.evidence import Evidence, FileState
from hqd_desktop.domain.evidence_names import safe_name
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused, UserFacingError
from hqd_desktop.services.evidence_catalogue import Numbered, catalogue_of
from hqd_desktop.services.package_manifest import manifest_bytes
from hqd_desktop.services.package_ports import PackageDraft, Packages
from hqd_desktop.services.package_records import (
    CELLS,
    DATA,
    EVIDENCE_FOLDER,
    MANIFEST,
    RESULT,
    Member,
    MemberKind,
    Verdict,
)
from hqd_desktop.services.ports import EvidenceFolder, Reports, Tell, Workbooks
from hqd_desktop.services.records import Submission
from hqd_desktop.services.rescoring import snapshot_data
from hqd_desktop.services.result import result_data
from hqd_desktop.services.verifying import verify_package
from hqd_desktop.services.wording import file_name

FIXED_STEPS = 4  # workbook, report, data, verifying


@dataclass(frozen=True, slots=True)
class Makers:
    """Who makes and keeps the parts of a package; `evidence` is asked only when there is some."""

    packages: Packages
    workbooks: Workbooks
    reports: Reports
    evidence: EvidenceFolder | None = None


def package_name(submission: Submission, suffix: str) -> str:
    """The name that workbook, report and package have of themselves."""
    assessment, day = submission.assessment, f"{submission.prepared_on:%Y%m%d}"
    return file_name(assessment.hospital, assessment.year, submission.number, day, suffix)


def evidence_name(number: str, record: Evidence) -> str:
    """佐证/17-1_处方点评通报.pdf: the number is that of 佐证目录, in report and workbook too."""
    return f"{EVIDENCE_FOLDER}/{number}_{safe_name(record.name)}"


def make_package(path: Path, submission: Submission, makers: Makers, tell: Tell) -> Verdict:
    """Write the package and verify what was written before it takes its place; the verdict says that all is well.

    Raises errors.FileRefused (evidence that is gone or altered, a full disk) and lets errors.Cancelled through: then
    whatever stood at `path` is as it was.
    """
    _refuse_lost_evidence(submission, makers.evidence)
    steps = FIXED_STEPS + len(submission.evidence)
    with makers.packages.create(path, submission.prepared_on) as draft:
        members = tuple(_members(draft, submission, makers, tell, steps))
        manifest = manifest_bytes(submission, members)
        draft.add(MANIFEST, [manifest], len(manifest))
        tell(steps - 1, steps, "正在复核写好的上报包")
        draft.seal()
        verdict = verify_package(makers.packages, draft.path, lambda *_: tell(steps - 1, steps, "正在复核写好的上报包"))
        if not verdict.same:
            raise FileRefused(Problem("package_not_verified", "", {"name": path.name}), *verdict.findings)
    return verdict


def _refuse_lost_evidence(submission: Submission, folder: EvidenceFolder | None) -> None:
    """Before anything is written: every file that is not as it was registered, by name."""
    if not submission.evidence or folder is None:
        return
    states = folder.check([record.digest for record in submission.evidence], lambda done, total: None)
    codes = {FileState.GONE: "package_evidence_gone", FileState.CHANGED: "package_evidence_changed"}
    lost = [
        Problem(codes[state], "", {"name": record.name, "title": record.title})
        for record in submission.evidence if (state := states[record.digest]) in codes
    ]  # fmt: skip
    if lost:
        raise UserFacingError(*lost)


def _members(draft: PackageDraft, submission: Submission, makers: Makers, tell: Tell, steps: int) -> Iterator[Member]:
    name = package_name(submission, "")
    assessment = submission.assessment

    def add(entry: str, kind: MemberKind, data: bytes) -> Member:
        return Member(entry, kind, draft.add(entry, [data], len(data)))

    tell(0, steps, "正在写工作簿")
    workbook = makers.workbooks.submission_bytes(submission)
    yield add(f"{name}.xlsx", MemberKind.WORKBOOK, workbook)
    tell(1, steps, "正在排报告")
    yield add(f"{name}.pdf", MemberKind.REPORT, makers.reports.render_pdf(submission))
    tell(2, steps, "正在写结果和数据")
    yield add(RESULT, MemberKind.RESULT, _json(result_data(assessment, submission.program)))
    yield add(DATA, MemberKind.DATA, _json(snapshot_data(assessment)))
    cells = makers.packages.cells(workbook, f"{name}.xlsx")
    if isinstance(cells, Problem):
        raise FileRefused(cells)
    yield add(CELLS, MemberKind.CELLS, _json(cells))
    catalogue = catalogue_of(assessment, submission.evidence, submission.prepared_on)
    for place, one in enumerate(catalogue.own_files(), 1):
        yield _evidence(draft, place, one, makers.evidence, lambda at: tell(at, steps, "正在放入佐证"))


def _json(data: Any) -> bytes:
    return (canonical_json(data) + "\n").encode()


def _evidence(draft: PackageDraft, place: int, one: Numbered, folder: EvidenceFolder | None, told: Any) -> Member:
    """One file, copied while its digest is compared with the registered one."""
    record = one.record
    if folder is None:
        raise UserFacingError(Problem("package_evidence_gone", "", {"name": record.name, "title": record.title}))
    entry = evidence_name(one.number, record)

    def pieces() -> Iterator[bytes]:
        for piece in folder.pieces(record.digest, record.name):
            told(place + 2)  # between the pieces one can stop
            yield piece

    mark = draft.add(entry, pieces(), record.size)
    return Member(entry, MemberKind.EVIDENCE, mark, place, record.title)

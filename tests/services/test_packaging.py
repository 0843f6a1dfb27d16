"""Making a package: its members, their order and names, what is refused, and that nothing is left of a failure."""

import json

import pytest

from hqd_desktop.domain.evidence import FileState
from hqd_desktop.services.errors import Cancelled, FileRefused, UserFacingError
from hqd_desktop.services.package_records import MANIFEST
from hqd_desktop.services.packaging import Makers
from hqd_desktop.services.records import Packs
from tests.services.package_making import NAME, PATH, CellWorkbooks, Office, PlainReports, registered, submission_of


@pytest.fixture
def office() -> Office:
    return Office()


def test_everything_is_in_it_and_listed(packs: Packs, office: Office) -> None:
    first = registered(office.folder, b"one", "通报.pdf", "处方点评")
    second = registered(office.folder, b"two", "通报.pdf", "同名")
    verdict = office.make(submission_of(packs, first, second))
    assert verdict.same
    assert verdict.total.startswith("自评得分 ")
    assert list(office.members) == [
        f"{NAME}.xlsx", f"{NAME}.pdf", "result.json", "data.json", "cells.json",
        "佐证/其他-1_通报.pdf", "佐证/其他-2_通报.pdf", MANIFEST,
    ]  # fmt: skip
    assert office.members["佐证/其他-2_通报.pdf"] == b"two"
    manifest = json.loads(office.members[MANIFEST])
    assert [(row["number"], row["title"]) for row in manifest["members"] if row["kind"] == "evidence"] == [
        (1, "处方点评"), (2, "同名"),
    ]  # fmt: skip
    assert manifest["submission"] == {"number": 1, "state": "draft"}
    assert manifest["digest"] == submission_of(packs).assessment.digest
    assert manifest["packs"]["ruleset"]["digest"] == packs.digests["ruleset"]
    steps = [step for step, of, _ in office.told if of == 6]
    assert steps[0] == 0
    assert steps == sorted(steps)


def test_the_same_input_gives_the_same_members(packs: Packs, office: Office) -> None:
    office.make(submission_of(packs))
    before = dict(office.members)
    office.make(submission_of(packs))
    assert office.members == before


@pytest.mark.parametrize(
    ("state", "code"), [(FileState.GONE, "package_evidence_gone"), (FileState.CHANGED, "package_evidence_changed")]
)
def test_lost_evidence_is_named_before_anything_is_written(
    packs: Packs, office: Office, state: FileState, code: str
) -> None:
    record = registered(office.folder, b"one", "通报.pdf", "处方点评")
    office.folder.states[record.digest] = state
    with pytest.raises(UserFacingError) as caught:
        office.make(submission_of(packs, record, registered(office.folder, b"good", "好.pdf", "好")))
    assert [(problem.code, problem.params["title"]) for problem in caught.value.problems] == [(code, "处方点评")]
    assert not office.packages.kept
    assert not office.told


def test_evidence_that_changes_while_it_is_copied_is_refused(packs: Packs, office: Office) -> None:
    record = registered(office.folder, b"one", "通报.pdf", "处方点评")
    office.folder.kept[record.digest] = b"two"
    with pytest.raises(FileRefused, match="evidence_changed"):
        office.make(submission_of(packs, record))
    assert not office.packages.kept


def test_evidence_without_a_folder_is_not_left_out_silently(packs: Packs, office: Office) -> None:
    record = registered(office.folder, b"one", "通报.pdf", "处方点评")
    makers = Makers(office.packages, CellWorkbooks(), PlainReports())  # type: ignore[arg-type]
    with pytest.raises(UserFacingError, match="package_evidence_gone"):
        office.make(submission_of(packs, record), makers)
    assert not office.packages.kept


def test_a_workbook_that_cannot_be_read_again_is_refused(packs: Packs, office: Office) -> None:
    class Broken(CellWorkbooks):
        def submission_bytes(self, submission: object) -> bytes:
            return b"no workbook"

    with pytest.raises(FileRefused, match="xlsx_damaged"):
        office.make(submission_of(packs), Makers(office.packages, Broken(), PlainReports()))  # type: ignore[arg-type]
    assert not office.packages.kept


def test_what_reads_back_otherwise_than_written_is_not_kept(packs: Packs, office: Office) -> None:
    office.make(submission_of(packs))
    before = office.members
    office.packages.spoil = f"{NAME}.pdf"
    with pytest.raises(FileRefused) as caught:
        office.make(submission_of(packs))
    assert [problem.code for problem in caught.value.problems] == ["package_not_verified", "package_member_altered"]
    assert office.members is before


def test_it_can_be_stopped_at_every_step(packs: Packs, office: Office) -> None:
    record = registered(office.folder, b"one", "通报.pdf", "处方点评")
    wanted = submission_of(packs, record)
    office.make(wanted)
    count = len(office.told)
    office.packages.kept.clear()
    for stop in range(count):
        told = iter(range(count))

        def tell(*_: object, told=told, stop=stop) -> None:
            if next(told) == stop:
                raise Cancelled

        from hqd_desktop.services.packaging import make_package

        with pytest.raises(Cancelled):
            make_package(PATH, wanted, office.makers, tell)
        assert not office.packages.kept

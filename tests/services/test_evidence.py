"""佐证 through the workspace: registered after its file is there, linked, corrected, withdrawn; one act, one change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hqd_desktop.domain.evidence import Details, EvidenceUse, UseKind, use_of_figure, use_of_indicator
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StaleWrite, StoreError, UserFacingError
from hqd_desktop.services.evidence import Piece, adding, correcting, figures_of, unproved_indicators, withdrawing
from hqd_desktop.services.records import KeptFile
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR
from tests.services.test_workspace import lock

BEDS = ("actual_beds", Period(YEAR))
USE, LAST_USE = use_of_figure(BEDS), use_of_figure((BEDS[0], Period(YEAR - 1)))
TODAY = date(2026, 3, 1)
PACK = "shaoyang-2022"


@pytest.fixture
def folder() -> MemoryEvidenceFolder:
    return MemoryEvidenceFolder()


@pytest.fixture
def piece(folder: MemoryEvidenceFolder):
    def make(title: str = "通报", data: bytes = b"a", name: str = "", **details: object) -> Piece:
        return Piece(folder.keep(data, name or f"{title}.pdf"), Details(title, **details))

    return make


def codes(caught: pytest.ExceptionInfo[UserFacingError]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_a_file_is_registered_as_evidence_of_a_figure(opened, workspace, folder, piece, writes) -> None:
    before = len(writes())
    wanted = piece("  床位\n核定 ", reference=" 邵卫〔2025〕1号 ", sealed=True, pages=3, owner="医务科")
    view = workspace.change_evidence(adding(folder, [wanted], USE))
    (record,) = view.evidence.figure(BEDS)
    assert (record.title, record.reference, record.sealed, record.pages, record.owner) == (
        "床位 核定", "邵卫〔2025〕1号", True, 3, "医务科",
    )  # fmt: skip
    assert (record.added_on, record.size, record.version) == (TODAY, 1, 1)
    assert record.digest == wanted.file.digest
    assert view.evidence.figure(("actual_beds", Period(YEAR - 1))) == ()
    assert writes()[before:] == ["添加佐证"]
    assert workspace.view is view


def test_several_files_are_one_transaction(opened, workspace, folder, piece, writes) -> None:
    before = len(writes())
    view = workspace.change_evidence(adding(folder, [piece("甲", b"a"), piece("乙", b"b")], USE))
    assert [record.title for record in view.evidence.figure(BEDS)] == ["甲", "乙"]
    assert writes()[before:] == ["添加佐证"]


def test_a_title_that_stands_there_already_gets_a_number(opened, workspace, folder, piece) -> None:
    workspace.change_evidence(adding(folder, [piece("甲", b"a"), piece("甲", b"b", "甲.jpg")], USE))
    view = workspace.change_evidence(adding(folder, [piece("甲", b"c", "甲.doc")], USE))
    assert [record.title for record in view.evidence.figure(BEDS)] == ["甲", "甲（2）", "甲（3）"]


def test_another_file_of_the_same_name_is_refused(opened, workspace, folder, piece, writes) -> None:
    workspace.change_evidence(adding(folder, [piece("甲", b"a")], USE))
    before = len(writes())
    for pieces in ([piece("乙", b"b"), piece("甲", b"c")], [piece("丙", b"d"), piece("丙", b"e")]):
        with pytest.raises(UserFacingError) as caught:
            workspace.change_evidence(adding(folder, pieces, USE))
        assert codes(caught) == ["evidence_same_name"]
    assert len(writes()) == before


def test_the_same_file_elsewhere_is_linked_and_what_was_said_of_it_stays(opened, workspace, folder, piece) -> None:
    day = date(2027, 1, 1)
    workspace.change_evidence(adding(folder, [piece("甲", reference="1号")], USE))
    view = workspace.change_evidence(
        adding(
            folder,
            [piece("乙", reference="2号", issued_on=TODAY, valid_until=day, sealed=True, pages=9, owner="院办")],
            use_of_indicator(PACK, "18", YEAR),
        )
    )
    (record,) = view.evidence
    assert record.details == Details("甲", "1号", TODAY, day, True, 9, "院办")
    assert record.uses == (USE, use_of_indicator(PACK, "18", YEAR))
    assert [use.kind for use in record.uses] == [UseKind.ITEM, UseKind.INDICATOR]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (lambda make: [make("甲", b"a"), make("乙", b"a")], ["evidence_twice"]),
        (lambda make: [make("甲", b"old")], ["evidence_here_already"]),
        (lambda make: [make("", b"a"), make("乙", b"b", pages=-1)], ["evidence_title_missing", "evidence_pages"]),
        (lambda make: [Piece(KeptFile("f" * 64, 1, "x.pdf"), Details("x"))], ["evidence_gone"]),
    ],
)
def test_one_bad_file_and_none_is_registered(opened, workspace, folder, piece, writes, pieces, expected) -> None:
    workspace.change_evidence(adding(folder, [piece("旧", b"old")], USE))
    before = len(writes())
    with pytest.raises(UserFacingError) as caught:
        workspace.change_evidence(adding(folder, [*pieces(piece), piece("好", b"good")], USE))
    assert codes(caught) == expected
    assert len(writes()) == before
    assert [record.title for record in workspace.view.evidence] == ["旧"]


def test_details_can_be_corrected(opened, workspace, folder, piece, writes) -> None:
    view = workspace.change_evidence(adding(folder, [piece("甲")], USE))
    (record,) = view.evidence
    view = workspace.change_evidence(correcting(record.id, Details(" 乙 ", valid_until=TODAY)))
    (changed,) = view.evidence
    assert (changed.title, changed.valid_until, changed.version, changed.uses) == ("乙", TODAY, 2, (USE,))
    assert writes()[-1] == "修改佐证"
    with pytest.raises(UserFacingError) as caught:
        workspace.change_evidence(correcting(record.id, Details("")))
    assert codes(caught) == ["evidence_title_missing"]
    with pytest.raises(UserFacingError) as caught:
        workspace.change_evidence(correcting("nobody", Details("甲")))
    assert codes(caught) == ["evidence_withdrawn"]


def test_withdrawing_leaves_the_file_and_its_other_uses(opened, workspace, folder, piece, store: MemoryStore) -> None:
    workspace.change_evidence(adding(folder, [piece("甲")], USE))
    view = workspace.change_evidence(adding(folder, [piece("甲")], use_of_indicator(PACK, "18", YEAR)))
    (record,) = view.evidence
    view = workspace.change_evidence(withdrawing(record.id, USE, " 放错了 "))
    assert view.evidence.figure(BEDS) == ()
    assert view.evidence.indicator(PACK, "18", YEAR) != ()
    assert (store.changes[-1].action, store.changes[-1].reason) == ("撤回佐证", "放错了")
    for reason, use, code in (
        ("放错了", USE, "evidence_not_here"),
        (" 错 ", use_of_indicator(PACK, "18", YEAR), "evidence_reason_missing"),
    ):
        with pytest.raises(UserFacingError) as caught:
            workspace.change_evidence(withdrawing(record.id, use, reason))
        assert codes(caught) == [code]
    view = workspace.change_evidence(withdrawing(record.id, use_of_indicator(PACK, "18", YEAR), "作废"))
    assert list(view.evidence) == []
    assert len(view.evidence.records) == 1
    assert folder.holds(record.digest)
    with pytest.raises(UserFacingError) as caught:
        workspace.change_evidence(withdrawing(record.id, USE, "作废"))
    assert caught.value.problems == (Problem("evidence_withdrawn", "", {"title": "甲"}),)


def test_what_an_earlier_program_gave_to_a_number_stays_and_can_be_withdrawn(
    opened, workspace, folder, piece, store: MemoryStore
) -> None:
    old = EvidenceUse(UseKind.INDICATOR, "18", Period(YEAR))
    view = workspace.change_evidence(adding(folder, [piece("甲")], old))
    (record,) = view.evidence.indicator(PACK, "18", YEAR)
    assert record.uses == (old,)
    with pytest.raises(UserFacingError) as caught:
        workspace.change_evidence(adding(folder, [piece("甲")], use_of_indicator(PACK, "18", YEAR)))
    assert codes(caught) == ["evidence_here_already"]
    view = workspace.change_evidence(withdrawing(record.id, use_of_indicator(PACK, "18", YEAR), "作废"))
    assert view.evidence.indicator(PACK, "18", YEAR) == ()
    assert list(view.evidence) == []


def test_a_withdrawn_file_comes_back_with_what_is_said_now(opened, workspace, folder, piece) -> None:
    view = workspace.change_evidence(adding(folder, [piece("甲", reference="1号")], USE))
    (record,) = view.evidence
    workspace.change_evidence(withdrawing(record.id, USE, "作废"))
    view = workspace.change_evidence(adding(folder, [piece("乙")], USE))
    (back,) = view.evidence
    assert (back.id, back.title, back.reference, back.version) == (record.id, "乙", "", 3)


def test_evidence_of_a_locked_year_stays_as_it_was(opened: View, workspace, folder, piece, store) -> None:
    view = workspace.change_evidence(adding(folder, [piece("甲")], USE))
    (record,) = view.evidence
    workspace.add_year(YEAR - 1)
    lock(store, opened.hospital.id, YEAR)
    acts = (
        adding(folder, [piece("乙", b"b")], USE),
        withdrawing(record.id, USE, "作废"),
        correcting(record.id, Details("丙")),
    )
    for act in acts:
        with pytest.raises(UserFacingError) as caught:
            workspace.change_evidence(act)
        assert codes(caught) == ["year_locked"]
    view = workspace.change_evidence(adding(folder, [piece("乙", b"b")], LAST_USE))
    assert {record.title for record in view.evidence} == {"甲", "乙"}


def test_a_fault_of_the_disk_and_somebody_else_leave_all_as_it_was(opened, workspace, folder, piece, store) -> None:
    act = adding(folder, [piece("甲")], USE)
    store.fail_next = "store_disk_full"
    with pytest.raises(StoreError):
        workspace.change_evidence(act)
    assert list(workspace.view.evidence) == []
    view = workspace.change_evidence(act)
    (record,) = view.evidence
    store._evidence[view.hospital.id][record.digest] = replace(record, version=7)
    with pytest.raises(StaleWrite):
        workspace.change_evidence(correcting(record.id, Details("乙")))


def test_a_submission_holds_the_evidence_of_its_year(opened, workspace: Workspace, folder, piece) -> None:
    workspace.change_evidence(adding(folder, [piece("甲", b"a")], USE))
    workspace.change_evidence(adding(folder, [piece("乙", b"b")], LAST_USE))
    assert [record.title for record in workspace.submission().evidence] == ["甲"]


def test_indicators_without_evidence_are_named(opened, workspace, folder, piece) -> None:
    view = opened
    first = unproved_indicators(view.assessment, view.evidence, TODAY)
    scored = [r for r in view.assessment.scorecard if r.applicable and (r.full or r.bonus)]
    assert list(first) == scored
    own = use_of_indicator(PACK, "18", YEAR)
    view = workspace.change_evidence(adding(folder, [piece("甲", b"a", valid_until=date(2026, 6, 30))], own))
    beds = next(r for r in view.assessment.scorecard if r.indicator.number == "24")
    (used, *_) = figures_of(beds) or beds.missing
    view = workspace.change_evidence(adding(folder, [piece("乙", b"b")], use_of_figure(used)))

    def numbers(day: date) -> set[str]:
        return {r.indicator.number for r in unproved_indicators(view.assessment, view.evidence, day)}

    everything = {r.indicator.number for r in scored}
    assert everything - numbers(TODAY) >= {"18"}
    assert "18" in numbers(date(2026, 7, 1))

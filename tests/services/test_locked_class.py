"""A hospital that is promoted after the lock: the locked year stays scored as it was handed in."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.review import Step
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.locked_class import LockedClass
from hqd_desktop.services.records import Actor, ChangeNote, YearRecord, YearState
from hqd_desktop.services.result import result_data
from hqd_desktop.services.view import View
from hqd_desktop.services.workspace import Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR
from tests.services.test_reviewing import complete, go

LOCKED = YearRecord("h", YEAR, "shaoyang-2022", "example", YearState.LOCKED)
NOTE = ChangeNote(Actor("甲", "PC"), "锁定")


def test_the_locked_year_keeps_its_result(workspace: Workspace, opened: View) -> None:
    complete(workspace)
    before = result_data(go(workspace, Step.CONFIRM, Step.REVIEW, Step.LOCK).assessment, "p")
    for _ in range(2):
        view = workspace.change_hospital(replace(workspace.view.hospital, level="二级", type="中医"))
        assert result_data(view.assessment, "p") == before
        assert view.hospital.level == "二级"
    assert workspace.add_year(YEAR + 1).assessment.hospital.level == "二级"
    workspace.open(opened.hospital.id, YEAR)
    assert go(workspace, Step.SEND_BACK).assessment.hospital.level == "二级"


@pytest.mark.parametrize("body", ["", "{", "[]", '{"hospital": {}}', '{"hospital": null}'])
def test_where_nothing_was_kept_the_present_class_counts(store: MemoryStore, body: str) -> None:
    hospital = Hospital("甲院", "三级", "综合", id="h")
    if body:
        store.save_year(replace(LOCKED, version=0), NOTE, body)
    assert LockedClass(store).of(hospital, LOCKED) is hospital


def test_the_class_stays_while_a_year_is_under_review(workspace: Workspace, opened: View) -> None:
    """Other rows would apply than those which were confirmed and looked at; also from another year, in 填报."""
    complete(workspace)
    promoted = replace(opened.hospital, level="二级", type="中医")
    for step in (Step.CONFIRM, Step.REVIEW):
        digest = go(workspace, step).assessment.digest
        for other in (promoted, replace(opened.hospital, type="中医")):
            with pytest.raises(UserFacingError) as refused:
                workspace.change_hospital(other)
            assert [problem.code for problem in refused.value.problems] == ["class_under_review"]
        assert workspace.open(opened.hospital.id, YEAR).assessment.digest == digest
    workspace.add_year(YEAR + 1)
    with pytest.raises(UserFacingError):
        workspace.change_hospital(promoted)
    assert workspace.change_hospital(replace(opened.hospital, name="改名医院")).hospital.name == "改名医院"
    workspace.open(opened.hospital.id, YEAR)
    go(workspace, Step.SEND_BACK)
    assert workspace.change_hospital(replace(workspace.view.hospital, level="二级")).hospital.level == "二级"

"""A hospital that is promoted after the lock: the locked year stays scored as it was handed in."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.review import Step
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

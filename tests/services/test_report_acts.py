"""Own words and 整改 are steps like any other: one transaction, taken back, refused for a locked year, carried over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import YearState
from hqd_desktop.services.report_acts import rectify, word
from hqd_desktop.services.report_records import Rectification, Wording, rows_of_table
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR

OWN = Wording({"losses": "本年失分说明"}, hidden=frozenset({"trends"}), header="质控办")
ROWS = {"25": Rectification("核对", "医保办", "2026-06-30"), "20": Rectification("压减")}


def test_words_are_kept_and_taken_back(workspace: Workspace, opened: View, writes: Callable[[], list[str]]) -> None:
    view = workspace.change_report(word(opened, OWN))
    assert (view.wording, view.undo_name) == (OWN, "修改报告")
    assert workspace.submission().wording == OWN
    assert writes()[-1] == "修改报告"
    count = len(writes())
    workspace.change_report(word(view, OWN))
    assert len(writes()) == count
    assert workspace.undo().wording == Wording()
    assert workspace.redo().wording == OWN


def test_rectification_is_one_step(workspace: Workspace, opened: View, writes: Callable[[], list[str]]) -> None:
    view = workspace.change_report(rectify(opened, ROWS))
    assert view.rectifications == ROWS == workspace.submission().rectifications
    assert writes()[-1] == "填整改清单"
    view = workspace.change_report(rectify(view, {"20": Rectification()}))
    assert view.rectifications == {"25": ROWS["25"]}
    assert workspace.undo().rectifications == ROWS
    assert workspace.undo().rectifications == {}


def test_rectifications_belong_to_their_table(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Row 25 of another table is another row; going there and back loses nothing."""
    here = opened.packs.scheme.id
    workspace.change_report(rectify(opened, ROWS))
    kept = store.rectifications(opened.hospital.id, opened.record.year)
    assert set(kept) == {f"{here}:25", f"{here}:20"}
    assert rows_of_table(kept, here) == ROWS
    assert rows_of_table(kept, "dazu-2024") == {}
    old = {"25": Rectification("旧版程序记的"), "20": Rectification("也是"), f"{here}:20": Rectification()}
    assert rows_of_table(old, "dazu-2024") == {"25": old["25"], "20": old["20"]}
    assert rows_of_table(old, here) == {"25": old["25"]}


def test_a_new_year_takes_the_form_over_but_not_the_words(workspace: Workspace, opened: View) -> None:
    workspace.change_report(word(opened, OWN))
    view = workspace.add_year(YEAR + 1)
    assert view.wording == replace(OWN, paragraphs={})
    assert workspace.open(opened.hospital.id, YEAR).wording == OWN


def test_nothing_to_take_over_writes_nothing(
    workspace: Workspace, opened: View, writes: Callable[[], list[str]]
) -> None:
    workspace.add_year(YEAR + 1)
    assert writes()[-1] == "新建年度"


def test_a_locked_year_keeps_its_words(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    record = store.years(opened.hospital.id)[0]
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[0])
    with pytest.raises(UserFacingError):
        workspace.change_report(word(opened, OWN))
    with pytest.raises(UserFacingError):
        workspace.change_report(rectify(opened, ROWS))


def test_a_submission_carries_what_a_report_needs(workspace: Workspace, opened: View) -> None:
    submission = workspace.submission(with_points=False)
    assert (submission.with_points, submission.past, submission.follow_ups) == (False, (), {})

"""A year goes its way step by step; what was locked can be opened again as it was, whatever is changed later."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from hqd_desktop.domain.checks import CheckKind, CheckState
from hqd_desktop.domain.figures import BLANK, FigureState
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step, YearState
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.services.result import result_data
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.complete_hospital import complete_figures
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR

NOW = Period(YEAR)
WORDS = {Step.CONFIRM: "各科室负责人", Step.REVIEW: " 李院长 ", Step.LOCK: "王院长", Step.SUBMIT: "市卫健委，1月20日"}
REASON = "市局退回，核对床日数"


def complete(workspace: Workspace) -> View:
    """Everything given, every warning explained."""
    view = workspace.take_over(ImportedFigures(dict(complete_figures()), ()), "x")
    for check in view.assessment.checks:
        if check.state is CheckState.WARNING:
            view = workspace.explain(check.key, "已核对，情况属实")
    return view


def go(workspace: Workspace, *steps: Step) -> View:
    """Take steps that must be possible."""
    view = workspace.view
    for step in steps:
        if step is Step.CONFIRM:
            book = workspace.books.confirmations
            answer: object = book.confirm([one.department for one in book.standings()], WORDS[step])
            assert isinstance(answer, View)
            view = answer
            continue
        answer = workspace.review().take(step, WORDS.get(step, REASON))
        assert isinstance(answer, View), sentence(answer)
        view = answer
    return view


def refused(workspace: Workspace, step: Step, words: str) -> str:
    """The code with which a step is refused."""
    answer = workspace.review().take(step, words)
    assert isinstance(answer, Problem)
    return answer.code


def refusal(act: Callable[[], object]) -> tuple[str, dict[str, str]]:
    """The problem that an act raises."""
    with pytest.raises(UserFacingError) as caught:
        act()
    (problem,) = caught.value.problems
    return problem.code, dict(problem.params)


def test_from_draft_to_submitted(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Each step in the history with the name of who answers for it; only the lock keeps a version."""
    complete(workspace)
    for step, state in zip(WORDS, tuple(YearState)[1:], strict=True):
        view = go(workspace, step)
        assert (view.record.state, view.record.submission) == (state, 1)
        assert len(store.bodies) == (1 if state.handed_in else 0)
    told = [(note.action, note.reason) for note in store.changes[-4:]]
    assert told == [
        ("科室确认", "确认人：各科室负责人"),
        ("审核", "审核人：李院长"),
        ("锁定", "负责人：王院长"),
        ("登记上报", "报往：市卫健委，1月20日"),
    ]
    assert (view.locked_years, view.editable, view.remarks_editable) == ({YEAR}, False, False)


def test_a_confirmed_year_takes_remarks_but_no_figures(workspace: Workspace, opened: View) -> None:
    """And a reviewed one neither."""
    complete(workspace)
    view = go(workspace, Step.CONFIRM)
    assert (view.editable, view.remarks_editable, view.locked_years) == (False, True, frozenset())
    under_review = ("year_under_review", {"year": str(YEAR), "state": "科室已确认"})
    assert refusal(lambda: workspace.enter("surplus", NOW, "1")) == under_review
    assert workspace.follow_up("surplus", NOW, "问统计室").follow_ups
    go(workspace, Step.REVIEW)
    assert refusal(lambda: workspace.follow_up("surplus", NOW, ""))[0] == "year_under_review"


def test_what_is_not_ready_does_not_go_on(workspace: Workspace, opened: View) -> None:
    """Missing figures from the first step on, an unexplained warning from the second; not a step that is not next."""
    assert refused(workspace, Step.CONFIRM, "甲") == "lock_blocked"
    complete(workspace)
    warned = next(check.key for check in workspace.view.assessment.checks if check.state is CheckState.EXPLAINED)
    workspace.explain(warned, "")
    assert refused(workspace, Step.LOCK, "甲") == "step_not_from_here"
    assert refused(workspace, Step.SEND_BACK, REASON) == "step_not_from_here"
    assert refused(workspace, Step.CONFIRM, "甲") == "departments_unconfirmed"
    go(workspace, Step.CONFIRM)
    assert refused(workspace, Step.REVIEW, "  ") == "lock_blocked"
    workspace.explain(warned, "已核对，情况属实")
    assert refused(workspace, Step.REVIEW, "  ") == "step_name_missing"
    workspace.explain(warned, "")
    assert refused(workspace, Step.REVIEW, "李院长") == "lock_blocked"
    workspace.explain(warned, "已核对，情况属实")
    go(workspace, Step.REVIEW)
    assert refused(workspace, Step.SEND_BACK, "市局退") == "reopen_reason"


def test_sent_back_before_the_lock_it_is_still_the_first_version(workspace: Workspace, opened: View) -> None:
    """After it, the next one."""
    complete(workspace)
    assert go(workspace, Step.CONFIRM, Step.REVIEW, Step.SEND_BACK).record.submission == 1
    view = go(workspace, Step.CONFIRM, Step.REVIEW, Step.LOCK, Step.SEND_BACK)
    assert (view.record.state, view.record.submission, view.editable) == (YearState.DRAFT, 2, True)


def test_the_lock_ends_the_list_of_undo(workspace: Workspace, opened: View) -> None:
    """No other step does."""
    complete(workspace)
    assert go(workspace, Step.CONFIRM, Step.REVIEW).undo_name
    assert not go(workspace, Step.LOCK).undo_name


def test_what_was_locked_stays_whatever_is_changed_later(workspace: Workspace, opened: View) -> None:
    """The same submission to the last field, after a new version with other figures and another name; and the diff."""
    complete(workspace)
    go(workspace, Step.CONFIRM, Step.REVIEW)
    before = replace(workspace.submission(), state=YearState.LOCKED)
    go(workspace, Step.LOCK)
    locked = workspace.review().opened(YEAR, 1)
    go(workspace, Step.SEND_BACK)
    workspace.change_hospital(replace(workspace.view.hospital, name="改名医院"))
    score = workspace.view.figures["staff_satisfaction", NOW].value
    workspace.enter("staff_satisfaction", NOW, str((score or 0) + Decimal("0.1")))
    go(workspace, Step.CONFIRM, Step.REVIEW, Step.LOCK)
    again = workspace.review().opened(YEAR, 1)
    for one in (locked, again):
        assert result_data(one.assessment, "p") == result_data(before.assessment, "p")
        assert one.assessment.digest == before.assessment.digest
        assert one.assessment.packs.checkbook == before.assessment.packs.checkbook
        assert replace(one, assessment=before.assessment) == before
        assert one.assessment.hospital == before.assessment.hospital
    assert [(key.year, key.number) for key in workspace.review().submissions()] == [(YEAR, 1), (YEAR, 2)]
    assert workspace.review().submissions()[0].reason == "负责人：王院长"
    compared = workspace.review().compared(YEAR, 1)
    changed = [row for row in compared.figures if row.earlier.value != row.later.value]
    assert [row.item.key for row in changed] == ["staff_satisfaction"]


def test_a_version_that_is_not_there(workspace: Workspace, opened: View) -> None:
    """Is named."""
    assert refusal(lambda: workspace.review().opened(YEAR, 7)) == (
        "submission_none",
        {"year": str(YEAR), "number": "7"},
    )


def test_the_year_after_is_held_against_the_locked_version(workspace: Workspace, opened: View) -> None:
    """Even while the locked year is sent back and its figure is another already: the guard reads what was locked."""
    complete(workspace)
    key = ("total_income", NOW)
    go(workspace, Step.CONFIRM, Step.REVIEW, Step.LOCK)
    locked = workspace.view.figures[key].value
    go(workspace, Step.SEND_BACK)
    workspace.enter(*key, "5")
    view = workspace.add_year(YEAR + 1)
    found = next(c for c in view.assessment.checks if c.kind is CheckKind.RESTATED and c.items[0] == key)
    assert (found.state, found.left, found.right) == (CheckState.ERROR, 5, locked)
    assert view.assessment.figures[key].value == locked
    assert workspace.compared_with(YEAR).later is view.assessment


def test_a_blank_is_locked_as_a_blank(workspace: Workspace, opened: View) -> None:
    """不适用 with its reason comes back too."""
    complete(workspace)
    workspace.mark_not_applicable("herbal_discharges", NOW, "本院无中药饮片")
    go(workspace, Step.CONFIRM, Step.REVIEW, Step.LOCK)
    figure = workspace.review().opened(YEAR, 1).assessment.figures["herbal_discharges", NOW]
    assert (figure.state, figure.note) == (FigureState.NOT_APPLICABLE, "本院无中药饮片")
    assert BLANK.state is FigureState.BLANK

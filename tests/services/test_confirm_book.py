"""科室确认 department by department: a later figure takes a word back, and the last word takes the year on."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step, YearState
from hqd_desktop.services.errors import StaleWrite, UserFacingError
from hqd_desktop.services.form_records import FormRecord, FormState
from hqd_desktop.services.records import Actor, ChangeNote
from hqd_desktop.services.view import View
from hqd_desktop.services.workspace import Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR
from tests.services.test_reviewing import complete, go

KEY = ("staff_satisfaction", Period(YEAR))
REASON = "与台账对不上，请核对"


def names(workspace: Workspace, confirmed: bool) -> list[str]:
    return [one.department for one in workspace.books.confirmations.standings() if one.confirmed is confirmed]


def confirm(workspace: Workspace, departments: Sequence[str], who: str = "王主任") -> View:
    answer = workspace.books.confirmations.confirm(departments, who)
    assert isinstance(answer, View), answer
    return answer


def code(answer: object) -> str:
    assert isinstance(answer, Problem)
    return answer.code


def owner(workspace: Workspace) -> str:
    """The department of KEY."""
    return workspace.view.packs.catalogue[KEY[0]].department


def test_the_last_word_takes_the_year_on(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    complete(workspace)
    first, *others = names(workspace, confirmed=False)
    view = confirm(workspace, [first], " 王  主任 ")
    assert view.record.state is YearState.DRAFT
    assert (view.confirmations[first].confirmed_by, view.standings[0].confirmed) == ("王 主任", True)
    waiting = workspace.review().take(Step.CONFIRM, "质控办")
    assert isinstance(waiting, Problem)
    assert waiting.params["names"] == "、".join(others)
    view = confirm(workspace, others)
    assert view.record.state is YearState.CONFIRMED
    assert store.changes[-1].reason == "确认人：王主任"
    assert code(workspace.books.confirmations.confirm([first], "王主任")) == "step_not_from_here"


def test_a_later_figure_takes_the_word_of_its_department_back_and_says_so(workspace: Workspace, opened: View) -> None:
    complete(workspace)
    mine = owner(workspace)
    held = [mine, next(name for name in names(workspace, confirmed=False) if name != mine)]
    confirm(workspace, held)
    assert not isinstance(workspace.write_note(*KEY, "问卷 812 份"), Problem)
    assert names(workspace, confirmed=True)
    view = workspace.enter(*KEY, "88.25")
    assert isinstance(view, View)
    assert view.fallen == (mine,)
    assert view.confirmations[mine].withdrawn.startswith("录入改了：")
    assert not view.confirmations[held[1]].withdrawn
    view = workspace.enter(*KEY, "88.5")
    assert isinstance(view, View)
    assert view.fallen == ()
    confirm(workspace, [mine])
    assert workspace.undo().fallen == (mine,)
    complete(workspace)
    confirm(workspace, [mine])
    workspace.add_year(YEAR + 1)
    assert workspace.undo().fallen == (mine,), "also of another year than the one that was shown"


def test_what_is_lacking_is_named(workspace: Workspace, opened: View) -> None:
    first = names(workspace, confirmed=False)[0]
    answer = workspace.books.confirmations.confirm([first], "王主任")
    assert code(answer) == "department_incomplete"
    assert code(workspace.books.confirmations.confirm([first], "  ")) == "step_name_missing"


def test_an_error_leaves_the_year_where_it_is_until_it_is_mended(workspace: Workspace, opened: View) -> None:
    complete(workspace)
    assert not isinstance(workspace.enter("level4_surgeries", Period(YEAR), "99999999"), Problem)
    view = confirm(workspace, names(workspace, confirmed=False))
    assert view.record.state is YearState.DRAFT
    assert not names(workspace, confirmed=False)
    assert code(workspace.review().take(Step.CONFIRM, "质控办")) == "lock_blocked"
    workspace.undo()
    assert confirm(workspace, names(workspace, confirmed=False)).record.state is YearState.CONFIRMED


def test_words_that_came_another_way_take_the_year_on_by_the_step(
    workspace: Workspace, opened: View, store: MemoryStore
) -> None:
    """An error that was mended without touching a figure: every word is there, and the year is taken on by hand."""
    complete(workspace)
    words = [replace(one.word, confirmed_by="甲") for one in workspace.books.confirmations.standings()]
    store.confirmations.save(opened.hospital.id, words, ChangeNote(Actor("乙", "PC-2"), "科室确认"))
    workspace.open(opened.hospital.id, YEAR)
    assert go_on(workspace).record.state is YearState.CONFIRMED


def go_on(workspace: Workspace) -> View:
    answer = workspace.review().take(Step.CONFIRM, "质控办")
    assert isinstance(answer, View)
    return answer


def test_sent_back_to_one_department_the_others_words_stay(workspace: Workspace, opened: View) -> None:
    complete(workspace)
    book, mine = workspace.books.confirmations, owner(workspace)
    assert code(book.send_back(mine, REASON)) == "department_not_confirmed"
    confirm(workspace, [mine])
    assert code(book.send_back(mine, "再看")) == "reopen_reason"
    assert code(book.send_back("没有的科室", REASON)) == "department_not_confirmed"
    view = book.send_back(mine, REASON)
    assert isinstance(view, View)
    assert view.record.state is YearState.DRAFT
    assert view.confirmations[mine].withdrawn == f"退回：{REASON}"
    confirm(workspace, names(workspace, confirmed=False))
    view = book.send_back(mine, REASON)
    assert isinstance(view, View)
    assert view.record.state is YearState.DRAFT
    assert names(workspace, confirmed=False) == [mine]
    confirm(workspace, [mine])
    go(workspace, Step.REVIEW, Step.LOCK)
    view = book.send_back(mine, REASON)
    assert isinstance(view, View)
    assert (view.record.state, view.record.submission) == (YearState.DRAFT, 2)


def test_the_whole_year_sent_back_takes_every_word_back(workspace: Workspace, opened: View) -> None:
    complete(workspace)
    go(workspace, Step.CONFIRM, Step.SEND_BACK)
    assert names(workspace, confirmed=True) == []
    assert all(word.withdrawn.startswith("整年退回：") for word in workspace.view.confirmations.values())


def form(department: str, signed: bool = True, state: FormState = FormState.RETURNED, version: int = 0) -> FormRecord:
    return FormRecord(
        f"{YEAR}-{department}", YEAR, department, "d", state, 3, 3, signed, f"{department}.xlsx", "f", version
    )


def test_signed_forms_count_where_the_office_says_so(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    complete(workspace)
    mine = owner(workspace)
    one, two, three = [name for name in names(workspace, confirmed=False) if name != mine][:3]
    note = ChangeNote(Actor("甲", "PC"), "收回采集表")
    store.save_forms(opened.hospital.id, [form(mine), form(one), form(two, signed=False)], note)
    store.save_forms(opened.hospital.id, [form(three, state=FormState.ISSUED)], note)
    workspace.enter(*KEY, "88.5")  # after the form came back
    book = workspace.books.confirmations
    assert [(form.department, form.changed) for form in book.signed()] == [(mine, True), (one, False)]
    view = book.confirm_signed()
    assert isinstance(view, View)
    assert view.confirmations[one].confirmed_by == f"采集表签字（{one}.xlsx）"
    assert names(workspace, confirmed=True) == [one]
    assert code(book.confirm_signed()) == "no_signed_forms"
    assert isinstance(book.send_back(one, REASON), View)
    assert [(form.department, form.changed) for form in book.signed()] == [(mine, True), (one, True)]
    assert code(book.confirm_signed()) == "no_signed_forms"  # what was signed before cannot count for what is asked now


def test_two_at_once_do_not_overwrite_each_other(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    complete(workspace)
    mine = owner(workspace)
    word = workspace.books.confirmations.standings()[0].word
    store.confirmations.save(opened.hospital.id, [word], ChangeNote(Actor("乙", "PC-2"), "科室确认"))
    with pytest.raises(StaleWrite):
        workspace.books.confirmations.confirm([word.department, mine], "王主任")


def test_a_fixed_year_is_not_moved_by_the_figures_of_the_year_before(workspace: Workspace, opened: View) -> None:
    complete(workspace)
    go(workspace, Step.CONFIRM)
    workspace.add_year(YEAR - 1)
    with pytest.raises(UserFacingError) as caught:
        workspace.enter(KEY[0], Period(YEAR - 1), "70")
    assert (caught.value.problems[0].code, caught.value.problems[0].params["year"]) == ("year_under_review", str(YEAR))
    workspace.open(opened.hospital.id, YEAR)
    go(workspace, Step.SEND_BACK)
    workspace.open(opened.hospital.id, YEAR - 1)
    assert isinstance(workspace.enter(KEY[0], Period(YEAR - 1), "70"), View)

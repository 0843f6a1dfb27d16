"""Forms of the open year: issued, marked, taken back as one step, refused when anything changed meanwhile."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.collection import DepartmentForm
from hqd_desktop.services.collection_return import CellState, Choice
from hqd_desktop.services.errors import StaleWrite, StoreError, UserFacingError
from hqd_desktop.services.form_book import FormBook
from hqd_desktop.services.form_records import FormState
from hqd_desktop.services.records import YearState
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import BEGINNING, MemoryStore
from tests.fakes.returned_forms import returned_form
from tests.services.conftest import YEAR

NOW = Period(YEAR)
KEY: FigureKey = ("total_income", NOW)
OTHER: FigureKey = ("medical_income", NOW)


@pytest.fixture
def book(workspace: Workspace, opened: View) -> FormBook[View]:
    return workspace.collection()


def finance(book: FormBook[View]) -> DepartmentForm:
    return next(form for form in book.forms() if form.department == "财务科")


def issue(book: FormBook[View]) -> DepartmentForm:
    book.issue([finance(book).form])
    return finance(book)


def code(error: pytest.ExceptionInfo[UserFacingError]) -> str:
    (problem,) = error.value.problems
    return problem.code


def test_nothing_is_issued_at_first(book: FormBook[View]) -> None:
    assert {form.record for form in book.forms()} == {None}
    assert len(book.forms()) > 8


def test_issuing_all_is_one_transaction(book: FormBook[View], store: MemoryStore) -> None:
    count = len(store.changes)
    forms = book.issue([form.form for form in book.forms()])
    assert [note.action for note in store.changes[count:]] == ["发出采集表"]
    assert {form.record.state for form in forms if form.record} == {FormState.ISSUED}
    assert all(form.record and form.record.asked == form.asked and form.record.issued_at for form in forms)


def test_issuing_again_keeps_what_is_known(book: FormBook[View], store: MemoryStore) -> None:
    """A form that has come back stays so; one that is out is the same one."""
    first = issue(book).record
    assert first is not None
    assert issue(book).record == first
    seen = book.compare(returned_form(finance(book).form, {KEY: number(5)}))
    book.take_back(seen, {})
    assert issue(book).record == finance(book).record
    assert finance(book).record.state is FormState.RETURNED  # type: ignore[union-attr]


def test_another_question_replaces_the_form_that_is_out(
    book: FormBook[View], workspace: Workspace, store: MemoryStore
) -> None:
    """One that has come back is left as it is, and so are other departments'."""
    store_forms = lambda: {r.form: r.state for r in store.forms(workspace.view.hospital.id, YEAR)}  # noqa: E731
    book.issue([form.form for form in book.forms()])
    old = finance(book)
    returned = next(form for form in book.forms() if form.department == "护理部")
    book.take_back(book.compare(returned_form(returned.form, {returned.form.identity.cells[0].key: number(7)})), {})
    store.save_department(workspace.view.hospital.id, "donation_income", "护理部", store.changes[0])
    workspace.open(workspace.view.hospital.id, YEAR)
    assert finance(book).outdated
    book.issue([form.form for form in book.forms()])
    states = store_forms()
    assert states[old.form.identity.form] is FormState.WITHDRAWN
    assert states[returned.form.identity.form] is FormState.RETURNED
    assert not finance(book).outdated
    assert list(states.values()).count(FormState.WITHDRAWN) == 1


def test_a_withdrawn_form_is_not_taken_back_until_it_is_issued_anew(book: FormBook[View]) -> None:
    out = issue(book)
    assert out.record is not None
    back = returned_form(out.form, {KEY: number(5)})
    book.sign(out.record, True)
    signed = finance(book).record
    assert signed is not None
    book.withdraw(signed)
    assert finance(book).record is None
    seen = book.compare(back)
    assert [problem.code for problem in seen.problems] == ["form_withdrawn"]
    with pytest.raises(UserFacingError) as error:
        book.take_back(seen, {})
    assert code(error) == "form_withdrawn"
    again = issue(book).record
    assert again is not None
    assert not again.signed
    assert again.issued_at != out.record.issued_at
    assert book.compare(back).problems == ()


def test_the_signature(book: FormBook[View]) -> None:
    record = issue(book).record
    assert record is not None
    book.sign(record, True)
    signed = finance(book).record
    assert signed is not None
    assert signed.signed
    with pytest.raises(StaleWrite):
        book.sign(record, False)
    book.sign(signed, False)
    assert finance(book).record.signed is False  # type: ignore[union-attr]


def test_a_return_is_one_step_with_name_and_digest(
    book: FormBook[View], workspace: Workspace, store: MemoryStore
) -> None:
    out = issue(book)
    back = returned_form(out.form, {KEY: number(5), OTHER: number(4)}, "财务 交回.xlsx")
    view = book.take_back(book.compare(back), {})
    assert (view.figures[KEY].value, view.figures[OTHER].value) == (5, 4)
    assert set(view.touched) == {KEY, OTHER}
    origin = f"采集表 财务 交回.xlsx（SHA-256 {'d' * 64}）"
    assert {entry.origin for entry in workspace.history(*KEY)} == {origin}
    assert [(n.action, n.origin) for n in store.changes[-2:]] == [("收回财务科采集表", origin), ("收回采集表", origin)]
    record = finance(book).record
    assert record is not None
    assert (record.state, record.file_name, record.file_digest) == (FormState.RETURNED, "财务 交回.xlsx", "d" * 64)
    assert (record.given, record.asked, record.complete) == (2, out.asked, False)
    assert record.returned_at is not None
    assert record.returned_at > BEGINNING
    assert view.undo_name == "收回财务科采集表"
    undone = workspace.undo()
    assert undone.figures[KEY] == undone.figures[OTHER] == BLANK
    assert finance(book).record == record  # the form did come back


def test_a_return_that_says_nothing_new_is_only_noted(book: FormBook[View], workspace: Workspace) -> None:
    out = issue(book)
    workspace.enter(*KEY, "5")
    view = book.take_back(book.compare(returned_form(out.form, {KEY: number(5)})), {})
    assert view.undo_name == "录入"
    assert finance(book).record.given == 1  # type: ignore[union-attr]


def test_a_form_that_we_never_issued_is_noted_when_it_is_written(book: FormBook[View]) -> None:
    """The database was brought back from a copy."""
    seen = book.compare(returned_form(finance(book).form, {KEY: number(5)}))
    assert [notice.code for notice in seen.notices] == ["form_not_issued_here"]
    book.take_back(seen, {})
    record = finance(book).record
    assert record is not None
    assert (record.state, record.issued_at) == (FormState.RETURNED, None)


def test_a_conflict_shows_who_wrote_ours_and_must_be_decided(book: FormBook[View], workspace: Workspace) -> None:
    out = issue(book)
    workspace.enter(*KEY, "6")
    seen = book.compare(returned_form(out.form, {KEY: number(5), OTHER: number(4)}))
    conflict, fresh = sorted(seen.cells, key=lambda cell: cell.state)
    assert (conflict.state, conflict.who, fresh.state, fresh.who) == (CellState.CONFLICT, "张三", CellState.NEW, "")
    assert conflict.at == workspace.history(*KEY)[0].at
    with pytest.raises(UserFacingError) as error:
        book.take_back(seen, {})
    assert code(error) == "form_undecided"
    assert workspace.view.figures[KEY].value == 6
    assert OTHER not in workspace.view.figures
    kept = book.take_back(seen, {KEY: Choice.OURS})
    assert (kept.figures[KEY].value, kept.figures[OTHER].value) == (6, 4)


def test_a_figure_that_history_does_not_know_has_no_author(
    book: FormBook[View], workspace: Workspace, store: MemoryStore
) -> None:
    out = issue(book)
    store.meddle(workspace.view.hospital.id, *KEY, number(6))
    workspace.open(workspace.view.hospital.id, YEAR)
    (cell,) = book.compare(returned_form(out.form, {KEY: number(5)})).cells
    assert (cell.state, cell.who, cell.at) == (CellState.CONFLICT, "", None)


def test_a_return_is_not_written_over_what_changed_since_it_was_looked_at(
    book: FormBook[View], workspace: Workspace
) -> None:
    out = issue(book)
    seen = book.compare(returned_form(out.form, {KEY: number(5)}))
    workspace.enter(*KEY, "6")
    with pytest.raises(UserFacingError) as error:
        book.take_back(seen, {})
    assert code(error) == "form_ours_changed"
    assert workspace.view.figures[KEY].value == 6


def test_nor_when_the_form_was_withdrawn_since(book: FormBook[View]) -> None:
    out = issue(book)
    assert out.record is not None
    seen = book.compare(returned_form(out.form, {KEY: number(5)}))
    book.withdraw(out.record)
    with pytest.raises(UserFacingError) as error:
        book.take_back(seen, {})
    assert code(error) == "form_withdrawn"


def test_anything_wrong_forbids_the_whole_file(book: FormBook[View], workspace: Workspace) -> None:
    wrong = Problem("number_unreadable", "采集表!C7", {"text": "十二"})
    seen = book.compare(returned_form(issue(book).form, {KEY: number(5)}, problems=[wrong]))
    with pytest.raises(UserFacingError) as error:
        book.take_back(seen, {})
    assert error.value.problems == (wrong,)
    assert workspace.view.figures == {}


def test_a_locked_year_takes_nothing(book: FormBook[View], workspace: Workspace, store: MemoryStore) -> None:
    seen = book.compare(returned_form(issue(book).form, {KEY: number(5)}))
    record = store.years(workspace.view.hospital.id)[0]
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[0])
    with pytest.raises(UserFacingError) as error:
        book.take_back(seen, {})
    assert code(error) == "year_locked"
    assert finance(book).record.state is FormState.ISSUED  # type: ignore[union-attr]


def test_a_full_disk_leaves_figures_and_form_as_they_were(
    book: FormBook[View], workspace: Workspace, store: MemoryStore
) -> None:
    seen = book.compare(returned_form(issue(book).form, {KEY: number(5)}))
    store.fail_next = "store_disk_full"
    with pytest.raises(StoreError):
        book.take_back(seen, {})
    assert workspace.view.figures == {}
    assert finance(book).record.state is FormState.ISSUED  # type: ignore[union-attr]
    assert book.take_back(seen, {}).figures[KEY].value == 5


def test_what_was_issued_and_given_comes_back_exactly(book: FormBook[View], workspace: Workspace) -> None:
    """A figure emptied on the form is emptied here when that is decided."""
    workspace.enter(*KEY, "5")
    out = issue(book)
    back = returned_form(out.form, {KEY: BLANK, OTHER: Figure(note="在核")})
    view = book.take_back(book.compare(back), {KEY: Choice.THEIRS})
    assert view.figures[KEY] == BLANK
    assert view.figures[OTHER].note == "在核"

"""The session: acts answer with a View, refusals with problems, failures are told apart."""

from __future__ import annotations

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.session import Session

YEAR = Period(2025)
ITEM = "physicians"


@pytest.fixture
def session(qtbot, desk, tasks):
    made = Session(desk, tasks)
    made.open_sample(desk.source().samples()[0])
    qtbot.waitUntil(lambda: made.view is not None)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not tasks.busy)
    made.deleteLater()


def settle(qtbot, session):
    qtbot.waitUntil(lambda: not session.tasks.busy)


def an_item(session) -> str:
    return next(
        key for (key, period), figure in session.view.figures.items() if period == YEAR and figure.value is not None
    )


def test_entering_saves_and_shows(qtbot, session):
    views, done, item = [], [], an_item(session)
    session.view_changed.connect(views.append)
    session.enter(item, YEAR, "1,234", done.append)
    settle(qtbot, session)
    assert views[-1].figures[item, YEAR].value == 1234
    assert done == [views[-1]]
    assert session.view.touched == ((item, YEAR),)


def test_what_cannot_be_read_changes_nothing_and_says_why(qtbot, session):
    problems, before, item = [], session.view, an_item(session)
    session.enter(item, YEAR, "12.3.4", failed=problems.extend)
    settle(qtbot, session)
    assert problems[0].code.startswith("number_")
    assert session.view is before


def test_without_failed_the_window_hears_of_it(qtbot, session):
    heard, item = [], an_item(session)
    session.refused.connect(heard.extend)
    session.enter(item, YEAR, "x")
    settle(qtbot, session)
    assert heard


def test_a_disk_that_fails_is_told_as_not_saved(qtbot, session, desk):
    failed, saved, item = [], [], an_item(session)
    session.save_failed.connect(failed.extend)
    session.saved.connect(saved.append)
    desk.store.fail_next = "store_disk_full"
    session.enter(item, YEAR, "5", failed=lambda problems: None)
    settle(qtbot, session)
    assert failed
    assert not saved


def test_undo_and_redo(qtbot, session):
    item = an_item(session)
    before = session.view.figures[item, YEAR].value
    session.enter(item, YEAR, "77")
    session.undo()
    settle(qtbot, session)
    assert session.view.figures[item, YEAR].value == before
    session.redo()
    settle(qtbot, session)
    assert session.view.figures[item, YEAR].value == 77


def test_a_new_year_is_begun(qtbot, session):
    session.open_year(2026)
    settle(qtbot, session)
    assert session.view.record.year == 2026
    assert 2025 in session.view.years


def test_history_and_submission_are_read(qtbot, session):
    told, item = [], an_item(session)
    session.enter(item, YEAR, "77")
    session.read_history(told.extend, item, YEAR)
    session.prepare_submission(told.append)
    settle(qtbot, session)
    assert told[0].new
    assert told[-1].assessment.year == 2025

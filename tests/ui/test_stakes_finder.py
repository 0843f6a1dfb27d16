"""分差 is sought once for a state, off the GUI thread, and what comes late for a state that has passed is not heard."""

from __future__ import annotations

import threading

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.session import Session
from tests.fakes.memory_desk import MemoryDesk
from tests.fakes.shipped_packs import shipped_samples

YEAR = Period(2025)


@pytest.fixture
def session(tasks, qtbot):
    made = Session(MemoryDesk(), tasks)
    made.open_sample(shipped_samples()[0])
    qtbot.waitUntil(lambda: not tasks.busy)
    yield made
    made.close()
    made.deleteLater()


def test_it_is_found_once_and_kept(session, tasks, qtbot):
    with qtbot.waitSignal(session.stakes.found) as told:
        assert session.stakes.ask(session.view) is None
        assert session.stakes.ask(session.view) is None
    assert told.args[0].digest == session.view.assessment.digest
    assert session.stakes.ask(session.view) is told.args[0]
    assert not tasks.busy


def test_a_newer_state_ends_the_search_of_the_one_before(session, tasks, qtbot):
    heard = []
    session.stakes.found.connect(heard.append)
    session.stakes.ask(session.view)
    session.enter("registered_nurses", YEAR, "1024", done=session.stakes.ask)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [found.digest for found in heard] == [session.view.assessment.digest]
    assert heard[0].of("29") == ()


def test_it_runs_off_the_gui_thread(session, tasks, qtbot):
    where = []
    real = session.desk.found

    def watched(*given):
        where.append(threading.current_thread())
        return real(*given)

    session.desk.found = watched
    session.stakes.ask(session.view)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert where
    assert where[0] is not threading.main_thread()


def test_it_stands_still_while_somebody_types(session, tasks, qtbot):
    found, stakes = [], session.stakes
    stakes.found.connect(found.append)
    stakes.put_off()
    assert stakes._hush.is_on
    stakes._hush._until = float("inf")
    stakes.ask(session.view)
    qtbot.wait(60)
    assert tasks.busy
    assert found == []
    stakes._hush._until = 0.0
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(found) == 1
    stakes._hush._until = float("inf")  # who asks it to stop need not wait for the hands
    asked = []
    session.enter("registered_nurses", YEAR, "1024", done=lambda view: asked.append(stakes.ask(view)))
    qtbot.waitUntil(lambda: asked == [None])
    stakes._cancel.request()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(found) == 1

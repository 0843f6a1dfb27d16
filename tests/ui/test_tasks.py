"""Work off the GUI thread: where answers arrive, who hears of which fault, and that nothing is left running."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError


def test_the_answer_comes_on_the_gui_thread_and_the_work_does_not(qtbot, tasks):
    told: list[object] = []
    tasks.run_in_database(threading.current_thread, lambda made: told.extend([made, threading.current_thread()]))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[0] is not threading.main_thread()
    assert told[1] is threading.main_thread()


def test_database_jobs_keep_their_order(qtbot, tasks):
    told: list[int] = []
    for number in range(20):
        tasks.run_in_database(lambda number=number: number, told.append)
    qtbot.waitUntil(lambda: len(told) == 20)
    assert told == list(range(20))


def test_a_long_file_job_does_not_hold_up_a_save(qtbot, tasks):
    gate, told = threading.Event(), []
    tasks.run_in_files(lambda tell, cancel: gate.wait(10), told.append)
    tasks.run_in_database(lambda: "saved", told.append)
    qtbot.waitUntil(lambda: told == ["saved"])
    gate.set()
    qtbot.waitUntil(lambda: told == ["saved", True])


def test_a_users_fault_goes_to_failed_and_ours_to_crashed(qtbot, tasks):
    refused, crashed, unheard = [], [], []
    tasks.refused.connect(refused.append)
    tasks.crashed.connect(crashed.append)

    def fault():
        raise UserFacingError(Problem("input_empty"))

    tasks.run_in_database(fault, unheard.append, refused.append)
    tasks.run_in_database(fault, unheard.append)
    tasks.run_in_database(lambda: 1 // 0, unheard.append, refused.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [error.problems[0].code for error in refused] == ["input_empty", "input_empty"]
    assert isinstance(crashed[0], ZeroDivisionError)
    assert not unheard


def test_no_memory_is_told_as_a_users_fault(qtbot, tasks):
    refused, crashed = [], []
    tasks.crashed.connect(crashed.append)

    def fault():
        raise MemoryError

    tasks.run_in_database(fault, crashed.append, refused.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [error.problems[0].code for error in refused] == ["memory_full"]
    assert not crashed


def test_a_long_job_tells_its_progress_and_can_be_stopped(qtbot, tasks):
    steps, ends = [], []

    def job(tell, cancel):
        for step in range(1000):
            tell(step, 1000, "")
            threading.Event().wait(0.005)

    handle = tasks.run_in_files(
        job, ends.append, progress=lambda step, steps_, words: steps.append(step), cancelled=lambda: ends.append("停")
    )
    qtbot.waitUntil(lambda: len(steps) > 2)
    handle.request()
    qtbot.waitUntil(lambda: ends == ["停"])
    assert steps[:3] == [0, 1, 2]


def test_nothing_is_told_to_a_page_that_is_gone(qtbot, tasks):
    class Page(QObject):
        def on_done(self, value):
            raise AssertionError("told after its end")

    page, gate = Page(), threading.Event()
    tasks.run_in_database(lambda: gate.wait(5), page.on_done)
    page.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_closing_ends_both_threads_and_a_waiting_job(qtbot, tasks):
    tasks.run_in_files(lambda tell, cancel: [tell(0, 1) or threading.Event().wait(0.01) for _ in range(2000)], print)
    tasks.run_in_database(lambda: None, lambda _: None)
    qtbot.wait(30)
    tasks.close()
    assert not [t for t in threading.enumerate() if t.name.startswith(("database", "files"))]
    tasks.run_in_database(lambda: pytest.fail("ran after close"), print)

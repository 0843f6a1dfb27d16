"""The window's part of `dev.py bench`: how long a key holds it up, over the whole sample hospital."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIMIT, IDLE = 0.050, 0.0001


class Stopwatch:
    """How long each event holds the GUI thread up: from its delivery until Qt may deliver the next one."""

    def __init__(self) -> None:
        self.events: list[tuple[float, str]] = []
        self.own: list[float] = []  # what of it this thread worked: the rest it waited, on a busy machine for others
        self.depth = 0

    def clear(self) -> None:
        """Begin anew."""
        self.events.clear()
        self.own.clear()


def timed_application(watch: Stopwatch) -> type:
    """A QApplication that times what it delivers; events sent while another one is handled belong to that one."""
    from PySide6.QtWidgets import QApplication

    class TimedApplication(QApplication):
        def notify(self, receiver: Any, event: Any) -> bool:
            if watch.depth:
                return bool(super().notify(receiver, event))
            name, start, worked = event.type().name, time.perf_counter(), time.thread_time()
            watch.depth += 1
            try:
                return bool(super().notify(receiver, event))
            finally:
                watch.depth -= 1
                watch.events.append((time.perf_counter() - start, f"{name} → {type(receiver).__name__}"))
                watch.own.append(time.thread_time() - worked)

    return TimedApplication


def typing_run(folder: Path, commit: float, line: Callable[[str, float, float, str], None]) -> None:
    """Type every figure of this year of the sample by keys; print the answer time and the longest hold-ups."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from hqd_desktop.bootstrap import OfficeDesk
    from hqd_desktop.domain.figures import FigureState
    from hqd_desktop.domain.items import ItemKind
    from hqd_desktop.domain.periods import Period
    from hqd_desktop.ui import application
    from hqd_desktop.ui.application import Starter, set_memory_at_rest

    watch = Stopwatch()
    application.QApplication = timed_application(watch)  # type: ignore[misc]
    app = application.make_application([])
    desk = OfficeDesk(folder)
    starter = Starter(desk)
    opened: list[bool] = []
    starter.opened.connect(set_memory_at_rest)
    starter.opened.connect(lambda: opened.append(True))
    starter.begin()
    starter.window.resize(1366, 698)

    def wait(done: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not done():
            app.processEvents()
            time.sleep(0.0005)
            if time.monotonic() > end:
                sys.exit("界面没有答复")

    wait(lambda: starter.session is not None)
    session, window = starter.session, starter.window
    session.open_sample(desk.source().samples()[0], lambda _: window.show_page("entry"))
    wait(lambda: not starter.tasks.busy)
    page = window.page
    view = session.view
    keys = [
        key
        for key in page._plan.cells()
        if key[1].year == view.record.year
        and view.packs.catalogue[key[0]].kind is ItemKind.NUMBER
        and view.figures.get(key) is not None
        and view.figures[key].state is FigureState.NUMBER
    ]
    page.go_to(figure=("total_income", Period(view.record.year)))
    wait(lambda: opened and not starter.tasks.busy and not page.side.timer.isActive())
    watch.clear()
    answers = []
    for key in keys:
        page.go_to(figure=key)
        text = page.board.model.state(key).raw
        digit = "1" if text[-1] != "1" else "2"
        typed = text[:-1] + digit
        for letter in typed:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        start = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        wait(lambda key=key: key not in page.board.model.saving_keys)
        answers.append(time.perf_counter() - start)
        wait(lambda: not starter.tasks.busy and not page.side.timer.isActive())
    line("回车到存好并重新评分", statistics.median(answers), commit, "一次空提交")
    times = sorted(seconds for seconds, _ in watch.events if seconds > IDLE)
    over = [(seconds, what) for seconds, what in watch.events if seconds > LIMIT]
    print(
        f"界面线程：录入 {len(keys)} 个数，{len(times)} 个事件，中位 {times[len(times) // 2] * 1000:.1f} ms，"
        f"99% 在 {times[int(len(times) * 0.99)] * 1000:.1f} ms 内，最长 {times[-1] * 1000:.1f} ms，"
        f"超过 {LIMIT * 1000:.0f} ms 的 {len(over)} 个"
    )
    busy = sum(seconds > LIMIT for seconds in watch.own)
    print(f"    其中这条线程自己在算的：最长 {max(watch.own) * 1000:.1f} ms，超过 {LIMIT * 1000:.0f} ms 的 {busy} 个")
    for seconds, what in sorted(over, reverse=True)[:5]:
        print(f"    {seconds * 1000:.1f} ms  {what}")
    window.close()
    wait(lambda: not starter.tasks.busy)
    starter.end()

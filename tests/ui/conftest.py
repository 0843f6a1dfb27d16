"""The window over a desk in memory, driven by real keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from hqd_desktop.ui.application import Starter
from hqd_desktop.ui.tasks import Tasks
from hqd_desktop.ui.theme import Theme
from tests.fakes.window_desk import WindowDesk
from tests.screens.approving import Approver
from tests.screens.surroundings import hold_still, with_bundled_fonts


@pytest.fixture(scope="session")
def qapp_cls():
    """The application as the program makes it, in the bundled fonts, so that sizes are the same everywhere."""
    from hqd_desktop.ui import application

    return lambda arguments: with_bundled_fonts(lambda: application.make_application([]))


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch) -> None:
    """No key is pressed while 分差 is ranked here, so the search need not rest between its probes."""
    from hqd_desktop.ui import stakes_finder

    monkeypatch.setattr(stakes_finder, "REST", 0)


@pytest.fixture
def theme(qapp) -> Iterator[Theme]:
    """The light theme at 100 %."""
    made = Theme()
    made.set_mode("light")
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    """Both threads; ended afterwards."""
    made = Tasks()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def desk() -> WindowDesk:
    """Nothing kept yet."""
    made = WindowDesk()
    made.kept.set("appearance.mode", "light")
    return made


class Shown:
    """A running window; `settle` waits until nothing is on its way."""

    def __init__(self, starter: Starter, desk: WindowDesk, qtbot: Any) -> None:
        self.starter, self.desk, self.qtbot = starter, desk, qtbot
        self.window = starter.window

    @property
    def session(self):
        """The session; there once everything is imported."""
        return self.starter.session

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self.window.page

    def settle(self) -> None:
        """Wait, then let go of what was deleted."""
        self.qtbot.waitUntil(lambda: not self.starter.tasks.busy, timeout=20_000)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def open_sample(self, number: int = 0) -> None:
        """As the button of the first run does."""
        self.session.open_sample(self.desk.source().samples()[number], lambda _: self.window.show_page("overview"))
        self.settle()

    def press(self, keys: str) -> None:
        """A key sequence, sent to whatever has the focus."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(keys))
        self.settle()


@pytest.fixture
def start(qtbot, qapp, desk) -> Iterator[Callable[..., Shown]]:
    """Start the window; by default on the 三级 sample."""
    started: list[Starter] = []

    def begin(sample: int | None = 0) -> Shown:
        starter = Starter(desk)
        started.append(starter)
        starter.begin()
        starter.window.resize(1366, 698)  # the offscreen screen is smaller than any PC's
        qtbot.waitUntil(lambda: starter.session is not None, timeout=20_000)
        shown = Shown(starter, desk, qtbot)
        shown.settle()
        if sample is not None:
            shown.open_sample(sample)
        shown.window.activateWindow()
        qtbot.waitUntil(lambda: qapp.activeWindow() is shown.window)
        return shown

    yield begin
    for starter in started:
        starter.window.close()
        if starter.tasks is not None:
            qtbot.waitUntil(lambda starter=starter: not starter.tasks.busy, timeout=20_000)
        starter.window.close()
        starter.end()
        starter.window.deleteLater()
        starter.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def approve(qapp, desk, monkeypatch) -> Iterator[Approver]:
    """approve(widget, "name"): fails when it does not look as in tests/screens/approved (README.md there)."""
    with monkeypatch.context() as held:
        hold_still(held, qapp, desk.kept)
        yield Approver()
    if hasattr(time, "tzset"):
        time.tzset()


@dataclass(frozen=True)
class Look:
    """Light or dark, at a text size; its name ends the name of a picture."""

    mode: str
    scale: int

    def __str__(self) -> str:
        return f"{self.mode}-{self.scale}"

    def put_on(self, shown: Shown) -> None:
        """Change the running window to it."""
        shown.starter.theme.set_look(self.mode, self.scale / 100)
        shown.settle()


@pytest.fixture(params=[Look(mode, scale) for scale in (100, 150) for mode in ("light", "dark")], ids=str)
def look(request) -> Look:
    """Each look in which a page has an approved picture."""
    return request.param


@pytest.fixture
def press_button() -> Callable[[QWidget, str], None]:
    """Click the visible button that has these words."""
    from PySide6.QtWidgets import QAbstractButton

    def press(parent: QWidget, words: str) -> None:
        for button in parent.findChildren(QAbstractButton):
            if button.isVisible() and (words in button.text() or words in button.accessibleName()):
                button.click()
                return
        raise AssertionError(f"no button named {words}")

    return press

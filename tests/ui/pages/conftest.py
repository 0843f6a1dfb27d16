"""A session over a store in memory, and pages in a window of a given size, for the tests of the working pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from hqd_desktop.domain.figures import Figure, FigureKey
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Tasks
from hqd_desktop.ui.theme import Theme
from tests.fakes.memory_desk import MemoryDesk
from tests.fakes.shipped_packs import shipped_samples


@dataclass
class Bench:
    """What a test of a page holds."""

    session: Session
    desk: MemoryDesk
    theme: Theme
    qtbot: Any
    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        self.qtbot.waitUntil(lambda: not self.session.tasks.busy)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def theme(qapp) -> Iterator[Theme]:
    """The light theme at 100 %."""
    made = Theme()
    made.set_mode("light")
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def open_bench(qtbot, theme) -> Iterator[Callable[..., Bench]]:
    """Open a sample hospital, with some of its figures changed first."""
    opened: list[Session] = []

    def open_sample(changes: Mapping[FigureKey, Figure] | None = None, sample: int = 0) -> Bench:
        tasks = Tasks()
        desk = MemoryDesk()
        session = Session(desk, tasks)  # type: ignore[arg-type]
        opened.append(session)
        bench = Bench(session, desk, theme, qtbot)
        session.navigation_requested.connect(lambda page, target: bench.went.append((page, target)))
        session.notice_given.connect(lambda words, tone: bench.notices.append(words))
        held = shipped_samples()[sample]
        session.open_sample(replace(held, figures={**held.figures, **(changes or {})}))
        bench.settle()
        return bench

    yield open_sample
    for session in opened:
        session.close()
        session.tasks.close()
        session.tasks.deleteLater()
        session.deleteLater()


@pytest.fixture
def show_page(qtbot) -> Callable[..., Any]:
    """Show a page alone in a window of 1366×698 (or another size), with the present View."""

    def show(kind: type[Page], bench: Bench, width: int = 1290, height: int = 624) -> Any:
        page = kind(bench.session, bench.theme)
        qtbot.addWidget(page)
        bench.session.view_changed.connect(page.accept_view)
        page.resize(width, height)
        page.accept_view(bench.session.view)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        page.setFocus()
        bench.settle()
        return page

    return show


@pytest.fixture
def button() -> Callable[[QWidget, str], Any]:
    """The visible button whose words or spoken name contain a text."""

    def find(page: QWidget, words: str) -> QAbstractButton:
        for made in page.findChildren(QAbstractButton):
            if made.isVisible() and (words in made.text() or words in made.accessibleName()):
                return made
        raise AssertionError(f"no button named {words}")

    return find

"""佐证 through the window with the real store and folder: what is shown as registered is on the disk, next time too."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.application import Starter
from hqd_desktop.ui.dialogs.evidence_form import EvidenceForm
from tests.fakes.window_desk import blank_pdf

KEY = ("discharges", Period(2025))
WAIT = 20_000


@pytest.fixture
def begin(qtbot, qapp, tmp_path) -> Iterator[Callable[[], Starter]]:
    """The program as `dev.py run` starts it, as often as asked, always on the same data folder."""
    started: list[Starter] = []

    def end() -> None:
        starter = started.pop()
        starter.window.close()
        qtbot.waitUntil(lambda: not starter.tasks.busy, timeout=WAIT)
        starter.window.close()
        starter.end()
        starter.window.deleteLater()
        starter.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def start() -> Starter:
        while started:
            end()
        starter = Starter(OfficeDesk(tmp_path / "data"))
        started.append(starter)
        starter.begin()
        qtbot.waitUntil(lambda: starter.session is not None and not starter.tasks.busy, timeout=WAIT)
        return starter

    yield start
    while started:
        end()
    qapp.setStyleSheet("")


def states(starter: Starter, qtbot) -> list[tuple[str, str]]:
    """What the list beside the figure says, once every file was looked at."""
    starter.window.show_page("entry", {"figure": KEY})
    section = starter.window.page.panel.evidence
    qtbot.waitUntil(lambda: section.list is not None and bool(section.entries), timeout=WAIT)
    qtbot.waitUntil(lambda: all(line.state != "核对中" for line in section.list.lines.lines), timeout=WAIT)
    return [(line.entry.record.title, line.state) for line in section.list.lines.lines]


def test_a_dropped_file_is_on_the_disk_and_damage_is_seen_next_time(begin, qtbot, tmp_path: Path) -> None:
    starter = begin()
    starter.session.open_sample(starter.session.desk.source().samples()[0])
    qtbot.waitUntil(lambda: starter.session.view is not None and not starter.tasks.busy, timeout=WAIT)
    starter.window.show_page("entry", {"figure": KEY})
    panel = starter.window.page.panel
    qtbot.waitUntil(lambda: panel.evidence.use is not None and panel.evidence.use.target == KEY[0], timeout=WAIT)
    document = tmp_path / "统计年报.pdf"
    document.write_bytes(blank_pdf(4))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(document))])
    with_keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel.viewport(), QDragEnterEvent(QPoint(9, 9), *with_keys))
    QApplication.sendEvent(panel.viewport(), QDropEvent(QPointF(9, 9), *with_keys))

    def form() -> EvidenceForm | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, EvidenceForm) and w.isVisible()), None)

    qtbot.waitUntil(lambda: form() is not None, timeout=WAIT)
    QTest.keyClick(form().title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(starter.session.view.evidence.figure(KEY)), timeout=WAIT)
    assert states(starter, qtbot) == [("统计年报", "完好")]
    database = starter.session.desk.database()
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    kept = database.with_suffix(".evidence") / digest[:2] / digest
    assert kept.read_bytes() == document.read_bytes()
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT digest, title, pages, active FROM evidence").fetchall()
        acts = connection.execute("SELECT action FROM change ORDER BY seq DESC LIMIT 1").fetchall()
    assert (rows, acts) == ([(digest, "统计年报", 4, 1)], [("添加佐证",)])

    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    starter = begin()
    assert states(starter, qtbot) == [("统计年报", "与登记时不同")]
    kept.unlink()
    starter = begin()
    assert states(starter, qtbot) == [("统计年报", "找不到")]

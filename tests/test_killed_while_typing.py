"""A program that is killed while somebody types: the figure is as it was, and the text is offered at its cell again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from hqd_desktop.domain.periods import Period
from hqd_desktop.files.draft_file import DraftFile
from hqd_desktop.store.open import open_store

ROOT = Path(__file__).resolve().parent.parent
CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.application import Starter, make_application

app = make_application([])
desk = OfficeDesk(Path(sys.argv[1]))
KEY = ("registered_nurses", Period(2025))
starter = Starter(desk)
starter.begin()

def until(ready, then):
    timer = QTimer(starter)
    def look():
        if ready():
            timer.stop()
            then()
    timer.timeout.connect(look)
    timer.start(20)

def idle():
    return starter.session is not None and not starter.tasks.busy

def begin():
    starter.session.open_sample(desk.source().samples()[0], lambda view: QTimer.singleShot(0, type_in))

def type_in():
    starter.window.activateWindow()
    starter.window.show_page("entry", {"figure": KEY})
    QTest.keyClicks(starter.window.page.board.grid, "5")
    QTest.keyClicks(QGuiApplication.focusObject(), "13")

def put_back():
    act = next(b for b in starter.window.findChildren(QPushButton) if b.isVisible() and b.text() == "放回那一格")
    act.click()
    line = starter.window.page.board.line
    print(line.name.text(), line.field.text(), starter.session.view.figures[KEY].value, flush=True)
    starter.window.close()
    until(lambda: not starter.tasks.busy, lambda: app.exit(0))

if sys.argv[2] == "type":
    until(idle, begin)
else:
    until(lambda: idle() and "写到一半" in starter.window.notice, put_back)
app.exec()
starter.end()
"""


def run(folder: Path, what: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-X", "utf8", "-c", CHILD, str(folder), what]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def test_the_text_is_offered_at_its_cell_after_a_kill(tmp_path: Path) -> None:
    journal = DraftFile(tmp_path)
    child = run(tmp_path, "type")
    try:
        until = time.monotonic() + 60
        while [draft.text for draft in journal.left()] != ["513"]:
            assert child.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
    finally:
        child.kill()  # SIGKILL: nothing is tidied up
        child.communicate()
    (draft,) = journal.left()
    assert (draft.words, draft.year) == ("注册护士数（2025 年）", 2025)
    told, _ = run(tmp_path, "again").communicate(timeout=60)
    name, text, stored = told.split()
    assert (name, text) == ("注册护士数", "513")
    assert stored != "513"
    assert not journal.path.exists()  # it ended well
    with open_store(next(tmp_path.glob("*.hqd")), create=False) as store:
        figures = store.figures(store.hospitals()[0].id)
    assert str(figures["registered_nurses", Period(2025)].figure.value) == stored  # only Enter would have stored it

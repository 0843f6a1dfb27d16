"""What is being written is kept while it is typed, let go of when it is stored or dropped, and offered back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.drafts import Draft
from hqd_desktop.ui import draft_keeper
from hqd_desktop.ui.dialogs.password_dialog import PasswordDialog
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog

NURSES = ("registered_nurses", Period(2025))


def texts(shown) -> list[tuple[str, str]]:
    return [(draft.words, draft.text) for draft in shown.desk.half_written.held]


@pytest.fixture(autouse=True)
def _hasty(monkeypatch) -> None:
    """Pauses are short here."""
    monkeypatch.setattr(draft_keeper, "PAUSE", 20)
    monkeypatch.setattr(draft_keeper, "SETTLED", 60)


def until(shown, wanted: list[tuple[str, str]]) -> None:
    shown.qtbot.waitUntil(lambda: texts(shown) == wanted, timeout=5000)


def type_in(shown, text: str) -> None:
    """The first key opens the editor of the current cell, the others go into it."""
    shown.qtbot.keyClicks(shown.page.board.grid, text[0])
    shown.qtbot.keyClicks(QGuiApplication.focusObject(), text[1:])


def test_an_open_editor_is_kept_and_offered_back(start, press_button):
    shown = start()
    window, desk, qtbot = shown.window, shown.desk, shown.qtbot
    before = shown.session.view.figures[NURSES].value
    window.show_page("entry", {"figure": NURSES})
    shown.settle()
    type_in(shown, "50")
    until(shown, [("注册护士数（2025 年）", "50")])
    assert desk.half_written.held[0].key == NURSES
    qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Escape)
    until(shown, [])
    type_in(shown, "12.3.4")
    qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Return)  # it cannot be read: it stays in the entry line
    qtbot.waitUntil(lambda: "读不懂" in shown.page.board.line.message.text())
    until(shown, [("注册护士数（2025 年）", "12.3.4")])
    qtbot.keyClick(shown.page.board.line.field, Qt.Key.Key_Escape)
    until(shown, [])

    words = WordsDialog(shown.starter.theme, "写说明", "为什么", "写入", parent=window)
    words.open()
    qtbot.waitUntil(lambda: words.field.hasFocus())
    words.field.insertPlainText("新院区启用")
    until(shown, [("写说明，写说明", "新院区启用")])
    shown.starter.hold()  # something went wrong
    words.reject()
    qtbot.wait(150)
    assert texts(shown) == [("写说明，写说明", "新院区启用")]
    shown.starter.release()
    until(shown, [])

    secret = PasswordDialog(shown.starter.theme, "口令", "", new=False, parent=window)
    secret.open()
    field = secret.findChildren(type(shown.page.board.line.field))[0]
    qtbot.waitUntil(lambda: field.hasFocus())
    qtbot.keyClicks(field, "kouling")
    qtbot.wait(100)
    assert texts(shown) == []
    secret.reject()

    path = str(desk.database())
    cell = Draft("注册护士数（2025 年）", "512", path, 2025, "registered_nurses", "2025")
    desk.half_written.write([Draft("写说明", "新院区启用", path, 2025), cell, Draft("别处", "1", "/x.hqd", 2025)])
    window.show_page("overview")
    shown.starter._keeper.offer()
    assert "“写说明”里写到一半的还留着：新院区启用" in window.notice
    press_button(window, "复制")
    assert QGuiApplication.clipboard().text() == "新院区启用"
    assert "“注册护士数（2025 年）”里写到一半的还留着：512　没有写入" in window.notice
    shown.session.open_year(2024)
    shown.settle()
    press_button(window, "放回那一格")
    shown.settle()
    line = shown.page.board.line
    assert (shown.session.view.record.year, line.field.text(), line.modified) == (2025, "512", True)
    assert shown.session.view.figures[NURSES].value == before
    assert "没有写入" in line.message.text()
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    shown.settle()
    assert shown.session.view.figures[NURSES].value == 512
    until(shown, [])


def test_what_the_disk_refused_is_kept_too(start):
    shown = start()
    shown.window.show_page("entry", {"figure": NURSES})
    shown.settle()
    shown.desk.store.fail_next = "store_disk_full"
    shown.page.board.model.enter(NURSES, "513")
    shown.settle()
    until(shown, [("注册护士数（2025 年）", "513")])
    shown.press("Ctrl+S")
    until(shown, [])

"""Leaving with something half done: nothing that was typed is lost without a word, and undo shows what it did."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.dialogs.drop_dialog import DropDialog

RENTAL = ("rental_income", Period(2025))
Key = Qt.Key


def at_rental(start):
    shown = start()
    shown.window.show_page("entry", {"figure": RENTAL})
    shown.settle()
    return shown


def type_into(shown, text: str) -> None:
    for letter in text:
        shown.qtbot.keyClicks(QApplication.focusWidget(), letter)


def value(shown):
    return shown.session.view.figures.get(RENTAL, BLANK).value


def asked(shown) -> DropDialog:
    """The question; it comes when what the window still works on is done."""

    def visible() -> list[DropDialog]:
        return [dialog for dialog in shown.window.findChildren(DropDialog) if dialog.isVisible()]

    shown.qtbot.waitUntil(lambda: bool(visible()), timeout=20_000)
    return visible()[0]


def test_closing_with_an_open_editor_saves_it(start):
    shown = at_rental(start)
    type_into(shown, "77")
    shown.window.close()
    shown.qtbot.waitUntil(lambda: not shown.window.isVisible(), timeout=20_000)
    assert value(shown) == 77


def test_closing_with_text_that_cannot_be_read_stays(start):
    shown = at_rental(start)
    type_into(shown, "12.3.4")
    assert shown.window.close() is False
    shown.qtbot.waitUntil(lambda: shown.page.board.line.message.isVisible())
    assert "读不懂" in shown.page.board.line.message.text()
    assert shown.page.board.line.field.text() == "12.3.4"
    assert shown.window.close() is False
    shown.qtbot.keyClick(shown.page.board.line.field, Key.Key_Escape)
    shown.window.close()
    shown.qtbot.waitUntil(lambda: not shown.window.isVisible(), timeout=20_000)
    assert value(shown) == 715800


def test_another_page_or_year_waits_for_text_that_cannot_be_read(start):
    shown = at_rental(start)
    type_into(shown, "12.3.4")
    shown.window.show_page("checks")
    assert shown.page.key == "entry"
    shown.window._top.year_chosen.emit(2024)
    shown.settle()
    assert shown.session.view.record.year == 2025
    shown.qtbot.keyClick(shown.page.board.line.field, Key.Key_Escape)
    shown.window.show_page("checks")
    assert shown.page.key == "checks"


def test_closing_with_figures_that_were_not_saved_asks(start):
    shown = at_rental(start)
    shown.desk.store.fail_next = "store_disk_full"
    type_into(shown, "66")
    shown.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    shown.settle()
    assert shown.window.close() is False
    dialog = asked(shown)
    assert dialog.windowTitle() == "还有 1 个数没有存上"
    shown.qtbot.keyClick(dialog, Key.Key_Escape)
    shown.settle()
    assert shown.window.isVisible()
    assert shown.page.board.model.unsaved == {RENTAL: "66"}
    shown.window.close()
    dialog = asked(shown)
    dialog.drop.click()
    shown.qtbot.waitUntil(lambda: not shown.window.isVisible(), timeout=20_000)
    assert value(shown) == 715800


def test_undo_on_another_page_brings_the_cell_into_sight(start):
    shown = at_rental(start)
    type_into(shown, "5")
    shown.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    shown.settle()
    shown.window.show_page("indicators")
    shown.press("Ctrl+Z")
    assert shown.page.key == "entry"
    assert shown.page.board.current_key() == RENTAL
    assert value(shown) == 715800


def test_undo_of_an_explanation_shows_its_check(start):
    shown = start()
    check = next(c.key for c in shown.session.view.assessment.checks if c.state == "warning")
    shown.session.explain(check, "新增专项补助资金")
    shown.settle()
    shown.press("Ctrl+Z")
    assert shown.page.key == "checks"
    assert shown.session.view.explanations.get(check, "") == ""


def test_undo_goes_back_to_the_year_it_was_done_in(start):
    shown = at_rental(start)
    type_into(shown, "5")
    shown.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    shown.settle()
    shown.session.open_year(2024)
    shown.settle()
    shown.press("Ctrl+Z")
    assert shown.session.view.record.year == 2025
    assert value(shown) == 715800


def test_the_window_never_closes_by_itself(start):
    shown = at_rental(start)
    shown.desk.store.fail_next = "store_disk_full"
    type_into(shown, "66")
    shown.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    shown.settle()
    assert "还有 1 个数" in shown.window._status.saved_text or "磁盘已满" in shown.window._status.saved_text
    type_into(shown, "77")
    shown.window.close()
    shown.settle()
    dialogs = [d for d in shown.window.findChildren(DropDialog) if d.isVisible()]
    assert len(dialogs) == 1
    shown.qtbot.keyClick(dialogs[0], Key.Key_Escape)
    shown.settle()
    shown.window.activateWindow()
    shown.qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window)
    shown.press("Ctrl+S")
    shown.settle()
    assert shown.window.isVisible()
    assert not [d for d in shown.window.findChildren(DropDialog) if d.isVisible()]
    assert value(shown) == 66
    assert shown.window.notice.startswith("已保存到本机")

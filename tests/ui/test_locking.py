"""锁定… and 退回修改… in the window: what is not ready is said, what is locked takes nothing, last year is guarded."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.review import Step, YearState
from hqd_desktop.ui.dialogs.confirm_dialog import ConfirmDialog
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.confirm_model import Column

RENTAL = ("rental_income", Period(2025))


def dialog(shown) -> WordsDialog:
    return next(d for d in shown.page.findChildren(WordsDialog) if d.isVisible())


def answer(shown, press_button, button: str, words: str) -> str:
    """Press a button of the page and answer its dialog; what the dialog says."""
    press_button(shown.page, button)
    asked = dialog(shown)
    told = asked.findChildren(type(asked.told))[1].text()
    asked.field.setPlainText(words)
    shown.qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    shown.settle()
    return told


def confirm_all(shown, press_button) -> None:
    """One department by itself, the rest together; the last word takes the year on."""
    press_button(shown.page, "科室确认…")
    shown.settle()
    asked = next(d for d in shown.window.findChildren(ConfirmDialog) if d.isVisible())
    assert asked.state.text().startswith("0 / 13 个科室已确认，还没有确认的：财务科、")
    shown.qtbot.keyClick(asked.grid, Qt.Key.Key_Return)
    for words, who in (("", "王会计"), ("登记其余科室…", "质控办甲")):
        if words:
            press_button(asked, words)
        name = next(d for d in asked.findChildren(WordsDialog) if d.isVisible())
        name.field.setPlainText(who)
        shown.qtbot.keyClick(name.field, Qt.Key.Key_Return)
        shown.settle()
        shown.settle()
    assert asked.model.index(0, Column.WHO).data() == "王会计"
    assert asked.state.text() == "13 个科室都已确认。"
    assert not asked.rest_button.isEnabled()
    asked.reject()
    assert shown.session.view.record.state is YearState.CONFIRMED


def test_a_year_is_locked_read_only_and_taken_back(start, press_button):
    shown = start()
    shown.window.show_page("report")
    shown.settle()
    confirm_all(shown, press_button)
    press_button(shown.page, "审核…")
    assert shown.window.notice.startswith("还不能锁定：有 1 条警告没写说明")
    press_button(shown.window, "从第 1 处开始")
    assert shown.page.key == "checks"
    check = next(c for c in shown.session.view.assessment.checks if c.state is CheckState.WARNING)
    shown.session.explain(check.key, "新增专项补助资金")
    shown.settle()
    shown.window.show_page("report")
    shown.settle()
    answer(shown, press_button, "审核…", "李院长")
    assert shown.session.view.record.state is YearState.REVIEWED
    asked = answer(shown, press_button, "锁定…", "王院长")
    assert "80.51" in asked
    assert shown.session.view.record.state is YearState.LOCKED
    assert "已锁定为 v1" in shown.window.notice
    shown.window.show_page("entry", {"figure": RENTAL})
    shown.settle()
    assert shown.page.board.locked_strip.isVisible()
    shown.window.show_page("report")
    shown.settle()
    answer(shown, press_button, "登记上报…", "市卫健委")
    assert shown.session.view.record.state is YearState.SUBMITTED
    shown.window.show_page("entry", {"figure": RENTAL})
    shown.settle()
    shown.qtbot.keyClicks(shown.page.board.grid, "9")
    assert not shown.page.board.grid.is_editing
    press_button(shown.page, "退回修改…")
    assert shown.page.key == "report"
    asked = dialog(shown)
    asked.field.setPlainText("市局退回，核对床日数")
    asked.accept_button.click()
    shown.settle()
    assert (shown.session.view.record.state, shown.session.view.record.submission) == (YearState.DRAFT, 2)
    assert "下一次锁定是 v2" in shown.window.notice


def test_next_year_is_guarded_by_the_locked_one(start):
    shown = start()
    for check in shown.session.view.assessment.checks:
        if check.state is CheckState.WARNING:
            shown.session.explain(check.key, "新增专项补助资金")
    shown.settle()
    everybody = [one.department for one in shown.session.view.standings]
    shown.session.change_books(lambda books: books.confirmations.confirm(everybody, "李院长"), None)
    for step in (Step.REVIEW, Step.LOCK):
        shown.session.take_step(step, "李院长")
    shown.session.open_year(2026)
    shown.settle()
    shown.window.show_page("entry", {"figure": RENTAL})
    shown.settle()
    model = shown.page.board.model
    assert model.headerData(2, Qt.Orientation.Horizontal) == "2025 年（已锁定）"
    assert model.state(RENTAL).locked

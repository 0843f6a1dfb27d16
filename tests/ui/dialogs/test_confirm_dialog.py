"""科室确认 in the window: signed forms count, one department is sent back, and the whole year."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hqd_desktop.domain.review import YearState
from hqd_desktop.services.form_records import FormRecord, FormState
from hqd_desktop.services.records import Actor, ChangeNote
from hqd_desktop.ui.dialogs.confirm_dialog import ConfirmDialog
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.confirm_model import Column

NOTE = ChangeNote(Actor("甲", "PC"), "收回采集表")


def cells(dialog: ConfirmDialog, row: int) -> list[str]:
    return [dialog.model.index(row, column).data() for column in Column]


def answer(shown, dialog, text: str) -> None:
    asked = next(d for d in dialog.findChildren(WordsDialog) if d.isVisible())
    asked.field.setPlainText(text)
    shown.qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    shown.settle()
    shown.settle()


def test_forms_count_and_words_are_taken_back(start, desk, press_button):
    shown = start()
    form = FormRecord("2025-财务科", 2025, "财务科", "d", FormState.RETURNED, 3, 3, True, "财务.xlsx", "f")
    desk.store.save_forms(shown.session.view.hospital.id, [form], NOTE)
    shown.window.show_page("report", {"act": "departments"})
    shown.settle()
    (dialog,) = shown.window.findChildren(ConfirmDialog)
    assert cells(dialog, 0)[Column.REMARK] == "采集表已签字，可以作数"
    assert not dialog.back_button.isEnabled()
    press_button(dialog, "签字的采集表作数")
    shown.settle()
    shown.settle()
    assert cells(dialog, 0)[Column.STATE : Column.WHEN] == ["已确认", "采集表签字（财务.xlsx）"]
    press_button(dialog, "登记其余科室…")
    answer(shown, dialog, "质控办甲")
    assert shown.session.view.record.state is YearState.CONFIRMED
    dialog.grid.selectRow(0)
    press_button(dialog, "退回这个科室…")
    answer(shown, dialog, "折旧与台账对不上")
    assert (shown.session.view.record.state, cells(dialog, 0)[Column.STATE]) == (YearState.DRAFT, "须重新确认")
    assert cells(dialog, 0)[Column.REMARK] == "采集表的签字在改动或退回之前，不再作数；退回：折旧与台账对不上"
    assert not dialog.signed_button.isEnabled()
    assert cells(dialog, 1)[Column.STATE] == "已确认"
    dialog.grid.selectRow(0)
    press_button(dialog, "登记这个科室…")
    answer(shown, dialog, "王会计")
    assert dialog.state.text() == "13 个科室都已确认。"
    press_button(dialog, "整年退回…")
    shown.settle()
    asked = next(d for d in shown.page.findChildren(WordsDialog) if d.isVisible())
    asked.field.setPlainText("市局要求重报")
    asked.accept_button.click()
    shown.settle()
    assert not any(one.confirmed for one in shown.session.view.standings)

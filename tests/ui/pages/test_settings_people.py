"""设置 · 用户: named, guarded, chosen; and whose name the next change carries."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.dialogs.password_dialog import PasswordDialog
from hqd_desktop.ui.dialogs.who_dialog import WhoDialog


def test_people_are_named_guarded_and_chosen(start, desk, press_button):
    shown = start()
    shown.window.show_page("settings", {"section": "people"})
    shown.settle()
    part = shown.page._sections["people"]
    hint = next(one for one in part.findChildren(QLabel) if one.text().startswith("还没有列出用户"))
    assert hint.width() > part.width() * 0.9  # one line across the card, not a narrow column of it
    for name in ("财务科甲", "病案室乙"):
        shown.qtbot.keyClicks(part.initials, "JY")
        part.name.setText(name)
        shown.qtbot.keyClick(part.name, Qt.Key.Key_Return)
        shown.settle()
    part.name.setText("财务科甲")
    shown.qtbot.keyClick(part.name, Qt.Key.Key_Return)
    shown.settle()
    assert "已经有用户" in part.told.text()
    press_button(part, "设口令… 财务科甲")
    (asked,) = (d for d in shown.window.findChildren(PasswordDialog) if d.isVisible())
    asked.fields[0].setText("密码一")
    shown.qtbot.keyClick(asked.fields[0], Qt.Key.Key_Return)
    assert "两遍不一样" in asked.told.text()
    asked.fields[1].setText("密码一")
    shown.qtbot.keyClick(asked.fields[1], Qt.Key.Key_Return)
    shown.settle()
    part.choose()
    shown.settle()
    (who,) = (d for d in shown.window.findChildren(WhoDialog) if d.isVisible())
    rows = [who.list.item(row).text() for row in range(who.list.count())]
    assert [row.split("　")[1] for row in rows] == ["病案室乙", "财务科甲"]
    who.list.setCurrentRow(1)
    shown.qtbot.keyClick(who.list, Qt.Key.Key_Return)
    (asked,) = (d for d in who.findChildren(PasswordDialog) if d.isVisible())
    asked.fields[0].setText("错的")
    shown.qtbot.keyClick(asked.fields[0], Qt.Key.Key_Return)
    shown.settle()
    assert "没有登录" in asked.told.text()
    asked.fields[0].setText("密码一")
    shown.qtbot.keyClick(asked.fields[0], Qt.Key.Key_Return)
    shown.settle()
    assert shown.window._status._user.text() == "财务科甲"
    shown.session.enter("surplus", Period(2025), "7")
    shown.settle()
    assert desk.store.changes[-1].actor.who == "财务科甲"

"""Ctrl+K: what is found, in which order, and where Enter leads."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hqd_desktop.ui.dialogs.command_box import CommandBox
from hqd_desktop.ui.dialogs.command_entries import entries_of, matching

# Popups ask for the keyboard, which the offscreen platform does not have.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def box(start):
    shown = start()
    shown.press("Ctrl+K")
    found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CommandBox) and w.isVisible())
    yield shown, found
    if shiboken6.isValid(found):
        found.close()


def titles(view, text):
    return {kind: [entry.title for entry in rows] for kind, rows in matching(entries_of(view), text)}


def test_an_indicator_is_found_by_number_and_name_with_its_figures(start):
    view = start().session.view
    by_name = titles(view, "医护比")
    assert by_name["指标"][0] == "29　医护比"
    assert {"执业（助理）医师数", "注册护士数"} <= set(by_name["数据项"])
    assert titles(view, "29")["指标"][0].startswith("29")


def test_account_numbers_departments_and_commands_are_found(start):
    view = start().session.view
    account = next(item for item in view.packs.catalogue if item.account)
    assert account.name in titles(view, account.account)["数据项"]
    assert "备份数据" in titles(view, "备份")["可以做"]
    assert not titles(view, "没有这样的东西")


def test_enter_goes_to_the_first_and_arrows_choose(box):
    shown, found = box
    found.edit.setText("医护比")
    QTest.keyClick(found.edit, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.key == "indicators"


def test_arrows_skip_headings_and_a_command_acts(box):
    shown, found = box
    found.edit.setText("赋分规则")
    QTest.keyClick(found.edit, Qt.Key.Key_Down)
    QTest.keyClick(found.edit, Qt.Key.Key_PageUp)
    QTest.keyClick(found.edit, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.key == "settings"


def test_nothing_found_says_so_and_enter_does_nothing(box):
    shown, found = box
    found.edit.setText("没有这样的东西")
    assert "没有找到" in found._model.item(0).text()
    QTest.keyClick(found.edit, Qt.Key.Key_Return)
    assert found.isVisible()
    QTest.keyClick(found.edit, Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: not any(isinstance(w, CommandBox) for w in QApplication.topLevelWidgets()))

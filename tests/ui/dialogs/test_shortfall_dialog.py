"""全部分差: ranked, copied, and leading to proof and 试算 by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.dialogs.shortfall_dialog import ShortfallDialog
from hqd_desktop.ui.models.gain_model import Column

YEAR = Period(2025)


@pytest.fixture
def shown(start):
    return start()


def opened(shown) -> ShortfallDialog:
    shown.settle()
    dialog = shown.window.findChild(ShortfallDialog)
    assert dialog is not None
    return dialog


def told(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_overview_opens_it_and_it_is_copied(shown, press_button):
    press_button(shown.page._gap, "全部分差…")
    dialog = opened(shown)
    assert dialog.model.index(0, Column.INDICATOR).data() == "6 门诊人次与出院人次比"
    assert "已失 20.15" in told(dialog)
    assert "供来年改进" in told(dialog)
    press_button(dialog, "复制")
    assert "20 管理费用占比\t管理费用\t91,179,730.82 元\t85,839,911.47 元\t+2.73" in QGuiApplication.clipboard().text()
    dialog.reject()


def test_enter_leads_to_the_proof_and_f9_to_the_trial(shown):
    shown.session.go_to("indicators", act="gaps")
    dialog = opened(shown)
    assert QApplication.focusWidget() is dialog.grid
    shown.qtbot.keyClick(dialog.grid, Qt.Key.Key_Down)
    shown.qtbot.keyClick(dialog.grid, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.model.result(shown.page.grid.currentIndex()).indicator.number == "25"
    shown.session.go_to("indicators", act="gaps")
    dialog = opened(shown)
    shown.qtbot.keyClick(dialog.grid, Qt.Key.Key_F9)
    shown.settle()
    assert shown.page.side.trying
    shown.window.activateWindow()  # a window manager does so when a dialog goes
    shown.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert QApplication.focusWidget().accessibleName() == "试算：门诊人次数"


def test_missing_figures_stand_first_and_it_follows_newer_states(shown, press_button):
    press_button(shown.page._gap, "全部分差…")
    dialog = opened(shown)
    shown.session.clear([("physicians", YEAR)])
    shown.settle()
    assert "现在能补：29 医护比 未定 4.00（缺“执业（助理）医师数”）。" in told(dialog)
    assert "未定 4.00" in told(dialog)
    numbers = [dialog.model.index(row, Column.INDICATOR).data() for row in range(dialog.model.rowCount())]
    assert "29 医护比" not in numbers
    dialog.reject()


def test_without_figures_there_is_nothing_to_rank(start):
    shown = start(sample=None)
    shown.session.create_hospital(Hospital("某医院", "二级", "综合"), "shaoyang-2022", 2025)
    shown.settle()
    shown.session.go_to("indicators", act="gaps")
    dialog = opened(shown)
    assert "没有哪一个数单独变动能多得分。" in told(dialog)
    assert "还有" in told(dialog)
    assert not dialog.trial_button.isEnabled()
    dialog.reject()


def test_numbers_are_never_cut(shown, press_button):
    press_button(shown.page._gap, "全部分差…")
    dialog = opened(shown)
    for column in (Column.PRESENT, Column.NEEDED, Column.DIFFERENCE, Column.POINTS):
        assert dialog.grid.columnWidth(column) >= dialog.grid.sizeHintForColumn(column)
    dialog.reject()

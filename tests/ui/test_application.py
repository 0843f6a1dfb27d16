"""The start: Chinese, the first run, a database that does not open, our own faults."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMessageBox

from hqd_desktop.domain.problems import Problem
from hqd_desktop.ui.application import install_excepthook, restart_command
from hqd_desktop.ui.crash import CALM, KEPT, CrashDialog, show_crash
from hqd_desktop.ui.pages.first_run_page import FirstRunPage
from hqd_desktop.ui.pages.trouble_page import TroublePage


def whole(shown):
    return shown.window._whole.currentWidget()


def test_everything_is_chinese(qapp, qtbot):
    assert QLocale().name() == "zh_CN"
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Save)
    assert [button.text().split("(")[0] for button in box.buttons()] == ["保存", "取消"]
    assert QApplication.translate("QFileDialog", "Folder") == "文件夹"
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    qtbot.addWidget(buttons)
    assert buttons.buttons()[0].text() == "确定"


def test_without_a_database_it_begins_with_the_first_run(start):
    assert isinstance(whole(start(sample=None)), FirstRunPage)


def test_a_database_is_opened_straight_away(start, desk, tmp_path):
    first = start()
    assert first.page.key == "overview"
    place = tmp_path / "一.hqd"
    place.touch()
    desk.database = lambda: place
    second = start(sample=None)
    assert second.page.key == "overview"
    assert desk.opened[-1] == place


def test_a_broken_seal_is_said_before_a_page_is_shown(start, desk, tmp_path):
    start()
    place = tmp_path / "一.hqd"
    place.touch()
    desk.database = lambda: place
    desk.store.wrong = (Problem("store_history_altered", "", {"seq": "9", "who": "甲"}),)
    shown = start(sample=None)
    assert "修改记录被程序以外的工具改过：第 9 次改动" in shown.window.notice
    assert shown.page.key == "overview"


def test_a_database_that_does_not_open_leaves_three_ways_out(start, desk, tmp_path, press_button):
    start()
    place = tmp_path / "一.hqd"
    place.touch()
    desk.database = lambda: place
    desk.refusals = (Problem("store_newer", str(place)),)
    shown = start(sample=None)
    page = whole(shown)
    assert isinstance(page, TroublePage)
    shown.press("Ctrl+2")  # no page can be shown without data
    assert whole(shown) is page
    press_button(page, "再试一次")
    shown.settle()
    assert shown.page is not None
    assert shown.page.key == "overview"


def test_a_database_that_somebody_has_can_be_read(start, desk, tmp_path, press_button):
    """And the day's backup is made with the first opening."""
    sample = desk.source().samples()[0]
    desk.open_workspace(tmp_path).create_sample(sample)
    place = tmp_path / "一.hqd"
    place.touch()
    desk.database = lambda: place
    desk.refusals = (Problem("store_in_use", str(place), {"name": "一.hqd", "who": "乙", "pc": "PC-07"}),)
    shown = start(sample=None)
    assert "PC-07" in whole(shown)._words.text()
    press_button(whole(shown), "只读查看")
    shown.settle()
    assert desk.read_only
    assert shown.page.key == "overview"
    desk.store.read_only = True
    shown.session.open_year(shown.session.view.record.year - 1)
    shown.settle()
    assert shown.window._status.saved_text == "只读打开，不能改"


def test_a_database_that_is_gone_is_told_and_not_taken_for_a_new_start(start, desk, tmp_path):
    desk.kept.set("database.last", str(tmp_path / "U盘" / "一.hqd"))
    desk.refusals = (Problem("store_not_there", "一.hqd"),)
    assert isinstance(whole(start(sample=None)), TroublePage)


def test_our_own_fault_shows_a_calm_dialog_without_the_message(qtbot, qapp):
    try:
        raise ValueError("收入 118426600.00")
    except ValueError as error:
        dialog = CrashDialog(error, "0.1")
    qtbot.addWidget(dialog)
    assert "118426600" not in dialog._report
    assert "ValueError" in dialog._report
    assert any(CALM in label.text() for label in dialog.findChildren(__import__("PySide6.QtWidgets").QtWidgets.QLabel))


def test_a_report_can_be_saved(qtbot, monkeypatch, tmp_path):
    place = tmp_path / "报告.txt"
    monkeypatch.setattr("hqd_desktop.ui.crash.QFileDialog.getSaveFileName", lambda *a: (str(place), ""))
    dialog = CrashDialog(ValueError(), "0.1")
    qtbot.addWidget(dialog)
    dialog._on_save_clicked()
    assert "ValueError" in place.read_text(encoding="utf-8")
    monkeypatch.setattr("hqd_desktop.ui.crash.QFileDialog.getSaveFileName", lambda *a: (str(tmp_path), ""))
    dialog._on_save_clicked()
    assert "另选" in dialog._more.text()


def test_an_exception_in_a_slot_opens_the_dialog(start, monkeypatch, qtbot):
    shown = start()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    install_excepthook("0.1")
    error = ValueError("1")
    sys.excepthook(ValueError, error, None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CrashDialog)
    dialog.close()
    shown.starter.tasks.run_in_database(lambda: 1 // 0, print)
    shown.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CrashDialog))
    QApplication.activeModalWidget().close()


def test_the_program_is_started_anew_on_the_same_file(start, desk, press_button, monkeypatch):
    shown = start()
    exits = []
    monkeypatch.setattr(QApplication, "exit", exits.append)
    shown.starter.tasks.run_in_database(lambda: 1 // 0, print)
    shown.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CrashDialog))
    dialog = QApplication.activeModalWidget()
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert CALM in said
    assert KEPT in said
    assert show_crash(ValueError(), "0.1") is None  # a fault that repeats itself is said once
    press_button(dialog, "重新打开程序")
    shown.settle()
    assert (exits, shown.starter.again, desk.store.closed) == ([0], True, True)
    dialog.close()


def test_how_the_program_is_started_anew(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/opt/python")
    assert restart_command(["--data-dir", "d"]) == ["/opt/python", "-m", "hqd_desktop", "--data-dir", "d"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert restart_command([]) == ["/opt/python"]

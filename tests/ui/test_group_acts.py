"""Several hospitals in one window, by keys: switching, adding, gathering; nothing typed lands in another hospital."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.opening import LAST_HOSPITAL
from hqd_desktop.services.records import ImportedFigures

# Popups ask for the keyboard, which the offscreen platform does not have.
pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)
KEY = ("physicians", Period(2025))


def dialog_of(shown):
    (found,) = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not shown.window]
    return found


def add_by_keys(shown, name: str) -> None:
    """Ctrl+K, the command, the name, Enter."""
    shown.press("Ctrl+K")
    box = QApplication.activePopupWidget() or dialog_of(shown)
    box.edit.setText("在本库添加")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    shown.settle()
    dialog = dialog_of(shown)
    dialog.form.name.setText(name)
    QTest.keyClick(dialog.form.name, Qt.Key.Key_Return)
    shown.settle()


def test_a_second_hospital_by_keys(start):
    shown = start()
    first = shown.session.view.hospital
    shown.press("Ctrl+H")
    assert "只有这一家" in shown.window.notice
    add_by_keys(shown, first.name)  # the name is taken: the dialog stays and says so
    dialog = dialog_of(shown)
    assert first.name in dialog.said.text()
    dialog.form.name.setText("县人民医院")
    QTest.keyClick(dialog.form.name, Qt.Key.Key_Return)
    shown.settle()
    view = shown.session.view
    assert (view.hospital.name, view.figures, len(view.members)) == ("县人民医院", {}, 2)
    top = shown.window.findChild(type(shown.window._top))
    assert top._hospitals.isVisible()
    assert not top._name.isVisible()
    assert top._hospitals.currentText() == "县人民医院"

    shown.session.enter(*KEY, "12")
    shown.settle()
    shown.press("Ctrl+H")  # the list opens; up and Enter choose the first
    popup = top._hospitals.view()
    QTest.keyClick(popup, Qt.Key.Key_Up)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    shown.settle()
    assert shown.session.view.hospital == first
    assert shown.desk.kept.get(LAST_HOSPITAL) == first.id
    assert shown.session.view.undo_name == ""
    before = shown.session.view.figures
    shown.press("Ctrl+Z")
    assert shown.session.view.figures == before
    shown.window.activateWindow()  # the offscreen platform does not, after a popup
    shown.qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window)
    shown.press("Ctrl+K")
    box = QApplication.activePopupWidget() or dialog_of(shown)
    box.edit.setText("换到")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    shown.settle()
    assert shown.session.view.hospital.name == "县人民医院"
    assert shown.session.view.figures[KEY].value == 12


def test_what_is_not_saved_keeps_the_window_where_it_is(start, monkeypatch):
    shown = start()
    first = shown.session.view.hospital
    add_by_keys(shown, "县人民医院")
    monkeypatch.setattr(shown.window._pages, "unsaved_count", lambda: 2)
    acts = shown.window._acts.group
    acts.open_hospital(first.id)
    shown.settle()
    assert shown.session.view.hospital.name == "县人民医院"
    assert "2 个数" in shown.window.notice
    monkeypatch.undo()

    # An act posted while another hospital is being opened goes nowhere.
    heard: list = []
    acts.open_hospital(first.id)
    shown.session.enter(*KEY, "77", failed=heard.extend)
    shown.session.open_year(2031, failed=heard.extend)
    shown.settle()
    assert [problem.code for problem in heard] == ["member_left", "member_left"]
    assert 2031 not in shown.session.view.years
    assert shown.session.view.hospital == first
    assert shown.session.view.figures[KEY].value != 77


def test_gathering_from_files(start):
    shown = start()
    given = {("surplus", Period(2025)): number(3)}
    shown.desk.kept_workbooks.to_read = ImportedFigures(given, (), "县人民医院", "二级", "综合", "456", year=2025)
    shown.window._acts.group.gather([Path("一.xlsx"), Path("二.xlsx")])
    shown.settle()
    dialog = dialog_of(shown)
    assert [row.coming.value for row in dialog.model.rows] == ["新成员", "不加入"]
    assert "同一家" in dialog.model.index(1, 5).data()
    QTest.keyClick(dialog.write_button, Qt.Key.Key_Return)
    shown.settle()
    assert [one.name for one in shown.session.view.members] == ["示例医院", "县人民医院"]
    assert "加入 1 份" in shown.window.notice
    assert shown.session.view.hospital.name == "示例医院"


def test_closing_while_something_is_on_its_way(start):
    """Esc before the answer comes: nobody is told what is not there any more, and nothing is written."""
    shown = start()
    given = {("surplus", Period(2025)): number(3)}
    shown.desk.kept_workbooks.to_read = ImportedFigures(given, (), "县人民医院", "二级", "综合", "456", year=2025)
    acts = shown.window._acts.group
    for begin in (lambda: acts.gather([Path("一.xlsx")]), acts.compare, acts.add):
        begin()
        dialog = dialog_of(shown)
        dialog.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        shown.settle()
    assert len(shown.session.view.members) == 1


def test_esc_while_files_are_written_finishes_the_one(start):
    """The next is not begun, and the window shows what came in."""
    shown = start()
    given = {("surplus", Period(2025)): number(3)}
    kept = shown.desk.kept_workbooks
    found = [ImportedFigures(given, (), name, "二级", "综合", year=2025) for name in ("甲医院", "乙医院")]
    kept.read_figures = lambda path, catalogue: found[int(path.stem)]
    shown.window._acts.group.gather([Path("0.xlsx"), Path("1.xlsx")])
    shown.settle()
    dialog = dialog_of(shown)
    dialog.write_button.click()
    dialog.reject()
    assert dialog.isVisible()
    shown.settle()
    assert len(shown.session.view.members) <= 2
    assert "已从文件加入" in shown.window.notice


def test_a_file_of_nobody_is_named(start):
    shown = start()
    shown.desk.kept_workbooks.to_read = ImportedFigures({("surplus", Period(2025)): number(3)}, ())
    shown.window._acts.group.gather([Path("一.xlsx")])
    shown.settle()
    dialog = dialog_of(shown)
    assert "一.xlsx：文件里没有医院名称" in dialog.wrong.toPlainText()
    assert not dialog.write_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    shown.settle()
    assert len(shown.session.view.members) == 1

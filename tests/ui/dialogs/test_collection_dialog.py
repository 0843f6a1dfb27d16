"""采集表… from handing out to writing what came back, by keys, on real files and a store in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.form_records import FormState
from hqd_desktop.ui.dialogs.collection_dialog import CollectionDialog
from hqd_desktop.ui.models.form_list_model import Column
from hqd_desktop.ui.models.return_model import ReturnRow
from tests.files.workbook_making import cell_of

NOW = Period(2025)
KEY, OTHER = ("total_income", NOW), ("medical_income", NOW)
Keys = Qt.Key


@dataclass
class Open:
    """The dialog over 填报 of the 三级 sample, and a folder for its files."""

    shown: Any
    dialog: CollectionDialog
    folder: Path

    @property
    def view(self):
        return self.shown.session.view

    def press(self, widget, key: Keys, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(widget, key, modifier)
        self.shown.settle()

    def file(self, department: str) -> Path:
        return next(self.folder.glob(f"*{department}.xlsx"))

    def issue(self) -> None:
        self.dialog.issue_to(self.folder)
        self.shown.settle()

    def edit(self, department: str, **values: object) -> None:
        """Fill this year's cells of a department's file by item key."""
        book = load_workbook(self.file(department))
        for key, value in values.items():
            cell_of(book, "采集表", key, "本年（").value = value
        book.save(self.file(department))

    def take(self, *departments: str) -> None:
        self.dialog.take_in([self.file(name) for name in departments] or [self.folder])
        self.shown.settle()

    @property
    def grid(self):
        return self.dialog.preview.table.grid

    def rows(self) -> list[ReturnRow]:
        return list(self.dialog.preview.table.model.rows)

    def headings(self) -> list[tuple[str, int]]:
        return [(row.group, row.count) for row in self.rows() if row.cell is None and row.problem is None]

    def state(self, department: str) -> list[str]:
        model = self.dialog.list.forms
        row = next(n for n, form in enumerate(model.rows) if form.department == department)
        return [model.index(row, column).data() or "" for column in Column]


@pytest.fixture
def opened(start, desk, tmp_path, press_button) -> Any:
    desk.kept_workbooks = FileWorkbooks()
    shown = start()
    shown.window.show_page("entry")
    shown.settle()
    press_button(shown.page, "采集表…")
    shown.settle()
    dialog = shown.page.findChild(CollectionDialog)
    folder = tmp_path / "发表"
    return Open(shown, dialog, folder)


def test_every_department_is_listed_and_esc_closes(opened: Open) -> None:
    assert opened.dialog.isVisible()
    assert opened.dialog.list.hasFocus()
    assert opened.dialog.note.text() == "13 个科室　未发 13"
    assert opened.state("财务科") == ["财务科", "未发", "", "", "0/22", "", ""]
    assert opened.dialog.issue_all.property("kind") == "primary"
    opened.press(opened.dialog.list, Keys.Key_Escape)
    assert opened.shown.page.findChild(CollectionDialog) is None


def test_esc_closes_while_something_else_is_worked_on(opened: Open) -> None:
    """As the ranking of points at stake, which begins by itself when the hands rest."""
    done = Event()
    opened.shown.session.tasks.run_in_files(lambda tell, cancel: done.wait(10), lambda _: None)
    try:
        QTest.keyClick(opened.dialog.list, Keys.Key_Escape)
        assert not opened.dialog.isVisible()
    finally:
        done.set()
    opened.shown.settle()


def test_esc_waits_for_its_own_question(opened: Open) -> None:
    opened.dialog.refresh()
    QTest.keyClick(opened.dialog.list, Keys.Key_Escape)
    opened.shown.settle()
    assert opened.shown.page.findChild(CollectionDialog) is None


def test_all_forms_are_handed_out(opened: Open) -> None:
    opened.issue()
    assert len(list(opened.folder.iterdir())) == 13
    assert opened.state("财务科")[1] == "已发"
    assert opened.state("财务科")[2].endswith("日")
    assert opened.dialog.note.text() == "13 个科室　已发 13"
    assert "已写出 13 份" in opened.dialog.told.text()
    assert not opened.dialog.bar.isVisible()
    assert opened.dialog.take.property("kind") == "primary"


def test_one_form_is_handed_out(opened: Open) -> None:
    opened.press(opened.dialog.list, Keys.Key_Down)
    opened.dialog.issue_to(opened.folder, opened.dialog.list.current)
    opened.shown.settle()
    assert [path.name for path in opened.folder.iterdir()] == ["示例医院_2025_采集表_病案统计科.xlsx"]
    assert opened.state("财务科")[1] == "未发"


def test_a_folder_with_filled_forms_is_not_written_over(opened: Open) -> None:
    opened.folder.mkdir()
    (opened.folder / "示例医院_2025_采集表_财务科.xlsx").write_bytes(b"filled")
    opened.issue()
    assert "没有覆盖" in opened.dialog.told.text()
    assert opened.dialog.told.property("tone") == "error"
    assert opened.state("财务科")[1] == "未发"
    assert len(list(opened.folder.iterdir())) == 1


def test_the_signature_is_ticked_and_a_form_withdrawn_by_key(opened: Open) -> None:
    opened.press(opened.dialog.list, Keys.Key_Space)  # nothing was issued: nothing to sign
    opened.issue()
    opened.press(opened.dialog.list, Keys.Key_Space)
    assert opened.state("财务科")[Column.SIGNED] == "已签"
    opened.press(opened.dialog.list, Keys.Key_Space)
    assert opened.state("财务科")[Column.SIGNED] == "未签"
    index = opened.dialog.list.model().index(1, Column.SIGNED)
    QTest.mouseClick(
        opened.dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=opened.dialog.list.visualRect(index).center()
    )
    opened.shown.settle()
    assert opened.state("病案统计科")[Column.SIGNED] == "已签"
    opened.press(opened.dialog.list, Keys.Key_Up)
    opened.press(opened.dialog.list, Keys.Key_Delete)
    assert opened.state("财务科")[1] == "未发"
    assert "作废" in opened.dialog.told.text()
    opened.take("财务科")
    assert opened.headings()[0] == ("wrong", 1)
    assert not opened.dialog.write_button.isEnabled()


def test_what_came_back_is_seen_decided_and_written_by_keys(opened: Open) -> None:
    opened.issue()
    opened.edit("财务科", total_income=1005217315.88, medical_income=None, donation_income=640001)
    opened.shown.session.enter(*KEY, "1000000000")
    opened.shown.settle()
    before = opened.view.figures
    opened.take("财务科")
    assert opened.headings() == [("conflict", 2), ("changed", 1), ("same", 69)]
    assert opened.dialog.preview.table.model.is_open(opened.grid.currentIndex().row())
    assert opened.view.figures == before
    assert not opened.dialog.write_button.isEnabled()
    opened.press(opened.grid, Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.view.figures == before  # nothing is written while a conflict is open
    first = opened.dialog.preview.table.model.cell(opened.grid.currentIndex())
    assert first.key == KEY
    opened.press(opened.grid, Keys.Key_2)
    second = opened.dialog.preview.table.model.cell(opened.grid.currentIndex())
    assert second.key == OTHER  # on to the next
    opened.press(opened.grid, Keys.Key_1)
    assert opened.dialog.write_button.text().startswith("写入 1 份")
    opened.press(opened.grid, Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    figures = opened.view.figures
    assert figures[KEY].value == number("1005217315.88").value
    assert figures[OTHER] == before[OTHER]
    assert figures["donation_income", NOW].value == 640001
    assert figures[KEY].source == "采集表 财务科"
    assert opened.view.undo_name == "收回财务科采集表"
    assert opened.dialog.stack.currentWidget() is opened.dialog.list
    assert opened.state("财务科")[1:5:3] == ["已回", "21/22，不全"]
    opened.shown.session.undo()
    opened.shown.settle()
    assert opened.view.figures[KEY] == before[KEY]


def test_what_is_wrong_is_named_and_the_other_files_are_written(opened: Open) -> None:
    opened.issue()
    opened.edit("人事科", health_technicians="约十二")
    opened.edit("医务科", level4_surgeries=1)
    (opened.folder / "不是表.xlsx").write_bytes(b"<html>")
    count = len(opened.dialog.list.forms.rows)
    opened.take()
    assert len(opened.dialog.preview.comparisons) == count + 1
    names = [opened.dialog.preview.files.item(n).text() for n in range(count + 1)]
    assert any(name.startswith("人事科\n不能写入") for name in names)
    assert any(name.startswith("不是表.xlsx\n不能写入") for name in names)
    opened.press(opened.dialog, Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.dialog.stack.currentWidget() is opened.dialog.preview
    assert f"已写入 {count - 1} 份" in opened.dialog.told.text()
    assert "还有 2 份" in opened.dialog.told.text()
    assert {c.returned.name[-8:] for c in opened.dialog.preview.comparisons} == {
        "不是表.xlsx"[-8:],
        "_人事科.xlsx"[-8:],
    }
    opened.dialog.preview.files.setCurrentRow(1)
    wrong = next(row for row in opened.rows() if row.problem)
    assert "十二" in opened.dialog.preview.table.model.index(opened.rows().index(wrong), 0).data()
    opened.press(opened.grid, Keys.Key_Escape)
    assert opened.dialog.stack.currentWidget() is opened.dialog.list
    assert opened.state("人事科")[1] == "已发"


def test_leaving_the_preview_writes_nothing(opened: Open) -> None:
    opened.issue()
    opened.edit("财务科", total_income=5)
    before = opened.view
    opened.take("财务科")
    opened.press(opened.grid, Keys.Key_Escape)
    assert opened.view is before
    assert opened.dialog.isVisible()
    assert opened.dialog.note.text() == "13 个科室　已发 13"
    opened.press(opened.dialog.list, Keys.Key_Escape)
    assert opened.shown.page.findChild(CollectionDialog) is None


def test_ten_thousands_are_pointed_out_and_mended_by_key(opened: Open) -> None:
    opened.issue()
    opened.edit("财务科", total_income=100521.73)
    opened.take("财务科")
    assert opened.dialog.preview.files.item(0).text() == "财务科\n可写入；1 处像是万元"
    table = opened.dialog.preview.table
    assert [b.text() for b in table.buttons.values() if b.isVisible()][2] == "改为 1,005,217,300.00 元  3"
    opened.press(opened.grid, Keys.Key_3)
    assert opened.dialog.preview.files.item(0).text() == "财务科\n可写入，1 处不同"
    opened.press(opened.grid, Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.view.figures[KEY].value == 1005217300


def test_ours_that_changed_meanwhile_is_compared_anew(opened: Open) -> None:
    opened.issue()
    opened.edit("财务科", total_income=5)
    opened.take("财务科")
    opened.shown.session.enter(*KEY, "6")
    opened.shown.settle()
    opened.press(opened.grid, Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "核对之后，本院的数又有改动" in opened.dialog.told.text()
    assert opened.headings()[0] == ("conflict", 1)
    assert opened.view.figures[KEY].value == 6


def test_groups_fold(opened: Open) -> None:
    opened.issue()
    opened.take("护理部")
    assert opened.headings() == [("same", 1)]
    assert len(opened.rows()) == 1
    opened.press(opened.grid, Keys.Key_Down)
    opened.press(opened.grid, Keys.Key_Space)
    assert len(opened.rows()) == 2
    opened.press(opened.grid, Keys.Key_1)  # a heading has nothing to decide
    opened.press(opened.grid, Keys.Key_F8)
    assert opened.dialog.preview.choices == [{}]


def test_an_empty_folder_says_so(opened: Open, tmp_path: Path) -> None:
    opened.dialog.take_in([tmp_path])
    opened.shown.settle()
    assert "没有找到表格文件" in opened.dialog.told.text()
    assert opened.dialog.stack.currentWidget() is opened.dialog.list


def test_files_are_dropped_on_the_dialog(opened: Open) -> None:
    opened.issue()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(opened.folder))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), actions, data, buttons, keys)
    opened.dialog.dragEnterEvent(enter)
    assert enter.isAccepted()
    opened.dialog.dropEvent(QDropEvent(QPointF(9, 9), actions, data, buttons, keys))
    opened.shown.settle()
    assert len(opened.dialog.preview.comparisons) == 13
    assert opened.dialog.write_button.text().startswith("写入 13 份")
    words = QMimeData()
    words.setText("x")
    other = QDragEnterEvent(QPoint(9, 9), actions, words, buttons, keys)
    other.ignore()
    opened.dialog.dragEnterEvent(other)
    assert not other.isAccepted()


class SlowWorkbooks(FileWorkbooks):
    """Waits before its second form until it may go on."""

    def __init__(self) -> None:
        self.reached, self.go = Event(), Event()

    def write_forms(self, folder, forms, tell) -> None:
        """As the real one, with a rest."""

        def slow(step: int, steps: int, words: str) -> None:
            if step == 1:
                self.reached.set()
                self.go.wait(10)
            tell(step, steps, words)

        super().write_forms(folder, forms, slow)


def test_handing_out_can_be_stopped(opened: Open, desk, qtbot) -> None:
    slow = desk.kept_workbooks = SlowWorkbooks()
    opened.dialog.issue_to(opened.folder)
    assert slow.reached.wait(10)
    qtbot.waitUntil(lambda: opened.dialog.told.text().startswith("1/13"))
    assert opened.dialog.bar.isVisible()
    assert not opened.dialog.issue_all.isVisible()
    QTest.keyClick(opened.dialog, Keys.Key_Escape)
    slow.go.set()
    opened.shown.settle()
    assert opened.dialog.isVisible()
    assert opened.dialog.told.text().startswith("已停止")
    assert not opened.folder.exists()
    assert opened.state("财务科")[1] == "未发"
    assert opened.dialog.issue_all.isVisible()


def test_two_departments_that_a_file_system_cannot_tell_apart(opened: Open, desk) -> None:
    hospital = opened.view.hospital.id
    for item, name in (("donation_income", "甲/科"), ("interest_income", "甲:科")):
        desk.store.save_department(hospital, item, name, desk.store.changes[0])
    opened.shown.session.open_year(2025)
    opened.shown.settle()
    opened.dialog.refresh()
    opened.shown.settle()
    opened.issue()
    assert len(list(opened.folder.iterdir())) == 15
    assert {form.record.state for form in opened.dialog.list.forms.rows} == {FormState.ISSUED}

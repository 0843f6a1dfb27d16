"""The rule set editor: forms, the sentence and the score beside them, editions, workbooks in and out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset_raw import rules_digest
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.ui.dialogs.rules_editor import RulesEditor


@pytest.fixture
def opened(start):
    """The editor on the sample."""
    shown = start()
    editor = RulesEditor(shown.session, shown.starter.theme, shown.session.view, shown.window)
    editor.open()
    shown.settle()
    return shown, editor


def choose(editor, number, part=""):
    place = next(n for n, row in enumerate(editor.table.rows) if row["序号"] == number and part in row["值"])
    editor.list.setCurrentRow(place)


def type_in(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_rule_is_changed_and_its_effect_seen(opened, press_button):
    """The sentence and this year's score follow each key; the edition that is kept scores the year."""
    shown, editor = opened
    before = shown.session.view.assessment.scorecard
    choose(editor, "19")
    assert "不低于 0 元的得满分 4 分" in editor.sentence.text()
    assert editor.changes.text() == "没有不同"
    type_in(editor.form.fields["满分"], "10")
    assert "得满分 10 分" in editor.sentence.text()
    assert f"本年得分 {before.total:.2f} → " in editor.effect.text()
    assert editor.changes.text().startswith("改了 1 处\n19 收支平衡：")
    press_button(editor, "另存新版")
    shown.settle()
    assert "已有“示例赋分方案 1.0 版”" in editor.told.text()
    assert shown.session.view.assessment.scorecard == before
    type_in(editor.heads["版本"], "2.0")
    press_button(editor, "另存新版")
    shown.settle()
    view = shown.session.view
    assert view.packs.ruleset.title == "自定赋分“示例赋分方案 2.0 版”"
    assert view.assessment.scorecard.result("19").full == Decimal(10)


def test_another_kind_asks_for_its_own_fields(opened):
    """What cannot be read is said, and nothing can be kept until it can."""
    _, editor = opened
    choose(editor, "18")
    assert set(editor.form.fields) == {
        "规则", "满分", "方向", "允许变动", "按上年百分比", "合理水平", "低于须说明", "核心★",
    }  # fmt: skip
    kinds = editor.form.fields["规则"]
    kinds.setFocus()
    QTest.keyClick(kinds, Qt.Key.Key_Home)
    kinds.setCurrentIndex(kinds.findText("完成率"))
    kinds.activated.emit(kinds.currentIndex())
    assert "目标值" in editor.form.fields
    assert not editor.keep.isEnabled()
    type_in(editor.form.fields["目标值"], "8.5")
    assert editor.keep.isEnabled()
    type_in(editor.form.fields["目标值"], "8..5")
    assert not editor.keep.isEnabled()
    assert "18 平均住院日 目标值" in editor.effect.text()
    assert editor.list.currentItem().text().startswith("18　平均住院日")


def test_marks_and_grades(opened):
    _, editor = opened
    choose(editor, "21", "门诊")
    assert editor.form.fields["低于须说明"].text() == "-10"
    QTest.keyClick(editor.form.fields["核心★"], Qt.Key.Key_Space)
    editor.heads["总分等级"].setText("优秀=90")
    editor.heads["总分等级"].textEdited.emit("优秀=90")
    assert editor.trial.ruleset.entries["21"].core
    assert editor.trial.ruleset.grades == (("优秀", Decimal(90)),)
    choose(editor, "21", "出院")
    assert "核心★" not in editor.form.fields


def test_a_fault_is_told_by_its_field(opened):
    _, editor = opened
    choose(editor, "20")
    type_in(editor.form.fields["满分"], "-4")
    assert editor.effect.text() == "20 管理费用占比 满分：不能是负数。方案没有采用。"
    assert not editor.keep.isEnabled()


def test_a_workbook_goes_out_and_comes_back_with_the_same_rules(opened, tmp_path, monkeypatch):
    shown, editor = opened
    monkeypatch.setattr(shown.desk, "workbooks", FileWorkbooks)
    choose(editor, "3")
    type_in(editor.form.fields["满分"], "7")
    scheme = shown.session.view.packs.scheme
    made = rules_digest(editor.trial.ruleset, scheme)
    editor.write_to(tmp_path / "方案.xlsx")
    shown.settle()
    assert "已导出" in editor.told.text()
    type_in(editor.form.fields["满分"], "1")
    editor.read_from(tmp_path / "方案.xlsx")
    shown.settle()
    assert rules_digest(editor.trial.ruleset, scheme) == made
    assert editor.form.fields["满分"].text() == "7"
    assert "还没有保存" in editor.told.text()
    book = load_workbook(tmp_path / "方案.xlsx")
    line = next(row for row in book.active.iter_rows() if row[0].value == "3")
    line[3].value = -7
    book.save(tmp_path / "负数.xlsx")
    editor.read_from(tmp_path / "负数.xlsx")
    shown.settle()
    assert f"第 {line[0].row} 行 满分：不能是负数" in editor.told.text()
    assert rules_digest(editor.trial.ruleset, scheme) == made  # what was edited is still there
    monkeypatch.setattr(shown.desk, "workbooks", Unreadable)
    editor.read_from(tmp_path / "方案.xlsx")
    shown.settle()
    assert "没有赋分方案的表" in editor.told.text()
    assert rules_digest(editor.trial.ruleset, scheme) == made


class Unreadable:
    """Workbooks that hold no rule set."""

    def read_rules(self, path):
        """Refused."""
        return (Problem("rules_no_sheet"),)


TEN = (  # what is changed: the row and its column, or a heading above the table
    ("19", "满分", "10"),
    ("20", "满分", "3.5"),
    ("18", "规则", "完成率"),
    ("18", "目标值", "8.5"),
    ("25", "规则", "本院目标完成率"),
    ("13", "允许变动", "0.25"),
    ("22", "各档", "三级:5=1；三级:4=0.5；二级:3=1"),
    ("24", "核心★", "是"),
    ("", "加分上限", "6"),
    ("", "总分等级", "优=90；良=75.5；差=0"),
)
LEFT_OVER = {"18": ("方向", "允许变动"), "25": ("方向", "允许变动")}  # what another kind has no use for


def write_in(field, text):
    """By keys; Chinese comes by an input method, and is laid in as one commits it."""
    if text.isascii():
        type_in(field, text)
        return
    field.setFocus()
    field.selectAll()
    told = QInputMethodEvent()
    told.setCommitString(text)
    QApplication.sendEvent(field, told)


def test_ten_changes_in_the_window_and_through_the_workbook_have_the_same_hash(opened, tmp_path, monkeypatch):
    shown, editor = opened
    monkeypatch.setattr(shown.desk, "workbooks", FileWorkbooks)
    scheme, before = (
        shown.session.view.packs.scheme,
        rules_digest(editor.trial.ruleset, shown.session.view.packs.scheme),
    )
    path = tmp_path / "方案.xlsx"
    editor.write_to(path)
    shown.settle()
    for number, heading, text in TEN:
        if not number:
            write_in(editor.heads[heading], text)
            continue
        choose(editor, number)
        field = editor.form.fields[heading]
        if heading == "规则":
            field.setCurrentIndex(field.findText(text))
            field.activated.emit(field.currentIndex())
        elif heading == "核心★":
            QTest.keyClick(field, Qt.Key.Key_Space)
        else:
            write_in(field, text)
    in_window = rules_digest(editor.trial.ruleset, scheme)
    assert in_window != before
    assert editor.changes.text().startswith("改了 9 处")  # 18 was changed twice
    book = load_workbook(path)
    sheet = book.active
    heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if row[0].value == "序号"}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows() if row[0].value}
    for number, heading, text in TEN:
        place = (rows[number], heads[heading]) if number else (rows[heading], 2)
        sheet.cell(*place).value = text
    for number, cells in LEFT_OVER.items():
        for heading in cells:
            sheet.cell(rows[number], heads[heading]).value = None
    book.save(path)
    editor.reject()
    shown.settle()
    again = RulesEditor(shown.session, shown.starter.theme, shown.session.view, shown.window)
    again.open()
    shown.settle()
    assert rules_digest(again.trial.ruleset, scheme) == before
    again.read_from(path)
    shown.settle()
    assert rules_digest(again.trial.ruleset, scheme) == in_window, again.told.text()
    again.reject()

"""自建表 in the window: brought in, faults at their cells, a formula written with help, kept, chosen, handed out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from hqd_desktop.services.pack_copying import example
from hqd_desktop.services.pack_sheets import INDICATORS, RULES, Spot
from hqd_desktop.services.pack_table import with_cell
from hqd_desktop.ui.dialogs.pack_editor import PackEditor
from hqd_desktop.ui.pages.own_packs import OwnPacks


def editor_of(shown) -> PackEditor:
    shown.settle()
    found = shown.window.findChild(PackEditor)
    assert found is not None
    return found


def test_brought_in_with_a_fault_put_right_with_help_and_kept(start, tmp_path: Path) -> None:
    shown = start()
    shown.window.show_page("settings", {"section": "rules"})
    shown.settle()
    own = shown.window.findChild(OwnPacks)
    assert not own._own.isVisible()
    table = with_cell(example(), Spot(INDICATORS, 0, "公式"), "管理费用÷没有这一项")
    own._on_pack_table(table)  # as a workbook is read
    editor = editor_of(shown)
    assert not editor.keep.isEnabled()
    assert "指标 V4（公式）：公式第 6 个字处" in editor.state.text()
    assert shown.session.view.record.scheme_id == "shaoyang-2022"
    shown.qtbot.keyClick(editor, Qt.Key.Key_F8)
    index = editor.grid.currentIndex()
    assert (index.row(), editor.model.heading(index.column())) == (0, "公式")
    assert "没有这一项" in editor.told.text()
    shown.qtbot.keyClick(editor.grid, Qt.Key.Key_Return)
    editor.bar.line.setText("管理费用÷")
    editor.bar.line.setCursorPosition(5)
    shown.qtbot.keyClicks(editor.bar.line, "fyze")
    assert editor.bar.list.item(0).text() == "费用总额"
    shown.qtbot.keyClick(editor.bar.line, Qt.Key.Key_Down)
    shown.qtbot.keyClick(editor.bar.line, Qt.Key.Key_Return)
    shown.qtbot.keyClicks(editor.bar.line, "*100%")
    assert editor.told.text() == "2025 年现在是 9.05%"
    shown.qtbot.waitUntil(editor.keep.isEnabled)
    shown.qtbot.keyClick(editor.bar.line, Qt.Key.Key_Return)
    assert editor.grid.currentIndex().row() == 1
    shown.qtbot.keyClick(editor, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert editor.model.rowCount() == 4
    shown.qtbot.keyClick(editor, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert editor.model.rowCount() == 3
    editor.show_sheet(RULES, 0, "规则")
    editor.bar.begin("随")
    shown.qtbot.waitUntil(lambda: not editor.keep.isEnabled())
    assert "达标" in [editor.bar.list.item(at).text() for at in range(editor.bar.list.count())]
    shown.qtbot.keyClick(editor.bar.line, Qt.Key.Key_Escape)
    editor.bar.begin("较上年")
    shown.qtbot.waitUntil(editor.keep.isEnabled)
    editor.keep.click()
    shown.settle()
    assert own._own.isVisible()
    scheme_id = own.picker.currentData()
    own.hand_out(scheme_id, tmp_path / "表.hqdp")
    shown.settle()
    assert (tmp_path / "表.hqdp").read_bytes().startswith(b"{")
    shown.session.change_books(lambda books: books.tables.choose(scheme_id), None)
    shown.settle()
    assert shown.session.view.packs.scheme.short == "示例市指标表"
    assert shown.session.view.assessment.scorecard.result("1").parts[0].value is not None
    own._on_withdraw()
    shown.settle()
    assert own._own.isVisible()  # the open year uses it


def test_a_name_that_is_taken_is_told_in_words(start) -> None:
    """No cell is marked for it: the sheets are right, the database knows the name."""
    shown = start()
    shown.window.show_page("settings", {"section": "rules"})
    shown.settle()
    own = shown.window.findChild(OwnPacks)
    own._on_pack_table(example())
    shown.settle()
    own._on_pack_table(with_cell(example(), Spot(INDICATORS, 0, "指标要求"), "不再升高"))
    editor = editor_of(shown)
    assert "已有一张“示例市指标表”1.0 版" in shown.window.notice
    editor.keep.click()
    shown.settle()
    assert editor.state.text().startswith("指标表 B9（内容）：已有一张")
    editor.reject()
    shown.settle()
    assert own.picker.count() == 1

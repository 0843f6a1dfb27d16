"""年度对比 in the window: filters, keys, another file, the sheet and the clipboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.comparison_rows import Keep
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.ui.dialogs import comparison_dialog
from hqd_desktop.ui.dialogs.comparison_dialog import ComparisonDialog
from hqd_desktop.ui.models.comparison_model import Column

NOW, LAST = Period(2025), Period(2024)


@pytest.fixture
def shown(start):
    return start()


def opened(shown) -> ComparisonDialog:
    shown.session.go_to("report", act="compare")
    shown.settle()
    dialog = shown.window.findChild(ComparisonDialog)
    assert dialog is not None
    return dialog


def names(dialog) -> list[str]:
    model = dialog.table.model
    return [model.index(row, Column.NAME).data() for row in range(model.rowCount())]


def select(dialog, name: str) -> None:
    at = next(row for row, text in enumerate(names(dialog)) if text and text.startswith(name))
    dialog.table.grid.select_index(dialog.table.model.index(at, Column.NAME))


def choose_file(shown, dialog, monkeypatch, path: str) -> None:
    monkeypatch.setattr(comparison_dialog.QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    dialog.picker.setCurrentIndex(dialog.picker.count() - 1)
    dialog.picker.activated.emit(dialog.picker.count() - 1)
    shown.settle()


def test_the_button_of_the_page_opens_it_on_last_year(shown, press_button):
    shown.window.show_page("report")
    shown.settle()
    press_button(shown.page, "与上年对比 对比…")
    shown.settle()
    dialog = shown.window.findChild(ComparisonDialog)
    assert dialog.picker.currentText() == "本库 2024 年度"
    assert "2024 年自评得分 91.93 → 2025 年自评得分 80.51，降 11.42" in dialog.total.accessibleName()
    assert names(dialog)[:2] == ["得分（自定赋分）", "结果"]
    assert QApplication.focusWidget() is dialog.table.grid
    assert not dialog.go_button.isEnabled()
    shown.qtbot.keyClick(dialog.table.grid, Qt.Key.Key_Escape)
    shown.settle()
    assert shown.window.findChild(ComparisonDialog) is None
    assert shown.page.key == "report"


def test_enter_leads_to_the_indicator_and_to_the_figure(shown):
    dialog = opened(shown)
    shown.qtbot.keyClick(dialog.table.grid, Qt.Key.Key_Return)
    shown.settle()
    assert dialog.isVisible(), "a total leads nowhere"
    select(dialog, "20 管理费用占比")
    shown.qtbot.keyClick(dialog.table.grid, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.model.result(shown.page.grid.currentIndex()).indicator.number == "20"
    dialog = opened(shown)
    select(dialog, "管理费用")
    assert dialog.go_button.isEnabled()
    shown.qtbot.keyClick(dialog.table.grid, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.key == "entry"
    assert shown.page.board.current_key() == ("management_expense", NOW)


def test_filters_and_order(shown):
    dialog = opened(shown)
    everything = len(names(dialog))
    dialog.table.filter(Keep.WORSE)
    worse = names(dialog)
    assert len(worse) < everything
    assert worse[worse.index("各项指标") + 1] == "25 按病种付费住院参保人员占比"
    dialog.table.order.set_answer("按表中次序")
    plain = names(dialog)
    assert sorted(plain) == sorted(worse)
    assert plain[plain.index("各项指标") + 1] != "25 按病种付费住院参保人员占比"
    dialog.table.filter(Keep.OTHERWISE)
    assert names(dialog) == []
    assert dialog.table.empty.isVisible()
    dialog.table.filter(Keep.ALL)
    assert not dialog.table.empty.isVisible()
    select(dialog, "20 管理费用占比")
    dialog.table.filter(Keep.WORSE)
    assert dialog.table.current.name == "20 管理费用占比"
    dialog.reject()


def test_a_heading_folds_by_key(shown):
    dialog = opened(shown)
    before = len(names(dialog))
    dialog.table.grid.keep_current(0, 0)
    shown.qtbot.keyClick(dialog.table.grid, Qt.Key.Key_Left)
    assert len(names(dialog)) == before - 10
    shown.qtbot.keyClick(dialog.table.grid, Qt.Key.Key_Space)
    assert len(names(dialog)) == before
    dialog.reject()


def test_what_a_filter_leaves_is_copied(shown, press_button):
    dialog = opened(shown)
    dialog.table.filter(Keep.WORSE)
    press_button(dialog, "复制")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("示例医院　2024 年度与 2025 年度对比\n")
    assert "20 管理费用占比\t%\t9.05\t8.62\t+0.43 点\t\t1.27\t4.00\t−2.73\t变差\t" in copied
    assert "已复制“变差”的 14 行" in dialog.state.text()
    dialog.reject()


def test_the_sheet_is_exported(shown, desk, monkeypatch, tmp_path, press_button):
    dialog = opened(shown)
    asked = []

    def choose(parent, title, start, kinds):
        asked.append(Path(start).name)
        return str(tmp_path / "对比"), kinds

    monkeypatch.setattr(comparison_dialog.QFileDialog, "getSaveFileName", choose)
    press_button(dialog, "导出对比表…")
    shown.settle()
    assert desk.kept_workbooks.written == [tmp_path / "对比.xlsx"]
    assert asked[0].startswith("示例医院_2024-2025_年度对比_")
    assert "已导出到" in dialog.state.text()
    monkeypatch.setattr(comparison_dialog.QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    press_button(dialog, "导出对比表…")
    shown.settle()
    assert len(desk.kept_workbooks.written) == 1
    dialog.reject()


def test_another_workbook_is_read_and_scored_the_same_way(shown, desk, monkeypatch):
    figures = {("management_expense", LAST): number(100), ("total_expense", LAST): number(1000)}
    desk.kept_workbooks.to_read = ImportedFigures(figures, (), "示例医院", "三级", "综合", year=2024)
    dialog = opened(shown)
    choose_file(shown, dialog, monkeypatch, "/somewhere/去年.xlsx")
    assert dialog.picker.currentText() == "去年.xlsx"
    select(dialog, "20 管理费用占比")
    assert (dialog.table.current.later, dialog.table.current.earlier) == ("9.05", "10.00")
    assert "2024 年缺 " in dialog.notes.text()
    assert dialog.table.detail.text() == "20 管理费用占比：本年稿所报上年值为 8.62。"
    assert "按现在的方案算分" in dialog.state.text()
    shown.session.enter("management_expense", NOW, "1")
    shown.settle()
    assert dialog.table.current.later == "0.00", "it follows what is typed meanwhile"
    desk.kept_workbooks.to_read = replace(desk.kept_workbooks.to_read, name="别院")
    choose_file(shown, dialog, monkeypatch, "/somewhere/别院.xlsx")
    assert [dialog.picker.itemText(at) for at in range(dialog.picker.count())][-2:] == [
        "别院.xlsx",
        "另一份上报工作簿…",
    ]
    assert "两份的医院名称不同" in dialog.notes.text()
    dialog.reject()


def test_a_file_that_cannot_be_read_leaves_the_comparison_as_it_was(shown, desk, monkeypatch):
    dialog = opened(shown)
    before = names(dialog)
    desk.kept_workbooks.to_read = ImportedFigures({}, tuple(Problem("input_empty", f"坏{n}.xlsx") for n in range(5)))
    choose_file(shown, dialog, monkeypatch, "/somewhere/坏.xlsx")
    assert "坏0.xlsx" in dialog.state.text()
    assert "还有 2 处" in dialog.state.text()
    assert "仍是先前的对比" in dialog.state.text()
    assert names(dialog) == before
    choose_file(shown, dialog, monkeypatch, "")
    assert dialog.picker.currentText() == "本库 2024 年度"
    dialog.picker.setCurrentIndex(1)
    dialog.picker.activated.emit(1)
    shown.settle()
    assert dialog.picker.currentText() == "本库 2023 年度"
    assert dialog.state.text() == ""
    assert "2023 年" in dialog.total.accessibleName()
    dialog.reject()


def test_a_hospital_in_its_first_year(start):
    shown = start(sample=None)
    shown.session.create_hospital(Hospital("某医院", "二级", "综合"), "shaoyang-2022", 2025)
    shown.settle()
    shown.session.enter("total_income", NOW, "12")
    shown.session.enter("total_income", LAST, "10")
    shown.settle()
    dialog = opened(shown)
    assert dialog.picker.currentText() == "本库 2024 年度（只有上年数）"
    select(dialog, "总收入")
    assert dialog.table.current.cells[2:6] == ("12.00", "10.00", "+2.00", "+20.00%")
    dialog.reject()


def test_numbers_are_never_cut(shown):
    dialog = opened(shown)
    grid = dialog.table.grid
    for column in (Column.LATER, Column.EARLIER, Column.CHANGE, Column.PERCENT, Column.POINTS_CHANGE):
        assert grid.columnWidth(column) >= grid.sizeHintForColumn(column)
    dialog.reject()

"""院际对比 by keys: sorted, filtered, copied, exported; Enter leads to the member; chart and shares are told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.group_rows import Face, Keep
from hqd_desktop.services.rule_book import draft_of
from hqd_desktop.ui.dialogs.group_dialog import CHART, SHARES, GroupDialog
from hqd_desktop.ui.widgets.controls import label
from hqd_desktop.ui.widgets.member_bars import MemberBar, MemberBars
from hqd_desktop.ui.widgets.member_grid import MemberGrid
from hqd_desktop.ui.widgets.share_list import NONE, ShareList
from tests.fakes.memory_store import MemoryStore
from tests.services.group_making import BLANK, LATE, OTHER, compared, group_of


@pytest.fixture(scope="module")
def comparison() -> GroupComparison:
    return compared(group_of(MemoryStore()))


def open_dialog(shown) -> GroupDialog:
    shown.press("Ctrl+G")
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, GroupDialog) and one.isVisible()]
    return dialog


def names(grid: MemberGrid) -> list[str]:
    return [row.member.hospital.name for row in grid.shown]


def test_the_members_by_keys(start, monkeypatch, tmp_path):
    shown = start(None)
    shown.session.open_samples(shown.desk.source().samples(), lambda _: shown.window.show_page("overview"))
    shown.settle()
    dialog = open_dialog(shown)
    table = dialog.grid.table
    assert table.hasFocus()
    assert names(dialog.grid) == ["示例医院", "示例县医院（二级）"]
    assert dialog.title.text() == "结果（自定赋分）"
    total = str(shown.session.view.assessment.scorecard.total.quantize(dialog._comparison.cards[0].points))
    assert table.currentIndex().data() == total == "80.51"

    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert names(dialog.grid) == ["示例县医院（二级）", "示例医院"]
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].startswith("院际对比　2025 年度")
    assert [line.split("\t")[0] for line in copied[-2:]] == names(dialog.grid)
    QTest.keyClick(table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.grid.words, "2")
    assert names(dialog.grid) == []
    assert dialog.grid.empty.isVisible()
    dialog.grid.words.clear()

    dialog.shares_button.click()
    assert "＝ 1 ÷ 2 × 100% ＝ 50.00%" in QApplication.clipboard().text()
    dialog.face.set_answer(SHARES)
    assert dialog.shares.isVisible()
    dialog.face.set_answer(CHART)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(tmp_path / "院际"), "")))
    dialog.export_button.click()
    shown.settle()
    assert shown.desk.kept_workbooks.written == [tmp_path / "院际.xlsx"]
    assert "院际.xlsx" in dialog.state.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(tmp_path / "院际.pdf"), "")))
    dialog.export_button.click()
    shown.settle()
    assert (tmp_path / "院际.pdf").read_bytes()[:4] == b"%PDF"

    dialog.years.setCurrentIndex(dialog.years.findData(2024))
    dialog.years.activated.emit(dialog.years.currentIndex())
    shown.settle()
    assert dialog._comparison.year == 2024
    for other, row in enumerate(dialog.grid.shown):
        if row.member.hospital.name != "示例医院":
            table.select_index(table.members.index(other, 14))
    number = dialog.grid.column.number
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    shown.settle()
    assert shown.session.view.hospital.name == "示例县医院（二级）"
    assert shown.page.key == "indicators"
    assert number


def test_one_rule_set_for_all_takes_two_presses(start):
    """What it does is said before; then points mean the same, and the button is gone."""
    shown = start(None)
    shown.session.open_samples(shown.desk.source().samples(), lambda _: shown.window.show_page("overview"))
    shown.settle()
    draft = draft_of(shown.session.view.packs.ruleset, shown.session.view.packs.scheme)
    draft["ruleset"] |= {"name": "县局方案", "version": "1.0"}
    shown.session.change_books(lambda books: books.rules.keep(draft), None)
    shown.settle()
    dialog = open_dialog(shown)
    assert "方案或指标表版本不同" in dialog.notes.text()
    dialog.align_button.click()
    shown.settle()
    assert not dialog._comparison.same_rules
    assert "再点一次" in dialog.state.text()
    QTest.keyClick(dialog.align_button, Qt.Key.Key_Return)
    shown.settle()
    assert dialog._comparison.same_rules
    assert "1 家改用自定赋分“县局方案 1.0 版”" in dialog.state.text()
    assert not dialog.align_button.isVisible()


def test_faces_filters_and_order(qtbot, theme, comparison):
    """The same member and column stay current where they are there too; a judge watches the model."""
    grid = MemberGrid(theme)
    qtbot.addWidget(grid)
    grid.resize(1200, 500)
    grid.show()
    judge = QAbstractItemModelTester(grid.table.members, QAbstractItemModelTester.FailureReportingMode.Fatal)
    grid.show_comparison(comparison)
    assert [bar.text for bar in grid.bars()][3:] == ["不适用", "未开始"]
    grid.table.select_index(grid.table.members.index(2, 0))
    assert grid.column.heading == "结果（自定赋分）"  # a column without numbers is not drawn
    grid.chips[Keep.OTHERS].setChecked(True)
    assert names(grid) == ["示例县医院（二级）", BLANK]
    assert grid.table.currentIndex().row() == 1
    grid.chips[Keep.ALL].setChecked(True)
    grid.table.sort_wanted.emit(0)
    assert names(grid) == sorted([row.member.hospital.name for row in grid.shown])
    grid.table.sort_wanted.emit(99)
    row20 = next(at for at, column in enumerate(grid.table.members.columns) if column.number == "20")
    grid.table.sort_wanted.emit(row20)
    assert names(grid)[-2:] == [OTHER, LATE] or set(names(grid)[-3:]) == {BLANK, OTHER, LATE}
    grid.table.select_index(grid.table.members.index(0, row20))
    grid.face.set_answer(Face.VALUES)
    assert grid.column.number in ("20", "3")
    words = grid.table.members.index(0, 5).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith(names(grid)[0])
    assert grid.table.members.headerData(5, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert grid.table.members.cell(99, 0) is None
    heard = []
    grid.chosen.connect(lambda *one: heard.append(one))
    QTest.keyClick(grid.table, Qt.Key.Key_Return)
    assert len(heard) == 1
    picture = grid.grab()
    assert not picture.isNull()
    judge.deleteLater()


def test_the_chart_and_the_shares_are_told(qtbot, theme, comparison):
    """Below zero, still open, without a number; a table without 占比 says so."""
    bars = MemberBars(theme)
    qtbot.addWidget(bars)
    bars.resize(400, 120)
    zero = comparison.members[0].assessment.scorecard.bonus * 0
    bars.show_bars("收支差", [
        MemberBar("甲", "−5", zero - 5, zero, True),
        MemberBar("乙", "3（暂）", zero + 3, zero + 2, False),
        MemberBar("丙", "不适用", None, zero, False),
    ])  # fmt: skip
    assert bars.accessibleDescription() == "甲 −5；乙 3（暂）；丙 不适用"
    bars.grab()
    bars.show_bars("空", [])
    bars.grab()
    shares = ShareList(theme)
    qtbot.addWidget(shares)
    shares.show_shares(comparison.shares)
    told = [one.text() for one in shares.findChildren(type(label()))]
    assert told.count("未填全") == 3
    assert f"未填 2 家：{BLANK}、{LATE}" in told
    shares.show_shares(())
    assert NONE in [one.text() for one in shares.findChildren(type(label()))]


def test_one_member_says_what_a_second_is_for(start):
    shown = start()
    dialog = open_dialog(shown)
    assert "只有这一家" in dialog.state.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    shown.settle()

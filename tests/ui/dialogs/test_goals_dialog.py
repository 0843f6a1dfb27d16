"""本院目标 in the window: typed by keyboard, kept as one step, seen in table, panel and overview, and taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from hqd_desktop.domain.evidence import use_of_plan
from hqd_desktop.ui.dialogs.goals_dialog import AIM, MET, RATE, GoalsDialog
from hqd_desktop.ui.models.indicator_model import Column
from hqd_desktop.ui.pages.plan_dialog import PlanDialog


def dialog_of(shown) -> GoalsDialog:
    shown.settle()
    found = shown.window.findChild(GoalsDialog)
    assert found is not None
    return found


def cell(dialog: GoalsDialog, number: str, column: int) -> str:
    row = next(place for place, row in enumerate(dialog.rows) if row.spot[0] == number)
    return dialog.table.item(row, column).text()


def typed(shown, dialog: GoalsDialog, text: str) -> None:
    """Into the current cell, and Enter."""
    shown.qtbot.keyClicks(dialog.table, text[:1])
    editor = QApplication.focusWidget()
    assert editor is not dialog.table
    shown.qtbot.keyClicks(editor, text[1:])
    before = dialog.table.currentRow()
    shown.qtbot.keyClick(editor, Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: dialog.table.currentRow() != before)


def told(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_goals_are_set_by_keyboard_shown_everywhere_and_taken_back(start, press_button, tmp_path) -> None:
    shown = start()
    shown.session.go_to("indicators", number="18")
    shown.settle()
    assert "定目标…" in [button.text() for button in shown.page.panel.findChildren(type(shown.page.goals_button))]
    press_button(shown.page.panel, "定目标…")
    dialog = dialog_of(shown)
    assert dialog.rows[dialog.table.currentRow()].spot[0] == "18"
    typed(shown, dialog, "8.2")
    assert (cell(dialog, "18", RATE), cell(dialog, "18", MET)) == ("98.77%", "未达到")
    assert dialog.rows[dialog.table.currentRow()].spot[0] == "19"  # Enter went down
    typed(shown, dialog, "abc")
    assert cell(dialog, "19", MET) == "请改"
    assert "读不懂“abc”" in told(dialog)
    shown.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert dialog.isVisible()  # nothing is kept while anything is wrong
    assert not shown.session.view.goals
    assert dialog.rows[dialog.table.currentRow()].spot[0] == "19"
    typed(shown, dialog, "0")
    shown.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert len(shown.session.view.goals) == 2
    assert "完成率 98.77%" in told(shown.page.panel)
    index = shown.page.model.index_of("18").siblingAtColumn(Column.GOAL)
    assert index.data() == "98.77%"
    assert "本院目标 ≤ 8.2 日" in index.data(Qt.ItemDataRole.ToolTipRole)
    shown.window.show_page("overview")
    shown.settle()
    assert "本院目标 2 个：已达到 1，未达到 1" in shown.page._goals.text()
    shown.page._goals.click()
    again = dialog_of(shown)
    assert cell(again, "18", AIM) == "≤ 8.2 日"
    (tmp_path / "目标.csv").write_text("序号,值,本院目标\n20,,8.5\n", encoding="utf-8")
    again.read_from(tmp_path / "目标.csv")
    shown.settle()
    assert (cell(again, "20", AIM), cell(again, "18", AIM)) == ("8.5", "≤ 8.2 日")
    (tmp_path / "目标.csv").write_text("序号,值,本院目标\n99,,8.5\n", encoding="utf-8")
    again.read_from(tmp_path / "目标.csv")
    shown.settle()
    assert "找不到“99”" in told(again)
    press_button(again, "实施细则…")
    plan = again.findChild(PlanDialog)
    assert plan.evidence.use == use_of_plan(2025)
    plan.accept()
    shown.settle()
    shown.qtbot.keyClick(again, Qt.Key.Key_Escape)
    shown.settle()
    shown.window.activateWindow()  # a window manager does so when a dialog goes
    shown.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    shown.press("Ctrl+Z")
    assert not shown.session.view.goals
    assert "还没有定" in told(shown.page.panel)

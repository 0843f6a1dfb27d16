"""修改记录 in the window: all of it, narrowed, exported, checked, and the way to the figure."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.ui.dialogs.history_dialog import HistoryDialog
from hqd_desktop.ui.models.history_model import Column

SURPLUS = ("surplus", Period(2025))


def texts(dialog, column) -> list[str]:
    return [dialog.model.index(row, column).data() for row in range(dialog.model.rowCount())]


def test_narrowed_exported_checked_and_leads_to_the_figure(start, desk, press_button, monkeypatch, tmp_path):
    shown = start()
    shown.session.enter(*SURPLUS, "1234.5")
    shown.settle()
    shown.window.show_page("settings", {"section": "people", "act": "history"})
    shown.settle()
    (dialog,) = shown.window.findChildren(HistoryDialog)
    assert len(texts(dialog, Column.WHAT)) > 100
    assert texts(dialog, Column.NEW)[1] == "1,234.50"
    dialog.kind.setCurrentIndex(dialog.kind.findText("佐证"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    shown.settle()
    assert texts(dialog, Column.WHAT) == []
    assert "没有这样的改动" in dialog.state.text()
    dialog.kind.setCurrentIndex(0)
    shown.qtbot.keyClicks(dialog.item, "x")
    dialog.item.setText("本期盈余")
    shown.qtbot.waitUntil(lambda: set(texts(dialog, Column.WHAT)) == {"数：本期盈余"})
    shown.settle()
    place = tmp_path / "记录"
    monkeypatch.setattr(
        "hqd_desktop.ui.dialogs.history_dialog.QFileDialog.getSaveFileName", lambda *a: (str(place), "")
    )
    press_button(dialog, "导出")
    shown.settle()
    shown.settle()
    assert desk.kept_workbooks.written == [place.with_name("记录.xlsx")]
    press_button(dialog, "核对有无外部改动")
    shown.settle()
    assert "相符" in dialog.state.text()
    desk.store.wrong = (Problem("store_row_altered", "", {"table": "数", "item": "surplus", "was": "1", "now": "2"}),)
    press_button(dialog, "核对有无外部改动")
    shown.settle()
    assert "程序以外的工具改过" in dialog.state.text()
    dialog.grid.selectRow(1)
    assert "数：本期盈余（2025 年）的数值由" in dialog.told.text()
    dialog.grid.selectRow(0)
    shown.qtbot.keyClick(dialog.grid, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.key == "entry"

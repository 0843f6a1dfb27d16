"""季度报告 in the window: the quarter is chosen, the pages are those that are saved, as PDF and as Word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from hqd_desktop.ui.dialogs.quarter_report import QuarterReportDialog


def test_a_quarter_is_shown_saved_and_left(start, press_button, tmp_path, monkeypatch) -> None:
    shown = start()
    shown.window.show_page("ledger", {"act": "quarter"})
    shown.settle()
    (dialog,) = shown.window.findChildren(QuarterReportDialog)
    assert dialog.quarter == 4, "the latest that was reported"
    assert dialog.view.place == "第 1 页，共 4 页", "a page for each quarter, as the fake prints"
    dialog.quarters.set_answer("二季度")
    shown.settle()
    assert dialog.view.place == "第 1 页，共 2 页"
    asked: list[str] = []

    def place(parent, title, start_at, kinds):
        asked.append(start_at)
        return str(tmp_path / "季报"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    press_button(dialog, "存为 PDF")
    shown.settle()
    assert (tmp_path / "季报.pdf").read_bytes() == dialog.pdf
    assert "示例医院_2025年二季度_按季调度报告_" in asked[0]
    press_button(dialog, "存为 Word")
    shown.settle()
    assert (tmp_path / "季报.docx").read_bytes() == b"PK"
    assert shown.window.notice == f"已导出到 {tmp_path / '季报.docx'}"
    press_button(dialog, "打印")
    shown.settle()
    assert "没有装打印机" in shown.window.notice
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    shown.settle()
    assert not shown.window.findChildren(QuarterReportDialog)

"""图表: spots answered by key and pointer, saved where chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from hqd_desktop.ui.dialogs.chart_dialog import HINT, ChartDialog

SAVE = "hqd_desktop.ui.dialogs.chart_dialog.QFileDialog.getSaveFileName"


def captions(dialog):
    return [text.split("　")[1] for text in dialog.names.model().stringList()]


def test_spots_are_told_and_a_picture_is_saved(start, monkeypatch, tmp_path):
    shown = start()
    shown.window.show_page("report")
    shown.page.go_to(act="charts")
    shown.settle()
    dialog = shown.window.findChild(ChartDialog)
    assert captions(dialog) == [
        "一级指标得分率（%）",
        "主要指标历年情况",
        "医疗收入构成（%）",
        "失分和未定的项目（分）",
    ]
    assert dialog.words.text() == HINT
    dialog.view.setFocus()
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    assert dialog.words.text().startswith("党的领导 91.7%")
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    assert dialog.words.text().startswith("新体系")
    place = QPointF(60, 10)
    moved = QMouseEvent(
        QEvent.Type.MouseMove, place, dialog.view.mapToGlobal(place),
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(dialog.view, moved)
    assert dialog.words.text().startswith("党的领导")
    assert QToolTip.text().startswith("党的领导 91.7%")
    told = {1: "门诊人次与出院人次比 2023 年：14.11", 2: "药品收入", 3: "25 按病种付费", 0: "党的领导"}
    for row, words in told.items():
        dialog.names.setCurrentIndex(dialog.names.model().index(row, 0))
        shown.settle()
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
        assert dialog.words.text().startswith(words)
        assert words.split(" ")[0] in dialog.view.accessibleDescription()
        kinds = (".svg", "矢量图 SVG (*.svg)", b"<?xml"), (".png", "图片 PNG (*.png)", b"\x89PNG")
        for suffix, kind, head in kinds if row == 2 else kinds[:1]:
            monkeypatch.setattr(SAVE, lambda *a, to=(str(tmp_path / f"图{row}"), kind): to)
            dialog.save.click()
            shown.settle()
            assert (tmp_path / f"图{row}{suffix}").read_bytes().startswith(head)
            assert "已存到" in dialog.words.text()
    dialog.names.setCurrentIndex(dialog.names.model().index(1, 0))
    shown.settle()
    bar = dialog._scroll.verticalScrollBar()
    for _ in range(30):
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    assert bar.value() > 0
    assert bar.value() <= dialog.view.current_spot().top() < bar.value() + dialog._scroll.viewport().height()
    dialog.reject()
    shown.settle()

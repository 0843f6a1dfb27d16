"""图表: spots answered by key and pointer, saved where chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from hqd_desktop.ui.dialogs.chart_dialog import HINT, ChartDialog

SAVE = "hqd_desktop.ui.dialogs.chart_dialog.QFileDialog.getSaveFileName"


def test_spots_are_told_and_a_picture_is_saved(start, monkeypatch, tmp_path):
    shown = start()
    shown.window.show_page("report")
    shown.page.go_to(act="charts")
    shown.settle()
    dialog = shown.window.findChild(ChartDialog)
    assert dialog.names.model().rowCount() == 6
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
    dialog.names.setCurrentIndex(dialog.names.model().index(4, 0))
    shown.settle()
    assert "药品收入" in dialog.view.accessibleDescription()
    monkeypatch.setattr(SAVE, lambda *a: (str(tmp_path / "构成"), "矢量图 SVG (*.svg)"))
    dialog.save.click()
    shown.settle()
    assert (tmp_path / "构成.svg").read_bytes().lstrip().startswith(b"<?xml")
    assert "已存到" in dialog.words.text()
    dialog.reject()
    shown.settle()

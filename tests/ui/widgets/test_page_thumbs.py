"""Small pages ask for the pictures in sight; pages zoom to fixed sizes and keep their place."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hqd_desktop.ui.widgets.page_sheet import PageSheet
from hqd_desktop.ui.widgets.page_thumbs import PageThumbs

SIZES = [QSizeF(595, 842)] * 40 + [QSizeF(842, 595)]


def test_only_pages_in_sight_are_asked_for(qtbot, theme):
    thumbs = PageThumbs(theme)
    qtbot.addWidget(thumbs)
    asked = []
    thumbs.wanted.connect(lambda numbers, dpi: asked.append((numbers, dpi)))
    thumbs.resize(140, 420)
    thumbs.show()
    thumbs.show_pages(SIZES)
    qtbot.waitUntil(lambda: bool(asked))
    numbers, dpi = asked[0]
    assert numbers[0] == 0
    assert 4 < len(numbers) < 15
    assert 5 < dpi < 20
    for number in numbers:
        thumbs.show_image(number, QImage(60, 90, QImage.Format.Format_RGB32))
    thumbs.verticalScrollBar().setValue(thumbs.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(asked) > 1)
    assert asked[-1][0][-1] == 40
    assert not set(asked[-1][0]) & set(numbers)


def test_a_page_is_chosen_by_key_and_marked_without_a_word(qtbot, theme):
    thumbs = PageThumbs(theme)
    qtbot.addWidget(thumbs)
    chosen = []
    thumbs.chosen.connect(chosen.append)
    thumbs.show_pages(SIZES)
    thumbs.mark(3)
    assert chosen == []
    assert thumbs.currentIndex().row() == 3
    QTest.keyClick(thumbs, Qt.Key.Key_Down)
    assert chosen == [4]
    assert thumbs.model().index(4).data(Qt.ItemDataRole.AccessibleTextRole) == "第 5 页"


def test_zoom_by_keys_and_wheel(qtbot, theme):
    sheet = PageSheet(theme)
    qtbot.addWidget(sheet)
    sheet.resize(700, 500)
    modes = []
    sheet.zoomed.connect(modes.append)
    sheet.show_pages(SIZES, keep_place=False)
    sheet.set_mode("单页")
    fitting = sheet.percent
    QTest.keyClick(sheet, Qt.Key.Key_Plus)
    assert sheet.percent > fitting
    assert modes == [sheet.mode]
    sheet.set_mode("100%")
    assert abs(sheet.percent - 100) <= 1
    point = QPointF(5, 5)
    for delta in (120, -120):
        QApplication.sendEvent(
            sheet.viewport(),
            QWheelEvent(
                point, point, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip
    assert modes[-2:] == ["125%", "100%"]
    sheet.set_mode("200%")
    sheet.zoom(1)
    assert sheet.mode == "200%"
    sheet.go_to(7)
    assert sheet.shown_pages() == [7]

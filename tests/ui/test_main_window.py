"""The window driven by keys: pages, undo, saved, badges, geometry, and painting before anything heavy."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)

from hqd_desktop import paths
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.review import YearState
from hqd_desktop.ui.frame.rail import PAGES

HEAVY = ("sqlalchemy", "alembic", "openpyxl", "matplotlib", "typst", "pypdfium2", "hqd_desktop.domain.scorecard",
         "hqd_desktop.services.workspace", "hqd_desktop.store", "PySide6.QtPrintSupport", "qtawesome")  # fmt: skip


def test_it_paints_before_anything_heavy_is_imported(tmp_path):
    code = (
        "import sys, os\n"
        "from pathlib import Path\n"
        "from hqd_desktop.bootstrap import OfficeDesk\n"
        "from hqd_desktop.ui.application import Starter, make_application\n"
        "app = make_application([]); starter = Starter(OfficeDesk(Path(sys.argv[1])), app)\n"
        f"heavy = {HEAVY!r}\n"
        "def painted():\n"
        "    print(','.join(name for name in heavy if name in sys.modules)); sys.stdout.flush(); os._exit(0)\n"
        "starter.window.painted.connect(painted)\n"
        "starter.begin(); app.exec()\n"
    )
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.root())}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], env=env, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(("key", "name", "shortcut"), PAGES)
def test_every_page_has_its_key(start, key, name, shortcut):
    shown = start()
    shown.press(shortcut)
    assert shown.page.key == key
    assert shown.page.accessibleName() == name


def test_the_sample_is_marked_and_the_bars_say_what_is_in_force(start):
    shown = start()
    words = [label.text() for label in shown.window.findChildren(type(shown.page.header.title)) if label.isVisible()]
    assert "示例" in words
    assert "草稿" in words
    assert "邵阳 2022 评价指标（试行）" in words
    assert any("自定赋分“" in b.text() for b in shown.window.findChildren(QAbstractButton) if b.isVisible())
    assert "示例医院" in shown.window.windowTitle()


def test_badges_count_what_is_missing_and_wrong(start):
    shown = start()
    rail = shown.window._rail
    assert rail._buttons["entry"].accessibleName() == "填报"
    key = next(k for k, f in shown.session.view.figures.items() if k[1] == Period(2025) and k[0] == "total_income")
    shown.session.enter(*key, "1")
    shown.settle()
    errors = [check for check in shown.session.view.assessment.checks if check.state == "error"]
    assert errors
    assert rail._buttons["checks"].accessibleName() == f"校核，错误 {len(errors)}"
    shown.session.clear([key])
    shown.settle()
    assert rail._buttons["entry"].accessibleName().startswith("填报，缺")


def test_undo_and_redo_by_key_name_the_act(start):
    shown = start()
    key = ("total_income", Period(2025))
    before = shown.session.view.figures[key].value
    shown.session.enter(*key, "12")
    shown.settle()
    assert shown.window._top._undo.text() == "撤销录入"
    shown.press("Ctrl+Z")
    assert shown.session.view.figures[key].value == before
    assert not shown.window._top._undo.isEnabled()
    assert shown.window._top._redo.text() == "重做录入"
    shown.press("Ctrl+Y")
    assert shown.session.view.figures[key].value == 12


def test_ctrl_s_answers_that_it_is_saved(start):
    shown = start()
    shown.session.enter("total_income", Period(2025), "12")
    shown.press("Ctrl+S")
    assert shown.window.notice.startswith("已保存到本机")


def test_a_save_that_fails_is_said_in_both_places_and_never_called_saved(start):
    shown = start()
    shown.desk.store.fail_next = "store_disk_full"
    shown.session.enter("total_income", Period(2025), "12")
    shown.settle()
    assert shown.window._status.saved_text.startswith("未存上")
    assert shown.window.notice
    shown.press("Ctrl+S")
    assert "未存上" in shown.window.notice


def test_another_year_is_opened_and_begun(start):
    shown = start()
    shown.window._top.year_chosen.emit(2024)
    shown.settle()
    assert shown.session.view.record.year == 2024
    assert shown.window._top._year.currentText() == "2024 年度"
    shown.window._top._year.setCurrentIndex(shown.window._top._year.count() - 1)
    shown.window._top._on_year_activated(shown.window._top._year.count() - 1)
    shown.settle()
    assert shown.session.view.record.year == 2026


def test_the_wheel_never_changes_a_value(start):
    shown = start()
    for key, _name, shortcut in PAGES:
        shown.press(shortcut)
        for kind in (QComboBox, QAbstractSpinBox):
            for widget in shown.page.findChildren(kind):
                before = widget.currentIndex() if isinstance(widget, QComboBox) else widget.text()
                centre = QPointF(widget.rect().center())
                event = QWheelEvent(
                    centre, widget.mapToGlobal(centre), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
                )  # fmt: skip
                QApplication.sendEvent(widget, event)
                after = widget.currentIndex() if isinstance(widget, QComboBox) else widget.text()
                assert after == before, (key, widget)


def test_everything_that_takes_input_has_a_name(start):
    shown = start()
    unnamed = []
    for key, _name, shortcut in PAGES:
        shown.press(shortcut)
        inputs = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QAbstractButton)
        for widget in shown.page.findChildren(inputs[0]) + [w for k in inputs[1:] for w in shown.page.findChildren(k)]:
            inner = isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QAbstractItemView)
            inner = inner or isinstance(widget.parent().parent() if widget.parent() else None, QComboBox)
            if inner or isinstance(widget, QAbstractSlider) or widget.objectName().startswith("qt_"):
                continue
            name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            if not name and type(widget).__name__ not in ("QTableCornerButton", "QAbstractButton", "QHeaderView"):
                unnamed.append((key, widget))
    assert not unnamed


def test_the_page_and_the_place_of_the_window_are_kept(start, desk):
    shown = start()
    shown.press("Ctrl+4")
    shown.window.close()
    assert desk.kept.get("window.page") == "checks"
    assert desk.kept.get("window.geometry")
    assert desk.store.closed


def test_closing_waits_for_what_is_being_saved(start, desk):
    shown = start()
    shown.session.enter("total_income", Period(2025), "12")
    shown.window.close()
    shown.qtbot.waitUntil(lambda: not shown.window.isVisible())
    held = desk.store.figures(shown.session.view.hospital.id)
    assert held["total_income", Period(2025)].figure.value == 12


def test_a_low_window_has_compact_rows(start):
    shown = start()
    shown.window.resize(1366, 698)
    assert shown.starter.theme.row_height == 28
    shown.window.resize(1366, 900)
    assert shown.starter.theme.row_height == 32


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_sticks_out_of_the_smallest_window(start, scale):
    shown = start()
    shown.starter.theme.set_scale(scale)
    shown.window.resize(1366, 698)
    for key, _name, _shortcut in PAGES:
        if key in ("entry", "indicators", "checks"):
            continue
        shown.window.show_page(key)
        shown.settle()
        QApplication.processEvents()
        assert shown.window.width() == 1366, key
        assert shown.page.width() + shown.page.mapTo(shown.window, QPoint(0, 0)).x() <= 1366, key


def test_keys_of_the_sheet_and_the_help(start):
    shown = start()
    shown.press("Ctrl+F1")
    sheet = QApplication.activeModalWidget()
    assert sheet.windowTitle() == "快捷键"
    sheet.close()


def test_a_locked_year_says_so(start, desk):
    shown = start()
    record = shown.session.view.record
    desk.store._years[record.hospital_id, record.year] = replace(record, state=YearState.LOCKED)
    shown.session.open_year(2024)
    shown.session.open_year(2025)
    shown.settle()
    assert not shown.session.view.editable

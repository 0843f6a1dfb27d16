"""报告内容 and 整改清单 by keys: parts left out, moved, given words; measures typed, kept as one step, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hqd_desktop.services.report_records import Rectification
from hqd_desktop.ui.dialogs.rectify_dialog import RectifyDialog
from hqd_desktop.ui.dialogs.report_dialog import ReportDialog


@pytest.fixture
def shown(start):
    made = start()
    made.window.show_page("report")
    made.settle()
    return made


def opened(shown, kind, act: str):
    shown.page.go_to(act=act)
    shown.settle()
    dialog = shown.window.findChild(kind)
    assert dialog is not None
    return dialog


def test_parts_words_and_paper_by_keys(shown, desk):
    dialog = opened(shown, ReportDialog, "content")
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.table.currentIndex().row() == 0
    QTest.keyClick(dialog.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    losses = dialog._keys().index("losses")
    dialog.table.go_to_row(losses)
    assert dialog.head.text() == "写在“失分分析”标题下面"
    dialog.words.setPlainText("口径调整所致。")
    assert "有本院的话" in dialog.model.item(losses).text()
    dialog.lines["header"].setText("质控办")
    dialog.large.setChecked(True)
    dialog.single.setChecked(True)
    rendered = desk.blank_reports.rendered
    QTest.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    wording = shown.session.view.wording
    assert (wording.hidden, wording.order[:2]) == (frozenset({"trends"}), ("trends", "summary"))
    assert (wording.paragraphs, wording.header, wording.large_table) == ({"losses": "口径调整所致。"}, "质控办", True)
    assert wording.single_proofs
    assert desk.blank_reports.rendered == rendered + 1
    assert shown.window.findChild(ReportDialog) is None
    shown.session.undo()
    shown.settle()
    assert shown.session.view.wording.hidden == frozenset()


def test_annexes_stay_behind_and_escape_changes_nothing(shown):
    dialog = opened(shown, ReportDialog, "content")
    dialog.table.go_to_row(dialog.model.rowCount() - 2)
    QTest.keyClick(dialog.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog._keys()[-2:] == ["proofs", "rules"]
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    shown.settle()
    assert shown.session.view.wording.hidden == frozenset()


def test_measures_are_typed_and_kept_as_one_step(shown):
    dialog = opened(shown, RectifyDialog, "rectify")
    first = dialog._rows[0].indicator.number
    dialog.table.item(0, 2).setText("核对入组病例")
    dialog.table.item(0, 4).setText("2026-06-30")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.table.currentRow() == 1
    QTest.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    owner = shown.session.view.assessment.scorecard.result(first).indicator.supplier
    kept = shown.session.view.rectifications
    assert kept == {first: Rectification("核对入组病例", owner, "2026-06-30")}
    assert shown.session.view.undo_name == "填整改清单"


def test_a_refusal_keeps_what_was_written(shown):
    dialog = opened(shown, RectifyDialog, "rectify")
    dialog.table.item(0, 2).setText("核对")
    shown.desk.store.fail_next = "store_disk_full"
    dialog._keep()
    shown.settle()
    assert "写的字还在这里" in dialog.told.text()
    assert dialog.table.item(0, 2).text() == "核对"
    dialog.reject()
    shown.settle()

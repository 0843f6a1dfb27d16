"""台账与佐证: the quarterly rows, the state of each quarter, and the way to its cells."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hqd_desktop.domain.evidence import Details, EvidenceBook, use_of_indicator
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.evidence import Piece, adding, unproved_indicators
from hqd_desktop.ui.pages.ledger_words import quarter_rows
from hqd_desktop.ui.widgets.status_shapes import Shape

DAY = date(2026, 1, 5)


def test_quarters_show_what_was_reported(start):
    shown = start()
    rows = quarter_rows(shown.session.view)
    assert [row.number for row in rows] == ["4", "5", "17", "八"]
    assert all(shape is Shape.OK for row in rows for shape in row.quarters)
    asked = rows[0].first[0][0]
    shown.session.clear([(asked, Period(2025, 2))])
    shown.settle()
    row = quarter_rows(shown.session.view)[0]
    assert row.quarters == (Shape.OK, Shape.PARTIAL, Shape.OK, Shape.OK)
    assert row.first[1] == (asked, Period(2025, 2))


def test_enter_goes_to_the_cell(start):
    shown = start()
    shown.press("Ctrl+5")
    gone = []
    shown.session.navigation_requested.connect(lambda page, target: gone.append((page, target)))
    table = shown.page._table
    table.setCurrentIndex(shown.page._model.index(1, 4))
    QTest.keyClick(table, Qt.Key.Key_Return)
    row = quarter_rows(shown.session.view)[1]
    assert gone == [("entry", {"figure": row.first[2]})]


def test_the_button_goes_to_what_is_open(start, press_button):
    shown = start()
    shown.press("Ctrl+5")
    asked = quarter_rows(shown.session.view)[2].first[3][0]
    shown.session.clear([(asked, Period(2025, 4))])
    shown.settle()
    gone = []
    shown.session.navigation_requested.connect(lambda page, target: gone.append((page, target)))
    press_button(shown.page, "填季度进展")
    assert gone == [("entry", {"figure": (asked, Period(2025, 4))})]


def test_the_model_keeps_qts_promises(start, qtmodeltester):
    shown = start()
    shown.press("Ctrl+5")
    qtmodeltester.check(shown.page._model)
    index = shown.page._model.index(0, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("一季度，已报")


def test_it_says_which_scored_indicators_lack_evidence(start):
    shown = start()
    shown.press("Ctrl+5")
    assert shown.page._proved.text().startswith("本年度已登记佐证 0 份。还有 ")
    numbers = [r.indicator.number for r in unproved_indicators(shown.session.view.assessment, EvidenceBook(), DAY)]
    assert shown.page._proved.text().endswith(f"没有有效的佐证：{'、'.join(numbers)}。")
    folder = shown.desk.evidence
    piece = Piece(folder.keep(b"x", "通报.pdf"), Details("通报"))
    for number in numbers:
        shown.session.change_evidence(adding(folder, [piece], use_of_indicator(number, 2025)))
    shown.settle()
    assert shown.page._proved.text() == "本年度已登记佐证 1 份，计分的指标都有有效的佐证。"

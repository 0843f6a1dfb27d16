"""台账与佐证: the quarterly rows, the state of each quarter, and the way to its cells."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.pages.ledger_words import quarter_rows
from hqd_desktop.ui.widgets.status_shapes import Shape


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

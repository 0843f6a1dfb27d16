"""Qt's own judge of models watches every list of the window while figures are written, undone and years change."""

from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QComboBox

from hqd_desktop.domain.periods import Period

YEAR = Period(2025)
Mode = QAbstractItemModelTester.FailureReportingMode


def test_every_list_of_the_window_keeps_the_rules(start):
    shown = start()
    judges: dict[int, QAbstractItemModelTester] = {}
    for key in ("indicators", "checks", "ledger", "entry"):
        shown.window.show_page(key)
        shown.settle()
        for view in shown.page.findChildren(QAbstractItemView):
            model = view.model()
            popup = isinstance(view.parentWidget() and view.parentWidget().parentWidget(), QComboBox)
            if model is not None and type(model).__module__.startswith("hqd_desktop") and not popup:
                judges.setdefault(id(model), QAbstractItemModelTester(model, Mode.Fatal))
    assert len(judges) >= 5
    session = shown.session
    session.enter("ip_material_income", YEAR, "9900.86")
    session.clear([("ip_laboratory_income", YEAR)])
    session.undo()
    session.open_year(2024)
    shown.settle()
    for key in ("checks", "indicators"):
        shown.window.show_page(key)
        shown.settle()
    for judge in judges.values():
        judge.deleteLater()

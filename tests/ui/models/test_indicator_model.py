"""Rows, words and subtotals of 指标与得分."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.models.indicator_model import (
    FOLDED_AT_FIRST,
    OTHER_CLASS,
    REGION,
    Column,
    Filter,
    IndicatorModel,
    rows_of,
)
from hqd_desktop.ui.models.row_model import HEADING_ROLE

YEAR = Period(2025)
Role = Qt.ItemDataRole


@pytest.fixture
def card(view_of):
    return view_of({("research_funds", YEAR): BLANK}).assessment.scorecard


@pytest.fixture
def model(qapp, card):
    made = IndicatorModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show(card, rows_of(card))
    yield made
    tester.deleteLater()
    made.deleteLater()


def numbers(rows):
    return [row.result.indicator.number for row in rows if row.result]


def test_rows_that_are_not_the_hospitals_are_folded_with_a_count(card):
    rows = rows_of(card)
    headings = {row.section: row for row in rows if row.result is None}
    assert "1" not in numbers(rows)
    assert headings[REGION].hint == "6 项，不评价本院，已收起"
    assert headings[OTHER_CLASS].folded
    assert len(numbers(rows)) == 25
    opened = rows_of(card, folded=FOLDED_AT_FIRST - {REGION})
    assert "1" in numbers(opened)


def test_filters(card):
    assert numbers(rows_of(card, Filter.MISSING)) == ["31"]
    assert "29" in numbers(rows_of(card, Filter.LOST))
    assert set(numbers(rows_of(card, Filter.MONITOR))) == {"12", "27"}
    assert "17" in numbers(rows_of(card, Filter.QUARTERLY))
    assert all(not row.folded for row in rows_of(card, Filter.LOST))


def test_a_folded_group_keeps_its_subtotal(card, qapp):
    made = IndicatorModel()
    made.show(card, rows_of(card, folded={"vitality", REGION, OTHER_CLASS}))
    row = next(place for place in range(made.rowCount()) if made.row(place).section == "vitality")
    assert made.row(row).folded
    assert made.index(row, Column.SCORE).data().endswith("/ 32")
    made.deleteLater()


@pytest.mark.parametrize(
    ("number", "column", "told"),
    [
        ("29", Column.NAME, "医护比"),
        ("29", Column.THIS, "1:1.57"),
        ("29", Column.REQUIREMENT, "逐步达到1:2"),
        ("29", Column.SCORE, "3.15 / 4"),
        ("29", Column.STATE, "失 0.85"),
        ("29", Column.SHORT, "0.85 分"),
        ("19", Column.THIS, "736.53 万元"),
        ("19", Column.CHANGE, "+268.24 万"),
        ("32", Column.THIS, "92.31／88.17 分"),
        ("21", Column.CHANGE, "+4.50／−0.75 点"),
        ("27", Column.SCORE, "不计分"),
        ("27", Column.STATE, "监测"),
        ("31", Column.THIS, "缺"),
        ("31", Column.STATE, "缺 1 个数"),
        ("八", Column.SCORE, "加分 3.00"),
        ("18", Column.SHORT, ""),
    ],
)
def test_cells(model, number, column, told):
    assert model.index_of(number).siblingAtColumn(column).data() == told


def test_exact_values_are_in_the_tip(model):
    row = model.index_of("19")
    assert row.siblingAtColumn(Column.THIS).data(Role.ToolTipRole) == "7,365,284.19 元"
    assert row.siblingAtColumn(Column.NAME).data(Role.ToolTipRole)


def test_headings_and_header(model):
    assert model.index(0, 0).data(HEADING_ROLE)
    assert model.index(0, Column.NUMBER).data().startswith("二、")
    assert "12" in model.index(0, 0).data(Role.AccessibleTextRole)
    assert model.headerData(Column.LAST, Qt.Orientation.Horizontal) == "2024 年"
    assert model.headerData(Column.SCORE, Qt.Orientation.Horizontal) == "自评得分"


def test_spoken_row(model):
    spoken = model.index_of("29").data(Role.AccessibleTextRole)
    assert spoken == "29，医护比，1:1.57，3.15 / 4，失 0.85"


def test_showing_the_same_rows_again_resets_nothing(qtbot, model, card):
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(card, rows_of(card))
    assert model.result(QModelIndex()) is None
    assert not model.index_of("99").isValid()

"""The ranked list of 全部分差 as a model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.services.shortfalls import find_shortfalls
from hqd_desktop.ui.models.gain_model import TITLES, Column, GainModel

Role = Qt.ItemDataRole


@pytest.fixture
def model(qapp, view_of):
    made = GainModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view = view_of({})
    made.show(find_shortfalls(view.assessment, view.departments), 2)
    yield made
    tester.deleteLater()
    made.deleteLater()


def row_of(model, indicator: str, item: str) -> list[str]:
    for row in range(model.rowCount()):
        texts = [model.index(row, column).data() for column in range(model.columnCount())]
        if (texts[Column.INDICATOR], texts[Column.ITEM]) == (indicator, item):
            return texts
    raise AssertionError(item)


def test_a_row_has_both_numbers_the_difference_and_what_it_gives(model):
    texts = row_of(model, "29 医护比", "注册护士数")
    assert texts[Column.PRESENT :] == ["806 人", "1,024 人", "+218 人", "27.05%", "+0.85", "81.48", "护理部"]
    condition = row_of(model, "5 党管人事与人才", "实施党支部书记双带头人培育工程")
    assert condition[Column.PRESENT : Column.EFFORT] == ["否", "是", "—"]
    assert row_of(model, "20 管理费用占比", "管理费用")[Column.DIFFERENCE] == "−533.98 万元"
    assert row_of(model, "20 管理费用占比", "费用总额")[Column.POINTS] == "+0.01（起步）"


def test_places_are_counted_and_titles_stand_above(model):
    assert [model.index(row, 0).data() for row in range(3)] == ["1", "2", "3"]
    across = Qt.Orientation.Horizontal
    assert [model.headerData(n, across) for n in range(len(Column))] == list(TITLES)
    assert model.headerData(99, across) is None
    assert model.headerData(Column.POINTS, across, Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, across, Role.DecorationRole) is None


def test_it_is_spoken_whole(model):
    spoken = model.index(0, 0).data(Role.AccessibleTextRole)
    assert spoken.startswith("第 1 名，6 门诊人次与出院人次比：出院人次数不变时，门诊人次数降到 685,347 人次")
    assert model.index(0, 0).data(Role.DecorationRole) is None


def test_while_it_is_sought_there_is_nothing(model):
    model.show(None, 2)
    assert model.rowCount() == 0
    assert model.gain(model.index(0, 0)) is None


def test_qt_judges_it_a_model(model, qtmodeltester):
    qtmodeltester.check(model)

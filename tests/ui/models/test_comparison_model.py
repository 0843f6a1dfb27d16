"""The rows of 年度对比 as a model: headings fold, numbers stand right, every cell is read out with its heading."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.services.assessing import assess
from hqd_desktop.services.comparing import compare
from hqd_desktop.services.comparison_rows import Keep, Kind, arranged, headings, rows_of
from hqd_desktop.ui.models.comparison_model import Column, ComparisonModel, is_number

Role = Qt.ItemDataRole


@pytest.fixture
def comparison(view_of):
    view = view_of({})
    before = assess(view.packs, view.hospital, view.record.year - 1, view.figures)
    return compare(before, view.assessment)


@pytest.fixture
def model(qapp, comparison):
    made = ComparisonModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show(arranged(rows_of(comparison), Keep.ALL, by_weight=False), headings(comparison))
    yield made
    tester.deleteLater()
    made.deleteLater()


def place_of(model, name: str) -> int:
    texts = [model.index(row, Column.NAME).data() for row in range(model.rowCount())]
    return next(at for at, text in enumerate(texts) if text and text.startswith(name))


def test_a_row_with_its_cells(model):
    at = place_of(model, "20 ")
    texts = [model.index(at, column).data() for column in range(model.columnCount())]
    assert texts[:5] == ["20 管理费用占比", "%", "9.05", "8.62", "+0.43 点"]
    told = model.index(at, Column.NAME).data(Role.AccessibleTextRole)
    assert told.startswith("20 管理费用占比，单位 %，2025 年 9.05，2024 年 8.62")
    assert model.index(at, Column.CHANGE).data(Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(at, Column.STATE).data(Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert model.headerData(Column.POINTS_LATER, Qt.Orientation.Horizontal) == "2025 年得分"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_heading_folds_its_rows(model, comparison):
    before, at = model.rowCount(), place_of(model, Kind.VALUE)
    assert "已展开" in model.index(at, 0).data(Role.AccessibleTextRole)
    held = model.row_at(model.index(at + 1, 0)).row
    assert model.place_of(held) == at + 1
    model.toggle(at)
    assert model.rowCount() == before - len(comparison.values)
    assert "已收起" in model.index(at, 0).data(Role.AccessibleTextRole)
    assert model.place_of(held) == -1
    model.toggle(at)
    assert model.rowCount() == before


@pytest.mark.parametrize("text", ["1", "−1,234.50", "+0.43 点", "+12.00%", "0.00"])
def test_numbers_are_known(text):
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "—", "2024 年完成 3 项", "不适用", "是", "1. 第一"])
def test_words_are_known(text):
    assert not is_number(text)


def test_qt_judges_it_a_model(model, qtmodeltester):
    qtmodeltester.check(model)

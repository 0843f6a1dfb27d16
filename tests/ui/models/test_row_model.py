"""Rows over fixed columns: what all lists of the window share."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from hqd_desktop.ui.models.row_model import HEADING_ROLE, ROW_ROLE, RowModel


class Names(RowModel[str]):
    """One column of text and one of lengths; a row in capitals is a heading."""

    def __init__(self) -> None:
        super().__init__(("名称", "字数"), (1,))

    def is_heading(self, row):
        return row.isupper()

    def answer(self, row, column, role):
        return (row, str(len(row)))[column] if role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture
def names(qtmodeltester) -> Names:
    model = Names()
    model.replace_rows(["ALL", "ab", "c"])
    qtmodeltester.check(model)
    return model


def test_cells_and_headings(names):
    assert (names.rowCount(), names.columnCount()) == (3, 2)
    assert [names.index(row, 1).data() for row in range(3)] == ["3", "2", "1"]
    assert [names.index(row, 0).data(HEADING_ROLE) for row in range(3)] == [True, False, False]
    assert names.index(1, 0).data(ROW_ROLE) == "ab"
    assert names.headerData(1, Qt.Orientation.Horizontal) == "字数"
    assert names.headerData(1, Qt.Orientation.Vertical) is None
    assert names.headerData(2, Qt.Orientation.Horizontal) is None
    right = names.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert names.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == right


def test_beyond_the_end_there_is_nothing(names):
    assert names.row(3) is None
    assert names.row(-1) is None
    assert names.row_at(QModelIndex()) is None
    assert names.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_the_same_rows_are_refreshed_in_place(names, qtbot):
    with qtbot.waitSignal(names.dataChanged), qtbot.assertNotEmitted(names.modelReset):
        names.replace_rows(["ALL", "aX", "c"], lambda row: row[0])
    assert names.index(1, 0).data() == "aX"


def test_other_rows_begin_anew(names, qtbot):
    with qtbot.waitSignal(names.modelReset):
        names.replace_rows(["b"], lambda row: row[0])
    assert names.rows == ("b",)
    with qtbot.waitSignal(names.modelReset):
        names.replace_rows(["b"])


def test_nothing_is_refreshed_where_nothing_stands(qtbot):
    model = Names()
    with qtbot.assertNotEmitted(model.dataChanged):
        model.refresh()

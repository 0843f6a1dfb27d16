"""Columns of the three tables: dragged by the mouse, remembered per user, and back again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.models import check_model, entry_columns, indicator_model

TABLES = {
    "entry": (entry_columns.Column.STATE, entry_columns.Column.NAME, entry_columns.Column.THIS),
    "indicators": (indicator_model.Column.STATE, indicator_model.Column.NAME, indicator_model.Column.THIS),
    "checks": (check_model.Column.DEPARTMENT, check_model.Column.TITLE, check_model.Column.DIFFERENCE),
}


def grid_of(shown):
    return shown.page.board.grid if shown.page.key == "entry" else shown.page.grid


def mouse(header, kind, x, buttons):
    at = QPointF(x, header.height() / 2)
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, header.viewport().mapToGlobal(at), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(header.viewport(), event)


def edge(grid, column):
    header = grid.horizontalHeader()
    return header.sectionViewportPosition(column) + header.sectionSize(column) - 1


def drag(grid, column, by):
    header, at = grid.horizontalHeader(), edge(grid, column)
    mouse(header, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)
    mouse(header, QEvent.Type.MouseMove, at + by, Qt.MouseButton.LeftButton)
    mouse(header, QEvent.Type.MouseButtonRelease, at + by, Qt.MouseButton.NoButton)


@pytest.fixture(params=TABLES)
def table(request, start):
    """The page is shown; its grid, a column of words, the name column and one of figures."""
    shown = start()
    shown.window.show_page(request.param)
    shown.settle()
    return shown, request.param, *TABLES[request.param]


def again(start, shown, key):
    """Close the window and open another one of the same user."""
    shown.window.close()
    shown.settle()
    second = start()
    second.window.show_page(key)
    second.settle()
    return second


def test_a_dragged_column_is_kept_and_the_name_gives_way(table, start, desk):
    shown, key, column, name, _ = table
    grid = grid_of(shown)
    before, rest = grid.columnWidth(column), grid.columnWidth(name)
    drag(grid, column, 30)
    assert grid.columnWidth(column) == before + 30
    shown.page._fit()
    assert grid.columnWidth(column) == before + 30
    assert grid.columnWidth(name) == max(rest - 30, 140)
    second = again(start, shown, key)
    assert desk.kept.get(f"layout.{key}.columns")["widths"] == {column.name: before + 30}
    assert grid_of(second).columnWidth(column) == before + 30


def test_a_figure_is_never_cut_by_a_drag(table):
    shown, _, _, _, figure = table
    grid = grid_of(shown)
    drag(grid, figure, -300)
    assert grid.columnWidth(figure) >= grid.sizeHintForColumn(figure)
    shown.page._fit()
    assert grid.columnWidth(figure) >= grid.sizeHintForColumn(figure)


def test_text_size_scales_what_was_kept(table):
    shown, _, column, _, _ = table
    grid = grid_of(shown)
    drag(grid, column, 20)
    width = grid.columnWidth(column)
    shown.window.resize(1900, 900)
    shown.starter.theme.set_scale(1.25)
    shown.settle()
    assert abs(grid.columnWidth(column) - width * 1.25) <= 1


def test_what_does_not_fit_any_more_is_not_restored_but_not_lost(table):
    shown, _, column, _, _ = table
    grid = grid_of(shown)
    usual = grid.columnWidth(column)
    shown.window.resize(1900, 900)
    shown.settle()
    drag(grid, column, 700)
    shown.window.resize(1290, 698)
    shown.settle()
    assert grid.columnWidth(column) <= usual + 40
    shown.window.resize(1900, 900)
    shown.settle()
    assert grid.columnWidth(column) >= usual + 600


def test_a_double_click_on_the_border_fits_the_column(table):
    shown, _, column, _, _ = table
    grid = grid_of(shown)
    drag(grid, column, 60)
    mouse(grid.horizontalHeader(), QEvent.Type.MouseButtonDblClick, edge(grid, column), Qt.MouseButton.LeftButton)
    shown.page._fit()
    wanted = max(grid.sizeHintForColumn(column), grid.horizontalHeader().sectionSizeHint(column))
    assert abs(grid.columnWidth(column) - wanted) <= 2


def test_the_usual_widths_come_back_by_command(table, start, desk):
    shown, key, column, name, _ = table
    grid = grid_of(shown)
    before = grid.columnWidth(column), grid.columnWidth(name)
    drag(grid, column, 30)
    shown.window._acts.ask_page("reset_columns")
    assert (grid.columnWidth(column), grid.columnWidth(name)) == before
    again(start, shown, key)
    assert not desk.kept.get(f"layout.{key}.columns")


@pytest.mark.parametrize(
    "kept", ["x", 3, [1], {"widths": 3}, {"widths": {"NAME": "x", "NONE": 5, "STATE": -4}, "room": "x"}]
)
def test_settings_that_make_no_sense_are_left_alone(start, desk, kept):
    for key in TABLES:
        desk.kept.set(f"layout.{key}.columns", kept)
    shown = start()
    for key in TABLES:
        shown.window.show_page(key)
        shown.settle()
        assert all(grid_of(shown).columnWidth(column) > 20 for column in TABLES[key])


def test_the_rest_is_not_touched_while_nothing_was_dragged(table):
    shown, _, column, name, _ = table
    grid = grid_of(shown)
    before = [grid.columnWidth(place) for place in (column, name)]
    shown.page._fit()
    assert [grid.columnWidth(place) for place in (column, name)] == before


def test_room_made_for_a_longer_figure_is_no_choice_of_the_user(start, desk):
    shown = start()
    shown.window.show_page("entry")
    shown.settle()
    grid = shown.page.board.grid
    before = grid.columnWidth(entry_columns.Column.THIS)
    shown.session.enter("settlement_difference", Period(2025), "-9999999999999.99")
    shown.settle()
    assert grid.columnWidth(entry_columns.Column.THIS) > before
    assert grid.horizontalScrollBar().maximum() == 0
    shown.page.save_layout()
    assert not desk.kept.get("layout.entry.columns")

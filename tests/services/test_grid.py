"""Cells of a foreign table: blank ends cut, merged ranges unfolded, addresses."""

from hqd_desktop.services import grid as grids
from hqd_desktop.services.grid import EMPTY, address, made_sheet
from hqd_desktop.services.sheet_index import SheetIndex
from tests.services.grid_making import cell, grid, sheet


def test_blank_ends_are_cut_and_places_outside_are_empty() -> None:
    own = sheet([["a", "", ""], [""], ["", "1", ""], ["", ""]])
    assert (own.height, own.width) == (3, 2)
    assert own.at(2, 1).text == "1"
    assert {own.at(*place) for place in ((9, 0), (0, 9), (-1, 0), (0, -1), (1, 0))} == {EMPTY}
    assert not grid(own).empty
    assert grid(sheet([["", ""]])).empty
    assert sheet([]).width == 0


def test_words_of_a_merged_range_stand_in_all_its_cells_and_numbers_do_not() -> None:
    own = sheet([["本年", "", "x"], ["5", "", ""]], merged=[(0, 0, 0, 1), (1, 0, 1, 1)])
    assert [own.heading(0, column) for column in range(3)] == ["本年", "本年", "x"]
    assert own.heading(1, 1) == ""
    assert own.at(0, 1) is EMPTY


def test_a_huge_merged_range_is_left_folded(monkeypatch) -> None:
    monkeypatch.setattr(grids, "MAX_COVERED", 10)
    own = made_sheet("s", [[cell("a")], [cell("b")]], [(0, 0, 1048575, 16383), (0, 0, 1, 0)])
    assert own.covers == {(1, 0): (0, 0)}


def test_addresses() -> None:
    assert [address(0, column) for column in (0, 25, 26, 701, 702, 16383)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1", "XFD1"]


def test_what_is_too_long_is_no_heading() -> None:
    index = SheetIndex(
        sheet([["长" * 100, "本年"], ["长" * 100, ""], ["5", ""]], merged=[(1, 0, 1, 1), (2, 0, 2, 1)]), 2024
    )
    assert index.label(0, 0) == ""
    assert index.places("⟨0⟩") == [(0, 1)]

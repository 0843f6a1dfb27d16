"""Headings by place and column, indexed beforehand in pieces that can be stopped."""

import pytest

from hqd_desktop.services.errors import Cancelled
from hqd_desktop.services.mapping import Target
from hqd_desktop.services.mapping_finding import find_all
from hqd_desktop.services.mapping_reading import read_all
from hqd_desktop.services.mapping_suggesting import suggest
from hqd_desktop.services.sheet_index import PIECE, GridIndex
from tests.fakes.shipped_packs import shipped_packs
from tests.services.grid_making import grid, table

CATALOGUE = shipped_packs().catalogue
LONG = "项目|本年\n总收入|5\n" + "\n".join(f"其他{row}|{row}" for row in range(2 * PIECE))


def test_the_nearest_heading_above() -> None:
    index = GridIndex(grid(table("项目|本年|\n总收入|5|\n|7|备注")), 2024).sheet(0)
    assert index.above(2, 1) == (0, 1)
    assert index.above(2, 0) == (1, 0)
    assert index.above(0, 0) is None
    assert index.above(9, 2) == (2, 2)
    assert index.above(9, 7) is None


def test_every_sheet_is_indexed_in_pieces_and_only_once() -> None:
    index = GridIndex(grid(table("项目|本年\n总收入|5"), table(LONG)), 2024)
    told: list[tuple[int, int, str]] = []
    index.prepare(lambda *step: told.append(step))
    assert [step for step, _, _ in told] == [0, 1, 1, 1]
    assert {steps for _, steps, _ in told} == {2}
    made = index.sheet(1)
    index.prepare(lambda *step: told.append(step))
    assert len(told) == 4
    assert index.sheet(1) is made


def test_all_that_takes_long_tells_how_far_it_is_and_can_be_stopped() -> None:
    index = GridIndex(grid(table(LONG)), 2024)
    told: list[tuple[int, int, str]] = []
    (suggestion,) = suggest(index, 0, CATALOGUE, lambda *step: told.append(step))
    assert [step for step, _, _ in told] == [0, PIECE, 2 * PIECE]
    told.clear()
    targets = [suggestion.target, Target("gone", "")]
    find_all(index, targets, CATALOGUE, lambda *step: told.append(step))
    assert told == [(0, 2, "总收入"), (1, 2, "gone")]

    def stop(*_: object) -> None:
        raise Cancelled

    for work in (
        lambda: GridIndex(grid(table(LONG)), 2024).prepare(stop),
        lambda: suggest(index, 0, CATALOGUE, stop),
        lambda: find_all(index, targets, CATALOGUE, stop),
        lambda: read_all(index, targets, CATALOGUE, {}, stop),
    ):
        with pytest.raises(Cancelled):
            work()

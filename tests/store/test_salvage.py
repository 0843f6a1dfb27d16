"""A damaged file gives what can still be read, from its rows or its history, and stays byte for byte as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
from hqd_desktop.services.salvage_text import SalvagedFigure
from hqd_desktop.store.open import open_store
from hqd_desktop.store.salvage import salvage

NOTE = ChangeNote(Actor("甲", "PC"), "填数")
COUNT = 400


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "自评.hqd"
    with open_store(made, create=True) as store:
        hospital = store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)
        cells = [FigureWrite(f"item{place:03}", Period(2025), number(place), 0) for place in range(COUNT)]
        store.save_figures(hospital.id, cells, NOTE)
        odd = [("none", not_applicable("新建")), ("story", words("已完成"))]
        store.save_figures(hospital.id, [FigureWrite(key, Period(2025), one, 0) for key, one in odd], NOTE)
    return made


def pages_of(path: Path, table: str) -> list[int]:
    """The root page of a table and those that were made after it, by SQLite's own account."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
        return sorted(page for (page,) in rows)


def page_size(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[16:18])


def spoil(path: Path, pages: list[int]) -> bytes:
    data, size = bytearray(path.read_bytes()), page_size(path)
    for page in pages:
        data[(page - 1) * size : page * size] = b"\x55" * size
    path.write_bytes(data)
    return bytes(data)


def values(found: list[SalvagedFigure]) -> dict[str, str]:
    return {one.item: one.value for one in found}


WHOLE = {f"item{place:03}": str(place) for place in range(COUNT)}


def dbstat_is_there() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("SELECT count(*) FROM dbstat")
        except sqlite3.Error:
            return False
    return True


with_dbstat = pytest.mark.skipif(not dbstat_is_there(), reason="this SQLite cannot say which page holds what")


def test_a_sound_file_gives_everything(path: Path) -> None:
    found = salvage(path)
    assert values(found) == {**WHOLE, "none": "", "story": ""}
    told = {one.item: (one.state, one.text, one.note) for one in found if one.state != "number"}
    assert told == {"none": ("not_applicable", "", "新建"), "story": ("text", "已完成", "")}
    assert not any(one.from_history for one in found)


@with_dbstat
def test_around_a_spoilt_page_and_what_it_held_from_the_history(path: Path) -> None:
    leaves = pages_of(path, "figure")
    before = spoil(path, [leaves[len(leaves) // 2]])
    with pytest.raises(StoreError), open_store(path, create=False) as store:
        store.figures(store.hospitals()[0].id)
    found = salvage(path)
    assert values(found) == {**WHOLE, "none": "", "story": ""}
    lost = [one for one in found if one.from_history]
    assert 0 < len(lost) < COUNT
    assert path.read_bytes() == before


@with_dbstat
def test_what_neither_gives_is_not_made_up(path: Path) -> None:
    figures, told = pages_of(path, "figure"), pages_of(path, "history")
    spoil(path, [*figures[1:3], *told])
    found = values(salvage(path))
    assert 0 < len(found) < COUNT
    assert found.items() <= {**WHOLE, "none": "", "story": ""}.items()


def test_a_file_that_was_cut_off_gives_its_beginning(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4 // page_size(path) * page_size(path)])
    found = values(salvage(path))
    assert found
    assert found.items() <= {**WHOLE, "none": "", "story": ""}.items()


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"\0" * 8192, "不是数据库".encode() * 999])
def test_nothing_is_read_where_nothing_is(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "空.hqd"
    place.write_bytes(data)
    assert salvage(place) == []
    assert [left.name for left in tmp_path.iterdir()] == ["空.hqd"]

"""One change per save, one history row per touched field, or nothing at all."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from hqd_desktop.domain.figures import BLANK, Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import FigureWrite
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)


def ask(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_a_save_is_one_change_with_a_row_for_each_touched_field(save, path: Path, hospital: Hospital) -> None:
    saved = save(("a", Y, number("1.50", source="手工录入"), 0), ("b", Period(2024, 3), words("进展"), 0))
    (row,) = ask(path, f"SELECT * FROM change WHERE id = '{saved.change_id}'")
    assert row[1:-1] == (
        saved.change_id,
        hospital.id,
        "2025-01-31T06:32:09.123Z",
        "甲",
        "PC-01",
        "填数",
        "原表有误",
        "导入",
    )
    ids = dict(ask(path, "SELECT item, id FROM figure"))
    columns = "ordinal, hospital_id, table_name, row_id, item, period, field, old_value, new_value"
    touched = ask(path, f"SELECT {columns} FROM history WHERE change_id = '{saved.change_id}' ORDER BY seq")
    assert touched == [
        (n, hospital.id, "figure", ids[item], item, period, field, old, new)
        for n, (item, period, field, old, new) in enumerate(
            [
                ("a", "2024", "state", "blank", "number"),
                ("a", "2024", "value", "", "1.5"),
                ("a", "2024", "source", "", "手工录入"),
                ("b", "2024Q3", "state", "blank", "text"),
                ("b", "2024Q3", "text", "", "进展"),
            ]
        )
    ]


def test_changes_are_numbered_in_order_whatever_the_clock_says(store: SqlStore, note, path: Path, clock) -> None:
    first, second = clock(), clock()
    store._clock = lambda: second
    hospital = store.add_hospital(Hospital("甲院", "二级", "中医"), note)
    store._clock = lambda: first
    store.update_hospital(replace(hospital, name="乙院"), note)
    rows = ask(path, "SELECT seq, at FROM change ORDER BY seq")
    assert [seq for seq, _ in rows] == [1, 2]
    assert rows[0][1] > rows[1][1]


def test_only_what_was_touched_is_in_history(save, store: SqlStore, hospital) -> None:
    save(("a", Y, number(1, source="导入"), 0))
    save(("a", Y, not_applicable("无此科室", source="导入"), 1))
    save(("a", Y, BLANK, 2))
    told = [(entry.field, entry.old, entry.new) for entry in reversed(store.history(hospital.id))]
    assert told[3:] == [
        ("state", "number", "not_applicable"),
        ("value", "1", ""),
        ("note", "", "无此科室"),
        ("state", "not_applicable", "blank"),
        ("source", "导入", ""),
        ("note", "无此科室", ""),
    ]


BAD = Figure(FigureState.NUMBER)  # a number without a value, which no page can make


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_failing_figure_takes_the_whole_save_with_it(save, store: SqlStore, path: Path, hospital, place: int) -> None:
    save(("old", Y, number(1), 0))
    tables = ("figure", "change", "history")
    before = [ask(path, f"SELECT * FROM {table}") for table in tables]
    cells = [("old", Y, number(2), 1), ("new", Y, number(3), 0)]
    cells.insert(place, ("bad", Y, BAD, 0))
    with pytest.raises(IntegrityError):
        save(*cells)
    assert [ask(path, f"SELECT * FROM {table}") for table in tables] == before
    assert save(("old", Y, number(2), 1)).versions["old", Y] == 2


def test_when_history_cannot_be_written_the_figure_is_not_either(save, store: SqlStore, hospital, note) -> None:
    save(("a", Y, number(1), 0))
    nobody = replace(note, actor=replace(note.actor, who=None))
    with pytest.raises(sqlite3.IntegrityError):
        store.save_figures(hospital.id, [FigureWrite("a", Y, number(2), 1)], nobody)
    assert store.figures(hospital.id)["a", Y].figure == number(1)
    with pytest.raises(sqlite3.IntegrityError):
        store.add_hospital(Hospital("乙院", "二级", "综合"), nobody)
    assert store.hospitals() == [hospital]


def test_an_unknown_hospital_is_refused(store: SqlStore, note) -> None:
    with pytest.raises(IntegrityError):
        store.save_figures("nobody", [FigureWrite("a", Y, number(1), 0)], note)

"""说明 and departments."""

import sqlite3
from contextlib import closing
from pathlib import Path

from hqd_desktop.store.sql_store import SqlStore


def test_an_explanation_can_be_written_changed_and_withdrawn(store: SqlStore, hospital, path: Path, note) -> None:
    store.save_explanation(hospital.id, 2024, "income_jump", "新院区启用", note)
    store.save_explanation(hospital.id, 2023, "income_jump", "疫情", note)
    store.save_explanation(hospital.id, 2024, "income_jump", "新院区 6 月启用", note)
    assert store.explanations(hospital.id, 2024) == {"income_jump": "新院区 6 月启用"}
    store.save_explanation(hospital.id, 2024, "income_jump", "", note)
    assert store.explanations(hospital.id, 2024) == {}
    assert store.explanations(hospital.id, 2023) == {"income_jump": "疫情"}
    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute(
            "SELECT item, period, field, old_value, new_value FROM history WHERE table_name = 'explanation'"
            " AND period = '2024' ORDER BY seq"
        ).fetchall()
    assert told == [
        ("income_jump", "2024", "text", "", "新院区启用"),
        ("income_jump", "2024", "text", "新院区启用", "新院区 6 月启用"),
        ("income_jump", "2024", "text", "新院区 6 月启用", ""),
    ]


def test_withdrawing_what_was_never_written_writes_nothing(store: SqlStore, hospital, path: Path, note) -> None:
    store.save_explanation(hospital.id, 2024, "x", "", note)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (1,)  # the hospital's own


def test_an_item_can_be_given_to_a_department_and_back(store: SqlStore, hospital, note) -> None:
    store.save_department(hospital.id, "income", "财务科", note)
    store.save_department(hospital.id, "beds", "医务科", note)
    store.save_department(hospital.id, "income", "运营办", note)
    assert store.departments(hospital.id) == {"income": "运营办", "beds": "医务科"}
    store.save_department(hospital.id, "beds", "", note)
    assert store.departments(hospital.id) == {"income": "运营办"}
    assert store.departments("nobody") == {}

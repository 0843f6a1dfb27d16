"""说明, 跟进, 上年调整数 and departments."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import Restatement, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
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


def test_a_follow_up_is_written_and_done(store: SqlStore, hospital, note) -> None:
    key = ("income", Period(2024))
    store.save_follow_up(hospital.id, key, "问财务科", note)
    store.save_follow_up(hospital.id, ("beds", Period(2024, 2)), "等年报", note)
    assert store.follow_ups(hospital.id) == {key: "问财务科", ("beds", Period(2024, 2)): "等年报"}
    store.save_follow_up(hospital.id, key, "", note)
    assert store.follow_ups(hospital.id) == {("beds", Period(2024, 2)): "等年报"}
    told = [(entry.table, entry.field, entry.old, entry.new) for entry in store.history(hospital.id, "income", "2024")]
    assert told == [("follow_up", "text", "问财务科", ""), ("follow_up", "text", "", "问财务科")]


def test_a_restatement_is_a_row_of_its_own(save, store: SqlStore, hospital, note) -> None:
    key = ("income", Period(2023))
    save(("income", Period(2023), number(5), 0))
    store.save_restatement(hospital.id, 2024, key, Restatement(Decimal("9999999999999.99"), "审计调整"), note)
    store.save_restatement(hospital.id, 2025, key, Restatement(Decimal(7), "再调整一次"), note)
    assert store.restatements(hospital.id, 2024) == {key: Restatement(Decimal("9999999999999.99"), "审计调整")}
    store.save_restatement(hospital.id, 2024, key, Restatement(Decimal(6), "更正"), note)
    assert store.restatements(hospital.id, 2024) == {key: Restatement(Decimal(6), "更正")}
    assert store.figures(hospital.id)[key].figure.value == 5
    tables = [entry.table for entry in store.history(hospital.id, "income", "2023", limit=2)]
    assert tables == ["restatement", "restatement"]


def test_a_period_that_is_none_is_said(store: SqlStore, hospital, path: Path, note) -> None:
    store.save_follow_up(hospital.id, ("income", Period(2024)), "问", note)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE follow_up SET period = 'abcd'")
        connection.commit()
    with pytest.raises(StoreError):
        store.follow_ups(hospital.id)

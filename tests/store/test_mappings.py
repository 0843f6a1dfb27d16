"""Mappings kept by name: saved, changed, renamed, withdrawn, taken up again, each with its history."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from hqd_desktop.services.errors import StaleWrite, StoreError
from hqd_desktop.services.records import StoredMapping
from hqd_desktop.store.sql_store import SqlStore


def told(path: Path) -> list[tuple[str, str, str, str]]:
    """What history says of mappings."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT item, field, old_value, new_value FROM history WHERE table_name = 'table_mapping' ORDER BY seq"
        ).fetchall()


def test_saved_changed_renamed_and_withdrawn(store: SqlStore, hospital, path: Path, note) -> None:
    kept = store.save_mapping(hospital.id, StoredMapping("年报", "{}"), note)
    assert (kept.version, len(kept.id)) == (1, 36)
    changed = store.save_mapping(hospital.id, replace(kept, body='{"a":1}'), note)
    renamed = store.save_mapping(hospital.id, replace(changed, name="财务年报"), note)
    assert (renamed.id, renamed.version) == (kept.id, 3)
    store.save_mapping(hospital.id, StoredMapping("病案", "{}"), note)
    assert [m.name for m in store.mappings(hospital.id)] == ["病案", "财务年报"]
    assert store.mappings("nobody") == []
    store.save_mapping(hospital.id, replace(renamed, active=False), note)
    assert [m.name for m in store.mappings(hospital.id)] == ["病案"]
    assert told(path) == [
        ("年报", "body", "", "{}"),
        ("年报", "active", "0", "1"),
        ("年报", "body", "{}", '{"a":1}'),
        ("财务年报", "name", "年报", "财务年报"),
        ("病案", "body", "", "{}"),
        ("病案", "active", "0", "1"),
        ("财务年报", "active", "1", "0"),
    ]


def test_saving_the_same_again_writes_nothing(store: SqlStore, hospital, path: Path, note) -> None:
    kept = store.save_mapping(hospital.id, StoredMapping("年报", "{}"), note)
    count = len(told(path))
    assert store.save_mapping(hospital.id, kept, note) == kept
    assert len(told(path)) == count


def test_a_name_is_used_once(store: SqlStore, hospital, note) -> None:
    kept = store.save_mapping(hospital.id, StoredMapping("年报", "{}"), note)
    other = store.save_mapping(hospital.id, StoredMapping("病案", "{}"), note)
    for wrong in (StoredMapping("年报", "x"), replace(other, name="年报")):
        with pytest.raises(StoreError) as refused:
            store.save_mapping(hospital.id, wrong, note)
        assert refused.value.problems[0].code == "mapping_name_taken"
    gone = store.save_mapping(hospital.id, replace(kept, active=False), note)
    with pytest.raises(StoreError):
        store.save_mapping(hospital.id, replace(other, name="年报"), note)
    again = store.save_mapping(hospital.id, StoredMapping("年报", "new"), note)
    assert (again.id, again.version, again.body) == (gone.id, 3, "new")
    assert [m.body for m in store.mappings(hospital.id)] == ["new", "{}"]


def test_a_stale_one_is_refused(store: SqlStore, hospital, note) -> None:
    kept = store.save_mapping(hospital.id, StoredMapping("年报", "{}"), note)
    store.save_mapping(hospital.id, replace(kept, body="1"), note)
    with pytest.raises(StaleWrite):
        store.save_mapping(hospital.id, replace(kept, body="2"), note)
    assert store.mappings(hospital.id)[0].body == "1"

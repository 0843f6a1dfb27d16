"""Hospitals and years."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.errors import StaleWrite, StoreError
from hqd_desktop.services.records import YearRecord, YearState
from hqd_desktop.store.sql_store import SqlStore


def test_hospitals_keep_all_they_are_and_their_order(store: SqlStore, note) -> None:
    given = [
        Hospital("乙院", "二级", "中医", "H2"),
        Hospital("甲院", "三级", "综合", sample=True),
        Hospital("丙院", "未定级", "民族医", id="7c9e6679-7425-40de-944b-e07fc1f90ae7"),
    ]
    kept = [store.add_hospital(one, note) for one in given]
    assert store.hospitals() == kept
    assert [replace(one, id=before.id) for one, before in zip(kept, given, strict=True)] == given
    assert kept[2].id == given[2].id
    assert all(UUID(one.id) for one in kept)


def test_a_hospital_can_be_corrected_and_both_are_in_history(store: SqlStore, hospital, path: Path, note) -> None:
    changed = replace(hospital, name="示例市人民医院", sample=True)
    store.update_hospital(changed, note)
    store.update_hospital(changed, note)
    assert store.hospitals() == [changed]
    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute("SELECT field, old_value, new_value FROM history ORDER BY seq").fetchall()
        assert connection.execute("SELECT version FROM hospital").fetchall() == [(2,)]
    assert told == [
        ("name", "", "示例医院"),
        ("code", "", "H001"),
        ("level", "", "三级"),
        ("type", "", "综合"),
        ("sample", "", "0"),
        ("name", "示例医院", "示例市人民医院"),
        ("sample", "0", "1"),
    ]


def test_an_empty_code_is_not_a_touched_field(store: SqlStore, path: Path, note) -> None:
    store.add_hospital(Hospital("甲院", "三级", "综合"), note)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM history WHERE field = 'code'").fetchone() == (0,)


def test_a_hospital_that_was_never_added_cannot_be_changed(store: SqlStore, hospital, note) -> None:
    with pytest.raises(LookupError):
        store.update_hospital(replace(hospital, id="nobody"), note)


def test_years_come_oldest_first_and_count_their_versions(store: SqlStore, hospital, note) -> None:
    later = store.save_year(YearRecord(hospital.id, 2024, "shaoyang-2022", "example"), note)
    earlier = store.save_year(YearRecord(hospital.id, 2023, "shaoyang-2022", "example"), note)
    assert store.years(hospital.id) == [earlier, later]
    assert (later.version, later.submission, later.state) == (1, 1, YearState.DRAFT)
    locked = store.save_year(replace(later, state=YearState.LOCKED, submission=2), note)
    assert locked == replace(later, state=YearState.LOCKED, submission=2, version=2)
    assert store.years(hospital.id) == [earlier, locked]
    assert store.save_year(locked, note) == locked
    assert store.years("nobody") == []


def test_a_year_changed_meanwhile_is_not_overwritten(store: SqlStore, hospital, note) -> None:
    record = store.save_year(YearRecord(hospital.id, 2024, "p", "r"), note)
    store.save_year(replace(record, ruleset_id="r2"), note)
    for stale in (record, replace(record, version=0, id="")):
        with pytest.raises(StaleWrite) as raised:
            store.save_year(replace(stale, ruleset_id="r3"), note)
        (problem,) = raised.value.problems
        assert (problem.where, problem.params["table"], problem.params["who"]) == ("2024", "hospital_year", "甲")
    assert store.years(hospital.id)[0].ruleset_id == "r2"


def test_a_state_that_this_program_does_not_know_is_not_guessed(store: SqlStore, hospital, path: Path, note) -> None:
    store.save_year(YearRecord(hospital.id, 2024, "p", "r"), note)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE hospital_year SET state = 'lckd'")
    with pytest.raises(StoreError) as raised:
        store.years(hospital.id)
    assert raised.value.problems[0].code == "store_damaged"

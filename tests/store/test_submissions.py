"""What was locked is kept whole, once, together with the year's new state or not at all."""

import pytest
from sqlalchemy.exc import IntegrityError

from hqd_desktop.services.records import YearRecord, YearState
from hqd_desktop.store.sql_store import SqlStore


def test_kept_with_the_state_of_the_year(store: SqlStore, hospital, note) -> None:
    year = store.save_year(YearRecord(hospital.id, 2024, "s", "r"), note)
    assert store.submissions(hospital.id) == []
    locked = YearRecord(hospital.id, 2024, "s", "r", YearState.LOCKED, 1, year.version, year.id)
    store.save_year(locked, note, '{"v":1}')
    (key,) = store.submissions(hospital.id)
    assert (key.year, key.number, key.who, key.reason) == (2024, 1, "甲", "原表有误")
    assert key.digest.startswith("hqd1-sha256:")
    assert store.submission_body(hospital.id, 2024, 1) == '{"v":1}'
    with pytest.raises(LookupError):
        store.submission_body(hospital.id, 2024, 2)


def test_a_number_is_used_once(store: SqlStore, hospital, note) -> None:
    year = store.save_year(YearRecord(hospital.id, 2024, "s", "r", YearState.LOCKED), note, "{}")
    again = YearRecord(hospital.id, 2024, "s", "r", YearState.DRAFT, 1, year.version, year.id)
    with pytest.raises(IntegrityError):
        store.save_year(again, note, '{"v":2}')
    assert store.years(hospital.id) == [year]
    assert store.submission_body(hospital.id, 2024, 1) == "{}"

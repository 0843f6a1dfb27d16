"""Versioned rows: the expected version, or nothing."""

import pytest

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StaleWrite
from hqd_desktop.store import rows
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)


def test_versions_count_the_writes_of_a_row(save) -> None:
    assert save(("a", Y, number(1), 0)).versions == {("a", Y): 1}
    assert save(("a", Y, number(2), 1), ("b", Y, number(1), 0)).versions == {("a", Y): 2, ("b", Y): 1}


def test_a_row_as_it_is_keeps_its_version_and_leaves_no_trace(save, store: SqlStore, hospital) -> None:
    save(("a", Y, number("1.5"), 0))
    before = store.history(hospital.id)
    saved = save(("a", Y, number("1.50"), 1), ("b", Y, BLANK, 0))
    assert (saved.change_id, saved.versions) == ("", {("a", Y): 1, ("b", Y): 0})
    assert store.history(hospital.id) == before
    assert set(store.figures(hospital.id)) == {("a", Y)}


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_stale_write_names_the_other_and_writes_nothing(save, store: SqlStore, hospital, expected: int) -> None:
    save(("a", Y, number(1), 0))
    save(("a", Y, number(2), 1))
    with pytest.raises(StaleWrite) as raised:
        save(("b", Y, number(1), 0), ("a", Y, number(3), expected))
    (problem,) = raised.value.problems
    assert (problem.code, problem.where) == ("store_stale", "a")
    assert problem.params == {
        "table": "figure",
        "item": "a",
        "period": "2024",
        "expected": str(expected),
        "found": "2",
        "who": "甲",
        "pc": "PC-01",
        "at": "2025-01-31T06:32:10.123+00:00",
    }
    assert {key: stored.version for key, stored in store.figures(hospital.id).items()} == {("a", Y): 2}


def test_every_stale_row_is_named_also_one_that_never_was(save) -> None:
    save(("a", Y, number(1), 0))
    with pytest.raises(StaleWrite) as raised:
        save(("a", Y, number(2), 0), ("b", Y, number(2), 4))
    assert [(p.where, p.params["found"], p.params["who"]) for p in raised.value.problems] == [
        ("a", "1", "甲"),
        ("b", "0", ""),
    ]


def test_a_row_twice_in_one_save_is_our_mistake(save, store: SqlStore, hospital) -> None:
    with pytest.raises(ValueError, match="twice"):
        save(("a", Y, number(1), 0), ("a", Y, number(2), 0))
    assert not store.figures(hospital.id)


def test_an_empty_save_is_no_change(save) -> None:
    assert save().change_id == ""


def test_a_write_that_missed_its_row_is_taken_back(save, store: SqlStore, hospital, monkeypatch) -> None:
    save(("a", Y, number(1), 0))
    real = rows._update
    monkeypatch.setattr(rows, "_update", lambda table: real(table).where(table.c.version == 99))
    with pytest.raises(RuntimeError, match="0 of 1"):
        save(("a", Y, number(2), 1))
    assert store.figures(hospital.id)["a", Y].figure == number(1)

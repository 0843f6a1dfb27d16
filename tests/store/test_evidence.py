"""佐证 in the database: records and uses come back as they were written, with history, and nothing is deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hqd_desktop.domain.evidence import Evidence, EvidenceUse, UseKind, use_of_figure, use_of_indicator
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StaleWrite, StoreError
from hqd_desktop.services.records import EvidenceWrite
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore
from hqd_desktop.store.tables import EVIDENCE_KINDS

BEDS = use_of_figure(("beds", Period(2024)))
QUARTER = use_of_figure(("plan", Period(2024, 2)))
INDICATOR = use_of_indicator("shaoyang-2022", "18", 2024)
DAY = date(2025, 1, 31)
RECORD = Evidence(
    "a" * 64, 200_000_000, "通报.pdf", "床位核定通报", "邵卫〔2024〕1号", date(2024, 3, 1), date(2026, 3, 1), DAY,
    True, 3, "医务科", (BEDS,),
)  # fmt: skip


def rows(path: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_record_comes_back_as_it_was_written(store: SqlStore, hospital, note) -> None:
    bare = Evidence("b" * 64, 1, "a.txt", "只有名称", added_on=DAY, uses=(INDICATOR, QUARTER))
    store.save_evidence(hospital.id, [EvidenceWrite(RECORD, (BEDS,)), EvidenceWrite(bare, (QUARTER, INDICATOR))], note)
    second, first = store.evidence(hospital.id)
    assert replace(first, id="", version=0) == RECORD
    assert replace(second, id="", version=0) == bare
    assert (first.version, len(first.id)) == (1, 36)
    assert store.evidence("nobody") == ()


def test_each_act_is_one_change_with_its_history(store: SqlStore, hospital, note, path: Path) -> None:
    store.save_evidence(hospital.id, [EvidenceWrite(RECORD, (BEDS,))], replace(note, action="添加佐证"))
    (held,) = store.evidence(hospital.id)
    left = replace(held, title="新名", uses=())
    store.save_evidence(
        hospital.id, [EvidenceWrite(left, withdrawn=(BEDS,))], replace(note, action="撤回佐证", reason="放错了")
    )
    (gone,) = store.evidence(hospital.id)
    assert (gone.active, gone.title, gone.version) == (False, "新名", 2)
    assert rows(path, "SELECT active FROM evidence UNION ALL SELECT active FROM evidence_use") == [(0,), (0,)]
    told = rows(
        path,
        "SELECT action, reason, table_name, item, period, field, old_value, new_value FROM history"
        " JOIN change ON change.id = change_id WHERE action IN ('添加佐证', '撤回佐证') ORDER BY history.seq",
    )
    assert ("添加佐证", "原表有误", "evidence", "a" * 64, "", "title", "", "床位核定通报") in told
    assert ("添加佐证", "原表有误", "evidence_use", "beds", "2024", "active", "0", "1") in told
    assert [row[2:] for row in told if row[0] == "撤回佐证"] == [
        ("evidence", "a" * 64, "", "title", "床位核定通报", "新名"),
        ("evidence", "a" * 64, "", "active", "1", "0"),
        ("evidence_use", "beds", "2024", "active", "1", "0"),
    ]
    assert {row[1] for row in told if row[0] == "撤回佐证"} == {"放错了"}
    assert store.history(hospital.id) == []  # of figures


def test_an_old_row_with_a_bare_number_is_read_as_it_is_and_can_be_withdrawn(
    store: SqlStore, hospital, note, path: Path
) -> None:
    """What programs before the packs wrote: beside the new form, a row of its own, and the chain holds."""
    old = EvidenceUse(UseKind.INDICATOR, "18", Period(2024))
    store.save_evidence(hospital.id, [EvidenceWrite(replace(RECORD, uses=(old,)), (old,))], note)
    (held,) = store.evidence(hospital.id)
    assert held.uses == (old,)
    assert held.proves(INDICATOR)
    assert held.proves(use_of_indicator("dazu-2024", "18", 2024))
    both = replace(held, uses=(old, INDICATOR))
    store.save_evidence(hospital.id, [EvidenceWrite(both, (INDICATOR,))], note)
    (held,) = store.evidence(hospital.id)
    assert held.uses == (old, INDICATOR)
    stored = rows(path, "SELECT kind, target, active FROM evidence_use ORDER BY target")
    assert stored == [("indicator", "18", 1), ("indicator", "shaoyang-2022:18", 1)]
    filed = rows(path, "SELECT item FROM history WHERE table_name = 'evidence_use' ORDER BY seq")
    assert filed == [("18",), ("indicator:shaoyang-2022:18",)]
    store.save_evidence(hospital.id, [EvidenceWrite(replace(held, uses=()), withdrawn=held.uses)], note)
    assert list(store.evidence(hospital.id)[0].uses) == []
    assert store.examine(True) == ()


def test_the_same_again_writes_nothing(store: SqlStore, hospital, note, path: Path) -> None:
    store.save_evidence(hospital.id, [EvidenceWrite(RECORD, (BEDS,))], note)
    (held,) = store.evidence(hospital.id)
    before = rows(path, "SELECT count(*) FROM change")
    store.save_evidence(hospital.id, [EvidenceWrite(held, (BEDS,))], note)
    assert rows(path, "SELECT count(*) FROM change") == before
    assert store.evidence(hospital.id) == (held,)


def test_a_record_that_was_changed_meanwhile_is_not_overwritten(store: SqlStore, hospital, note, path: Path) -> None:
    store.save_evidence(hospital.id, [EvidenceWrite(RECORD, (BEDS,))], note)
    other = Evidence("b" * 64, 1, "b.txt", "另一份", added_on=DAY, uses=(BEDS,))
    with pytest.raises(StaleWrite) as caught:
        store.save_evidence(hospital.id, [EvidenceWrite(other, (BEDS,)), EvidenceWrite(RECORD, (INDICATOR,))], note)
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["found"], problem.params["who"]) == ("store_stale", "1", "甲")
    assert [record.title for record in store.evidence(hospital.id)] == ["床位核定通报"]
    assert rows(path, "SELECT count(*) FROM evidence_use") == [(1,)]


def test_two_hospitals_may_hold_the_same_file(store: SqlStore, hospital, note) -> None:
    other = store.add_hospital(replace(hospital, id="", name="分院"), note)
    for one in (hospital, other):
        store.save_evidence(one.id, [EvidenceWrite(RECORD, (BEDS,))], note)
    assert [len(store.evidence(one.id)) for one in (hospital, other)] == [1, 1]


@pytest.mark.parametrize("column", ["issued_on", "period"])
def test_what_no_write_of_ours_can_have_left_is_damage(
    store: SqlStore, hospital, note, path: Path, column: str, code
) -> None:
    store.save_evidence(hospital.id, [EvidenceWrite(RECORD, (BEDS,))], note)
    store.close()
    table, value = ("evidence", "gestern") if column == "issued_on" else ("evidence_use", "0024")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = ?", [value])
    with open_store(path, create=False, read_only=True) as opened, pytest.raises(StoreError) as raised:
        opened.evidence(hospital.id)
    assert code(raised) == "store_damaged"


def test_the_kinds_are_those_of_the_domain() -> None:
    assert {kind.value for kind in UseKind} == set(EVIDENCE_KINDS)

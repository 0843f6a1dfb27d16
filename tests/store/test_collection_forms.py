"""Collection forms: each write with its history, times told by it, never over another's change."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.errors import StaleWrite
from hqd_desktop.services.form_records import FormRecord, FormState
from hqd_desktop.services.records import ChangeNote
from hqd_desktop.store.sql_store import SqlStore
from tests.store.conftest import START

FORM = FormRecord("2025-财务科-abc123", 2025, "财务科", "hqd1-sha256:" + "0" * 64, FormState.ISSUED, 22)


def only(store: SqlStore, hospital: Hospital) -> FormRecord:
    (form,) = store.forms(hospital.id, 2025)
    return form


def test_a_form_goes_out_and_comes_back(store: SqlStore, hospital: Hospital, note: ChangeNote) -> None:
    assert store.forms(hospital.id, 2025) == []
    store.save_forms(hospital.id, [FORM], note)
    out = only(store, hospital)
    assert out == replace(FORM, version=1, issued_at=out.issued_at)
    assert out.issued_at is not None
    assert out.issued_at > START
    back = replace(out, state=FormState.RETURNED, given=20, signed=True, file_name="财务.xlsx", file_digest="f" * 64)
    store.save_forms(hospital.id, [back], note)
    read = only(store, hospital)
    assert read == replace(back, version=2, returned_at=read.returned_at)
    assert read.returned_at is not None
    assert read.returned_at > out.issued_at
    store.save_forms(hospital.id, [replace(read, file_digest="e" * 64)], note)
    assert only(store, hospital).returned_at > read.returned_at  # type: ignore[operator]


def test_a_form_that_is_issued_anew_is_dated_anew(store: SqlStore, hospital: Hospital, note: ChangeNote) -> None:
    store.save_forms(hospital.id, [FORM], note)
    first = only(store, hospital)
    store.save_forms(hospital.id, [replace(first, state=FormState.WITHDRAWN)], note)
    store.save_forms(hospital.id, [replace(only(store, hospital), state=FormState.ISSUED)], note)
    assert only(store, hospital).issued_at > first.issued_at  # type: ignore[operator]


def test_forms_of_other_years_and_hospitals_are_apart(store: SqlStore, hospital: Hospital, note: ChangeNote) -> None:
    other = store.add_hospital(Hospital("别的医院", "二级", "综合"), note)
    store.save_forms(hospital.id, [FORM, replace(FORM, form="2024-财务科-1", year=2024)], note)
    store.save_forms(other.id, [FORM], note)
    assert [form.form for form in store.forms(hospital.id, 2024)] == ["2024-财务科-1"]
    assert [form.form for form in store.forms(other.id, 2025)] == [FORM.form]


def test_a_stale_write_changes_no_form(store: SqlStore, hospital: Hospital, note: ChangeNote, path: Path) -> None:
    second = replace(FORM, form="2025-人事科-1", department="人事科")
    store.save_forms(hospital.id, [FORM, second], note)
    held = {form.form: form for form in store.forms(hospital.id, 2025)}  # their order is that of ids of one moment
    first, other = held[FORM.form], held[second.form]
    store.save_forms(hospital.id, [replace(first, signed=True)], note)
    with pytest.raises(StaleWrite) as raised:
        store.save_forms(hospital.id, [replace(other, signed=True), first], note)
    assert raised.value.problems[0].params["item"] == FORM.form
    signed = {form.form: form.signed for form in store.forms(hospital.id, 2025)}
    assert signed == {FORM.form: True, second.form: False}


def test_every_field_that_changes_is_in_the_history(
    store: SqlStore, hospital: Hospital, note: ChangeNote, path: Path
) -> None:
    store.save_forms(hospital.id, [FORM], note)
    store.save_forms(hospital.id, [replace(only(store, hospital), signed=True)], note)
    store.save_forms(hospital.id, [only(store, hospital)], note)  # as it is: nothing
    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute(
            "SELECT item, period, field, old_value, new_value FROM history"
            " WHERE table_name = 'collection_form' ORDER BY seq"
        ).fetchall()
    fields = {field: new for _, _, field, _, new in told[:-1]}
    assert fields == {
        "year": "2025", "department": "财务科", "digest": FORM.digest, "state": "issued", "given": "0",
        "asked": "22", "signed": "0",
    }  # fmt: skip
    assert told[-1] == (FORM.form, "2025", "signed", "0", "1")
    assert store.history(hospital.id) == []  # the list of changed figures is about figures


def test_forms_that_go_out_together_keep_the_order_of_the_departments(
    store: SqlStore, hospital: Hospital, note: ChangeNote
) -> None:
    """All in one millisecond, where ids are no order; a form that comes back does not move."""
    names = ["党办", "财务科", "病案统计科", "人事科", "医务科", "护理部", "药学部", "信息科", "科教科", "医保办"]
    forms = [replace(FORM, form=f"2025-{name}-1", department=name) for name in names]
    store.save_forms(hospital.id, forms, note)
    listed = store.forms(hospital.id, 2025)
    assert [form.department for form in listed] == names
    store.save_forms(hospital.id, [replace(listed[3], state=FormState.RETURNED, file_digest="f" * 64)], note)
    assert [form.department for form in store.forms(hospital.id, 2025)] == names

"""People and their passwords in a real file: the hash stays in it, the password is nowhere."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from hqd_desktop.services.errors import StaleWrite
from hqd_desktop.services.records import Person
from hqd_desktop.store.sql_store import SqlStore


def test_added_renamed_withdrawn(store: SqlStore, hospital, note) -> None:
    person = store.save_person(hospital.id, Person("甲", "J"), note)
    assert store.people(hospital.id) == [person]
    person = store.save_person(hospital.id, replace(person, name="甲乙", initials="JY"), note)
    person = store.save_person(hospital.id, replace(person, active=False), note)
    assert store.people(hospital.id) == [person]
    assert (person.version, person.active) == (3, False)
    assert not store.admits(hospital.id, person, "")


def test_a_password_is_asked_once_it_is_set(store: SqlStore, hospital, note, path: Path) -> None:
    person = store.save_person(hospital.id, Person("甲", "J"), note)
    assert store.admits(hospital.id, person, "随便")
    person = store.set_password(hospital.id, person, "机密口令", note)
    assert store.people(hospital.id) == [person]
    assert person.guarded
    assert store.admits(hospital.id, person, "机密口令")
    assert not store.admits(hospital.id, person, "机密")
    assert not store.admits(hospital.id, person, "")
    store.close()
    content = b"".join(part.read_bytes() for part in path.parent.glob("*.hqd*"))
    assert "机密口令".encode() not in content
    with closing(sqlite3.connect(path)) as connection:
        ((hashed,),) = connection.execute("SELECT password FROM person").fetchall()
        told = connection.execute("SELECT new_value FROM history WHERE field = 'password'").fetchall()
    assert hashed.startswith("$argon2id$")
    assert hashed not in str(told)


def test_a_hash_that_is_none_admits_nobody(store: SqlStore, hospital, note) -> None:
    person = store.save_person(hospital.id, Person("甲"), note)
    store.set_password(hospital.id, person, "x", note)
    store._connection.exec_driver_sql("UPDATE person SET password = 'nonsense'")
    store._connection.commit()
    assert not store.admits(hospital.id, person, "x")


def test_the_password_is_taken_away(store: SqlStore, hospital, note) -> None:
    person = store.set_password(hospital.id, store.save_person(hospital.id, Person("甲"), note), "x", note)
    person = store.set_password(hospital.id, person, "", note)
    assert not person.guarded
    assert store.admits(hospital.id, person, "")
    assert store.examine(True) == ()


def test_somebody_was_quicker(store: SqlStore, hospital, note) -> None:
    person = store.save_person(hospital.id, Person("甲"), note)
    store.save_person(hospital.id, replace(person, initials="J"), note)
    with pytest.raises(StaleWrite):
        store.set_password(hospital.id, person, "x", note)
    assert store.people(hospital.id)[0].guarded is False

"""People between rows and the services' form, and the hashes of their passwords, which leave this room never."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from hqd_desktop.services.records import Person
from hqd_desktop.store.chain import fingerprint
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import person as table
from hqd_desktop.store.transaction import Transaction

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_NOBODY = {"name": "", "initials": "", "active": False}


def read_people(connection: Connection, hospital_id: str) -> Sequence[Person]:
    """Everybody, the withdrawn ones too, by name."""
    rows = connection.execute(select(table).where(table.c.hospital_id == hospital_id).order_by(table.c.name))
    return [Person(row.name, row.initials, row.active, bool(row.password), row.id, row.version) for row in rows]


def save_person(transaction: Transaction, one: Person) -> Person:
    """Insert or change one if its version is still the stored one."""
    values = {"name": one.name, "initials": one.initials, "active": one.active}
    key = {"id": one.id} if one.id else {"name": one.name}
    wanted = {name: value for name, value in values.items() if name not in key}
    ((row_id, version),) = put_rows(transaction, table, _NOBODY, [RowWrite(key, wanted, one.version, one.name)])
    return replace(one, id=row_id, version=version)


def set_password(transaction: Transaction, one: Person, password: str) -> Person:
    """Keep the argon2 hash of a password, none for an empty one; history holds only a digest of the hash."""
    hashed = _hasher().hash(password) if password else ""
    here = table.c.id == one.id
    before = transaction.connection.execute(select(table.c.password).where(here)).scalar_one()
    transaction.touch(
        table.name, one.id, {"password": fingerprint(before)}, {"password": fingerprint(hashed)}, one.name
    )
    changed = table.update().where(here, table.c.version == one.version)
    done = transaction.connection.execute(changed.values(password=hashed, version=one.version + 1))
    if done.rowcount != 1:
        save_person(transaction, one)  # says who was quicker
    return replace(one, guarded=bool(password), version=one.version + 1)


def admits(connection: Connection, hospital_id: str, one: Person, password: str) -> bool:
    """Whether this is the person's password; anything is where none is set."""
    from argon2.exceptions import InvalidHashError, VerificationError

    rows = select(table.c.password).where(table.c.hospital_id == hospital_id, table.c.id == one.id, table.c.active)
    hashed = connection.execute(rows).scalar()
    if not hashed:
        return hashed is not None
    try:
        return bool(_hasher().verify(hashed, password))
    except (VerificationError, InvalidHashError):
        return False


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # costs as much as a page of ours, and most hospitals set no password

    return PasswordHasher()

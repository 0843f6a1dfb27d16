"""Hospitals and their years between rows and the services' form; it refuses to know figures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.records import YearRecord, YearState
from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.ids import new_id
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import hospital, hospital_year
from hqd_desktop.store.transaction import Transaction

_NO_YEAR = {"scheme_id": "", "ruleset_id": "", "state": "", "submission": ""}


def read_hospitals(connection: Connection) -> Sequence[Hospital]:
    """All of them, in the order in which they were added."""
    rows = connection.execute(select(hospital).order_by(hospital.c.position, hospital.c.id))
    return [Hospital(row.name, row.level, row.type, row.code, row.id, row.sample) for row in rows]


def with_id(one: Hospital) -> Hospital:
    """The hospital with an id: its own, or a new one."""
    return one if one.id else replace(one, id=new_id())


def add_hospital(transaction: Transaction, one: Hospital) -> None:
    """Insert the hospital that the transaction is about."""
    last = transaction.connection.execute(select(func.max(hospital.c.position))).scalar()
    row = {"id": one.id, "position": (last or 0) + 1, "version": 1, **_fields(one)}
    transaction.connection.execute(insert(hospital), row)
    transaction.touch(hospital.name, one.id, dict.fromkeys(_fields(one)), _fields(one))


def update_hospital(transaction: Transaction, one: Hospital) -> None:
    """Change the hospital; LookupError when there is none of its id."""
    here = hospital.c.id == one.id
    row = transaction.connection.execute(select(hospital).where(here)).first()
    if row is None:
        raise LookupError(one.id)
    if transaction.touch(hospital.name, one.id, row._asdict(), _fields(one)):
        transaction.connection.execute(update(hospital).where(here).values(version=row.version + 1, **_fields(one)))


def _fields(one: Hospital) -> dict[str, object]:
    return {"name": one.name, "code": one.code, "level": one.level, "type": one.type, "sample": one.sample}


def read_years(connection: Connection, hospital_id: str) -> Sequence[YearRecord]:
    """The years of a hospital, oldest first."""
    query = select(hospital_year).where(hospital_year.c.hospital_id == hospital_id).order_by(hospital_year.c.year)
    return [_year(row) for row in connection.execute(query)]


def save_year(transaction: Transaction, record: YearRecord) -> YearRecord:
    """Insert or update the year if its version is still that of the record, else StaleWrite."""
    values = {
        "scheme_id": record.scheme_id,
        "ruleset_id": record.ruleset_id,
        "state": record.state.value,
        "submission": record.submission,
    }
    write = RowWrite({"year": record.year}, values, record.version, period=str(record.year))
    ((row_id, version),) = put_rows(transaction, hospital_year, _NO_YEAR, [write])
    return replace(record, id=row_id, version=version)


def _year(row: Row[Any]) -> YearRecord:
    try:
        state = YearState(row.state)
    except ValueError as error:
        raise Unreadable(f"year {row.year}: {row.state}") from error
    return YearRecord(
        row.hospital_id, row.year, row.scheme_id, row.ruleset_id, state, row.submission, row.version, row.id
    )

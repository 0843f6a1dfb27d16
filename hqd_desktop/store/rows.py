"""Writes keyed rows of a hospital, each only if its version is still the expected one; it refuses to know meanings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, Table, Update, bindparam, insert, select, update

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StaleWrite
from hqd_desktop.store.history import last_change
from hqd_desktop.store.ids import new_id
from hqd_desktop.store.transaction import Transaction

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class RowWrite:
    """What a row shall hold: its key within the hospital, its values, and the version it must still have.

    `expected` is 0 for a row that must not be there yet and None where any will do. `item` and `period` are what
    history files it under.
    """

    key: Mapping[str, object]
    values: Mapping[str, object]
    expected: int | None
    item: str = ""
    period: str = ""


def put_rows(
    transaction: Transaction, table: Table, blank: Mapping[str, object], writes: Sequence[RowWrite]
) -> list[tuple[str, int]]:
    """Insert or update all rows, or raise StaleWrite naming each that was changed meanwhile; returns ids and versions.

    A row that is already as asked keeps its version; `blank` is what a row that is not there counts as, and nothing
    is inserted to say the same. One key twice in `writes` is our mistake: ValueError.
    """
    stored = _stored(transaction, table, writes)
    if len({tuple(write.key.values()) for write in writes}) != len(writes):
        raise ValueError("a row twice in one save")
    _refuse_stale(transaction, table, writes, stored)
    inserts: list[dict[str, object]] = []
    updates: list[dict[str, object]] = []
    results: list[tuple[str, int]] = []
    for write in writes:
        row = stored.get(tuple(write.key.values()))
        before = blank if row is None else row._asdict()
        row_id, version = (new_id(), 0) if row is None else (row.id, row.version)
        if transaction.touch(table.name, row_id, before, write.values, write.item, write.period):
            if row is None:
                own = {"id": row_id, "hospital_id": transaction.hospital_id, "version": 1}
                inserts.append({**own, **write.key, **write.values})
            else:
                updates.append({"row_id": row_id, "was": version, "version": version + 1, **write.values})
            version += 1
        results.append((row_id if version else "", version))
    if inserts:
        transaction.connection.execute(insert(table), inserts)
    if updates:
        done = transaction.connection.execute(_update(table), updates)
        if done.rowcount != len(updates):  # cannot be while we hold the write lock
            raise RuntimeError(f"{table.name}: {done.rowcount} of {len(updates)} rows written")
    return results


def _stored(transaction: Transaction, table: Table, writes: Sequence[RowWrite]) -> dict[Key, Row[Any]]:
    if not writes:
        return {}
    names = tuple(writes[0].key)
    values: dict[str, object] = {"hospital_id": transaction.hospital_id}
    if len(writes) == 1:
        values |= writes[0].key
    rows = transaction.connection.execute(_select(table, tuple(values)), values)
    return {tuple(row._mapping[name] for name in names): row for row in rows}


@cache
def _select(table: Table, names: tuple[str, ...]) -> Select[Any]:
    return select(table).where(*(table.c[name] == bindparam(name) for name in names))


@cache
def _update(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("row_id"), table.c.version == bindparam("was"))


def _refuse_stale(
    transaction: Transaction, table: Table, writes: Iterable[RowWrite], stored: Mapping[Key, Row[Any]]
) -> None:
    problems = []
    for write in writes:
        row = stored.get(tuple(write.key.values()))
        found = row.version if row is not None else 0
        if write.expected is not None and write.expected != found:
            by = last_change(transaction.connection, transaction.hospital_id, table.name, write.item, write.period)
            params = {"table": table.name, "item": write.item, "period": write.period, **by}
            versions = {"expected": str(write.expected), "found": str(found)}
            problems.append(Problem("store_stale", write.item or write.period, {**params, **versions}))
    if problems:
        raise StaleWrite(*problems)

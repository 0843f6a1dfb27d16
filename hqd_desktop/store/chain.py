"""The digest chain over all changes, and the walk that finds what was altered past the program; it repairs nothing.

Whoever writes the whole chain anew deceives it: there is no secret in the file. Backups and papers hold older digests.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.history_text import TABLES
from hqd_desktop.store.tables import metadata
from hqd_desktop.store.verify import faults_in

_CHANGE = "id, hospital_id, at, who, pc, action, reason, origin"
_HISTORY = "ordinal, table_name, row_id, item, period, field, old_value, new_value"
_MOST = 20  # alterations that are named one by one
_APART = {"change", "history"}
# What a row counts as before its first change (the blanks that the writers of rows give).
_BLANKS = {("figure", "state"): "blank"}
_FINGERPRINTED = {("person", "password"), ("submission", "body")}
# Columns that no history row tells: who the row is, and its counter.
_KEYS = {"id", "hospital_id", "version", "position"}


def link(before: str, change: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """The digest of a change: of the digest before it, its columns and its history rows (docs/formats.md)."""
    data = [before, list(change), [list(row) for row in rows]]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=repr)  # bytes: a text that was altered
    return hashlib.sha256(text.encode()).hexdigest()


def last_digest(connection: sqlite3.Connection) -> str:
    """The digest of the latest change; empty in a new file."""
    row = connection.execute("SELECT digest FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def seal_broken(connection: sqlite3.Connection) -> Problem | None:
    """Whether the latest change is as it was written: asked at each opening, in no time."""
    heads = connection.execute(f"SELECT digest, seq, {_CHANGE} FROM change ORDER BY seq DESC LIMIT 2").fetchall()
    if not heads:
        return None
    digest, _, *change = heads[0]
    before = heads[1][0] if len(heads) > 1 else ""
    rows = connection.execute(f"SELECT {_HISTORY} FROM history WHERE change_id = ? ORDER BY ordinal", (change[0],))
    return None if link(before, change, rows.fetchall()) == digest else _broken(heads[0])


def examined(connection: sqlite3.Connection, whole: bool) -> tuple[Problem, ...]:
    """Everything that is wrong with a database, damage first; quickly (pages and the last change), or wholly."""
    if whole:
        lines = faults_in(connection)
    else:
        lines = tuple(line for (line,) in connection.execute("PRAGMA quick_check(5)") if line != "ok")
    damage = [Problem("store_check_damage", "", {"detail": line}) for line in lines[:5]]
    if damage:
        return tuple(damage)
    if whole:
        return alterations(connection)
    broken = seal_broken(connection)
    return (broken,) if broken else ()


def alterations(connection: sqlite3.Connection) -> tuple[Problem, ...]:
    """What was changed past the program: in the history itself, or in a row that now says otherwise than its history.

    A second or so for each hundred thousand changes. At most twenty are named, and how many more there are.
    """
    found = [*_chain_faults(connection), *_row_faults(connection)]
    more = len(found) - _MOST
    return (*found[:_MOST], *((Problem("store_altered_more", "", {"count": str(more)}),) if more > 0 else ()))


def _chain_faults(connection: sqlite3.Connection) -> Iterator[Problem]:
    before = ""
    rows = connection.execute(
        f"SELECT c.seq, h.{_HISTORY.replace(', ', ', h.')} FROM change c JOIN history h ON h.change_id = c.id"
        " ORDER BY c.seq, h.ordinal"
    )
    waiting = rows.fetchone()
    for head in connection.execute(f"SELECT digest, seq, {_CHANGE} FROM change ORDER BY seq"):
        digest, seq, *change = head
        touched = []
        while waiting is not None and waiting[0] == seq:
            touched.append(waiting[1:])
            waiting = rows.fetchone()
        if link(before, change, touched) != digest:
            yield _broken(head)
        before = digest  # go on from what is written, so that one alteration is named once


def _broken(head: Sequence[object]) -> Problem:
    _, seq, _, _, at, who, pc, action, *_ = head
    params = {"seq": seq, "at": at, "who": who, "pc": pc, "action": action}
    return Problem("store_history_altered", "", {name: str(value) for name, value in params.items()})


class _Told:
    """What the history says last of the rows of a table: each field, and what the row is filed under."""

    def __init__(self) -> None:
        self.fields: dict[tuple[str, str], str] = {}
        self.places: dict[str, tuple[str, str]] = {}


def _row_faults(connection: sqlite3.Connection) -> Iterator[Problem]:
    told = {table: _Told() for table in sorted(metadata.tables.keys() - _APART)}
    # Once for all tables: a large history takes longer to be read than to be looked at.
    rows = connection.execute("SELECT table_name, row_id, field, new_value, item, period FROM history ORDER BY seq")
    for table, row_id, field, new, item, period in rows:
        if (found := told.get(table)) is not None:
            found.fields[row_id, field] = new
            found.places[row_id] = (item, period)
    for table, found in told.items():
        yield from _table_faults(connection, table, found.fields, found.places)


def _table_faults(
    connection: sqlite3.Connection,
    table: str,
    told: Mapping[tuple[str, str], str],
    places: Mapping[str, tuple[str, str]],
) -> Iterator[Problem]:
    columns = [column.name for column in metadata.tables[table].c]
    fields = {field for _, field in told}
    seen = set()
    for row in connection.execute(f'SELECT {", ".join(columns)} FROM "{table}"'):
        values = dict(zip(columns, row, strict=True))
        row_id = values["id"]
        seen.add(row_id)
        item, period = places.get(row_id, ("", ""))
        for name in ("item", "period"):
            if name in values and row_id in places and values[name] != (item if name == "item" else period):
                yield _altered(table, item, period, name, item if name == "item" else period, str(values[name]))
        version = values.get("version", 1)
        if not isinstance(version, int) or version < 1:
            yield _altered(table, item, period, "version", "", str(version))
        if row_id not in places:
            yield _altered(table, str(values.get("item", "")), str(values.get("period", "")), "", "", "")
            continue
        for name in sorted(fields & values.keys() - _KEYS):
            now = _as_told((table, name), values[name])
            was = told.get((row_id, name), _BLANKS.get((table, name), ""))
            if now != was and not (now == "0" and was == ""):
                yield _altered(table, item, period, name, was, now)
    for row_id in places.keys() - seen:
        yield _altered(table, *places[row_id], "id", row_id, "")


def _as_told(place: tuple[str, str], value: object) -> str:
    """A stored value as history tells it; of a password's hash, and of a body, only a digest is there."""
    text = "" if value is None else str(value)
    return fingerprint(text) if place in _FINGERPRINTED else text


def fingerprint(text: str) -> str:
    """What history holds of a text that has no place in it; empty of an empty one."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def _altered(table: str, item: str, period: str, field: str, was: str, now: str) -> Problem:
    params = {"table": TABLES.get(table, table), "item": item, "period": period, "field": field, "was": was, "now": now}
    return Problem("store_row_altered", "", params)

"""Reads whatever figures a damaged database still gives, from a copy; it never touches the damaged file."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from hqd_desktop.services.salvage_text import SalvagedFigure
from hqd_desktop.store.connection import sidecar
from hqd_desktop.store.faults import guarded

_FIGURES = "SELECT hospital_id, item, period, state, value, text, note FROM figure"
_HISTORY = "SELECT hospital_id, item, period, field, new_value FROM history WHERE table_name = 'figure'"
_PARTS = ("", "-wal", "-journal")
_NAMES = ("state", "value", "text", "note")
Key = tuple[str, str, str]


def salvage(path: Path) -> list[SalvagedFigure]:
    """Every figure that can be read, from its own row, else as its history tells it; StoreError for what the disk does.

    Pages are read from the front until the first that is damaged, then from the back. What is found is not checked:
    somebody has to look at each.
    """
    with guarded(path), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        for suffix in _PARTS:
            if sidecar(path, suffix).exists():
                shutil.copyfile(sidecar(path, suffix), sidecar(copy, suffix))
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")
            _try(connection, "PRAGMA writable_schema = ON")  # reads on in a file that was cut off
            rows = {_key(row): row for row in _readable(connection, _FIGURES) if _whole(row)}
            told = _by_history(_readable(connection, _HISTORY))
    found = [_figure(key, row[3:], False) for key, row in rows.items()]
    for key, fields in told.items():
        if key not in rows and "state" in fields:
            found.append(_figure(key, [fields.get(name, "") for name in _NAMES], True))
    return found


def _figure(key: Key, texts: Sequence[str], from_history: bool) -> SalvagedFigure:
    state, value, text, note = texts
    return SalvagedFigure(*key, state, value or "", text, note, from_history)


def _readable(connection: sqlite3.Connection, query: str) -> list[tuple[str, ...]]:
    """The rows in the order in which they were written; where the middle cannot be read, those before and after it."""
    front, broken = _rows(connection, f"{query} ORDER BY rowid")
    if not broken:
        return front
    back, _ = _rows(connection, f"{query} ORDER BY rowid DESC")
    return list(dict.fromkeys((*front, *reversed(back))))


def _rows(connection: sqlite3.Connection, query: str) -> tuple[list[tuple[str, ...]], bool]:
    found: list[tuple[str, ...]] = []
    try:
        for row in connection.execute(query):
            found.append(row)
    except sqlite3.Error:
        return found, True
    return found, False


def _try(connection: sqlite3.Connection, statement: str) -> None:
    try:
        connection.execute(statement)
    except sqlite3.Error:
        return


def _key(row: tuple[str, ...]) -> Key:
    return row[0], row[1], row[2]


def _whole(row: tuple[object, ...]) -> bool:
    """Whether the row holds texts, as every row of ours does (the value may be none)."""
    return all(isinstance(value, str) or (place == 4 and value is None) for place, value in enumerate(row))


def _by_history(rows: Iterable[tuple[str, ...]]) -> dict[Key, dict[str, str]]:
    told: dict[Key, dict[str, str]] = {}
    for row in rows:
        if all(isinstance(value, str) for value in row):
            told.setdefault(_key(row), {})[row[3]] = row[4]
    return told

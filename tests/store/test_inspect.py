"""What a file is, without touching it."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.store.connection import sidecar
from hqd_desktop.store.inspect import Found, Kind, inspect_file
from hqd_desktop.store.schema import APPLICATION_ID, SCHEMA
from hqd_desktop.store.sql_store import SqlStore

OURS = Found(Kind.OURS, SCHEMA)


@pytest.fixture
def closed(store: SqlStore, path: Path) -> Path:
    store.close()
    return path


def mark(path: Path, owner: int, number: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {owner}")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("CREATE TABLE IF NOT EXISTS t (a)")


def test_nothing_and_a_folder(path: Path) -> None:
    assert inspect_file(path).kind is Kind.ABSENT
    path.mkdir()
    assert inspect_file(path).kind is Kind.NOT_DATABASE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"PK\x03\x04" + b"x" * 500, Kind.NOT_DATABASE),
        (b"S", Kind.NOT_DATABASE),
        (b"SQLite format 3\0" + b"\0" * 20, Kind.DAMAGED),
    ],
)
def test_files_that_are_no_database(path: Path, content: bytes, kind: Kind) -> None:
    path.write_bytes(content)
    assert inspect_file(path) == Found(kind)


def test_ours_closed_and_open(store: SqlStore, path: Path) -> None:
    assert inspect_file(path) == OURS
    store.close()
    assert inspect_file(path) == OURS


def test_foreign_and_unfinished(path: Path) -> None:
    mark(path, 0, 1)
    assert inspect_file(path).kind is Kind.FOREIGN
    mark(path, APPLICATION_ID, 0)
    assert inspect_file(path).kind is Kind.DAMAGED
    mark(path, APPLICATION_ID, 7)
    assert inspect_file(path) == Found(Kind.OURS, 7)


def test_a_truncated_file_is_damaged(closed: Path) -> None:
    content = closed.read_bytes()
    for size in (100, 4096, len(content) - 1):
        closed.write_bytes(content[:size])
        assert inspect_file(closed).kind is Kind.DAMAGED, size


def killed_with(path: Path, *statements: str) -> None:
    """A process that commits and is killed, so that the commit stands in the log alone."""
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('PRAGMA wal_autocheckpoint = 0')\n"
        "for statement in sys.argv[2:]: c.execute(statement)\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path), *statements], check=False)
    assert sidecar(path, "-wal").stat().st_size


def test_what_only_the_log_knows_is_seen(closed: Path) -> None:
    killed_with(closed, "PRAGMA user_version = 9")
    before = closed.read_bytes(), sidecar(closed, "-wal").read_bytes()
    assert inspect_file(closed) == Found(Kind.OURS, 9)
    assert (closed.read_bytes(), sidecar(closed, "-wal").read_bytes()) == before


def test_a_log_can_make_it_foreign_or_unfinished(closed: Path) -> None:
    killed_with(closed, "PRAGMA user_version = 0")
    assert inspect_file(closed).kind is Kind.DAMAGED
    killed_with(closed, "PRAGMA application_id = 5")
    assert inspect_file(closed).kind is Kind.FOREIGN


def test_a_damaged_header_with_a_log_is_damaged(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[16:24] = b"\xff" * 8
    closed.write_bytes(content)
    sidecar(closed, "-wal").write_bytes(b"x")
    assert inspect_file(closed).kind is Kind.DAMAGED


def test_page_sizes_and_libraries_that_keep_no_count(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 65536")
    mark(path, APPLICATION_ID, 3)
    assert inspect_file(path) == Found(Kind.OURS, 3)
    content = bytearray(path.read_bytes())
    content[92:96] = bytes(4)
    content[28:32] = b"\0\0\xff\xff"
    path.write_bytes(content)
    assert inspect_file(path) == Found(Kind.OURS, 3)


def test_it_takes_under_a_millisecond_and_no_sqlalchemy(closed: Path) -> None:
    best = 1.0
    for _ in range(50):
        start = time.perf_counter()
        inspect_file(closed)
        best = min(best, time.perf_counter() - start)
    assert best < 0.001
    script = (
        "import sys; from pathlib import Path; from hqd_desktop.store.open import open_store\n"
        "from hqd_desktop.services.errors import StoreError\n"
        "try: open_store(Path(sys.argv[1]), create=False)\n"
        "except StoreError as error: print(error.problems[0].code)\n"
        "assert not {'sqlalchemy', 'alembic'} & sys.modules.keys()"
    )
    closed.write_bytes(b"")
    done = subprocess.run([sys.executable, "-c", script, str(closed)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "store_empty"

"""The open file and its place: asked before each write, and a file that was replaced is kept."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hqd_desktop.services.errors import StoreError
from hqd_desktop.store import presence as looking
from hqd_desktop.store.connection import connect
from hqd_desktop.store.presence import Presence

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved on Windows")
AT = datetime(2025, 1, 31, tzinfo=UTC)


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path, "rwc")) as opened:
        opened.execute("CREATE TABLE t (a)")
        yield opened


@pytest.fixture
def presence(path: Path, connection: sqlite3.Connection) -> Presence:
    return Presence(path, connection, lambda: AT)


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"another program's")
    os.replace(other, path)


def test_a_file_in_its_place_is_written(presence: Presence, path: Path) -> None:
    presence.refuse_absent()
    os.utime(path, (1, 1))
    presence.refuse_absent()


def test_one_that_is_away_is_refused_until_it_is_back(presence: Presence, path: Path, code) -> None:
    away = path.rename(path.with_name("away"))
    with pytest.raises(StoreError) as raised:
        presence.refuse_absent()
    assert code(raised) == "store_gone"
    presence.rescue()
    away.rename(path)
    presence.refuse_absent()
    assert not (path.parent / "backups").exists()


def test_one_that_was_replaced_is_kept_once(presence: Presence, path: Path, code) -> None:
    replaced(path)
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            presence.refuse_absent()
        assert code(raised) == "store_replaced"
    presence.rescue()
    (kept,) = (path.parent / "backups").iterdir()
    assert raised.value.problems[0].params["copy"] == str(kept)
    with closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert path.read_bytes() == b"another program's"


def test_where_it_cannot_be_kept_it_is_tried_again(presence: Presence, path: Path, code) -> None:
    replaced(path)
    (path.parent / "backups").write_bytes(b"in the way")
    with pytest.raises(StoreError) as raised:
        presence.refuse_absent()
    assert (code(raised), raised.value.problems[0].params["copy"]) == ("store_replaced", "")
    (path.parent / "backups").unlink()
    with pytest.raises(StoreError) as raised:
        presence.refuse_absent()
    assert raised.value.problems[0].params["copy"]


def test_on_a_share_only_its_being_there_is_asked(path: Path, connection, code, monkeypatch) -> None:
    """A share may give the same file another number after a while."""
    monkeypatch.setattr(looking, "on_network", lambda _: True)
    presence = Presence(path, connection, lambda: AT)
    replaced(path)
    presence.refuse_absent()
    path.unlink()
    with pytest.raises(StoreError) as raised:
        presence.refuse_absent()
    assert code(raised) == "store_gone"
    presence.leave()
    assert not (path.parent / "backups").exists()

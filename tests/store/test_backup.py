"""Copies that are known to be good."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.store import backup
from hqd_desktop.store.backup import backup_name, copy_in
from hqd_desktop.store.connection import connect, sidecar
from hqd_desktop.store.open import open_store
from hqd_desktop.store.schema import APPLICATION_ID, SCHEMA
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)


@pytest.fixture
def copy(save, store: SqlStore, tmp_path: Path) -> Path:
    save(("a", Y, number("9999999999999.99"), 0))
    target = tmp_path / "盘" / "copy.hqd"
    store.backup_to(target)
    return target


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_one_whole_file_with_everything(copy: Path, store: SqlStore, hospital) -> None:
    assert names(copy.parent) == ["copy.hqd"]
    with open_store(copy, create=False, read_only=True) as opened:
        assert opened.figures(hospital.id) == store.figures(hospital.id)
        assert opened.history(hospital.id) == store.history(hospital.id)
        assert opened.check() == ()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_saving_goes_on_after_a_backup_and_a_newer_one_takes_its_place(copy, save, store: SqlStore, hospital) -> None:
    save(("a", Y, number(2), 1))
    store.backup_to(copy)
    with open_store(copy, create=False) as opened:
        assert opened.figures(hospital.id)["a", Y].figure == number(2)


def test_the_database_itself_is_no_target(store: SqlStore, path: Path, code) -> None:
    with pytest.raises(StoreError) as raised:
        store.backup_to(path.parent / "." / path.name)
    assert code(raised) == "store_same_file"


def test_a_backup_can_be_made_from_a_read_only_store(copy: Path, tmp_path: Path) -> None:
    with open_store(copy, create=False, read_only=True) as opened:
        opened.backup_to(tmp_path / "second.hqd")
    with open_store(tmp_path / "second.hqd", create=False) as opened:
        assert opened.check() == ()


def test_a_copy_that_is_not_as_the_source_is_thrown_away(copy: Path, store: SqlStore, save, monkeypatch, code) -> None:
    kept = copy.read_bytes()
    save(("b", Y, number(1), 0))

    class Losing:
        """A source whose copies lack a row."""

        def __init__(self, real: sqlite3.Connection) -> None:
            self.real = real

        def backup(self, target: sqlite3.Connection) -> None:
            self.real.backup(target)
            target.execute("DELETE FROM figure WHERE item = 'b'")
            target.execute("PRAGMA user_version = 77")

        def execute(self, sql: str) -> sqlite3.Cursor:
            return self.real.execute(sql)

    with closing(connect(store.path)) as source, pytest.raises(StoreError) as raised:
        backup.copy_verified(Losing(source), copy)
    assert code(raised) == "store_copy_bad"
    assert raised.value.problems[0].params["detail"] == "figure: 2 -> 1；user_version；digest"
    assert names(copy.parent) == ["copy.hqd"]
    assert copy.read_bytes() == kept


@pytest.mark.parametrize("fault", ["full", "gone"])
def test_a_disk_that_fails_leaves_the_earlier_backup(
    copy: Path, store: SqlStore, monkeypatch, code, fault: str
) -> None:
    def fail(*args) -> None:
        raise OSError(28 if fault == "full" else 5, fault)

    kept = copy.read_bytes()
    monkeypatch.setattr(backup, "sync_file", fail)
    with pytest.raises(StoreError) as raised:
        store.backup_to(copy)
    assert code(raised) == {"full": "store_disk_full", "gone": "store_io"}[fault]
    assert names(copy.parent) == ["copy.hqd"]
    assert copy.read_bytes() == kept


def test_a_target_below_a_file_is_refused(store: SqlStore, tmp_path: Path, code) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError) as raised:
        store.backup_to(tmp_path / "file" / "copy.hqd")
    assert code(raised) == "store_io"


def test_names_tell_day_time_and_schema_and_never_meet(path: Path) -> None:
    at = datetime(2025, 1, 31, 14, 32, 7, tzinfo=UTC).astimezone()
    first = backup_name(path, 3, at)
    assert first == path.parent / "backups" / f"医院 100%-{at:%Y%m%d-%H%M%S}-v0003.hqd"
    first.parent.mkdir()
    first.touch()
    assert backup_name(path, 3, at).name == f"医院 100%-{at:%Y%m%d-%H%M%S}-v0003-2.hqd"


def test_a_backup_comes_in_as_a_new_database(copy: Path, tmp_path: Path, hospital) -> None:
    before = copy.read_bytes()
    place = tmp_path / "新 PC" / "mine.hqd"
    copy_in(copy, place)
    assert copy.read_bytes() == before
    assert names(copy.parent) == ["copy.hqd"]
    assert names(place.parent) == ["mine.hqd", "mine.hqd.lock"]
    with open_store(place, create=False) as opened:
        assert opened.figures(hospital.id)["a", Y].figure == number("9999999999999.99")


def test_a_database_is_never_overwritten(copy: Path, path: Path, store: SqlStore, code) -> None:
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as raised:
        copy_in(copy, path)
    assert code(raised) == "store_exists"
    assert path.read_bytes() == before


def test_one_that_appears_meanwhile_is_not_overwritten(copy: Path, tmp_path: Path, monkeypatch, code) -> None:
    place = tmp_path / "mine.hqd"
    real = backup.sync_file
    monkeypatch.setattr(backup, "sync_file", lambda beside: (real(beside), place.write_bytes(b"other"))[0])
    with pytest.raises(StoreError) as raised:
        copy_in(copy, place)
    assert code(raised) == "store_exists"
    assert place.read_bytes() == b"other"
    assert not sidecar(place, ".part").exists()


def test_the_log_of_a_lost_database_is_not_taken_for_the_new_ones(copy: Path, tmp_path: Path, code) -> None:
    place = tmp_path / "mine.hqd"
    sidecar(place, "-wal").write_bytes(b"frames")
    with pytest.raises(StoreError) as raised:
        copy_in(copy, place)
    assert code(raised) == "store_leftover"
    assert raised.value.problems[0].params["files"] == "mine.hqd-wal"
    assert not place.exists()


def test_a_place_in_use_is_refused(copy: Path, path: Path, code) -> None:
    with pytest.raises(StoreError) as raised:
        copy_in(copy, path)
    assert code(raised) == "store_in_use"


def spoil(copy: Path, how: str) -> None:
    if how == "empty":
        copy.write_bytes(b"")
    elif how == "text":
        copy.write_bytes(b"not a database at all")
    elif how == "gone":
        copy.unlink()
    elif how == "truncated":
        copy.write_bytes(copy.read_bytes()[:-4096])
    elif how == "torn":
        content = bytearray(copy.read_bytes())
        content[8192:] = b"\xff" * (len(content) - 8192)
        copy.write_bytes(content)
    else:
        number_, owner = (SCHEMA + 1, APPLICATION_ID) if how == "newer" else (SCHEMA, 1)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute(f"PRAGMA user_version = {number_}")
            connection.execute(f"PRAGMA application_id = {owner}")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("gone", "store_not_there"),
        ("empty", "store_empty"),
        ("text", "store_not_database"),
        ("foreign", "store_foreign"),
        ("newer", "store_newer"),
        ("truncated", "store_damaged"),
        ("torn", "store_damaged"),
    ],
)
def test_a_bad_backup_is_refused_and_leaves_nothing(copy: Path, tmp_path: Path, how: str, expected: str) -> None:
    spoil(copy, how)
    place = tmp_path / "new" / "mine.hqd"
    with pytest.raises(StoreError) as raised:
        copy_in(copy, place)
    (problem,) = raised.value.problems
    assert (problem.code, problem.where) == (expected, str(copy))
    assert not place.exists()
    assert not sidecar(place, ".part").exists()


def test_folders_are_not_synced_where_they_cannot_be_opened(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    backup.sync_folder(tmp_path / "absent")

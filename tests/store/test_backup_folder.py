"""A folder of real backups: what is inside, what differs from now, and what was altered since."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import FigureWrite, YearRecord
from hqd_desktop.store.backup_folder import SqlBackupFolder, evidence_digests, refuse_altered
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)


@pytest.fixture
def folder(path: Path, clock) -> SqlBackupFolder:
    return SqlBackupFolder(path, path.parent / "backups", clock)


@pytest.fixture
def made(folder: SqlBackupFolder, save, store: SqlStore, hospital, note):
    save(("a", Y, number(1), 0), ("b", Y, number(2), 0))
    store.save_year(YearRecord(hospital.id, 2024, "s", "r"), note)
    return folder.make(store.backup_to, Reason.DAY, "hqd 1")


def test_what_is_inside(folder: SqlBackupFolder, made, hospital, store: SqlStore) -> None:
    (entry,) = folder.entries()
    assert entry == made
    assert (entry.reason, entry.program, entry.hospitals, entry.years) == (
        Reason.DAY,
        "hqd 1",
        (hospital.name,),
        (2024,),
    )
    assert entry.digest == store.last_digest()
    assert entry.last_change is not None
    assert entry.size == entry.path.stat().st_size
    assert entry.path.name.startswith("医院 100%-2025")


def test_without_a_note_it_is_one_of_a_migration(folder: SqlBackupFolder, made) -> None:
    made.path.with_name(made.path.name + ".json").unlink()
    (entry,) = folder.entries()
    assert (entry.reason, entry.program, entry.years) == (Reason.MIGRATION, "", (2024,))
    refuse_altered(entry.path)


@pytest.mark.parametrize("text", ["no json", "[]", '{"at": "yesterday", "reason": "x"}'])
def test_a_note_that_is_none_is_no_obstacle(folder: SqlBackupFolder, made, text: str) -> None:
    made.path.with_name(made.path.name + ".json").write_text(text)
    assert folder.entries()[0].years == (2024,)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "store_empty"), (b"a note", "store_not_database"), (b"SQLite format 3\0" + bytes(84), "store_foreign")],
)
def test_one_that_cannot_be_opened_says_why(folder: SqlBackupFolder, made, content: bytes, code: str) -> None:
    made.path.write_bytes(content)
    (entry,) = folder.entries()
    assert entry.wrong is not None
    assert entry.wrong.code == code


def test_a_flipped_page_is_listed_as_damaged(folder: SqlBackupFolder, made) -> None:
    data = bytearray(made.path.read_bytes())
    data[100:4096] = bytes(3996)
    made.path.write_bytes(bytes(data))
    (entry,) = folder.entries()
    assert entry.wrong is not None
    assert entry.wrong.code == "store_damaged"


def test_a_changed_digit_in_a_backup_is_found(folder: SqlBackupFolder, made) -> None:
    with closing(sqlite3.connect(made.path)) as connection:
        connection.execute("UPDATE figure SET value = '7' WHERE item = 'a'")
        connection.commit()
    for act in (refuse_altered, folder.differences):
        with pytest.raises(StoreError) as raised:
            act(made.path)
        assert raised.value.problems[0].code == "backup_altered"


def test_what_differs_from_now(folder: SqlBackupFolder, made, store: SqlStore, hospital, note) -> None:
    assert folder.differences(made.path) == []
    store.save_figures(hospital.id, [FigureWrite("a", Y, number(9), 1), FigureWrite("b", Y, BLANK, 1)], note)
    store.save_figures(hospital.id, [FigureWrite("c", Period(2023), number(3), 0)], note)
    store.save_explanation(hospital.id, 2024, "jump", "新院区启用", note)
    told = [(e.table, e.item, e.period, e.field, e.old, e.new) for e in folder.differences(made.path)]
    assert ("figure", "a", "2024", "value", "9", "1") in told
    assert ("figure", "b", "2024", "state", "blank", "number") in told
    assert ("figure", "c", "2023", "value", "3", "") in told
    assert ("explanation", "jump", "2024", "text", "新院区启用", "") in told
    assert [row for row in told if row[1] in ("c", "jump")] == [
        ("figure", "c", "2023", "value", "3", ""), ("explanation", "jump", "2024", "text", "新院区启用", ""),
    ]  # fmt: skip


def test_removed_with_its_note(folder: SqlBackupFolder, made) -> None:
    folder.remove(made)
    assert list(folder.folder.iterdir()) == []
    folder.remove(made)


def test_a_folder_that_is_away(path: Path, clock, tmp_path: Path, store: SqlStore, hospital) -> None:
    away = SqlBackupFolder(path, tmp_path / "U盘" / "备份", clock)
    assert not away.is_there()
    assert away.entries() == []
    with pytest.raises(StoreError):
        away.make(store.backup_to, Reason.DAY, "")


def test_two_in_one_second_have_two_names(folder: SqlBackupFolder, store: SqlStore, hospital) -> None:
    folder._clock = lambda: store._clock().replace(second=1)
    names = {folder.make(store.backup_to, Reason.HAND, "").path.name for _ in range(3)}
    assert len(names) == 3
    notes = [json.loads(path.read_text(encoding="utf-8")) for path in folder.folder.glob("*.json")]
    assert {note["reason"] for note in notes} == {"HAND"}


def test_the_evidence_that_a_database_names(store: SqlStore, made, path: Path) -> None:
    assert evidence_digests(path) == []

"""Around an open database: moved, replaced, locked by others, clocks set back, no memory, nothing writable."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
from hqd_desktop.store import connection as connecting
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore
from tests.faults.conftest import SmallDisk

NOTE = ChangeNote(Actor("甲", "PC-01"), "填数")
Y = Period(2024)
linux = pytest.mark.skipif(sys.platform != "linux", reason="open files can be moved and replaced on Linux only")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "数据"
    folder.mkdir()
    made = folder / "自评.hqd"
    with open_store(made, create=True) as store:
        store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)
        write(store, 1, 0)
    return made


def write(store: SqlStore, value: int, expected: int) -> None:
    store.save_figures(store.hospitals()[0].id, [FigureWrite("a", Y, number(value), expected)], NOTE)


def tried(store: SqlStore, value: int, expected: int) -> bool:
    """Whether the save was acknowledged; whatever else it is, it is one of our own words."""
    with suppress(StoreError):
        write(store, value, expected)
        return True
    return False


def value(path: Path) -> int:
    with open_store(path, create=False) as store:
        assert store.examine(whole=True) == ()
        kept = store.figures(store.hospitals()[0].id)["a", Y].figure.value
    return int(kept or 0)


@linux
def test_the_folder_is_renamed_while_open(path: Path) -> None:
    """What was acknowledged is in the folder, under its new name; or the save is refused and says so."""
    with open_store(path, create=False) as store:
        moved = path.parent.rename(path.parent.with_name("改名"))
        acknowledged = 2 if tried(store, 2, 1) else 1
    assert value(moved / path.name) == acknowledged


@linux
def test_the_file_is_replaced_underneath(path: Path, tmp_path: Path) -> None:
    """By an older copy, as a sync program does: the present file is never mixed up with the log of the other."""
    copy = tmp_path / "旧.hqd"
    with open_store(path, create=False) as store:
        store.backup_to(copy)
        write(store, 2, 1)
        os.replace(copy, path)
        tried(store, 3, 2)
    with open_store(path, create=False) as again:
        assert again.examine(whole=True) == ()


def test_another_program_holds_the_writer_lock(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    with open_store(path, create=False) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as raised:
            write(store, 2, 1)
        assert raised.value.problems[0].code == "store_busy"
        other.execute("ROLLBACK")
        write(store, 2, 1)
    assert value(path) == 2


def test_a_second_program_is_told_who_has_the_file(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from hqd_desktop.store.open import open_store\n"
        "from hqd_desktop.services.errors import StoreError\n"
        "try: open_store(Path(sys.argv[1]), create=False)\n"
        "except StoreError as error: print(error.problems[0].code, error.problems[0].params['pc'])\n"
        "with open_store(Path(sys.argv[1]), create=False, read_only=True) as store: print(len(store.hospitals()))"
    )
    with open_store(path, create=False, actor=Actor("甲", "PC-07")) as store:
        said = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
        assert said.stdout.split() == ["store_in_use", "PC-07", "1"]
        write(store, 2, 1)
    assert value(path) == 2


def test_a_clock_that_was_set_back_breaks_nothing(path: Path) -> None:
    with open_store(path, create=False, clock=lambda: datetime(2001, 1, 1, tzinfo=UTC)) as store:
        write(store, 2, 1)
        entries = store.history(store.hospitals()[0].id)
        assert entries[0].at.year == 2001
    assert value(path) == 2


def test_no_memory_takes_the_whole_save_back(path: Path, monkeypatch) -> None:
    from hqd_desktop.store import figures

    def none(*args: object) -> None:
        raise MemoryError

    with open_store(path, create=False) as store:
        with monkeypatch.context() as held:
            held.setattr(figures, "put_rows", none)
            with pytest.raises(StoreError) as raised:
                write(store, 2, 1)
        assert raised.value.problems[0].code == "store_memory"
        write(store, 3, 1)
    assert value(path) == 3


def test_a_table_left_by_a_broken_migration_is_swept(tmp_path: Path) -> None:
    """The copy that is made before still has it."""
    stored = Path(__file__).parent.parent / "databases" / "0004.hqd"
    path = tmp_path / "alt.hqd"
    path.write_bytes(stored.read_bytes())
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE _alembic_tmp_change (x)")
        other.commit()
    with open_store(path, create=False) as store:
        assert store.examine(whole=True) == ()
        copy = store.copy
    assert copy is not None
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM _alembic_tmp_change").fetchone() == (0,)


def test_a_place_that_cannot_be_written_opens_for_reading(small_disk: SmallDisk, tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root mounts")
    path = small_disk.folder / "自评.hqd"
    desk = OfficeDesk(tmp_path / "data")
    workspace = desk.open_workspace(path, create=True)
    workspace.create(Hospital("县人民医院", "二级", "综合"), "shaoyang-2022", 2025)
    workspace.enter("total_income", Period(2025), "123.45")
    workspace.close()
    for left in small_disk.folder.glob("*.lock*"):
        left.unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk.folder)], check=True)
    reading = desk.open_workspace(path)
    view = reading.open(reading.hospitals()[0].id)
    assert str(view.figures["total_income", Period(2025)].value) == "123.45"
    assert [problem.code for problem in reading.books.past.examine(whole=False)] == ["store_opened_read_only"]
    with pytest.raises(StoreError) as raised:
        reading.enter("total_income", Period(2025), "1")
    assert raised.value.problems[0].code == "store_read_only"
    reading.close()

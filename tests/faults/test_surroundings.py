"""Around an open database: moved, replaced, locked by others, clocks set back, no memory, nothing writable."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
from hqd_desktop.store import connection as connecting
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore
from tests.faults.conftest import SmallDisk

NOTE = ChangeNote(Actor("甲", "PC-01"), "填数")
Y = Period(2024)
ROOT = Path(__file__).parents[2]
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


def value(path: Path) -> int:
    with open_store(path, create=False) as store:
        assert store.examine(whole=True) == ()
        kept = store.figures(store.hospitals()[0].id)["a", Y].figure.value
    return int(kept or 0)


def told(store: SqlStore, value: int, expected: int) -> tuple[str, str]:
    """The code and the sentence with which a save is refused."""
    with pytest.raises(StoreError) as raised:
        write(store, value, expected)
    (problem,) = raised.value.problems
    return problem.code, sentence(problem)


@linux
def test_the_folder_is_renamed_while_open(path: Path) -> None:
    """The save is refused, and done once the folder is back; what was acknowledged is in it under either name."""
    with open_store(path, create=False) as store:
        write(store, 2, 1)
        moved = path.parent.rename(path.parent.with_name("改名"))
        code, words = told(store, 3, 2)
        assert code == "store_gone"
        assert "这次的改动没有写入" in words
        moved.rename(path.parent)
        write(store, 4, 2)
        path.parent.rename(moved)
    assert value(moved / path.name) == 4


@linux
def test_the_share_goes_while_open(small_disk: SmallDisk) -> None:
    """Unmounted underneath: refused in our own words, and what was acknowledged is on the share when it comes back."""
    if os.geteuid() != 0:
        pytest.skip("only root mounts")
    path, copy = small_disk.folder / "自评.hqd", small_disk.folder.with_name("同一个")
    copy.mkdir()
    subprocess.run(["mount", "--bind", str(small_disk.folder), str(copy)], check=True)
    try:
        with open_store(path, create=True) as store:
            store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)
            write(store, 2, 0)
            subprocess.run(["umount", "-l", str(small_disk.folder)], check=True)
            assert told(store, 3, 1)[0] == "store_gone"
        assert value(copy / path.name) == 2
    finally:
        subprocess.run(["mount", "--bind", str(copy), str(small_disk.folder)], check=True)
        subprocess.run(["umount", "-l", str(copy)], check=True)


@linux
def test_the_file_is_replaced_underneath(path: Path, tmp_path: Path) -> None:
    """By an older copy, as a sync program does: it stays byte for byte, and what was acknowledged is kept beside."""
    copy = tmp_path / "旧.hqd"
    with open_store(path, create=False) as store:
        store.backup_to(copy)
        write(store, 2, 1)
        before = copy.read_bytes()
        os.replace(copy, path)
        code, words = told(store, 3, 2)
        assert code == "store_replaced"
        (kept,) = (path.parent / "backups").glob("*.hqd")
        assert str(kept) in words
        assert told(store, 3, 2) == (code, words)
        assert not path.with_name(path.name + "-wal").stat().st_size, "a log that is not this file's"
    assert path.read_bytes() == before
    assert value(path) == 1
    assert value(kept) == 2


@linux
def test_replaced_and_closed_without_another_save(path: Path, tmp_path: Path) -> None:
    """What was acknowledged is kept at the closing at the latest."""
    copy = tmp_path / "旧.hqd"
    with open_store(path, create=False) as store:
        store.backup_to(copy)
        write(store, 2, 1)
        os.replace(copy, path)
    assert value(path) == 1
    assert [value(kept) for kept in (path.parent / "backups").glob("*.hqd")] == [2]


@linux
def test_replaced_and_killed(path: Path, tmp_path: Path) -> None:
    """The log of the lost file beside another one: either what it held is all there, or the damage is told."""
    script = (
        "import os, sys; from pathlib import Path; from tests.faults.test_surroundings import *\n"
        "path = Path(sys.argv[1]); store = open_store(path, create=False); store.backup_to(path.parent / 'copy')\n"
        "for number in range(1, 40): write(store, number + 1, number)\n"
        "os.replace(path.parent / 'copy', path); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-X", "utf8", "-c", script, str(path)]
    assert subprocess.run(command, cwd=ROOT).returncode == -9
    with open_store(path, create=False) as store:
        kept = store.figures(store.hospitals()[0].id)["a", Y].figure.value
        assert kept == 40 or store.examine(whole=True) != ()


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


def test_two_programs_bring_up_one_database(tmp_path: Path) -> None:
    """Started at once: one migrates, the other waits for nothing and is told, or finds it done."""
    path = tmp_path / "旧.hqd"
    path.write_bytes((ROOT / "tests" / "databases" / "0001.hqd").read_bytes())
    script = (
        "import sys; from pathlib import Path; from hqd_desktop.store.open import open_store\n"
        "from hqd_desktop.services.errors import StoreError; import hqd_desktop.store.migrate, alembic.command\n"
        "try: open_store(Path(sys.argv[1]), create=False).close(); print('opened')\n"
        "except StoreError as error: print(error.problems[0].code)"
    )
    command = [sys.executable, "-X", "utf8", "-c", script, str(path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    said = sorted(program.communicate()[0].strip() for program in both)
    assert said in (["opened", "opened"], ["opened", "store_in_use"])
    with open_store(path, create=False) as store:
        assert store.copy is None
        assert store.check() == ()
        assert len(store.hospitals()) == 2
    assert len(list((tmp_path / "backups").glob("*.hqd"))) == 1


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

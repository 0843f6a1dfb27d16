"""The store as a whole: faults of the disk, threads, closing, and kills."""

import random
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number, words
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.store import connection as connecting
from hqd_desktop.store.connection import sidecar
from hqd_desktop.store.engine import driver_of
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)


def test_a_full_disk_takes_nothing_that_was_saved(save, store: SqlStore, hospital, code) -> None:
    save(("a", Y, number(1), 0))
    driver = driver_of(store._connection)
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count = {pages}")
    before = store.figures(hospital.id), store.history(hospital.id)
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            save(("b", Y, words("长" * 100_000), 0))
        assert code(raised) == "store_disk_full"
        assert (store.figures(hospital.id), store.history(hospital.id)) == before
    driver.execute("PRAGMA max_page_count = 100000")
    save(("b", Y, words("长" * 100_000), 0))
    assert store.check() == ()


def test_a_file_held_by_another_program_is_busy_not_lost(save, store, path, hospital, code, monkeypatch) -> None:
    save(("a", Y, number(1), 0))
    driver_of(store._connection).execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as raised:
            save(("a", Y, number(2), 1))
        assert code(raised) == "store_busy"
        assert store.figures(hospital.id)["a", Y].figure == number(1)
        other.execute("ROLLBACK")
    save(("a", Y, number(2), 1))


def test_a_read_only_store_refuses_to_save(save, store: SqlStore, path: Path, hospital, note, code) -> None:
    save(("a", Y, number(1), 0))
    store.close()
    with open_store(path, create=False, read_only=True) as reader:
        for write in (
            lambda: reader.save_explanation(hospital.id, 2024, "c", "说明", note),
            lambda: reader.add_hospital(hospital, note),
        ):
            with pytest.raises(StoreError) as raised:
                write()
            assert code(raised) == "store_read_only"
        assert reader.figures(hospital.id)["a", Y].figure == number(1)


def test_a_closed_database_is_one_file_and_closing_twice_is_harmless(save, store: SqlStore, path: Path) -> None:
    save(("a", Y, number(1), 0))
    assert sidecar(path, "-wal").stat().st_size
    assert sidecar(path, ".lock.json").exists()
    store.close()
    store.close()
    assert sorted(left.name for left in path.parent.glob("*.hqd*")) == [path.name, path.name + ".lock"]


def test_the_log_goes_into_the_database_even_while_another_reads(save, store: SqlStore, path: Path) -> None:
    save(("a", Y, number(1), 0))
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM figure").fetchone() == (1,)
        store.close()
        assert sidecar(path, "-wal").stat().st_size == 0


def test_threads_take_turns(store: SqlStore, hospital, note) -> None:
    from hqd_desktop.services.records import FigureWrite

    def work(item: str) -> None:
        for version in range(20):
            store.save_figures(hospital.id, [FigureWrite(item, Y, number(version + 1), version)], note)
            store.figures(hospital.id)

    threads = [threading.Thread(target=work, args=(f"item_{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [stored.version for stored in store.figures(hospital.id).values()] == [20] * 4
    assert store.check() == ()


def test_a_save_has_one_sync(save, path: Path, monkeypatch, store: SqlStore) -> None:
    """What costs time on a hospital's disk: a log that is synced once, and no journal."""
    driver = driver_of(store._connection)
    assert driver.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert driver.execute("PRAGMA synchronous").fetchone() == (2,)
    begun: list[str] = []
    driver.set_trace_callback(begun.append)
    save(("a", Y, number(1), 0), ("b", Y, number(1), 0))
    driver.set_trace_callback(None)
    assert [sql for sql in begun if sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert connecting.BUSY_SECONDS == 5


SAVER = """
import sys
from pathlib import Path
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
from hqd_desktop.store.open import open_store
note, year = ChangeNote(Actor("甲", "PC-01"), "填数"), Period(2024)
store = open_store(Path(sys.argv[1]), create=False)
hospital = store.hospitals()[0].id
items = [f"item_{n}" for n in range(30)]
versions = {key: stored.version for key, stored in store.figures(hospital).items()}
value = int(sys.argv[2])
while True:
    value += 1
    writes = [FigureWrite(item, year, number(value), versions.get((item, year), 0)) for item in items]
    versions |= store.save_figures(hospital, writes, note).versions
    print(value, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
def test_every_acknowledged_figure_survives_a_kill(store: SqlStore, hospital, path: Path) -> None:
    store.close()
    last = 0
    for _ in range(6):
        command = [sys.executable, "-X", "utf8", "-c", SAVER, str(path), str(last)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as saver:
            saver.stdout.readline()
            time.sleep(random.uniform(0.0, 0.15))
            saver.kill()
            last = max([last + 1, *(int(line) for line in saver.stdout.read().splitlines())])
        with open_store(path, create=False) as opened:
            values = {int(stored.figure.value) for stored in opened.figures(hospital.id).values()}
            assert len(values) == 1, "a save was half written"
            # The kill may fall between the commit and its acknowledgement.
            assert values <= {last, last + 1}
            (last,) = values
            assert opened.check() == ()
            newest = [entry.new for entry in opened.history(hospital.id, limit=60) if entry.field == "value"][:30]
            assert newest == [str(last)] * 30

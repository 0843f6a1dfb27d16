"""From an older schema to this one: whole, or not at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.store import migrate as migrating
from hqd_desktop.store.backup import BACKUPS
from hqd_desktop.store.connection import sidecar
from hqd_desktop.store.inspect import Found, Kind, inspect_file
from hqd_desktop.store.migrate import create_database
from hqd_desktop.store.open import open_store
from hqd_desktop.store.schema import SCHEMA, Schema, current_schema
from hqd_desktop.store.sql_store import SqlStore
from hqd_desktop.store.verify import check_file

Y = Period(2024)
ADD_COLUMN = "op.add_column('figure', sa.Column('seen', sa.Integer()))"
# Rebuilds the table that every other one points to, as SQLite must for a new CHECK.
REBUILD_PARENT = """with op.batch_alter_table('hospital') as batch:
    batch.create_check_constraint('ck_hospital_name', "name <> ''")"""
FAIL_LATE = (
    ADD_COLUMN.replace("seen", "late")
    + "\nop.execute(\"UPDATE figure SET value = '0'\")\nraise RuntimeError('made to fail')"
)
LOSE_ROWS = "op.execute(\"DELETE FROM figure WHERE item = 'a'\")"
DROP_TABLE = "op.drop_table('item_department')"
ORPHAN = "op.execute(\"UPDATE figure SET hospital_id = 'nobody'\")"


@pytest.fixture
def older(save, store: SqlStore, path: Path) -> Path:
    """A populated database of the present schema, closed; the made-up ones are newer."""
    save(("a", Y, number("9999999999999.99"), 0), ("b", Y, number(2), 0))
    store.close()
    return path


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_new_database_is_made_whole_under_another_name(path: Path) -> None:
    sidecar(path, ".new").write_bytes(b"left by a kill")
    sidecar(path, ".new-wal").write_bytes(b"left by a kill")
    create_database(path, current_schema())
    assert inspect_file(path) == Found(Kind.OURS, SCHEMA)
    assert [left.name for left in path.parent.iterdir()] == [path.name]
    assert check_file(path) == ()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(f"{SCHEMA:04d}",)]


def test_a_failed_making_leaves_nothing(path: Path, make_schema) -> None:
    with pytest.raises(RuntimeError):
        create_database(path, make_schema(FAIL_LATE))
    assert [left for left in path.parent.iterdir() if left.name.startswith(path.name)] == []


@pytest.mark.parametrize("name", ["", "-wal", "-journal"])
def test_a_new_database_never_lands_on_something(path: Path, name: str) -> None:
    sidecar(path, name).write_bytes(b"kept")
    with pytest.raises(StoreError):
        create_database(path, current_schema())
    assert sidecar(path, name).read_bytes() == b"kept"


@pytest.mark.parametrize("bodies", [(ADD_COLUMN,), (REBUILD_PARENT,), (ADD_COLUMN, REBUILD_PARENT)])
def test_an_older_one_is_copied_then_migrated(older: Path, hospital, make_schema, bodies: tuple[str, ...]) -> None:
    before = content(older)
    schema = make_schema(*bodies)
    with open_store(older, create=False, schema=schema) as opened:
        assert opened.copy is not None
        assert opened.copy.parent == older.parent / BACKUPS
        assert content(opened.copy) == before
        assert opened.figures(hospital.id)["a", Y].figure == number("9999999999999.99")
        assert len(opened.history(hospital.id)) == 4
        assert opened.check() == ()
    assert inspect_file(older) == Found(Kind.OURS, schema.number)
    with open_store(older, create=False, schema=schema) as again:
        assert again.copy is None
    with open_store(next((older.parent / BACKUPS).iterdir()), create=False, read_only=True) as copy:
        assert copy.figures(hospital.id)["b", Y].figure == number(2)


@pytest.mark.parametrize("body", [FAIL_LATE, LOSE_ROWS, DROP_TABLE, ORPHAN, "import no_such_module"])
def test_a_failed_migration_leaves_the_file_as_it_was(older: Path, make_schema, code, body: str) -> None:
    before = content(older)
    schema = make_schema(ADD_COLUMN, body)
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            open_store(older, create=False, schema=schema)
        assert code(raised) == "store_migration_failed"
        params = raised.value.problems[0].params
        assert params["detail"]
        assert (params["found"], params["known"]) == (str(SCHEMA), str(schema.number))
        assert content(Path(params["copy"])) == before
        assert content(older) == before
    with open_store(older, create=False) as opened:  # and the present program still opens it
        assert opened.check() == ()


def test_a_disk_that_fails_in_a_migration_has_its_own_words(older: Path, make_schema, code, monkeypatch) -> None:
    before = content(older)

    def full(connection, schema: Schema) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(migrating, "_upgrade", full)
    with pytest.raises(StoreError) as raised:
        open_store(older, create=False, schema=make_schema(ADD_COLUMN))
    assert code(raised) == "store_disk_full"
    assert content(older) == before


def test_without_a_good_copy_nothing_is_migrated(older: Path, make_schema, code, monkeypatch) -> None:
    before = older.read_bytes()
    (older.parent / BACKUPS).write_bytes(b"a file where the folder should be")
    with pytest.raises(StoreError) as raised:
        open_store(older, create=False, schema=make_schema(ADD_COLUMN))
    assert code(raised) == "store_io"
    assert older.read_bytes() == before


def test_a_kill_in_the_middle_leaves_the_file_as_it_was(older: Path, hospital, make_schema) -> None:
    before = content(older)
    killing = make_schema(ADD_COLUMN, FAIL_LATE.replace("raise", "import os; os.kill(os.getpid(), 9); raise"))
    script = (
        "import sys; from pathlib import Path; from hqd_desktop.store.open import open_store\n"
        "from hqd_desktop.store.schema import Schema\n"
        "open_store(Path(sys.argv[1]), create=False, schema=Schema(int(sys.argv[2]), Path(sys.argv[3])))"
    )
    command = [sys.executable, "-c", script, str(older), str(killing.number), str(killing.folder)]
    assert subprocess.run(command, check=False).returncode == -9
    assert content(older) == before
    with open_store(older, create=False) as opened:
        assert opened.figures(hospital.id)["a", Y].figure == number("9999999999999.99")


def test_migrations_run_only_by_the_program() -> None:
    from alembic.command import upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(current_schema().folder))
    with pytest.raises(SystemExit, match="程序"):
        upgrade(config, "head")

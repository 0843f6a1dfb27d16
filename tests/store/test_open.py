"""Opening, and every refusal: said plainly, nothing touched."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.ledger_ports import LedgerStore, RuleStore
from hqd_desktop.services.own_ports import GoalStore, PackStore
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import Actor
from hqd_desktop.store import open as opening
from hqd_desktop.store.connection import sidecar
from hqd_desktop.store.inspect import Found, Kind
from hqd_desktop.store.open import open_store
from hqd_desktop.store.schema import APPLICATION_ID, SCHEMA, Schema, current_schema
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)
EMPTY = hashlib.sha256().hexdigest()
DATABASES = Path(__file__).parent.parent / "databases"


@pytest.fixture
def closed(save, store: SqlStore, path: Path) -> Path:
    save(("a", Y, number(1), 0))
    store.close()
    return path


def state(folder: Path) -> dict[str, str]:
    """Every file that holds data by its digest: not the lock, an empty log, or SQLite's index of the log."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith((".lock", "-shm"))]
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {name: digest for name, digest in digests.items() if digest != EMPTY or not name.endswith("-wal")}


def refused(path: Path, **how) -> str:
    """The code with which opening is refused; fails when any file is touched."""
    before = state(path.parent)
    with pytest.raises(StoreError) as raised:
        open_store(path, **{"create": False, **how})
    assert state(path.parent) == before
    (problem,) = raised.value.problems
    assert problem.where == str(path)
    return problem.code


OTHERS = ("ledger", "rules", "confirmations", "goals", "packs", "read_only")  # not methods


def test_a_store_is_what_services_ask_for(store: SqlStore) -> None:
    asked: Store = store
    for name in (name for name in vars(Store) if not name.startswith("_")):
        assert callable(getattr(asked, name)) or name in OTHERS, name
    for name in (name for name in vars(LedgerStore) if not name.startswith("_")):
        assert callable(getattr(asked.ledger, name)), name
    for name in (name for name in vars(RuleStore) if not name.startswith("_")):
        assert callable(getattr(asked.rules, name)), name
    for name in (name for name in vars(GoalStore) if not name.startswith("_")):
        assert callable(getattr(asked.goals, name)), name
    for name in (name for name in vars(PackStore) if not name.startswith("_")):
        assert callable(getattr(asked.packs, name)), name


def test_a_new_database_in_a_new_folder(tmp_path: Path) -> None:
    path = tmp_path / "新" / "数据" / "a.hqd"
    with open_store(path, create=True) as opened:
        assert opened.hospitals() == []
        assert (opened.copy, opened.read_only) == (None, False)
    assert [left.name for left in path.parent.iterdir() if left.suffix != ".lock"] == ["a.hqd"]


def test_create_opens_what_is_there(closed: Path, hospital) -> None:
    with open_store(closed, create=True) as opened:
        assert opened.hospitals() == [hospital]


@pytest.mark.parametrize("read_only", [False, True])
def test_nothing_there(path: Path, read_only: bool) -> None:
    assert refused(path, read_only=read_only) == "store_not_there"
    if read_only:
        assert refused(path, create=True, read_only=True) == "store_not_there"


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "store_empty"),
        (b"PK\x03\x04 a workbook that was renamed", "store_not_database"),
        (b"SQLite format 3\0", "store_damaged"),
    ],
)
def test_no_database_of_ours_is_never_replaced(path, create, read_only, content: bytes, code: str) -> None:
    path.write_bytes(content)
    assert refused(path, create=create, read_only=read_only) == code


@pytest.mark.parametrize("read_only", [False, True])
def test_another_programs_database(path: Path, read_only: bool) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    assert refused(path, read_only=read_only) == "store_foreign"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_one_is_not_touched(closed: Path, read_only: bool) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    assert refused(closed, read_only=read_only) == "store_newer"
    with pytest.raises(StoreError) as raised:
        open_store(closed, create=False)
    params = raised.value.problems[0].params
    assert (params["found"], params["known"]) == (str(SCHEMA + 1), str(SCHEMA))


def test_a_newer_one_whose_program_was_killed_is_not_touched(closed: Path) -> None:
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('PRAGMA user_version = 99'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(closed)], check=False)
    before = closed.read_bytes(), sidecar(closed, "-wal").read_bytes()
    with pytest.raises(StoreError) as raised:
        open_store(closed, create=False)
    assert raised.value.problems[0].code == "store_newer"
    assert (closed.read_bytes(), sidecar(closed, "-wal").read_bytes()) == before


def test_an_older_one_is_not_migrated_for_reading(closed: Path, make_schema) -> None:
    assert refused(closed, read_only=True, schema=make_schema("pass")) == "store_older"


def test_a_truncated_one(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:-4096])
    assert refused(closed) == "store_damaged"


def test_a_damaged_list_of_tables(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[100:400] = b"\xff" * 300
    closed.write_bytes(content)
    with pytest.raises(StoreError) as raised:
        open_store(closed, create=False)
    assert raised.value.problems[0].code == "store_damaged"


def test_a_missing_table(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute("DROP TABLE history")
    assert refused(closed, read_only=True) == "store_damaged"


def test_a_log_that_says_otherwise_than_the_header_is_believed(closed: Path, monkeypatch) -> None:
    monkeypatch.setattr(opening, "inspect_file", lambda path: Found(Kind.OURS, SCHEMA))
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    assert refused(closed, read_only=True) == "store_damaged"


def test_one_that_is_open_is_refused_but_can_be_read(store: SqlStore, save, path: Path, hospital) -> None:
    save(("a", Y, number(1), 0))
    assert refused(path) == "store_in_use"
    assert refused(path, create=True) == "store_in_use"
    with open_store(path, create=False, read_only=True) as reader:
        assert reader.read_only
        assert reader.figures(hospital.id)["a", Y].figure == number(1)
        save(("a", Y, number(2), 1))
        assert reader.figures(hospital.id)["a", Y].figure == number(2)


def test_a_refusal_lets_go_of_the_lock(closed: Path, make_schema) -> None:
    with pytest.raises(StoreError):
        open_store(closed, create=False, schema=make_schema("raise RuntimeError('made to fail')"))
    open_store(closed, create=False).close()


def test_two_that_make_one_database_at_once(path: Path, monkeypatch) -> None:
    """The second looked before the first had made it, and came to the lock after."""
    seen = iter([Found(Kind.ABSENT)])
    real = opening.inspect_file
    with open_store(path, create=True) as first:
        first.add_hospital(Hospital("甲院", "三级", "综合"), _note())
    monkeypatch.setattr(opening, "inspect_file", lambda place: next(seen, None) or real(place))
    with open_store(path, create=True) as second:
        assert [one.name for one in second.hospitals()] == ["甲院"]


def _note():
    from hqd_desktop.services.records import ChangeNote

    return ChangeNote(Actor("甲", "PC"), "新建医院")


def test_without_the_right_to_read(closed: Path, monkeypatch) -> None:
    def forbidden(path: Path) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(opening, "inspect_file", forbidden)
    assert refused(closed) == "store_forbidden"


CHILD = """
import os, sys
from pathlib import Path
from hqd_desktop.services.errors import StoreError
from hqd_desktop.store.open import open_store
import hqd_desktop.store.sql_store, hqd_desktop.store.migrate, sqlalchemy.dialects.sqlite
import alembic.command, alembic.config
path, mode = Path(sys.argv[1]), sys.argv[2]
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    with open_store(path, create=mode == "create", read_only=mode == "read") as store:
        print([hospital.name for hospital in store.hospitals()])
except StoreError as error:
    print(error.problems[0].code)
"""


@pytest.fixture
def closed_folder(closed: Path) -> Iterator[Path]:
    """A folder that the child may read and not write; outside tmp_path, whose parents it may not even enter."""
    folder = Path(tempfile.mkdtemp(prefix="hqd-closed-"))
    shutil.copy(closed, folder / "a.hqd")
    os.chmod(folder / "a.hqd", 0o444)
    os.chmod(folder, 0o555)
    yield folder
    os.chmod(folder, 0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("a.hqd", "write", "store_read_only"),
        ("a.hqd", "read", "['示例医院']"),
        ("new.hqd", "create", "store_read_only"),
        ("below/new.hqd", "create", "store_read_only"),
    ],
)
def test_a_folder_that_cannot_be_written(closed_folder: Path, name: str, mode: str, said: str) -> None:
    before = state(closed_folder)
    command = [sys.executable, "-X", "utf8", "-c", CHILD, str(closed_folder / name), mode]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == said
    assert state(closed_folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="files have other rights there")
def test_a_file_that_cannot_be_written(closed_folder: Path) -> None:
    os.chmod(closed_folder, 0o777)
    command = [sys.executable, "-X", "utf8", "-c", CHILD, str(closed_folder / "a.hqd"), "write"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "store_read_only"


@pytest.mark.parametrize("stored", sorted(DATABASES.glob("*.hqd")), ids=lambda path: path.stem)
def test_a_database_of_every_released_schema_opens(stored: Path, tmp_path: Path) -> None:
    place = tmp_path / stored.name
    shutil.copy(stored, place)
    with open_store(place, create=False) as opened:
        first, second = opened.hospitals()
        assert (first.name, first.sample, second.name) == ("甲县人民医院", False, "乙市中医医院")
        assert [(record.year, record.state.value) for record in opened.years(first.id)] == [
            (2023, "submitted"),
            (2024, "draft"),
        ]
        figures = {(item, period.key): stored.figure for (item, period), stored in opened.figures(first.id).items()}
        assert str(figures["income", "2024"].value) == "9999999999999.99"
        assert figures["beds", "2024"].note == "无住院"
        assert figures["story", "2024Q3"].text == "一、已完成"
        assert figures["visits", "2024"].state.value == "blank"
        assert opened.explanations(first.id, 2024) == {"income_jump": "新院区启用"}
        assert opened.departments(first.id) == {"income": "运营办"}
        assert opened.history(first.id, "visits")[-1].new == "number"
        assert opened.check() == ()


def test_there_is_a_stored_database_of_every_schema() -> None:
    assert [int(path.name[:4]) for path in sorted(DATABASES.glob("*.hqd"))] == list(range(1, SCHEMA + 1))
    assert Schema(SCHEMA, current_schema().folder) == current_schema()
    assert APPLICATION_ID == 0x48514431

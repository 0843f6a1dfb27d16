"""What is changed past the program is found and named, and the rest is not suspected."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Person, YearRecord, YearState
from hqd_desktop.store.chain import link
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)
DATABASES = Path(__file__).parent.parent / "databases"


@pytest.fixture
def full(save, store: SqlStore, hospital, note, path: Path) -> Path:
    """A closed database with something in most tables."""
    save(("a", Y, number("1186426.00"), 0), ("b", Y, not_applicable("无此科室"), 0))
    save(("a", Y, number("1186427.00"), 1))
    store.save_explanation(hospital.id, 2024, "jump", "新院区启用", note)
    store.save_follow_up(hospital.id, ("a", Y), "问财务科", note)
    store.save_department(hospital.id, "a", "运营办", note)
    year = store.save_year(YearRecord(hospital.id, 2024, "s", "r"), note)
    person = store.save_person(hospital.id, Person("甲", "J"), note)
    store.set_password(hospital.id, person, "口令", note)
    store.save_year(YearRecord(hospital.id, 2024, "s", "r", YearState.LOCKED, 1, 1, year.id), note, '{"body":1}')
    assert store.examine(True) == store.examine(False) == ()
    store.close()
    return path


@pytest.fixture
def meddle(full: Path) -> Callable[..., list]:
    """Change the closed file as any tool could, then ask the program."""

    def do(*statements: str, whole: bool = True) -> list:
        with closing(sqlite3.connect(full)) as connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        with open_store(full, create=False) as store:
            return list(store.examine(whole))

    return do


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE figure SET value = '1186437' WHERE item = 'a'", ("a", "2024", "value", "1186427", "1186437")),
        ("UPDATE figure SET note = '' WHERE item = 'b'", ("b", "2024", "note", "无此科室", "")),
        ("UPDATE figure SET period = '2023' WHERE item = 'a'", ("a", "2024", "period", "2024", "2023")),
        ("UPDATE explanation SET text = ''", ("jump", "2024", "text", "新院区启用", "")),
        ("UPDATE item_department SET department = '财务科'", ("a", "", "department", "运营办", "财务科")),
        ("UPDATE hospital SET level = '二级'", ("", "", "level", "三级", "二级")),
        ("UPDATE hospital_year SET state = 'draft'", ("", "2024", "state", "locked", "draft")),
    ],
)
def test_a_changed_value_is_found_and_named(meddle, statement: str, told: tuple[str, ...]) -> None:
    (problem,) = meddle(statement)
    assert problem.code == "store_row_altered"
    assert tuple(problem.params[name] for name in ("item", "period", "field", "was", "now")) == told


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM figure WHERE item = 'a'",
        "UPDATE person SET password = ''",
        "UPDATE submission SET body = '{}'",
        "INSERT INTO figure VALUES ('x', (SELECT id FROM hospital), 'c', '2024', 'number', '1', '', '', '', 1)",
    ],
)
def test_a_row_that_is_gone_new_or_secretly_other(meddle, statement: str) -> None:
    assert [problem.code for problem in meddle(statement)] == ["store_row_altered"]


@pytest.mark.parametrize(
    ("statement", "quickly"),
    [
        ("UPDATE change SET who = '乙' WHERE seq = (SELECT max(seq) FROM change)", True),
        ("UPDATE history SET new_value = 'draft' WHERE seq = (SELECT max(seq) - 4 FROM history)", True),
        ("UPDATE change SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2", False),
        ("UPDATE history SET old_value = '1' WHERE seq = 3", False),
        ("DELETE FROM history WHERE seq = 3", False),
    ],
)
def test_changed_history_is_found_the_latest_change_at_once(meddle, statement: str, quickly: bool) -> None:
    assert "store_history_altered" in {problem.code for problem in meddle(statement)}
    assert bool(meddle(whole=False)) == quickly


def test_a_change_taken_out_of_the_middle_breaks_the_one_after(meddle, full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection:
        (place,) = connection.execute("SELECT id FROM change WHERE seq = 4").fetchone()
    found = meddle(f"DELETE FROM history WHERE change_id = '{place}'", "DELETE FROM change WHERE seq = 4")
    assert [p.params["seq"] for p in found if p.code == "store_history_altered"] == ["5"]


def test_many_alterations_are_counted(save, store: SqlStore, hospital, note, path: Path) -> None:
    save(*[(f"item{n}", Y, number(n), 0) for n in range(50)])
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE figure SET value = '99999'")
        connection.commit()
    with open_store(path, create=False) as opened:
        *named, last = opened.examine(True)
    assert len(named) == 20
    assert (last.code, last.params["count"]) == ("store_altered_more", "30")


@pytest.mark.parametrize("table", ["change", "history", "submission"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET hospital_id = ''", "DELETE FROM {}"])
def test_sqlite_itself_refuses_to_change_what_was(full: Path, table: str, verb: str) -> None:
    with closing(sqlite3.connect(full)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(verb.format(table))


def test_an_altered_submission_is_not_read(meddle, full: Path) -> None:
    meddle("UPDATE submission SET body = '{}'")
    with open_store(full, create=False) as store:
        (hospital,) = store.hospitals()
        with pytest.raises(StoreError) as raised:
            store.submission_body(hospital.id, 2024, 1)
    assert raised.value.problems[0].code == "store_damaged"


@pytest.mark.parametrize("name", sorted(path.name for path in DATABASES.glob("*.hqd")))
def test_what_older_programs_wrote_is_chained_at_migration(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copy(DATABASES / name, path)
    with open_store(path, create=False) as store:
        assert store.examine(True) == store.examine(False) == ()
    with closing(sqlite3.connect(path)) as connection:
        digest = ""
        for seq, now, *change in connection.execute(
            "SELECT seq, digest, id, hospital_id, at, who, pc, action, reason, origin FROM change ORDER BY seq"
        ).fetchall():
            rows = connection.execute(
                "SELECT ordinal, table_name, row_id, item, period, field, old_value, new_value FROM history"
                " WHERE change_id = ? ORDER BY ordinal",
                (change[0],),
            ).fetchall()
            digest = link(digest, change, rows)
            assert now == digest, seq


def test_damage_comes_before_everything_else(full: Path, monkeypatch) -> None:
    from hqd_desktop.store import chain

    monkeypatch.setattr(chain, "faults_in", lambda connection: ("row 3 missing from index",))
    with open_store(full, create=False) as store:
        (problem,) = store.examine(True)
    assert problem.code == "store_check_damage"


def test_the_last_seal_is_asked_by_itself(meddle, full: Path) -> None:
    """In no time, before anything is shown."""
    with open_store(full, create=False, read_only=True) as store:
        assert store.sealed() == ()
    meddle("UPDATE change SET who = '乙' WHERE seq = (SELECT max(seq) FROM change)")
    with open_store(full, create=False, read_only=True) as store:
        assert [problem.code for problem in store.sealed()] == ["store_history_altered"]

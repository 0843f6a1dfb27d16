"""The tables against the migration, the domain, and PostgreSQL."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from hqd_desktop.domain.figures import FigureState
from hqd_desktop.domain.periods import FIRST_YEAR, LAST_YEAR, Period
from hqd_desktop.services.records import YearState
from hqd_desktop.store.sql_store import SqlStore
from hqd_desktop.store.tables import APPEND_ONLY, FIGURE_STATES, YEAR_STATES, metadata


def schema_of(path: Path) -> set[tuple[str, str, frozenset[str]]]:
    """Kind, name, and the lines of each CREATE, whose order of constraints means nothing."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        (kind, name, frozenset(line.strip(" ,\t").replace('"', "") for line in sql.splitlines()))
        for kind, name, sql in rows
        if name != "alembic_version"
    }


def test_the_migrations_make_just_these_tables(store: SqlStore, path: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'by_metadata.db'}")
    metadata.create_all(engine)
    engine.dispose()
    assert schema_of(path) == schema_of(tmp_path / "by_metadata.db")


def test_the_schema_compiles_for_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        sql = str(CreateTable(table).compile(dialect=dialect))
        assert "FLOAT" not in sql
        assert ("NUMERIC" in sql) == (table.name in {"figure", "goal", "restatement", "ledger_entry"})
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))


def test_every_row_knows_its_hospital_and_nothing_cascades() -> None:
    for table in metadata.sorted_tables:
        assert table.name == "hospital" or not table.c.hospital_id.nullable
        assert "version" in table.c or table in APPEND_ONLY
        assert {key.ondelete for key in table.foreign_keys} <= {"RESTRICT"}


def test_the_states_are_those_of_the_domain() -> None:
    assert {state.value for state in FigureState} == set(FIGURE_STATES)
    assert {state.value for state in YearState} <= set(YEAR_STATES)


ROWS = {
    "hospital": {"id": "h", "name": "", "code": "", "level": "", "type": "", "sample": 0, "position": 1, "version": 1},
    "hospital_year": {
        "id": "y",
        "hospital_id": "h",
        "year": 2024,
        "scheme_id": "s",
        "ruleset_id": "r",
        "state": "draft",
        "submission": 1,
        "version": 1,
    },
    "figure": {
        "id": "f",
        "hospital_id": "h",
        "item": "a",
        "period": "2024",
        "state": "number",
        "value": "0",
        "text": "",
        "source": "",
        "note": "",
        "version": 1,
    },
    "restatement": {
        "id": "r",
        "hospital_id": "h",
        "item": "a",
        "period": "2023",
        "restated_in": 2024,
        "value": "1",
        "explanation": "更正",
        "version": 1,
    },
    "person": {"id": "p", "hospital_id": "h", "name": "甲", "initials": "J", "active": 1, "version": 1},
}


def insert(path: Path, table: str, **changed: object) -> None:
    row = {**ROWS[table], **changed}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        if table != "hospital":
            connection.execute(f"INSERT INTO hospital VALUES ({', '.join('?' * 8)})", tuple(ROWS["hospital"].values()))
        for each in (row, row) if changed.get("id") == "twice" else (row,):
            marks = ", ".join(f":{name}" for name in each)
            connection.execute(f"INSERT INTO {table} ({', '.join(each)}) VALUES ({marks})", each)


@pytest.mark.parametrize("table", ROWS)
def test_a_row_as_it_should_be_is_taken(store: SqlStore, path: Path, table: str) -> None:
    insert(path, table)


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("hospital", {"version": 0}),
        ("hospital_year", {"state": "lost"}),
        ("hospital_year", {"year": FIRST_YEAR - 1}),
        ("hospital_year", {"year": LAST_YEAR + 1}),
        ("hospital_year", {"submission": 0}),
        ("hospital_year", {"hospital_id": "nobody"}),
        ("figure", {"state": "zero"}),
        ("figure", {"value": None}),
        ("figure", {"state": "blank"}),
        ("figure", {"state": "not_applicable", "value": None, "text": "话"}),
        ("figure", {"period": "24"}),
        ("figure", {"period": "2024M01"}),
        ("figure", {"hospital_id": None}),
        ("figure", {"version": 0}),
        ("restatement", {"explanation": ""}),
        ("restatement", {"restated_in": 24}),
        ("restatement", {"value": None}),
        ("person", {"hospital_id": "nobody"}),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(store: SqlStore, path: Path, table: str, changed: dict) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(path, table, **changed)


def test_a_restatement_stands_beside_the_figure_it_corrects(store: SqlStore, path: Path) -> None:
    insert(path, "figure", period=Period(2023).key)
    with closing(sqlite3.connect(path)) as connection, connection:
        for year in (2024, 2025):
            row = {**ROWS["restatement"], "id": f"r{year}", "restated_in": year}
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(f"INSERT INTO restatement ({', '.join(row)}) VALUES ({marks})", row)
        with pytest.raises(sqlite3.IntegrityError):  # one a year
            connection.execute(
                "INSERT INTO restatement SELECT 'x', hospital_id, item, period, restated_in, value,"
                " explanation, version FROM restatement WHERE restated_in = 2024"
            )

"""The report's own words and 整改: kept by year, emptied not deleted, each change in the history."""

import sqlite3
from contextlib import closing
from pathlib import Path

from hqd_desktop.services.report_records import Rectification, Wording, wording_from
from hqd_desktop.store.sql_store import SqlStore


def told(path: Path, table: str) -> list[tuple[str, str, str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT item, period, field, old_value, new_value FROM history WHERE table_name = ? ORDER BY seq", (table,)
        ).fetchall()


def test_words_are_kept_by_year(store: SqlStore, hospital, path: Path, note) -> None:
    wording = Wording({"losses": "甲\n乙"}, hidden=frozenset({"trends"}), header="质控办")
    store.save_report_texts(hospital.id, 2025, wording.texts(), note)
    assert wording_from(store.report_texts(hospital.id, 2025)) == wording
    assert store.report_texts(hospital.id, 2024) == {}
    store.save_report_texts(hospital.id, 2025, {"header": ""}, note)
    assert "header" not in store.report_texts(hospital.id, 2025)
    assert told(path, "report_text")[-1] == ("header", "2025", "text", "质控办", "")
    count = len(told(path, "report_text"))
    store.save_report_texts(hospital.id, 2025, {"header": "", "title": ""}, note)
    assert len(told(path, "report_text")) == count == 4


def test_rectifications(store: SqlStore, hospital, path: Path, note) -> None:
    rows = {"25": Rectification("核对", "医保办", "2026-06-30"), "20": Rectification("压减")}
    store.save_rectifications(hospital.id, 2025, rows, note)
    assert store.rectifications(hospital.id, 2025) == rows
    assert store.rectifications(hospital.id, 2026) == {}
    store.save_rectifications(hospital.id, 2025, {"20": Rectification()}, note)
    assert store.rectifications(hospital.id, 2025) == {"25": rows["25"], "20": Rectification()}
    assert told(path, "rectification") == [
        ("25", "2025", "measure", "", "核对"),
        ("25", "2025", "owner", "", "医保办"),
        ("25", "2025", "due", "", "2026-06-30"),
        ("20", "2025", "measure", "", "压减"),
        ("20", "2025", "measure", "压减", ""),
    ]

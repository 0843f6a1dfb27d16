"""History as it is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import Actor, FigureWrite, HistoryEntry, HistoryQuery
from hqd_desktop.store.sql_store import SqlStore

Y, Q = Period(2024), Period(2024, 1)


def test_an_entry_tells_who_when_where_what_and_why(save, store: SqlStore, hospital) -> None:
    saved = save(("a", Y, number(1), 0))
    assert saved.at == datetime(2025, 1, 31, 6, 32, 9, 123000, tzinfo=UTC)
    entries = store.history(hospital.id)
    common = (saved.at, "甲", "PC-01", "填数", "原表有误", "导入", "a", "2024")
    assert entries == [HistoryEntry(*common, "value", "", "1"), HistoryEntry(*common, "state", "blank", "number")]


def test_newest_first_by_item_and_period_and_no_more_than_asked(save, store: SqlStore, hospital) -> None:
    save(("a", Y, number(1), 0), ("a", Q, number(2), 0), ("b", Y, number(3), 0))
    save(("a", Y, number(4), 1))

    def values(**asked) -> list[str]:
        return [entry.new for entry in store.history(hospital.id, **asked) if entry.field == "value"]

    assert values() == ["4", "3", "2", "1"]
    assert values(item="a") == ["4", "2", "1"]
    assert values(item="a", period="2024") == ["4", "1"]
    assert values(period="2024Q1") == ["2"]
    assert values(item="c") == []
    assert [entry.new for entry in store.history(hospital.id, limit=2)] == ["4", "3"]


def test_only_figures_are_told(store: SqlStore, hospital, note) -> None:
    store.save_explanation(hospital.id, 2024, "a", "说明", note)
    assert store.history(hospital.id) == []


def test_emptying_a_figure_removes_nothing_from_history(save, store: SqlStore, hospital, note) -> None:
    save(("a", Y, number(1), 0))
    store.save_figures(hospital.id, [FigureWrite("a", Y, BLANK, 1)], note)
    assert len(store.history(hospital.id, "a")) == 4


def test_everything_is_told_as_asked_for(save, store: SqlStore, hospital, note) -> None:
    save(("a", Y, number(1), 0), ("b", Q, number(2), 0))
    store.save_explanation(hospital.id, 2024, "jump", "新院区启用", replace(note, actor=Actor("乙", "PC-02")))

    def told(**asked) -> list[tuple[str, str]]:
        entries = store.all_history(hospital.id, HistoryQuery(**asked))
        return [(entry.table, entry.item) for entry in entries if entry.field in ("value", "text", "name")]

    everything = [("explanation", "jump"), ("figure", "b"), ("figure", "a"), ("hospital", "")]
    assert told() == everything
    assert told(who="乙") == everything[:1]
    assert told(tables=("figure",)) == everything[1:3]
    assert told(items=("a", "jump")) == [everything[0], everything[2]]
    assert told(year=2024) == everything[:3]
    assert told(year=2023) == []
    day = store.all_history(hospital.id, HistoryQuery(limit=1))[0].at.date()
    assert told(first=day, last=day, zone=UTC) == everything
    assert told(first=day + timedelta(days=1), zone=UTC) == told(last=day - timedelta(days=1), zone=UTC) == []
    assert len(store.all_history(hospital.id, HistoryQuery(limit=3))) == 3
    first, second = (store.all_history(hospital.id, HistoryQuery(limit=1, offset=n)) for n in (0, 1))
    assert first != second
    assert store.people_in_history(hospital.id) == ["乙", "甲"]

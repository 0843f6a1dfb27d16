"""The words of departments: each with its history, with the year or the figures in one write, or not at all."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.errors import StaleWrite
from hqd_desktop.services.records import ChangeNote, FigureWrite, HistoryQuery, YearRecord, YearState
from hqd_desktop.store.sql_store import SqlStore
from tests.store.conftest import START

WORD = Confirmation(2025, "财务科", "王会计")
Y = Period(2025)


def test_a_word_is_given_and_taken_back_and_the_history_tells(
    store: SqlStore, hospital: Hospital, note: ChangeNote
) -> None:
    assert store.confirmations.of_year(hospital.id, 2025) == []
    assert store.confirmations.save(hospital.id, [WORD], note) is None
    (kept,) = store.confirmations.of_year(hospital.id, 2025)
    assert kept == replace(WORD, version=1, at=kept.at)
    assert kept.at is not None
    assert kept.at > START
    gone = replace(kept, confirmed_by="", withdrawn="退回：核对折旧")
    store.confirmations.save(hospital.id, [gone], note)
    (read,) = store.confirmations.of_year(hospital.id, 2025)
    assert read == replace(gone, version=2, at=read.at)
    assert read.at is not None
    assert read.at > kept.at
    told = store.all_history(hospital.id, HistoryQuery(tables=("confirmation",)))
    assert [(one.item, one.period, one.field, one.old, one.new) for one in reversed(told)] == [
        ("财务科", "2025", "confirmed_by", "", "王会计"),
        ("财务科", "2025", "confirmed_by", "王会计", ""),
        ("财务科", "2025", "withdrawn", "", "退回：核对折旧"),
    ]
    assert store.confirmations.of_year(hospital.id, 2024) == []
    assert store.examine(whole=True) == ()


def test_a_word_and_the_year_go_together_or_not_at_all(store: SqlStore, hospital: Hospital, note: ChangeNote) -> None:
    year = store.save_year(YearRecord(hospital.id, 2025, "s", "r"), note)
    on = replace(year, state=YearState.CONFIRMED)
    with pytest.raises(StaleWrite):
        store.confirmations.save(hospital.id, [WORD], note, replace(on, version=7))
    assert store.confirmations.of_year(hospital.id, 2025) == []
    kept = store.confirmations.save(hospital.id, [WORD], note, on)
    assert kept is not None
    assert list(store.years(hospital.id)) == [kept]
    with pytest.raises(StaleWrite):
        store.confirmations.save(hospital.id, [WORD], note, replace(kept, state=YearState.DRAFT))
    assert store.years(hospital.id)[0].state is YearState.CONFIRMED


def test_figures_and_the_words_that_fall_with_them_are_one_write(
    store: SqlStore, hospital: Hospital, note: ChangeNote
) -> None:
    store.confirmations.save(hospital.id, [WORD], note)
    (kept,) = store.confirmations.of_year(hospital.id, 2025)
    gone = replace(kept, confirmed_by="", withdrawn="录入：总收入")
    with pytest.raises(StaleWrite):
        store.save_figures(hospital.id, [FigureWrite("a", Y, number(1), 5)], note, [gone])
    assert store.confirmations.of_year(hospital.id, 2025) == [kept]
    with pytest.raises(StaleWrite):
        store.save_figures(hospital.id, [FigureWrite("a", Y, number(1), 0)], note, [replace(gone, version=9)])
    assert store.figures(hospital.id) == {}
    saved = store.save_figures(hospital.id, [FigureWrite("a", Y, number(1), 0)], note, [gone])
    (read,) = store.confirmations.of_year(hospital.id, 2025)
    assert (read.withdrawn, read.at) == ("录入：总收入", saved.at)

"""Figures: what is saved is what is read."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import FIRST_YEAR, LAST_YEAR, Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite, StoredFigure
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore

Y = Period(2024)
NOTE = ChangeNote(Actor("甲", "PC"), "填数")

text = st.text(st.characters(exclude_categories=("Cs",)))
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15)
figures = st.one_of(
    st.builds(Figure, note=text, source=text),
    st.builds(number, decimals | st.integers(-(10**15), 10**15), note=text, source=text),
    st.builds(not_applicable, text, source=text),
    st.builds(words, text, note=text, source=text),
)
keys = st.tuples(text, st.builds(Period, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(0, 4)))


@pytest.mark.parametrize(
    "figure",
    [
        BLANK,
        number("9999999999999.99"),
        number("-9999999999999.99"),
        number(0),
        number("0.000001", note="估计", source="导入 a.xlsx"),
        not_applicable("无传染科", source="手工录入"),
        words("一、已完成\n二、“滞后”", note="见附件"),
        Figure(note="等财务科"),
    ],
)
def test_a_figure_comes_back_exactly(save, store: SqlStore, hospital, path: Path, figure: Figure) -> None:
    save(("a", Y, number(7), 0), ("z", Y, number(7), 0))
    save(("a", Y, figure, 1))
    assert store.figures(hospital.id)["a", Y] == StoredFigure(figure, 2)
    store.close()
    with open_store(path, create=False) as again:
        assert again.figures(hospital.id)["a", Y].figure == figure


def test_zero_blank_and_not_applicable_are_three_things(save, store: SqlStore, hospital) -> None:
    save(("a", Y, number(0), 0), ("b", Y, BLANK, 0), ("c", Y, not_applicable("无"), 0))
    read = {key[0]: stored.figure.state for key, stored in store.figures(hospital.id).items()}
    assert read == {"a": FigureState.NUMBER, "c": FigureState.NOT_APPLICABLE}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cells=st.lists(st.tuples(keys, figures, figures), max_size=8, unique_by=lambda cell: cell[0]))
def test_what_is_saved_is_what_is_read(store: SqlStore, cells: list) -> None:
    hospital = store.add_hospital(Hospital("甲院", "三级", "综合"), NOTE).id
    first = store.save_figures(hospital, [FigureWrite(*key, figure, 0) for key, figure, _ in cells], NOTE)
    assert read_back(store, hospital) == {key: figure for key, figure, _ in cells if figure != BLANK}
    again = [FigureWrite(*key, figure, first.versions[key]) for key, _, figure in cells]
    second = store.save_figures(hospital, again, NOTE)
    assert {key: stored.figure for key, stored in store.figures(hospital).items()} == {
        key: figure for key, before, figure in cells if (before, figure) != (BLANK, BLANK)
    }
    assert {key: stored.version for key, stored in store.figures(hospital).items()} == {
        key: version for key, version in second.versions.items() if version
    }


def read_back(store: SqlStore, hospital: str) -> dict:
    return {key: stored.figure for key, stored in store.figures(hospital).items() if stored.figure != BLANK}


@pytest.mark.parametrize(
    "damage",
    ["value = '1O'", "value = 12.5", "state = 'numbre'", "state = 'blank'", "value = NULL", "period = '2O24'"],
)
def test_an_altered_row_is_never_shown_as_a_figure(save, store: SqlStore, hospital, path: Path, damage: str) -> None:
    save(("a", Y, number(12), 0))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE figure SET {damage}")
        if damage == "value = 12.5":  # a column of text makes text of it, which is harmless
            connection.execute("UPDATE figure SET value = x'3132'")
    with pytest.raises(StoreError) as raised:
        store.figures(hospital.id)
    assert raised.value.problems[0].code == "store_damaged"


def test_hospitals_do_not_see_each_other(store: SqlStore, hospital, save) -> None:
    other = store.add_hospital(Hospital("乙院", "二级", "中医"), NOTE)
    save(("a", Y, number(1), 0))
    store.save_figures(other.id, [FigureWrite("a", Y, number(2), 0)], NOTE)
    assert store.figures(hospital.id)["a", Y].figure.value == Decimal(1)
    assert store.figures(other.id)["a", Y].figure.value == Decimal(2)
    assert [entry.new for entry in store.history(other.id, "a") if entry.field == "value"] == ["2"]

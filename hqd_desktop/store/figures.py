"""Figures between their rows and the domain's form; it refuses to judge them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.periods import Period, parse_period
from hqd_desktop.services.records import FigureWrite, StoredFigure
from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import figure
from hqd_desktop.store.transaction import Transaction

_columns = figure.c
_ALL = select(
    _columns.item,
    _columns.period,
    _columns.state,
    _columns.value,
    _columns.text,
    _columns.note,
    _columns.source,
    _columns.version,
).where(_columns.hospital_id == bindparam("hospital_id"))
_STATES = {state.value: state for state in FigureState}


def read_figures(connection: Connection, hospital_id: str) -> Mapping[FigureKey, StoredFigure]:
    """All figures of a hospital, the emptied ones too, whose rows still have a version."""
    periods: dict[str, Period] = {}  # a hospital has a few dozen periods and thousands of figures
    figures: dict[FigureKey, StoredFigure] = {}
    rows = connection.execute(_ALL, {"hospital_id": hospital_id}).all()
    for item, key, state_key, value, text, note, source, version in rows:
        period = periods.get(key) or parse_period(key)
        state = _STATES.get(state_key)
        if period is None or state is None or (state is FigureState.NUMBER) != (value is not None):
            raise Unreadable(f"figure {item} {key}: {state_key}")
        periods[key] = period
        figures[item, period] = StoredFigure(Figure(state, value, text, note, source), version)
    return figures


def save_figures(transaction: Transaction, writes: Sequence[FigureWrite]) -> dict[FigureKey, int]:
    """Write all of them or raise StaleWrite; returns the versions they have now."""
    rows = [
        RowWrite(
            {"item": write.item, "period": write.period.key},
            _fields(write.figure),
            write.expected,
            write.item,
            write.period.key,
        )
        for write in writes
    ]
    results = put_rows(transaction, figure, _fields(BLANK), rows)
    return {(write.item, write.period): version for write, (_, version) in zip(writes, results, strict=True)}


def _fields(one: Figure) -> dict[str, object]:
    return {
        "state": one.state.value,
        "value": one.value,
        "text": one.text,
        "source": one.source,
        "note": one.note,
    }

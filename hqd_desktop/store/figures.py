"""Figures between their rows and the domain's form; it refuses to judge them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.services.records import FigureWrite, StoredFigure
from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import figure
from hqd_desktop.store.transaction import Transaction

_ALL = select(figure).where(figure.c.hospital_id == bindparam("hospital_id"))


def read_figures(connection: Connection, hospital_id: str) -> Mapping[FigureKey, StoredFigure]:
    """All figures of a hospital, the emptied ones too, whose rows still have a version."""
    return dict(_read(row) for row in connection.execute(_ALL, {"hospital_id": hospital_id}))


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


def _read(row: Row[Any]) -> tuple[FigureKey, StoredFigure]:
    period = parse_period(row.period)
    try:
        state = FigureState(row.state)
    except ValueError:
        state = None
    if period is None or state is None or (state is FigureState.NUMBER) != (row.value is not None):
        raise Unreadable(f"figure {row.item} {row.period}: {row.state}")
    read = Figure(state, row.value, row.text, row.note, row.source)
    return (row.item, period), StoredFigure(read, row.version)

"""Reads what was changed, by whom and when; it refuses to write."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.store.tables import change, figure, follow_up, history, restatement

_OF_FIGURES = (figure.name, follow_up.name, restatement.name)
_BOTH = history.join(change, history.c.change_id == change.c.id)


def figure_history(
    connection: Connection, hospital_id: str, item: str, period: str, limit: int
) -> Sequence[HistoryEntry]:
    """Touched fields of figures and what hangs on them, newest first; empty item or period means all."""
    query = (
        select(
            change.c.at,
            change.c.who,
            change.c.pc,
            change.c.action,
            change.c.reason,
            change.c.origin,
            history.c.item,
            history.c.period,
            history.c.field,
            history.c.old_value,
            history.c.new_value,
            history.c.table_name,
        )
        .select_from(_BOTH)
        .where(history.c.hospital_id == hospital_id, history.c.table_name.in_(_OF_FIGURES))
        .order_by(history.c.seq.desc())
        .limit(limit)
    )
    if item:
        query = query.where(history.c.item == item)
    if period:
        query = query.where(history.c.period == period)
    return [HistoryEntry(*row) for row in connection.execute(query)]


def last_change(connection: Connection, hospital_id: str, table: str, item: str, period: str) -> dict[str, str]:
    """Who changed a row last, from which PC and when (UTC, ISO); empty texts when nobody did."""
    query = (
        select(change.c.who, change.c.pc, change.c.at)
        .select_from(_BOTH)
        .where(
            history.c.hospital_id == hospital_id,
            history.c.table_name == table,
            history.c.item == item,
            history.c.period == period,
        )
        .order_by(history.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return {"who": "", "pc": "", "at": ""}
    return {"who": row.who, "pc": row.pc, "at": row.at.isoformat(timespec="milliseconds")}

"""Reads what was changed, by whom and when; it refuses to write."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, or_, select

from hqd_desktop.services.records import HistoryEntry, HistoryQuery
from hqd_desktop.store.tables import change, figure, follow_up, history, restatement

_OF_FIGURES = (figure.name, follow_up.name, restatement.name)
_BOTH = history.join(change, history.c.change_id == change.c.id)
_COLUMNS = (
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


def figure_history(
    connection: Connection, hospital_id: str, item: str, period: str, limit: int
) -> Sequence[HistoryEntry]:
    """Touched fields of figures and what hangs on them, newest first; empty item or period means all."""
    query = (
        select(*_COLUMNS)
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


def all_history(connection: Connection, hospital_id: str, asked: HistoryQuery) -> Sequence[HistoryEntry]:
    """Touched fields of everything, newest first, as asked for."""
    query = select(*_COLUMNS).select_from(_BOTH).where(*_conditions(hospital_id, asked))
    query = query.order_by(history.c.seq.desc()).limit(asked.limit).offset(asked.offset)
    return [HistoryEntry(*row) for row in connection.execute(query)]


def people_in_history(connection: Connection, hospital_id: str) -> Sequence[str]:
    """Everybody who has ever changed something, by name."""
    query = select(change.c.who).where(change.c.hospital_id == hospital_id).distinct()
    return sorted(connection.execute(query).scalars())


def _conditions(hospital_id: str, asked: HistoryQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [history.c.hospital_id == hospital_id]
    if asked.who:
        wanted.append(change.c.who == asked.who)
    if asked.first:
        wanted.append(change.c.at >= datetime.combine(asked.first, time(), asked.zone).astimezone(UTC))
    if asked.last:
        following = asked.last + timedelta(days=1)
        wanted.append(change.c.at < datetime.combine(following, time(), asked.zone).astimezone(UTC))
    if asked.tables:
        wanted.append(history.c.table_name.in_(asked.tables))
    if asked.items is not None:
        wanted.append(history.c.item.in_(asked.items))
    if asked.year:
        year = str(asked.year)
        wanted.append(or_(history.c.period == year, history.c.period.like(f"{year}Q_")))
    return wanted


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

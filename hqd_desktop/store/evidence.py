"""Records of 佐证 and what they prove, between rows and the domain's form; it refuses to know the files themselves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from hqd_desktop.domain.evidence import Evidence, EvidenceUse, UseKind
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.services.records import EvidenceWrite
from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import evidence, evidence_use
from hqd_desktop.store.transaction import Transaction

_KINDS = {kind.value: kind for kind in UseKind}


def read_evidence(connection: Connection, hospital_id: str) -> Sequence[Evidence]:
    """All records by day of adding and title, each with its uses that hold."""
    uses: dict[str, list[EvidenceUse]] = {}
    table = evidence_use.c
    query = (
        select(evidence_use)
        .where(table.hospital_id == hospital_id, table.active)
        .order_by(table.kind, table.target, table.period)
    )
    for row in connection.execute(query):
        uses.setdefault(row.evidence_id, []).append(_use(row))
    rows = connection.execute(
        select(evidence)
        .where(evidence.c.hospital_id == hospital_id)
        .order_by(evidence.c.added_on, evidence.c.title, evidence.c.id)
    )
    return tuple(_record(row, tuple(uses.get(row.id, ()))) for row in rows)


def save_evidence(transaction: Transaction, writes: Sequence[EvidenceWrite]) -> None:
    """Write all records, then the uses that change; StaleWrite names each record that was changed meanwhile."""
    rows = [
        RowWrite({"digest": write.record.digest}, _fields(write.record), write.record.version, write.record.digest)
        for write in writes
    ]
    kept = put_rows(transaction, evidence, _BLANK, rows)
    uses = [
        RowWrite(_key(row_id, use), {"active": active}, None, use.filed, use.period.key)
        for write, (row_id, _) in zip(writes, kept, strict=True)
        for active, changed in ((True, write.added), (False, write.withdrawn))
        for use in changed
    ]
    put_rows(transaction, evidence_use, {"active": False}, uses)


def _key(evidence_id: str, use: EvidenceUse) -> dict[str, object]:
    return {"evidence_id": evidence_id, "kind": use.kind.value, "target": use.target, "period": use.period.key}


def _fields(record: Evidence) -> dict[str, object]:
    return {
        "size": record.size,
        "name": record.name,
        "title": record.title,
        "reference": record.reference,
        "issued_on": _day_text(record.issued_on),
        "valid_until": _day_text(record.valid_until),
        "added_on": _day_text(record.added_on),
        "sealed": record.sealed,
        "pages": record.pages,
        "owner": record.owner,
        "active": record.active,
    }


def _use(row: Row[Any]) -> EvidenceUse:
    kind, period = _KINDS.get(row.kind), parse_period(row.period)
    if kind is None or period is None:
        raise Unreadable(f"evidence_use {row.id}: {row.kind} {row.period}")
    return EvidenceUse(kind, row.target, period)


def _record(row: Row[Any], uses: tuple[EvidenceUse, ...]) -> Evidence:
    return Evidence(
        row.digest,
        row.size,
        row.name,
        row.title,
        row.reference,
        _day(row.id, row.issued_on),
        _day(row.id, row.valid_until),
        _day(row.id, row.added_on),
        row.sealed,
        row.pages,
        row.owner,
        uses,
        row.id,
        row.version,
    )


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(row_id: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Unreadable(f"evidence {row_id}: {text}") from error


_BLANK = _fields(Evidence("", 0, "", ""))

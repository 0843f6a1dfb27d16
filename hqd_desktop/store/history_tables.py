"""The tables that only grow: what was locked, what was changed, and by whom; SQLite itself refuses the rest."""

from sqlalchemy import DDL, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, event

from hqd_desktop.store.columns import metadata, of_hospital, row_id, text, whole
from hqd_desktop.store.types import UtcTime

submission = Table(
    "submission",
    metadata,
    row_id(),
    of_hospital(),
    whole("year"),
    whole("number"),
    text("digest"),  # of body
    text("body"),  # canonical JSON: all that the papers were written from
    UniqueConstraint("hospital_id", "year", "number"),
    CheckConstraint("length(digest) = 76", name="digest"),
)

change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True),  # rises with every commit of this file, even when a clock is set back
    Column("id", Text, nullable=False, unique=True),
    of_hospital(),
    Column("at", UtcTime, nullable=False),
    text("who"),
    text("pc"),
    text("action"),
    text("reason"),
    text("origin"),
    Column("digest", Text, nullable=False, server_default=""),  # of the change before and all of this one
)

history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("change_id", Text, ForeignKey("change.id", ondelete="RESTRICT"), nullable=False),
    whole("ordinal"),
    of_hospital(),
    text("table_name"),
    text("row_id"),
    text("item"),
    text("period"),
    text("field"),
    text("old_value"),
    text("new_value"),
    UniqueConstraint("change_id", "ordinal"),
    # Not led by hospital_id: a file with one hospital would be sorted whole for a list of the latest hundred.
    Index(None, "item", "period", "hospital_id"),
)


# Rows that are only ever added: SQLite itself refuses the rest, whatever program asks.
APPEND_ONLY = (change, history, submission)
for _table in APPEND_ONLY:
    for _verb in ("UPDATE", "DELETE"):
        _name = f"{_table.name}_no_{_verb.lower()}"
        _refuse = f"SELECT RAISE(ABORT, '{_table.name} is append-only');"
        _trigger: DDL = DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER {_name} BEFORE {_verb} ON {_table.name} BEGIN {_refuse} END"
        )
        event.listen(_table, "after_create", _trigger.execute_if(dialect="sqlite"))

"""The tables of 本院目标 and of tables of one's own; see store.tables, which brings all tables together."""

from sqlalchemy import Boolean, CheckConstraint, Column, Table, UniqueConstraint

from hqd_desktop.store.columns import metadata, of_hospital, one_of, row_id, text, versioned, whole
from hqd_desktop.store.types import ExactDecimal

SIDES = ("at_least", "at_most")

goal = Table(
    "goal",
    metadata,
    row_id(),
    of_hospital(),
    whole("year"),
    text("scheme_id"),  # numbers of rows mean something within a table only
    text("indicator"),
    text("part"),
    text("side"),
    Column("value", ExactDecimal),  # NULL: taken back
    *versioned(),
    UniqueConstraint("hospital_id", "year", "scheme_id", "indicator", "part"),
    CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
    CheckConstraint(one_of("side", SIDES), name="side"),
)

own_pack = Table(
    "own_pack",
    metadata,
    row_id(),
    of_hospital(),
    text("scheme_id"),  # made from what the pack says: the same pack has the same id in every database
    text("name"),
    text("edition"),
    text("body"),  # canonical JSON; a row is never changed but for `active`
    text("digest"),
    Column("active", Boolean, nullable=False),
    *versioned(),
    UniqueConstraint("hospital_id", "scheme_id"),
)

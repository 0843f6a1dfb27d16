"""The tables of the ledger and of rule sets of one's own; see store.tables, which brings all tables together."""

from sqlalchemy import Boolean, CheckConstraint, Column, Table, UniqueConstraint

from hqd_desktop.store.columns import PERIOD, metadata, of_hospital, one_of, row_id, text, versioned, whole
from hqd_desktop.store.types import ExactDecimal

TASK_STATES = ("", "not_started", "underway", "done", "behind")

ledger_entry = Table(
    "ledger_entry",
    metadata,
    row_id(),
    of_hospital(),
    text("pack"),
    text("task"),
    text("period"),  # a quarter, or the year for the yearly text and the owner
    text("state"),  # empty in the year's row
    text("progress"),
    text("reason"),
    Column("number", ExactDecimal),
    text("next_step"),
    text("next_due"),
    text("owner"),
    *versioned(),
    UniqueConstraint("hospital_id", "pack", "task", "period"),
    CheckConstraint(PERIOD, name="period"),
    CheckConstraint(one_of("state", TASK_STATES), name="state"),
)

ledger_milestone = Table(
    "ledger_milestone",
    metadata,
    row_id(),
    of_hospital(),
    text("pack"),
    text("task"),
    text("due"),
    text("text"),
    Column("own", Boolean, nullable=False),  # of the hospital, not of the region's text
    text("done_on"),
    Column("active", Boolean, nullable=False),
    *versioned(),
    UniqueConstraint("hospital_id", "pack", "task", "due", "text"),
)

remedy = Table(
    "remedy",
    metadata,
    row_id(),
    of_hospital(),
    text("pack"),
    text("task"),
    whole("year"),  # that left it unmet
    text("text"),
    text("owner"),
    text("due"),
    text("closed_on"),
    text("outcome"),
    *versioned(),
    UniqueConstraint("hospital_id", "pack", "task", "year"),
    CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
)

followed_pack = Table(
    "followed_pack",
    metadata,
    row_id(),
    of_hospital(),
    whole("year"),
    text("pack"),
    Column("active", Boolean, nullable=False),
    *versioned(),
    UniqueConstraint("hospital_id", "year", "pack"),
    CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
)

rule_set = Table(
    "rule_set",
    metadata,
    row_id(),
    of_hospital(),
    text("scheme_id"),
    text("name"),
    text("edition"),
    text("approval"),
    text("body"),  # canonical JSON; a row is never changed but for `active`
    text("digest"),
    Column("active", Boolean, nullable=False),
    *versioned(),
    UniqueConstraint("hospital_id", "scheme_id", "name", "edition"),
)

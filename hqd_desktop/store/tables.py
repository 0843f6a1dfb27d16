"""The tables as docs/formats.md describes them; it refuses to know who reads and writes them.

Every row but a hospital's own carries `hospital_id`; ids are UUIDs as text. Each mutable row has a `version`, 1 at
first. Nothing is ever deleted, so all references are RESTRICT. A change here needs a migration: a test compares.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Table,
    Text,
    UniqueConstraint,
)

from hqd_desktop.store.columns import (
    hospital_column,
    id_column,
    metadata,
    one_of,
    text_column,
    version_column,
    whole_column,
)
from hqd_desktop.store.history_tables import APPEND_ONLY, change, history, submission
from hqd_desktop.store.types import ExactDecimal

__all__ = ["APPEND_ONLY", "change", "history", "metadata", "submission"]

PERIOD = "period LIKE '____' OR period LIKE '____Q_'"
# Issue 7 brings 科室确认 and 审核: allowed from the start, because SQLite changes a CHECK only by rebuilding the table.
YEAR_STATES = ("draft", "confirmed", "reviewed", "locked", "submitted")
FIGURE_STATES = ("blank", "number", "not_applicable", "text")
EVIDENCE_KINDS = ("item", "indicator", "task")
FORM_STATES = ("issued", "withdrawn", "returned")
TASK_STATES = ("", "not_started", "underway", "done", "behind")


hospital = Table(
    "hospital",
    metadata,
    id_column(),
    text_column("name"),
    text_column("code"),
    text_column("level"),
    text_column("type"),
    Column("sample", Boolean, nullable=False),  # 示例: invented, and said so on every page
    whole_column("position"),  # the order in which they were added, whatever the clock said
    *version_column(),
)

hospital_year = Table(
    "hospital_year",
    metadata,
    id_column(),
    hospital_column(),
    whole_column("year"),
    text_column("scheme_id"),
    text_column("ruleset_id"),
    text_column("state"),
    whole_column("submission"),
    *version_column(),
    UniqueConstraint("hospital_id", "year"),
    CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
    CheckConstraint(one_of("state", YEAR_STATES), name="state"),
    CheckConstraint("submission >= 1", name="submission"),
)

figure = Table(
    "figure",
    metadata,
    id_column(),
    hospital_column(),
    text_column("item"),
    text_column("period"),
    text_column("state"),
    Column("value", ExactDecimal),
    text_column("text"),
    text_column("source"),
    text_column("note"),
    *version_column(),
    UniqueConstraint("hospital_id", "item", "period"),
    CheckConstraint(PERIOD, name="period"),
    CheckConstraint(one_of("state", FIGURE_STATES), name="state"),
    CheckConstraint("(state = 'number') = (value IS NOT NULL)", name="value"),
    CheckConstraint("state = 'text' OR text = ''", name="text"),
)

restatement = Table(
    "restatement",
    metadata,
    id_column(),
    hospital_column(),
    text_column("item"),
    text_column("period"),
    whole_column("restated_in"),
    Column("value", ExactDecimal, nullable=False),
    text_column("explanation"),
    *version_column(),
    UniqueConstraint("hospital_id", "item", "period", "restated_in"),
    CheckConstraint(PERIOD, name="period"),
    CheckConstraint("restated_in BETWEEN 1990 AND 2100", name="restated_in"),
    CheckConstraint("explanation <> ''", name="explanation"),
)

explanation = Table(
    "explanation",
    metadata,
    id_column(),
    hospital_column(),
    whole_column("year"),
    text_column("check_key"),
    text_column("text"),
    *version_column(),
    UniqueConstraint("hospital_id", "year", "check_key"),
)

item_department = Table(
    "item_department",
    metadata,
    id_column(),
    hospital_column(),
    text_column("item"),
    text_column("department"),
    *version_column(),
    UniqueConstraint("hospital_id", "item"),
)

person = Table(
    "person",
    metadata,
    id_column(),
    hospital_column(),
    text_column("name"),
    text_column("initials"),
    Column("active", Boolean, nullable=False),
    Column("password", Text, nullable=False, server_default=""),  # argon2 hash; empty: none asked
    *version_column(),
    UniqueConstraint("hospital_id", "name"),
)

follow_up = Table(
    "follow_up",
    metadata,
    id_column(),
    hospital_column(),
    text_column("item"),
    text_column("period"),
    text_column("text"),  # what is to be asked or done; empty: done
    *version_column(),
    UniqueConstraint("hospital_id", "item", "period"),
    CheckConstraint(PERIOD, name="period"),
)

evidence = Table(
    "evidence",
    metadata,
    id_column(),
    hospital_column(),
    text_column("digest"),  # SHA-256 of the file's bytes: one copy of the same file
    whole_column("size"),
    text_column("name"),
    text_column("title"),
    text_column("reference"),  # 文号
    text_column("issued_on"),  # days as ISO text, empty where unknown
    text_column("valid_until"),
    text_column("added_on"),
    Column("sealed", Boolean, nullable=False),  # 盖章
    whole_column("pages"),
    text_column("owner"),
    Column("active", Boolean, nullable=False),
    *version_column(),
    UniqueConstraint("hospital_id", "digest"),
    CheckConstraint("length(digest) = 64", name="digest"),
    CheckConstraint("size >= 0", name="size"),
    CheckConstraint("pages >= 0", name="pages"),
)

evidence_use = Table(
    "evidence_use",
    metadata,
    id_column(),
    hospital_column(),
    Column("evidence_id", Text, ForeignKey("evidence.id", ondelete="RESTRICT"), nullable=False),
    text_column("kind"),
    text_column("target"),  # item key, indicator number or task id
    text_column("period"),
    Column("active", Boolean, nullable=False),
    *version_column(),
    UniqueConstraint("hospital_id", "evidence_id", "kind", "target", "period"),
    CheckConstraint(one_of("kind", EVIDENCE_KINDS), name="kind"),
    CheckConstraint(PERIOD, name="period"),
)

collection_form = Table(
    "collection_form",
    metadata,
    id_column(),
    hospital_column(),
    text_column("form"),  # the id that the file carries
    whole_column("year"),
    text_column("department"),
    text_column("digest"),  # of what was asked
    text_column("state"),
    text_column("file_name"),  # of what came back
    text_column("file_digest"),
    whole_column("given"),
    whole_column("asked"),
    Column("signed", Boolean, nullable=False),
    *version_column(),
    UniqueConstraint("hospital_id", "form"),
    CheckConstraint(one_of("state", FORM_STATES), name="state"),
)

table_mapping = Table(
    "table_mapping",
    metadata,
    id_column(),
    hospital_column(),
    text_column("name"),
    text_column("body"),  # canonical JSON
    Column("active", Boolean, nullable=False),
    *version_column(),
    UniqueConstraint("hospital_id", "name"),
)

ledger_entry = Table(
    "ledger_entry",
    metadata,
    id_column(),
    hospital_column(),
    text_column("pack"),
    text_column("task"),
    text_column("period"),  # a quarter, or the year for the yearly text and the owner
    text_column("state"),  # empty in the year's row
    text_column("progress"),
    text_column("reason"),
    Column("number", ExactDecimal),
    text_column("next_step"),
    text_column("next_due"),
    text_column("owner"),
    *version_column(),
    UniqueConstraint("hospital_id", "pack", "task", "period"),
    CheckConstraint(PERIOD, name="period"),
    CheckConstraint(one_of("state", TASK_STATES), name="state"),
)

ledger_milestone = Table(
    "ledger_milestone",
    metadata,
    id_column(),
    hospital_column(),
    text_column("pack"),
    text_column("task"),
    text_column("due"),
    text_column("text"),
    Column("own", Boolean, nullable=False),  # of the hospital, not of the region's text
    text_column("done_on"),
    Column("active", Boolean, nullable=False),
    *version_column(),
    UniqueConstraint("hospital_id", "pack", "task", "due", "text"),
)

remedy = Table(
    "remedy",
    metadata,
    id_column(),
    hospital_column(),
    text_column("pack"),
    text_column("task"),
    whole_column("year"),  # that left it unmet
    text_column("text"),
    text_column("owner"),
    text_column("due"),
    text_column("closed_on"),
    text_column("outcome"),
    *version_column(),
    UniqueConstraint("hospital_id", "pack", "task", "year"),
    CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
)

followed_pack = Table(
    "followed_pack",
    metadata,
    id_column(),
    hospital_column(),
    whole_column("year"),
    text_column("pack"),
    Column("active", Boolean, nullable=False),
    *version_column(),
    UniqueConstraint("hospital_id", "year", "pack"),
    CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
)

report_text = Table(
    "report_text",
    metadata,
    id_column(),
    hospital_column(),
    whole_column("year"),
    text_column("place"),
    text_column("text"),
    *version_column(),
    UniqueConstraint("hospital_id", "year", "place"),
)

rectification = Table(
    "rectification",
    metadata,
    id_column(),
    hospital_column(),
    whole_column("year"),
    text_column("indicator"),
    text_column("measure"),
    text_column("owner"),
    text_column("due"),
    *version_column(),
    UniqueConstraint("hospital_id", "year", "indicator"),
)

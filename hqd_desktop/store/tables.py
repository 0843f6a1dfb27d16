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

from hqd_desktop.store.columns import PERIOD
from hqd_desktop.store.columns import metadata as metadata
from hqd_desktop.store.columns import of_hospital as _hospital
from hqd_desktop.store.columns import one_of as _one_of
from hqd_desktop.store.columns import row_id as _id
from hqd_desktop.store.columns import text as _text
from hqd_desktop.store.columns import versioned as _versioned
from hqd_desktop.store.columns import whole as _whole
from hqd_desktop.store.history_tables import APPEND_ONLY as APPEND_ONLY
from hqd_desktop.store.history_tables import change as change
from hqd_desktop.store.history_tables import history as history
from hqd_desktop.store.history_tables import submission as submission
from hqd_desktop.store.tables_ledger import rule_set as rule_set  # and with it the ledger's: all tables are one set
from hqd_desktop.store.tables_own import goal as goal
from hqd_desktop.store.types import ExactDecimal

# Issue 7 brings 科室确认 and 审核: allowed from the start, because SQLite changes a CHECK only by rebuilding the table.
YEAR_STATES = ("draft", "confirmed", "reviewed", "locked", "submitted")
FIGURE_STATES = ("blank", "number", "not_applicable", "text")
EVIDENCE_KINDS = ("item", "indicator", "task")
FORM_STATES = ("issued", "withdrawn", "returned")


hospital = Table(
    "hospital",
    metadata,
    _id(),
    _text("name"),
    _text("code"),
    _text("level"),
    _text("type"),
    Column("sample", Boolean, nullable=False),  # 示例: invented, and said so on every page
    _whole("position"),  # the order in which they were added, whatever the clock said
    *_versioned(),
)

hospital_year = Table(
    "hospital_year",
    metadata,
    _id(),
    _hospital(),
    _whole("year"),
    _text("scheme_id"),
    _text("ruleset_id"),
    _text("state"),
    _whole("submission"),
    *_versioned(),
    UniqueConstraint("hospital_id", "year"),
    CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
    CheckConstraint(_one_of("state", YEAR_STATES), name="state"),
    CheckConstraint("submission >= 1", name="submission"),
)

figure = Table(
    "figure",
    metadata,
    _id(),
    _hospital(),
    _text("item"),
    _text("period"),
    _text("state"),
    Column("value", ExactDecimal),
    _text("text"),
    _text("source"),
    _text("note"),
    *_versioned(),
    UniqueConstraint("hospital_id", "item", "period"),
    CheckConstraint(PERIOD, name="period"),
    CheckConstraint(_one_of("state", FIGURE_STATES), name="state"),
    CheckConstraint("(state = 'number') = (value IS NOT NULL)", name="value"),
    CheckConstraint("state = 'text' OR text = ''", name="text"),
)

restatement = Table(
    "restatement",
    metadata,
    _id(),
    _hospital(),
    _text("item"),
    _text("period"),
    _whole("restated_in"),
    Column("value", ExactDecimal, nullable=False),
    _text("explanation"),
    *_versioned(),
    UniqueConstraint("hospital_id", "item", "period", "restated_in"),
    CheckConstraint(PERIOD, name="period"),
    CheckConstraint("restated_in BETWEEN 1990 AND 2100", name="restated_in"),
    CheckConstraint("explanation <> ''", name="explanation"),
)

explanation = Table(
    "explanation",
    metadata,
    _id(),
    _hospital(),
    _whole("year"),
    _text("check_key"),
    _text("text"),
    *_versioned(),
    UniqueConstraint("hospital_id", "year", "check_key"),
)

item_department = Table(
    "item_department",
    metadata,
    _id(),
    _hospital(),
    _text("item"),
    _text("department"),
    *_versioned(),
    UniqueConstraint("hospital_id", "item"),
)

person = Table(
    "person",
    metadata,
    _id(),
    _hospital(),
    _text("name"),
    _text("initials"),
    Column("active", Boolean, nullable=False),
    Column("password", Text, nullable=False, server_default=""),  # argon2 hash; empty: none asked
    *_versioned(),
    UniqueConstraint("hospital_id", "name"),
)

follow_up = Table(
    "follow_up",
    metadata,
    _id(),
    _hospital(),
    _text("item"),
    _text("period"),
    _text("text"),  # what is to be asked or done; empty: done
    *_versioned(),
    UniqueConstraint("hospital_id", "item", "period"),
    CheckConstraint(PERIOD, name="period"),
)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    _hospital(),
    _text("digest"),  # SHA-256 of the file's bytes: one copy of the same file
    _whole("size"),
    _text("name"),
    _text("title"),
    _text("reference"),  # 文号
    _text("issued_on"),  # days as ISO text, empty where unknown
    _text("valid_until"),
    _text("added_on"),
    Column("sealed", Boolean, nullable=False),  # 盖章
    _whole("pages"),
    _text("owner"),
    Column("active", Boolean, nullable=False),
    *_versioned(),
    UniqueConstraint("hospital_id", "digest"),
    CheckConstraint("length(digest) = 64", name="digest"),
    CheckConstraint("size >= 0", name="size"),
    CheckConstraint("pages >= 0", name="pages"),
)

evidence_use = Table(
    "evidence_use",
    metadata,
    _id(),
    _hospital(),
    Column("evidence_id", Text, ForeignKey("evidence.id", ondelete="RESTRICT"), nullable=False),
    _text("kind"),
    _text("target"),  # item key, pack:number of a row (earlier: the number) or pack:key of a task
    _text("period"),
    Column("active", Boolean, nullable=False),
    *_versioned(),
    UniqueConstraint("hospital_id", "evidence_id", "kind", "target", "period"),
    CheckConstraint(_one_of("kind", EVIDENCE_KINDS), name="kind"),
    CheckConstraint(PERIOD, name="period"),
)

collection_form = Table(
    "collection_form",
    metadata,
    _id(),
    _hospital(),
    _text("form"),  # the id that the file carries
    _whole("year"),
    _text("department"),
    _text("digest"),  # of what was asked
    _text("state"),
    _text("file_name"),  # of what came back
    _text("file_digest"),
    _whole("given"),
    _whole("asked"),
    Column("signed", Boolean, nullable=False),
    *_versioned(),
    UniqueConstraint("hospital_id", "form"),
    CheckConstraint(_one_of("state", FORM_STATES), name="state"),
)

confirmation = Table(
    "confirmation",
    metadata,
    _id(),
    _hospital(),
    _whole("year"),
    _text("department"),
    _text("confirmed_by"),  # empty: nobody's word, or taken back
    _text("withdrawn"),  # why it was taken back
    *_versioned(),
    UniqueConstraint("hospital_id", "year", "department"),
)

table_mapping = Table(
    "table_mapping",
    metadata,
    _id(),
    _hospital(),
    _text("name"),
    _text("body"),  # canonical JSON
    Column("active", Boolean, nullable=False),
    *_versioned(),
    UniqueConstraint("hospital_id", "name"),
)

report_text = Table(
    "report_text",
    metadata,
    _id(),
    _hospital(),
    _whole("year"),
    _text("place"),
    _text("text"),
    *_versioned(),
    UniqueConstraint("hospital_id", "year", "place"),
)

rectification = Table(
    "rectification",
    metadata,
    _id(),
    _hospital(),
    _whole("year"),
    _text("indicator"),
    _text("measure"),
    _text("owner"),
    _text("due"),
    *_versioned(),
    UniqueConstraint("hospital_id", "year", "indicator"),
)

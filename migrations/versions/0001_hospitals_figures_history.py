"""Hospitals, years, figures, restatements, explanations, departments, people, and the history of all of these.

A migration imports nothing from the package: it must still run when the package has moved on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

PERIOD = "period LIKE '____' OR period LIKE '____Q_'"


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def whole(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def exact(name: str, nullable: bool) -> sa.Column:
    """A decimal: its canonical text on SQLite, whose NUMERIC is a float; a true one on PostgreSQL."""
    return sa.Column(name, sa.Text().with_variant(sa.Numeric(), "postgresql"), nullable=nullable)


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    op.create_table(
        "hospital",
        text("id"),
        text("name"),
        text("code"),
        text("level"),
        text("type"),
        sa.Column("sample", sa.Boolean(), nullable=False),
        whole("position"),
        whole("version"),
        primary("hospital", "id"),
        check("hospital", "version", "version >= 1"),
    )
    create_versioned(
        "hospital_year",
        whole("year"),
        text("scheme_id"),
        text("ruleset_id"),
        text("state"),
        whole("submission"),
        key=("year",),
        checks={
            "year": "year BETWEEN 1990 AND 2100",
            "state": "state IN ('draft', 'confirmed', 'reviewed', 'locked', 'submitted')",
            "submission": "submission >= 1",
        },
    )
    create_versioned(
        "figure",
        text("item"),
        text("period"),
        text("state"),
        exact("value", nullable=True),
        text("text"),
        text("source"),
        text("note"),
        key=("item", "period"),
        checks={
            "period": PERIOD,
            "state": "state IN ('blank', 'number', 'not_applicable', 'text')",
            "value": "(state = 'number') = (value IS NOT NULL)",
            "text": "state = 'text' OR text = ''",
        },
    )
    create_versioned(
        "restatement",
        text("item"),
        text("period"),
        whole("restated_in"),
        exact("value", nullable=False),
        text("explanation"),
        key=("item", "period", "restated_in"),
        checks={
            "period": PERIOD,
            "restated_in": "restated_in BETWEEN 1990 AND 2100",
            "explanation": "explanation <> ''",
        },
    )
    create_versioned("explanation", whole("year"), text("check_key"), text("text"), key=("year", "check_key"))
    create_versioned("item_department", text("item"), text("department"), key=("item",))
    create_versioned(
        "person",
        text("name"),
        text("initials"),
        sa.Column("active", sa.Boolean(), nullable=False),
        key=("name",),
    )
    op.create_table(
        "change",
        whole("seq"),
        text("id"),
        text("hospital_id"),
        text("at"),
        text("who"),
        text("pc"),
        text("action"),
        text("reason"),
        text("origin"),
        primary("change", "seq"),
        unique("change", "id"),
        reference("change", "hospital_id", "hospital.id"),
    )
    op.create_table(
        "history",
        whole("seq"),
        text("change_id"),
        whole("ordinal"),
        text("hospital_id"),
        text("table_name"),
        text("row_id"),
        text("item"),
        text("period"),
        text("field"),
        text("old_value"),
        text("new_value"),
        primary("history", "seq"),
        unique("history", "change_id", "ordinal"),
        reference("history", "change_id", "change.id"),
        reference("history", "hospital_id", "hospital.id"),
    )
    op.create_index(
        op.f("ix_history_item_period_hospital_id"), "history", ["item", "period", "hospital_id"], unique=False
    )


def create_versioned(
    table: str, *columns: sa.Column, key: tuple[str, ...], checks: dict[str, str] | None = None
) -> None:
    """A table of one hospital's rows: id, hospital_id, the columns, version, and a key unique within the hospital."""
    rules = {"version": "version >= 1", **(checks or {})}
    op.create_table(
        table,
        text("id"),
        text("hospital_id"),
        *columns,
        whole("version"),
        primary(table, "id"),
        *(check(table, name, rule) for name, rule in rules.items()),
        unique(table, "hospital_id", *key),
        reference(table, "hospital_id", "hospital.id"),
    )

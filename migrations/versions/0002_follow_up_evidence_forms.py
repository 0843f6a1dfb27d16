"""Figures that are followed up, evidence and what it proves, collection forms, mappings of own tables.

A migration imports nothing from the package: it must still run when the package has moved on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PERIOD = "period LIKE '____' OR period LIKE '____Q_'"


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def whole(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    create_versioned(
        "follow_up", text("item"), text("period"), text("text"), key=("item", "period"), checks={"period": PERIOD}
    )
    create_versioned(
        "evidence",
        text("digest"),
        whole("size"),
        text("name"),
        text("title"),
        text("reference"),
        text("issued_on"),
        text("valid_until"),
        text("added_on"),
        flag("sealed"),
        whole("pages"),
        text("owner"),
        flag("active"),
        key=("digest",),
        checks={"digest": "length(digest) = 64", "size": "size >= 0", "pages": "pages >= 0"},
    )
    create_versioned(
        "evidence_use",
        text("evidence_id"),
        text("kind"),
        text("target"),
        text("period"),
        flag("active"),
        key=("evidence_id", "kind", "target", "period"),
        checks={"kind": "kind IN ('item', 'indicator', 'task')", "period": PERIOD},
        references={"evidence_id": "evidence.id"},
    )
    create_versioned(
        "collection_form",
        text("form"),
        whole("year"),
        text("department"),
        text("digest"),
        text("state"),
        text("file_name"),
        text("file_digest"),
        whole("given"),
        whole("asked"),
        flag("signed"),
        key=("form",),
        checks={"state": "state IN ('issued', 'withdrawn', 'returned')"},
    )
    create_versioned("table_mapping", text("name"), text("body"), flag("active"), key=("name",))


def create_versioned(
    table: str,
    *columns: sa.Column,
    key: tuple[str, ...],
    checks: dict[str, str] | None = None,
    references: dict[str, str] | None = None,
) -> None:
    """A table of one hospital's rows: id, hospital_id, the columns, version, and a key unique within the hospital."""
    rules = {"version": "version >= 1", **(checks or {})}
    targets = {"hospital_id": "hospital.id", **(references or {})}
    op.create_table(
        table,
        text("id"),
        text("hospital_id"),
        *columns,
        whole("version"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()),
        sa.UniqueConstraint("hospital_id", *key, name=op.f(f"uq_{table}_hospital_id_{'_'.join(key)}")),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")
            for column, target in targets.items()
        ),
    )

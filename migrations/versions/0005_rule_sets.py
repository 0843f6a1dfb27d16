"""Rule sets of the hospital's own.

A migration imports nothing from the package: it must still run when the package has moved on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def whole(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    create_versioned(
        "rule_set",
        text("scheme_id"),
        text("name"),
        text("edition"),
        text("approval"),
        text("body"),
        text("digest"),
        flag("active"),
        key=("scheme_id", "name", "edition"),
    )


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

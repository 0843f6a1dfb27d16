"""本院目标, and tables (region packs) of the hospital's own.

A migration imports nothing from the package: it must still run when the package has moved on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

YEAR = "year BETWEEN 1990 AND 2100"


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def whole(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def exact(name: str) -> sa.Column:
    kind = sa.Numeric() if op.get_bind().dialect.name == "postgresql" else sa.Text()
    return sa.Column(name, kind)


def upgrade() -> None:
    create_versioned(
        "goal",
        whole("year"),
        text("scheme_id"),
        text("indicator"),
        text("part"),
        text("side"),
        exact("value"),
        key=("year", "scheme_id", "indicator", "part"),
        checks={"year": YEAR, "side": "side IN ('at_least', 'at_most')"},
    )
    create_versioned(
        "own_pack",
        text("scheme_id"),
        text("name"),
        text("edition"),
        text("body"),
        text("digest"),
        flag("active"),
        key=("scheme_id",),
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
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()),
        sa.UniqueConstraint("hospital_id", *key, name=op.f(f"uq_{table}_hospital_id_{'_'.join(key)}")),
        sa.ForeignKeyConstraint(
            ["hospital_id"], ["hospital.id"], name=op.f(f"fk_{table}_hospital_id"), ondelete="RESTRICT"
        ),
    )

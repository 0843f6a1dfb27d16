"""A year's own words for its report, and the 整改 of its rows.

A migration imports nothing from the package: it must still run when the package has moved on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def whole(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    create_versioned("report_text", whole("year"), text("place"), text("text"), key=("year", "place"))
    create_versioned(
        "rectification",
        whole("year"),
        text("indicator"),
        text("measure"),
        text("owner"),
        text("due"),
        key=("year", "indicator"),
    )


def create_versioned(table: str, *columns: sa.Column, key: tuple[str, ...]) -> None:
    """A table of one hospital's rows: id, hospital_id, the columns, version, and a key unique within the hospital."""
    op.create_table(
        table,
        text("id"),
        text("hospital_id"),
        *columns,
        whole("version"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{table}_version")),
        sa.UniqueConstraint("hospital_id", *key, name=op.f(f"uq_{table}_hospital_id_{'_'.join(key)}")),
        sa.ForeignKeyConstraint(
            ["hospital_id"], ["hospital.id"], name=op.f(f"fk_{table}_hospital_id"), ondelete="RESTRICT"
        ),
    )

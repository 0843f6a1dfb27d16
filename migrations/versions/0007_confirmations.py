"""Each department says by itself that its figures of a year stand.

A year that was past 科室确认 before keeps its state; nobody's word is invented for it.
A migration imports nothing from the package: it must still run when the package has moved on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def whole(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    table = "confirmation"
    op.create_table(
        table,
        text("id"),
        text("hospital_id"),
        whole("year"),
        text("department"),
        text("confirmed_by"),
        text("withdrawn"),
        whole("version"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{table}_version")),
        sa.UniqueConstraint("hospital_id", "year", "department", name=op.f(f"uq_{table}_hospital_id_year_department")),
        sa.ForeignKeyConstraint(
            ["hospital_id"], ["hospital.id"], name=op.f(f"fk_{table}_hospital_id"), ondelete="RESTRICT"
        ),
    )

"""The ledger: what was written about tasks, milestones, 整改, and which other packs are followed.

A migration imports nothing from the package: it must still run when the package has moved on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

PERIOD = "period LIKE '____' OR period LIKE '____Q_'"
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
        "ledger_entry",
        text("pack"),
        text("task"),
        text("period"),
        text("state"),
        text("progress"),
        text("reason"),
        exact("number"),
        text("next_step"),
        text("next_due"),
        text("owner"),
        key=("pack", "task", "period"),
        checks={"period": PERIOD, "state": "state IN ('', 'not_started', 'underway', 'done', 'behind')"},
    )
    create_versioned(
        "ledger_milestone",
        text("pack"),
        text("task"),
        text("due"),
        text("text"),
        flag("own"),
        text("done_on"),
        flag("active"),
        key=("pack", "task", "due", "text"),
    )
    create_versioned(
        "remedy",
        text("pack"),
        text("task"),
        whole("year"),
        text("text"),
        text("owner"),
        text("due"),
        text("closed_on"),
        text("outcome"),
        key=("pack", "task", "year"),
        checks={"year": YEAR},
    )
    create_versioned(
        "followed_pack", whole("year"), text("pack"), flag("active"), key=("year", "pack"), checks={"year": YEAR}
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

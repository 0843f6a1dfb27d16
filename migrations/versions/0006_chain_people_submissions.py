"""History is chained and can only grow; people may have a password; a locked year is kept whole as a submission.

A migration imports nothing from the package: it must still run when the package has moved on.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

CHANGE = "id, hospital_id, at, who, pc, action, reason, origin"
HISTORY = "ordinal, table_name, row_id, item, period, field, old_value, new_value"


def upgrade() -> None:
    # Rebuilt, so that the columns stand as in a new database; foreign keys are off meanwhile and rows are counted.
    for table, name in (("person", "password"), ("change", "digest")):
        with op.batch_alter_table(table, recreate="always") as batch:
            place = {"insert_after": "active"} if table == "person" else {}
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""), **place)
    op.create_table(
        "submission",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hospital_id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.CheckConstraint("length(digest) = 76", name=op.f("ck_submission_digest")),
        sa.UniqueConstraint("hospital_id", "year", "number", name=op.f("uq_submission_hospital_id_year_number")),
        sa.ForeignKeyConstraint(
            ["hospital_id"], ["hospital.id"], name=op.f("fk_submission_hospital_id"), ondelete="RESTRICT"
        ),
    )
    chain()
    for table in ("change", "history", "submission"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def chain() -> None:
    """Give every change that is there its digest, in the order of commits (docs/formats.md says how)."""
    connection = op.get_bind()
    digest = ""
    changes = connection.execute(sa.text(f"SELECT {CHANGE} FROM change ORDER BY seq")).fetchall()
    rows = connection.execution_options(stream_results=True).execute(
        sa.text(
            f"SELECT c.seq, h.{HISTORY.replace(', ', ', h.')} FROM history h JOIN change c ON c.id = h.change_id "
            "ORDER BY c.seq, h.ordinal"
        )
    )
    numbers = [seq for (seq,) in connection.execute(sa.text("SELECT seq FROM change ORDER BY seq"))]
    waiting = next(rows, None)
    digests = []
    for seq, change in zip(numbers, changes, strict=True):
        touched = []
        while waiting is not None and waiting[0] == seq:
            touched.append(list(waiting[1:]))
            waiting = next(rows, None)
        text = json.dumps([digest, list(change), touched], ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).hexdigest()
        digests.append({"seq": seq, "digest": digest})
    if digests:
        connection.execute(sa.text("UPDATE change SET digest = :digest WHERE seq = :seq"), digests)

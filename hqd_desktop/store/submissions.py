"""What was locked, kept whole (提交稿): rows that are only ever added; it refuses to know what a body means."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from hqd_desktop.services.records import SubmissionKey
from hqd_desktop.store.chain import fingerprint
from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.ids import new_id
from hqd_desktop.store.tables import change, history, submission
from hqd_desktop.store.transaction import Transaction

_PREFIX = "hqd1-sha256:"


def add_submission(transaction: Transaction, year: int, number: int, body: str) -> None:
    """Keep one; a second of the same number is refused by the database."""
    row_id, digest = new_id(), _digest(body)
    row = {"id": row_id, "hospital_id": transaction.hospital_id, "year": year, "number": number}
    transaction.connection.execute(insert(submission), {**row, "digest": digest, "body": body})
    told = {"year": year, "number": number, "digest": digest, "body": fingerprint(body)}
    transaction.touch(submission.name, row_id, dict.fromkeys(told), told, "", str(year))


def read_keys(connection: Connection, hospital_id: str) -> Sequence[SubmissionKey]:
    """Which there are, by year and number, and who locked them when."""
    query = (
        select(submission.c.year, submission.c.number, submission.c.digest, change.c.at, change.c.who, change.c.reason)
        .join(history, history.c.row_id == submission.c.id)
        .join(change, change.c.id == history.c.change_id)
        .where(submission.c.hospital_id == hospital_id, history.c.field == "digest")
        .where(history.c.table_name == submission.name)
        .order_by(submission.c.year, submission.c.number)
    )
    return [SubmissionKey(*row) for row in connection.execute(query)]


def read_body(connection: Connection, hospital_id: str, year: int, number: int) -> str:
    """The body as it was kept; Unreadable when it was altered since, LookupError when there is none."""
    table = submission.c
    place = (table.hospital_id == hospital_id, table.year == year, table.number == number)
    row = connection.execute(select(table.body, table.digest).where(*place)).first()
    if row is None:
        raise LookupError(f"{year} v{number}")
    if _digest(row.body) != row.digest:
        raise Unreadable(f"submission {year} v{number}")
    return str(row.body)


def _digest(body: str) -> str:
    return _PREFIX + hashlib.sha256(body.encode()).hexdigest()

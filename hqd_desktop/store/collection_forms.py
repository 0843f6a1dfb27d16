"""Collection forms between rows and the services' form; when they went out and came back, the history tells."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from hqd_desktop.services.form_records import FormRecord, FormState
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import change, collection_form, history
from hqd_desktop.store.transaction import Transaction

# What a form that is not there counts as: none of the states, and nothing given.
_NO_FORM = {
    "year": "", "department": "", "digest": "", "state": "", "file_name": "", "file_digest": "", "given": "",
    "asked": "", "signed": "",
}  # fmt: skip


def read_forms(connection: Connection, hospital_id: str, year: int) -> Sequence[FormRecord]:
    """The forms of a year, withdrawn ones too, in the order of first issue; those issued together as they were given.

    Ids say nothing within a millisecond, so the history tells the order.
    """
    table = collection_form.c
    rows = connection.execute(
        select(collection_form).where(table.hospital_id == hospital_id, table.year == year).order_by(table.id)
    ).all()
    times = _times(connection, hospital_id) if rows else {}
    order = {row_id: place for place, row_id in enumerate(dict.fromkeys(row_id for row_id, _ in times))}
    return [
        FormRecord(
            form=row.form,
            year=row.year,
            department=row.department,
            digest=row.digest,
            state=FormState(row.state),
            asked=row.asked,
            given=row.given,
            signed=row.signed,
            file_name=row.file_name,
            file_digest=row.file_digest,
            version=row.version,
            issued_at=times.get((row.id, FormState.ISSUED)),
            returned_at=times.get((row.id, FormState.RETURNED)),
        )
        for row in sorted(rows, key=lambda row: order.get(row.id, len(order)))
    ]


def save_forms(transaction: Transaction, forms: Sequence[FormRecord]) -> None:
    """Insert or update all of them, or raise StaleWrite."""
    writes = [
        RowWrite(
            {"form": form.form},
            {
                "year": form.year,
                "department": form.department,
                "digest": form.digest,
                "state": form.state.value,
                "file_name": form.file_name,
                "file_digest": form.file_digest,
                "given": form.given,
                "asked": form.asked,
                "signed": form.signed,
            },
            form.version,
            form.form,
            str(form.year),
        )
        for form in forms
    ]
    put_rows(transaction, collection_form, _NO_FORM, writes)


def _times(connection: Connection, hospital_id: str) -> dict[tuple[str, str], datetime]:
    """By row and state, when the row last came into that state; a newer file for a returned form counts as return."""
    query = (
        select(history.c.row_id, history.c.field, history.c.new_value, change.c.at)
        .select_from(history.join(change, history.c.change_id == change.c.id))
        .where(
            history.c.hospital_id == hospital_id,
            history.c.table_name == collection_form.name,
            history.c.field.in_(("state", "file_digest")),
        )
        .order_by(history.c.seq)
    )
    times: dict[tuple[str, str], datetime] = {}
    for row in connection.execute(query):
        state = row.new_value if row.field == "state" else FormState.RETURNED
        if row.new_value:
            times[row.row_id, state] = row.at
    return times

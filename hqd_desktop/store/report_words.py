"""A year's own words for its report, and the 整改 of its rows; it refuses to know what a place stands for."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from hqd_desktop.services.report_records import Rectification
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import rectification, report_text
from hqd_desktop.store.transaction import Transaction

_BLANK = {"measure": "", "owner": "", "due": ""}


def read_report_texts(connection: Connection, hospital_id: str, year: int) -> Mapping[str, str]:
    """Texts by place; emptied ones are left out."""
    table = report_text.c
    query = select(table.place, table.text).where(
        table.hospital_id == hospital_id, table.year == year, table.text != ""
    )
    return {row.place: row.text for row in connection.execute(query)}


def save_report_texts(transaction: Transaction, year: int, texts: Mapping[str, str]) -> None:
    """Write all of them; an empty text leaves the row, which history points to."""
    writes = [
        RowWrite({"year": year, "place": place}, {"text": text}, None, place, str(year))
        for place, text in texts.items()
    ]
    put_rows(transaction, report_text, {"text": ""}, writes)


def read_rectifications(connection: Connection, hospital_id: str, year: int) -> Mapping[str, Rectification]:
    """整改 by the place of the row, emptied ones too."""
    table = rectification.c
    query = select(table.indicator, table.measure, table.owner, table.due).where(
        table.hospital_id == hospital_id, table.year == year
    )
    return {row.indicator: Rectification(row.measure, row.owner, row.due) for row in connection.execute(query)}


def save_rectifications(transaction: Transaction, year: int, rows: Mapping[str, Rectification]) -> None:
    """Write all of them or nothing; an empty one leaves the row, which history points to."""
    writes = [
        RowWrite(
            {"year": year, "indicator": place},
            {"measure": one.measure, "owner": one.owner, "due": one.due},
            None,
            place,
            str(year),
        )
        for place, one in rows.items()
    ]
    put_rows(transaction, rectification, _BLANK, writes)

"""Short texts that a hospital keeps by key: 说明 by check, and departments by item; it refuses to judge them."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import explanation, item_department
from hqd_desktop.store.transaction import Transaction


def read_explanations(connection: Connection, hospital_id: str, year: int) -> Mapping[str, str]:
    """说明 by check key; withdrawn ones are left out."""
    table = explanation.c
    query = select(table.check_key, table.text).where(
        table.hospital_id == hospital_id, table.year == year, table.text != ""
    )
    return {row.check_key: row.text for row in connection.execute(query)}


def save_explanation(transaction: Transaction, year: int, check: str, text: str) -> None:
    """Write a 说明; empty text withdraws it and leaves the row, which history points to."""
    write = RowWrite({"year": year, "check_key": check}, {"text": text}, None, check, str(year))
    put_rows(transaction, explanation, {"text": ""}, [write])


def read_departments(connection: Connection, hospital_id: str) -> Mapping[str, str]:
    """The department by item where the hospital has its own."""
    table = item_department.c
    query = select(table.item, table.department).where(table.hospital_id == hospital_id, table.department != "")
    return {row.item: row.department for row in connection.execute(query)}


def save_department(transaction: Transaction, item: str, department: str) -> None:
    """Give an item to a department; an empty one gives it back to the pack's."""
    write = RowWrite({"item": item}, {"department": department}, None, item)
    put_rows(transaction, item_department, {"department": ""}, [write])

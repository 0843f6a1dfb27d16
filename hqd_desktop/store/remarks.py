"""What a hospital keeps beside its figures: 说明 by check, 跟进 and 上年调整数 by figure, departments by item.

It refuses to judge them.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from hqd_desktop.domain.figures import FigureKey, Restatement
from hqd_desktop.domain.periods import Period, parse_period
from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import explanation, follow_up, item_department, restatement
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


def read_follow_ups(connection: Connection, hospital_id: str) -> Mapping[FigureKey, str]:
    """What is still to be asked, by figure."""
    table = follow_up.c
    query = select(table.item, table.period, table.text).where(table.hospital_id == hospital_id, table.text != "")
    return {(row.item, _period(row.period)): row.text for row in connection.execute(query)}


def save_follow_up(transaction: Transaction, key: FigureKey, text: str) -> None:
    """Write what is to be asked; empty text leaves the row, which history points to."""
    item, period = key[0], key[1].key
    write = RowWrite({"item": item, "period": period}, {"text": text}, None, item, period)
    put_rows(transaction, follow_up, {"text": ""}, [write])


def read_restatements(connection: Connection, hospital_id: str, year: int) -> Mapping[FigureKey, Restatement]:
    """What was declared in a year about earlier ones."""
    table = restatement.c
    query = select(table.item, table.period, table.value, table.explanation).where(
        table.hospital_id == hospital_id, table.restated_in == year
    )
    return {
        (row.item, _period(row.period)): Restatement(row.value, row.explanation) for row in connection.execute(query)
    }


def save_restatement(transaction: Transaction, year: int, key: FigureKey, restated: Restatement) -> None:
    """Write a row of its own; what was handed in stays as it is."""
    item, period = key[0], key[1].key
    place = {"item": item, "period": period, "restated_in": year}
    values = {"value": restated.value, "explanation": restated.explanation}
    put_rows(
        transaction, restatement, {"value": None, "explanation": ""}, [RowWrite(place, values, None, item, period)]
    )


def _period(key: str) -> Period:
    period = parse_period(key)
    if period is None:
        raise Unreadable(f"period {key}")
    return period


def read_departments(connection: Connection, hospital_id: str) -> Mapping[str, str]:
    """The department by item where the hospital has its own."""
    table = item_department.c
    query = select(table.item, table.department).where(table.hospital_id == hospital_id, table.department != "")
    return {row.item: row.department for row in connection.execute(query)}


def save_department(transaction: Transaction, item: str, department: str) -> None:
    """Give an item to a department; an empty one gives it back to the pack's."""
    write = RowWrite({"item": item}, {"department": department}, None, item)
    put_rows(transaction, item_department, {"department": ""}, [write])

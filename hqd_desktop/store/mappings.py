"""How a hospital's own tables are read, kept by name; it refuses to judge what a mapping says."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import StoredMapping
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables import table_mapping
from hqd_desktop.store.transaction import Transaction

_BLANK = {"name": "", "body": "", "active": False}


def read_mappings(connection: Connection, hospital_id: str) -> Sequence[StoredMapping]:
    """All that are in use, by name."""
    table = table_mapping.c
    query = (
        select(table.id, table.name, table.body, table.active, table.version)
        .where(table.hospital_id == hospital_id, table.active)
        .order_by(table.name)
    )
    return [StoredMapping(row.name, row.body, row.id, row.version, row.active) for row in connection.execute(query)]


def save_mapping(transaction: Transaction, mapping: StoredMapping) -> StoredMapping:
    """Add one (empty id), change, rename or withdraw one if its version is still the stored one.

    A name is used once; a new mapping may take the name of a withdrawn one, whose row then comes back to use.
    """
    table = table_mapping.c
    query = select(table.id, table.active).where(
        table.hospital_id == transaction.hospital_id, table.name == mapping.name, table.id != mapping.id
    )
    namesake = transaction.connection.execute(query).first()
    if namesake is not None and (mapping.id or namesake.active):
        raise StoreError(Problem("mapping_name_taken", "", {"name": mapping.name}))
    values = {"name": mapping.name, "body": mapping.body, "active": mapping.active}
    key = {"id": mapping.id} if mapping.id else {"name": mapping.name}
    expected = mapping.version if mapping.id else None
    write = RowWrite(key, {name: value for name, value in values.items() if name not in key}, expected, mapping.name)
    ((row_id, version),) = put_rows(transaction, table_mapping, _BLANK, [write])
    return replace(mapping, id=row_id, version=version)

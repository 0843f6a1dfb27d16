"""Rule sets of the hospitals' own between rows and records; it refuses to judge what they say."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StaleWrite, StoreError
from hqd_desktop.services.records import ChangeNote, StoredRuleSet
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables_ledger import rule_set
from hqd_desktop.store.transaction import Transaction

_BLANK = {"approval": "", "body": "", "digest": "", "active": False}


class SqlRules:
    """services.ports.RuleStore on a SqlStore's connection."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        saving: Callable[[str, ChangeNote], AbstractContextManager[Transaction]],
    ) -> None:
        self._reading = reading
        self._saving = saving

    def rule_sets(self, hospital_id: str) -> Sequence[StoredRuleSet]:
        """Those in use, by name and in the order in which they were kept."""
        table = rule_set.c
        query = select(rule_set).where(table.hospital_id == hospital_id, table.active).order_by(table.name, table.id)
        with self._reading() as connection:
            return [_record(row) for row in connection.execute(query)]

    def rule_set(self, ruleset_id: str) -> StoredRuleSet | None:
        """One of any hospital by id, withdrawn ones too."""
        with self._reading() as connection:
            row = connection.execute(select(rule_set).where(rule_set.c.id == ruleset_id)).first()
        return _record(row) if row is not None else None

    def add_rule_set(self, hospital_id: str, ruleset: StoredRuleSet, note: ChangeNote) -> StoredRuleSet:
        """Keep one; StoreError `ruleset_name_taken` when the table has one of that name and edition."""
        key = {"scheme_id": ruleset.scheme_id, "name": ruleset.name, "edition": ruleset.edition}
        values = {
            "approval": ruleset.approval,
            "body": ruleset.body,
            "digest": ruleset.digest,
            "active": ruleset.active,
        }
        write = RowWrite(key, values, 0, ruleset.name)
        try:
            with self._saving(hospital_id, note) as transaction:
                ((row_id, version),) = put_rows(transaction, rule_set, _BLANK, [write])
        except StaleWrite as error:
            given = {"name": ruleset.name, "edition": ruleset.edition}
            raise StoreError(Problem("ruleset_name_taken", "", given)) from error
        return replace(ruleset, id=row_id, version=version)


def _record(row: Row[Any]) -> StoredRuleSet:
    return StoredRuleSet(
        row.name, row.edition, row.scheme_id, row.approval, row.body, row.digest, row.id, row.version, row.active
    )

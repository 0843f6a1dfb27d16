"""The rooms of a store that have a protocol of their own, each on the store's connection; it refuses to open one."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from hqd_desktop.services.records import ChangeNote
from hqd_desktop.store.confirmations import SqlConfirmations
from hqd_desktop.store.goals import SqlGoals
from hqd_desktop.store.ledger import SqlLedger
from hqd_desktop.store.own_packs import SqlPacks
from hqd_desktop.store.rule_sets import SqlRules
from hqd_desktop.store.transaction import Transaction


class SqlRooms:
    """Part of SqlStore, which says how one reads and saves."""

    _reading: Callable[[], AbstractContextManager[Connection]]
    _saving: Callable[[str, ChangeNote], AbstractContextManager[Transaction]]

    @property
    def rules(self) -> SqlRules:
        """Rule sets of the hospitals' own."""
        return SqlRules(self._reading, self._saving)

    @property
    def confirmations(self) -> SqlConfirmations:
        """What the departments said of their figures."""
        return SqlConfirmations(self._reading, self._saving)

    @property
    def goals(self) -> SqlGoals:
        """本院目标."""
        return SqlGoals(self._reading, self._saving)

    @property
    def packs(self) -> SqlPacks:
        """Tables of the hospitals' own."""
        return SqlPacks(self._reading, self._saving)

    @property
    def ledger(self) -> SqlLedger:
        """The ledger (工作台账)."""
        return SqlLedger(self._reading, self._saving)

"""The ledger in memory; it keeps the promise of services.ports.LedgerStore."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.records import ChangeNote


@dataclass
class MemoryLedger:
    """`begin` is the store's: it counts the transaction, or raises what is ordered or stale."""

    begin: Callable[[ChangeNote, Sequence[Problem]], datetime]
    _entries: dict[tuple[str, str, str, str], LedgerEntry] = field(default_factory=dict)
    _marks: dict[tuple[str, str, str, str, str], MilestoneMark] = field(default_factory=dict)
    _remedies: dict[tuple[str, str, str, int], Remedy] = field(default_factory=dict)
    _followed: dict[tuple[str, int, str], bool] = field(default_factory=dict)

    def entries(self, hospital_id: str, year: int) -> Sequence[LedgerEntry]:
        """Of the year and its quarters."""
        return [e for key, e in sorted(self._entries.items()) if key[0] == hospital_id and e.period.year == year]

    def save_entries(self, hospital_id: str, entries: Sequence[LedgerEntry], note: ChangeNote) -> None:
        """All or none."""
        keys = [(hospital_id, one.pack, one.task, one.period.key) for one in entries]
        stale = [
            fault for key, one in zip(keys, entries, strict=True) for fault in self._stale(self._entries, key, one)
        ]
        self.begin(note, stale)
        for key, one in zip(keys, entries, strict=True):
            self._entries[key] = replace(one, version=one.version + 1)

    def marks(self, hospital_id: str) -> Sequence[MilestoneMark]:
        """By day."""
        return [m for key, m in sorted(self._marks.items(), key=lambda one: one[0][3]) if key[0] == hospital_id]

    def save_mark(self, hospital_id: str, mark: MilestoneMark, note: ChangeNote) -> None:
        """StaleWrite when the version is not the stored one."""
        self._keep(self._marks, (hospital_id, mark.pack, mark.task, mark.due.isoformat(), mark.text), mark, note)

    def remedies(self, hospital_id: str) -> Sequence[Remedy]:
        """By year."""
        return [r for key, r in sorted(self._remedies.items(), key=lambda one: one[0][3]) if key[0] == hospital_id]

    def save_remedies(self, hospital_id: str, remedies: Sequence[Remedy], note: ChangeNote) -> None:
        """All or none."""
        keys = [(hospital_id, one.pack, one.task, one.year) for one in remedies]
        stale = [
            fault for key, one in zip(keys, remedies, strict=True) for fault in self._stale(self._remedies, key, one)
        ]
        self.begin(note, stale)
        for key, one in zip(keys, remedies, strict=True):
            self._remedies[key] = replace(one, version=one.version + 1)

    def followed(self, hospital_id: str, year: int) -> Sequence[str]:
        """By name."""
        return sorted(key[2] for key, active in self._followed.items() if key[:2] == (hospital_id, year) and active)

    def follow(self, hospital_id: str, year: int, pack: str, active: bool, note: ChangeNote) -> None:
        """Remembered."""
        self.begin(note, [])
        self._followed[hospital_id, year, pack] = active

    def _keep(self, rows: dict, key: tuple, row, note: ChangeNote) -> None:
        self.begin(note, self._stale(rows, key, row))
        rows[key] = replace(row, version=row.version + 1)

    @staticmethod
    def _stale(rows: dict, key: tuple, row) -> list[Problem]:
        found = rows[key].version if key in rows else 0
        return [] if row.version == found else [Problem("store_stale", key[2])]

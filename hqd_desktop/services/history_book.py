"""All that was ever changed in the open hospital, as a list that is asked in pieces; it refuses to word it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import HistoryEntry, HistoryQuery


@dataclass(frozen=True, slots=True)
class HistoryBook:
    """Given out by Books.past."""

    store: Store
    hospital_id: str

    def entries(self, asked: HistoryQuery) -> Sequence[HistoryEntry]:
        """Touched fields of everything, newest first, as asked for."""
        return self.store.all_history(self.hospital_id, asked)

    def people(self) -> Sequence[str]:
        """Everybody who has ever changed something, by name."""
        return self.store.people_in_history(self.hospital_id)

    def last_digest(self) -> str:
        """The digest of the latest change, which stands for everything before it."""
        return self.store.last_digest()

    def examine(self, whole: bool) -> Sequence[Problem]:
        """What is wrong with the file: quickly, or wholly with every figure against its history."""
        return self.store.examine(whole)

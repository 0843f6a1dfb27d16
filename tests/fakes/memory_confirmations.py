"""The departments' words in memory; it keeps the promise of services.confirmation_records.ConfirmationStore."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.records import ChangeNote, YearRecord


@dataclass
class MemoryConfirmations:
    """`begin` is the store's: it counts the transaction, or raises what is ordered; `keep_year` writes a year."""

    begin: Callable[[ChangeNote, Sequence[Problem]], datetime]
    keep_year: Callable[[YearRecord], YearRecord]
    _kept: dict[tuple[str, int, str], Confirmation] = field(default_factory=dict)

    def of_year(self, hospital_id: str, year: int) -> Sequence[Confirmation]:
        """By department."""
        return [word for place, word in sorted(self._kept.items()) if place[:2] == (hospital_id, year)]

    def save(
        self, hospital_id: str, words: Sequence[Confirmation], note: ChangeNote, record: YearRecord | None = None
    ) -> YearRecord | None:
        """All, and the year with them."""
        self.put(hospital_id, words, self.begin(note, self.stale(hospital_id, words)))
        return self.keep_year(record) if record is not None else None

    def stale(self, hospital_id: str, words: Sequence[Confirmation]) -> list[Problem]:
        """Those that were changed meanwhile."""
        held = {word: self._kept.get((hospital_id, word.year, word.department)) for word in words}
        return [Problem("store_stale", w.department) for w, kept in held.items() if w.version != _version(kept)]

    def put(self, hospital_id: str, words: Sequence[Confirmation], at: datetime) -> None:
        """Within a write that is under way."""
        for word in words:
            self._kept[hospital_id, word.year, word.department] = replace(word, version=word.version + 1, at=at)


def _version(kept: Confirmation | None) -> int:
    return kept.version if kept else 0

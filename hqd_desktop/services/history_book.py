"""All that was ever changed in the open hospital, as a list that is asked in pieces; it refuses to change any of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.history_names import HistoryNames, NamedYear
from hqd_desktop.services.history_text import HistoryRow, altered_in_words, history_rows
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import HistoryEntry, HistoryQuery


@dataclass(frozen=True, slots=True)
class HistoryBook:
    """Given out by Books.past."""

    store: Store
    hospital_id: str
    view: Callable[[], NamedYear]
    source: PackSource

    def entries(self, asked: HistoryQuery) -> Sequence[HistoryEntry]:
        """Touched fields of everything, newest first, as asked for."""
        return self.store.all_history(self.hospital_id, asked)

    def rows(self, asked: HistoryQuery) -> list[HistoryRow]:
        """The same in words, with every key called by its name."""
        view = self.view()
        names = HistoryNames(view, self.source, self.store)
        return history_rows(self.entries(asked), view.assessment.packs.catalogue, asked.zone, names)

    def people(self) -> Sequence[str]:
        """Everybody who has ever changed something, by name."""
        return self.store.people_in_history(self.hospital_id)

    def last_digest(self) -> str:
        """The digest of the latest change, which stands for everything before it."""
        return self.store.last_digest()

    def give_back(self) -> bool:
        """Put what was changed in a working copy where it came from; False where there was nothing to give."""
        return self.store.give_back()

    def sealed(self) -> Sequence[Problem]:
        """Whether the latest change is as it was written, asked before anything is shown."""
        return self.store.sealed()

    def examine(self, whole: bool) -> Sequence[Problem]:
        """What is wrong with the file: quickly, or wholly with every figure against its history."""
        found = self.store.examine(whole)
        if not found:
            return ()
        view = self.view()
        names = HistoryNames(view, self.source, self.store)
        return tuple(altered_in_words(one, view.assessment.packs.catalogue, names) for one in found)

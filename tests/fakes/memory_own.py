"""本院目标 and tables of one's own in memory; they keep the promises of services.own_ports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from hqd_desktop.domain.goals import Goal, GoalKey
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.records import ChangeNote, StoredPack

Begin = Callable[[ChangeNote, Sequence[Problem]], datetime]


@dataclass
class MemoryGoals:
    """`begin` is the store's: it counts the transaction, or raises what is ordered."""

    begin: Begin
    _kept: dict[tuple[str, str], dict[GoalKey, Goal | None]] = field(default_factory=dict)

    def goals(self, hospital_id: str, scheme_id: str) -> Mapping[GoalKey, Goal]:
        """A copy, without those taken back."""
        kept = self._kept.get((hospital_id, scheme_id), {})
        return {key: goal for key, goal in kept.items() if goal is not None}

    def save_goals(
        self, hospital_id: str, scheme_id: str, goals: Mapping[GoalKey, Goal | None], note: ChangeNote
    ) -> None:
        """All of them."""
        self.begin(note, [])
        self._kept.setdefault((hospital_id, scheme_id), {}).update(goals)


@dataclass
class MemoryPacks:
    """As MemoryGoals."""

    begin: Begin
    _kept: dict[str, StoredPack] = field(default_factory=dict)

    def packs(self) -> Sequence[StoredPack]:
        """As kept."""
        return list(self._kept.values())

    def save_pack(self, hospital_id: str, pack: StoredPack, note: ChangeNote) -> StoredPack:
        """By its id."""
        self.begin(note, [])
        before = self._kept.get(pack.scheme_id)
        kept = replace(pack, id=f"pack-{pack.scheme_id}", version=before.version + 1 if before else 1)
        self._kept[pack.scheme_id] = kept
        return kept

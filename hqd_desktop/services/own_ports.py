"""What goals and tables of one's own need from a database, as protocols; the rest stands in services.ports."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from hqd_desktop.domain.goals import Goal, GoalKey
from hqd_desktop.services.records import ChangeNote, StoredPack


class GoalStore(Protocol):
    """本院目标; what Store says of writing holds here too."""

    def goals(self, hospital_id: str, scheme_id: str) -> Mapping[GoalKey, Goal]:
        """Those of all years for a table."""

    def save_goals(
        self, hospital_id: str, scheme_id: str, goals: Mapping[GoalKey, Goal | None], note: ChangeNote
    ) -> None:
        """Write all or nothing; None takes one back."""


class PackStore(Protocol):
    """The tables that hospitals of the database brought in or made; what Store says of writing holds here too."""

    def packs(self) -> Sequence[StoredPack]:
        """All of the database, withdrawn ones too: a year that was worked with one needs it. Each is listed once."""

    def save_pack(self, hospital_id: str, pack: StoredPack, note: ChangeNote) -> StoredPack:
        """Keep one, withdraw it (not `active`), or bring it back; what it says never changes."""

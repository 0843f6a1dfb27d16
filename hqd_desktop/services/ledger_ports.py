"""What the ledger and rule sets of one's own need from a database, as protocols; the rest stands in services.ports."""

from collections.abc import Sequence
from typing import Protocol

from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy
from hqd_desktop.services.records import ChangeNote, StoredRuleSet


class LedgerStore(Protocol):
    """The ledger (工作台账) of a database; what Store says of writing holds here too."""

    def entries(self, hospital_id: str, year: int) -> Sequence[LedgerEntry]:
        """What was written about the tasks of all packs, for the year and its quarters."""

    def save_entries(self, hospital_id: str, entries: Sequence[LedgerEntry], note: ChangeNote) -> None:
        """Write all or none, each if its version is still the stored one."""

    def marks(self, hospital_id: str) -> Sequence[MilestoneMark]:
        """Milestones that were met, and those of the hospital's own, withdrawn ones too."""

    def save_mark(self, hospital_id: str, mark: MilestoneMark, note: ChangeNote) -> None:
        """Write one if its version is still the stored one."""

    def remedies(self, hospital_id: str) -> Sequence[Remedy]:
        """整改 of all years, by year and task."""

    def save_remedies(self, hospital_id: str, remedies: Sequence[Remedy], note: ChangeNote) -> None:
        """Write all or none, each if its version is still the stored one."""

    def followed(self, hospital_id: str, year: int) -> Sequence[str]:
        """The packs whose tasks are followed besides that of the year's own table."""

    def follow(self, hospital_id: str, year: int, pack: str, active: bool, note: ChangeNote) -> None:
        """Follow another pack's tasks too, or no more; what was written about them stays."""


class RuleStore(Protocol):
    """The rule sets of the hospitals' own; what Store says of writing holds here too."""

    def rule_sets(self, hospital_id: str) -> Sequence[StoredRuleSet]:
        """Those in use, by name and in the order in which they were kept."""

    def rule_set(self, ruleset_id: str) -> StoredRuleSet | None:
        """One of any hospital by id, withdrawn ones too: a year that was scored with it needs it."""

    def add_rule_set(self, hospital_id: str, ruleset: StoredRuleSet, note: ChangeNote) -> StoredRuleSet:
        """Keep one; errors.StoreError when the table has one of that name and edition, in use or withdrawn."""

"""Rule sets of the hospital's own in memory; it keeps the promise of services.ports.RuleStore."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import ChangeNote, StoredRuleSet


@dataclass
class MemoryRules:
    """`begin` is the store's: it counts the transaction, or raises what is ordered."""

    begin: Callable[[ChangeNote, Sequence[Problem]], datetime]
    _kept: dict[str, tuple[str, StoredRuleSet]] = field(default_factory=dict)

    def rule_sets(self, hospital_id: str) -> Sequence[StoredRuleSet]:
        """By name, as kept."""
        own = [kept for hospital, kept in self._kept.values() if hospital == hospital_id and kept.active]
        return sorted(own, key=lambda kept: kept.name)

    def rule_set(self, ruleset_id: str) -> StoredRuleSet | None:
        """By id."""
        held = self._kept.get(ruleset_id)
        return held[1] if held else None

    def add_rule_set(self, hospital_id: str, ruleset: StoredRuleSet, note: ChangeNote) -> StoredRuleSet:
        """A name and edition once for a table."""
        for hospital, kept in self._kept.values():
            same = (kept.scheme_id, kept.name, kept.edition) == (ruleset.scheme_id, ruleset.name, ruleset.edition)
            if hospital == hospital_id and same:
                given = {"name": ruleset.name, "edition": ruleset.edition}
                raise StoreError(Problem("ruleset_name_taken", "", given))
        self.begin(note, [])
        kept = replace(ruleset, id=f"ruleset-{len(self._kept) + 1}", version=1)
        self._kept[kept.id] = (hospital_id, kept)
        return kept

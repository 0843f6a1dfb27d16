"""One year of all members of a group (院际对比), side by side; plain data that ranks nothing.

Points mean the same only under one table and one rule set. A member that works with another table stands in the list
and is 不适用 in every column of this one: it is never compared as zero.
"""

from dataclasses import dataclass
from functools import cached_property

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.shares import Share, shares
from hqd_desktop.services.records import Assessment, YearRecord


@dataclass(frozen=True, slots=True)
class MemberYear:
    """A member with its assessment; `record` is None where it comes from a file."""

    hospital: Hospital
    record: YearRecord | None
    assessment: Assessment | None

    @property
    def card(self) -> Scorecard | None:
        """Its scorecard, None where the year was not begun."""
        return self.assessment.scorecard if self.assessment is not None else None

    @property
    def locked(self) -> bool:
        """Whether the year is fixed."""
        return self.record is not None and self.record.locked


@dataclass(frozen=True)
class GroupComparison:
    """The members in their order, seen by one table."""

    year: int
    scheme: Scheme
    members: tuple[MemberYear, ...]

    def compared(self, member: MemberYear) -> Scorecard | None:
        """The member's scorecard, where it was made by this table."""
        card = member.card
        return card if card is not None and card.scheme.id == self.scheme.id else None

    @cached_property
    def cards(self) -> tuple[Scorecard, ...]:
        """Those that can be held against each other."""
        return tuple(card for member in self.members if (card := self.compared(member)) is not None)

    @cached_property
    def schemes(self) -> tuple[Scheme, ...]:
        """Every table that a member works with, this one first."""
        others = {card.scheme.id: card.scheme for member in self.members if (card := member.card) is not None}
        return tuple({self.scheme.id: self.scheme, **others}.values())

    @cached_property
    def rulesets(self) -> tuple[str, ...]:
        """The names of the rule sets by which the compared members were scored."""
        return tuple(dict.fromkeys(card.ruleset.title for card in self.cards))

    @cached_property
    def same_rules(self) -> bool:
        """Whether points of all compared members mean the same."""
        packs = [m.assessment.packs for m in self.members if m.assessment is not None and self.compared(m) is not None]
        return len({(one.digests["scheme"], one.digests["ruleset"]) for one in packs}) < 2

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The 占比 rows of this table, answered by the members."""
        return tuple(shares(self.scheme, ((member.hospital, member.card) for member in self.members)))

    @property
    def sample(self) -> bool:
        """Whether the members are invented ones."""
        return any(member.hospital.sample for member in self.members)

"""One year of all members of a group (院际对比): the same assessments as elsewhere, side by side; it ranks nothing.

Points mean the same only under one table and one rule set. A member that works with another table stands in the list
and is 不适用 in every column of this one: it is never compared as zero.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.shares import Share, shares
from hqd_desktop.services.giving import assess_given
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.records import Assessment, Packs, YearRecord
from hqd_desktop.services.snapshots import Given


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a member has of the year; nothing but its name where the year was not begun."""

    hospital: Hospital
    record: YearRecord | None = None
    packs: Packs | None = None
    given: Given | None = None


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


def assess_members(gathered: Sequence[Gathered], year: int, tell: Tell) -> tuple[MemberYear, ...]:
    """Score every member as its own pages do; `tell` hears of each before, and may raise errors.Cancelled."""
    found = []
    for step, one in enumerate(gathered):
        tell(step, len(gathered), f"正在算 {one.hospital.name}")
        assessment = None
        if one.packs is not None and one.given is not None:
            assessment = assess_given(one.packs, one.hospital, year, one.given)
        found.append(MemberYear(one.hospital, one.record, assessment))
    return tuple(found)


def compare_members(members: Sequence[MemberYear], year: int, fallback: Scheme, scheme_id: str = "") -> GroupComparison:
    """By the table that was asked for, else by the one that most members work with, else by `fallback`."""
    known = {card.scheme.id: card.scheme for member in members if (card := member.card) is not None}
    used = Counter(card.scheme.id for member in members if (card := member.card) is not None)
    most = used.most_common(1)[0][0] if used else fallback.id
    return GroupComparison(year, known.get(scheme_id) or known.get(most) or fallback, tuple(members))

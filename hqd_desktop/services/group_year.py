"""How one year of all members comes to be: what was gathered is assessed as each member's own pages do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.giving import assess_given
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.records import Packs, YearRecord
from hqd_desktop.services.snapshots import Given


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a member has of the year; nothing but its name where the year was not begun."""

    hospital: Hospital
    record: YearRecord | None = None
    packs: Packs | None = None
    given: Given | None = None


def assess_members(gathered: Sequence[Gathered], year: int, tell: Tell) -> tuple[MemberYear, ...]:
    """Score every member as its own pages do; `tell` hears of each before, and may raise errors.Cancelled."""
    found = []
    for step, one in enumerate(gathered):
        tell(step, len(gathered), f"正在算 {one.hospital.name}")
        assessment = None
        if one.packs is not None and one.given is not None:
            assessment = assess_given(one.packs, one.hospital, year, one.given)
            one.packs.digests  # noqa: B018 — whether rules are the same is asked where nobody may wait
        found.append(MemberYear(one.hospital, one.record, assessment))
    return tuple(found)


def compare_members(members: Sequence[MemberYear], year: int, fallback: Scheme, scheme_id: str = "") -> GroupComparison:
    """By the table that was asked for, else by the one that most members work with, else by `fallback`."""
    known = {card.scheme.id: card.scheme for member in members if (card := member.card) is not None}
    used = Counter(card.scheme.id for member in members if (card := member.card) is not None)
    most = used.most_common(1)[0][0] if used else fallback.id
    return GroupComparison(year, known.get(scheme_id) or known.get(most) or fallback, tuple(members))

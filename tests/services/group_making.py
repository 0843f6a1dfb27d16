"""A group in memory: a whole 三级, a whole 二级, one with blanks, one of another region, one without the year."""

from dataclasses import replace

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.group_year import assess_members, compare_members
from hqd_desktop.services.records import Actor
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_samples
from tests.fakes.shipped_regions import RegionSource
from tests.services.conftest import YEAR

NOW = Period(YEAR)
BLANK, OTHER, LATE = "空白医院", "吉林医院", "明年医院"


def group_of(store: MemoryStore) -> Workspace:
    """Five members; the first is open."""
    from datetime import date

    workspace = Workspace(store, RegionSource(), Actor("张三", "电脑"), "程序", lambda: date(2026, 3, 1))
    for sample in shipped_samples():
        workspace.create_sample(sample)
    first = store.hospitals()[0]
    book = workspace.books.members
    book.add(Hospital(BLANK, "二级", "中医", "7"), "shaoyang-2022", YEAR)
    workspace.enter("capital_debt", NOW, "0")
    book.add(Hospital(OTHER, "三级", "综合"), "jilin-2022", YEAR)
    book.add(Hospital(LATE, "三级", "综合"), "shaoyang-2022", YEAR + 1)
    workspace.open(first.id, YEAR)
    return workspace


def members_of(workspace: Workspace) -> tuple[MemberYear, ...]:
    """All of 2025."""
    return assess_members(workspace.books.members.gather(YEAR), YEAR, lambda *_: None)


def compared(workspace: Workspace, scheme_id: str = "") -> GroupComparison:
    """By the table that most of them have."""
    view: View = workspace.view
    return compare_members(members_of(workspace), YEAR, view.packs.scheme, scheme_id)


def with_other_rules(comparison: GroupComparison) -> GroupComparison:
    """The second member scored by rules of another digest."""
    first, second, *rest = comparison.members
    assert second.assessment is not None
    packs = second.assessment.packs
    ruleset = replace(packs.ruleset, name="别的方案", raw={**packs.ruleset.raw, "x": 1})
    card = replace(second.assessment.scorecard, ruleset=ruleset)
    changed = replace(second.assessment, packs=replace(packs, ruleset=ruleset), scorecard=card)
    return replace(comparison, members=(first, replace(second, assessment=changed), *rest))


__all__ = ["BLANK", "LATE", "NOW", "OTHER", "compared", "group_of", "members_of", "with_other_rules"]

"""One year of all members: the very assessments that their own pages show, by one table."""

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import Cancelled
from hqd_desktop.services.group_year import assess_members, compare_members
from hqd_desktop.services.records import YearState
from hqd_desktop.services.workspace import Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR
from tests.services.group_making import BLANK, LATE, OTHER, compared, group_of, members_of, with_other_rules
from tests.services.test_workspace import lock


@pytest.fixture
def group(store: MemoryStore) -> Workspace:
    return group_of(store)


def test_each_is_assessed_as_its_own_pages_do(group: Workspace, store: MemoryStore) -> None:
    """With what was locked the year before, its 上年调整数 and its 说明: one result, never two."""
    first = group.view.hospital.id
    lock(store, first, YEAR - 1)
    group.open(first, YEAR)
    group.restate("surplus", Period(YEAR - 1), "1", "审计后的调整")
    shown = {}
    for hospital in store.hospitals()[:4]:
        view = group.open(hospital.id, YEAR)
        shown[hospital.id] = (view.record, view.assessment)
    found = {one.hospital.id: (one.record, one.assessment) for one in members_of(group) if one.record}
    assert found == shown


def test_the_same_packs_are_one_object(group: Workspace) -> None:
    """So that their digests are worked out once."""
    first, second, third, *_ = members_of(group)
    assert first.assessment is not None
    assert second.assessment is not None
    assert third.assessment is not None
    assert first.assessment.packs is second.assessment.packs is third.assessment.packs


def test_by_the_table_that_most_have(group: Workspace) -> None:
    """Another table stands aside; a year that was not begun is there with its name."""
    comparison = compared(group)
    assert comparison.scheme.id == "shaoyang-2022"
    assert [one.id for one in comparison.schemes] == ["shaoyang-2022", "jilin-2022"]
    names = [one.hospital.name for one in comparison.members if comparison.compared(one) is None]
    assert names == [OTHER, LATE]
    assert comparison.members[4].card is None
    assert not comparison.members[4].locked
    assert comparison.rulesets == ("自定赋分“示例赋分方案 1.0 版”",)
    assert comparison.same_rules
    assert comparison.sample
    other = compared(group, "jilin-2022")
    assert [card.hospital.name for card in other.cards] == [OTHER]
    assert other.shares == ()
    assert compared(group, "unknown").scheme.id == "shaoyang-2022"


def test_nobody_has_begun(group: Workspace) -> None:
    """Then the table that is open serves."""
    members = assess_members(group.books.members.gather(1999), 1999, lambda *_: None)
    comparison = compare_members(members, 1999, group.view.packs.scheme)
    assert (comparison.cards, comparison.rulesets, comparison.same_rules) == ((), (), True)
    assert {one.denominator for one in comparison.shares} == {5}


def test_other_rules_are_told(group: Workspace) -> None:
    assert not with_other_rules(compared(group)).same_rules


def test_the_shares(group: Workspace) -> None:
    """吉林 is left out, the blank one and the one without the year are 未填."""
    debt = compared(group).shares[2]
    assert (debt.numerator, debt.denominator, debt.complete) == (2, 4, False)
    assert [one.name for one in debt.those(debt.answers[0][1])] == ["示例医院"]
    dean = compared(group).shares[0]
    assert (dean.numerator, dean.denominator) == (2, 4)
    assert [hospital.name for hospital, answer in dean.answers if answer == "未填"] == [BLANK, LATE]


def test_locked(group: Workspace, store: MemoryStore) -> None:
    lock(store, group.view.hospital.id, YEAR, YearState.SUBMITTED)
    assert [one.locked for one in members_of(group)] == [True, False, False, False, False]


def test_it_can_be_stopped(group: Workspace) -> None:
    """Before each member, by whoever is told."""
    heard: list[str] = []

    def tell(step: int, steps: int, words: str) -> None:
        heard.append(f"{step}/{steps} {words}")
        if step:
            raise Cancelled

    with pytest.raises(Cancelled):
        assess_members(group.books.members.gather(YEAR), YEAR, tell)
    assert heard == ["0/5 正在算 示例医院", "1/5 正在算 示例县医院（二级）"]

"""A table that lies in no database is one more table of the source, and nothing can be kept in it."""

import pytest

from hqd_desktop.domain.own_pack import OwnPack
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.errors import BadPack
from hqd_desktop.services.own_rules import SourceWithPack, _NoRules, _OnePack
from hqd_desktop.services.pack_judging import judged
from hqd_desktop.services.records import Actor, ChangeNote, StoredPack, StoredRuleSet
from tests.fakes.shipped_packs import shipped_packs
from tests.fakes.shipped_regions import RegionSource
from tests.services.pack_making import whole

NOTE = ChangeNote(Actor("张三", "命令行"), "x")


@pytest.fixture
def pack() -> OwnPack:
    found, _ = judged(whole(), shipped_packs().catalogue)
    assert found is not None
    return found


def test_the_table_is_listed_after_the_shipped_and_answers_for_itself(pack: OwnPack) -> None:
    shipped = RegionSource()
    source = SourceWithPack(shipped, pack)
    assert list(source.scheme_ids()) == [*shipped.scheme_ids(), pack.id]
    assert source.scheme(pack.id) == pack.scheme
    assert source.tasks(pack.id) == pack.tasks
    assert source.catalogue(pack.id) == pack.catalogue
    assert list(source.ruleset_ids(pack.id)) == [pack.ruleset.id]
    assert source.ruleset(pack.ruleset.id, pack.scheme) == pack.ruleset


class _Refusing(RegionSource):
    def ruleset(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        raise BadPack(Problem("file_no_such_ruleset", ruleset_id, {"given": ruleset_id, "known": ""}))


def test_a_rule_set_that_nobody_has_is_refused_with_what_there_is(pack: OwnPack) -> None:
    with pytest.raises(BadPack) as refused:
        SourceWithPack(_Refusing(), pack).ruleset("没有", pack.scheme)
    assert [one.params for one in refused.value.problems] == [{"given": "没有", "known": pack.ruleset.id}]


def test_nothing_can_be_kept(pack: OwnPack) -> None:
    with pytest.raises(NotImplementedError):
        _OnePack(pack).save_pack("h", StoredPack("own-x", "表", "1", "", "x"), NOTE)
    with pytest.raises(NotImplementedError):
        _NoRules().add_rule_set("h", StoredRuleSet("r", "规则", "1", "s", "", "x"), NOTE)

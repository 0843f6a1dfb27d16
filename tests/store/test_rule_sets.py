"""Rule sets in a database: kept, found by id and by hospital, never twice under one name."""

from dataclasses import replace

import pytest

from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor, ChangeNote, StoredRuleSet

NOTE = ChangeNote(Actor("甲", "PC"), "保存赋分方案")
ONE = StoredRuleSet("本院方案", "1.0", "shaoyang-2022", "1号", '{"a":1}', "digest")


def test_kept_and_found(store, hospital) -> None:
    first = store.rules.add_rule_set(hospital.id, ONE, NOTE)
    second = store.rules.add_rule_set(hospital.id, replace(ONE, edition="2.0"), NOTE)
    assert store.rules.rule_sets(hospital.id) == [first, second]
    assert store.rules.rule_set(first.id) == replace(ONE, id=first.id, version=1)
    assert store.rules.rule_set("nobody") is None
    assert store.rules.rule_sets("nobody") == []


def test_a_name_and_edition_is_used_once_for_a_table(store, hospital) -> None:
    store.rules.add_rule_set(hospital.id, ONE, NOTE)
    with pytest.raises(StoreError) as refused:
        store.rules.add_rule_set(hospital.id, replace(ONE, body='{"a":2}'), NOTE)
    assert [problem.code for problem in refused.value.problems] == ["ruleset_name_taken"]
    store.rules.add_rule_set(hospital.id, replace(ONE, scheme_id="jilin-2022"), NOTE)
    assert [kept.body for kept in store.rules.rule_sets(hospital.id)] == ['{"a":1}', '{"a":1}']


def test_one_that_is_not_in_use_is_not_listed_but_found(store, hospital) -> None:
    kept = store.rules.add_rule_set(hospital.id, replace(ONE, body="{}", active=False), NOTE)
    assert store.rules.rule_sets(hospital.id) == []
    assert store.rules.rule_set(kept.id) == kept

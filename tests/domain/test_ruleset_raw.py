"""Rule sets as plain data: made again they are the same, and the digest says only which rules they have."""

from copy import deepcopy
from typing import Any

import pytest

from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.ruleset_raw import raw_of, rules_digest
from hqd_desktop.domain.scheme import Scheme
from tests.fakes.shipped_packs import raw_pack, shipped_packs
from tests.fakes.shipped_regions import RegionSource

SCHEME = shipped_packs().scheme


def built(raw: dict[str, Any], scheme: Scheme = SCHEME) -> RuleSet:
    ruleset, problems = ruleset_from(raw, scheme)
    assert problems == []
    assert ruleset is not None
    return ruleset


def with_rule(**fields: Any) -> RuleSet:
    head = {"id": "x", "name": "x", "version": "1", "pack": SCHEME.id, "label": "自定赋分"}
    return built({"ruleset": head, "rule": [{"indicator": "19", "full": "4", **fields}]})


@pytest.mark.parametrize("pack", RegionSource().scheme_ids())
def test_every_shipped_rule_set_comes_back(pack: str) -> None:
    """Entry for entry; and its data, made once more, are the same."""
    source = RegionSource()
    scheme = source.scheme(pack)
    ruleset = source.ruleset(source.ruleset_ids(pack)[0], scheme)
    raw = raw_of(ruleset, scheme)
    again = built(raw, scheme)
    assert all(again.entry(row) == ruleset.entry(row) for row in scheme)
    assert raw_of(again, scheme) == raw
    assert rules_digest(again, scheme) == rules_digest(ruleset, scheme)


@pytest.mark.parametrize(
    "fields",
    [
        {
            "kind": "threshold",
            "direction": "at_least",
            "limit": "0",
            "otherwise": "steps",
            "step": "0.5",
            "per_step": "1",
        },
        {"kind": "threshold", "direction": "at_most", "limit": "5", "otherwise": "linear", "zero_at": "10"},
        {"kind": "range", "low": "30", "high": "45"},
        {"kind": "range", "high": "45"},
        {"kind": "bands", "band": [{"minimum": "1", "points": "2"}, {"minimum": "5", "points": "4"}]},
        {"kind": "ladder", "step": [{"levels": ["三级"], "minimum": "4"}, {"minimum": "3", "share": "0.3"}]},
        {"kind": "trend", "direction": "down", "tolerance": "5", "relative": True, "level": "60"},
        {"kind": "checklist"},
        {"kind": "rated"},
        {"kind": "bonus"},
        {"kind": "efficacy", "unacceptable": "1", "satisfactory": "9"},
        {"kind": "completion", "target": "80"},
        {"kind": "relative", "direction": "at_least", "reference": "7", "reference_name": "全市平均"},
        {"kind": "best_of", "option": [{"kind": "checklist", "full": "4"}, {"kind": "monitor"}]},
        {"kind": "sum", "option": [{"kind": "range", "low": "1", "full": "2"}, {"kind": "rated", "full": "2"}]},
        {"kind": "checklist", "core": True, "warn_below": "-10"},
    ],
)
def test_every_kind_comes_back(fields: dict[str, Any]) -> None:
    ruleset = with_rule(**fields)
    again = built(raw_of(ruleset, SCHEME))
    row = SCHEME.indicator("19")
    assert again.entry(row) == ruleset.entry(row)
    assert rules_digest(again, SCHEME) == rules_digest(ruleset, SCHEME)


def test_a_ladder_without_points_comes_back() -> None:
    head = {"id": "x", "name": "x", "version": "1", "pack": SCHEME.id, "label": "自定赋分"}
    raw = {"ruleset": head, "rule": [{"indicator": "22", "kind": "ladder", "step": [{"minimum": "4"}]}]}
    ruleset = built(raw)
    assert built(raw_of(ruleset, SCHEME)).entry(SCHEME.indicator("22")) == ruleset.entry(SCHEME.indicator("22"))


def test_the_digest_says_what_the_rules_are_and_not_what_they_are_called() -> None:
    """Another name, 文号, writing of a number, order of rules or a spelt-out monitor changes nothing; a point does."""
    raw = raw_pack("ruleset")
    plain = rules_digest(built(raw), SCHEME)
    other = deepcopy(raw)
    other["ruleset"] |= {"name": "本院方案", "version": "2.0", "approval": "某卫发〔2026〕1号", "note": ""}
    other["rule"] = list(reversed(other["rule"]))
    other["rule"] = [rule for rule in other["rule"] if rule["indicator"] != "27"]
    next(rule for rule in other["rule"] if rule["indicator"] == "13")["tolerance"] = "0.1"
    assert rules_digest(built(other), SCHEME) == plain
    next(rule for rule in other["rule"] if rule["indicator"] == "13")["tolerance"] = "0.11"
    assert rules_digest(built(other), SCHEME) != plain
    graded = {**raw, "grade": [{"name": "良", "minimum": "80"}, {"name": "优", "minimum": "90"}]}
    assert rules_digest(built(graded), SCHEME) != plain
    assert [one["name"] for one in raw_of(built(graded), SCHEME)["grade"]] == ["优", "良"]

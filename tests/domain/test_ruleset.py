"""Rule sets: every kind is read, and a wrong one is refused with every fault by its place."""

from decimal import Decimal
from typing import Any

import pytest

from hqd_desktop.domain import rules, rules_compared
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme
from tests.fakes.shipped_packs import raw_pack

D = Decimal


def small(*entries: dict[str, Any], head: dict[str, Any] | None = None, **top: Any) -> dict[str, Any]:
    whole = {"id": "x", "name": "甲方案", "version": "2", "label": "自定赋分", "pack": "shaoyang-2022"}
    return {"ruleset": {**whole, **(head or {})}, "rule": list(entries), **top}


def rule(kind: str, indicator: str = "20", full: str = "4", **fields: Any) -> dict[str, Any]:
    return {"indicator": indicator, "full": full, "kind": kind, **fields}


def build(raw: dict[str, Any], scheme: Scheme) -> RuleSet:
    found, problems = ruleset_from(raw, scheme)
    assert problems == []
    assert found is not None
    return found


def faults(raw: dict[str, Any], scheme: Scheme) -> set[tuple[str, str]]:
    found, problems = ruleset_from(raw, scheme)
    assert (found is None) == bool(problems)
    return {(problem.code, problem.where) for problem in problems}


LIMIT = {"direction": "at_least", "limit": "10"}
KINDS: list[tuple[dict[str, Any], object]] = [
    (rule("threshold", **LIMIT), rules.Threshold(D(4), True, D(10))),
    (rule("threshold", **LIMIT, otherwise="proportion"), rules.Threshold(D(4), True, D(10), "proportion")),
    (
        rule("threshold", **LIMIT, otherwise="steps", step="2", per_step="0.5"),
        rules.Threshold(D(4), True, D(10), "steps", D(2), D("0.5")),
    ),
    (
        rule("threshold", direction="at_most", limit="10", otherwise="linear", zero_at="20"),
        rules.Threshold(D(4), False, D(10), "linear", zero_at=D(20)),
    ),
    (rule("range", low="1", high="2"), rules.Range(D(4), D(1), D(2))),
    (rule("range", high="2"), rules.Range(D(4), None, D(2))),
    (
        rule("bands", band=[{"minimum": "1", "points": "2"}, {"minimum": "5", "points": "4"}]),
        rules.Bands(D(4), ((D(1), D(2)), (D(5), D(4)))),
    ),
    (
        rule("ladder", step=[{"levels": ["三级"], "minimum": "4"}, {"minimum": "3", "share": "0.5"}]),
        rules.Ladder(D(4), ((("三级",), D(4), D(4)), ((), D(3), D(2)))),
    ),
    (rule("trend", direction="up", tolerance="0.1"), rules_compared.Trend(D(4), True, D("0.1"))),
    (
        rule("trend", direction="down", tolerance="5", relative=True, level="8"),
        rules_compared.Trend(D(4), False, D(5), True, D(8)),
    ),
    (rule("checklist"), rules.Checklist(D(4))),
    (rule("rated"), rules.Rated(D(4))),
    (rule("bonus"), rules.Rated(D(4))),
    (rule("efficacy", unacceptable="1", satisfactory="3"), rules_compared.Efficacy(D(4), D(1), D(3))),
    (rule("completion", target="80"), rules_compared.Completion(D(4), D(80))),
    (
        rule("relative", direction="at_most", reference="30", reference_name="全市"),
        rules_compared.Relative(D(4), False, D(30), "全市"),
    ),
    (rule("monitor", full="0"), rules.Monitor()),
    (
        rule("best_of", option=[{"kind": "threshold", "full": "4", **LIMIT}, {"kind": "rated", "full": "2"}]),
        rules_compared.BestOf(D(4), (rules.Threshold(D(4), True, D(10)), rules.Rated(D(2)))),
    ),
    (
        rule("sum", option=[{"kind": "rated", "full": "2"}, {"kind": "monitor"}]),
        rules_compared.SumOf(D(4), (rules.Rated(D(2)), rules.Monitor())),
    ),
]


@pytest.mark.parametrize(("entry", "wanted"), KINDS, ids=[entry["kind"] for entry, _ in KINDS])
def test_every_kind_is_read(scheme: Scheme, entry: dict[str, Any], wanted: object) -> None:
    """As it stands, for a row of one value."""
    found = build(small(entry), scheme).entries["20"]
    assert found.parts == {"value": wanted}
    assert found.full == D(entry["full"])
    assert found.bonus == (entry["kind"] == "bonus")
    assert found.monitored == (entry["kind"] == "monitor")


def test_head_and_grades(scheme: Scheme) -> None:
    """Grades from the highest; defaults; the title that stands wherever points appear."""
    grades = [{"name": "中", "minimum": "70"}, {"name": "优", "minimum": "90"}]
    found = build(small(rule("rated", core=True, warn_below="-3"), grade=grades), scheme)
    assert found.title == "自定赋分“甲方案 2 版”"
    assert found.grades == (("优", D(90)), ("中", D(70)))
    assert (found.places, found.bonus_cap, found.approval) == (2, 0, "")
    assert found.entries["20"].core
    assert found.entries["20"].warn_below == -3


def test_a_row_without_a_rule_is_monitored(scheme: Scheme, ruleset: RuleSet) -> None:
    """监测，不计分; each of its values."""
    entry = ruleset.entry(scheme.indicator("1"))
    assert entry.monitored
    assert (entry.full, set(entry.parts)) == (0, {"city", "counties"})


HALF = {"kind": "rated", "full": "2"}


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ({}, {("raw_missing", "ruleset.id"), ("raw_missing", "ruleset.label"), ("raw_missing", "ruleset.pack")}),
        (small(head={"label": "官方赋分"}), {("raw_not_choice", "ruleset.label")}),
        (small(head={"pack": "other"}), {("raw_not_choice", "ruleset.pack")}),
        (small(head={"places": 5}), {("raw_not_whole", "ruleset.places")}),
        (small(head={"bonus_cap": 4.0}), {("raw_not_decimal", "ruleset.bonus_cap")}),
        (small(head={"x": 1}), {("raw_unknown_field", "ruleset.x")}),
        (small(x=1), {("raw_unknown_field", "x")}),
        (small(grade=[{"name": "优", "minimum": "90", "x": 1}]), {("raw_unknown_field", "grade[优].x")}),
        (small(rule("rated", indicator="99")), {("raw_not_choice", "rule[99].indicator")}),
        (small({"kind": "rated"}), {("raw_missing", "rule[1].indicator")}),
        (small(rule("rated"), rule("rated")), {("ruleset_twice", "rule[20].indicator")}),
        (small(rule("magic")), {("raw_not_choice", "rule[20].kind")}),
        (small(rule("rated", typo=1)), {("raw_unknown_field", "rule[20].typo")}),
        (small(rule("rated", full="-4")), {("ruleset_negative", "rule[20].full")}),
        (small(rule("rated", full="4.005")), {("ruleset_too_fine", "rule[20].full")}),
        (small(rule("rated", full="1e9")), {("raw_not_decimal", "rule[20].full")}),
        (small(rule("monitor")), {("ruleset_parts_sum", "rule[20].full")}),
        (small(rule("rated", indicator="15")), {("ruleset_parts_missing", "rule[15].part")}),
        (
            small({"indicator": "15", "full": "4", "part": [{**HALF, "part": "outpatient"}]}),
            {("ruleset_parts_missing", "rule[15].part")},
        ),
        (
            small(
                {
                    "indicator": "15",
                    "full": "4",
                    "part": [
                        {**HALF, "part": "outpatient"},
                        {**HALF, "part": "outpatient"},
                        {**HALF, "part": "discharge"},
                    ],
                }
            ),
            {("ruleset_parts_missing", "rule[15].part")},
        ),
        (
            small(
                {
                    "indicator": "15",
                    "full": "5",
                    "part": [
                        {**HALF, "part": "outpatient"},
                        {**HALF, "part": "discharge"},
                    ],
                }
            ),
            {("ruleset_parts_sum", "rule[15].full")},
        ),
        (
            small(
                {
                    "indicator": "15",
                    "full": "4",
                    "part": [
                        {**HALF, "part": "outpatient", "typo": 1},
                        {**HALF, "part": "inpatient"},
                    ],
                }
            ),
            {
                ("raw_unknown_field", "rule[15].part[outpatient].typo"),
                ("raw_not_choice", "rule[15].part[inpatient].part"),
            },
        ),
        (small(rule("threshold", direction="at_least")), {("raw_missing", "rule[20].limit")}),
        (small(rule("threshold", limit="1")), {("raw_missing", "rule[20].direction")}),
        (small(rule("threshold", **LIMIT, otherwise="maybe")), {("raw_not_choice", "rule[20].otherwise")}),
        (
            small(rule("threshold", **LIMIT, otherwise="steps", step="0", per_step="-1")),
            {("ruleset_not_positive", "rule[20].step"), ("ruleset_negative", "rule[20].per_step")},
        ),
        (
            small(rule("threshold", **LIMIT, otherwise="linear", zero_at="10")),
            {("ruleset_wrong_side", "rule[20].zero_at")},
        ),
        (
            small(rule("threshold", direction="at_most", limit="10", otherwise="linear", zero_at="9")),
            {("ruleset_wrong_side", "rule[20].zero_at")},
        ),
        (
            small(rule("threshold", direction="at_most", limit="-1", otherwise="proportion")),
            {("ruleset_negative", "rule[20].limit")},
        ),
        (small(rule("range")), {("ruleset_wrong_side", "rule[20].low")}),
        (small(rule("range", low="3", high="2")), {("ruleset_wrong_side", "rule[20].low")}),
        (small(rule("bands")), {("ruleset_points_outside", "rule[20].band")}),
        (small(rule("bands", band=[{"minimum": "1", "points": "5"}])), {("ruleset_points_outside", "rule[20].band")}),
        (small(rule("bands", band=[{"minimum": "1", "points": "-1"}])), {("ruleset_points_outside", "rule[20].band")}),
        (
            small(rule("bands", band=[{"minimum": "1", "points": "1", "note": "x"}])),
            {("raw_unknown_field", "rule[20].band[1].note")},
        ),
        (small(rule("ladder")), {("ruleset_points_outside", "rule[20].step")}),
        (
            small(rule("ladder", step=[{"levels": ["四级"], "minimum": "1", "shere": "0.5"}])),
            {("raw_not_choice", "rule[20].step[1].levels"), ("raw_unknown_field", "rule[20].step[1].shere")},
        ),
        (small(rule("ladder", step=[{"minimum": "1", "share": "1.1"}])), {("ruleset_points_outside", "rule[20].step")}),
        (small(rule("trend", direction="up", tolerance="-1")), {("ruleset_negative", "rule[20].tolerance")}),
        (small(rule("trend", direction="up")), {("raw_missing", "rule[20].tolerance")}),
        (
            small(rule("efficacy", unacceptable="1", satisfactory="1")),
            {("ruleset_wrong_side", "rule[20].satisfactory")},
        ),
        (small(rule("completion", target="0")), {("ruleset_not_positive", "rule[20].target")}),
        (small(rule("relative", direction="at_least", reference="-1")), {("ruleset_negative", "rule[20].reference")}),
        (small(rule("best_of")), {("raw_missing", "rule[20].option")}),
        (
            small(rule("sum", option=[{"kind": "rated", "full": "-1", "typo": 1}])),
            {("ruleset_negative", "rule[20].option[1].full"), ("raw_unknown_field", "rule[20].option[1].typo")},
        ),
        ({**small(), "rule": "x"}, {("raw_not_list", "rule")}),
        (small("x"), {("raw_not_table", "rule[1]")}),
    ],
)
def test_every_fault_has_its_place(scheme: Scheme, raw: dict[str, Any], wanted: set[tuple[str, str]]) -> None:
    """And the rule set is refused whole."""
    assert wanted <= faults(raw, scheme)


def test_limits_of_the_limits(scheme: Scheme) -> None:
    """A reference of 0 and a small target are numbers; a straight line needs two ends."""
    build(small(rule("relative", direction="at_least", reference="0")), scheme)
    build(small(rule("completion", target="0.5")), scheme)
    build(small(rule("threshold", direction="at_most", limit="0", otherwise="proportion")), scheme)
    build(small(rule("trend", direction="up", tolerance="0")), scheme)
    flat = small(rule("threshold", direction="at_most", limit="10", otherwise="linear", zero_at="10"))
    assert faults(flat, scheme) == {("ruleset_wrong_side", "rule[20].zero_at")}


def test_an_unknown_row_is_one_fault(scheme: Scheme) -> None:
    """Nothing is guessed about a row that is not there."""
    assert faults(small(rule("trend", indicator="99")), scheme) == {("raw_not_choice", "rule[99].indicator")}


def test_a_rule_for_a_row_without_values(scheme: Scheme) -> None:
    """Can give no points, whether it names parts or not."""
    from dataclasses import replace

    bare = replace(scheme, indicators=(replace(scheme.indicator("20"), parts=()),))
    assert ("ruleset_parts_sum", "rule[20].full") in faults(small(rule("rated")), bare)
    named = small({"indicator": "20", "full": "2", "part": [{**HALF, "part": "value"}]})
    assert ("raw_not_choice", "rule[20].part[value].part") in faults(named, bare)
    assert build(small({"indicator": "20"}), bare).entries["20"].monitored


def test_all_faults_of_the_shipped_rules_at_once(scheme: Scheme) -> None:
    """Three faults in three places: three problems, no more."""
    raw = raw_pack("ruleset")
    raw["ruleset"]["label"] = "官方"
    raw["rule"][3]["tolerance"] = 0.1
    raw["rule"][8]["full"] = "5"
    found, problems = ruleset_from(raw, scheme)
    assert found is None
    assert {(problem.code, problem.where) for problem in problems} == {
        ("raw_not_choice", "ruleset.label"),
        ("raw_not_decimal", "rule[6].tolerance"),
        ("ruleset_parts_sum", "rule[15].full"),
    }
    assert len(problems) == 3

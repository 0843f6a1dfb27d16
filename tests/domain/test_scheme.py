"""Region packs: what they answer, and that a wrong one is refused with every fault by its place."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.scheme import Scheme, Scope, scheme_from
from tests.fakes.shipped_packs import raw_pack


def small(*indicators: dict[str, Any], **top: Any) -> dict[str, Any]:
    head = dict.fromkeys(("id", "name", "short", "document", "issuer", "issued", "version"), "x")
    return {
        "pack": head,
        "group": [{"key": "g", "title": "一、组", "short": "组"}],
        "indicator": list(indicators),
        **top,
    }


def row(number: str = "1", **fields: Any) -> dict[str, Any]:
    part = {"key": "value", "name": "值", "formula": "总收入"}
    return {"number": number, "group": "g", "name": "名", "short": "短", "scope": "H", "part": [part], **fields}


def faults(raw: dict[str, Any], catalogue: Catalogue) -> set[tuple[str, str]]:
    found, problems = scheme_from(raw, catalogue)
    assert (found is None) == bool(problems)
    return {(problem.code, problem.where) for problem in problems}


def test_a_small_pack(catalogue: Catalogue) -> None:
    """Is answered by number, label and group."""
    found, problems = scheme_from(small(row("1"), row("2", part=[])), catalogue)
    assert problems == []
    assert found is not None
    assert [indicator.label for indicator in found] == ["1 短", "2 短"]
    assert found.indicator("2").parts == ()
    with pytest.raises(KeyError):
        found.indicator("3")
    assert "raw" not in repr(found)


@pytest.mark.parametrize(
    ("level", "kind", "count"),
    [
        ("二级", "综合", 17),
        ("二级", "中医", 17),
        ("三级", "综合", 24),
        ("三级", "专科", 24),
        ("三级", "妇幼保健", 24),
        ("三级", "中医", 27),
        ("三级", "中西医结合", 27),
        ("三级", "民族医", 27),
        ("一级", "综合", 17),
        ("未定级", "综合", 17),
        ("未定级", "民族医", 17),
    ],
)
def test_how_many_of_the_33_apply(scheme: Scheme, level: str, kind: str, count: int) -> None:
    """17, 24, 27; and never a region row."""
    rows = scheme.applicable(Hospital("甲", level, kind))
    assert len(rows) == count
    assert all(row.scope is Scope.HOSPITAL and row.number.isdigit() for row in rows)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", TYPES)
def test_the_innovations_apply_to_everyone(scheme: Scheme, level: str, kind: str) -> None:
    """八 is no one of the 33, but every hospital reports it."""
    assert scheme.indicator("八").applies_to(Hospital("甲", level, kind))


def test_what_a_quarterly_row_reports(scheme: Scheme) -> None:
    """Its conditions, or its narrative where it has none."""
    assert scheme.indicator("17").reported == (
        "pharmacy_committee", "prescription_review", "antimicrobial_stewardship", "adverse_drug_monitoring",
    )  # fmt: skip
    assert scheme.indicator("八").reported == ("progress_innovation",)
    assert scheme.indicator("12").reported == ()


def test_a_row_for_one_special_class(catalogue: Catalogue) -> None:
    """A table that names 民族医 or 未定级 means those, not all that count the same."""
    found, _ = scheme_from(small(row(types=["民族医"]), row("2", levels=["未定级"])), catalogue)
    assert found is not None
    ethnic, unrated = found
    assert [kind for kind in TYPES if ethnic.applies_to(Hospital("甲", "三级", kind))] == ["民族医"]
    assert [level for level in LEVELS if unrated.applies_to(Hospital("甲", level, "综合"))] == ["未定级"]


PART = {"key": "value", "name": "值", "formula": "总收入"}


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ({}, {("pack_empty", "")}),
        (small(), {("pack_empty", "")}),
        (small(row(), extra=1), {("raw_unknown_field", "extra")}),
        (small(row(colour=1)), {("raw_unknown_field", "indicator[1].colour")}),
        (small(row("1"), row("1")), {("pack_number_twice", "indicator[1]")}),
        (small(row(group="h")), {("raw_not_choice", "indicator[1].group")}),
        ({**small(row()), "group": []}, {("raw_not_choice", "indicator[1].group")}),
        (small(row(scope="X")), {("raw_not_choice", "indicator[1].scope")}),
        (small(row(direction="left")), {("raw_not_choice", "indicator[1].direction")}),
        (small(row(levels=["四级"])), {("raw_not_choice", "indicator[1].levels")}),
        (small(row(types="综合")), {("raw_not_texts", "indicator[1].types")}),
        (small(row(not_applicable="maybe")), {("raw_not_choice", "indicator[1].not_applicable")}),
        (small(row(narrative=["total_income"])), {("pack_unknown_item", "indicator[1].narrative")}),
        (small(row(narrative=["nobody"])), {("pack_unknown_item", "indicator[1].narrative")}),
        (small(row(part=[{**PART, "formula": ""}])), {("pack_part_needs_one", "indicator[1].part[value].formula")}),
        (
            small(row(part=[{**PART, "checklist": ["dual_duty"]}])),
            {("pack_part_needs_one", "indicator[1].part[value].formula")},
        ),
        (
            small(row(part=[{"key": "v", "name": "值", "checklist": ["total_income"]}])),
            {("pack_unknown_item", "indicator[1].part[v].checklist")},
        ),
        (
            small(row(part=[{**PART, "formula": "总收入 ÷ 梦"}])),
            {("formula_unknown_name", "indicator[1].part[value].formula")},
        ),
        (small(row(part=[{**PART, "direct": "nobody"}])), {("pack_unknown_item", "indicator[1].part[value].direct")}),
        (small(row(part=[PART, PART])), {("pack_part_twice", "indicator[1].part[value].key")}),
        (small(row(part=[{**PART, "decimals": 9}])), {("raw_not_whole", "indicator[1].part[value].decimals")}),
        (
            small(row(reference=[{"name": "国考", "formula": "总收入", "note": "n", "decimals": 7}])),
            {("raw_not_whole", "indicator[1].reference[国考].decimals")},
        ),
        (small(row(part=[{**PART, "x": 1}])), {("raw_unknown_field", "indicator[1].part[value].x")}),
        (
            small(row(reference=[{"name": "国考", "formula": "梦", "note": "n", "x": 1}])),
            {
                ("formula_unknown_name", "indicator[1].reference[国考].formula"),
                ("raw_unknown_field", "indicator[1].reference[国考].x"),
            },
        ),
        (
            small(row(reference=[{"name": "国考", "note": "n"}])),
            {("raw_missing", "indicator[1].reference[国考].formula")},
        ),
        (
            {**small(row()), "group": [{"key": "g", "title": "t", "short": "s", "x": 1}]},
            {("raw_unknown_field", "group[g].x")},
        ),
        ({**small(row()), "pack": {"id": "x"}}, {("raw_missing", "pack.name"), ("raw_missing", "pack.version")}),
    ],
)
def test_every_fault_has_its_place(catalogue: Catalogue, raw: dict[str, Any], wanted: set[tuple[str, str]]) -> None:
    """And the pack is refused whole."""
    assert wanted <= faults(raw, catalogue)


def test_all_faults_of_the_shipped_pack_at_once(catalogue: Catalogue) -> None:
    """Three faults in three places: three problems, no more."""
    raw = raw_pack("scheme")
    raw["indicator"][2]["scope"] = "K"
    raw["indicator"][5]["part"][0]["formula"] = "门诊患者人次数 ÷"
    del raw["indicator"][32]["name"]
    found, problems = scheme_from(raw, catalogue)
    assert found is None
    assert [(problem.code, problem.where) for problem in problems] == [
        ("raw_not_choice", "indicator[3].scope"),
        ("formula_ends_early", "indicator[6].part[value].formula"),
        ("raw_missing", "indicator[33].name"),
    ]


def test_a_target_with_its_last_day(catalogue: Catalogue) -> None:
    """At least, at most, met at the limit; without one there is none, and a wrong one is named."""
    part = {"key": "value", "name": "值", "formula": "总收入", "target": "80", "target_side": "at_least"}
    upper = {**part, "target": "3", "target_side": "at_most"}
    found, problems = scheme_from(
        small(row("1", part=[part], deadline="2027-12-31", section="二（一）"), row("2", part=[upper]), row("3")),
        catalogue,
    )
    assert problems == []
    assert found is not None
    first, second, third = found
    assert (first.deadline, first.section) == (date(2027, 12, 31), "二（一）")
    assert first.parts[0].target is not None
    assert [first.parts[0].target.met_by(Decimal(n)) for n in ("79.9", "80", "80.1")] == [False, True, True]
    assert second.parts[0].target is not None
    assert [second.parts[0].target.met_by(Decimal(n)) for n in ("2.9", "3", "3.1")] == [True, True, False]
    assert (third.parts[0].target, third.deadline) == (None, None)
    wrong = {**part, "target": "viele", "target_side": "near"}
    assert faults(small(row("1", part=[wrong], deadline="2027-13-01")), catalogue) == {
        ("raw_not_decimal", "indicator[1].part[value].target"),
        ("raw_not_choice", "indicator[1].part[value].target_side"),
        ("raw_not_day", "indicator[1].deadline"),
    }

"""A rule set as a table and back: the same rules by whichever way, and every cell that cannot be understood named."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.ruleset_raw import raw_of, rules_digest
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.rule_table import COLUMNS, RuleTable, raw_from, table_of
from tests.fakes.shipped_packs import shipped_packs
from tests.fakes.shipped_regions import RegionSource

SCHEME = shipped_packs().scheme


def built(raw: dict[str, Any] | None, scheme: Scheme = SCHEME) -> RuleSet:
    assert raw is not None
    ruleset, problems = ruleset_from(raw, scheme)
    assert problems == []
    assert ruleset is not None
    return ruleset


def shipped() -> dict[str, Any]:
    return deepcopy(raw_of(shipped_packs().ruleset, SCHEME))


def rule(raw: dict[str, Any], number: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in raw["rule"] if one["indicator"] == number)
    return found


def changed(table: RuleTable, place: int, **cells: str) -> RuleTable:
    rows = list(table.rows)
    rows[place] = {**rows[place], **cells}
    return replace(table, rows=tuple(rows))


def faults(table: RuleTable) -> list[tuple[str, str]]:
    raw, problems = raw_from(table, SCHEME)
    assert (raw is None) == bool(problems)
    return [(problem.code, problem.where) for problem in problems]


@pytest.mark.parametrize("pack", RegionSource().scheme_ids())
def test_every_shipped_rule_set_goes_through_the_table(pack: str) -> None:
    source = RegionSource()
    scheme = source.scheme(pack)
    ruleset = source.ruleset(source.ruleset_ids(pack)[0], scheme)
    table = table_of(raw_of(ruleset, scheme), scheme)
    raw, problems = raw_from(table, scheme)
    assert problems == []
    assert rules_digest(built(raw, scheme), scheme) == rules_digest(ruleset, scheme)
    assert all(tuple(row) == COLUMNS for row in table.rows)


def test_ten_changes_give_the_same_digest_by_either_way() -> None:
    """In the plain data, as the window makes them, and in the cells, as a bureau does."""
    raw = shipped()
    table = table_of(raw, SCHEME)
    raw["ruleset"] |= {"name": "大改", "version": "2.0", "approval": "某卫发〔2026〕1号", "places": 3, "bonus_cap": "2"}
    raw["grade"] = [{"name": "优", "minimum": "90"}, {"name": "良", "minimum": "80"}]
    rule(raw, "3")["full"] = "6"
    rule(raw, "6")["tolerance"] = "0.25"
    rule(raw, "10")["level"] = "55"
    rule(raw, "13")["core"] = True
    rule(raw, "21")["warn_below"] = "-15"
    rule(raw, "22")["step"] = [{"levels": ["三级"], "minimum": "5", "share": "1"}, {"minimum": "3", "share": "0.5"}]
    raw["rule"][raw["rule"].index(rule(raw, "27"))] = {
        "indicator": "27", "full": "4", "kind": "range", "low": "30", "high": "45",
    }  # fmt: skip
    rule(raw, "29").update({"otherwise": "steps", "step": "1", "per_step": "0.5"})
    rule(raw, "32")["part"][0]["full"] = "3"
    rule(raw, "32")["full"] = "5"

    def at(number: str, part: str = "") -> int:
        return next(n for n, row in enumerate(table.rows) if row["序号"] == number and part in row["值"])

    table = replace(table, head={**table.head, "名称": "大改", "版本": "2.0", "得分小数位": "3", "加分上限": "2.0",
                                 "总分等级": "优=90；良 = 80"})  # fmt: skip
    for number, cells in {
        "3": {"满分": "6.00"}, "6": {"允许变动": "０.25"}, "10": {"合理水平": "55"}, "13": {"核心★": "是"},
        "21": {"低于须说明": "-15"}, "22": {"各档": "三级：5＝1; 3=0.5"},
        "27": {"规则": "合理区间", "满分": "4", "区间下限": "30", "区间上限": "45"},
        "29": {"未达到时": "按档减分", "每档": "1", "每档减分": "0.5"},
    }.items():  # fmt: skip
        table = changed(table, at(number), **cells)
    table = changed(table, at("32", "门诊"), 满分="3")
    read, problems = raw_from(table, SCHEME)
    assert problems == []
    by_hand, by_table = built(raw), built(read)
    assert rules_digest(by_table, SCHEME) == rules_digest(by_hand, SCHEME)
    assert rules_digest(by_hand, SCHEME) != rules_digest(shipped_packs().ruleset, SCHEME)
    assert by_table.entry(SCHEME.indicator("32")).full == 5


def test_every_kind_has_its_cells() -> None:
    raw = shipped()
    kinds = [
        {"kind": "bands", "full": "4", "band": [{"minimum": "1", "points": "2"}]},
        {"kind": "bonus", "full": "4"},
        {"kind": "efficacy", "full": "4", "unacceptable": "1", "satisfactory": "9"},
        {"kind": "completion", "full": "4", "target": "80"},
        {"kind": "relative", "full": "4", "direction": "at_least", "reference": "7", "reference_name": "全市平均"},
        {"kind": "best_of", "full": "4", "option": [{"kind": "checklist", "full": "4"}, {"kind": "monitor"}]},
        {"kind": "trend", "full": "4", "direction": "up", "tolerance": "5", "relative": True},
        {"kind": "threshold", "full": "4", "direction": "at_most", "limit": "1", "otherwise": "linear", "zero_at": "2"},
    ]
    for number, fields in zip(("3", "4", "5", "6", "13", "14", "16", "18"), kinds, strict=False):
        if number in [one["indicator"] for one in raw["rule"]]:
            raw["rule"][raw["rule"].index(rule(raw, number))] = {"indicator": number, **fields}
    rule(raw, "3")["core"] = True
    again, problems = raw_from(table_of(raw, SCHEME), SCHEME)
    assert problems == []
    assert rules_digest(built(again), SCHEME) == rules_digest(built(raw), SCHEME)


def test_a_filled_table_may_leave_out_what_it_does_not_need() -> None:
    """Only number and kind; what is blank is not there; the head falls back to two places and no bonus."""
    table = RuleTable({"名称": "简", "版本": "1"}, ({"序号": "19", "规则": "监测"}, {"序号": "3"}))
    raw, problems = raw_from(table, SCHEME)
    assert problems == []
    ruleset = built(raw)
    assert (ruleset.places, ruleset.bonus_cap, ruleset.pack) == (2, 0, SCHEME.id)
    assert all(ruleset.entry(row).monitored for row in SCHEME)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"序号": "99"}, ("rules_no_such_row", "第 1 行")),
        ({"序号": "1"}, ("rules_no_such_row", "第 1 行")),
        ({"规则": "随便"}, ("rules_word", "第 1 行 规则")),
        ({"未达到时": "减"}, ("rules_word", "第 1 行 未达到时")),
        ({"满分": "四分"}, ("number_unit", "第 1 行 满分")),
        ({"低于须说明": "少"}, ("number_unreadable", "第 1 行 低于须说明")),
        ({"各档": "4级"}, ("rules_pair", "第 1 行 各档")),
        ({"规则": "等级", "各档": "三级=1"}, ("number_unreadable", "第 1 行 各档")),
        ({"规则": "等级", "各档": "三级:=1"}, ("number_unreadable", "第 1 行 各档")),
        ({"规则": "区间赋分", "各档": "90=优"}, ("number_unreadable", "第 1 行 各档")),
        ({"组合": "{"}, ("rules_options", "第 1 行 组合")),
        ({"组合": "{}"}, ("rules_options", "第 1 行 组合")),
    ],
)
def test_a_cell_that_cannot_be_understood(cells: dict[str, str], fault: tuple[str, str]) -> None:
    table = table_of(shipped(), SCHEME)
    only = RuleTable(table.head, table.rows[:1])
    found = faults(changed(only, 0, **cells))
    assert len(found) == 1
    assert found[0][1] == fault[1]
    if fault[0] not in ("number_unit", "number_unreadable"):
        assert found[0][0] == fault[0]


def test_a_head_that_cannot_be_understood() -> None:
    table = table_of(shipped(), SCHEME)
    wrong = {**table.head, "评价指标表": "大足", "得分小数位": "几", "加分上限": "多", "总分等级": "优"}
    codes = [code for code, _ in faults(replace(table, head=wrong))]
    assert codes[0] == "rules_other_table"
    assert len(codes) == 4
    assert faults(replace(table, head={**table.head, "总分等级": "优=高"}))[0][1] == "总分等级"
    negative = replace(table, head={**table.head, "得分小数位": "-1"})
    raw, problems = raw_from(negative, SCHEME)
    assert problems == []
    assert raw is not None
    assert "ruleset.places" in [problem.where for problem in ruleset_from(raw, SCHEME)[1]]


def test_rows_that_do_not_fit_together() -> None:
    """One value twice, and a value that the indicator does not have; the place is the file's."""
    table = table_of(shipped(), SCHEME)
    double = RuleTable(table.head, (table.rows[0], table.rows[0]), ("第 12 行", "第 13 行"))
    assert faults(double) == [("rules_row_twice", "第 13 行")]
    halves = [row for row in table.rows if row["序号"] == "15"]
    other = RuleTable(table.head, ({**halves[0], "值": "急诊"},))
    assert faults(other) == [("rules_no_such_part", "第 1 行")]

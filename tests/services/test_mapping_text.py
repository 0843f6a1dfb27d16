"""A mapping as it is stored and read again."""

import json

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.mapping import (
    ColumnMark,
    RowMark,
    Target,
    asks_unit,
    undecided,
    unit_factor,
    units_for,
    with_target,
    with_unit,
)
from hqd_desktop.services.mapping_text import body_of, targets_from
from tests.fakes.shipped_packs import shipped_packs

TARGETS = (
    Target(
        "total_income",
        "收入",
        unit="万元",
        row=RowMark("合计", "收入", ("支出",)),
        column=ColumnMark("⟨0⟩", "", "项目"),
    ),
    Target("total_income", "收入", back=1, cell="B7", beside="合计", shown="固定格 B7"),
)


def test_there_and_back() -> None:
    body = body_of(TARGETS)
    assert targets_from(body, "年报") == TARGETS
    assert json.loads(body)["format"] == 1


def test_what_cannot_be_read_is_refused_whole() -> None:
    good = json.loads(body_of(TARGETS))
    for bad in ("{", "[]", json.dumps({**good, "format": 2}), json.dumps({**good, "more": 1}),
                json.dumps({"format": 1, "targets": [{**good["targets"][0], "back": 7}]})):  # fmt: skip
        answer = targets_from(bad, "年报")
        assert isinstance(answer, Problem)
        assert (answer.code, answer.params) == ("mapping_unreadable", {"name": "年报"})


def test_a_later_target_for_the_same_figure_takes_its_place() -> None:
    changed = Target("total_income", "支出", cell="C1")
    more = Target("fiscal_appropriation_income", "收入", cell="C2")
    assert with_target(TARGETS, changed) == (changed, TARGETS[1])
    assert with_target(TARGETS, more) == (*TARGETS, more)
    assert TARGETS[1].period(2025).key == "2024"


def test_units() -> None:
    catalogue = shipped_packs().catalogue
    money = catalogue["total_income"]
    percent = next(item for item in catalogue if item.unit == "%")
    condition = next(item for item in catalogue if item.kind == "yes_no")
    assert unit_factor("万元", money) == 10000
    assert unit_factor("", money) == 1
    assert unit_factor("比例", money) is None
    assert unit_factor("比例", percent) == 100
    assert unit_factor("", condition) == 1
    assert unit_factor("元", condition) is None


def test_which_units_a_column_may_be_in_and_when_it_is_asked() -> None:
    catalogue = shipped_packs().catalogue
    money, percent = catalogue["total_income"], next(item for item in catalogue if item.unit == "%")
    assert units_for(money) == ("元", "千元", "万元", "百万元", "亿元")
    assert units_for(percent) == ("%", "比例")
    assert units_for(catalogue["actual_beds"]) == ("张", "万张")
    assert (asks_unit(money), asks_unit(percent)) == (True, False)
    open_ = (Target("total_income", ""), Target(percent.key, ""), Target("total_income", "", unit="元"))
    assert undecided(open_, catalogue)
    answered = with_unit(open_, "万元", catalogue)
    assert [target.unit for target in answered] == ["万元", "", "元"]
    assert not undecided(answered, catalogue)

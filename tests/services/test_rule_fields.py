"""The cells that each kind needs, and tables with one of them changed."""

import pytest

from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.domain.ruleset_raw import raw_of
from hqd_desktop.services.rule_fields import choices_of, fields_of, kind_of, with_cell, with_head
from hqd_desktop.services.rule_table import KINDS, RuleTable, raw_from, table_of
from tests.fakes.shipped_packs import shipped_packs

SCHEME = shipped_packs().scheme


def table() -> RuleTable:
    return table_of(raw_of(shipped_packs().ruleset, SCHEME), SCHEME)


def test_fields_follow_the_kind() -> None:
    """And, for a threshold, what happens below it."""
    assert fields_of({"规则": "监测"}) == ()
    assert fields_of({"规则": "不认识"}) == ()
    assert fields_of({"规则": "条件计数"}) == ("满分",)
    assert fields_of({"规则": "达标", "未达到时": "得0分"}) == ("满分", "方向", "界限", "未达到时")
    assert fields_of({"规则": "达标", "未达到时": "按档减分"})[4:] == ("每档", "每档减分")
    assert fields_of({"规则": "达标", "未达到时": "直线减到0分"})[4:] == ("减到0分的值",)
    assert choices_of("方向", "trend") == ("上升为好", "下降为好")
    assert choices_of("方向", "threshold") == ("不低于", "不高于")
    assert choices_of("未达到时", "threshold")[0] == "得0分"
    assert choices_of("满分", "threshold") == ()


@pytest.mark.parametrize("kind", ["monitor", "threshold", "trend", "checklist", "rated", "bonus"])
def test_another_kind_begins_as_the_plainest_rule(kind: str) -> None:
    """Nothing of the former kind is left, and it can be read at once."""
    changed = with_cell(table(), 0, "规则", KINDS[kind])
    raw, problems = raw_from(changed, SCHEME)
    assert problems == []
    assert raw is not None
    assert ruleset_from(raw, SCHEME)[1] == []
    assert kind_of(changed.rows[0]) == kind


def test_a_kind_that_needs_numbers_waits_for_them() -> None:
    """It begins with blank cells, and says what is missing."""
    changed = with_cell(table(), 0, "规则", "完成率")
    raw, _ = raw_from(changed, SCHEME)
    assert raw is not None
    assert "raw_missing" in [problem.code for problem in ruleset_from(raw, SCHEME)[1]]
    filled = with_cell(changed, 0, "目标值", "80")
    assert filled.rows[0]["目标值"] == "80"
    assert with_cell(filled, 0, "规则", "监测").rows[0]["目标值"] == ""
    assert with_cell(filled, 0, "规则", "监测").rows[0]["满分"] == ""


def test_what_happens_below_empties_what_it_does_not_need() -> None:
    steps = with_cell(with_cell(table(), 0, "规则", "达标"), 0, "未达到时", "按档减分")
    held = with_cell(with_cell(steps, 0, "每档", "1"), 0, "每档减分", "0.5")
    assert held.rows[0]["每档减分"] == "0.5"
    plain = with_cell(held, 0, "未达到时", "得0分")
    assert (plain.rows[0]["每档"], plain.rows[0]["每档减分"]) == ("", "")
    assert plain.rows[1:] == held.rows[1:]


def test_marks_stay_with_another_kind() -> None:
    marked = with_cell(with_cell(table(), 0, "核心★", "是"), 0, "低于须说明", "-5")
    changed = with_cell(marked, 0, "规则", "自评分级")
    assert (changed.rows[0]["核心★"], changed.rows[0]["低于须说明"]) == ("是", "-5")


def test_another_head() -> None:
    assert with_head(table(), "名称", "本院方案").head["名称"] == "本院方案"
    assert with_head(table(), "名称", "本院方案").rows == table().rows

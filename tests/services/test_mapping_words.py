"""Headings compared from year to year, units found near the head."""

import pytest

from hqd_desktop.services.mapping_words import LONGEST, is_unit, plain_heading, rank, stated_unit, years_back
from tests.services.grid_making import sheet, table


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("一、医疗收入", "医疗收入"),
        ("（一）门急诊收入", "门急诊收入"),
        ("(12) 其他", "其他"),
        ("1．药品 收入", "药品收入"),
        ("　　其中：西药收入", "西药收入"),
        ("其中西药", "西药"),
        ("减：坏账", "坏账"),
        ("①门诊", "门诊"),
        ("2024年", "⟨0⟩"),
        ("2024 年度", "⟨0⟩"),
        ("本年数", "⟨0⟩"),
        ("本年度", "⟨0⟩"),
        ("上年数", "⟨-1⟩"),
        ("２０２３年度", "⟨-1⟩"),
        ("去年同期", "⟨-1⟩同期"),
        ("前年", "⟨-2⟩"),
        ("1998年", "1998年"),
        ("20240101", "20240101"),
        ("金额（万元）", "金额"),
        ("金额（单位：元）", "金额"),
        ("CT（64排）", "CT(64排)"),
        ("1.5T磁共振", "1.5T磁共振"),
        ("一、", "一、"),
        ("收入——合计：", "收入-合计"),
        ("长" * (LONGEST + 1), ""),
    ],
)
def test_plain_headings(text: str, plain: str) -> None:
    assert plain_heading(text, 2024) == plain


def test_which_year_a_heading_names() -> None:
    assert years_back("⟨0⟩") == 0
    assert years_back("⟨-1⟩金额") == 1
    assert years_back("⟨0⟩比⟨-1⟩") is None
    assert years_back("金额") is None


def test_how_deep_a_heading_lies() -> None:
    assert [rank(text)[0] for text in ("一、甲", "（一）甲", "1.甲", "（1）甲", "甲")] == [1, 2, 3, 4, 0]
    assert rank("　　甲")[1] == 2
    assert rank("其中：甲")[1] > rank("甲")[1]


def test_what_is_a_unit() -> None:
    assert all(map(is_unit, ("元", "万元", "人次", "%", "比例", "床日")))
    assert not any(map(is_unit, ("", "本院", "64排")))


def test_the_unit_of_a_cell() -> None:
    top = table("收入表|\n单位：万元|\n项目|本年\n收入|1")
    assert stated_unit(top, 3, 1, 0, "元") == "万元"
    assert stated_unit(top, 3, 1, 0, "人次") == ""
    head = table("单位：元|\n项目|本年（万元）\n收入|1")
    assert stated_unit(head, 2, 1, 0, "元") == "万元"
    assert stated_unit(table("单位：元|\n项目|本年（实际）（万元）\n收入|1"), 2, 1, 0, "元") == "万元"
    beside = table("项目|计量单位|本年\n出院|万人次|1\n收入（千元）|元|2")
    assert stated_unit(beside, 1, 2, 0, "人次") == "万人次"
    assert stated_unit(beside, 2, 2, 0, "元") == "千元"
    assert stated_unit(beside, 2, 2, -1, "元") == "元"
    assert stated_unit(table("编制单位：某医院|\n项目|本年\n收入|1"), 2, 1, 0, "元") == ""
    assert stated_unit(table("a|b"), 9, 1, -1, "元") == ""
    far = sheet([["单位：万元"], *[["x", "1"]] * 20, ["单位：元"], *[["y", "2"]] * 20])
    assert stated_unit(far, 12, 1, 0, "元") == "万元"
    assert stated_unit(far, 40, 1, 0, "元") == "万元"  # near the head of the sheet; a line in its middle is none
    assert stated_unit(far, 25, 1, 0, "元") == "元"

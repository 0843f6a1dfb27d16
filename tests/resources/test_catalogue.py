"""The item catalogue is complete, speaks Chinese, and every formula in the resources reads items that exist."""

import re
from typing import Any

from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.items import Catalogue, ItemKind

ACCOUNTS = """
4001 4101 410101 410102 4201 4301 4401 4601 4602 4603 4604 4605 4609 41010101 41010102 41010103
4101010101 4101010102 4101010103 4101010104 4101010105 4101010106 4101010107 4101010108 4101010109
410101010801 410101010802 410101010803 4101010201 4101010202 4101010203 4101010204 4101010205 4101010206
4101010207 4101010208 4101010209 4101010210 410101020901 410101020902 410101020903
5001 5101 5201 5301 5401 5501 5801 5901
"""


def test_every_account_of_the_chart_is_asked(catalogue: Catalogue) -> None:
    """Income and expense accounts of 财会〔2017〕25号 with the hospital supplement."""
    assert set(ACCOUNTS.split()) - {item.account for item in catalogue} == set()


def test_an_account_number_continues_that_of_its_parent(catalogue: Catalogue) -> None:
    """A line of the income detail stands below the account that it is part of."""
    parents = {item.account: item.key for item in catalogue if item.account.startswith("4101")}
    for item in catalogue:
        if re.fullmatch(r"4101\d{4,}", item.account) and item.parent in set(parents.values()):
            assert item.account.startswith(catalogue[item.parent].account), item.key


def test_the_eight_income_lines_are_needed(catalogue: Catalogue) -> None:
    """药品, 卫生材料, 检查, 化验 of outpatients and inpatients, and nothing else."""
    wanted = {
        half + kind for half in ("门急诊", "住院") for kind in ("药品收入", "卫生材料收入", "检查收入", "化验收入")
    }
    assert {item.name for item in catalogue if item.needed} == wanted


def test_one_item_has_several_names(catalogue: Catalogue) -> None:
    """The table's words for one figure all lead to the same item."""
    for names in (
        ("费用总额", "总支出", "总费用", "本期费用合计"),
        ("出院人次数", "出院人数", "出院总人次", "出院患者总人次数"),
        ("管理费用", "单位管理费用"),
        ("门诊次均费用", "次均门诊费用"),
        ("出院者平均医药费用", "次均住院费用"),
        ("执业（助理）医师数", "医生总数"),
        ("注册护士数", "护士总数"),
    ):
        assert len({catalogue.names[name] for name in names}) == 1, names


def test_derived_items_say_how(catalogue: Catalogue) -> None:
    """年度业务总收入 is an explicit, editable mapping; averages come from totals."""
    assert catalogue[catalogue.names["年度业务总收入"]].formula == "医疗收入"
    assert catalogue[catalogue.names["门诊次均费用"]].formula == "门急诊收入 ÷ 门急诊人次数"
    assert catalogue[catalogue.names["出院者平均医药费用"]].formula == "出院患者医药费用总额 ÷ 出院人次数"


def test_allowed_ranges(catalogue: Catalogue) -> None:
    """Counts and most money cannot be negative; the few that can are named; scores and levels are bounded."""
    open_below = {i.name for i in catalogue if i.kind is ItemKind.NUMBER and i.minimum is None}
    assert open_below == {
        "投资收益", "本期盈余", "结算差额", "提取基金后余额", "门诊次均费用增幅", "出院者平均医药费用增幅",
    }  # fmt: skip
    assert all(catalogue[i.key].maximum == 100 for i in catalogue if i.name.endswith("满意度"))
    assert catalogue[catalogue.names["电子病历应用水平分级"]].maximum == 8
    assert catalogue[catalogue.names["创新举措评分"]].maximum == 4


def test_no_name_confuses_the_formula_grammar(catalogue: Catalogue) -> None:
    """A name must not begin with a digit, 上年 or the name of a function."""
    assert [n for n in catalogue.names if re.match(r"\d|上年|最大|最小|绝对值|四舍五入", n)] == []


def test_every_item_has_a_reference_and_a_full_stop(catalogue: Catalogue) -> None:
    """Definitions are sentences, each with where it comes from."""
    for item in catalogue:
        assert item.definition.endswith("。"), item.key
        assert item.reference, item.key


def test_files_hold_no_machine_path(catalogue_raw: dict[str, Any]) -> None:
    """Nothing of the machine they were written on."""
    assert re.search(r"/(home|root|work|tmp)/", str(catalogue_raw)) is None


def test_checks_carry_causes(checkbook: CheckBook) -> None:
    """Every check and range names at least one likely cause; sums of lines begin in 2019."""
    for entry in (*checkbook.checks, *checkbook.ranges):
        assert entry.causes, entry.key
        assert all(cause.endswith("。") for cause in entry.causes), entry.key
    late = {check.key for check in checkbook.checks if check.from_year}
    assert late == {
        "total_income_sum", "total_expense_sum", "outpatient_income_lines", "inpatient_income_lines",
        "op_drug_income_lines", "ip_drug_income_lines", "research_teaching_income_sum", "personnel_expense_sum",
        "capital_debt_sum",
    }  # fmt: skip
    assert all(check.tolerance == 1 for check in checkbook.checks if check.kind == "equal")

"""First-time suggestions: sure only where name or account number and year say so; two candidates are none."""

from hqd_desktop.services.grid import Sheet
from hqd_desktop.services.mapping_suggesting import Ground, suggest
from hqd_desktop.services.sheet_index import GridIndex
from tests.fakes.shipped_packs import shipped_packs
from tests.fakes.tiny_pack import tiny_catalogue
from tests.services.grid_making import grid, table

CATALOGUE = shipped_packs().catalogue


def told(of: Sheet, year: int = 2024) -> list[tuple[str, int, int, str, bool, str]]:
    """What is suggested, in short."""
    return [
        (s.target.item, s.target.back, s.target.quarter, s.ground.name, s.sure, s.target.unit)
        for s in suggest(GridIndex(grid(of), year), 0, CATALOGUE)
    ]


def test_names_aliases_and_account_numbers() -> None:
    own = table(
        "2024年收入|\n单位：万元|\n科目|名称|行次|本年数|上年数\n"
        "|收入总额|1|10|9\n4001|财政拨款收入|2|5|4\n4601|捐赠收 入|3|1|\n410101|门诊医疗|4|2|2\n|不认识|5|6|7"
    )
    assert told(own) == [
        ("total_income", 0, 0, "ALIAS", False, "万元"),
        ("total_income", 1, 0, "ALIAS", False, "万元"),
        ("fiscal_appropriation_income", 0, 0, "NAME", True, "万元"),
        ("fiscal_appropriation_income", 1, 0, "NAME", True, "万元"),
        ("medical_income", 0, 0, "CODE", True, "万元"),
        ("medical_income", 1, 0, "CODE", True, "万元"),
    ]  # 4601 is not the number of 捐赠收入: two meanings are none


def test_a_number_with_its_name_behind_it() -> None:
    own = table("科目|本年\n4001财政拨款收入|5\n4001 事业收入|6\n4101|7")
    by_code = {item.account: item.key for item in CATALOGUE if item.account}
    assert [(item, ground) for item, _, _, ground, _, _ in told(own)] == [
        (by_code["4001"], "CODE"), (by_code["4101"], "CODE")
    ]  # fmt: skip


def test_two_rows_or_two_columns_or_two_meanings_suggest_nothing() -> None:
    assert told(table("项目|本年\n财政拨款收入|5\n一、财政拨款收入|6")) == []
    assert told(table("项目|本年|2024年\n财政拨款收入|5|6")) == []
    assert told(table("项目|项目|本年\n财政拨款收入|事业收入|6")) == []
    assert told(table("项目|本年预算\n财政拨款收入|5")) == []
    assert told(table("财政拨款收入|5|6\n事业收入|7|8")) == []
    assert told(table("项目|本年\n财政拨款收入|见附注")) == []
    assert told(table("财政拨款收入|5\n项目|本年\n事业收入|")) == []


def test_the_only_column_of_numbers_is_likely_not_sure() -> None:
    assert told(table("项目|金额\n财政拨款收入|5")) == [("fiscal_appropriation_income", 0, 0, "NAME", False, "")]
    assert told(table("项目|占比\n财政拨款收入|5")) == []


def test_quarters_are_for_quarterly_items_only() -> None:
    catalogue = tiny_catalogue(
        {"key": "visits", "name": "人次", "unit": "人次", "period": "quarter", "department": "财务科", "source": "年报",
         "group": "组", "definition": "说明"},
    )  # fmt: skip
    own = table("项目|一季度|第二季度|本年\n人次|5|6|7\na|8|9|10")
    found = suggest(GridIndex(grid(own), 2024), 0, catalogue)
    assert [(s.target.item, s.target.quarter) for s in found] == [("visits", 1), ("visits", 2), ("a", 0)]


def test_the_words_for_why() -> None:
    assert [ground.value for ground in Ground] == ["名称相同", "别名相同", "科目号相同"]


def test_of_planned_and_actual_below_a_year_the_actual_is_taken() -> None:
    rows = "指标|2024年||2023年|\n|计划|实际|计划|实际\n财政拨款收入|1|2|3|4"
    own = table(rows, merged=[(0, 1, 0, 2), (0, 3, 0, 4)])
    found = suggest(GridIndex(grid(own), 2024), 0, CATALOGUE)
    assert [(s.target.back, s.target.column and (s.target.column.text, s.target.column.over)) for s in found] == [
        (0, ("实际", "⟨0⟩")), (1, ("实际", "⟨-1⟩"))
    ]  # fmt: skip
    alone = table("指标|2024年|\n财政拨款收入|1|2", merged=[(0, 1, 0, 2)])
    assert suggest(GridIndex(grid(alone), 2024), 0, CATALOGUE) == ()


def test_what_may_be_a_ratio_is_not_sure() -> None:
    item = next(i for i in CATALOGUE if i.unit == "%" and i.kind == "number" and not i.formula)
    for text, sure in (("0.52", False), ("52", True), ("52%", True)):
        (found,) = suggest(GridIndex(grid(table(f"项目|本年\n{item.name}|{text}")), 2024), 0, CATALOGUE)
        assert found.sure is sure


def test_what_could_not_be_found_again_is_not_suggested() -> None:
    own = table("项目|本年\n财政拨款收入|5")
    assert suggest(GridIndex(grid(own, own), 2024), 0, CATALOGUE) == ()
    below = table("项目|本年\n事业收入|6\n|本年\n财政拨款收入|7")
    assert [item for item, *_ in told(below)] == ["business_income", "fiscal_appropriation_income"]

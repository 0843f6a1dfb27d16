"""Which figures stand where in 填报."""

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.progress import Arrangement
from hqd_desktop.ui.models.cell_states import CellBook, Mark
from hqd_desktop.ui.models.entry_rows import ALL, EntryPlan, Filter, fits, next_cell

YEAR = Period(2025)


def plan_of(view, arrangement=Arrangement.DEPARTMENT):
    return EntryPlan(view, CellBook(view), arrangement)


def names(rows):
    return [row.item.name for row in rows if row.item]


def test_groups_count_what_is_given(view_of):
    groups = {g.name: g for g in plan_of(view_of({("research_funds", YEAR): BLANK})).groups()}
    assert groups[ALL].missing == 1
    assert (groups["科教科"].done, groups["科教科"].total, groups["科教科"].mark) == (3, 4, Mark.MISSING)
    assert groups["财务科"].mark is Mark.NONE
    assert groups["中医管理科"].total == 0  # only optional figures for a 三级综合 hospital


def test_every_item_stands_in_one_group_and_under_each_indicator_that_reads_it(view_of):
    view = view_of()
    for arrangement in Arrangement:
        plan = plan_of(view, arrangement)
        seen = [name for group in plan.groups()[1:] for q in (0, 1) for name in names(plan.rows(group.name, q, ()))]
        if arrangement is Arrangement.INDICATOR:
            seen = list(set(seen))
        assert sorted(seen) == sorted(item.name for item in view.packs.catalogue)


def test_parts_are_indented_under_their_total(view_of):
    rows = {row.item.key: row for row in plan_of(view_of()).rows("财务科", 0, ()) if row.item}
    assert rows["total_income"].depth == 0
    assert rows["total_income"].strong
    assert (rows["medical_income"].depth, rows["settlement_difference"].depth) == (2, 3)
    assert rows["ip_material_income"].title == "其中：住院"
    assert rows["medical_income"].hint == "410101"


def test_items_beside_a_required_one_come_first_class_and_others_are_folded(view_of):
    plan = plan_of(view_of())
    folded = plan.sections("财务科")
    rows = plan.rows("财务科", 0, folded)
    assert "财政拨款收入" in names(rows)  # stands in the identity of 总收入
    assert "管理费用占比" not in names(rows)  # 直接填报
    heading = next(row for row in rows if row.title == "选填 · 直接填报的比率")
    assert heading.folded
    assert "已收起" in heading.hint
    assert "管理费用占比" in names(plan.rows("财务科", 0, folded - {heading.section}))


def test_quarterly_items_stand_under_their_quarters(view_of):
    plan = plan_of(view_of())
    assert plan.periods("财务科") == (0,)
    assert plan.periods("党办") == (0, 1, 2, 3, 4)
    assert "党委书记履行党建第一责任人职责" in names(plan.rows("党办", 1, ()))
    assert "党委书记履行党建第一责任人职责" not in names(plan.rows("党办", 0, ()))
    assert plan.period(2, 1) == Period(2024, 2)


def test_headings_say_unit_places_and_kind(view_of):
    plan = plan_of(view_of(), Arrangement.HEADING)
    assert plan.rows("一、收入", 0, ())[0].hint.startswith("已填 15/15　·　单位：元，两位小数")
    assert plan.rows("八、党建与管理条件", 1, ())[0].hint == "已填 12/12　·　填“是”或“否”"


def test_filters(view_of):
    view = view_of({("research_funds", YEAR): BLANK, ("ip_material_income", YEAR): number("9900.869021")})
    plan, book = plan_of(view), CellBook(view)
    assert [row.item.key for row in plan.rows(ALL, 0, (), Filter.MISSING) if row.item] == ["research_funds"]
    assert names(plan.rows(ALL, 0, (), Filter.ERROR)) == ["住院收入", "卫生材料收入", "住院卫生材料收入"]
    assert "上级补助收入" in names(plan.rows(ALL, 0, (), Filter.WARNING))
    assert "经营收入" in names(plan.rows(ALL, 0, (), Filter.NOT_APPLICABLE))
    assert fits(book, ("total_income", YEAR), Filter.FILLED)
    assert not fits(book, ("research_funds", YEAR), Filter.FILLED)


def test_next_cell_goes_round():
    cells = (("a", YEAR), ("b", YEAR), ("c", YEAR))
    assert next_cell(cells, ("b", YEAR), lambda key: key[0] in "ab") == ("a", YEAR)
    assert next_cell(cells, None, lambda key: True) == ("a", YEAR)
    assert next_cell(cells, ("c", YEAR), lambda key: False) is None

"""Next year's table: rows and columns moved, renumbered, renamed or doubled; what is not sure is said, not guessed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.grid import Grid, Sheet
from hqd_desktop.services.mapping import RowMark, Target
from hqd_desktop.services.mapping_finding import find, find_all
from hqd_desktop.services.mapping_pointing import headings_of, point, point_at_cell
from hqd_desktop.services.sheet_index import GridIndex
from tests.fakes.shipped_packs import shipped_packs
from tests.services.grid_making import grid, sheet, table

CATALOGUE = shipped_packs().catalogue
INCOME = """
2024年度收入情况表
单位：万元
项目|行次|本年数|上年数
一、财政拨款收入|1|100|90
二、事业收入|2|900|800
（一）门急诊收入|3|400|350
其中：药品收入|4|120|110
检查收入|5|80|70
（二）住院收入|6|500|450
其中：药品收入|7|150|140
检查收入|8|60|50
收入合计|9|1000|890
"""


def at(index: GridIndex, words: str, occurrence: int = 0) -> tuple[int, int]:
    """Where some words stand."""
    own = index.sheet(0)
    places = [
        (row, column)
        for row, cells in enumerate(own.sheet.rows)
        for column, one in enumerate(cells)
        if one.text.strip() == words
    ]
    return places[occurrence]


def pointed(index: GridIndex, row: str, column: str, occurrence: int = 0, item: str = "total_income") -> Target:
    """A target pointed at by words."""
    made = point(index, 0, at(index, row, occurrence), at(index, column), Target(item, "", unit="万元"), CATALOGUE)
    assert isinstance(made, Target), made
    return made


def value(of: Grid, target: Target, year: int = 2025) -> str:
    """What stands where it is found, or the code of the problem."""
    found = find(GridIndex(of, year), target, CATALOGUE)
    if found.problem:
        return found.problem.code
    return of.sheets[found.sheet].at(*found.place).text


def first() -> GridIndex:
    return GridIndex(grid(table(INCOME)), 2024)


def test_found_again_under_other_numbering_order_and_years() -> None:
    index = first()
    total, fiscal = pointed(index, "收入合计", "本年数"), pointed(index, "一、财政拨款收入", "上年数")
    later = grid(
        table(
            """
            2025年度收入情况表
            （一） 事业收入|x|950|900
            项　目|增减|2025年|2024年
            1．财政 拨款 收入|0|7|6
            合计|0|1|2
            收入合计|0|3|4
            """.replace(" " * 12, "")
        )
    )
    assert value(later, total) == "3"
    assert value(later, replace(fiscal, column=replace(fiscal.column, corner="项目"))) == "6"


def test_a_heading_that_stands_twice_is_told_apart_by_what_is_above_it() -> None:
    index = first()
    outpatient = pointed(index, "其中：药品收入", "本年数", 0)
    inpatient = pointed(index, "其中：药品收入", "本年数", 1)
    assert outpatient.row is not None
    assert outpatient.row.under == "门急诊收入"
    assert value(index.grid, outpatient, 2024) == "120"
    assert value(index.grid, inpatient, 2024) == "150"
    without = grid(table(INCOME.replace("其中：药品收入|4|120|110\n", "")))
    assert value(without, outpatient) == "mapping_row_missing"  # never the inpatients' row in its place
    assert value(without, inpatient) == "150"
    swapped = INCOME.split("\n")
    swapped[6:9], swapped[9:12] = swapped[9:12], swapped[6:9]
    assert value(grid(table("\n".join(swapped))), outpatient) == "120"


def test_a_heading_beside_it_tells_a_row_apart_too() -> None:
    rows = "科室|指标|本年\n内科|人次|5\n|床日|6\n外科|人次|7\n|床日|8"
    own = table(rows, merged=[(1, 0, 2, 0), (3, 0, 4, 0)])
    index = GridIndex(grid(own), 2024)
    made = point(index, 0, (4, 1), (0, 2), Target("total_income", ""), CATALOGUE)
    assert isinstance(made, Target)
    assert made.row is not None
    assert made.row.under == "外科"
    assert find(index, made, CATALOGUE).place == (4, 2)


def test_what_is_gone_or_double_is_said() -> None:
    index = first()
    total = pointed(index, "收入合计", "本年数")
    assert value(grid(table(INCOME.replace("收入合计", "总计"))), total) == "mapping_row_missing"
    assert value(grid(table(INCOME + "收入合计|10|5|5")), total) == "mapping_row_twice"
    assert value(grid(table(INCOME.replace("本年数", "实际数"))), total, 2024) == "mapping_column_missing"
    assert value(grid(table(INCOME.replace("上年数", "本年数"))), total) == "mapping_column_twice"
    old = INCOME.replace("本年数", "2022年").replace("上年数", "2021年")
    assert value(grid(table(old)), total) == "mapping_other_year"
    assert value(grid(table(INCOME.replace("项目", "科目"))), total, 2024) == "mapping_column_missing"


def test_sheets_are_found_by_name_or_because_there_is_no_other() -> None:
    index = first()
    total = pointed(index, "收入合计", "本年数")
    other = table("甲|乙\n丙|1", name="封面")
    assert value(grid(table(INCOME, name="Sheet1")), total) == "1000"
    assert value(grid(other, table(INCOME, name="收入")), total) == "1000"
    assert value(grid(other, table(INCOME, name="Sheet1")), total) == "mapping_sheet_missing"
    assert value(grid(table(INCOME), table(INCOME)), total) == "mapping_sheet_twice"


def test_blocks_side_by_side_and_heads_one_over_another() -> None:
    own = table("项目|本年数|上年数|项目|本年数|上年数\n收入|1|2|费用|3|4\n拨款|5|6|工资|7|8")
    index = GridIndex(grid(own), 2024)
    left = point(index, 0, (2, 0), (0, 1), Target("total_income", ""), CATALOGUE)
    right = point(index, 0, (2, 3), (0, 4), Target("total_income", ""), CATALOGUE)
    assert isinstance(left, Target)
    assert isinstance(right, Target)
    assert value(index.grid, left, 2024) == "5"
    assert value(index.grid, right, 2024) == "7"
    two = table("项目|本年||上年|\n|预算|决算|预算|决算\n收入|1|2|3|4", merged=[(0, 1, 0, 2), (0, 3, 0, 4)])
    index = GridIndex(grid(two), 2024)
    made = point(index, 0, (2, 0), (1, 4), Target("total_income", "", back=1), CATALOGUE)
    assert isinstance(made, Target)
    assert value(index.grid, made, 2024) == "4"


def test_a_table_below_another_has_its_own_heads() -> None:
    index = GridIndex(grid(table("项目|本年|上年\n收入|1|2\n项目|上年|本年\n费用|3|4")), 2024)
    made = point(index, 0, (3, 0), (2, 2), Target("total_income", ""), CATALOGUE)
    assert isinstance(made, Target)
    assert value(index.grid, made, 2024) == "4"


def test_what_would_not_be_found_again_is_not_taken() -> None:
    index = GridIndex(grid(table("项目|本年|本年\n收入|1|2\n收入|3|4")), 2024)
    answer = point(index, 0, (1, 0), (0, 1), Target("total_income", ""), CATALOGUE)
    assert isinstance(answer, Problem)
    index = GridIndex(grid(table("项目|本年\n收入|1\n项目|本年|上年\n费用|3|4")), 2024)
    answer = point(index, 0, (3, 0), (0, 1), Target("total_income", ""), CATALOGUE)
    assert not isinstance(answer, Problem)  # the nearer head of the same words stands over the same cell
    index = GridIndex(grid(table("项目|本年||\n项目||本年|\n费用|3|4|5")), 2024)
    answer = point(index, 0, (2, 0), (0, 1), Target("total_income", ""), CATALOGUE)
    assert isinstance(answer, Problem)
    assert answer.code == "mapping_not_alone"


def test_a_fixed_cell_must_keep_its_neighbour() -> None:
    index = first()
    fixed = point_at_cell(index, 0, (11, 2), Target("total_income", "", unit="万元"))
    assert fixed.cell == "C12"
    assert value(index.grid, fixed, 2024) == "1000"
    moved = INCOME.replace("收入合计", "其他收入|9|1|1\n收入合计")
    assert value(grid(table(moved)), fixed) == "mapping_cell_moved"
    assert value(index.grid, replace(fixed, cell="?", beside=""), 2024) in ("", "mapping_unit_changed")


def test_a_unit_that_changed_and_an_item_that_is_gone() -> None:
    index = first()
    total = pointed(index, "收入合计", "本年数")
    assert value(grid(table(INCOME.replace("万元", "元"))), total) == "mapping_unit_changed"
    assert value(grid(table(INCOME.replace("单位：万元", "编制单位：某医院"))), total) == "1000"
    assert value(index.grid, replace(total, unit="人次"), 2024) == "mapping_unit_wrong"
    assert value(index.grid, replace(total, item="gone"), 2024) == "mapping_item_gone"


def test_two_figures_in_one_cell_are_both_refused() -> None:
    index = first()
    total = pointed(index, "收入合计", "本年数")
    other = replace(total, item="fiscal_appropriation_income")
    gone = replace(total, item="gone", row=None, column=None, cell="C12")
    codes = [f.problem.code for f in find_all(index, [total, other, total, gone], CATALOGUE) if f.problem]
    assert codes == ["mapping_same_cell"] * 3 + ["mapping_item_gone"]
    lone = find_all(index, [total], CATALOGUE)
    assert lone[0].problem is None


def test_the_headings_a_cell_most_plainly_has() -> None:
    own = first().sheet(0)
    assert headings_of(own, 11, 3) == ((11, 0), (2, 3))
    code = GridIndex(grid(table("科目|本年\n4101|5")), 2024).sheet(0)
    assert headings_of(code, 1, 1) == ((1, 0), (0, 1))
    assert headings_of(code, 0, 0) == (None, None)


NAMES = ["总收入", "财政拨款收入", "事业收入", "医疗收入", "其他收入", "捐赠收入", "利息收入", "租金收入"]


@given(data=st.data())
def test_shuffled_and_inserted_rows_and_columns_keep_the_found_values(data: st.DataObject) -> None:
    heads = ["项目", "行次", "本年数", "上年数"]
    body = [[name, str(n), str(100 + n), str(200 + n)] for n, name in enumerate(NAMES)]
    index = GridIndex(grid(sheet([["单位：元"], heads, *body])), 2024)
    targets = []
    for n, name in enumerate(NAMES):
        for column, back in ((2, 0), (3, 1)):
            made = point(index, 0, (n + 2, 0), (1, column), Target("total_income", "", back), CATALOGUE)
            assert isinstance(made, Target), (name, made)
            targets.append((made, body[n][column]))
    rows = data.draw(st.permutations(body))
    extra = data.draw(st.lists(st.sampled_from(["新增项目", "备查", "说明", "小计"]), max_size=6, unique=True))
    for words in extra:
        rows.insert(data.draw(st.integers(0, len(rows))), [words, "0", "7", "8"])
    order = [0, *data.draw(st.permutations([1, 2, 3]))]
    whole = [[row[at] for at in order] for row in [heads, *rows]]
    for words in data.draw(st.lists(st.sampled_from(["增减", "预算数", "附注"]), max_size=3, unique=True)):
        where = data.draw(st.integers(0, len(whole[0])))
        whole = [[*row[:where], words if n == 0 else "", *row[where:]] for n, row in enumerate(whole)]
    whole = [["标题"]] * data.draw(st.integers(0, 4)) + whole
    later: Sheet = sheet(whole)
    for target, expected in targets:
        assert value(grid(later), target) == expected


@pytest.mark.parametrize("lost", NAMES)
def test_a_row_that_went_is_missing_and_the_others_stay(lost: str) -> None:
    body = [[name, str(100 + n)] for n, name in enumerate(NAMES)]
    index = GridIndex(grid(sheet([["项目", "本年"], *body])), 2024)
    targets = [point(index, 0, (n + 1, 0), (0, 1), Target("total_income", ""), CATALOGUE) for n in range(len(NAMES))]
    later = grid(sheet([["项目", "本年"], *(row for row in body if row[0] != lost)]))
    for name, row, target in zip(NAMES, body, targets, strict=True):
        assert isinstance(target, Target)
        assert value(later, target) == ("mapping_row_missing" if name == lost else row[1])


def test_flat_lists_and_numbered_lists_tell_namesakes_apart_by_the_nearest_that_stands_alone() -> None:
    flat = table("项目|本年\n门诊|1\n药品|2\n检查|3\n住院|4\n药品|5\n检查|6")
    index = GridIndex(grid(flat), 2024)
    made = point(index, 0, (6, 0), (0, 1), Target("total_income", ""), CATALOGUE)
    assert isinstance(made, Target)
    assert made.row == RowMark("检查", "住院", ("门诊",))
    numbered = table("项目|本年\n一、门诊|1\n1.挂号|0\n2.药品|2\n二、住院|3\n1.床位|0\n2.药品|4")
    index = GridIndex(grid(numbered), 2024)
    made = point(index, 0, (6, 0), (0, 1), Target("total_income", ""), CATALOGUE)
    assert isinstance(made, Target)
    assert made.row == RowMark("药品", "住院", ("门诊",))


def test_what_stands_beside_both_does_not_tell_them_apart() -> None:
    own = table("科室|组|指标|本年\n内科|一|人次|5\n内科|二|人次|6\n外科|二|人次|7")
    index = GridIndex(grid(own), 2024)
    made = point(index, 0, (1, 2), (0, 3), Target("total_income", ""), CATALOGUE)
    assert isinstance(made, Target)
    assert made.row == RowMark("人次", "一")
    answer = point(index, 0, (2, 2), (0, 3), Target("total_income", ""), CATALOGUE)
    assert isinstance(answer, Problem)
    assert answer.code == "mapping_row_twice"


def test_heads_that_stay_double_whatever_stands_over_them() -> None:
    two = table("表|表|表\n项目|本年|本年\n收入|1|2", merged=[(0, 0, 0, 2)])
    index = GridIndex(grid(two), 2024)
    answer = point(index, 0, (2, 0), (1, 1), Target("total_income", ""), CATALOGUE)
    assert isinstance(answer, Problem)
    assert answer.code == "mapping_column_twice"


def test_units_and_codes_are_headings_only_where_there_is_nothing_else() -> None:
    own = GridIndex(grid(table("指标|单位|本年\n出院|人次|5\n|元|6")), 2024).sheet(0)
    assert headings_of(own, 1, 2) == ((1, 0), (0, 2))
    assert headings_of(own, 2, 2) == ((2, 1), (0, 2))

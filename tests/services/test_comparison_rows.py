"""年度对比 in words: three numbers of a row add up, better and worse by the direction, filters and order."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, Restatement, not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.comparing import Comparison, PointChange, compare
from hqd_desktop.services.comparison_rows import (
    ComparedRow,
    Keep,
    Kind,
    Verdict,
    arranged,
    fits,
    headings,
    notes,
    plain_text,
    rows_of,
    year_names,
)
from hqd_desktop.services.records import Assessment, Packs
from tests.fakes.shipped_packs import shipped_packs

D = Decimal
PACKS = shipped_packs()
HOSPITAL = Hospital("甲", "三级", "综合")
Given = Mapping[FigureKey, Figure]


def year(of: int, figures: Given, packs: Packs = PACKS, hospital: Hospital = HOSPITAL) -> Assessment:
    return assess(packs, hospital, of, figures)


def annual(of: int, **items: str) -> dict[FigureKey, Figure]:
    return {(item, Period(of)): number(value) for item, value in items.items()}


def costs(of: int, management: str, total: str = "1000") -> dict[FigureKey, Figure]:
    return annual(of, management_expense=management, total_expense=total)


def both(earlier: Given, later: Given) -> Comparison:
    return compare(year(2024, earlier), year(2025, later))


def row(comparison: Comparison, name: str, kind: Kind | None = None) -> ComparedRow:
    return next(one for one in rows_of(comparison) if one.name.startswith(name) and kind in (None, one.kind))


def test_an_indicator_with_its_points() -> None:
    found = row(both(costs(2023, "120") | costs(2024, "100"), costs(2024, "100") | costs(2025, "125")), "20 ")
    assert found.cells[1:] == ("%", "12.50", "10.00", "+2.50 点", "", "0.00", "4.00", "−4.00", "变差", "")
    assert (found.number, found.key, found.weight[:2]) == ("20", None, (D(4), D(4)))


def test_better_where_down_is_better() -> None:
    found = row(both(costs(2024, "100"), costs(2025, "90")), "20 ")
    assert (found.verdict, found.change) == (Verdict.BETTER, "−1.00 点")


def test_what_is_shown_adds_up() -> None:
    """9.995 and 10.004 both read 10.00: no change is told, not 0.01."""
    found = row(both(costs(2024, "99.95"), costs(2025, "100.04")), "20 ")
    assert (found.later, found.earlier, found.change, found.verdict) == ("10.00", "10.00", "持平", Verdict.SAME)


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_the_change_of_a_figure_is_that_of_its_cells(before: Decimal, now: Decimal) -> None:
    found = row(both(annual(2024, total_income=str(before)), annual(2025, total_income=str(now))), "总收入")
    read = [D(text.replace(",", "").replace("−", "-").replace("持平", "0")) for text in found.cells[2:5]]
    assert read[0] - read[1] == read[2]
    assert fits(found, Keep.CHANGED) is (before != now)


def test_a_figure_in_all_its_states() -> None:
    beds, story = ("actual_beds", Period(2024)), "progress_party_building"
    found = both(
        {**annual(2024, total_income="0", total_expense="8"), beds: not_applicable("停业"),
         (story, Period(2024, 1)): words("第一")},
        {**annual(2025, total_income="5", medical_income="3"), ("actual_beds", Period(2025)): BLANK,
         (story, Period(2025, 1)): words("第二\n次")},
    )  # fmt: skip
    income, expense = row(found, "总收入"), row(found, "费用总额")
    assert income.cells[2:6] == ("5.00", "0.00", "+5.00", "—")
    assert (expense.later, expense.earlier, expense.verdict) == ("—", "8.00", Verdict.GONE)
    assert row(found, "医疗收入").verdict is Verdict.NEW
    assert (row(found, "实有床位数").earlier, row(found, "实有床位数").verdict) == ("不适用", Verdict.GONE)
    told = next(one for one in rows_of(found) if one.key and one.key[0] == story)
    assert (told.earlier, told.later, told.change, told.verdict) == ("第一", "第二\n次", "—", Verdict.CHANGED)
    assert told.state == "有变动"
    assert told.key == (story, Period(2025, 1))
    assert "一季度" in told.name
    assert "第二 次" in plain_text(found, arranged(rows_of(found), Keep.ALL, by_weight=False))


def test_words_stand_for_values_that_are_missing() -> None:
    found = row(both({}, costs(2024, "9") | costs(2025, "90", "0")), "20 ")
    assert (found.later, found.earlier, found.verdict) == ("不可计算", "缺", Verdict.UNKNOWN)
    other = compare(year(2024, {}, hospital=replace(HOSPITAL, level="二级")), year(2025, costs(2025, "1")))
    assert row(other, "13 ").earlier == "—"
    assert row(other, "13 ").points_earlier == "—"
    assert any("级别或类别变了：二级综合 → 三级综合" in note for note in notes(other))


def test_totals_and_what_is_open() -> None:
    found = both(costs(2024, "100"), costs(2025, "90") | costs(2024, "100"))
    base, undetermined = row(found, "基础分"), row(found, "未定")
    assert base.cells[6:] == ("4.00", "0.00", "+4.00", "增加", "满分 88"), "a total that is still open proves nothing"
    assert (undetermined.state, undetermined.remark) == ("减少", "")
    earlier, later = (
        replace(one, scorecard=replace(one.scorecard, missing=(), undetermined=D(0)))
        for one in (found.earlier, found.later)
    )
    closed = replace(found, earlier=earlier, later=later)
    assert (row(closed, "基础分").verdict, row(closed, "未定").verdict) == (Verdict.BETTER, Verdict.BETTER)
    assert any(note.startswith("2025 年缺 ") for note in notes(found))
    complete = replace(found, earlier=replace(found.earlier, missing=()), later=replace(found.later, missing=()))
    assert notes(complete) == ()
    moved = replace(found, totals=(PointChange("结果", D(1), D(2), D(88), D(80)),))
    assert row(moved, "结果").remark == "满分 88 → 80"


def test_other_rules_are_no_progress() -> None:
    changed = replace(PACKS.ruleset, raw={"other": 1})
    rule = replace(PACKS.ruleset.entries["20"], full=D(8))
    changed = replace(changed, entries={**PACKS.ruleset.entries, "20": rule})
    other = replace(PACKS, ruleset=changed)
    found = compare(year(2024, costs(2024, "100"), other), year(2025, costs(2024, "100") | costs(2025, "90")))
    twenty, base = row(found, "20 "), row(found, "基础分")
    assert (twenty.otherwise, twenty.remark, twenty.points_verdict) == (True, "口径或赋分办法不同", None)
    assert (base.verdict, base.state) == (Verdict.CHANGED, "增加")
    assert [one.name[:2] for one in rows_of(found) if fits(one, Keep.OTHERWISE)] == ["20"]
    assert any("版本不同" in note for note in notes(found))
    elsewhere = replace(PACKS, scheme=replace(PACKS.scheme, id="elsewhere", raw={"a": 1}))
    apart = compare(year(2024, {}, elsewhere, replace(HOSPITAL, name="乙")), year(2025, {}))
    assert [note[:8] for note in notes(apart)][:2] == ["两份的医院名称不", "两年用的评价指标"]


def test_last_year_told_otherwise() -> None:
    found = both(costs(2024, "100"), costs(2024, "110") | costs(2025, "90"))
    assert row(found, "20 ").remark == "本年稿所报上年值为 11.00"
    told = row(found, "管理费用（2024", Kind.RESTATED)
    assert (told.later, told.earlier, told.otherwise) == ("110.00", "100.00", True)
    assert told.key == ("management_expense", Period(2025))


def test_a_declared_restatement_stands_with_its_reason() -> None:
    key = ("management_expense", Period(2024))
    figures = costs(2024, "100") | costs(2025, "90")
    later = assess(
        PACKS, HOSPITAL, 2025, figures,
        locked={key: D(100)}, restated={key: Restatement(D(104), "决算后调整入账")},
    )  # fmt: skip
    found = compare(year(2024, costs(2024, "100")), later)
    told = row(found, "管理费用（2024", Kind.RESTATED)
    assert (told.later, told.earlier, told.remark) == ("104.00", "100.00", "决算后调整入账")
    assert row(found, "20 ").earlier == "10.00"


def test_value_and_points_that_part_ways() -> None:
    """The first year was far better than the one before, the second only a little: better, and fewer points."""
    found = row(both(costs(2023, "300") | costs(2024, "100"), costs(2024, "100") | costs(2025, "99.5")), "20 ")
    assert found.state == "变好，得分降低"
    assert fits(found, Keep.BETTER)
    assert fits(found, Keep.WORSE)


def test_an_indicator_without_direction_is_not_judged() -> None:
    before, now = (annual(of, personnel_expense=cost, total_expense="10") for of, cost in ((2024, "1"), (2025, "2")))
    found = row(both(before, now), "27 ")
    assert (found.verdict, found.state) == (Verdict.CHANGED, "增加")


def test_the_heaviest_first_or_as_in_the_tables() -> None:
    rows = rows_of(both(costs(2024, "100", "1000"), costs(2025, "90", "2000") | costs(2024, "100")))
    weighed, plain = (arranged(rows, Keep.CHANGED, by_weight=flag) for flag in (True, False))
    assert [one.name for one in weighed[Kind.FIGURE]] == ["费用总额", "管理费用"]
    assert set(weighed[Kind.VALUE]) == set(plain[Kind.VALUE])
    assert Kind.RESTATED not in weighed
    weights = [one.weight for one in weighed[Kind.VALUE]]
    assert weights == sorted(weights, reverse=True)
    assert [one.name for one in plain[Kind.TOTAL]] == [one.name for one in weighed[Kind.TOTAL]]


def test_two_submissions_of_one_year() -> None:
    found = compare(year(2025, costs(2025, "100")), year(2025, costs(2025, "90")))
    assert year_names(found) == ("后一稿", "前一稿")
    assert headings(found)[6:8] == ("后一稿得分", "前一稿得分")
    assert found.restated == ()
    assert (row(found, "管理费用").change, row(found, "管理费用").state) == ("−10.00", "减少")


def test_the_copied_text_has_a_title_notes_and_tabs() -> None:
    found = both(costs(2024, "100"), costs(2025, "90"))
    lines = plain_text(found, arranged(rows_of(found), Keep.BETTER, by_weight=True)).splitlines()
    assert lines[0] == "甲　2024 年度与 2025 年度对比"
    assert lines[1].startswith("2025 年度：自定赋分")
    assert "项目\t单位\t2025 年\t2024 年" in "\n".join(lines)
    assert any(line.startswith("20 管理费用占比\t%\t9.00\t10.00\t−1.00 点\t\t") for line in lines)

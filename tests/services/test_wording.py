"""Results in words and digits, once for every writer."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.scheme import Scope
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.domain.scoring import score
from hqd_desktop.services import wording
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of
from tests.fakes.shipped_packs import shipped_packs
from tests.fakes.tiny_pack import part, row, rule, tiny_card

TREND = {"direction": "up", "tolerance": "1"}


def tiny(given: dict[str, object], kind: str = "threshold", formula: str = "a", **fields: object) -> IndicatorResult:
    extra = TREND if kind == "trend" else {}
    full = "0" if kind == "monitor" else "4"
    rules = [rule("1", kind, full, **extra)]
    return tiny_card([row("1", part(formula), **fields)], rules, given, bonus_cap="4").results[0]


@pytest.mark.parametrize(
    ("result", "score_text", "status_text"),
    [
        (tiny({"a": 10}), "4.00", "满分"),
        (tiny({"a": 5}), "0.00", "失 4.00"),
        (tiny({}), "0.00", "缺 1 个数"),
        (tiny({"a": "无"}), "0.00", "本项不能标不适用"),
        (tiny({"a": 1, "b": 0}, formula="a ÷ b"), "0.00", "不可计算（分母为 0）"),
        (tiny({"a": "无"}, not_applicable="whole"), "不适用", "不适用"),
        (tiny({"a": 5, "a-1": "新建"}, "trend"), "无上年，不计分", "无上年，不计分"),
        (tiny({"a": 5}, "monitor"), "监测，不计分", "监测，不计分"),
        (tiny({"a": 3}, "bonus"), "加分 3.00", "加分"),
        (tiny({"a": 5}, scope="G"), "政府层面，不计分", "政府层面，不计分"),
        (tiny({"a": 5}, levels=["二级"], types=["中医"]), "不适用本院", "仅二级中医医院"),
    ],
)
def test_points_and_status(result: IndicatorResult, score_text: str, status_text: str) -> None:
    """Points, or the word that stands in their place; and why."""
    assert wording.score_text(result) == score_text
    assert wording.status_text(result) == status_text


def test_class_text(packs: Packs) -> None:
    """Which hospitals a row speaks of."""
    texts = {i.number: wording.class_text(i) for i in packs.scheme}
    assert (texts["1"], texts["3"], texts["6"], texts["10"]) == (
        "政府或区域层面", "全部公立医院", "仅三级医院", "仅三级中医医院",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "formula", "value", "last", "change"),
    [
        ({"a": 12, "a-1": 10}, "a", "12.00%", "10.00%", "+2.00 点"),
        ({"a": 10, "a-1": 12}, "a", "10.00%", "12.00%", "−2.00 点"),
        ({"a": 10, "a-1": 10}, "a", "10.00%", "10.00%", "持平"),
        ({"a": 10}, "a", "10.00%", "—", "—"),
        ({"a-1": 10}, "a", "缺", "10.00%", "—"),
        ({"a": 1, "b": 0}, "a ÷ b", "不可计算", "—", "—"),
        ({"ab": 7}, "ab", "7.00%（直接填报）", "—", "—"),
        ({"a": 10.001, "a-1": 10}, "a", "10.00%", "10.00%", "+0.00 点"),
    ],
)
def test_values_and_changes(given: dict[str, object], formula: str, value: str, last: str, change: str) -> None:
    """This year's, last year's, and the difference, signed."""
    result = tiny(given, formula=formula)
    assert wording.values_text(result) == value
    assert wording.last_text(result) == last
    assert wording.change_text(result) == change


def test_other_units_change_without_a_word() -> None:
    """Only percentages change by 点; 不适用 is said in the value's place; a row of others has a dash."""
    given = {"a": 12, "a-1": 10}
    card = tiny_card([row("1", part("a", unit="日"))], [rule("1")], given)
    assert wording.change_text(card.results[0]) == "+2.00"
    assert wording.values_text(tiny({"a": "无"}, not_applicable="whole")) == "不适用"
    assert wording.values_text(tiny({}, scope="G")) == "—"


def test_rows_of_two_values_and_of_none(packs: Packs) -> None:
    """Parted by a slash; a dash."""
    card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital_of(), YEAR, complete_figures())
    assert wording.values_text(card.result("32")) == "92.31 分 ／ 88.17 分"
    assert wording.last_text(card.result("32")) == "91.86 分 ／ 89.42 分"
    assert wording.change_text(card.result("32")) == "+0.45 ／ −1.25"
    bare = tiny_card([row("1")], [], {}).results[0]
    assert [wording.values_text(bare), wording.last_text(bare), wording.change_text(bare)] == ["—"] * 3


def test_every_row_of_every_class_has_words(packs: Packs) -> None:
    """Complete and empty."""
    for figures in (complete_figures(), {}):
        for hospital in (hospital_of(), hospital_of("二级", "综合")):
            card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital, YEAR, figures)
            for result in card:
                assert wording.score_text(result)
                assert wording.status_text(result)
                assert wording.values_text(result)
                region = result.indicator.scope is Scope.REGION
                assert (wording.score_text(result) == "政府层面，不计分") == region


def test_totals() -> None:
    """With two places; 暂得分 while something is open; how it is come by."""
    whole = tiny_card([row("1", part("a"))], [rule("1")], {"a": 10})
    assert (wording.total_text(whole), wording.total_label(whole)) == ("100.00", "自评得分")
    assert wording.arithmetic_text(whole) == "4.00 ÷ 适用满分 4 × 100"
    empty = tiny_card([row("1", part("a"))], [rule("1")], {})
    assert (wording.total_text(empty), wording.total_label(empty)) == ("0.00", "暂得分")
    refused = tiny_card([row("1", part("a"))], [rule("1")], {"a": "无"})
    assert wording.total_label(refused) == "暂得分"
    nothing = tiny_card([row("1", part("a"))], [], {"a": 1})
    assert wording.total_text(nothing) == "—"


def test_points_outside_the_full_marks_are_told_where_a_row_can_give_them() -> None:
    """0.00 too, as long as the table has such a row."""
    rows, rules = [row("1", part("a")), row("八", part("b"))], [rule("1"), rule("八", "bonus")]
    card = tiny_card(rows, rules, {"a": 10}, bonus_cap="4")
    assert card.has_bonus
    assert wording.arithmetic_text(card) == "（4.00 ＋ 加分 0.00）÷ 适用满分 4 × 100"


def test_full_marks_with_decimals_are_not_rounded_away() -> None:
    """2.5 is printed as 2.5."""
    assert [wording.full_text(Decimal(text)) for text in ("4", "100.00", "2.50")] == ["4", "100", "2.5"]
    card = tiny_card([row("1", part("a"))], [rule("1", full="2.5")], {"a": 10})
    assert wording.arithmetic_text(card) == "2.50 ÷ 适用满分 2.5 × 100"


def test_hospital_text() -> None:
    """Name and class."""
    assert wording.hospital_text(Hospital("甲医院", "三级", "中医")) == "甲医院（三级中医）"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("甲医院", "甲医院"),
        ('a\\b/c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("甲\n乙\t丙\x00", "甲_乙_丙_"),
        (" 甲医院. ", "甲医院"),
        ("甲" * 100, "甲" * 60),
    ],
)
def test_file_names(name: str, wanted: str) -> None:
    """单位_年度_公立医院高质量发展自评_vN_日期, as every file system takes it."""
    found = wording.file_name(Hospital(name, "三级", "综合"), 2025, 2, "20260301", ".xlsx")
    assert found == f"{wanted}_2025_公立医院高质量发展自评_v2_20260301.xlsx"
    assert len(found.encode()) <= 255


def test_names_of_comparisons() -> None:
    """Two years, or one of which there are two submissions."""
    hospital = Hospital("甲/乙", "三级", "综合")
    assert wording.comparison_name(hospital, 2024, 2025, "20260301") == "甲_乙_2024-2025_年度对比_20260301.xlsx"
    assert wording.comparison_name(hospital, 2025, 2025, "20260301") == "甲_乙_2025_年度对比_20260301.xlsx"
    assert wording.group_name(hospital, 3, 2025, "20260301") == "甲_乙等3家_2025_院际对比_20260301.xlsx"


def test_states_of_a_year() -> None:
    """In words."""
    assert list(wording.STATE_TEXTS.values()) == ["草稿", "科室已确认", "已审核", "已锁定", "已上报"]
    assert shipped_packs().scheme.short

"""What is typed into a cell: every kind of item, sums, bounds, and what keeps its note."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.records import Packs
from hqd_desktop.services.typing_in import MAX_WORDS, TYPED, out_of_bounds, read_reason, read_typed
from tests.fakes.shipped_packs import shipped_packs

NOTED = number(5, "核过")
WAIVED = not_applicable("停业改造")


def typed(packs: Packs, key: str, text: str, before: Figure = BLANK) -> Figure | Problem:
    return read_typed(packs.catalogue[key], text, before)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("total_income", "1,234.5", "1234.5"),
        ("total_income", "1.5万", "15000"),
        ("total_income", "0", "0"),
        ("total_income", "=52+38", "90"),
        ("total_income", "＝52＋38", "90"),
        ("total_income", "=1,234.5+1", "1235.5"),
        ("total_income", "=(10-4)/3*2", "4"),
        ("total_income", "=100/3", "33.333333"),
        ("total_income", "=最大(1,2)", "2"),
        ("total_income", "=最大(1,200)", "200"),
        ("total_income", "=1,234,567+1", "1234568"),
        ("total_income", "=最大(1, 200)", "200"),
        ("surplus", "−5", "-5"),
        ("surplus", "=3-8", "-5"),
        ("emr_level", "4级", "4"),
        ("direct_cmi", "0.98", "0.98"),
        ("direct_physician_nurse_ratio", "1:1.65", "60.606061"),
        ("direct_physician_nurse_ratio", "1：2", "50"),
        ("direct_physician_nurse_ratio", "1∶2", "50"),
        ("total_income", "一百二十万", "1200000"),
        ("dual_duty", "是", "1"),
        ("dual_duty", "有", "1"),
        ("dual_duty", "１", "1"),
        ("dual_duty", "√", "1"),
        ("dual_duty", "Ｙ", "1"),
        ("dual_duty", "否", "0"),
        ("dual_duty", "无", "0"),
        ("dual_duty", "0", "0"),
        ("dual_duty", "×", "0"),
    ],
)
def test_a_number_or_a_condition(packs: Packs, key: str, text: str, value: str) -> None:
    """As people type it; a sum is worked out."""
    assert typed(packs, key, f"  {text} ") == number(value, source=TYPED)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("total_income", "abc", "number_unreadable"),
        ("total_income", "1:2", "number_unreadable"),
        ("total_income", "=1234,567", "formula_unexpected"),
        ("direct_physician_nurse_ratio", "1:0", "figure_zero_division"),
        ("total_income", "5人", "number_unit"),
        ("total_income", "-5", "figure_too_small"),
        ("outpatient_satisfaction", "100.01", "figure_too_large"),
        ("emr_level", "9", "figure_too_large"),
        ("emr_level", "3.5", "figure_not_whole"),
        ("total_income", "=", "formula_ends_early"),
        ("total_income", "=1+", "formula_ends_early"),
        ("total_income", "=1,23+4", "formula_unexpected"),
        ("total_income", "=总收入", "formula_unknown_name"),
        ("total_income", "=__import__", "formula_unknown_name"),
        ("total_income", "=1/0", "figure_zero_division"),
        ("total_income", "=9^8^2", "formula_unexpected"),
        ("total_income", "=999999999999999*10", "number_too_long"),
        ("total_income", "=999999999999999^8", "figure_zero_division"),
        ("dual_duty", "也许", "figure_not_yes_no"),
        ("dual_duty", "2", "figure_not_yes_no"),
        ("total_income", "不适用", "figure_reason_missing"),
        ("progress_talent", "字" * (MAX_WORDS + 1), "figure_words_too_long"),
    ],
)
def test_what_is_refused(packs: Packs, key: str, text: str, code: str) -> None:
    """With the item's name as its place."""
    problem = typed(packs, key, text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.where) == (code, packs.catalogue[key].name)


def test_a_place_of_ones_own(packs: Packs) -> None:
    """A cell of a file, say."""
    problem = read_typed(packs.catalogue["total_income"], "abc", where="B7")
    assert isinstance(problem, Problem)
    assert problem.where == "B7"


def test_blank_is_blank(packs: Packs) -> None:
    """Keeping a remark, but not the reason of a 不适用 that is taken back."""
    assert typed(packs, "total_income", "  ") == Figure(source=TYPED)
    assert typed(packs, "total_income", "", NOTED) == Figure(note="核过", source=TYPED)
    assert typed(packs, "total_income", "", WAIVED) == Figure(source=TYPED)


def test_notes_stay_with_a_new_number(packs: Packs) -> None:
    """And reasons go."""
    assert typed(packs, "total_income", "7", NOTED) == number(7, "核过", TYPED)
    assert typed(packs, "total_income", "7", WAIVED) == number(7, "", TYPED)
    assert typed(packs, "progress_talent", "完成", words("旧", "备注")) == words("完成", "备注", TYPED)


def test_not_applicable_typed_over_itself(packs: Packs) -> None:
    """Changes nothing when it has its reason."""
    assert typed(packs, "total_income", " 不适用 ", WAIVED) is WAIVED
    assert isinstance(typed(packs, "total_income", "不适用", Figure(FigureState.NOT_APPLICABLE)), Problem)


def test_words(packs: Packs) -> None:
    """As typed, outer blanks away, up to the limit."""
    assert typed(packs, "progress_talent", " 已完成 ") == words("已完成", "", TYPED)
    whole = typed(packs, "progress_talent", "字" * MAX_WORDS)
    assert isinstance(whole, Figure)


def test_a_reason(packs: Packs) -> None:
    """Must not be blank."""
    item = packs.catalogue["insured_inpatients"]
    assert read_reason(item, " 未开展 ") == not_applicable("未开展", TYPED)
    problem = read_reason(item, "  ")
    assert isinstance(problem, Problem)
    assert problem.code == "figure_reason_missing"


def test_bounds(packs: Packs) -> None:
    """The limits themselves are allowed."""
    item = packs.catalogue["outpatient_satisfaction"]
    assert out_of_bounds(item, Decimal(0), "x") is None
    assert out_of_bounds(item, Decimal(100), "x") is None
    problem = out_of_bounds(item, Decimal("-0.01"), "x")
    assert problem == Problem("figure_too_small", "x", {"item": "门诊患者满意度", "text": "-0.01", "limit": "0"})


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_a_problem(text: str) -> None:
    """Of every kind of item."""
    for key in ("total_income", "dual_duty", "progress_talent", "direct_management_share"):
        found = read_typed(shipped_packs().catalogue[key], text)
        assert isinstance(found, Figure | Problem)
        if isinstance(found, Figure) and found.value is not None:
            assert found.value.is_finite()


@given(st.text(alphabet="=0123456789.,+-*/()^%最大小 万", max_size=20))
def test_any_sum_is_a_figure_or_a_problem(text: str) -> None:
    """No sum breaks anything."""
    assert isinstance(read_typed(shipped_packs().catalogue["surplus"], f"={text}"), Figure | Problem)

"""Figures and values as digits with their units."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import BLANK, Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.texts import figure_text, ratio_text, value_text, with_unit


@pytest.mark.parametrize(
    ("key", "figure", "text", "united"),
    [
        ("total_income", number("1234567.5"), "1,234,567.50", "1,234,567.50 元"),
        ("total_income", number("0.125"), "0.125", "0.125 元"),
        ("total_income", number("-3"), "−3.00", "−3.00 元"),
        ("total_income", number(0), "0.00", "0.00 元"),
        ("physicians", number(512), "512", "512 人"),
        ("direct_cmi", number("0.9"), "0.9000", "0.9000 比值"),
        ("direct_average_stay", number("8.3"), "8.30", "8.30 日"),
        ("direct_management_share", number("9.05"), "9.05", "9.05%"),
        ("dual_duty", number(1), "是", "是"),
        ("dual_duty", number(0), "否", "否"),
        ("progress_talent", words("已完成"), "已完成", "已完成"),
        ("total_income", BLANK, "缺", "缺"),
        ("total_income", Figure(note="待核"), "缺", "缺"),
        ("total_income", not_applicable("停业"), "不适用", "不适用"),
        ("total_income", Figure(FigureState.NUMBER), "", ""),
    ],
)
def test_figures(catalogue: Catalogue, key: str, figure: Figure, text: str, united: str) -> None:
    """Their own decimals at least, never fewer than they have; states in words."""
    assert figure_text(catalogue[key], figure) == text
    assert figure_text(catalogue[key], figure, unit=True) == united


@pytest.mark.parametrize(
    ("row", "value", "text"),
    [
        ("20", "9.045", "9.05%"),
        ("19", "-1234.5", "−1,234.50 元"),
        ("6", "14.0751", "14.08"),
        ("4", "3", "3/4 条"),
        ("23", "0", "0/5 条"),
        ("22", "4", "4 级"),
        ("29", "63.5236", "63.52%（1:1.57）"),
        ("29", "0", "0.00%（—）"),
        ("12", "0.92263", "0.9226"),
    ],
)
def test_values(scheme: Scheme, row: str, value: str, text: str) -> None:
    """Rounded half up to the places of the table's row."""
    assert value_text(scheme.indicator(row).parts[0], Decimal(value)) == text


def test_no_value_is_a_dash(scheme: Scheme) -> None:
    """Whatever the reason."""
    assert value_text(scheme.indicator("4").parts[0], None) == "—"


def test_units_and_ratios() -> None:
    """% stands close; 1:x with x = 100 ÷ percent."""
    assert (with_unit("5", "%"), with_unit("5", "元"), with_unit("5", "")) == ("5%", "5 元", "5")
    assert (ratio_text(Decimal(50)), ratio_text(Decimal("54.48")), ratio_text(Decimal(0))) == ("1:2.00", "1:1.84", "—")

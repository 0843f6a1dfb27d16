"""What is read back while typing; 同比; sums of parts."""

import pytest

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.values import Values
from hqd_desktop.ui.models.readings import Tone, mixed_units, read_back, signed, sum_of_parts, year_on_year
from tests.fakes.shipped_packs import shipped_packs

ITEMS = shipped_packs().catalogue
MONEY, SHARE = ITEMS["rental_income"], ITEMS["direct_management_share"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("11842.66", "＝ 1.18 万元"),
        ("120000000", "＝ 1.20 亿元"),
        ("1.2亿", "＝ 120,000,000.00 元"),
        ("１２３", "＝ 123.00 元"),
        ("=52+38", "＝ 90.00 元"),
        ("3,500万", "＝ 35,000,000.00 元"),
        ("-6214308.42", "＝ −621.43 万元"),
        ("", "空白 ＝ 缺"),
    ],
)
def test_read_back(typed, told):
    item = ITEMS["settlement_difference"] if typed.startswith("-") else MONEY
    assert read_back(item, typed, BLANK, BLANK).text == told


def test_what_cannot_be_read_says_why():
    reading = read_back(MONEY, "12.3.4", number(12), BLANK)
    assert reading.tone is Tone.REFUSED
    assert "读不懂“12.3.4”" in reading.text
    assert "没有变" in reading.text


def test_mixed_units_are_suspected_while_typing():
    assert read_back(MONEY, "71.58", BLANK, number("715800")).tone is Tone.SUSPECT
    assert read_back(MONEY, "715800", BLANK, number("702600")).tone is Tone.PLAIN
    assert not mixed_units(number(5).value, None, "元")


def test_conditions_are_read_without_a_number():
    assert read_back(ITEMS["dean_responsibility"], "是", BLANK, BLANK).text == ""


@pytest.mark.parametrize(
    ("now", "last", "told"),
    [
        ("104", "100", "+4.00%"),
        ("96", "100", "−4.00%"),
        ("5", "0", ""),
        ("0", "0", "0.00%"),
        ("-110", "-100", "−10.00%"),
    ],
)
def test_year_on_year(now, last, told):
    assert year_on_year(MONEY, number(now), number(last)) == told


def test_year_on_year_of_percentages_and_blanks():
    assert year_on_year(SHARE, number("9.05"), number("8.62")) == "+0.43 点"
    assert year_on_year(MONEY, BLANK, number(1)) == ""
    assert signed(number("-1").value, 0) == "−1"


def test_sum_of_parts_is_text_to_be_typed(view_of):
    view = view_of()
    values = Values(view.packs.catalogue, view.figures, 2025, zero_for_not_applicable=True)
    text, blank = sum_of_parts(view.packs, values, "medical_income")
    assert text == "=316908103.38+626637855.27+(-6214308.42)"
    assert not blank
    assert read_back(ITEMS["medical_income"], text, BLANK, BLANK).text == "＝ 937,331,650.23 元"
    assert sum_of_parts(view.packs, values, "rental_income") == ("", ())


def test_sum_of_parts_names_what_is_blank(view_of):
    view = view_of({("op_material_income", Period(2025)): BLANK})
    values = Values(view.packs.catalogue, view.figures, 2025, zero_for_not_applicable=True)
    assert sum_of_parts(view.packs, values, "material_income")[1] == ("门急诊卫生材料收入",)

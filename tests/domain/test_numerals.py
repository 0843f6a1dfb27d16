"""Numbers as people type them: each form of the issue, each refusal with its code, and properties over any text."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.numerals import (
    PRECISION,
    canonical_text,
    check_size,
    decimal_places,
    normalise,
    plain_decimal,
    read_number,
    round_half_up,
    shown,
)
from hqd_desktop.domain.problems import Problem

READ = [
    ("0", "元", "0"),
    ("(5,000.00)", "元", "-5000"),
    ("（５．０）", "人", "-5"),
    ("¥1,234.50", "元", "1234.5"),
    ("￥5", "万元", "5"),
    ("-¥5", "元", "-5"),
    ("(¥5.5)", "元", "-5.5"),
    ("-0", "元", "0"),
    ("007", "人", "7"),
    ("1,234.5", "元", "1234.5"),
    ("1,234,567.89", "元", "1234567.89"),
    ("１２３", "人", "123"),
    ("１，２３４．５", "元", "1234.5"),
    ("－５", "元", "-5"),
    ("１．５万", "元", "15000"),
    ("12.5%", "%", "12.5"),
    ("12.5％", "%", "12.5"),
    ("12.5 %", "%", "12.5"),
    ("12.5", "%", "12.5"),
    ("1.5万", "元", "15000"),
    ("1.2亿", "元", "120000000"),
    ("3千", "人", "3000"),
    ("2百万", "元", "2000000"),
    ("2千万", "元", "20000000"),
    ("1.5万亿", "元", "1500000000000"),
    ("3,500万元", "元", "35000000"),
    ("3,500 万元", "元", "35000000"),
    ("3500元", "元", "3500"),
    ("3500元", "万元", "0.35"),
    ("1.2亿元", "万元", "12000"),
    ("1.2万人", "人", "12000"),
    ("1.2万", "人", "12000"),
    ("1.2万人次", "人次", "12000"),
    ("8天", "床日", "8"),
    ("8.5日", "床日", "8.5"),
    ("−5", "元", "-5"),
    ("-5", "元", "-5"),
    ("–5", "元", "-5"),
    ("—5", "元", "-5"),
    ("﹣5", "元", "-5"),
    ("- 5", "元", "-5"),
    ("+5", "元", "5"),
    ("＋5", "元", "5"),
    (".5", "元", "0.5"),
    ("5.", "元", "5"),
    ("  5  ", "元", "5"),
    ("\u30005\u3000", "元", "5"),
    ("\u00a05\u00a0", "元", "5"),
    ("0.000001", "元", "0.000001"),
    ("999999999999999", "元", "999999999999999"),
    ("9999999999999.99", "元", "9999999999999.99"),
    ("-9999999999999.99", "元", "-9999999999999.99"),
    ("000000000000000000001", "元", "1"),
    ("1.50000000000", "元", "1.5"),
    ("5级", "级", "5"),
    ("5", "", "5"),
    ("3权重", "权重", "3"),
]

REFUSED = [
    ("¥5", "人", "number_unreadable"),
    ("(-5)", "元", "number_unreadable"),
    ("(5", "元", "number_unreadable"),
    ("()", "元", "number_unreadable"),
    ("¥", "元", "number_unreadable"),
    ("", "元", "number_blank"),
    ("   ", "元", "number_blank"),
    ("\u3000", "元", "number_blank"),
    ("NaN", "元", "number_unreadable"),
    ("nan", "元", "number_unreadable"),
    ("sNaN", "元", "number_unreadable"),
    ("Infinity", "元", "number_unreadable"),
    ("-inf", "元", "number_unreadable"),
    ("∞", "元", "number_unreadable"),
    ("1e9", "元", "number_exponent"),
    ("1E9", "元", "number_exponent"),
    ("1e+9", "元", "number_exponent"),
    ("1.5E-3", "元", "number_exponent"),
    ("１ｅ９", "元", "number_exponent"),
    ("1 e9", "元", "number_exponent"),
    ("1 euro", "元", "number_letters"),
    ("12abc", "元", "number_letters"),
    ("abc", "元", "number_unreadable"),
    ("0x1F", "元", "number_unreadable"),
    ("1_000", "元", "number_unreadable"),
    ("1__", "元", "number_letters"),
    ("٣", "元", "number_unreadable"),
    ("1٣", "元", "number_unreadable"),
    ("۱۲۳", "元", "number_unreadable"),
    ("१२", "元", "number_unreadable"),
    ("5²", "元", "number_unreadable"),
    ("10⁵", "元", "number_unreadable"),
    ("₁", "元", "number_unreadable"),
    ("①", "元", "number_unreadable"),
    ("1½", "元", "number_unreadable"),
    ("½", "元", "number_unreadable"),
    ("5㏠", "元", "number_unit"),
    ("1,23", "元", "number_separator"),
    ("12,34,567", "元", "number_separator"),
    ("1234,567", "元", "number_separator"),
    ("1,2345", "元", "number_separator"),
    (",123", "元", "number_separator"),
    ("1,", "元", "number_separator"),
    ("1,234,", "元", "number_separator"),
    ("1,234.5,6", "元", "number_separator"),
    ("0,123", "元", "number_separator"),
    ("1.2.3", "元", "number_unreadable"),
    ("1..2", "元", "number_unreadable"),
    (".", "元", "number_unreadable"),
    ("-", "元", "number_unreadable"),
    ("—", "元", "number_unreadable"),
    ("--5", "元", "number_unreadable"),
    ("+-5", "元", "number_unreadable"),
    ("-+5", "元", "number_unreadable"),
    ("——5", "元", "number_unreadable"),
    ("5-3", "元", "number_unreadable"),
    ("5-", "元", "number_unreadable"),
    ("1 234", "元", "number_unreadable"),
    ("(5)", "元", "number_unreadable"),
    ("12.5%", "元", "number_percent"),
    ("12.5%", "", "number_percent"),
    ("1万%", "%", "number_percent"),
    ("12%%", "%", "number_unreadable"),
    ("5人", "元", "number_unit"),
    ("5元", "人", "number_unit"),
    ("5万人", "元", "number_unit"),
    ("5米", "元", "number_unit"),
    ("5十万", "元", "number_unit"),
    ("5‰", "%", "number_unit"),
    ("1000000000000000", "元", "number_too_long"),
    ("1234567890123456", "元", "number_too_long"),
    ("99999999999999.99", "元", "number_too_long"),
    ("9" * 100000, "元", "number_too_long"),
    ("100000000亿", "元", "number_too_long"),
    ("0.0000001", "元", "number_too_fine"),
    ("1.00000000000000000000000000000000000000000000000001", "元", "number_too_long"),
    ("0." + "0" * 5000 + "1", "元", "number_too_long"),
    ("0.0001元", "亿元", "number_too_fine"),
]


@pytest.mark.parametrize(("text", "unit", "value"), READ)
def test_reads_what_people_type(text: str, unit: str, value: str) -> None:
    """Every form that the issue names, and its neighbours, exactly."""
    assert read_number(text, unit) == Decimal(value)
    assert isinstance(read_number(text, unit), Decimal)


@pytest.mark.parametrize(("text", "unit", "code"), REFUSED)
def test_refuses_with_the_reason(text: str, unit: str, code: str) -> None:
    """Whatever could be read in two ways is a Problem that says why."""
    problem = read_number(text, unit, "B7")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.where) == (code, "B7")


def test_a_refusal_carries_what_its_sentence_needs() -> None:
    """The text as typed, the item's unit, and the unit that was given."""
    problem = read_number(" 5万人 ", "元")
    assert isinstance(problem, Problem)
    assert problem.params == {"text": "5万人", "unit": "元", "given": "万人"}


def test_a_refusal_does_not_repeat_a_novel() -> None:
    """A pasted page is cut short in the sentence."""
    problem = read_number("字" * 100000, "元")
    assert isinstance(problem, Problem)
    assert len(problem.params["text"]) <= 80


@given(st.text(max_size=40))
def test_any_text_ends_in_a_value_or_a_problem(text: str) -> None:
    """Never an exception, never a number that is not finite."""
    for unit in ("元", "%", ""):
        value = read_number(text, unit)
        if isinstance(value, Decimal):
            assert value.is_finite()
            assert not isinstance(value, Problem)


@given(st.text(alphabet="0123456789.,-+eE_ %万亿千百元人ｅ１２٣²①−　", max_size=12))
def test_near_numbers_never_slip_through(text: str) -> None:
    """Texts made of what numbers are made of: no exponent, underscore, foreign or raised digit is ever read."""
    value = read_number(text, "元")
    if isinstance(value, Decimal):
        assert not set("eEｅ_٣²①%人") & set(text)
        assert len(value.as_tuple().digits) <= 15


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_what_is_shown_reads_back(digits: int, places: int) -> None:
    """shown() with all its places gives the same value again, grouped or not."""
    value = Decimal(digits).scaleb(-places)
    assert read_number(shown(value, places), "元") == value
    assert read_number(shown(value, places, grouped=False), "元") == value
    assert read_number(canonical_text(value), "元") == value


@given(st.text(alphabet="0123456789,.-万元%", max_size=12))
def test_full_width_means_the_same(text: str) -> None:
    """Typed by an input method or not."""
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    plain, read = read_number(text, "元"), read_number(wide, "元")
    if isinstance(plain, Problem):
        assert isinstance(read, Problem)
        assert plain.code == read.code
    else:
        assert plain == read


def test_the_same_value_has_one_text() -> None:
    """No exponent, no trailing zeros, no minus zero."""
    assert canonical_text(Decimal("1E+2")) == "100"
    assert canonical_text(Decimal("1.500")) == "1.5"
    assert canonical_text(Decimal("-0.00")) == "0"
    assert canonical_text(Decimal("0E-9")) == "0"
    assert canonical_text(Decimal("-12.30")) == "-12.3"
    assert plain_decimal(Decimal("5E+3")).as_tuple().exponent == 0


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=8))
def test_canonical_text_is_the_value(value: Decimal) -> None:
    """And equal values have equal texts."""
    text = canonical_text(value)
    assert Decimal(text) == value
    assert canonical_text(value * 1) == text
    assert "E" not in text


def test_how_many_decimals() -> None:
    """As they really are."""
    assert [decimal_places(Decimal(text)) for text in ("1", "1.0", "1.50", "0.001", "1E+5")] == [0, 0, 1, 3, 0]


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("0.0049999999999999999999", 2, "0"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("28.065", 2, "28.07"),
        ("-0.001", 2, "0"),
        ("999999999999999.995", 2, "1000000000000000"),
    ],
)
def test_rounds_as_people_do(value: str, places: int, rounded: str) -> None:
    """四舍五入, away from zero at the half; never a minus zero."""
    found = round_half_up(Decimal(value), places)
    assert found == Decimal(rounded)
    assert not (found.is_zero() and found.is_signed())


def test_shows_with_separators_and_a_real_minus() -> None:
    """As printed."""
    assert shown(Decimal("-1234567.891"), 2) == "−1,234,567.89"
    assert shown(Decimal("1234.5"), 0, grouped=False) == "1235"
    assert shown(Decimal("-0.001"), 2) == "0.00"


@pytest.mark.parametrize(
    ("text", "plain"), [("　１２３，４％ ", "123,4%"), ("Ａｂ＝（１）", "Ab=(1)"), ("－−–—﹣", "-----")]
)
def test_normalises_width_and_signs(text: str, plain: str) -> None:
    """Nothing else is changed."""
    assert normalise(text) == plain


@settings(max_examples=50)
@given(st.integers(-(10**20), 10**20), st.integers(0, 9))
def test_size_is_checked_after_trailing_zeros(digits: int, places: int) -> None:
    """At most 15 digits and 6 decimals, counted on the value and not on its writing."""
    value = Decimal(digits).scaleb(-places)
    checked = check_size(value, "x", "w")
    fits = abs(value) < 10**15 and len(value.normalize().as_tuple().digits) <= 15 and decimal_places(value) <= 6
    assert isinstance(checked, Decimal) == fits
    if fits:
        assert checked == value


def test_a_half_that_divisions_have_frayed_is_still_a_half() -> None:
    """(800 ÷ n − x ÷ n) ÷ (800 ÷ n): n goes out in truth, but not in 40 digits."""
    people = Decimal("52382059.7")
    wage, pay = PRECISION.divide(Decimal(800), people), PRECISION.divide(Decimal("427899006.28"), people)
    frayed = PRECISION.multiply(PRECISION.divide(PRECISION.subtract(wage, pay), wage), Decimal(100))
    assert frayed != Decimal("-53487275.785")
    assert round_half_up(frayed, 2) == Decimal("-53487275.79")
    assert round_half_up(Decimal(10) ** 30 + Decimal("0.5"), 0) == Decimal(10) ** 30 + 1

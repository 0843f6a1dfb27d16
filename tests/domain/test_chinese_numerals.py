"""Chinese numbers: every written form, every refusal, and any number written out reads back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.chinese_numerals import Ambiguous, read_chinese
from hqd_desktop.domain.numerals import read_number
from hqd_desktop.domain.problems import Problem

PLAIN, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"


@pytest.mark.parametrize(
    ("text", "digits", "rest"),
    [
        ("十", "10", ""),
        ("十五", "15", ""),
        ("二十", "20", ""),
        ("一百零五", "105", ""),
        ("一百一十", "110", ""),
        ("两千", "2000", ""),
        ("一千五十", "1050", ""),
        ("一万零五百", "10500", ""),
        ("三百万元", "3000000", "元"),
        ("一亿二千万", "120000000", ""),
        ("一万二千亿", "1200000000000", ""),
        ("一亿零三", "100000003", ""),
        ("二〇二五", "2025", ""),
        ("一二三", "123", ""),
        ("零", "0", ""),
        ("三点五", "3.5", ""),
        ("三点五万人", "3.5", "万人"),
        ("百分之三十五点二", "35.2", "%"),
        ("叁万伍仟", "35000", ""),
    ],
)
def test_written_forms(text: str, digits: str, rest: str) -> None:
    """Counted, digit by digit, formal, with 点 and 百分之."""
    assert read_chinese(text) == (digits, rest)


@pytest.mark.parametrize("text", ["一万二", "三百五", "两千三", "一亿五"])
def test_two_readings(text: str) -> None:
    """Said so, never guessed."""
    with pytest.raises(Ambiguous):
        read_chinese(text)
    assert isinstance(read_number(text, "元"), Problem)
    assert read_number(text, "元").code == "number_ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        "十十",
        "二百三百",
        "一百千",
        "二三百",
        "一百零十",
        "零十",
        "三万五亿万",
        "一万三亿万万",
        "三万三万",
        "一亿亿",
        "一亿三万三万",
    ],
)
def test_no_number(text: str) -> None:
    """Signs in an order that counts nothing."""
    with pytest.raises(ValueError, match=r".+"):
        read_chinese(text)
    assert isinstance(read_number(text, "元"), Problem)


@pytest.mark.parametrize("text", ["", "万", "元", "abc", "百分之百", "点五", "亿"])
def test_nothing_chinese_to_read(text: str) -> None:
    """A magnitude alone counts nothing."""
    assert read_chinese(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("三百万元", "元", "3000000"),
        ("－三百二十", "元", "-320"),
        ("百分之三十五", "%", "35"),
        ("三点五万", "人次", "35000"),
        ("八天", "床日", "8"),
    ],
)
def test_typed_for_an_item(text: str, unit: str, value: str) -> None:
    """With units, signs and percentages like any other number."""
    assert read_number(text, unit) == Decimal(value)


def test_a_percentage_for_another_unit() -> None:
    """百分之 is a percent sign."""
    assert read_number("百分之五", "元").code == "number_percent"


def written(value: int, digits: str = PLAIN) -> str:
    """A second way round: the number as a person would write it out."""
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        if value >= size:
            high, low = divmod(value, size)
            gap = digits[0] if low and low < size // 10 else ""
            return written(high, digits) + sign + gap + (written(low, digits) if low else "")
    text, gap = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + sign
        gap = not digit
    return text or digits[0]


@given(st.integers(0, 999_999_999_999), st.sampled_from([PLAIN, FORMAL]))
def test_any_number_written_out_reads_back(value: int, digits: str) -> None:
    """Up to the 亿, plain and formal."""
    assert read_chinese(written(value, digits)) == (str(value), "")


@given(st.text(st.sampled_from("零〇一二两九十百千万亿点百分之元 "), max_size=9))
def test_nothing_else_escapes(text: str) -> None:
    """A number, a refusal, or nothing; never another exception, and never a number without its digits."""
    outcome = read_number(text, "元")
    assert isinstance(outcome, Problem | Decimal)

"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.days import read_day
from hqd_desktop.domain.problems import Problem

DAYS = st.dates(date(1949, 1, 1), date(2199, 12, 31))
SHAPES = ("{0.year}-{0.month}-{0.day}", "{0.year}.{0.month:02}.{0.day:02}", "{0.year}/{0.month}/{0.day}",
          "{0.year}年{0.month}月{0.day}日", "{0.year} 年 {0.month} 月 {0.day} 日",
          "{0.year:04}{0.month:02}{0.day:02}", "  {0}  ")  # fmt: skip


@given(DAYS, st.sampled_from(SHAPES))
def test_every_way_to_write_a_day(day: date, shape: str) -> None:
    assert read_day(shape.format(day)) == day
    assert read_day(shape.format(day).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789-/."})) == day


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_nothing_is_no_day(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["2025-06-31", "31/12/2025", "2025", "2025-13-01", "昨天", "25-1-1", "1948-01-01",
                                  "2200-01-01", "２０２５-0-1", "٢٠٢٥-01-01"])  # fmt: skip
def test_what_is_no_day_is_said(text: str) -> None:
    assert read_day(text) == Problem("day_unreadable", "", {"text": text})

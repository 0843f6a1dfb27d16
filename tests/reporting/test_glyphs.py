"""What is printed for letters that no font has."""

from __future__ import annotations

import pytest

from hqd_desktop.reporting.glyphs import Printable

COVERED = frozenset("甲乙丙 aé　“”")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("甲乙", "甲乙"),
        ("甲\r\n乙\r丙\u2028甲\v乙\f丙", "甲\n乙\n丙\n甲\n乙\n丙"),
        ("甲\t乙", "甲　乙"),
        ("e\u0301", "é"),
        ("甲\u200b\u202e乙\ufe0f\U000e0100", "甲乙"),
        ("甲\u2003乙", "甲 乙"),
        ("丁\0\ud800", "〓〓〓"),
    ],
)
def test_text(given: str, wanted: str) -> None:
    assert Printable(COVERED).text(given) == wanted


def test_each_lost_letter_is_named_once() -> None:
    printable = Printable(COVERED)
    printable.text("丁丁戊")
    printable.text("丁")
    (problem,) = printable.problems()
    assert problem.params == {"codes": "U+4E01、U+620A", "count": "2"}


def test_nothing_lost_is_no_problem() -> None:
    printable = Printable(COVERED)
    printable.text("甲")
    assert printable.problems() == ()

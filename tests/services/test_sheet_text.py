"""What goes to a spreadsheet as text: never a formula there, and back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.services.sheet_text import harmless, original, tabbed


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "-5万元*2", "+5 A1", "'=1", "''@x"]
)
def test_what_would_run_is_kept_from_it(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert original(harmless(text)) == text


@pytest.mark.parametrize(
    "text", ["", "总收入", "5", "-5", "+5", "-1,234.5", "-3.5%", "-.5", "−5万", "-5万", "+0.43 点", "'abc", "a=1"]
)
def test_what_does_not_run_stays(text: str) -> None:
    assert harmless(text) == text
    assert original(text) == text


@given(st.text(alphabet="'=+-@\t\r1.,%a", max_size=8))
def test_each_comes_back_as_it_was(text: str) -> None:
    assert original(harmless(text)) == text
    assert not harmless(text).startswith(("=", "@"))


def test_a_line_for_the_clipboard() -> None:
    assert tabbed(["a\nb", "=c\td", "-5"]) == "a b\t'=c d\t-5"

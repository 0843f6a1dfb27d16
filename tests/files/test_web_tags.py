"""Pages taken apart in one pass: words, names and what tags carry, however broken they are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.files.web_tags import attributes, tags_of, unescaped


def parted(text: str) -> list[tuple[str, str]]:
    return [(words, tag) for words, tag, _ in tags_of(text) if words or tag]


def test_words_and_tags() -> None:
    assert parted("a<TD x='>'>1 &lt; 2</td>z") == [("a", "td"), ("1 < 2", "/td"), ("z", "")]
    assert parted("a < b <br/>c") == [("a <", ""), (" b ", "br"), ("c", "")]


def test_comments_declarations_and_scripts_are_left_out() -> None:
    assert parted("<!DOCTYPE html><!-- <td>> --><?x?>a") == [("a", "")]
    assert parted("<script>'<td>'</SCRIPT><style><td></style>b") == [
        ("", "script"), ("", "/script"), ("", "style"), ("", "/style"), ("b", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["a<td", "a<td x='", "a<!-- <td>", "a<!x", "a<script><td>"])
def test_what_never_ends_ends_the_page(page: str) -> None:
    assert [tag for _, tag in parted(page)] in ([""], ["script"])


def test_what_a_tag_carries() -> None:
    assert attributes(" ROWSPAN = '2' colspan=3 class=\"x y\" nowrap>") == {
        "rowspan": "2", "colspan": "3", "class": "x y",
    }  # fmt: skip


def test_signs() -> None:
    assert unescaped("&amp;&#20803;&#x5143;&nbsp;") == "&元元\xa0"
    assert unescaped(f"&#{'1' * 5000};") == "\ufffd"
    assert unescaped(f"&#x{'f' * 5000};") == "\ufffd"


@given(st.text(alphabet="<>/!-='\"&#;td tr a1", max_size=300))
def test_any_page_is_taken_apart(page: str) -> None:
    assert len("".join(words for words, _, _ in tags_of(page))) <= len(page)


@pytest.mark.parametrize(
    "piece", ["<!--", '<a x="', "<a ", "<![CDATA[", "<", "</", "<td>", "<script>", "&#x", "<a x='>"]
)
def test_time_grows_with_length_only(piece: str) -> None:
    start = time.process_time()
    assert sum(1 for _ in tags_of(piece * 200_000))
    assert time.process_time() - start < 2

"""Headings mean the same to writer and reader, and notes of quarters survive in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.files.workbook_layout import (
    Head,
    NoteHead,
    ValueHead,
    join_quarter_notes,
    note_heading,
    read_heading,
    split_quarter_notes,
    value_heading,
)


@pytest.mark.parametrize("period", [Period(2024), Period(2023), Period(2022), *quarters(2024), *quarters(2023)])
def test_value_headings(period: Period) -> None:
    head = read_heading(value_heading(period, 2024))
    assert isinstance(head, ValueHead)
    assert head.period(2024) == period
    assert head.period(0) == period


@pytest.mark.parametrize("long", [True, False])
def test_note_headings(long: bool) -> None:
    assert read_heading(note_heading(Period(2024), 2024, long)) == NoteHead(0, 0)
    assert read_heading(note_heading(Period(2023), 2024, long)) == NoteHead(1, 0)
    assert read_heading(note_heading(Period(2024, 3), 2024, long)) == NoteHead(0, 0)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("数据项", Head.ITEM),
        (" 数据\n项 ", Head.ITEM),
        ("本年", ValueHead(0, 0, 0)),
        ("上年( 2023年 )", ValueHead(1, 0, 2023)),
        ("三季度", ValueHead(0, 3, 0)),
        ("备注", NoteHead(0, 0)),
        ("不适用原因", NoteHead(0, 0)),
        ("备注（2023 年）", NoteHead(0, 2023)),
        ("本年（0000 年）", None),
        ("本年数", None),
        ("", None),
    ],
)
def test_as_people_leave_them(text: str, head: object) -> None:
    assert read_heading(text) == head


LINE = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
NOTE = st.lists(LINE, min_size=1, max_size=3).map("\n".join)


@given(st.dictionaries(st.sampled_from([1, 2, 3, 4]), NOTE))
def test_quarter_notes(notes: dict[int, str]) -> None:
    assert split_quarter_notes(join_quarter_notes(notes)) == notes


def test_quarter_notes_as_people_write_them() -> None:
    assert split_quarter_notes("") == {}
    assert split_quarter_notes("全年新开展") == {0: "全年新开展"}
    assert split_quarter_notes("全年\r\n二季度:停诊\n续\n四季度： 恢复") == {0: "全年", 2: "停诊\n续", 4: "恢复"}

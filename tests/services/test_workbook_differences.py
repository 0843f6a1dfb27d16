"""Cells compared: what was written is told before what follows from it, and what only another program writes is not."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.services.workbook_differences import LOOKS_SHOWN, said, workbook_differences

BOOK: dict[str, Any] = {
    "format": 1,
    "sheets": [
        {
            "name": "甲",
            "state": "visible",
            "cells": {
                "A1": ["n", "1", "", "0"],
                "B1": ["n", "2", "'乙'!A1+1E-12", "0.00"],
                "AA1": ["s", "字", "", "@"],
                "A2": ["b", "1", "IF(A1=1,FALSE,1)", "0"],
            },
        },
        {"name": "乙", "state": "hidden", "cells": {"A1": ["n", "9999999999999.99", "", "0"]}},
    ],
    "names": {"总收入": "甲!$A$1", "0!_xlnm.Print_Area": "甲!$A$1"},
}


def changed(change: Any) -> list[tuple[str, str, str, str]]:
    now = deepcopy(BOOK)
    change(now["sheets"][0]["cells"], now["sheets"], now["names"])
    return [
        (p.code, p.where, p.params.get("was", ""), p.params.get("now", "")) for p in workbook_differences(BOOK, now)
    ]


def test_the_same() -> None:
    assert changed(lambda cells, sheets, names: None) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda c, s, n: c["A1"].__setitem__(1, "5"), ("package_cell_value", "甲!A1", "1", "5")),
        (lambda c, s, n: c.update(A1=["s", "1", "", "0"]), ("package_cell_value", "甲!A1", "1（数）", "1（文字）")),
        (lambda c, s, n: c.pop("AA1"), ("package_cell_value", "甲!AA1", "字", "空白")),
        (lambda c, s, n: c.update(C9=["s", "新", "", "@"]), ("package_cell_value", "甲!C9", "空白", "新")),
        (lambda c, s, n: c["A1"].__setitem__(2, "1+0"), ("package_cell_formula", "甲!A1", "空白", "=1+0")),
        (lambda c, s, n: c["B1"].__setitem__(1, "3"), ("package_cell_value", "甲!B1", "2", "3")),
        (lambda c, s, n: c["B1"].__setitem__(0, "e"), ("package_cell_value", "甲!B1", "2（数）", "2（错误值）")),
        (lambda c, s, n: c["A1"].__setitem__(3, '"9"'), ("package_cell_format", "甲!A1", "0", '"9"')),
        (lambda c, s, n: s[1]["cells"]["A1"].__setitem__(1, "9999999999999.98"),
         ("package_cell_value", "乙!A1", "9999999999999.99", "9999999999999.98")),
        (lambda c, s, n: s.pop(), ("package_sheet_missing", "乙", "", "")),
        (lambda c, s, n: s.append({"name": "丙", "state": "visible", "cells": {}}),
         ("package_sheet_added", "丙", "", "")),
        (lambda c, s, n: s[1].update(state="visible"), ("package_sheet_state", "乙", "隐藏", "显示")),
        (lambda c, s, n: s.reverse(), ("package_sheet_order", "工作簿", "甲、乙", "乙、甲")),
        (lambda c, s, n: n.update(总收入="甲!$A$2"), ("package_name", "名称 总收入", "甲!$A$1", "甲!$A$2")),
        (lambda c, s, n: n.pop("总收入"), ("package_name", "名称 总收入", "甲!$A$1", "空白")),
    ],
)  # fmt: skip
def test_each_difference_alone(change: Any, told: tuple[str, str, str, str]) -> None:
    assert changed(change) == [told]


def test_what_each_program_writes_its_own_way_is_no_difference() -> None:
    def change(cells: Any, sheets: Any, names: Any) -> None:
        cells["B1"][2] = "乙!A1+0.000000000001"
        cells["B1"][1] = "2.00000000000001"
        cells["A2"][2] = "IF(A1=1,FALSE(),1)"
        names["0!_xlnm.Print_Area"] = "'甲'!$A$1"
        names["总收入"] = "'甲'!$A$1"
        cells["Z1"] = ["s", "", "", "0"]

    assert changed(change) == []


def test_what_follows_stands_behind_what_was_written() -> None:
    def change(cells: Any, sheets: Any, names: Any) -> None:
        cells["A2"][:2] = ["", ""]
        cells["B1"][1] = "8"
        sheets[1]["cells"]["A1"][1] = "7"

    assert [row[:2] for row in changed(change)] == [
        ("package_cell_value", "乙!A1"), ("package_cell_value", "甲!B1"), ("package_cells_uncalculated", ""),
    ]  # fmt: skip


def test_very_many_formats_are_told_as_one() -> None:
    was = {"format": 1, "names": {}, "sheets": [{"name": "甲", "state": "visible", "cells": {}}]}
    was["sheets"][0]["cells"] = {f"A{row}": ["n", "1", "", "0"] for row in range(1, LOOKS_SHOWN + 2)}  # type: ignore[index]
    now = deepcopy(was)
    for cell in now["sheets"][0]["cells"].values():  # type: ignore[index]
        cell[3] = "0.0"
    (problem,) = workbook_differences(was, now)
    assert (problem.code, problem.params) == ("package_cells_looks", {"first": "甲!A1", "count": str(LOOKS_SHOWN + 1)})


def test_an_odd_place_stands_first() -> None:
    assert changed(lambda c, s, n: c.update(x=["n", "1", "", "0"], A1=["n", "3", "", "0"]))[0][1] == "甲!x"


@given(st.sampled_from(["A1", "B1", "AA1", "A2"]), st.text(min_size=1, max_size=5).filter(lambda t: t.strip()))
def test_any_other_text_in_any_cell_is_named_there(place: str, text: str) -> None:
    was = BOOK["sheets"][0]["cells"][place]
    found = changed(lambda cells, sheets, names: cells.update({place: ["s", text, was[2], was[3]]}))
    if [was[0], was[1]] != ["s", text]:
        assert [row[1] for row in found] == [f"甲!{place}"]


def test_words_of_strangers_are_made_bearable() -> None:
    assert said("a\n b\x1b[0m") == "a b?[0m"
    assert said("") == "空白"
    assert said("长" * 200) == "长" * 80 + "…"

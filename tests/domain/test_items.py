"""The catalogue: what it answers, and that a wrong one is refused with every fault by its place."""

from typing import Any

import pytest

from hqd_desktop.domain.items import Catalogue, ItemKind, catalogue_from


def raw(*items: dict[str, Any], **top: Any) -> dict[str, Any]:
    return {"version": "1", "departments": ["财务科"], "sources": ["年报"], "item": list(items), **top}


def item(key: str, **fields: Any) -> dict[str, Any]:
    whole = {
        "key": key, "name": f"名{key}", "unit": "元", "department": "财务科", "source": "年报", "group": "组",
        "definition": "说明",
    }  # fmt: skip
    return {**whole, **fields}


def faults(data: dict[str, Any]) -> set[tuple[str, str]]:
    found, problems = catalogue_from(data)
    assert (found is None) == bool(problems)
    return {(problem.code, problem.where) for problem in problems}


def test_items_in_order_by_key_name_and_alias() -> None:
    """And their parts."""
    found, problems = catalogue_from(raw(item("b", aliases=["乙"]), item("a", parent="b"), item("c", parent="b")))
    assert problems == []
    assert found is not None
    assert [entry.key for entry in found] == ["b", "a", "c"]
    assert [found.find(text).key for text in ("b", " 名b ", "乙")] == ["b", "b", "b"]  # type: ignore[union-attr]
    assert found.find("丙") is None
    assert [entry.key for entry in found.children("b")] == ["a", "c"]
    assert found.children("a") == ()
    assert found["a"].parent == "b"
    assert (found["a"].decimals, found["a"].needed, found["a"].own_value, found["a"].minimum) == (0, False, False, None)
    assert "raw" not in repr(found)


def test_kinds_and_periods() -> None:
    """A condition and a narrative need no unit."""
    found, problems = catalogue_from(
        raw(item("a"), item("b", kind="yes_no", unit="", period="quarter"), item("c", kind="text", unit=""))
    )
    assert problems == []
    assert found is not None
    assert [entry.kind for entry in found] == [ItemKind.NUMBER, ItemKind.YES_NO, ItemKind.TEXT]
    assert [entry.quarterly for entry in found] == [False, True, False]


def test_derived_items_may_read_last_year() -> None:
    """A formula may use its neighbours, and each other's last year is no circle of its own."""
    found, problems = catalogue_from(raw(item("a"), item("b", formula="名a ÷ 上年名a"), item("c", formula="名b × 2")))
    assert problems == []
    assert found is not None
    assert found.formulas["c"].items() == (("b", 0),)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({}, {("raw_missing", "version")}),
        (raw(item("a"), version=""), {("raw_missing", "version")}),
        (raw(item("a"), extra=1), {("raw_unknown_field", "extra")}),
        (raw(item("a", colour="red")), {("raw_unknown_field", "item[a].colour")}),
        (raw(item("a", unit="")), {("raw_missing", "item[a].unit")}),
        (raw(item("a", name="")), {("raw_missing", "item[a].name")}),
        (raw(item("a", kind="date")), {("raw_not_choice", "item[a].kind")}),
        (raw(item("a", period="month")), {("raw_not_choice", "item[a].period")}),
        (raw(item("a", decimals=7)), {("raw_not_whole", "item[a].decimals")}),
        (raw(item("a", minimum=0.5)), {("raw_not_decimal", "item[a].minimum")}),
        (raw(item("a", department="门卫")), {("raw_not_choice", "item[a].department")}),
        (raw(item("a", source="梦")), {("raw_not_choice", "item[a].source")}),
        (raw(item("a"), departments=[]), {("raw_not_choice", "item[a].department")}),
        (raw(item("a"), sources="年报"), {("raw_not_texts", "sources"), ("raw_not_choice", "item[a].source")}),
        (raw(item("a b")), {("catalogue_bad_key", "item[a b].key")}),
        (raw(item("甲")), {("catalogue_bad_key", "item[甲].key")}),
        (raw(item("a"), item("a", name="又")), {("catalogue_key_twice", "item[a]")}),
        (raw(item("a"), item("b", name="名a")), {("catalogue_name_twice", "item[b]")}),
        (raw(item("a"), item("b", aliases=["名a"])), {("catalogue_name_twice", "item[b]")}),
        (raw(item("a", name="收入（元）"), item("b", name="收入(元)")), {("catalogue_name_twice", "item[b]")}),
        (raw(item("a"), item("b", name="a")), {("catalogue_name_twice", "item[b]")}),
        (raw(item("a", parent="z")), {("catalogue_unknown_parent", "item[a]")}),
        (raw(item("a", formula="名b")), {("formula_unknown_name", "item[a].formula")}),
        (raw(item("a", formula="1 +")), {("formula_ends_early", "item[a].formula")}),
        (raw(item("a", formula="名a + 1")), {("catalogue_circular", "item[a].formula")}),
        (raw(item("a", formula="上年名a")), {("catalogue_circular", "item[a].formula")}),
        (
            raw(item("a", formula="名b"), item("b", formula="名c"), item("c", formula="名a"), item("d", formula="名a")),
            {("catalogue_circular", f"item[{key}].formula") for key in "abc"},
        ),
        (raw(item=[3]), {("raw_not_table", "item[1]")}),
        ({"version": "1", "item": "x"}, {("raw_not_list", "item")}),
    ],
)
def test_every_fault_has_its_place(data: dict[str, Any], wanted: set[tuple[str, str]]) -> None:
    """And the catalogue is refused whole."""
    assert wanted <= faults(data)
    assert all(where for _, where in faults(data))


def test_all_faults_at_once() -> None:
    """A wrong file is answered with all that is wrong in it."""
    found = faults(raw(item("a", unit="", colour=1), item("b", formula="名x"), item("c", parent="q"), item("a")))
    assert found >= {
        ("raw_missing", "item[a].unit"),
        ("raw_unknown_field", "item[a].colour"),
        ("formula_unknown_name", "item[b].formula"),
        ("catalogue_unknown_parent", "item[c]"),
        ("catalogue_key_twice", "item[a]"),
    }


def test_only_the_business_income_has_an_own_value(catalogue: Catalogue) -> None:
    """An entered value goes before its formula, which is only the default."""
    assert [entry.key for entry in catalogue if entry.own_value] == ["annual_business_income"]
    assert catalogue["annual_business_income"].formula

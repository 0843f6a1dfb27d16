"""Reading plain mappings: every fault is named by its place, and all of them at once."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import MAX_TEXT, RawReader


def reader(raw: object, place: str = "") -> RawReader:
    return RawReader(raw, place, [])


def codes(read: RawReader) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in read.problems]


def test_reads_every_kind_of_field() -> None:
    """And reports nothing when all is well."""
    top = reader(
        {
            "text": "甲", "flag": True, "whole": 3, "decimal": "0.10", "number": 7, "exact": Decimal("1.5"),
            "choice": "b", "texts": ["x", "y"], "child": {"a": "1"}, "list": [{"name": "n", "v": "1"}, {"v": "2"}],
        }
    )  # fmt: skip
    assert top.text("text") == "甲"
    assert top.flag("flag") is True
    assert top.whole("whole") == 3
    assert top.decimal("decimal") == Decimal("0.10")
    assert top.decimal("number") == 7
    assert top.decimal("exact") == Decimal("1.5")
    assert top.optional_decimal("none") is None
    assert top.choice("choice", ("a", "b")) == "b"
    assert top.texts("texts") == ("x", "y")
    assert top.child("child").text("a") == "1"
    assert [(child.place, child.text("v")) for child in top.children("list", "name")] == [
        ("list[n]", "1"), ("list[2]", "2"),
    ]  # fmt: skip
    assert top.has("text")
    assert not top.has("none")
    top.done()
    assert top.problems == []


def test_defaults_where_nothing_is_given() -> None:
    """Absent fields with a default are no fault."""
    top = reader({})
    assert top.text("a", "x") == "x"
    assert top.flag("b", True) is True
    assert top.whole("c", 5) == 5
    assert top.decimal("d", Decimal(2)) == 2
    assert top.choice("e", ("p",), "q") == "q"
    assert top.texts("f") == ()
    assert list(top.children("g")) == []
    top.child("h").done()
    assert top.problems == []


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_what_is_no_table(raw: object) -> None:
    """Is reported at its place and read as an empty one."""
    assert codes(reader(raw, "item[a]")) == [("raw_not_table", "item[a]")]


BAD_DECIMALS: list[object] = [
    0.1,
    True,
    None,
    [],
    {},
    "",
    " 1",
    "1 ",
    "1e9",
    "1E+2",
    "NaN",
    "inf",
    "-Infinity",
    "1_000",
    "٣",
    "１",
    "abc",
    "1,000",
    ".5",
    "5.",
    "+5",
    "0x1",
    "1" * 16,
    "0.0000001",
    "9" * 5000,
    10**15,
    10**5000,
    Decimal("NaN"),
    Decimal("inf"),
    Decimal("1E+999999"),
    Decimal("1E-999999"),
    Decimal("1E+3"),
    Decimal("sNaN"),
]


@pytest.mark.parametrize("value", BAD_DECIMALS, ids=lambda value: str(type(value).__name__))
def test_refuses_all_but_plain_exact_numbers(value: object) -> None:
    """Binary fractions, exponents, foreign digits, numbers without end or beyond 15 digits."""
    top = reader({"limit": value}, "rule[1]")
    assert top.decimal("limit", Decimal(3)) == 3
    assert top.decimal("limit") == 0
    assert codes(top) == [("raw_not_decimal", "rule[1].limit")] * 2


@pytest.mark.parametrize(
    "value", ["0", "-1", "0.000001", "999999999999999", "-12.50", 0, -5, 10**15 - 1, Decimal("0.1")]
)
def test_takes_plain_exact_numbers(value: object) -> None:
    """As they stand."""
    top = reader({"limit": value})
    assert top.decimal("limit") == Decimal(str(value))
    assert top.optional_decimal("limit") == Decimal(str(value))
    assert top.problems == []


@pytest.mark.parametrize(
    ("value", "read", "code"),
    [
        (3, lambda r: r.text("x"), "raw_not_text"),
        (3, lambda r: r.text("x", "d"), "raw_not_text"),
        ("  ", lambda r: r.text("x"), "raw_missing"),
        ("a" * (MAX_TEXT + 1), lambda r: r.text("x"), "raw_too_long"),
        ("yes", lambda r: r.flag("x"), "raw_not_flag"),
        (1, lambda r: r.flag("x"), "raw_not_flag"),
        (True, lambda r: r.whole("x"), "raw_not_whole"),
        ("3", lambda r: r.whole("x", 2), "raw_not_whole"),
        (101, lambda r: r.whole("x"), "raw_not_whole"),
        (-1, lambda r: r.whole("x"), "raw_not_whole"),
        ("c", lambda r: r.choice("x", ("a", "b")), "raw_not_choice"),
        ("c", lambda r: r.choice("x", ("a", "b"), "a"), "raw_not_choice"),
        ("c", lambda r: r.choice("x", ()), "raw_not_choice"),
        ("abc", lambda r: r.texts("x"), "raw_not_texts"),
        ({"a": 1}, lambda r: r.texts("x"), "raw_not_texts"),
        (["a", 1], lambda r: r.texts("x"), "raw_not_texts"),
        (["a", "c"], lambda r: r.texts("x", ("a", "b")), "raw_not_choice"),
        ("abc", lambda r: list(r.children("x")), "raw_not_list"),
        ({"a": 1}, lambda r: list(r.children("x")), "raw_not_list"),
        (3, lambda r: list(r.children("x")), "raw_not_list"),
        (3, lambda r: r.child("x"), "raw_not_table"),
    ],
)
def test_a_wrong_value_is_reported_at_its_field(value: object, read: object, code: str) -> None:
    """And reading goes on."""
    top = reader({"x": value}, "top")
    read(top)  # type: ignore[operator]
    assert codes(top) == [(code, "top.x")]


def test_limits_and_what_stands_in_for_a_fault() -> None:
    """The longest text and the smallest number are fine; a wrong one is read as its default, else as the lowest."""
    top = reader({"text": "a" * MAX_TEXT, "whole": 0, "most": 100, "bad": "x"})
    assert len(top.text("text")) == MAX_TEXT
    assert (top.whole("whole"), top.whole("most")) == (0, 100)
    assert top.problems == []
    assert (top.whole("bad", 7), top.whole("bad", low=3, high=9), top.flag("bad", True)) == (7, 3, True)
    assert (top.choice("bad", ("a", "b")), top.choice("bad", ("a", "b"), "b"), top.choice("bad", ())) == ("a", "b", "")


def test_what_must_be_there() -> None:
    """Every missing field is named, once each."""
    top = reader({}, "pack")
    top.text("id")
    top.whole("places")
    top.decimal("full")
    top.choice("kind", ("a", "b"))
    assert codes(top) == [("raw_missing", f"pack.{name}") for name in ("id", "places", "full", "kind")]


def test_a_field_nobody_asked_for_is_reported() -> None:
    """A misspelt name must not be passed over."""
    top = reader({"known": "1", "knwon": "2", 7: "3"})
    top.text("known")
    top.done()
    assert codes(top) == [("raw_unknown_field", "knwon"), ("raw_unknown_field", "7")]


def test_places_of_tables_inside_tables() -> None:
    """By the name of the entry, or by its position."""
    top = reader({"rule": [{"indicator": "15", "part": [{"part": "a"}, "oops"]}]})
    rule = next(iter(top.children("rule", "indicator")))
    halves = list(rule.children("part", "part"))
    assert [half.place for half in halves] == ["rule[15].part[a]", "rule[15].part[2]"]
    assert codes(top) == [("raw_not_table", "rule[15].part[2]")]
    halves[0].report("x", "")
    assert top.problems[-1] == Problem("x", "rule[15].part[a]", {})

"""The canonical form: one text and one digest for the same data, on every machine and in every version."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.canonical import (
    canonical_json,
    digest,
    figures_data,
    figures_from,
    short_digest,
    snapshot,
)
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState, not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import catalogue_from
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.domain.scheme import scheme_from
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of

GOLDEN: dict[str, Any] = {
    "b": [1, True, None, Decimal("1.50"), "e\u0301"],
    "a": {"e\u0301": date(2024, 3, 1), "10": "1", "9": "2"},
    "中文": "“引号”\n",
}
GOLDEN_TEXT = '{"a":{"10":"1","9":"2","é":"2024-03-01"},"b":[1,true,null,"1.5","é"],"中文":"“引号”\\n"}'


def test_the_golden_text_and_digest() -> None:
    """Sorted keys, no spaces, NFC, normalised decimals, letters as they are. This digest must never change."""
    assert canonical_json(GOLDEN) == GOLDEN_TEXT
    assert digest(GOLDEN) == "hqd1-sha256:" + GOLDEN_DIGEST


def test_the_example_of_the_format_page() -> None:
    """docs/formats.md shows this text with this digest."""
    figures = {
        ("beds", Period(2024)): not_applicable("无住院"),
        ("income", Period(2024)): number("118426600.00"),
    }
    data = snapshot(Hospital("示例医院", "三级", "综合"), 2024, figures, {})
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert canonical_json(data) in page
    assert digest(data) in page


GOLDEN_DIGEST = "0a2653e8a62d956f5bf6aee3ad5d10af6fd095366a6ebf495d376dd5637379dc"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (Decimal("1.50"), Decimal("1.5")),
        (Decimal("1E+2"), Decimal("100.00")),
        (Decimal("-0"), Decimal("0.0")),
        ("e\u0301", "\u00e9"),
        ({"e\u0301": 1}, {"\u00e9": 1}),
        ([1, 2], (1, 2)),
        (FigureState.BLANK, "blank"),
        ({1: "x"}, {"1": "x"}),
        (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2, 3, 4, tzinfo=UTC), "2024-01-02T03:04:00+00:00"),
    ],
)
def test_the_same_data_has_one_digest(one: object, other: object) -> None:
    """However it was written."""
    assert canonical_json(one) == canonical_json(other)
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal(0), None), (True, 1), ("1", 1), ([], {}), ("", None), ([1, 2], [2, 1]), (Decimal("0.1"), "0.10"),
        ("甲", "乙"), ({"a": None}, {}),
    ],
)  # fmt: skip
def test_different_data_has_another(one: object, other: object) -> None:
    """Blank, 0, text and number stay apart; the order of a list counts."""
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    "data",
    [0.1, {"a": [1.0]}, float("nan"), b"x", bytearray(b"x"), {1, 2}, object(), Decimal("NaN"), Decimal("Infinity")],
    ids=lambda data: type(data).__name__,
)
def test_what_has_no_canonical_form_is_refused(data: object) -> None:
    """Binary fractions above all."""
    with pytest.raises(TypeError, match="no canonical form"):
        canonical_json(data)


class Colour(StrEnum):
    RED = "red"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_the_form_is_json_and_stable(data: object) -> None:
    """Reading it and writing it again changes nothing."""
    text = canonical_json(data)
    assert canonical_json(json.loads(text)) == text


def test_enumerations_are_their_values() -> None:
    """Of any kind."""
    assert canonical_json([Colour.RED]) == '["red"]'


def test_the_short_digest() -> None:
    """Twelve digits in groups of four, with or without the prefix."""
    assert short_digest("hqd1-sha256:0123456789abcdef") == "0123 4567 89ab"
    assert short_digest("0123456789abcdef") == "0123 4567 89ab"


FIGURES: dict[FigureKey, Figure] = {
    ("a", Period(2024)): number("1.50", "核过", "导入"),
    ("b", Period(2024)): number(0),
    ("c", Period(2024, 4)): not_applicable("停业"),
    ("d", Period(2023)): words("进展", "n"),
    ("e", Period(2023)): Figure(note="待报"),
}


def test_figures_as_data() -> None:
    """By period and item; what is empty is left out."""
    assert figures_data(FIGURES) == {
        "2024": {
            "a": {"state": "number", "value": "1.5", "note": "核过", "source": "导入"},
            "b": {"state": "number", "value": "0"},
        },
        "2024Q4": {"c": {"state": "not_applicable", "note": "停业"}},
        "2023": {"d": {"state": "text", "text": "进展", "note": "n"}, "e": {"state": "blank", "note": "待报"}},
    }
    assert figures_from(figures_data(FIGURES)) == {**FIGURES, ("a", Period(2024)): number("1.5", "核过", "导入")}


def test_a_cleared_cell_is_no_cell() -> None:
    """A figure that was typed and emptied leaves the digest as it was before."""
    cleared = {**FIGURES, ("f", Period(2024)): Figure(source="手工录入"), ("g", Period(2024)): BLANK}
    assert figures_data(cleared) == figures_data(FIGURES)


@pytest.mark.parametrize(
    "data",
    [
        {"24": {"a": {"state": "number", "value": "1"}}},
        {"2024": {"a": {"state": "maybe"}}},
        {"2024": {"a": {"state": "number"}}},
        {"2024": {"a": {"state": "number", "value": "x"}}},
        {"2024": {"a": {"state": "number", "value": "NaN"}}},
        {"2024": {"a": {"state": "number", "value": "1e9"}}},
        {"2024": {"a": {"state": "number", "value": "1.50"}}},
    ],
)
def test_figures_of_another_form_are_refused(data: dict[str, Any]) -> None:
    """Never half read."""
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the culprit itself
        figures_from(data)


def test_a_snapshot_rescores_identically(packs: Packs) -> None:
    """Figures, pack and rules out of the canonical text alone give the same points, proofs apart, and digest."""
    hospital, figures = hospital_of(), complete_figures()
    whole = snapshot(hospital, YEAR, figures, packs.raw)
    read = json.loads(canonical_json(whole))
    assert digest(read) == digest(whole)
    catalogue, _ = catalogue_from(read["packs"]["catalogue"])
    assert catalogue is not None
    scheme, _ = scheme_from(read["packs"]["scheme"], catalogue)
    assert scheme is not None
    ruleset, _ = ruleset_from(read["packs"]["ruleset"], scheme)
    assert ruleset is not None
    again = score(scheme, ruleset, catalogue, hospital, read["year"], figures_from(read["figures"]))
    once = score(packs.scheme, packs.ruleset, packs.catalogue, hospital, YEAR, figures)
    assert again.results == once.results
    assert (again.total, again.points, again.bonus, again.full) == (once.total, once.points, once.bonus, once.full)
    assert digest(snapshot(hospital, YEAR, figures_from(read["figures"]), read["packs"])) == digest(whole)


@pytest.mark.parametrize("change", ["figure", "level", "year", "note", "pack"])
def test_whatever_a_score_depends_on_is_in_the_digest(packs: Packs, change: str) -> None:
    """A change of any of it is another digest."""
    hospital, figures, year, given_packs = hospital_of(), complete_figures(), YEAR, dict(packs.digests)
    before = digest(snapshot(hospital, year, figures, given_packs))
    match change:
        case "figure":
            figures["discharges", Period(YEAR)] = number("48960.01")
        case "level":
            hospital = hospital_of("二级")
        case "year":
            year -= 1
        case "note":
            figures["discharges", Period(YEAR)] = number("48960", "重算")
        case _:
            given_packs["ruleset"] = digest({"other": 1})
    assert digest(snapshot(hospital, year, figures, given_packs)) != before

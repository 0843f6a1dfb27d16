"""Published cases: every line is mapped or excused, and every published ratio of the table comes out as printed."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.scoring import score

CASES = Path(__file__).resolve().parent.parent / "cases"
# Of all lines of the four cases in the published file: case, scope, year, item, value, unit, kind as JSON lists.
LINES, LINES_SHA256 = 161, "eff77332e9b48571e6fa82adc4bdc9cdaf5262f09d96f224d68517c9441d2e51"


@pytest.fixture(scope="module")
def mapping(read_case_toml: Any) -> list[dict[str, Any]]:
    """Every published line."""
    return read_case_toml("mapping.toml")["line"]


@pytest.fixture(scope="module")
def expected(read_case_toml: Any) -> list[dict[str, Any]]:
    """Every case."""
    return read_case_toml("expected.toml")["case"]


@pytest.fixture(scope="module")
def read_case_toml() -> Any:
    """Read one of the TOML files beside the inputs."""
    import tomllib

    return lambda name: tomllib.loads((CASES / name).read_text(encoding="utf-8"))


def test_all_published_lines_are_there(mapping: list[dict[str, Any]]) -> None:
    """Unchanged, none left out, in the published order."""
    fields = ("case", "scope", "year", "published", "value", "unit", "kind")
    lines = [json.dumps([line[name] for name in fields], ensure_ascii=False) for line in mapping]
    assert len(lines) == LINES
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == LINES_SHA256


def test_each_line_leads_to_an_item_a_result_or_a_reason(mapping: list[dict[str, Any]], catalogue: Catalogue) -> None:
    """Exactly one of the three."""
    for line in mapping:
        ways = [way for way in ("item", "indicator", "reason") if way in line]
        assert len(ways) == 1, line
        if line["kind"] == "input":
            assert ways[0] != "indicator", line
            assert "item" not in line or (line["item"] in catalogue.items and "converted" in line), line
        else:
            assert ways[0] != "item", line


def test_mapped_inputs_stand_in_the_case_files(
    mapping: list[dict[str, Any]], expected: list[dict[str, Any]], catalogue: Catalogue, read_csv: Any
) -> None:
    """Each value that is taken over as it is stands in the CSV under the item it is mapped to."""
    names: dict[str, set[tuple[str, str, str]]] = {}
    for case in expected:
        given = {(row["item"], row["value"], row["unit"]) for row in read_csv(CASES / case["file"])}
        names.setdefault(case["id"][:3], set()).update(given)
    for line in mapping:
        if "item" in line and line["item"] != "discharges":
            assert (catalogue[line["item"]].name, line["value"], line["unit"]) in names[line["case"]], line


def test_discharges_of_the_national_beds(
    mapping: list[dict[str, Any]], expected: list[dict[str, Any]], read_csv: Any
) -> None:
    """C06: 平均开放病床数 × 周转次数, to a whole person."""
    lines = [line for line in mapping if line["case"] == "C06" and line.get("item") == "discharges"]
    wanted = {
        beds["scope"]: round_half_up(Decimal(beds["value"]) * Decimal(turns["value"]), 0)
        for beds, turns in zip(lines[::2], lines[1::2], strict=True)
    }
    cases = [case for case in expected if case["id"].startswith("C06")]
    assert len(cases) == len(wanted) == 5
    for case in cases:
        rows = read_csv(CASES / case["file"])
        assert [Decimal(r["value"]) for r in rows if r["item"] == "出院人次数"] == [wanted[case["hospital"]]]


def test_results_and_reasons_agree_with_the_mapping(
    mapping: list[dict[str, Any]], expected: list[dict[str, Any]]
) -> None:
    """expected.toml holds each published result once: covered with its digits, or not covered with the same reason."""
    published = [line for line in mapping if line["kind"] == "published_result"]
    covered = [(r["item"], r["printed"]) for case in expected for r in case["result"] if r["published"]]
    excused = [(n["item"], n["printed"], n["reason"]) for case in expected for n in case.get("not_covered", [])]
    assert sorted(covered) == sorted((p["published"], p["value"]) for p in published if "indicator" in p)
    assert sorted(excused) == sorted((p["published"], p["value"], p["reason"]) for p in published if "reason" in p)


def test_every_covered_result_comes_out(
    expected: list[dict[str, Any]],
    read_csv: Any,
    figures_of: Any,
    scheme: Scheme,
    ruleset: RuleSet,
    catalogue: Catalogue,
) -> None:
    """To every printed digit, half up; where the published inputs were rounded, ours and the interval are noted."""
    seen = 0
    for case in expected:
        hospital = Hospital(case["hospital"], case["level"], case["type"])
        figures = figures_of(read_csv(CASES / case["file"]))
        card = score(scheme, ruleset, catalogue, hospital, case["year"], figures)
        for result in case["result"]:
            part = next(p for p in card.result(result["indicator"]).parts if p.part.key == result["part"])
            assert part.part.unit == result["unit"]
            assert part.value is not None
            shown = round_half_up(part.value, result["places"])
            printed = Decimal(result["printed"])
            if result["agrees"]:
                assert shown == printed, (case["id"], result)
            else:
                low, high = map(Decimal, result["interval"])
                assert shown == Decimal(result["computed"]) != printed
                assert low <= part.value <= high
                assert any(round_half_up(bound, result["places"]) == printed for bound in (low, high))
                assert result["note"]
            seen += 1
    assert seen == 14

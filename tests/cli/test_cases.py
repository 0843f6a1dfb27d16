"""Real published figures through the command line: every published ratio that the table covers, to the digit."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hqd_desktop.bootstrap import start
from hqd_desktop.domain.numerals import round_half_up

CASES = Path(__file__).parent.parent / "cases"
EXPECTED = tomllib.loads((CASES / "expected.toml").read_text(encoding="utf-8"))["case"]


def assessed(case: dict[str, Any], out: Path) -> dict[str, Any]:
    """result.json of a case, as a user's command gives it."""
    code = start(
        [
            "assess", str(CASES / case["file"]), "--out", str(out), "--pack", case["pack"],
            "--hospital", case["hospital"], "--level", case["level"], "--type", case["type"],
            "--year", str(case["year"]),
        ]
    )  # fmt: skip
    assert code == 0
    return json.loads((out / "result.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["file"])
def test_published_ratios_come_out_to_every_printed_digit(case: dict[str, Any], tmp_path: Path) -> None:
    result = assessed(case, tmp_path)
    rows = {row["number"]: row for row in result["indicators"]}
    assert case["result"]
    for expected in case["result"]:
        value = next(v for v in rows[expected["indicator"]]["values"] if v["key"] == expected["part"])
        rounded = format(round_half_up(Decimal(value["value"]), expected["places"]), "f")
        if expected["agrees"]:
            assert rounded == expected["printed"], expected
        else:
            assert rounded == expected["computed"] != expected["printed"]
            low, high = (Decimal(bound) for bound in expected["interval"])
            half = Decimal(5).scaleb(-expected["places"] - 1)
            assert low <= Decimal(expected["printed"]) + half, expected
            assert Decimal(expected["printed"]) - half <= high, expected
            assert expected["note"]


def test_the_county_hospital_of_2017_as_the_issue_states_it(tmp_path: Path) -> None:
    case = next(case for case in EXPECTED if case["id"] == "C02")
    rows = {row["number"]: row for row in assessed(case, tmp_path)["indicators"]}
    assert rows["19"]["values"][0]["value"] == "43202399.32"
    assert rows["20"]["values"][0]["shown"] == "28.07%"
    assert [value["shown"] for value in rows["21"]["values"]] == ["31.28%（直接填报）", "0.90%（直接填报）"]
    assert {row["status"] for row in rows.values()} <= {
        "scored", "monitor", "missing", "not_applicable", "not_computable", "region",
    }  # fmt: skip

"""result.json: the documented fields, decimal strings, and the same numbers as the scorecard."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

from hqd_desktop.domain.canonical import figures_from
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Packs
from hqd_desktop.services.result import SCHEMA, result_data
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of

DECIMAL = re.compile(r"-?\d+(\.\d*[1-9])?")


def leaves(data: object) -> Iterator[object]:
    """Everything that is no list and no table."""
    if isinstance(data, dict):
        for value in data.values():
            yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    else:
        yield data


def test_a_complete_hospital(packs: Packs) -> None:
    """Head, total, rows and checks, all as plain JSON without a single binary fraction."""
    found = assess(packs, hospital_of(), YEAR, complete_figures())
    data = result_data(found, "hqd 1.0")
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data
    assert not any(isinstance(leaf, float) for leaf in leaves(data))
    assert (data["schema"], data["program"], data["year"]) == (SCHEMA, "hqd 1.0", YEAR)
    assert data["pack"] == {"id": "shaoyang-2022", "name": packs.scheme.name, "version": "1.0"}
    assert data["ruleset"]["label"] == "自定赋分"
    assert data["hospital"]["level"] == "三级"
    assert (data["points"], data["bonus"], data["full"], data["total"]) == ("79.85", "3", "100", "82.85")
    assert (data["undetermined"], data["provisional"], data["missing"]) == ("0", False, [])
    assert data["digest"] == found.digest
    assert figures_from(data["figures"]) == found.figures


def test_every_row(packs: Packs) -> None:
    """Number, scope, status, values as decimal strings, points that add up, and a proof."""
    data = result_data(assess(packs, hospital_of(), YEAR, complete_figures()), "x")
    rows = data["indicators"]
    assert [row["number"] for row in rows] == [*map(str, range(1, 34)), "八"]
    assert {row["status"] for row in rows} <= {status.value for status in Status}
    assert {row["scope"] for row in rows} == {"region", "hospital"}
    counted = [row for row in rows if not row["bonus"]]
    assert sum(Decimal(row["points"]) for row in counted) == Decimal(data["points"])
    assert sum(Decimal(row["full"]) for row in counted) == Decimal(data["full"])
    for row in rows:
        for value in row["values"]:
            for name in ("value", "last_year"):
                assert value[name] is None or DECIMAL.fullmatch(value[name])
            assert DECIMAL.fullmatch(value["points"])
        assert row["proof"][0].startswith(row["number"])
        assert all(isinstance(line, str) for line in row["proof"])


def test_states_are_told_apart(packs: Packs) -> None:
    """Missing, not computable, region, monitor, not applicable."""
    figures = complete_figures()
    del figures["discharges", Period(YEAR)]
    figures["physicians", Period(YEAR)] = number(0)
    data = result_data(assess(packs, hospital_of("三级", "综合"), YEAR, figures), "x")
    status = {row["number"]: (row["status"], row["reason"]) for row in data["indicators"]}
    assert status["1"] == ("region", "")
    assert status["6"] == ("missing", "figures_missing")
    assert status["10"] == ("not_applicable", "other_class")
    assert status["12"] == ("monitor", "")
    assert status["29"] == ("scored", "")
    assert data["missing"] == [{"item": "discharges", "name": "出院人次数", "period": str(YEAR)}]
    assert data["provisional"] is True
    figures["registered_nurses", Period(YEAR)] = number(0)
    again = result_data(assess(packs, hospital_of("三级", "综合"), YEAR, figures), "x")
    assert next(row for row in again["indicators"] if row["number"] == "29")["status"] == "not_computable"


def test_nothing_to_score(packs: Packs) -> None:
    """An empty hospital has a total of nothing but zero; a value that is not known is null."""
    data = result_data(assess(packs, hospital_of(), YEAR, {}), "x")
    assert (data["total"], data["points"], data["undetermined"]) == ("0", "0", "100")
    assert data["indicators"][5]["values"][0]["value"] is None
    assert all(check["left"] is None for check in data["checks"])

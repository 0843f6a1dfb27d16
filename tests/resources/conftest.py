"""The shipped data, read the plain way: tomllib and csv, then the domain's own validating loaders."""

import csv
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hqd_desktop import paths
from hqd_desktop.domain.checks import CheckBook, checkbook_from
from hqd_desktop.domain.figures import Figure, FigureKey, not_applicable, number, words
from hqd_desktop.domain.items import Catalogue, ItemKind, catalogue_from
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme, scheme_from


def read_toml(path: Path) -> dict[str, Any]:
    """One TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def catalogue_raw() -> dict[str, Any]:
    """All catalogue files as one, in the order of their names."""
    folder = paths.resources() / "items"
    raw = read_toml(folder / "catalogue.toml")
    raw["item"] = [item for path in sorted(folder.glob("catalogue-*.toml")) for item in read_toml(path)["item"]]
    return raw


@pytest.fixture(scope="session")
def catalogue(catalogue_raw: dict[str, Any]) -> Catalogue:
    """The catalogue; every fault is shown when there is one."""
    found, problems = catalogue_from(catalogue_raw)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="session")
def scheme_raw() -> dict[str, Any]:
    """The Shaoyang pack as it stands in its file."""
    return read_toml(paths.resources() / "schemes" / "shaoyang-2022.toml")


@pytest.fixture(scope="session")
def scheme(scheme_raw: dict[str, Any], catalogue: Catalogue) -> Scheme:
    """The Shaoyang pack."""
    found, problems = scheme_from(scheme_raw, catalogue)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="session")
def ruleset(scheme: Scheme) -> RuleSet:
    """The example rule set."""
    raw = read_toml(paths.resources() / "rulesets" / "example-shaoyang-2022.toml")
    found, problems = ruleset_from(raw, scheme)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="session")
def checkbook(catalogue: Catalogue) -> CheckBook:
    """The checks between figures."""
    found, problems = checkbook_from(read_toml(paths.resources() / "items" / "checks.toml"), catalogue)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="session")
def read_csv():
    """Read a CSV of figures into rows."""

    def read(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            rows = list(reader)
        assert reader.fieldnames == ["period", "item", "value", "unit", "note"]
        return rows

    return read


@pytest.fixture(scope="session")
def figures_of(catalogue: Catalogue):
    """Turn rows of a CSV into figures, strictly: exact names, right period, own unit, within the allowed range."""

    def turn(rows: list[dict[str, str]]) -> dict[FigureKey, Figure]:
        figures: dict[FigureKey, Figure] = {}
        for row in rows:
            item, period = catalogue.find(row["item"]), parse_period(row["period"])
            assert item is not None, row
            assert item.name == row["item"], row
            assert period is not None, row
            assert bool(period.quarter) == item.quarterly, row
            assert row["unit"] in ("", item.unit), row
            assert (item.key, period) not in figures, row
            if row["value"] == "不适用":
                assert row["note"].strip(), row
                figure = not_applicable(row["note"])
            elif item.kind is ItemKind.TEXT:
                figure = words(row["value"])
            else:
                value = Decimal(row["value"])
                assert item.kind is ItemKind.NUMBER or value in (0, 1), row
                assert item.minimum is None or value >= item.minimum, row
                assert item.maximum is None or value <= item.maximum, row
                figure = number(value, row["note"])
            figures[item.key, period] = figure
        return figures

    return turn

"""The shipped data read with tomllib alone, and a PackSource that hands out packs already built."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from hqd_desktop import paths
from hqd_desktop.domain.checks import CheckBook, checkbook_from
from hqd_desktop.domain.figures import Figure, FigureKey, not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue, ItemKind, catalogue_from
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme, scheme_from
from hqd_desktop.domain.tasks import TaskList, tasks_from
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import Packs, Sample


def read_shipped(*parts: str) -> dict[str, Any]:
    """One TOML file of the resources as plain data."""
    return tomllib.loads(paths.resources().joinpath(*parts).read_text(encoding="utf-8"))


@cache
def _raw() -> dict[str, dict[str, Any]]:
    catalogue = read_shipped("items", "catalogue.toml")
    files = sorted((paths.resources() / "items").glob("catalogue-*.toml"))
    catalogue["item"] = [item for path in files for item in read_shipped("items", path.name)["item"]]
    return {
        "catalogue": catalogue,
        "checkbook": read_shipped("items", "checks.toml"),
        "scheme": read_shipped("schemes", "shaoyang-2022.toml"),
        "ruleset": read_shipped("rulesets", "example-shaoyang-2022.toml"),
    }


def raw_pack(name: str) -> dict[str, Any]:
    """A copy of `catalogue`, `checkbook`, `scheme` or `ruleset` as plain data, to be changed by a test."""
    return deepcopy(_raw()[name])


@cache
def shipped_packs() -> Packs:
    """The Shaoyang pack with catalogue, checks and example rule set."""
    raw = _raw()
    catalogue, no_faults = catalogue_from(raw["catalogue"])
    assert catalogue is not None, no_faults
    checkbook, no_faults = checkbook_from(raw["checkbook"], catalogue)
    assert checkbook is not None, no_faults
    scheme, no_faults = scheme_from(raw["scheme"], catalogue)
    assert scheme is not None, no_faults
    ruleset, no_faults = ruleset_from(raw["ruleset"], scheme)
    assert ruleset is not None, no_faults
    return Packs(catalogue, checkbook, scheme, ruleset)


@cache
def _sample_list() -> tuple[Sample, ...]:
    packs = shipped_packs()
    samples = []
    for raw in read_shipped("samples", "samples.toml")["sample"]:
        with paths.resources().joinpath("samples", raw["file"]).open(encoding="utf-8", newline="") as stream:
            figures = dict(_figure(row, packs.catalogue) for row in csv.DictReader(stream, strict=True))
        hospital = Hospital(raw["name"], raw["level"], raw["type"], raw["code"], sample=True)
        explanations = {entry["check"]: entry["text"] for entry in raw.get("explanation", ())}
        key = raw["file"].removesuffix(".csv")
        samples.append(Sample(key, hospital, packs.scheme.id, raw["year"], figures, explanations))
    return tuple(samples)


def shipped_samples() -> tuple[Sample, ...]:
    """示例医院 (三级综合) and 示例县医院 (二级综合), three years each."""
    return _sample_list()


def _figure(row: Mapping[str, str], catalogue: Catalogue) -> tuple[FigureKey, Figure]:
    item, period = catalogue.find(row["item"]), parse_period(row["period"])
    assert item is not None, row
    assert period is not None, row
    if row["value"] == "不适用":
        return (item.key, period), not_applicable(row["note"], "示例数据")
    if item.kind is ItemKind.TEXT:
        return (item.key, period), words(row["value"], row["note"], "示例数据")
    return (item.key, period), number(row["value"], row["note"], "示例数据")


@dataclass(frozen=True)
class FixedPackSource:
    """One pack, one rule set; keeps the promise of services.ports.PackSource."""

    packs: Packs
    sample_list: tuple[Sample, ...] = ()

    def catalogue(self, scheme_id: str = "") -> Catalogue:
        """The one."""
        return self.packs.catalogue

    def checkbook(self) -> CheckBook:
        """The one."""
        return self.packs.checkbook

    def scheme_ids(self) -> Sequence[str]:
        """The one."""
        return (self.packs.scheme.id,)

    def scheme(self, scheme_id: str) -> Scheme:
        """UserFacingError for any other id."""
        if scheme_id != self.packs.scheme.id:
            raise UserFacingError(Problem("file_no_such_pack", scheme_id, {"given": scheme_id}))
        return self.packs.scheme

    def tasks(self, scheme_id: str) -> TaskList:
        """The shipped tasks of the pack."""
        tasks, no_faults = tasks_from(read_shipped("tasks", f"{scheme_id}.toml"))
        assert tasks is not None, no_faults
        return tasks

    def ruleset_ids(self, scheme_id: str) -> Sequence[str]:
        """The one, for its own pack."""
        return (self.packs.ruleset.id,) if scheme_id == self.packs.ruleset.pack else ()

    def ruleset(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        """UserFacingError for any other id."""
        if ruleset_id != self.packs.ruleset.id:
            raise UserFacingError(Problem("file_no_such_ruleset", ruleset_id, {"given": ruleset_id}))
        return self.packs.ruleset

    def samples(self) -> Sequence[Sample]:
        """What it was made with."""
        return self.sample_list


def shipped_source() -> FixedPackSource:
    """The shipped pack with the shipped samples."""
    return FixedPackSource(shipped_packs(), shipped_samples())

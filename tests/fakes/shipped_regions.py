"""A PackSource that hands out all shipped tables with their example rule sets and tasks, built once for a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hqd_desktop import paths
from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme, scheme_from
from hqd_desktop.domain.tasks import TaskList, tasks_from
from hqd_desktop.services.records import Sample
from tests.fakes.shipped_packs import read_shipped, shipped_packs, shipped_samples


@dataclass(frozen=True)
class RegionSource:
    """Keeps the promise of services.ports.PackSource; `bare` names a table that has no rule set."""

    bare: str = ""

    def catalogue(self, scheme_id: str = "") -> Catalogue:
        """The shipped one."""
        return shipped_packs().catalogue

    def checkbook(self) -> CheckBook:
        """The shipped one."""
        return shipped_packs().checkbook

    def scheme_ids(self) -> Sequence[str]:
        """Shaoyang first."""
        ids = [path.stem for path in (paths.resources() / "schemes").glob("*.toml")]
        return sorted(ids, key=lambda one: (one != "shaoyang-2022", one))

    def scheme(self, scheme_id: str) -> Scheme:
        """Any shipped one."""
        return _scheme(scheme_id)

    def tasks(self, scheme_id: str) -> TaskList:
        """Any shipped one."""
        return _tasks(scheme_id)

    def ruleset_ids(self, scheme_id: str) -> Sequence[str]:
        """The example."""
        return () if scheme_id == self.bare else (f"example-{scheme_id}",)

    def ruleset(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        """The example."""
        return _ruleset(ruleset_id, scheme.id)

    def samples(self) -> Sequence[Sample]:
        """The shipped ones."""
        return shipped_samples()


@cache
def _scheme(scheme_id: str) -> Scheme:
    if scheme_id == "shaoyang-2022":
        return shipped_packs().scheme
    built, problems = scheme_from(read_shipped("schemes", f"{scheme_id}.toml"), shipped_packs().catalogue)
    assert built is not None, problems
    return built


@cache
def _tasks(scheme_id: str) -> TaskList:
    built, problems = tasks_from(read_shipped("tasks", f"{scheme_id}.toml"))
    assert built is not None, problems
    return built


@cache
def _ruleset(ruleset_id: str, scheme_id: str) -> RuleSet:
    built, problems = ruleset_from(read_shipped("rulesets", f"{ruleset_id}.toml"), _scheme(scheme_id))
    assert built is not None, problems
    return built

"""Catalogue, checks, tables, rule sets and samples out of TOML files; what they mean is the domain's business."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from hqd_desktop.domain.checks import CheckBook, checkbook_from
from hqd_desktop.domain.items import Catalogue, catalogue_from
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme, scheme_from
from hqd_desktop.domain.tasks import TaskList, no_tasks, tasks_from
from hqd_desktop.files.samples import read_samples
from hqd_desktop.files.toml_file import read_toml
from hqd_desktop.services.errors import BadPack
from hqd_desktop.services.records import Sample

T = TypeVar("T")
DEFAULT_SCHEME = "shaoyang-2022"
_ENTRY = re.compile(r"^(item|check|range)\[(?P<key>.*?)\](?:\.|$)")


class FilePackSource:
    """Keeps the promise of services.ports.PackSource for one resources folder; each file is read once.

    Every problem of a BadPack has the file's name at the head of its place: `catalogue-4-staff.toml：item[x].unit`.
    """

    def __init__(self, resources: Path) -> None:
        self._items = resources / "items"
        self._schemes = resources / "schemes"
        self._rulesets = resources / "rulesets"
        self._tasks = resources / "tasks"
        self._samples_file = resources / "samples" / "samples.toml"
        self._catalogue: Catalogue | None = None
        self._checkbook: CheckBook | None = None
        self._known_schemes: dict[str, Scheme] = {}
        self._known_rulesets: dict[tuple[str, str], RuleSet] = {}
        self._known_tasks: dict[str, TaskList] = {}
        self._samples: tuple[Sample, ...] | None = None

    def catalogue(self, scheme_id: str = "") -> Catalogue:
        """The data items of all `catalogue*.toml`, in the order of the file names."""
        if self._catalogue is None:
            raw, files = _merged(self._items, "catalogue", ("item", "key"))
            catalogue, problems = catalogue_from(raw)
            self._catalogue = _built(catalogue, problems, files, "catalogue.toml")
        return self._catalogue

    def checkbook(self) -> CheckBook:
        """The checks of all `checks*.toml`."""
        if self._checkbook is None:
            raw, files = _merged(self._items, "checks", ("check", "key"), ("range", "key"))
            checkbook, problems = checkbook_from(raw, self.catalogue())
            self._checkbook = _built(checkbook, problems, files, "checks.toml")
        return self._checkbook

    def scheme_ids(self) -> Sequence[str]:
        """The packs that there are, the default first: a pack's file is named by its id."""
        ids = _stems(self._schemes)
        return tuple(sorted(ids, key=lambda scheme_id: (scheme_id != DEFAULT_SCHEME, scheme_id)))

    def scheme(self, scheme_id: str) -> Scheme:
        """A pack by id; BadPack when there is none or when it is wrong."""
        known = self._known_schemes.get(scheme_id)
        if known is not None:
            return known
        if scheme_id not in self.scheme_ids():
            raise BadPack(_unknown("file_no_such_pack", scheme_id, self.scheme_ids()))
        path = self._schemes / f"{scheme_id}.toml"
        built, problems = scheme_from(_one(path), self.catalogue())
        scheme = _built(built, problems, {}, path.name)
        if scheme.id != scheme_id:
            raise BadPack(Problem("file_pack_id", f"{path.name}：pack.id", {"name": path.name, "given": scheme.id}))
        self._known_schemes[scheme_id] = scheme
        return scheme

    def tasks(self, scheme_id: str) -> TaskList:
        """The tasks of `tasks/<pack>.toml`, read once; a pack without that file sets none."""
        known = self._known_tasks.get(scheme_id)
        if known is None:
            path = self._tasks / f"{scheme_id}.toml"
            known = _tasks_of(path) if scheme_id in _stems(self._tasks) else no_tasks(scheme_id)
            if known.pack != scheme_id:
                raise BadPack(
                    Problem("file_pack_id", f"{path.name}：tasks.pack", {"name": path.name, "given": known.pack})
                )
            self._known_tasks[scheme_id] = known
        return known

    def ruleset_ids(self, scheme_id: str) -> Sequence[str]:
        """The rule sets whose `pack` is this one, in the order of their file names."""
        return tuple(key for key, pack in self._ruleset_packs() if pack == scheme_id)

    def ruleset(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        """A rule set for a pack by id, or by the path of a TOML file (which is read anew each time)."""
        if ruleset_id.endswith(".toml") or "/" in ruleset_id or "\\" in ruleset_id:
            return self._read_ruleset(Path(ruleset_id), scheme)
        known = self._known_rulesets.get((ruleset_id, scheme.id))
        if known is None:
            if ruleset_id not in self.ruleset_ids(scheme.id):
                raise BadPack(_unknown("file_no_such_ruleset", ruleset_id, self.ruleset_ids(scheme.id)))
            known = self._read_ruleset(self._rulesets / f"{ruleset_id}.toml", scheme)
            if known.id != ruleset_id:
                name = f"{ruleset_id}.toml"
                raise BadPack(Problem("file_pack_id", f"{name}：ruleset.id", {"name": name, "given": known.id}))
            self._known_rulesets[ruleset_id, scheme.id] = known
        return known

    def samples(self) -> Sequence[Sample]:
        """The sample hospitals, the default first; their CSVs stand beside samples.toml."""
        if self._samples is None:
            raw = _one(self._samples_file)
            self._samples = read_samples(raw, self._samples_file, self.catalogue(), self.scheme_ids())
        return self._samples

    def _ruleset_packs(self) -> list[tuple[str, str]]:
        """Each rule set's file stem with the pack it is for; a file that cannot be read at all is for none."""
        found = []
        for stem in _stems(self._rulesets):
            raw = read_toml(self._rulesets / f"{stem}.toml")
            head = {} if isinstance(raw, Problem) else raw.get("ruleset")
            found.append((stem, str(head.get("pack", "")) if isinstance(head, Mapping) else ""))
        return found

    @staticmethod
    def _read_ruleset(path: Path, scheme: Scheme) -> RuleSet:
        ruleset, problems = ruleset_from(_one(path), scheme)
        return _built(ruleset, problems, {}, path.name)


def _tasks_of(path: Path) -> TaskList:
    built, problems = tasks_from(_one(path))
    return _built(built, problems, {}, path.name)


def _stems(folder: Path) -> tuple[str, ...]:
    return tuple(path.stem for path in _toml_files(folder))


def _toml_files(folder: Path, beginning: str = "") -> list[Path]:
    """In the order of their names; BadPack when the folder cannot be read, for then nobody knows what there is."""
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        given = {"name": folder.name, "reason": error.strerror or type(error).__name__}
        raise BadPack(Problem("file_resources", folder.name, given)) from error
    return [folder / name for name in names if name.startswith(beginning) and name.endswith(".toml")]


def _unknown(code: str, given: str, known: Sequence[str]) -> Problem:
    return Problem(code, given, {"given": given, "known": "、".join(known)})


def _one(path: Path) -> dict[str, Any]:
    raw = read_toml(path)
    if isinstance(raw, Problem):
        raise BadPack(raw)
    return raw


def _merged(folder: Path, stem: str, *lists: tuple[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """All files `stem*.toml` as one mapping: lists joined, any other field in one file only.

    The second mapping gives the file of each entry (`item[key]`), for the places of problems.
    """
    paths = _toml_files(folder, stem)
    if not paths:
        raise BadPack(Problem("file_not_there", str(folder / f"{stem}.toml"), {"name": f"{stem}.toml"}))
    whole: dict[str, Any] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    key_names = dict(lists)
    for path in paths:
        raw = read_toml(path)
        if isinstance(raw, Problem):
            problems.append(raw)
            continue
        for field, value in raw.items():
            if field in key_names and isinstance(value, list):
                whole.setdefault(field, []).extend(value)
                for entry in value:
                    key = entry.get(key_names[field], "") if isinstance(entry, dict) else ""
                    files[f"{field}[{key}]"] = path.name
            elif field in whole:
                problems.append(Problem("file_field_twice", f"{path.name}：{field}", {"field": field}))
            else:
                whole[field] = value
                files[field] = path.name
    if problems:
        raise BadPack(*problems)
    return whole, files


def _built(built: T | None, problems: Sequence[Problem], files: Mapping[str, str], name: str) -> T:
    """What the domain built, or BadPack with each problem placed in its file."""
    if built is None or problems:
        raise BadPack(*(_placed(problem, files, name) for problem in problems))
    return built


def _placed(problem: Problem, files: Mapping[str, str], name: str) -> Problem:
    entry = _ENTRY.match(problem.where)
    head = entry[0].rstrip(".") if entry else problem.where.partition(".")[0]
    return replace(problem, where=f"{files.get(head, name)}：{problem.where}".rstrip("："))

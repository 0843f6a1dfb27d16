"""A table (region pack) of somebody's own: items, table, tasks and rules in one, judged as a whole; it knows no file.

Its id is made from what it says, so that it is the same pack on every PC; what the id rests on, and every reference to
it, stands as `own` in the plain data.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hqd_desktop.domain.canonical import PREFIX, digest
from hqd_desktop.domain.items import Catalogue, catalogue_from
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme, scheme_from
from hqd_desktop.domain.tasks import TaskList, tasks_from

FORMAT = 1
OWN = "own"
MOST_ROWS, MOST_TASKS, MOST_ITEMS = 400, 600, 300
MORE_UNITS = (
    "", "%", "个百分点", "分", "级", "日", "倍", "元/百人", "万元", "元/万元", "人/百张", "人/千人", "张/千人",
    "个", "项", "条",
    "次", "张", "台", "所",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnPack:
    """All of it, built; `digest` is of the plain data, `raw` has the ids as they hold in this program."""

    scheme: Scheme
    tasks: TaskList
    ruleset: RuleSet
    catalogue: Catalogue
    digest: str
    raw: Mapping[str, Any]

    @property
    def id(self) -> str:
        """How years, goals, rule sets and the ledger name it."""
        return self.scheme.id


def item_key(name: str, kind: str, unit: str, period: str) -> str:
    """The key of an item of one's own: the same item in two packs is one item, asked once."""
    told = "|".join((name, kind, unit, period))
    return f"own_{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def pack_digest(raw: Mapping[str, Any]) -> str:
    """Of what a pack says, with `own` in the places of its ids."""
    return digest(_with_ids(raw, OWN, OWN))


def pack_from(raw: Mapping[str, Any], shipped: Catalogue) -> tuple[OwnPack | None, list[Problem]]:
    """Build a pack over the shipped items, or name everything that is wrong with it.

    Places begin with `items.`, `scheme.`, `tasks.` or `ruleset.`. What rests on a part that is wrong is judged when
    that part is right.
    """
    problems = _too_much(raw)
    if problems:
        return None, problems
    catalogue, faults = extended(shipped, raw.get("items", ()))
    problems += [_under("items", one) for one in faults]
    tasks, faults = tasks_from(raw["tasks"])
    problems += [_under("tasks", one) for one in faults]
    if catalogue is None:
        return None, problems
    scheme, faults = scheme_from(raw["scheme"], catalogue)
    problems += [_under("scheme", one) for one in faults]
    if scheme is None:
        return None, problems
    problems += [_under("scheme", one) for one in _units(scheme, catalogue)]
    ruleset, faults = ruleset_from(raw["ruleset"], scheme)
    problems += [_under("ruleset", one) for one in faults]
    if tasks is None or ruleset is None or problems:
        return None, problems
    found = pack_digest(raw)
    own = f"{OWN}-{found.removeprefix(PREFIX)[:12]}"
    told = _with_ids(raw, own, f"{own}-rules")
    built, _ = scheme_from(told["scheme"], catalogue)
    rules, _ = ruleset_from(told["ruleset"], built or scheme)
    kept = replace(tasks, pack=own, raw=told["tasks"])
    return OwnPack(built or scheme, kept, rules or ruleset, catalogue, found, told), []


def extended(shipped: Catalogue, items: Any) -> tuple[Catalogue | None, list[Problem]]:
    """The shipped items and more of one's own after them."""
    if not items:
        return shipped, []
    given = items if isinstance(items, list | tuple) else [items]
    return catalogue_from({**shipped.raw, "item": [*shipped.raw["item"], *given]})


def _too_much(raw: Mapping[str, Any]) -> list[Problem]:
    """What is no pack at all, or would keep the program busy: said before anything is built."""
    if raw.get("format") != FORMAT or not all(
        isinstance(raw.get(key), Mapping) for key in ("scheme", "tasks", "ruleset")
    ):
        return [Problem("own_pack_format", "", {"format": str(FORMAT)})]
    lists = (
        ("items", raw.get("items", ()), MOST_ITEMS),
        ("scheme", raw["scheme"].get("indicator", ()), MOST_ROWS),
        ("tasks", raw["tasks"].get("task", ()), MOST_TASKS),
        ("ruleset", raw["ruleset"].get("rule", ()), MOST_ROWS),
    )
    return [
        Problem("own_pack_too_long", name, {"limit": str(most)})
        for name, rows, most in lists
        if isinstance(rows, list | tuple) and len(rows) > most
    ]


def _units(scheme: Scheme, catalogue: Catalogue) -> list[Problem]:
    """Units that no item has and no table is known to use: 千元 beside 元 would go unseen."""
    known = {*MORE_UNITS, *(item.unit for item in catalogue)}
    return [
        Problem("own_pack_unit", f"indicator[{row.number}].part[{part.key}].unit", {"given": part.unit})
        for row in scheme
        for part in row.parts
        if part.unit not in known
    ]


def _under(head: str, problem: Problem) -> Problem:
    return replace(problem, where=f"{head}.{problem.where}".rstrip("."))


def _with_ids(raw: Mapping[str, Any], own: str, rules: str) -> dict[str, Any]:
    """The plain data with these ids in the four places that have one."""
    scheme, tasks, ruleset = raw["scheme"], raw["tasks"], raw["ruleset"]
    return {
        **raw,
        "scheme": {**scheme, "pack": {**scheme["pack"], "id": own}},
        "tasks": {**tasks, "tasks": {**tasks["tasks"], "pack": own}},
        "ruleset": {**ruleset, "ruleset": {**ruleset["ruleset"], "id": rules, "pack": own}},
    }

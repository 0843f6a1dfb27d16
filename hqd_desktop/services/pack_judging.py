"""A table of one's own judged: its sheets become a pack, or every fault has the cell that it is about; it keeps none.

What the sheets say is judged by domain.own_pack; here only what cannot be understood is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.own_pack import FORMAT, OWN, OwnPack, extended, pack_from
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import LABEL
from hqd_desktop.domain.scheme import scheme_from
from hqd_desktop.services import rule_table
from hqd_desktop.services.pack_rows import Fault, Reading, groups_of, head_of, indicators_of, item_of
from hqd_desktop.services.pack_sheets import HEAD, INDICATORS, ITEMS, KEYS, REQUIRED, RULES, SHEETS, TASKS, Spot
from hqd_desktop.services.pack_table import PackTable
from hqd_desktop.services.pack_words import flag, listed, milestones, sentences
from hqd_desktop.services.rule_table import RuleTable

_SHEET_OF = {"items": ITEMS, "scheme": INDICATORS, "tasks": TASKS, "ruleset": RULES}
_STEP = re.compile(r"([a-z_]+)(?:\[([^\]]*)\])?")
_RULE_ROW = re.compile(r"第 (\d+) 行")


def judged(table: PackTable, shipped: Catalogue) -> tuple[OwnPack | None, list[Fault]]:
    """The pack of a table, or every fault with its cell."""
    raw, reading = _raw(table, shipped)
    if raw is None:
        return None, reading.faults
    pack, problems = pack_from(raw, shipped)
    faults = [Fault(_spot(one, reading), replace(one, where="")) for one in problems]
    return (None, reading.faults + faults) if faults or reading.faults else (pack, [])


def named(fault: Fault, table: PackTable) -> Problem:
    """The problem with its cell as its place."""
    return replace(fault.problem, where=table.cell_name(fault.spot))


def catalogue_of(table: PackTable, shipped: Catalogue) -> Catalogue:
    """The items that formulas of the sheets may name; the shipped ones alone while those of one's own are wrong."""
    reading = Reading(table)
    items = [item_of(row, Spot(ITEMS, at), reading) for at, row in enumerate(table.rows(ITEMS))]
    plain = [{name: value for name, value in item.items() if name != "formula"} for item in items]
    return extended(shipped, items)[0] or extended(shipped, plain)[0] or shipped


def _raw(table: PackTable, shipped: Catalogue) -> tuple[dict[str, Any] | None, Reading]:
    reading = Reading(table)
    for sheet in REQUIRED:
        if not table.rows(sheet):
            reading.fault(Spot(sheet), "own_pack_sheet_missing", sheet=sheet)
    if reading.faults:
        return None, reading
    items = [item_of(row, Spot(ITEMS, at), reading) for at, row in enumerate(table.rows(ITEMS))]
    names = {one["name"]: one["key"] for one in items}
    scheme = {
        "pack": head_of(table, reading),
        "group": groups_of(reading),
        "indicator": indicators_of(reading, shipped, names),
    }
    raw: dict[str, Any] = {"format": FORMAT, "scheme": scheme, "tasks": _tasks(reading)}
    if items:
        raw["items"] = items
    raw["ruleset"] = _rules(raw, reading, shipped)
    return (None if raw["ruleset"] is None else raw), reading


def _tasks(reading: Reading) -> dict[str, Any]:
    groups: dict[str, dict[str, Any]] = {}
    tasks: list[dict[str, Any]] = []
    for at, row in enumerate(reading.table.rows(TASKS)):
        spot, number, title = Spot(TASKS, at), row.get("编号", "").strip(), row.get("分组", "").strip()
        if title not in groups:
            groups[title] = {"key": f"g{len(groups) + 1}", "title": title}
            groups[title]["short"] = row.get("分组简称", "").strip() or title
            if flag(row.get("保障", "")):
                groups[title]["safeguard"] = True
        reading.cells[f"tasks.task[{number}]"] = spot
        told: dict[str, Any] = {"key": number, "number": number, "group": groups[title]["key"]}
        told |= {"text": row.get("任务", "").strip(), "section": row.get("出处", "").strip() or "—"}
        for field_name, heading in (("responsible", "责任单位"), ("cooperating", "协同单位")):
            if given := listed(row.get(heading, "")):
                told[field_name] = given
        if readings := sentences(row.get("两种读法", "")):
            told["readings"] = readings
        if owner := row.get("本院科室", "").strip():
            told["owner"] = owner
        dated, wrong = milestones(row.get("期限", ""))
        for text in wrong:
            reading.fault(replace(spot, heading="期限"), "own_pack_milestone", given=text)
        if dated:
            told["milestone"] = dated
        tasks.append(told)
    raw: dict[str, Any] = {"tasks": {"pack": OWN, "note": reading.table.head("任务说明")}}
    return {**raw, "group": list(groups.values()), "task": tasks} if tasks else raw


def _rules(raw: Mapping[str, Any], reading: Reading, shipped: Catalogue) -> dict[str, Any] | None:
    """The rules, once the table they are for can be built; until then any rules at all, so that it is judged first."""

    table = reading.table
    name = table.head("方案名称") or "示例赋分方案"
    head: dict[str, Any] = {"id": OWN, "name": name, "version": table.head("方案版本") or "1.0", "pack": OWN}
    head["label"] = LABEL
    catalogue, _ = extended(shipped, raw.get("items", ()))
    scheme = scheme_from(raw["scheme"], catalogue)[0] if catalogue is not None else None
    if scheme is None:
        return {"ruleset": head}
    own = {label: table.head(label) for label in (*rule_table.HEADS.values(), rule_table.GRADES)}
    own |= {rule_table.HEADS["pack"]: "", rule_table.HEADS["name"]: name, rule_table.HEADS["version"]: head["version"]}
    own[rule_table.HEADS["note"]] = table.head("方案说明")
    rows = table.rows(RULES)
    places = tuple(f"第 {at} 行" for at, _ in enumerate(rows))
    found, problems = rule_table.raw_from(RuleTable(own, rows, places), scheme)
    for problem in problems:
        match = _RULE_ROW.match(problem.where)
        heading = problem.where.partition("行")[2].strip() if match else problem.where
        spot = Spot(RULES, int(match[1]), heading or "序号") if match else Spot(HEAD, -1)
        reading.faults.append(Fault(spot, replace(problem, where="")))
    if found is None:
        return None
    for at, row in enumerate(rows):
        place = f"ruleset.rule[{row.get('序号', '').strip()}]"
        reading.cells.setdefault(place, Spot(RULES, at))
        for part in (part for one in scheme if one.number == row.get("序号", "").strip() for part in one.parts):
            if part.name == row.get(rule_table.PART, "").strip():
                reading.cells[f"{place}.part[{part.key}]"] = Spot(RULES, at)
    found["ruleset"] |= {"id": OWN, "pack": OWN}
    return found


def _spot(problem: Problem, reading: Reading) -> Spot:
    """The cell that a plain place came from: the nearest thing above it that a line stands for."""
    if problem.code == "pack_number_twice":
        twice = reading.cells.get(f"{problem.where}#twice")
        return replace(twice or Spot(INDICATORS), heading="序号")
    place, last = problem.where, ""
    while place:
        if place in reading.cells:
            spot = reading.cells[place]
            return replace(spot, heading=_heading(spot.sheet, last) or spot.heading or KEYS[spot.sheet][0])
        head, _, tail = place.rpartition(".")
        last = last or tail
        place = head
    return Spot(_SHEET_OF[problem.where.partition(".")[0]])


def in_words(problem: Problem) -> Problem:
    """A problem of plain data that has no cells: 指标 3（公式） in place of scheme.indicator[3].part[value].formula."""
    head, _, rest = problem.where.partition(".")
    if head not in _SHEET_OF:
        return problem
    sheet, steps = _SHEET_OF[head], _STEP.findall(rest)
    keys = [key for name, key in steps if key and name != "part"]
    heading = next((told for name, _ in reversed(steps) if (told := SHEETS[sheet].get(name))), "")
    where = " ".join((sheet, *keys[:1])) + (f"（{heading}）" if heading else "")
    return replace(problem, where=where)


def _heading(sheet: str, field_name: str) -> str:
    return SHEETS[sheet].get(field_name.partition("[")[0], "")

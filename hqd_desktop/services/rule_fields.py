"""Which cells of a rule table each kind of rule needs, and a table with one of them changed; texts only."""

from collections.abc import Mapping
from dataclasses import replace

from hqd_desktop.services.rule_table import (
    COLUMNS,
    CORE,
    DIRECTION,
    ELSE,
    FULL,
    KIND,
    KINDS,
    NAME,
    NUMBER,
    NUMBERS,
    OPTIONS,
    OTHERWISE,
    PART,
    REFERENCE_NAME,
    RELATIVE,
    STEPS,
    RuleTable,
)

WARN = NUMBERS["warn_below"]
SIDES, TRENDS = ("不低于", "不高于"), ("上升为好", "下降为好")
_KEPT = {NUMBER, NAME, PART, KIND, CORE, WARN, FULL}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "monitor": (),
    "threshold": (FULL, DIRECTION, NUMBERS["limit"], ELSE),
    "range": (FULL, NUMBERS["low"], NUMBERS["high"]),
    "bands": (FULL, STEPS),
    "ladder": (FULL, STEPS),
    "trend": (FULL, DIRECTION, NUMBERS["tolerance"], RELATIVE, NUMBERS["level"]),
    "checklist": (FULL,),
    "rated": (FULL,),
    "bonus": (FULL,),
    "efficacy": (FULL, NUMBERS["unacceptable"], NUMBERS["satisfactory"]),
    "completion": (FULL, NUMBERS["target"]),
    "goal": (FULL,),
    "relative": (FULL, DIRECTION, NUMBERS["reference"], REFERENCE_NAME),
    "best_of": (FULL, OPTIONS),
    "sum": (FULL, OPTIONS),
}
_MORE = {
    OTHERWISE["steps"]: (NUMBERS["step"], NUMBERS["per_step"]),
    OTHERWISE["linear"]: (NUMBERS["zero_at"],),
}
# What a field holds when a kind is chosen that needs it: the plainest rule that can be read.
_FIRST = {ELSE: OTHERWISE["zero"], FULL: "4", NUMBERS["tolerance"]: "0", NUMBERS["limit"]: "0"}


def kind_of(row: Mapping[str, str]) -> str:
    """The stored word of the row's kind; a blank or unknown one counts as 监测."""
    return next((kind for kind, name in KINDS.items() if name == row.get(KIND, "")), "monitor")


def fields_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """The headings of the cells that the row's kind needs, in the order of asking."""
    kind = kind_of(row)
    return _FIELDS[kind] + (_MORE.get(row.get(ELSE, ""), ()) if kind == "threshold" else ())


def choices_of(heading: str, kind: str) -> tuple[str, ...]:
    """The words of a cell that is chosen from; none for one that is typed."""
    if heading == DIRECTION:
        return TRENDS if kind == "trend" else SIDES
    return tuple(OTHERWISE.values()) if heading == ELSE else ()


def with_cell(table: RuleTable, place: int, heading: str, text: str) -> RuleTable:
    """The table with one cell changed; cells that the kind has no use for any more are emptied, new ones begun."""
    row = {**table.rows[place], heading: text}
    if heading == KIND:
        row = {name: cell if name in _KEPT else "" for name, cell in row.items()}
        kind = kind_of(row)
        for name in _FIELDS[kind]:
            choices = choices_of(name, kind)
            row[name] = row.get(name) or _FIRST.get(name, "") or (choices[0] if choices else "")
        if kind == "monitor":
            row[FULL] = ""
    wanted = {*_KEPT, *fields_of(row)}
    row = {name: row.get(name, "") if name in wanted else "" for name in COLUMNS}
    return replace(table, rows=(*table.rows[:place], row, *table.rows[place + 1 :]))


def with_head(table: RuleTable, heading: str, text: str) -> RuleTable:
    """The table with another name, version, 文号 …"""
    return replace(table, head={**table.head, heading: text})

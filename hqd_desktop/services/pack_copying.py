"""An existing table, its tasks and rules as sheets to be changed into one of one's own; it judges nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.ruleset_raw import raw_of
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.tasks import TaskList
from hqd_desktop.services import rule_table
from hqd_desktop.services.pack_sheets import (
    EXAMPLE,
    GROUPS,
    HEAD,
    HEADINGS,
    INDICATORS,
    ITEMS,
    LABELS,
    OF_FIELD,
    REFERENCES,
    RULES,
    SHEETS,
    TASKS,
    Row,
)
from hqd_desktop.services.pack_table import PackTable
from hqd_desktop.services.pack_words import told_milestones

_OWN_KEY = "own_"


def example() -> PackTable:
    """The filled example that a template holds."""
    return PackTable({sheet: tuple(_whole(sheet, row) for row in EXAMPLE.get(sheet, ())) for sheet in SHEETS})


def copied(scheme: Scheme, tasks: TaskList, ruleset: RuleSet, catalogue: Catalogue) -> PackTable:
    """All that they say; what is read back from it is the same table, whatever its id."""
    raw = raw_of(ruleset, scheme)
    rules = rule_table.table_of(raw, scheme)
    kept: dict[str, str] = {
        "名称": scheme.name, "简称": scheme.short, "文号": scheme.document, "印发单位": scheme.issuer,
        "印发日期": scheme.issued, "版本": scheme.version, "说明": "\n".join(scheme.notes), "任务说明": tasks.note,
        "方案名称": ruleset.name, "方案版本": ruleset.version, "方案说明": ruleset.note,
    }  # fmt: skip
    kept |= {label: rules.head.get(label, "") for label in LABELS if label in rules.head and label not in kept}
    sheets: dict[str, list[Mapping[str, str]]] = {
        HEAD: [{"项目": label, "内容": kept.get(label, "")} for label in LABELS],
        GROUPS: [{"一级指标": group.title, "简称": group.short} for group in scheme.groups],
        INDICATORS: [],
        REFERENCES: [],
        ITEMS: [_item(item) for item in catalogue.raw["item"] if str(item.get("key", "")).startswith(_OWN_KEY)],
        TASKS: [_task(task, tasks) for task in tasks.raw.get("task", ())],
        RULES: list(rules.rows),
    }
    titles = {group.key: group.title for group in scheme.groups}
    for row in scheme.raw["indicator"]:
        sheets[INDICATORS] += _indicator(row, titles, catalogue)
        sheets[REFERENCES] += [
            {"序号": row["number"], **_fields(REFERENCES, one), "名称": one["name"]} for one in row.get("reference", ())
        ]
    return PackTable({sheet: tuple(_whole(sheet, row) for row in rows) for sheet, rows in sheets.items()})


def _whole(sheet: str, row: Row) -> dict[str, str]:
    return {heading: row.get(heading, "") for heading in HEADINGS[sheet]}


def _fields(sheet: str, raw: Mapping[str, Any]) -> dict[str, str]:
    """What stands plainly: texts, numbers, lists, yes, and the Chinese of stored words."""
    told: dict[str, str] = {}
    for field_name, heading in SHEETS[sheet].items():
        value = raw.get(field_name)
        if (
            value is None
            or isinstance(value, dict)
            or (isinstance(value, list) and value and isinstance(value[0], dict))
        ):
            continue
        words = {stored: chinese for chinese, stored in OF_FIELD.get(field_name, {}).items()}
        if isinstance(value, bool):
            told[heading] = "是" if value else ""
        elif isinstance(value, list):
            told[heading] = "、".join(value)
        else:
            told[heading] = words.get(str(value), str(value))
    return told


def _indicator(raw: Mapping[str, Any], titles: Mapping[str, str], catalogue: Catalogue) -> list[dict[str, str]]:
    head = _fields(INDICATORS, raw) | {"一级指标": titles[raw["group"]]}
    lines: list[dict[str, str]] = []
    for part in raw.get("part", ()):
        line = _fields(INDICATORS, part) | {"值名称": part["name"]}
        line = {heading: text for heading, text in line.items() if heading not in ("指标名称", "简称")}
        if "checklist" in part:
            line["条件"] = _names_of(part["checklist"], catalogue)
        if part.get("direct"):
            line["直接填报"] = _names_of([part["direct"]], catalogue)
        lines.append(line)
    return [head | (lines[0] if lines else {}), *lines[1:]]


def _item(raw: Mapping[str, Any]) -> dict[str, str]:
    return _fields(ITEMS, raw)


def _task(raw: Mapping[str, Any], tasks: TaskList) -> dict[str, str]:
    group = next(group for group in tasks.groups if group.key == raw["group"])
    told = _fields(TASKS, raw) | {"分组": group.title, "分组简称": group.short}
    told["保障"] = "是" if group.safeguard else ""
    told["两种读法"] = "；".join(raw.get("readings", ()))
    told["期限"] = told_milestones(raw.get("milestone", ()))
    return told


def _names_of(keys: Iterable[str], catalogue: Catalogue) -> str:
    """Item keys as the names that people fill in."""
    return "、".join(catalogue[key].name if key in catalogue.items else key for key in keys)

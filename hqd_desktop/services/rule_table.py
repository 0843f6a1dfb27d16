"""A rule set as a table that a bureau can fill, and back; texts only, it refuses to know sheets.

What the table says is judged by ruleset_from like any other rule set; here only what cannot be understood is refused.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.numerals import canonical_text, read_number
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import LABEL
from hqd_desktop.domain.scheme import Scheme, Scope

KINDS = {
    "monitor": "监测",
    "threshold": "达标",
    "range": "合理区间",
    "bands": "区间赋分",
    "ladder": "等级",
    "trend": "较上年",
    "checklist": "条件计数",
    "rated": "自评分级",
    "bonus": "加分",
    "efficacy": "功效系数",
    "completion": "完成率",
    "goal": "本院目标完成率",
    "relative": "参照值",
    "best_of": "取最高",
    "sum": "相加",
}
DIRECTIONS = {"at_least": "不低于", "at_most": "不高于", "up": "上升为好", "down": "下降为好"}
OTHERWISE = {"zero": "得0分", "proportion": "按比例折算", "steps": "按档减分", "linear": "直线减到0分"}
YES = "是"
NUMBERS = {
    "limit": "界限",
    "step": "每档",
    "per_step": "每档减分",
    "zero_at": "减到0分的值",
    "low": "区间下限",
    "high": "区间上限",
    "tolerance": "允许变动",
    "level": "合理水平",
    "unacceptable": "不允许值",
    "satisfactory": "满意值",
    "target": "目标值",
    "reference": "参照值",
    "warn_below": "低于须说明",
}
NUMBER, NAME, PART, FULL, KIND, DIRECTION, ELSE = "序号", "指标", "值", "满分", "规则", "方向", "未达到时"
STEPS, RELATIVE, REFERENCE_NAME, CORE, OPTIONS = "各档", "按上年百分比", "参照名称", "核心★", "组合"
COLUMNS = (
    NUMBER,
    NAME,
    PART,
    FULL,
    KIND,
    DIRECTION,
    ELSE,
    *NUMBERS.values(),
    STEPS,
    RELATIVE,
    REFERENCE_NAME,
    CORE,
    OPTIONS,
)
HEADS = {
    "pack": "评价指标表",
    "name": "名称",
    "version": "版本",
    "approval": "批准文号",
    "note": "说明",
    "places": "得分小数位",
    "bonus_cap": "加分上限",
}
GRADES = "总分等级"


@dataclass(frozen=True, slots=True)
class RuleTable:
    """What stands in a workbook of a rule set: values by heading at its top, then one row for each value of a rule.

    `places` tells where each row stands, for problems.
    """

    head: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    places: tuple[str, ...] = ()


def table_of(raw: Mapping[str, Any], scheme: Scheme) -> RuleTable:
    """The table of a rule set's plain data (domain.ruleset_raw)."""
    head = {heading: str(raw["ruleset"].get(field, "")) for field, heading in HEADS.items()}
    head[GRADES] = "；".join(f"{one['name']}={one['minimum']}" for one in raw.get("grade", ()))
    rows: list[dict[str, str]] = []
    places: list[str] = []
    for rule in raw["rule"]:
        row = scheme.indicator(rule["indicator"])
        parts = rule.get("part") or [rule]
        names = {part.key: part.name for part in row.parts}
        for place, part in enumerate(parts):
            first = not place
            told = {NUMBER: row.number, NAME: row.short, PART: names.get(part.get("part", ""), ""), **_cells(part)}
            if "part" in rule:
                told[FULL] = part.get("full", "")
            if first and rule.get("core"):
                told[CORE] = YES
            if first and "warn_below" in rule:
                told[NUMBERS["warn_below"]] = rule["warn_below"]
            rows.append({heading: told.get(heading, "") for heading in COLUMNS})
            places.append(row.label)
    return RuleTable(head, tuple(rows), tuple(places))


def raw_from(table: RuleTable, scheme: Scheme) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The plain data that a table stands for, or everything in it that cannot be understood."""
    problems: list[Problem] = []
    given = {field: table.head.get(heading, "").strip() for field, heading in HEADS.items()}
    if given["pack"] not in ("", scheme.id, scheme.short, scheme.name):
        problems.append(Problem("rules_other_table", HEADS["pack"], {"given": given["pack"], "own": scheme.short}))
    places = _number(given["places"], HEADS["places"], problems) or "2"
    head: dict[str, Any] = {
        "id": "own",
        "name": given["name"],
        "version": given["version"],
        "label": LABEL,
        "pack": scheme.id,
        "approval": given["approval"],
        "note": given["note"],
        "places": int(places) if places.isdigit() else -1,
        "bonus_cap": _number(given["bonus_cap"], HEADS["bonus_cap"], problems) or "0",
    }
    raw: dict[str, Any] = {"ruleset": head, "rule": _rules(table, scheme, problems)}
    grades = [_pair(text, GRADES, problems) for text in _listed(table.head.get(GRADES, ""))]
    if grades:
        raw["grade"] = [{"name": name, "minimum": _number(least, GRADES, problems)} for name, least in grades]
    return (None, problems) if problems else (raw, [])


def _cells(rule: Mapping[str, Any]) -> dict[str, str]:
    """What a rule fills in beyond its number and name."""
    told = {KIND: KINDS[rule["kind"]], FULL: str(rule.get("full", ""))}
    told[DIRECTION] = DIRECTIONS.get(rule.get("direction", ""), "")
    told[ELSE] = OTHERWISE.get(rule.get("otherwise", ""), "")
    told |= {heading: rule[field] for field, heading in NUMBERS.items() if field in rule and field != "warn_below"}
    told[RELATIVE] = YES if rule.get("relative") else ""
    told[REFERENCE_NAME] = rule.get("reference_name", "")
    steps = [f"{band['minimum']}={band['points']}" for band in rule.get("band", ())]
    for step in rule.get("step", ()) if isinstance(rule.get("step"), list) else ():
        levels = f"{'、'.join(step['levels'])}:" if "levels" in step else ""
        steps.append(f"{levels}{step['minimum']}={step['share']}")
    told[STEPS] = "；".join(steps)
    if isinstance(rule.get("step"), list):
        told[NUMBERS["step"]] = ""
    if "option" in rule:
        told[OPTIONS] = json.dumps(rule["option"], ensure_ascii=False)
    return told


def _rules(table: RuleTable, scheme: Scheme, problems: list[Problem]) -> list[dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {}
    rows = {row.number: row for row in scheme if row.scope is Scope.HOSPITAL}
    places = table.places or tuple(f"第 {place} 行" for place, _ in enumerate(table.rows, 1))
    for cells, place in zip(table.rows, places, strict=True):
        number = cells.get(NUMBER, "").strip()
        if number not in rows:
            problems.append(Problem("rules_no_such_row", place, {"given": number}))
            continue
        rule = _rule(cells, place, problems)
        own: dict[str, Any] = {"core": True} if cells.get(CORE, "").strip() == YES else {}
        warn = _number(cells.get(NUMBERS["warn_below"], ""), f"{place} {NUMBERS['warn_below']}", problems)
        if warn:
            own["warn_below"] = warn
        parts = {part.name: part.key for part in rows[number].parts}
        if len(parts) == 1:
            if number in rules:
                problems.append(Problem("rules_row_twice", place, {"given": number}))
            rules[number] = {"indicator": number, **own, **rule}
            continue
        name = cells.get(PART, "").strip()
        if name not in parts:
            problems.append(Problem("rules_no_such_part", place, {"given": name, "allowed": "、".join(parts)}))
            continue
        whole = rules.setdefault(number, {"indicator": number, "part": []})
        whole |= own
        whole["part"].append({"part": parts[name], **rule})
    for whole in rules.values():
        if any(part["kind"] != "monitor" for part in whole.get("part", ())):
            whole["full"] = canonical_text(sum((Decimal(part.get("full", "0")) for part in whole["part"]), Decimal(0)))
    return list(rules.values())


def _rule(cells: Mapping[str, str], place: str, problems: list[Problem]) -> dict[str, Any]:
    """One value's rule; a field is given where its cell is not blank."""
    kind = _word(cells, KIND, KINDS, place, problems) or "monitor"
    rule: dict[str, Any] = {"kind": kind}
    if kind == "monitor":
        return rule
    if full := _number(cells.get(FULL, ""), f"{place} {FULL}", problems):
        rule["full"] = full
    for field, heading, words in (("direction", DIRECTION, DIRECTIONS), ("otherwise", ELSE, OTHERWISE)):
        if word := _word(cells, heading, words, place, problems):
            rule[field] = word
    for field, heading in NUMBERS.items():
        if field != "warn_below" and (value := _number(cells.get(heading, ""), f"{place} {heading}", problems)):
            rule[field] = value
    if cells.get(RELATIVE, "").strip() == YES:
        rule["relative"] = True
    if name := cells.get(REFERENCE_NAME, "").strip():
        rule["reference_name"] = name
    steps = [_pair(text, f"{place} {STEPS}", problems) for text in _listed(cells.get(STEPS, ""))]
    if kind == "bands":
        read = [[_number(text, f"{place} {STEPS}", problems) for text in step] for step in steps]
        rule["band"] = [{"minimum": low, "points": points} for low, points in read]
    if kind == "ladder":
        rule["step"] = [_step(low, share, f"{place} {STEPS}", problems) for low, share in steps]
    if text := cells.get(OPTIONS, "").strip():
        rule["option"] = _options(text, f"{place} {OPTIONS}", problems)
    return rule


def _options(text: str, place: str, problems: list[Problem]) -> list[Any]:
    try:
        options = json.loads(text)
    except (ValueError, RecursionError):
        options = None
    if not isinstance(options, list):
        problems.append(Problem("rules_options", place))
        return []
    return options


def _step(low: str, share: str, place: str, problems: list[Problem]) -> dict[str, Any]:
    """`三级、二级:4` is a step for those levels, `4` one for all."""
    levels, _, minimum = low.replace("：", ":").rpartition(":")
    own: dict[str, Any] = {"levels": [level.strip() for level in levels.split("、")]} if levels else {}
    least = _number(minimum.strip() or low, place, problems)
    return {**own, "minimum": least, "share": _number(share, place, problems)}


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", "；").split("；") if part.strip()]


def _pair(text: str, place: str, problems: list[Problem]) -> tuple[str, str]:
    """`名称=90`, `1=2`."""
    left, sign, right = text.replace("＝", "=").rpartition("=")
    if not sign or not left.strip() or not right.strip():
        problems.append(Problem("rules_pair", place, {"given": text}))
        return "", ""
    return left.strip(), right.strip()


def _word(cells: Mapping[str, str], heading: str, words: Mapping[str, str], place: str, problems: list[Problem]) -> str:
    """The stored word for a Chinese one; blank gives nothing."""
    given = cells.get(heading, "").strip()
    found = next((word for word, chinese in words.items() if chinese == given), "")
    if given and not found:
        allowed = {"given": given, "allowed": "、".join(words.values())}
        problems.append(Problem("rules_word", f"{place} {heading}", allowed))
    return found


def _number(text: str, place: str, problems: list[Problem]) -> str:
    """A number in its canonical text; blank gives nothing."""
    if not text.strip():
        return ""
    number = read_number(text, where=place)
    if isinstance(number, Problem):
        problems.append(number)
    return canonical_text(number) if isinstance(number, Decimal) else ""

"""The lines of a table of one's own as plain data, each remembered with its cell; it judges nothing but words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.own_pack import OWN, item_key
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.pack_sheets import GROUPS, HEAD, INDICATORS, OF_FIELD, REFERENCES, SHEETS, Row, Spot
from hqd_desktop.services.pack_table import PackTable
from hqd_desktop.services.pack_words import flag, listed, word

# What belongs to an indicator and not to one of its values, so that a line of a second value must leave it blank.
_HEADINGS = tuple(SHEETS[INDICATORS].values())
_OF_ROW = _HEADINGS[: _HEADINGS.index("值名称")]


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem and the cell that it is about."""

    spot: Spot
    problem: Problem


@dataclass(slots=True)
class Reading:
    """The table under reading: faults gather, and plain places are remembered with the cell they came from."""

    table: PackTable
    faults: list[Fault] = field(default_factory=list)
    cells: dict[str, Spot] = field(default_factory=dict)

    def fault(self, spot: Spot, code: str, **params: str) -> None:
        self.faults.append(Fault(spot, Problem(code, "", params)))

    def words(self, row: Row, spot: Spot, words: Mapping[str, str]) -> str:
        found = word(row.get(spot.heading, ""), words)
        if found is None:
            allowed = "、".join(words)
            self.fault(spot, "rules_word", given=row[spot.heading].strip(), allowed=allowed)
        return found or ""


def head_of(table: PackTable, reading: Reading) -> dict[str, Any]:
    labels = {"name": "名称", "short": "简称", "document": "文号", "issuer": "印发单位", "issued": "印发日期",
              "version": "版本"}  # fmt: skip
    at = {row.get("项目", ""): place for place, row in enumerate(table.rows(HEAD))}
    for key, label in labels.items():
        reading.cells[f"scheme.pack.{key}"] = Spot(HEAD, at.get(label, -1), "内容")
    notes = [line.strip() for line in table.head("说明").splitlines() if line.strip()]
    return {"id": OWN, **{key: table.head(label) for key, label in labels.items()}, "notes": notes}


def groups_of(reading: Reading) -> list[dict[str, str]]:
    """The headings of the table, each with a key by its place."""
    rows = reading.table.rows(GROUPS)
    reading.cells |= {f"scheme.group[g{at}]": Spot(GROUPS, at - 1) for at, _ in enumerate(rows, 1)}
    return [
        {"key": f"g{at}", "title": row.get("一级指标", "").strip(), "short": row.get("简称", "").strip()}
        for at, row in enumerate(rows, 1)
    ]


def item_of(row: Row, spot: Spot, reading: Reading) -> dict[str, Any]:
    kind = reading.words(row, replace(spot, heading="类型"), OF_FIELD["kind"]) or "number"
    period = reading.words(row, replace(spot, heading="期间"), OF_FIELD["period"]) or "year"
    name, unit = row.get("名称", "").strip(), row.get("单位", "").strip()
    key = item_key(name, kind, unit, period)
    reading.cells[f"items.item[{key}]"] = spot
    told: dict[str, Any] = {"key": key, "name": name, "kind": kind, "unit": unit, "period": period}
    told["group"] = row.get("分组", "").strip() or "自建数据项"
    for field_name, heading in (("department", "责任科室"), ("source", "来源表"), ("definition", "填报说明")):
        told[field_name] = row.get(heading, "").strip()
    for field_name, heading in (("formula", "公式"), ("minimum", "下限"), ("maximum", "上限")):
        if text := row.get(heading, "").strip():
            told[field_name] = text
    _whole(told, "decimals", row, replace(spot, heading="小数位"), reading)
    return told


def indicators_of(reading: Reading, shipped: Catalogue, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row begins where 序号 is filled; a line without one is another value of the row above."""
    groups = {row.get("一级指标", "").strip(): f"g{at}" for at, row in enumerate(reading.table.rows(GROUPS), 1)}
    references: dict[str, list[dict[str, Any]]] = {}
    for at, row in enumerate(reading.table.rows(REFERENCES)):
        number = row.get("序号", "").strip()
        spot = Spot(REFERENCES, at)
        told: dict[str, Any] = {
            "name": row.get("名称", "").strip(), "unit": row.get("单位", "").strip(),
            "formula": row.get("公式", "").strip(), "note": row.get("说明", "").strip(),
        }  # fmt: skip
        _whole(told, "decimals", row, replace(spot, heading="小数位"), reading)
        reading.cells[f"scheme.indicator[{number}].reference[{told['name']}]"] = spot
        references.setdefault(number, []).append(told)
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for at, row in enumerate(reading.table.rows(INDICATORS)):
        spot, number = Spot(INDICATORS, at), row.get("序号", "").strip()
        if number:
            rows.append(_indicator(row, number, groups, spot, reading))
            place = f"scheme.indicator[{number}]"
            if number in seen:
                reading.cells[f"{place}#twice"] = spot
            reading.cells.setdefault(place, spot)
            seen.add(number)
            if number in references:
                rows[-1]["reference"] = references.pop(number)
        elif not rows:
            reading.fault(replace(spot, heading="序号"), "own_pack_no_number")
            continue
        else:
            for heading in (one for one in _OF_ROW if row.get(one, "").strip()):
                reading.fault(replace(spot, heading=heading), "own_pack_second_value")
        if any(row.get(heading, "").strip() for heading in ("公式", "条件")):
            rows[-1].setdefault("part", []).append(_part(row, rows[-1], spot, reading, shipped, names))
    for number, lost in references.items():
        at = next(
            place for place, row in enumerate(reading.table.rows(REFERENCES)) if row.get("序号", "").strip() == number
        )
        reading.fault(Spot(REFERENCES, at, "序号"), "rules_no_such_row", given=number or lost[0]["name"])
    return rows


def _indicator(row: Row, number: str, groups: Mapping[str, str], spot: Spot, reading: Reading) -> dict[str, Any]:
    told: dict[str, Any] = {"number": number, "part": []}
    group = row.get("一级指标", "").strip()
    if group not in groups:
        reading.fault(replace(spot, heading="一级指标"), "own_pack_no_group", given=group, allowed="、".join(groups))
    told["group"] = groups.get(group, next(iter(groups.values()), ""))
    for field_name, heading in (
        ("name", "指标名称"), ("short", "简称"), ("explanation", "指标说明"), ("requirement", "指标要求"),
        ("source", "指标来源"), ("supplier", "责任科室"), ("oddity", "口径提示"), ("section", "出处"),
    ):  # fmt: skip
        told[field_name] = row.get(heading, "").strip()
    told["short"] = told["short"] or told["name"]
    for field_name, heading in (("scope", "层面"), ("direction", "方向"), ("not_applicable", "可标不适用")):
        told[field_name] = reading.words(row, replace(spot, heading=heading), OF_FIELD[field_name])
    told["scope"] = told["scope"] or "H"
    told = {
        name: value for name, value in told.items() if value or name in ("part", "name", "short", "number", "group")
    }
    for field_name, heading in (("levels", "适用级别"), ("types", "适用类别")):
        if given := listed(row.get(heading, "")):
            told[field_name] = given
    if flag(row.get("按季", "")):
        told["quarterly"] = True
    if given := listed(row.get("季度文字", "")):
        told["narrative"] = given
    if day := row.get("期限", "").strip():
        told["deadline"] = day
    return told


def _part(
    row: Row, indicator: dict[str, Any], spot: Spot, reading: Reading, shipped: Catalogue, names: Mapping[str, str]
) -> dict[str, Any]:
    count = len(indicator.get("part", ())) + 1
    key = "value" if count == 1 else f"value{count}"
    reading.cells[f"scheme.indicator[{indicator['number']}].part[{key}]"] = spot
    told: dict[str, Any] = {"key": key, "name": row.get("值名称", "").strip() or indicator["short"]}
    if unit := row.get("单位", "").strip():
        told["unit"] = unit
    _whole(told, "decimals", row, replace(spot, heading="小数位"), reading)
    if formula := row.get("公式", "").strip():
        told["formula"] = formula
    for field_name, heading in (("checklist", "条件"), ("direct", "直接填报")):
        known = [_key(name, shipped, names) for name in listed(row.get(heading, ""))]
        if known:
            told[field_name] = known if field_name == "checklist" else known[0]
    if flag(row.get("显示为1比几", "")):
        told["as_ratio"] = True
    if target := row.get("目标值", "").strip():
        told["target"] = target
        told["target_side"] = reading.words(row, replace(spot, heading="目标方向"), OF_FIELD["target_side"])
    return told


def _key(name: str, shipped: Catalogue, names: Mapping[str, str]) -> str:
    """The key of an item by its name; a name that nobody knows stays, and is told as unknown."""
    found = shipped.find(name)
    return names.get(name) or (found.key if found is not None else name)


def _whole(told: dict[str, Any], name: str, row: Row, spot: Spot, reading: Reading) -> None:
    text = row.get(spot.heading, "").strip()
    if not text:
        return
    if text.isascii() and text.isdigit() and len(text) == 1:
        told[name] = int(text)
    else:
        reading.fault(spot, "own_pack_whole", given=text)

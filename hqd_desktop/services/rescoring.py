"""The snapshot of a package scored again, and how that stands to a recorded result; it believes nothing it is given."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.canonical import FORMAT, figures_from, snapshot
from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.goals import goals_from
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import catalogue_from
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.domain.scheme import scheme_from
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.records import Assessment, Packs
from hqd_desktop.services.result import result_data

_NO_CHECKS = CheckBook((), (), Decimal(30), "", {})
_TOTALS = {
    "total": "结果", "points": "得分", "bonus": "加分", "full": "适用满分", "undetermined": "未定", "grade": "等级",
    "total_without_renormalising": "不重算满分的结果", "provisional": "暂得分",
}  # fmt: skip
_ROW = {"status": "状态", "points": "得分", "full": "分值", "undetermined": "未定"}
_VALUE = {
    "value": "本年", "last_year": "上年", "points": "得分", "full": "分值", "goal": "本院目标", "completion": "完成率",
}  # fmt: skip
_FIGURE = {"state": "状态", "value": "数", "text": "文字", "note": "备注", "source": "来源"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two records say differently; `place` in words."""

    place: str
    was: str
    now: str


def snapshot_data(assessment: Assessment) -> dict[str, Any]:
    """All that the score depends on, the packs as they are, so that it can be scored from this alone."""
    goals = assessment.scorecard.goals
    return snapshot(assessment.hospital, assessment.year, assessment.figures, assessment.packs.raw, goals)


def scored_again(raw: bytes | None) -> Assessment | None:
    """The assessment of a snapshot's bytes without its checks; None when they are no snapshot with whole packs."""
    try:
        data = json.loads((raw or b"").decode())
        if data["format"] != FORMAT:
            return None
        kept = data["hospital"]
        hospital = Hospital(kept["name"], kept["level"], kept["type"], kept["code"])
        catalogue, _ = catalogue_from(data["packs"]["catalogue"])
        scheme, _ = scheme_from(data["packs"]["scheme"], catalogue)  # type: ignore[arg-type]
        ruleset, _ = ruleset_from(data["packs"]["ruleset"], scheme)  # type: ignore[arg-type]
        packs = Packs(catalogue, _NO_CHECKS, scheme, ruleset)  # type: ignore[arg-type]
        figures, year = figures_from(data["figures"]), int(data["year"])
        goals = goals_from(data.get("goals", ()), year)
        card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital, year, figures, goals)
        assessment = Assessment(packs, hospital, year, figures, card, (), ())
        assessment.digest  # noqa: B018 — what has no digest is no snapshot
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None  # somebody's own making may break any step
    return assessment


def result_of(assessment: Assessment) -> dict[str, Any]:
    """What result.json would say of it, as far as numbers go."""
    return result_data(assessment, "")


def read_object(raw: bytes | None) -> Mapping[str, Any] | None:
    """A recorded result, or other JSON data by name; None when it is none."""
    try:
        data = json.loads((raw or b"").decode())
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def total_differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """结果, 得分, 加分 …"""
    yield from _fields("", _TOTALS, was, now)


def row_differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """Points and values of every indicator, rows that only one of both has included."""
    before, after = _by(was.get("indicators"), "number"), _by(now.get("indicators"), "number")
    for number in dict.fromkeys((*before, *after)):
        old, new = before.get(number, {}), after.get(number, {})
        name = f"{number} {new.get('short') or old.get('short') or ''}".strip()
        yield from _fields(name, _ROW, old, new)
        old_values, new_values = _by(old.get("values"), "key"), _by(new.get("values"), "key")
        for key in dict.fromkeys((*old_values, *new_values)):
            first, second = old_values.get(key, {}), new_values.get(key, {})
            part = second.get("name") or ""
            yield from _fields(f"{name} {part}".strip(), _VALUE, first, second)


def figure_differences(was: object, now: object, names: Mapping[str, str]) -> Iterator[Difference]:
    """Figures as canonical.figures_data has them, by period and item."""
    before, after = _flat(was), _flat(now)
    for key in dict.fromkeys((*before, *after)):
        period = parse_period(key[0])
        name = f"{names.get(key[1], key[1])}（{period.label if period else key[0]}）"
        yield from _fields(name, _FIGURE, before.get(key, {}), after.get(key, {}))


def _flat(data: object) -> dict[tuple[str, str], Mapping[str, Any]]:
    rows = data if isinstance(data, dict) else {}
    return {
        (period, item): fields
        for period, items in rows.items() if isinstance(items, dict)
        for item, fields in items.items() if isinstance(fields, dict)
    }  # fmt: skip


def _by(rows: object, key: str) -> dict[str, Mapping[str, Any]]:
    listed = rows if isinstance(rows, list) else []
    return {str(row.get(key)): row for row in listed if isinstance(row, dict)}


def _fields(
    place: str, labels: Mapping[str, str], was: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[Difference]:
    for key, label in labels.items():
        if was.get(key) != now.get(key):
            yield Difference(f"{place} {label}".strip(), _text(was.get(key)), _text(now.get(key)))


def _text(value: object) -> str:
    if value is None or value == "":
        return "空白"
    return ("是" if value else "否") if isinstance(value, bool) else str(value)

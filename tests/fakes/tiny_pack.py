"""A table of few rows over plain items a, b, c …, so that a test of scoring shows all it depends on."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.figures import Figure, FigureKey, not_applicable, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue, catalogue_from
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme, scheme_from
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.scoring import score

YEAR = 2025
NUMBERS = "abcdefgh"
CONDITIONS = ("yes1", "yes2", "yes3")
QUARTERLY = ("q1", "q2")
ANY = Hospital("测试医院", "三级", "综合")


def _item(key: str, **fields: Any) -> dict[str, Any]:
    whole = {"key": key, "name": key, "department": "财务科", "source": "年报", "group": "组", "definition": "说明"}
    return {**whole, **fields}


def tiny_catalogue(*more: dict[str, Any]) -> Catalogue:
    """Numbers a–h, `ab` = a ÷ b (or entered), conditions of the year and of quarters, a quarterly narrative."""
    items = [_item(key, unit="元") for key in NUMBERS]
    items += [_item("ab", unit="元", decimals=2, formula="a ÷ b"), _item("own", unit="元", formula="a", own_value=True)]
    items += [_item(key, kind="yes_no") for key in CONDITIONS]
    items += [_item(key, kind="yes_no", period="quarter") for key in QUARTERLY]
    items += [_item("story", kind="text", period="quarter"), *more]
    found, problems = catalogue_from({"version": "1", "departments": ["财务科"], "sources": ["年报"], "item": items})
    assert found is not None, problems
    return found


def part(formula: str = "", key: str = "value", **fields: Any) -> dict[str, Any]:
    """One value of a row."""
    return {"key": key, "name": key, "unit": "%", "decimals": 2, "formula": formula, **fields}


def row(number_: str, *parts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """One row of the table."""
    whole = {"number": number_, "group": "g", "name": number_, "short": number_, "scope": "H", "part": list(parts)}
    return {**whole, **fields}


def rule(number_: str, kind: str = "threshold", full: str = "4", **fields: Any) -> dict[str, Any]:
    """A rule; a threshold of at least 10 unless told otherwise."""
    limit = {"direction": "at_least", "limit": "10"} if kind == "threshold" else {}
    return {"indicator": number_, "kind": kind, "full": full, **limit, **fields}


def tiny_scheme(rows: Sequence[dict[str, Any]], catalogue: Catalogue) -> Scheme:
    """The table."""
    head = dict.fromkeys(("name", "short", "document", "issuer", "issued", "version"), "x")
    raw = {
        "pack": {"id": "tiny", **head},
        "group": [{"key": "g", "title": "一、组", "short": "组"}],
        "indicator": list(rows),
    }
    found, problems = scheme_from(raw, catalogue)
    assert found is not None, problems
    return found


def tiny_ruleset(rules: Sequence[dict[str, Any]], scheme: Scheme, **fields: Any) -> RuleSet:
    """The rules; `grade` goes to the top, everything else into the head."""
    grades = fields.pop("grade", [])
    head = {"id": "r", "name": "小方案", "version": "1", "label": "自定赋分", "pack": "tiny", **fields}
    found, problems = ruleset_from({"ruleset": head, "rule": list(rules), "grade": grades}, scheme)
    assert found is not None, problems
    return found


def tiny_figures(given: Mapping[str, object], year: int = YEAR) -> dict[FigureKey, Figure]:
    """`a` is this year's, `a-1` last year's, `q1@3` the third quarter's; a text is the reason of 不适用."""
    figures: dict[FigureKey, Figure] = {}
    for name, value in given.items():
        key, _, back = name.partition("-")
        key, _, quarter = key.partition("@")
        figure = (
            value
            if isinstance(value, Figure)
            else not_applicable(value)
            if isinstance(value, str)
            else number(Decimal(str(value)))
        )
        figures[key, Period(year - int(back or 0), int(quarter or 0))] = figure
    return figures


def tiny_card(
    rows: Sequence[dict[str, Any]],
    rules: Sequence[dict[str, Any]],
    given: Mapping[str, object],
    hospital: Hospital = ANY,
    **fields: Any,
) -> Scorecard:
    """The scorecard of a small table."""
    catalogue = tiny_catalogue()
    scheme = tiny_scheme(rows, catalogue)
    ruleset = tiny_ruleset(rules, scheme, **fields)
    return score(scheme, ruleset, catalogue, hospital, YEAR, tiny_figures(given))

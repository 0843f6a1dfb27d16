"""A rule set back into plain data, the same for the same rules: its digest does not tell how it was made.

It is the inverse of ruleset.ruleset_from: what a window, a workbook or a file says in its own way comes out alike.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from typing import Any

from hqd_desktop.domain import rules, rules_compared
from hqd_desktop.domain.canonical import digest
from hqd_desktop.domain.numerals import PRECISION, canonical_text
from hqd_desktop.domain.rule_base import Rule
from hqd_desktop.domain.ruleset import LABEL, RuleEntry, RuleSet
from hqd_desktop.domain.scheme import Scheme, Scope

Raw = dict[str, Any]


def raw_of(ruleset: RuleSet, scheme: Scheme) -> Raw:
    """The rule set as plain data: each row of the hospital in the order of the table, with what its kind needs only."""
    head = {
        "id": ruleset.id,
        "name": ruleset.name,
        "version": ruleset.version,
        "label": LABEL,
        "pack": ruleset.pack,
        "approval": ruleset.approval,
        "note": ruleset.note,
        "places": ruleset.places,
        "bonus_cap": canonical_text(ruleset.bonus_cap),
    }
    entries = [ruleset.entry(row) for row in scheme if row.scope is Scope.HOSPITAL and row.parts]
    raw: Raw = {"ruleset": head, "rule": [entry_raw(entry) for entry in entries]}
    if ruleset.grades:
        raw["grade"] = [{"name": name, "minimum": canonical_text(minimum)} for name, minimum in ruleset.grades]
    return raw


def rules_digest(ruleset: RuleSet, scheme: Scheme) -> str:
    """Of what the rule set says, whatever it is called: id, name, version, 文号 and note are left out."""
    raw = raw_of(ruleset, scheme)
    kept = {name: raw["ruleset"][name] for name in ("pack", "places", "bonus_cap")}
    return digest({**raw, "ruleset": kept})


def entry_raw(entry: RuleEntry) -> Raw:
    """One indicator's rule as plain data."""
    raw: Raw = {"indicator": entry.indicator}
    if not entry.monitored:
        raw["full"] = canonical_text(entry.full)
    if entry.core:
        raw["core"] = True
    if entry.warn_below is not None:
        raw["warn_below"] = canonical_text(entry.warn_below)
    if len(entry.parts) == 1:
        (rule,) = entry.parts.values()
        return {**raw, **rule_raw(rule), **({"kind": "bonus"} if entry.bonus else {})}
    raw["part"] = [{"part": key, **rule_raw(rule)} for key, rule in entry.parts.items()]
    return raw


def rule_raw(rule: Rule) -> Raw:
    """A rule as plain data: its kind, full marks, and what the kind needs."""
    kind, fields = _FIELDS[type(rule)]
    full = {} if kind == "monitor" else {"full": canonical_text(rule.full)}
    return {"kind": kind, **full, **fields(rule)}


def _side(rule: Any) -> str:
    return "at_least" if rule.at_least else "at_most"


def _threshold(rule: rules.Threshold) -> Raw:
    raw: Raw = {"direction": _side(rule), "limit": canonical_text(rule.limit), "otherwise": rule.otherwise}
    if rule.otherwise == "steps":
        raw |= {"step": canonical_text(rule.step), "per_step": canonical_text(rule.per_step)}
    if rule.otherwise == "linear":
        raw["zero_at"] = canonical_text(rule.zero_at)
    return raw


def _range(rule: rules.Range) -> Raw:
    return {
        name: canonical_text(limit) for name, limit in (("low", rule.low), ("high", rule.high)) if limit is not None
    }


def _bands(rule: rules.Bands) -> Raw:
    return {"band": [{"minimum": canonical_text(low), "points": canonical_text(points)} for low, points in rule.bands]}


def _ladder(rule: rules.Ladder) -> Raw:
    return {
        "step": [
            {
                **({"levels": list(levels)} if levels else {}),
                "minimum": canonical_text(low),
                "share": canonical_text(_share(points, rule.full)),
            }
            for levels, low, points in rule.steps
        ]
    }


def _share(points: Decimal, full: Decimal) -> Decimal:
    with localcontext(PRECISION):
        return (points / full).normalize() if full else Decimal(1)


def _trend(rule: rules_compared.Trend) -> Raw:
    raw: Raw = {"direction": "up" if rule.upward else "down", "tolerance": canonical_text(rule.tolerance)}
    if rule.relative:
        raw["relative"] = True
    if rule.level is not None:
        raw["level"] = canonical_text(rule.level)
    return raw


def _efficacy(rule: rules_compared.Efficacy) -> Raw:
    return {"unacceptable": canonical_text(rule.unacceptable), "satisfactory": canonical_text(rule.satisfactory)}


def _relative(rule: rules_compared.Relative) -> Raw:
    return {
        "direction": _side(rule),
        "reference": canonical_text(rule.reference),
        "reference_name": rule.reference_name,
    }


def _options(rule: Any) -> Raw:
    return {"option": [rule_raw(option) for option in rule.rules]}


def _nothing(rule: Any) -> Raw:
    return {}


_FIELDS: Mapping[type, tuple[str, Callable[[Any], Raw]]] = {
    rules.Monitor: ("monitor", _nothing),
    rules.Threshold: ("threshold", _threshold),
    rules.Range: ("range", _range),
    rules.Bands: ("bands", _bands),
    rules.Ladder: ("ladder", _ladder),
    rules.Checklist: ("checklist", _nothing),
    rules.Rated: ("rated", _nothing),
    rules_compared.Trend: ("trend", _trend),
    rules_compared.Efficacy: ("efficacy", _efficacy),
    rules_compared.Completion: ("completion", lambda rule: {"target": canonical_text(rule.target)}),
    rules_compared.AgainstGoal: ("goal", lambda rule: {}),
    rules_compared.Relative: ("relative", _relative),
    rules_compared.BestOf: ("best_of", _options),
    rules_compared.SumOf: ("sum", _options),
}

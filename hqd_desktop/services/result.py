"""result.json: an assessment as plain data under a documented, versioned schema (docs/result-json.md)."""

from decimal import Decimal
from typing import Any

from hqd_desktop.domain.canonical import figures_data
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.numerals import canonical_text, round_half_up
from hqd_desktop.domain.proof import proof_of
from hqd_desktop.domain.ruleset import LABEL
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Scorecard
from hqd_desktop.services import wording
from hqd_desktop.services.checks_text import check_sentence
from hqd_desktop.services.records import Assessment

SCHEMA = "hqd-result/1"
VALUE_PLACES = 12


def result_data(assessment: Assessment, program: str) -> dict[str, Any]:
    """All results as JSON-ready data; every number is a decimal string."""
    card, packs = assessment.scorecard, assessment.packs
    return {
        "schema": SCHEMA,
        "program": program,
        "pack": {"id": packs.scheme.id, "name": packs.scheme.name, "version": packs.scheme.version},
        "ruleset": {
            "id": packs.ruleset.id,
            "name": packs.ruleset.name,
            "version": packs.ruleset.version,
            "label": LABEL,
            "title": packs.ruleset.title,
            "approval": packs.ruleset.approval,
        },
        "hospital": {
            "name": assessment.hospital.name,
            "code": assessment.hospital.code,
            "level": assessment.hospital.level,
            "type": assessment.hospital.type,
            "sample": assessment.hospital.sample,
        },
        "year": assessment.year,
        **totals_data(card),
        "digest": assessment.digest,
        "indicators": [_indicator(result, assessment) for result in card],
        "checks": [
            {
                "key": check.key,
                "title": check.title,
                "state": check.state.value,
                "left": _optional(check.left),
                "right": _optional(check.right),
                "difference": _optional(check.difference),
                "sentence": check_sentence(check, packs.catalogue),
            }
            for check in assessment.checks
        ],
        "missing": [_key(key, assessment) for key in assessment.missing],
        "figures": figures_data(assessment.figures),
    }


def totals_data(card: Scorecard) -> dict[str, Any]:
    """What stands at the end of the sheet: 结果, 得分, 加分, 适用满分, 未定, 等级."""
    return {
        "total": _optional(card.total),
        "total_without_renormalising": _optional(card.total_unadjusted),
        "provisional": card.provisional,
        "points": canonical_text(card.points),
        "bonus": canonical_text(card.bonus),
        "full": canonical_text(card.full),
        "undetermined": canonical_text(card.undetermined),
        "grade": card.grade,
    }


def _indicator(result: IndicatorResult, assessment: Assessment) -> dict[str, Any]:
    indicator, card = result.indicator, assessment.scorecard
    return {
        "number": indicator.number,
        "name": indicator.name,
        "short": indicator.short,
        "scope": "region" if indicator.scope.value == "G" else "hospital",
        "applicable": result.applicable,
        "status": result.status.value,
        "reason": result.reason.value,
        "status_text": wording.status_text(result),
        "values": [_value(part) for part in result.parts],
        "points": canonical_text(result.points),
        "full": canonical_text(result.full),
        "undetermined": canonical_text(result.undetermined),
        "bonus": result.bonus,
        "missing": [_key(key, assessment) for key in result.missing],
        "references": [
            {
                "name": reference.reference.name,
                "value": _optional(reference.value),
                "unit": reference.reference.unit,
                "note": reference.reference.note,
            }
            for reference in result.references
        ],
        "proof": proof_of(result, card, assessment.packs.catalogue, assessment.figures).text().split("\n"),
    }


def _value(part: PartResult) -> dict[str, Any]:
    return {
        "key": part.part.key,
        "name": part.part.name,
        "status": part.status.value,
        "value": _optional(part.value),
        "shown": wording.part_text(part),
        "last_year": _optional(part.last),
        "unit": part.part.unit,
        "direct": part.direct,
        "points": canonical_text(round_half_up(part.points, VALUE_PLACES)),
        "full": canonical_text(part.full),
        **_goal(part),
    }


def _goal(part: PartResult) -> dict[str, Any]:
    """Nothing where there is no goal, so that what was told before there were any is told now."""
    if part.goal is None:
        return {}
    return {
        "goal": canonical_text(part.goal.goal.value),
        "goal_side": "at_least" if part.goal.goal.at_least else "at_most",
        "completion": _optional(part.goal.rate),
        "goal_met": part.goal.met,
    }


def _optional(value: Decimal | None) -> str | None:
    return None if value is None else canonical_text(round_half_up(value, VALUE_PLACES))


def _key(key: FigureKey, assessment: Assessment) -> dict[str, str]:
    return {"item": key[0], "name": assessment.packs.catalogue[key[0]].name, "period": key[1].key}

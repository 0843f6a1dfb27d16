"""A locked year as one text that the same papers can be written from ever after; it refuses to know where it lies.

The body holds what was given, the published data of that day and the result; docs/formats.md describes it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.canonical import canonical_json, figures_data, figures_from
from hqd_desktop.domain.checks import checkbook_from
from hqd_desktop.domain.evidence import Evidence, EvidenceBook, EvidenceUse, UseKind
from hqd_desktop.domain.figures import FigureKey, Figures, Restatement, Restatements
from hqd_desktop.domain.goals import Goals, goals_data, goals_from
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import catalogue_from
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import YearState
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.domain.scheme import scheme_from
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import Packs, Submission
from hqd_desktop.services.result import result_data
from hqd_desktop.services.snapshot_report import period_of, report_data, report_fields

FORMAT = 1
_TEXTS = ("digest", "name", "title", "reference", "owner")
_DAYS = ("issued_on", "valid_until", "added_on")


@dataclass(frozen=True, slots=True)
class Given:
    """What an assessment was made from, beside packs and hospital: as `assessing.assess` takes it."""

    figures: Figures
    explanations: Mapping[str, str]
    locked: Mapping[FigureKey, Decimal] | None
    restated: Restatements
    goals: Goals = field(default_factory=dict)


def body_of(submission: Submission, given: Given) -> str:
    """The canonical text of a submission that is being locked."""
    one = submission.assessment
    years = {one.year, one.year - 1, one.year - 2}
    hospital = one.hospital
    data = {
        "format": FORMAT,
        "program": submission.program,
        "prepared_on": submission.prepared_on,
        "number": submission.number,
        "hospital": {
            "id": hospital.id, "name": hospital.name, "code": hospital.code, "level": hospital.level,
            "type": hospital.type, "sample": hospital.sample,
        },
        "year": one.year,
        "figures": figures_data({key: figure for key, figure in given.figures.items() if key[1].year in years}),
        "locked": None if given.locked is None else _by_key(given.locked, canonical_text),
        "restated": _by_key(given.restated, lambda one: [canonical_text(one.value), one.explanation]),
        "explanations": dict(given.explanations),
        "departments": dict(submission.departments),
        "evidence": [_evidence_data(record) for record in submission.evidence],
        "packs": {**one.packs.raw, "checkbook": one.packs.checkbook.raw},
        "report": report_data(submission),
        "digest": one.digest,
        "goals": goals_data(one.scorecard.goals, one.year),
        "result": result_data(one, submission.program),
    }  # fmt: skip
    named = EvidenceBook(submission.evidence).tables & one.packs.tables.keys()
    if named:  # left out otherwise, so that such a body is what it always was
        data["tables"] = {scheme_id: one.packs.tables[scheme_id] for scheme_id in named}
    return canonical_json(data)


def submission_from(body: str, state: YearState = YearState.LOCKED) -> Submission:
    """The submission again, scored by this program from what was kept.

    UserFacingError `submission_unreadable` when the text is no body of a known format, `submission_other_result` when
    this program comes to another result than the one that was locked: then neither may pass for the other.
    """
    try:
        data = json.loads(body)
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        submission = _submission(data, state)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise UserFacingError(Problem("submission_unreadable")) from error
    now = json.loads(canonical_json(result_data(submission.assessment, submission.program)))
    if not _told_again(data["result"], now):
        params = {"year": str(submission.assessment.year), "number": str(submission.number)}
        raise UserFacingError(Problem("submission_other_result", "", {**params, "program": submission.program}))
    return submission


def _told_again(then: Any, now: Any) -> bool:
    """Whether all that was told then is told now; a later program may tell more."""
    if isinstance(then, dict) and isinstance(now, dict):
        return all(key in now and _told_again(value, now[key]) for key, value in then.items())
    if isinstance(then, list) and isinstance(now, list):
        return len(then) == len(now) and all(map(_told_again, then, now))
    return bool(then == now)


def handed_in_values(body: str) -> dict[FigureKey, Decimal]:
    """The numbers of the year itself as they were locked: what the year after is held against."""
    try:
        data = json.loads(body)
        figures = figures_from(data["figures"])
        year = int(data["year"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UserFacingError(Problem("submission_unreadable")) from error
    return {key: one.value for key, one in figures.items() if key[1].year == year and one.value is not None}


def _submission(data: Mapping[str, Any], state: YearState) -> Submission:
    kept, raw = data["hospital"], data["packs"]
    hospital = Hospital(kept["name"], kept["level"], kept["type"], kept["code"], kept["id"], kept["sample"])
    catalogue, _ = catalogue_from(raw["catalogue"])
    checkbook, _ = checkbook_from(raw["checkbook"], catalogue)  # type: ignore[arg-type]
    scheme, _ = scheme_from(raw["scheme"], catalogue)  # type: ignore[arg-type]
    ruleset, _ = ruleset_from(raw["ruleset"], scheme)  # type: ignore[arg-type]
    packs = Packs(catalogue, checkbook, scheme, ruleset, dict(data.get("tables", {})))  # type: ignore[arg-type]
    locked = data["locked"]
    assessment = assess(
        packs,
        hospital,
        data["year"],
        figures_from(data["figures"]),
        explanations=data["explanations"],
        locked=None if locked is None else {key: Decimal(value) for key, value in _from_keys(locked).items()},
        restated={key: Restatement(Decimal(two[0]), two[1]) for key, two in _from_keys(data["restated"]).items()},
        goals=goals_from(data.get("goals", ()), data["year"]),
    )
    return Submission(
        assessment,
        data["departments"],
        date.fromisoformat(data["prepared_on"]),
        state,
        data["number"],
        True,
        hospital.sample,
        data["program"],
        tuple(_evidence(row) for row in data["evidence"]),
        **report_fields(data["report"]),
    )


def _by_key(values: Mapping[FigureKey, Any], told: Any) -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = {}
    for (item, period), value in values.items():
        data.setdefault(period.key, {})[item] = told(value)
    return data


def _from_keys(data: Mapping[str, Mapping[str, Any]]) -> dict[FigureKey, Any]:
    return {(item, period_of(key)): value for key, items in data.items() for item, value in items.items()}


def _evidence_data(record: Evidence) -> dict[str, Any]:
    days = {name: day.isoformat() if (day := getattr(record, name)) else "" for name in _DAYS}
    return {
        **{name: getattr(record, name) for name in _TEXTS},
        **days,
        "size": record.size, "sealed": record.sealed, "pages": record.pages, "id": record.id,
        "uses": [[use.kind.value, use.target, use.period.key] for use in record.uses],
    }  # fmt: skip


def _evidence(row: Mapping[str, Any]) -> Evidence:
    days: dict[str, Any] = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    uses = tuple(EvidenceUse(UseKind(kind), target, period_of(key)) for kind, target, key in row["uses"])
    plain = {name: row[name] for name in (*_TEXTS, "size", "sealed", "pages", "id")}
    return Evidence(**plain, **days, uses=uses)

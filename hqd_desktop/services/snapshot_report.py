"""What only the report prints, as plain data in a locked version, and back; it knows nothing else of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.goals import Attained, Goal
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.periods import Period, parse_period
from hqd_desktop.services.records import Submission
from hqd_desktop.services.report_ledger import ledger_data, ledger_from
from hqd_desktop.services.report_records import PastYear, Rectification, wording_from


def report_data(submission: Submission) -> dict[str, Any]:
    """Earlier years, 整改, 跟进, the report's own words and the ledger."""
    return {
        "past": [_past_data(one) for one in submission.past],
        "rectifications": {
            row: [one.measure, one.owner, one.due] for row, one in submission.rectifications.items()
        },
        "follow_ups": [[item, period.key, text] for (item, period), text in submission.follow_ups.items()],
        "wording": submission.wording.texts(),
        "ledger": ledger_data(submission.ledger),
    }  # fmt: skip


def report_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same as fields of a Submission; ValueError or LookupError when it is no such data."""
    return {
        "past": tuple(_past(one) for one in data["past"]),
        "rectifications": {row: Rectification(*texts) for row, texts in data["rectifications"].items()},
        "follow_ups": {_key(item, period): text for item, period, text in data["follow_ups"]},
        "wording": wording_from(data["wording"]),
        "ledger": ledger_from(data.get("ledger", ())),  # versions of before kept none
    }


def period_of(key: str) -> Period:
    """The period of a key; ValueError when it is none."""
    period = parse_period(key)
    if period is None:
        raise ValueError(key)
    return period


def _key(item: str, period: str) -> FigureKey:
    return item, period_of(period)


def _past_data(one: PastYear) -> dict[str, Any]:
    return {
        "year": one.year,
        "total": None if one.total is None else canonical_text(one.total),
        "provisional": one.provisional,
        "points": {row: canonical_text(points) for row, points in one.points.items()},
        "values": [[*place, str(value)] for place, value in one.values.items()],
        "goals": [[*place, *_goal_data(found)] for place, found in one.goals.items()],
    }


def _past(data: Mapping[str, Any]) -> PastYear:
    return PastYear(
        data["year"],
        None if data["total"] is None else Decimal(data["total"]),
        data["provisional"],
        {row: Decimal(points) for row, points in data["points"].items()},
        {(row, part): Decimal(value) for row, part, value in data["values"]},
        {(row, part): _goal(*told) for row, part, *told in data.get("goals", ())},
    )


def _goal_data(found: Attained) -> list[Any]:
    goal = found.goal
    return [canonical_text(goal.value), goal.at_least, None if found.rate is None else str(found.rate), found.met]


def _goal(value: str, at_least: bool, rate: str | None, met: bool | None) -> Attained:
    return Attained(Goal(Decimal(value), at_least), None if rate is None else Decimal(rate), met)

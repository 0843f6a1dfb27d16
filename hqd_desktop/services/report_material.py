"""What a report shows of other years, worked out once before it is written; pure, and no words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hqd_desktop.domain.figures import Figures, figure_at
from hqd_desktop.domain.goals import NO_GOALS, Goals
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import PRECISION
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.records import Assessment, Packs
from hqd_desktop.services.report_records import PastYear

WHOLE_INCOME = "medical_income"
INCOME_PARTS = ("drug_income", "material_income", "examination_income", "laboratory_income")
MOST_YEARS = 11  # before the year of the report: with it, twelve fit into a chart


@dataclass(frozen=True, slots=True)
class Share:
    """A part of 医疗收入 in percent, this year and last; `item` is empty for the rest (医疗服务收入)."""

    item: str
    now: Decimal
    last: Decimal | None


def past_years(
    packs: Packs, hospital: Hospital, year: int, figures: Figures, goals: Goals = NO_GOALS
) -> tuple[PastYear, ...]:
    """The earlier years that have figures of the year, oldest first, by the table and rules of `year`."""
    known = sorted({period.year for _, period in figures if period.year < year})[-MOST_YEARS:]
    cards = (score(packs.scheme, packs.ruleset, packs.catalogue, hospital, each, figures, goals) for each in known)
    return tuple(past_year(card) for card in cards)


def past_year(card: Scorecard) -> PastYear:
    """What a report of a later year tells of this one."""
    return PastYear(
        card.year,
        card.total,
        card.provisional,
        {r.indicator.number: r.points for r in card if r.applicable and r.full},
        {(r.indicator.number, p.part.key): p.value for r in card for p in r.parts if p.value is not None},
        {(row.indicator.number, part.part.key): found for row, part, found in card.set_goals},
    )


def income_structure(assessment: Assessment) -> tuple[Share, ...]:
    """医疗收入 by drugs, materials, examinations, laboratory and the rest; empty where one of them is not known."""
    now = dict(_shares(assessment, assessment.year))
    last = dict(_shares(assessment, assessment.year - 1))
    return tuple(Share(key, share, last.get(key)) for key, share in now.items())


def _shares(assessment: Assessment, year: int) -> Iterator[tuple[str, Decimal]]:
    values = [figure_at(assessment.figures, key, Period(year)).value for key in (WHOLE_INCOME, *INCOME_PARTS)]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or known[0] <= 0:
        return
    with localcontext(PRECISION):
        for key, value in zip(INCOME_PARTS, known[1:], strict=True):
            yield key, value * 100 / known[0]
        yield "", (known[0] - sum(known[1:], Decimal(0))) * 100 / known[0]

"""One year's assessment: score, checks, what is missing, and the digest of all it rests on."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.asking import needed_lines
from hqd_desktop.domain.checking import run_checks
from hqd_desktop.domain.figures import BLANK, FigureKey, Figures, FigureState, Restatements, figure_at
from hqd_desktop.domain.goals import NO_GOALS, Goals
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.records import Assessment, Packs


def assess(
    packs: Packs,
    hospital: Hospital,
    year: int,
    figures: Figures,
    *,
    explanations: Mapping[str, str] | None = None,
    locked: Mapping[FigureKey, Decimal] | None = None,
    restated: Restatements | None = None,
    goals: Goals = NO_GOALS,
) -> Assessment:
    """Score and check one year; pure. Only figures of the years that the score can read are digested.

    Where `locked` holds last year's value as it was handed in, the score keeps that one; the checks see both, and what
    was declared in `restated`.
    """
    known = packs.catalogue.items  # another table of one's own may have brought items that this one has not
    given = {key: one for key, one in figures.items() if year - 2 <= key[1].year <= year and key[0] in known}
    kept = {key: value for key, value in (locked or {}).items() if key[1].year == year - 1 and key[0] in known}
    read = given | {
        key: replace(given.get(key, BLANK), state=FigureState.NUMBER, value=value) for key, value in kept.items()
    }
    card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital, year, read, goals)
    checks = run_checks(
        packs.checkbook,
        packs.catalogue,
        hospital,
        year,
        given,
        scorecard=card,
        locked=kept,
        restated=restated,
        explanations=explanations,
    )
    missing = tuple(dict.fromkeys((*card.missing, *_needed(packs, hospital, year, read))))
    return Assessment(packs, hospital, year, read, card, checks, missing)


def required_keys(assessment: Assessment) -> tuple[FigureKey, ...]:
    """Every figure that this assessment reads or misses, in catalogue order; derived items stand for their parts."""
    card = assessment.scorecard
    wanted = {used.key for r in card if r.applicable for p in r.parts for used in p.used if not used.derived}
    wanted |= set(assessment.missing)
    for result in card:
        if result.applicable and result.indicator.quarterly:
            wanted |= {(key, quarter) for key in result.indicator.reported for quarter in quarters(card.year)}
    packs = assessment.packs
    wanted |= {(key, Period(card.year)) for key in needed_lines(packs.scheme, packs.catalogue, assessment.hospital)}
    order = {key: place for place, key in enumerate(assessment.packs.catalogue.items)}
    return tuple(sorted(wanted, key=lambda key: (-key[1].year, order[key[0]], key[1].quarter)))


def _needed(packs: Packs, hospital: Hospital, year: int, figures: Figures) -> tuple[FigureKey, ...]:
    """The lines that are asked for their checks although no formula reads them, when blank."""
    return tuple(
        (key, period)
        for key in needed_lines(packs.scheme, packs.catalogue, hospital)
        if figure_at(figures, key, period := Period(year)).state is FigureState.BLANK
    )

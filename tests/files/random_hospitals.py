"""Hospitals, figures and rule sets by chance, from a seed: halves, zeros, blanks, 不适用 and limits hit exactly."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.figures import Figure, FigureKey, FigureState, not_applicable, number, words
from hqd_desktop.domain.goals import Goal, GoalKey, Goals, side_of, takes_goals
from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Indicator, Scheme
from hqd_desktop.services.asked_items import asked_items
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Packs, Submission
from hqd_desktop.services.typing_in import WHOLE_UNITS

YEAR = 2024
ROUND = (8, 10, 16, 40, 80, 100, 125, 200, 400, 800, 1000, 1250, 2000)  # quotients of these end in a 5 now and then


def random_submissions(packs: Packs, seed: int, count: int) -> Iterator[Submission]:
    """So many submissions; every third has a rule set of its own, with rules of all kinds."""
    chance = random.Random(seed)
    for place in range(count):
        hospital = Hospital(f"医院{place}", chance.choice(LEVELS), chance.choice(TYPES))
        figures = random_figures(packs, hospital, chance)
        own = replace(packs, ruleset=random_ruleset(packs.scheme, chance)) if place % 3 == 2 else packs
        assessment = assess(own, hospital, YEAR, figures, goals=random_goals(packs.scheme, hospital, chance))
        yield Submission(assessment, {}, date(2025, 1, 2), with_points=place % 11 != 10)


def random_figures(packs: Packs, hospital: Hospital, chance: random.Random) -> Mapping[FigureKey, Figure]:
    """Figures of this year and last year for most of what is asked, and of the year before for some."""
    catalogue = packs.catalogue
    careless = chance.choice((0.0, 0.02, 0.15))
    figures: dict[FigureKey, Figure] = {}
    for item in asked_items(packs.scheme, catalogue, hospital):
        optional = item.key.startswith("direct_") or item.parent or item.key in catalogue.formulas
        if optional and chance.random() < 0.7:
            continue
        for year in (YEAR, YEAR - 1, *((YEAR - 2,) if chance.random() < 0.3 else ())):
            for period in quarters(year) if item.quarterly else (Period(year),):
                found = _figure(item, figures.get((item.key, period.last_year())), careless, chance)
                if found is not None:
                    figures[item.key, period] = found
    return figures


def _figure(item: Item, other: Figure | None, careless: float, chance: random.Random) -> Figure | None:
    draw = chance.random()
    if draw < careless:
        return None
    if draw < careless * 1.6:
        return not_applicable("没有这项业务")
    if item.kind is ItemKind.TEXT:
        return words("已开展")
    if item.kind is ItemKind.YES_NO:
        return number(chance.choice((1, 1, 1, 0)))
    if other is not None and other.state is FigureState.NUMBER and draw > 0.9:
        return other
    return number(_value(item, chance))


def _value(item: Item, chance: random.Random) -> Decimal:
    draw = chance.random()
    top = item.maximum if item.maximum is not None else Decimal(10) ** chance.choice((3, 5, 8, 9, 11))
    places = 0 if item.unit in WHOLE_UNITS else item.decimals
    if draw < 0.03:
        return Decimal(0)
    if draw < 0.35:
        return min(Decimal(chance.choice(ROUND)), top)
    digits = int(top * 10**places)
    return Decimal(chance.randrange(1, digits + 1)).scaleb(-places)


def random_goals(scheme: Scheme, hospital: Hospital, chance: random.Random) -> Goals:
    """Goals for none, some or most of the values, some of them 0 or below."""
    share = chance.choice((0.0, 0.3, 0.8))
    goals: dict[GoalKey, Goal] = {}
    for indicator in scheme:
        for part in indicator.parts if takes_goals(indicator, hospital) else ():
            if chance.random() < share:
                least = side_of(indicator, part)
                value = Decimal(chance.choice((*ROUND, 0, 1, 3, "12.5", "33.33", -7)))
                if part.checklist:
                    value = Decimal(chance.randint(1, len(part.checklist)))
                goals[YEAR, indicator.number, part.key] = Goal(value, chance.random() < 0.5 if least is None else least)
    return goals


def random_ruleset(scheme: Scheme, chance: random.Random) -> RuleSet:
    """A valid rule set with a rule of some kind for each indicator that has values."""
    entries = [_entry(indicator, chance) for indicator in scheme if indicator.parts]
    grades = [{"name": name, "minimum": limit} for name, limit in (("优", "90"), ("良", "60"), ("差", "0"))]
    raw = {
        "ruleset": {
            "id": "random", "name": "随机方案", "version": "1", "label": "自定赋分", "pack": scheme.id,
            "places": chance.choice((0, 1, 2, 3)), "bonus_cap": "3", "approval": "",
        },
        "rule": entries,
        "grade": grades if chance.random() < 0.7 else [],
    }  # fmt: skip
    found, problems = ruleset_from(raw, scheme)
    assert found is not None, problems
    return found


def _entry(indicator: Indicator, chance: random.Random) -> dict[str, Any]:
    if indicator.number == "八":
        return {"indicator": "八", "kind": "bonus", "full": "4"}
    full = chance.choice(("2", "4", "6", "10"))
    head = {"indicator": indicator.number, "full": full, "core": chance.random() < 0.1}
    if len(indicator.parts) == 1:
        return head | random_rule(full, bool(indicator.parts[0].checklist), chance)
    half = str(Decimal(full) / 2)
    parts = [{"part": part.key, **random_rule(half, False, chance)} for part in indicator.parts]
    return head | {"part": parts}


KINDS = (
    "threshold", "range", "bands", "ladder", "trend", "rated", "efficacy", "completion", "goal", "relative",
    "best_of", "sum",
)  # fmt: skip
SIMPLE = KINDS[:-2]


def random_rule(full: str, counted: bool, chance: random.Random, kind: str = "") -> dict[str, Any]:
    """The raw rule of a value; a checklist often counts."""
    kind = kind or ("checklist" if counted and chance.random() < 0.5 else chance.choice(KINDS))
    limits = [str(chance.choice((*ROUND, 1, 2, 3, 5, 12.5, 0.5, 33.33))) for _ in range(3)]
    low, middle, high = sorted(limits, key=Decimal)
    share = str(Decimal(full) / 2)
    rule: dict[str, Any] = {"kind": kind, "full": full}
    if kind == "threshold":
        least = chance.random() < 0.5
        otherwise = chance.choice(("zero", "proportion", "steps", "linear"))
        rule |= {"direction": "at_least" if least else "at_most", "limit": middle, "otherwise": otherwise}
        if otherwise == "steps":
            rule |= {"step": chance.choice(("0.1", "1", "0.25", "3")), "per_step": chance.choice(("0.1", "0.5", "1"))}
        if otherwise == "linear":
            rule |= {"zero_at": str(Decimal(middle) - 7 if least else Decimal(middle) + 7)}
    elif kind == "range":
        rule |= {"low": low, "high": high} if chance.random() < 0.7 else {"low": low}
    elif kind == "bands":
        points = ((low, "0.5"), (middle, share), (high, full))
        rule |= {"band": [{"minimum": least, "points": given} for least, given in points]}
    elif kind == "ladder":
        rule |= {
            "step": [{"levels": list(LEVELS), "minimum": low, "share": "0.5"}, {"levels": ["三级"], "minimum": high}]
        }
    elif kind == "trend":
        rule |= {
            "direction": chance.choice(("up", "down")),
            "tolerance": chance.choice(("0", "0.1", "0.07", "5", "12.5")),
        }
        rule |= {"relative": chance.random() < 0.5} | ({"level": high} if chance.random() < 0.3 else {})
    elif kind == "efficacy":
        ends = [low, str(Decimal(high) + 1)]
        chance.shuffle(ends)
        rule |= {"unacceptable": ends[0], "satisfactory": ends[1]}
    elif kind == "completion":
        rule |= {"target": middle}
    elif kind == "relative":
        rule |= {"direction": chance.choice(("at_least", "at_most")), "reference": middle}
    elif kind in ("best_of", "sum"):
        rule |= {"option": [random_rule(share, False, chance, chance.choice(SIMPLE)) for _ in range(2)]}
    return rule

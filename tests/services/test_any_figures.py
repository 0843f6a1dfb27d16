"""Whatever figures a hospital has, everything that is printed of them can be made and adds up."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.canonical import canonical_json, figures_data, figures_from
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState, not_applicable, number, words
from hqd_desktop.domain.hospital import LEVELS, TYPES
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scoring import score
from hqd_desktop.services import checks_text, wording
from hqd_desktop.services.assessing import assess, required_keys
from hqd_desktop.services.progress import progress
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.result import result_data
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of
from tests.fakes.shipped_packs import shipped_packs

EXTREMES = [
    "0",
    "1",
    "-1",
    "0.000001",
    "-0.000001",
    "999999999999999",
    "-999999999999999",
    "9999999999999.99",
    "50",
    "7",
]


def period_of(item: Item, back: int, quarter: int) -> Period:
    return Period(YEAR - back, quarter if item.quarterly else 0)


@st.composite
def swaps(draw: st.DrawFn) -> dict[FigureKey, Figure]:
    """Some figures of any item and recent period, in any state, with the largest and smallest numbers."""
    items = list(shipped_packs().catalogue)
    found: dict[FigureKey, Figure] = {}
    for item in draw(st.lists(st.sampled_from(items), max_size=40)):
        key = (item.key, period_of(item, draw(st.integers(0, 2)), draw(st.integers(1, 4))))
        figure = draw(st.sampled_from([BLANK, Figure(note="待报"), not_applicable("停业"), None]))
        if figure is None and item.kind is ItemKind.TEXT:
            figure = words("进展")
        elif figure is None:
            figure = number(
                draw(st.sampled_from(EXTREMES)) if item.kind is ItemKind.NUMBER else draw(st.integers(0, 1))
            )
        found[key] = figure
    return found


def assert_sound(found: Assessment) -> None:
    """Points within their bounds, columns that add up, every text there, the digest reproducible."""
    card, catalogue = found.scorecard, found.packs.catalogue
    counted = [result for result in card if not result.bonus]
    assert card.points == sum(result.points for result in counted)
    assert card.full == sum(result.full for result in counted)
    assert card.total is None or 0 <= card.total <= 100
    for result in card:
        assert 0 <= result.points <= (4 if result.bonus else result.full)
        assert 0 <= result.undetermined <= (0 if result.bonus else result.full)
        assert decimal_places(result.points) <= 2
        assert wording.status_text(result)
        assert wording.score_text(result)
        assert wording.change_text(result)
    for check in found.checks:
        assert "缺 。" not in checks_text.check_sentence(check, catalogue)
        assert checks_text.likely_causes(check, catalogue)
    assert sum(row.total for row in progress(found)) == len(required_keys(found))
    assert set(found.missing) <= set(required_keys(found))
    data = result_data(found, "x")
    assert json.loads(json.dumps(data)) == data
    again = figures_from(figures_data(found.figures))
    rescored = score(card.scheme, card.ruleset, catalogue, card.hospital, card.year, again)
    assert rescored.results == card.results
    assert canonical_json(figures_data(again)) == canonical_json(figures_data(found.figures))


@settings(max_examples=60)
@given(swaps(), st.sampled_from(LEVELS), st.sampled_from(TYPES))
def test_a_complete_hospital_with_some_figures_swapped(swapped: dict[FigureKey, Figure], level: str, kind: str) -> None:
    """Nothing raises, nothing is out of bounds."""
    assert_sound(assess(shipped_packs(), hospital_of(level, kind), YEAR, complete_figures() | swapped))


@settings(max_examples=30)
@given(swaps(), st.sampled_from(LEVELS), st.sampled_from(TYPES))
def test_a_hospital_with_few_figures(swapped: dict[FigureKey, Figure], level: str, kind: str) -> None:
    """And what is given is never called missing."""
    found = assess(shipped_packs(), hospital_of(level, kind), YEAR, swapped)
    assert_sound(found)
    for key in found.missing:
        figure = found.figures.get(key, BLANK)
        assert figure.state in (FigureState.BLANK, FigureState.TEXT), key


def test_the_largest_numbers_everywhere() -> None:
    """Fifteen digits in every figure of every year."""
    packs = shipped_packs()
    for value in (Decimal("999999999999999"), Decimal("0.000001"), Decimal("-999999999999999")):
        figures = {
            (item.key, period_of(item, back, quarter)): number(value)
            for item in packs.catalogue
            if item.kind is not ItemKind.TEXT
            for back in range(3)
            for quarter in range(1, 5)
        }
        assert_sound(assess(packs, hospital_of(), YEAR, figures))

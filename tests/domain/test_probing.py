"""Probing a row is scoring it anew with the figure changed, whatever the other figures are; only faster."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, FigureKey, not_applicable, number
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.probing import Tried, nearest
from hqd_desktop.domain.stakes import raw_figures
from hqd_desktop.domain.whatif import Trial, read_by
from hqd_desktop.services.records import Packs
from tests.domain.test_whatif import TINY_YEAR, YEAR, tiny_trial, trial
from tests.fakes.tiny_pack import part, row, rule

VALUES = st.one_of(
    st.integers(-5, 2_000_000).map(Decimal),
    st.decimals(-1, 1000, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from([Decimal(0), Decimal("0.000001"), Decimal("999999999999999"), Decimal("-999999999999999")]),
)


def plainly(tried: Trial, indicator: str, key: FigureKey, value: Decimal) -> Tried:
    """The row scored as a whole."""
    found = tried.row(indicator, {key: value})
    reading = [part for part in found.parts if part.full and part.reads(key)]
    return Tried(found.points, bool(reading) and all(part.points >= part.full for part in reading))


@settings(max_examples=60)
@given(data=st.data())
def test_a_probe_is_the_row_scored_anew(packs: Packs, data: st.DataObject) -> None:
    """With other figures of the row blank, 不适用, zero or huge, and a figure of this year or of last."""
    found = data.draw(st.sampled_from([one for one in packs.scheme.indicators if one.parts]))
    items = [key for key in sorted(read_by(found, packs.catalogue)) if packs.catalogue[key].kind is not ItemKind.TEXT]
    keys = [
        (key, Period(year, 4 if packs.catalogue[key].quarterly else 0)) for key in items for year in (YEAR, YEAR - 1)
    ]
    figures = st.one_of(VALUES.map(number), st.sampled_from([BLANK, not_applicable("停业")]))
    changed = data.draw(st.dictionaries(st.sampled_from(keys), figures, max_size=4))
    tried = trial(packs, changed, sample=data.draw(st.sampled_from([0, 1])))
    key = data.draw(st.sampled_from(keys))
    probe = tried.probe(found.number, key)
    for value in data.draw(st.lists(VALUES, min_size=1, max_size=6)):
        assert probe.at(value) == plainly(tried, found.number, key, value)


@pytest.mark.parametrize("indicator", ["6", "13", "18", "21", "24", "29", "30", "32", "5"])
def test_what_is_sought_is_what_the_plain_way_finds(packs: Packs, indicator: str) -> None:
    tried = trial(packs, sample=0)
    found = tried.card.result(indicator)
    for key in raw_figures(found, YEAR)[:3]:
        probe, wanted = tried.probe(indicator, key), found.points + Decimal("0.01")

        def earns(value: Decimal) -> bool:
            return plainly(tried, indicator, key, value).points >= wanted  # noqa: B023

        def holds(value: Decimal) -> bool:
            return plainly(tried, indicator, key, value).full  # noqa: B023

        assert probe.seek(wanted) == nearest(tried.catalogue, tried.figures, key, earns)
        assert probe.seek_full() == nearest(tried.catalogue, tried.figures, key, holds)


def test_a_value_is_scored_once() -> None:
    asked = []
    small = tiny_trial([row("1", part("a ÷ b"))], [rule("1", "threshold", limit="2")], {"a": 1, "b": 1})
    tried = Trial(small.card, small.catalogue, small.figures, lambda: asked.append(1))
    probe = tried.probe("1", ("a", Period(TINY_YEAR)))
    assert [probe.at(Decimal(value)).full for value in (1, 2, 1, 3, 2)] == [False, True, False, True, True]
    assert len(asked) == 3


def test_a_derived_item_entered_directly_stays_so(packs: Packs) -> None:
    """What was taken as entered, because its parts are missing, is remembered with the rest."""
    average = next(item for item in packs.catalogue if item.formula and item.name == "门诊次均费用")
    parts = [key for key, _ in packs.catalogue.formulas[average.key].items()]
    changed: dict[FigureKey, object] = {(key, Period(YEAR)): BLANK for key in parts}
    changed |= {(average.key, Period(YEAR)): number("400")}
    tried = trial(packs, changed)
    for key in ((average.key, Period(YEAR)), ("discharges", Period(YEAR)), (parts[0], Period(YEAR - 1))):
        probe = tried.probe("21", key)
        for value in (Decimal(1), Decimal(380), Decimal(41000)):
            assert probe.at(value) == plainly(tried, "21", key, value)


def test_a_denominator_of_zero_is_left_again(packs: Packs) -> None:
    """What the first value made 不可计算 is worked out for the next."""
    probe = trial(packs).probe("29", ("registered_nurses", Period(YEAR)))
    assert [probe.at(Decimal(value)) for value in (0, 1024, 0)] == [
        Tried(Decimal(0), False),
        Tried(Decimal("4.00"), True),
        Tried(Decimal(0), False),
    ]

"""分差: ranked by what a relative change is worth, ended when a newer state is there."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, FigureKey, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import Cancelled
from hqd_desktop.services.records import Assessment, Packs
from hqd_desktop.services.shortfalls import LastShortfalls, find_shortfalls
from tests.fakes.shipped_packs import shipped_samples

YEAR = Period(2025)


def assessed(packs: Packs, changed: dict[FigureKey, object] | None = None, sample: int = 0) -> Assessment:
    """The sample hospital, with some figures changed first."""
    chosen = shipped_samples()[sample]
    return assess(packs, chosen.hospital, chosen.year, {**chosen.figures, **(changed or {})})


def test_gains_are_ranked_and_plain_ones_stand_first(packs: Packs) -> None:
    found = find_shortfalls(assessed(packs), {})
    plain = [gain for gain in found.gains if gain.main.plain]
    assert list(found.gains[: len(plain)]) == plain
    assert [g.main.worth for g in plain] == sorted((g.main.worth for g in plain), reverse=True)
    assert all(gain.main.net > 0 for gain in found.gains)
    assert len({(gain.result.indicator.number, gain.key) for gain in found.gains}) == len(found.gains)


def test_a_row_names_its_best_figure_first(packs: Packs) -> None:
    nurses, physicians = find_shortfalls(assessed(packs), {}).of("29")
    assert (nurses.key, physicians.key) == (("registered_nurses", YEAR), ("physicians", YEAR))
    assert nurses.others == ("执业（助理）医师数",)
    assert (nurses.first.needed, nurses.whole.needed) == (808, 1024)
    assert nurses.main is nurses.whole
    assert find_shortfalls(assessed(packs), {}).of("3") == ()


def test_what_is_open_and_what_is_lost_from_most_to_least(packs: Packs) -> None:
    assessment = assessed(packs, {("physicians", YEAR): BLANK})
    found = find_shortfalls(assessment, {})
    assert [row.indicator.number for row in found.open] == ["29"]
    lost = [row.lost for row in found.lost]
    assert lost == sorted(lost, reverse=True)
    assert sum(lost) == assessment.scorecard.lost
    assert found.digest == assessment.digest


def test_the_hospitals_own_departments_are_named(packs: Packs) -> None:
    found = find_shortfalls(assessed(packs), {"registered_nurses": "人力资源部"})
    assert found.of("29")[0].who == "人力资源部"
    assert found.of("29")[1].who == "人事科"


def test_a_first_gain_stands_alone_where_full_marks_are_out_of_reach(packs: Packs) -> None:
    found = find_shortfalls(assessed(packs, {("registered_nurses", YEAR): number(50)}), {})
    nurses = next(gain for gain in found.of("29") if gain.item.key == "registered_nurses")
    assert nurses.whole is None
    assert nurses.main is nurses.first


def test_it_can_be_ended_at_every_probe(packs: Packs) -> None:
    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        find_shortfalls(assessed(packs), {}, check)
    assert len(asked) == 3


def test_the_last_state_is_not_sought_again(packs: Packs) -> None:
    """What the window has found is what the report prints; a stopped search is begun anew."""
    find, asked = LastShortfalls(), []
    first = assessed(packs)

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find(first, {}, stop)
    found = find(first, {}, lambda: asked.append(1))
    assert found == find_shortfalls(first, {})
    assert asked
    asked.clear()
    assert find(assessed(packs), {}, lambda: asked.append(1)) is found
    assert asked == []
    assert find(first, {"registered_nurses": "护理部"}).of("29")[0].who == "护理部"
    assert find(assessed(packs, {("registered_nurses", YEAR): number(1024)}), {}).of("29") == ()


@settings(max_examples=3)
@given(data=st.data())
def test_what_is_remembered_is_what_would_be_found(packs: Packs, data: st.DataObject) -> None:
    """Over states that follow one another, with figures changed, taken away and brought back."""
    find, figures = LastShortfalls(), {}
    keys = sorted(key for key in shipped_samples()[0].figures if key[1].year >= YEAR.year - 1 and not key[1].quarter)
    for _ in range(2):
        given_ = st.one_of(st.integers(0, 10**7).map(number), st.sampled_from([BLANK, not_applicable("停业")]))
        figures |= data.draw(st.dictionaries(st.sampled_from(keys), given_, max_size=3))
        assessment = assessed(packs, figures)
        assert find(assessment, {}) == find_shortfalls(assessment, {})


def test_only_rows_that_read_a_change_are_searched_again(packs: Packs) -> None:
    find, asked = LastShortfalls(), []
    find(assessed(packs), {}, lambda: asked.append(1))
    first = len(asked)
    asked.clear()
    find(assessed(packs, {("registered_nurses", YEAR): number(900)}), {}, lambda: asked.append(1))
    assert 0 < len(asked) < first / 5
    other = replace(assessed(packs), hospital=replace(assessed(packs).hospital, name="另一家医院"))
    asked.clear()
    find(other, {}, lambda: asked.append(1))
    assert len(asked) == first


def test_how_long_the_ranking_takes(packs: Packs) -> None:
    """Printed; it runs off the GUI thread, so this only guards against a search gone wild."""
    assessment = assessed(packs)
    began = time.thread_time()
    found = find_shortfalls(assessment, {})
    took = time.thread_time() - began
    print(f"ranking {len(found.gains)} figures of the 三级 sample: {took:.2f} s")
    assert took < 10

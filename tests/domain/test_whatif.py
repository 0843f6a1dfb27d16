"""Trying figures: the card with changes is the card scored anew, and what is sought is the nearest that does."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, FigureKey, figure_at, not_applicable, number
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.domain.scoring import score
from hqd_desktop.domain.whatif import Trial, read_by
from hqd_desktop.services.records import Packs
from tests.fakes.shipped_packs import shipped_samples
from tests.fakes.tiny_pack import ANY, part, row, rule, tiny_catalogue, tiny_figures, tiny_ruleset, tiny_scheme
from tests.fakes.tiny_pack import YEAR as TINY_YEAR

YEAR = 2025
NURSES, PHYSICIANS = ("registered_nurses", Period(YEAR)), ("physicians", Period(YEAR))


def trial(packs: Packs, changed: dict[FigureKey, object] | None = None, sample: int = 0) -> Trial:
    """The sample hospital, with some figures changed first."""
    chosen = shipped_samples()[sample]
    figures = {**chosen.figures, **(changed or {})}
    card = score(packs.scheme, packs.ruleset, packs.catalogue, chosen.hospital, chosen.year, figures)
    return Trial(card, packs.catalogue, figures)


def tiny_trial(rows: list, rules: list, given: dict[str, object]) -> Trial:
    """A small table."""
    catalogue = tiny_catalogue()
    scheme = tiny_scheme(rows, catalogue)
    ruleset, figures = tiny_ruleset(rules, scheme), tiny_figures(given)
    return Trial(score(scheme, ruleset, catalogue, ANY, TINY_YEAR, figures), catalogue, figures)


@settings(max_examples=30)
@given(data=st.data())
def test_the_whole_card_is_the_one_scored_anew(packs: Packs, data: st.DataObject) -> None:
    tried = trial(packs)
    keys = [k for k in tried.figures if k[1].year == YEAR and packs.catalogue[k[0]].kind is not ItemKind.TEXT]
    changed = data.draw(
        st.dictionaries(st.sampled_from(keys), st.integers(0, 2_000_000).map(Decimal), min_size=1, max_size=4)
    )
    card = tried.card
    figures = tried.with_figures(changed)
    anew = score(card.scheme, card.ruleset, packs.catalogue, card.hospital, card.year, figures)
    assert tried.whole(changed) == anew
    after = tried.after(changed)
    assert (after.card, after.figures) == (anew, figures)


def test_only_rows_that_read_a_figure_are_scored_again(packs: Packs) -> None:
    tried = trial(packs)
    then = tried.whole({NURSES: Decimal(1200)})
    changed = [old.indicator.number for old, new in zip(tried.card, then, strict=True) if old is not new]
    assert "29" in changed
    assert len(changed) < 4
    assert "registered_nurses" in read_by(packs.scheme.indicator("29"), packs.catalogue)
    assert "outpatient_emergency_visits" in read_by(packs.scheme.indicator("21"), packs.catalogue)
    for number_ in ("7", "15", "5", "八"):
        assert read_by(packs.scheme.indicator(number_), packs.catalogue)


def test_a_missing_figure_is_sought_from_last_years(packs: Packs) -> None:
    tried = trial(packs, {NURSES: BLANK})
    assert tried.card.result("29").status is Status.MISSING
    assert tried.seek_full("29", NURSES) == 2 * figure_at(tried.figures, *PHYSICIANS).value


def test_a_figure_that_was_never_given_is_sought_from_nothing(packs: Packs) -> None:
    tried = trial(packs, {NURSES: BLANK, ("registered_nurses", Period(YEAR - 1)): BLANK})
    assert tried.seek_full("29", NURSES) == 2 * figure_at(tried.figures, *PHYSICIANS).value
    assert tried.seek_value("29", "value", NURSES, Decimal(50)) == 1024


def test_one_that_is_not_applicable_becomes_a_number(packs: Packs) -> None:
    key = ("inpatient_satisfaction", Period(YEAR))
    tried = trial(packs, {key: not_applicable("未纳入调查平台")})
    assert len([p for p in tried.row("32", {}).parts if p.status is Status.SCORED]) == 1
    assert len([p for p in tried.row("32", {key: Decimal(95)}).parts if p.status is Status.SCORED]) == 2


def test_full_marks_are_those_of_the_rule_not_of_rounding(packs: Packs) -> None:
    """512 ÷ 1023 is 50.05 %, which earns 3.996: printed 4.00, but not 1:2."""
    tried = trial(packs)
    assert tried.seek("29", NURSES, Decimal(4)) == 1023
    assert tried.seek_full("29", NURSES) == 1024


def test_full_marks_are_not_found_where_nothing_reads_the_figure_or_it_earns_nothing(packs: Packs) -> None:
    tried = trial(packs)
    assert tried.seek_full("29", ("total_income", Period(YEAR))) is None
    assert tried.seek_full("27", ("personnel_expense", Period(YEAR))) is None


@pytest.mark.parametrize(("wanted", "needed"), [(40, "402,000"), (35, "351,750")])
def test_a_wanted_value_is_met_from_either_side(wanted: int, needed: str) -> None:
    rows = [row("1", part("a ÷ b × 100%"))]
    tried = tiny_trial(rows, [rule("1", "monitor", "0")], {"a": 381900, "b": 1005000})
    found = tried.seek_value("1", "value", ("a", Period(TINY_YEAR)), Decimal(wanted))
    assert found == Decimal(needed.replace(",", ""))


def test_a_wanted_value_of_a_part_that_is_not_there_is_not_found(packs: Packs) -> None:
    assert trial(packs).seek_value("29", "nothing", NURSES, Decimal(50)) is None


def test_a_range_is_not_jumped_over() -> None:
    """From 70 down to 40–45: doubling alone lands on 70 − 16 = 54 and 70 − 32 = 38."""
    rows = [row("1", part("a"))]
    tried = tiny_trial(rows, [rule("1", "range", low="40", high="45")], {"a": 70})
    assert tried.seek_full("1", ("a", Period(TINY_YEAR))) == 45


def test_what_is_earned_already_is_where_the_figure_is(packs: Packs) -> None:
    tried = trial(packs)
    assert tried.seek("29", NURSES, Decimal(1)) == figure_at(tried.figures, *NURSES).value


def test_nothing_lies_beyond_what_may_be_typed(packs: Packs) -> None:
    """EMR level 8 is the last; what stands beyond the bounds has no way to go."""
    level = next(item for item in packs.catalogue if item.unit == "级" and item.maximum == 8)
    key = (level.key, Period(YEAR))
    assert trial(packs, {key: number(9)}).seek("22", key, Decimal(5)) is None


def test_what_is_blank_or_words_is_not_tried(packs: Packs) -> None:
    tried = trial(packs)
    assert tried.seek("29", ("registered_nurses", Period(1999)), Decimal(4)) is None
    narrative = packs.scheme.indicator("八").narrative[0]
    assert tried.seek("八", (narrative, Period(YEAR, 4)), Decimal(4)) is None


def test_seeking_from_zero_goes_up_to_a_million(packs: Packs) -> None:
    amounts = {item.key for item in packs.catalogue if item.name == "科技成果转化总金额"}
    (name,) = amounts
    key = (name, Period(YEAR))
    tried = trial(packs, {key: number(0), (name, Period(YEAR - 1)): number(0)})
    assert tried.card.result("14").points == 0
    assert tried.seek("14", key, Decimal(4)) == Decimal("0.01")

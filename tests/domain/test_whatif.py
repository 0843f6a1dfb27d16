"""Points at stake: the change that is said moves the score by what is said, and a step less does not."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import FigureKey, figure_at, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.domain.scoring import score
from hqd_desktop.domain.whatif import Stake, Trial, stakes
from hqd_desktop.services.records import Packs
from tests.fakes.shipped_packs import shipped_samples

YEAR = 2025


def trial(packs: Packs, changed: dict[FigureKey, object] | None = None, sample: int = 0) -> Trial:
    """The sample hospital, with some figures changed first."""
    chosen = shipped_samples()[sample]
    figures = {**chosen.figures, **(changed or {})}
    card = score(packs.scheme, packs.ruleset, packs.catalogue, chosen.hospital, chosen.year, figures)
    return Trial(card, packs.catalogue, figures)


def all_stakes(tried: Trial) -> list[Stake]:
    return [stake for row in tried.card for stake in stakes(tried, row.indicator.number)]


@pytest.mark.parametrize("sample", [0, 1])
def test_each_stake_keeps_its_word_and_is_the_smallest_change(packs: Packs, sample: int) -> None:
    tried = trial(packs, sample=sample)
    found = all_stakes(tried)
    assert found
    for stake in found:
        row = tried.card.result(stake.indicator)
        assert figure_at(tried.figures, *stake.key).value == stake.present
        then = tried.row(stake.indicator, {stake.key: stake.needed})
        assert then.points == stake.points > row.points
        assert stake.gain == stake.points - row.points
        assert stake.full == (then.points == row.full)
        item = tried.catalogue[stake.key[0]]
        step = Decimal(1).scaleb(-item.decimals) * (1 if stake.change > 0 else -1)
        wanted = row.full if stake.full else row.points + Decimal("0.01")
        assert tried.row(stake.indicator, {stake.key: stake.needed - step}).points < wanted


def test_a_scorecard_with_the_change_really_has_the_points(packs: Packs) -> None:
    tried = trial(packs)
    stake = next(s for s in stakes(tried, "29") if s.full and s.key[0] == "registered_nurses")
    figures = tried.with_figures({stake.key: stake.needed})
    card = tried.card
    again = score(card.scheme, card.ruleset, packs.catalogue, card.hospital, card.year, figures)
    assert again.result("29").points == 4
    assert again.points == card.points + stake.gain
    assert tried.figures[stake.key].value == stake.present


def test_first_gains_stand_before_full_marks_and_small_changes_before_large(packs: Packs) -> None:
    found = stakes(trial(packs), "30")
    assert [stake.full for stake in found] == [False, False, True, True]
    relative = [abs(stake.change) / stake.present for stake in found]
    assert relative[0] <= relative[1]
    assert relative[2] <= relative[3]


def test_a_condition_can_only_be_met(packs: Packs) -> None:
    (stake,) = stakes(trial(packs), "5")
    assert (stake.present, stake.needed, stake.full) == (0, 1, True)
    assert stake.key[1] == Period(YEAR, 4)


def test_nothing_is_at_stake_with_full_marks_without_points_or_when_figures_are_missing(packs: Packs) -> None:
    key = ("registered_nurses", Period(YEAR))
    tried = trial(packs, {key: number(0)})
    assert tried.card.result("29").status is Status.NOT_COMPUTABLE
    for indicator in ("3", "12", "7", "29"):
        assert stakes(tried, indicator) == ()


def test_a_figure_that_no_plausible_change_can_save_is_left_out(packs: Packs) -> None:
    """Registered nurses may be doubled and more, not made ten times as many."""
    key = ("registered_nurses", Period(YEAR))
    tried = trial(packs, {key: number(50)})
    found = stakes(tried, "29")
    assert not [stake for stake in found if stake.key == key and stake.full]
    assert [stake for stake in found if stake.key == key and not stake.full]


def test_a_linear_loss_beyond_reach_has_no_stake(packs: Packs) -> None:
    """An average a thousand times too high cannot be mended by the number of visits alone."""
    visits, income = ("outpatient_emergency_visits", Period(YEAR)), ("outpatient_emergency_income", Period(YEAR))
    tried = trial(packs, {income: number(10**12)})
    found = stakes(tried, "21")
    assert visits not in [stake.key for stake in found]


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


def test_a_half_that_is_not_applicable_has_no_figure_to_try(packs: Packs) -> None:
    names = {item.name: item.key for item in packs.catalogue}
    key = (names["住院患者满意度"], Period(YEAR))
    tried = trial(packs, {key: not_applicable("未纳入调查平台")})
    assert key not in [stake.key for stake in stakes(tried, "32")]

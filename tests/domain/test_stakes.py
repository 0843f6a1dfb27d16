"""Points at stake: the change that is said moves the score by what is said, and a step less does not."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import BLANK, figure_at, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.domain.scoring import score
from hqd_desktop.domain.stakes import Stake, stakes
from hqd_desktop.domain.whatif import Trial
from hqd_desktop.services.records import Packs
from tests.domain.test_whatif import YEAR, tiny_trial, trial
from tests.fakes.tiny_pack import part, row, rule


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
        assert stake.full == all(part.points == part.full for part in then.parts if part.reads(stake.key))
        item = tried.catalogue[stake.key[0]]
        step = Decimal(1).scaleb(-item.decimals) * (1 if stake.change > 0 else -1)
        less = tried.row(stake.indicator, {stake.key: stake.needed - step})
        if stake.full:
            assert any(part.points < part.full for part in less.parts if part.reads(stake.key))
        else:
            assert less.points < row.points + Decimal("0.01")


def test_a_scorecard_with_the_change_really_has_the_points(packs: Packs) -> None:
    tried = trial(packs)
    stake = next(s for s in stakes(tried, "29") if s.full and s.key[0] == "registered_nurses")
    figures = tried.with_figures({stake.key: stake.needed})
    card = tried.card
    again = score(card.scheme, card.ruleset, packs.catalogue, card.hospital, card.year, figures)
    assert again.result("29").points == 4
    assert again.points == card.points + stake.gain
    assert tried.figures[stake.key].value == stake.present


def test_first_gains_stand_before_full_marks_plain_before_odd_small_changes_before_large(packs: Packs) -> None:
    found = stakes(trial(packs), "30")
    assert [(stake.full, stake.plain) for stake in found] == [
        (False, True),
        (False, False),
        (True, True),
        (True, False),
    ]
    found = [stake for stake in stakes(trial(packs, sample=1), "24") if stake.full]
    assert len(found) == 5
    assert [stake.effort for stake in found] == sorted(stake.effort for stake in found)


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


def test_a_half_that_is_not_applicable_has_no_figure_to_try(packs: Packs) -> None:
    names = {item.name: item.key for item in packs.catalogue}
    key = (names["住院患者满意度"], Period(YEAR))
    tried = trial(packs, {key: not_applicable("未纳入调查平台")})
    assert key not in [stake.key for stake in stakes(tried, "32")]


def test_a_row_with_one_half_missing_tells_what_the_other_half_lost(packs: Packs) -> None:
    key = ("inpatient_satisfaction", Period(YEAR))
    out = ("outpatient_satisfaction", Period(YEAR))
    tried = trial(packs, {key: BLANK, out: number("70")})
    assert tried.card.result("32").status is Status.MISSING
    found = stakes(tried, "32")
    assert {stake.key for stake in found} == {out}
    whole = next(stake for stake in found if stake.full)
    assert whole.points == tried.card.result("32").full - tried.card.result("32").undetermined


def test_a_figure_of_one_half_can_give_that_half_only(packs: Packs) -> None:
    keys = [("outpatient_satisfaction", Period(YEAR)), ("inpatient_satisfaction", Period(YEAR))]
    tried = trial(packs, dict.fromkeys(keys, number("70")))
    assert {(s.key, s.points) for s in stakes(tried, "32") if s.full} == {(key, Decimal(2)) for key in keys}


def test_a_half_with_full_marks_has_nothing_to_give(packs: Packs) -> None:
    out = ("outpatient_satisfaction", Period(YEAR))
    assert out not in {stake.key for stake in stakes(trial(packs), "32")}


@pytest.mark.parametrize(
    ("indicator", "plain", "odd"),
    [
        ("29", "registered_nurses", "physicians"),  # not fewer people
        ("20", "management_expense", "total_expense"),  # not a greater whole
        ("30", "medical_training_funds", "medical_income"),
        ("21", "outpatient_emergency_income", "outpatient_emergency_visits"),  # last year's places do not count
    ],
)
def test_plain_is_what_a_hospital_would_say(packs: Packs, indicator: str, plain: str, odd: str) -> None:
    told = {stake.key[0]: stake.plain for stake in stakes(trial(packs), indicator)}
    assert (told[plain], told[odd]) == (True, False)


def test_what_other_rows_lose_is_counted() -> None:
    """`b` below one row and above another: what the first gains by less of it, the second loses."""
    rows = [row("1", part("a ÷ b")), row("2", part("−b ÷ a")), row("3", part("最大（a，b）"))]
    rules = [
        rule("1", "threshold", limit="2", otherwise="proportion"),
        rule("2", "monitor", "0"),
        rule("3", limit="100"),
    ]
    tried = tiny_trial(rows, rules, {"a": 100, "b": 100})
    less = next(s for s in stakes(tried, "1") if s.full and s.key[0] == "b")
    more = next(s for s in stakes(tried, "1") if s.full and s.key[0] == "a")
    assert (less.needed, less.gain, less.net, less.plain) == (50, 2, 2, False)
    assert (more.needed, more.net, more.total) == (200, 2, 100)
    tried = tiny_trial(rows[:2], [rules[0], rule("2", "threshold", limit="-1", direction="at_most")], {"a": 9, "b": 9})
    less = next(s for s in stakes(tried, "1") if s.full and s.key[0] == "b")
    assert (less.gain, less.net) == (2, -2)


def test_worth_is_points_for_a_relative_change(packs: Packs) -> None:
    tried = trial(packs)
    nurses = next(s for s in stakes(tried, "29") if s.full and s.key[0] == "registered_nurses")
    assert nurses.effort.quantize(Decimal("0.0001")) == Decimal("0.2705")
    assert nurses.worth.quantize(Decimal("0.01")) == Decimal("3.14")
    (condition,) = stakes(tried, "5")
    assert (condition.effort, condition.worth) == (Decimal("0.1"), 10)
    debt = stakes(trial(packs), "26")[0]
    assert debt.effort == 1


def test_from_zero_counts_as_doubling(packs: Packs) -> None:
    name = "technology_transfer_amount"
    tried = trial(packs, {(name, Period(YEAR)): number(0), (name, Period(YEAR - 1)): number(0)})
    assert {stake.effort for stake in stakes(tried, "14") if stake.key[0] == name} == {Decimal(1)}


def test_a_missing_half_that_is_only_watched_is_nothing_at_stake() -> None:
    rows = [row("1", part("a", "x"), part("b", "y"), not_applicable="half")]
    parts = [
        {"part": "x", "kind": "monitor"},
        {"part": "y", "kind": "threshold", "full": "4", "direction": "at_least", "limit": "10"},
    ]
    tried = tiny_trial(rows, [{"indicator": "1", "full": "4", "part": parts}], {"b": "不做这一项"})
    assert tried.card.result("1").status is Status.MISSING
    assert stakes(tried, "1") == ()
    watched = tiny_trial(rows, [{"indicator": "1", "full": "4", "part": parts}], {"a": 1, "b": "不做这一项"})
    assert stakes(watched, "1") == ()


def test_a_figure_is_found_wherever_it_stands_in_a_formula() -> None:
    rows = [row("1", part("10 − 最大（a，1） ÷ （−b）"))]
    tried = tiny_trial(rows, [rule("1", "threshold", limit="15")], {"a": 5, "b": 2})
    assert {(s.key[0], s.needed, s.plain) for s in stakes(tried, "1")} == {
        ("a", 10, True),
        ("b", 1, False),
    }

"""试算: read as everywhere else, gathered, taken back, carried to a newer state; what is sought is really reached."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, figure_at, not_applicable, number
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Packs
from hqd_desktop.services.trials import Goal, Scratch, begin
from tests.services.test_shortfalls import YEAR, assessed

NURSES, PHYSICIANS = ("registered_nurses", YEAR), ("physicians", YEAR)


@pytest.fixture
def scratch(packs: Packs) -> Scratch:
    """Nothing tried yet."""
    return begin(assessed(packs))


def tried(outcome: Scratch | Problem) -> Scratch:
    assert isinstance(outcome, Scratch), outcome
    return outcome


@pytest.mark.parametrize(
    ("text", "value"),
    [("1024", 1024), ("１０２４", 1024), ("0.12万", 1200), ("=806+218", 1024), ("1,024人", 1024), (" 1024 ", 1024)],
)
def test_numbers_are_read_as_everywhere_else(scratch: Scratch, text: str, value: int) -> None:
    found = tried(scratch.try_typed(NURSES, text))
    assert found.changed == {NURSES: Decimal(value)}
    assert found.card.result("29").points > found.before.result("29").points
    assert scratch.changed == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.3.4", "number_unreadable"),
        ("-5", "figure_too_small"),
        ("不适用", "trial_number_only"),
        ("5%", "number_percent"),
    ],
)
def test_what_cannot_be_read_is_a_problem(scratch: Scratch, text: str, code: str) -> None:
    found = scratch.try_typed(NURSES, text)
    assert isinstance(found, Problem)
    assert found.code == code


def test_blank_or_the_filled_number_is_no_change(scratch: Scratch) -> None:
    changed = tried(scratch.try_typed(NURSES, "1024"))
    assert tried(changed.try_typed(NURSES, "")).changed == {}
    assert tried(changed.try_typed(NURSES, "806")) == scratch


def test_changes_gather_and_are_taken_back(scratch: Scratch) -> None:
    both = scratch.try_value(NURSES, Decimal(1024)).try_value(("total_income", YEAR), Decimal(1))
    assert [old.indicator.number for old, _ in both.moved()] == ["19", "29"]
    one = both.without(NURSES)
    assert [new.indicator.number for _, new in one.moved()] == ["19"]
    assert both.cleared() == scratch
    assert scratch.moved() == ()


def test_a_missing_figure_can_be_tried(packs: Packs) -> None:
    scratch = begin(assessed(packs, {NURSES: BLANK}))
    assert scratch.card.result("29").status is Status.MISSING
    found = scratch.try_value(NURSES, Decimal(1024))
    assert found.card.result("29").points == 4
    assert not found.card.provisional


def test_the_figures_of_a_row_are_the_raw_ones_of_this_year(scratch: Scratch) -> None:
    keys = [figure.key for figure in scratch.figures("29")]
    assert keys == [PHYSICIANS, NURSES]
    figure = scratch.try_value(NURSES, Decimal(900)).figures("29")[1]
    assert (figure.present.value, figure.tried) == (806, 900)
    assert figure.last.value == figure_at(scratch.assessment.figures, "registered_nurses", Period(2024)).value
    assert [f.key[0] for f in scratch.figures("21")][:2] == [
        "outpatient_emergency_income",
        "outpatient_emergency_visits",
    ]
    assert len(scratch.figures("21")) == 4
    assert all(f.item.kind is ItemKind.YES_NO and f.key[1] == Period(2025, 4) for f in scratch.figures("5"))
    assert scratch.figures("八")[0].item.kind is ItemKind.NUMBER


def test_a_missing_part_of_a_derived_item_can_be_tried(packs: Packs) -> None:
    assessment = assessed(packs, {("outpatient_emergency_visits", YEAR): BLANK})
    keys = {figure.key for figure in begin(assessment).figures("21")}
    assert ("outpatient_emergency_visits", YEAR) in keys


def test_steps_are_a_hundredth_or_so_and_stop_at_the_bounds(scratch: Scratch) -> None:
    assert scratch.step(NURSES, 1).changed == {NURSES: Decimal(807)}
    assert scratch.step(NURSES, -10).changed == {NURSES: Decimal(796)}
    money = ("management_expense", YEAR)
    assert scratch.step(money, 1).changed[money] - scratch.figure(money).present.value == 100_000
    assert scratch.step(NURSES, -10_000) is scratch
    level = next(f.key for f in scratch.figures("22"))
    assert scratch.step(level, 1).changed[level] == scratch.figure(level).present.value + 1
    condition = next(f for f in scratch.figures("5") if f.present.value == 0)
    on = scratch.step(condition.key, 1)
    assert on.changed == {condition.key: 1}
    assert on.step(condition.key, 1).changed == {condition.key: 1}
    assert on.step(condition.key, -1).changed == {}


def test_a_step_from_a_missing_figure_starts_at_last_years(packs: Packs) -> None:
    scratch = begin(assessed(packs, {NURSES: BLANK}))
    last = scratch.figure(NURSES).last.value
    assert scratch.step(NURSES, 1).changed == {NURSES: last + 1}
    none = begin(assessed(packs, {NURSES: BLANK, ("registered_nurses", Period(2024)): BLANK}))
    assert none.step(NURSES, 1).changed == {NURSES: 1}


def test_a_newer_state_keeps_what_is_still_a_change(packs: Packs, scratch: Scratch) -> None:
    income = ("total_income", YEAR)
    both = scratch.try_value(NURSES, Decimal(1024)).try_value(income, Decimal(1))
    newer = assessed(packs, {NURSES: number(1024)})
    assert both.rebased(newer) == begin(newer).try_value(income, Decimal(1))
    other = assess(packs, newer.hospital, 2024, newer.figures)
    assert both.rebased(other).changed == {}


def test_one_that_is_not_applicable_can_be_tried(packs: Packs) -> None:
    key = ("inpatient_satisfaction", YEAR)
    scratch = begin(assessed(packs, {key: not_applicable("未纳入调查平台")}))
    assert tried(scratch.try_typed(key, "95")).moved()


def test_full_marks_are_reached_by_one_figure(scratch: Scratch) -> None:
    found = scratch.reach(Goal("29", NURSES, Decimal(4)))
    assert found is not None
    assert found.changed == {NURSES: 1024}
    assert scratch.reach(Goal("29", NURSES, Decimal("3.5"))).card.result("29").points == Decimal("3.50")


def test_a_goal_goes_on_from_what_is_tried(scratch: Scratch) -> None:
    found = scratch.try_value(PHYSICIANS, Decimal(450)).reach(Goal("29", NURSES, Decimal(4)))
    assert found is not None
    assert found.changed == {PHYSICIANS: 450, NURSES: 900}


def test_full_marks_that_one_half_cannot_give_are_not_reached(packs: Packs) -> None:
    keys = [("outpatient_satisfaction", YEAR), ("inpatient_satisfaction", YEAR)]
    scratch = begin(assessed(packs, dict.fromkeys(keys, number("70"))))
    assert scratch.reach(Goal("32", keys[0], Decimal(4))) is None
    assert scratch.reach(Goal("32", keys[0], Decimal(2))) is not None
    assert scratch.reach(Goal("29", keys[0], Decimal(4))) is None


def test_a_wanted_value_is_reached(scratch: Scratch) -> None:
    part = scratch.card.result("27").parts[0].part
    key = ("personnel_expense", YEAR)
    goal = scratch.read_goal("27", key, "40", part)
    assert isinstance(goal, Goal)
    found = scratch.reach(goal)
    assert found is not None
    assert abs(found.card.result("27").parts[0].value - 40) < Decimal("0.0000001")


def test_goals_are_read_as_points_percent_or_ratio(scratch: Scratch) -> None:
    part = scratch.card.result("29").parts[0].part
    assert scratch.read_goal("29", NURSES, "1：2", part) == Goal("29", NURSES, Decimal(50), "value")
    assert scratch.read_goal("29", NURSES, "55%", part) == Goal("29", NURSES, Decimal(55), "value")
    assert scratch.read_goal("29", NURSES, "", None) == Goal("29", NURSES, Decimal(4))
    assert scratch.read_goal("29", NURSES, "3.5", None) == Goal("29", NURSES, Decimal("3.5"))
    for text, of, code in (
        ("", part, "number_blank"), ("1:0", part, "number_unreadable"), ("x", None, "number_unreadable"),
        ("5", None, "trial_points_beyond"), ("-1", None, "trial_points_beyond"),
        ("1:2", scratch.card.result("20").parts[0].part, "number_unreadable"),
    ):  # fmt: skip
        found = scratch.read_goal("29", NURSES, text, of)
        assert isinstance(found, Problem)
        assert found.code == code


@settings(max_examples=40)
@given(text=st.text(max_size=12))
def test_any_text_is_a_trial_or_a_problem(packs: Packs, text: str) -> None:
    assert isinstance(begin(assessed(packs)).try_typed(NURSES, text), Scratch | Problem)


def test_a_keystroke_and_a_search_answer_at_once(scratch: Scratch) -> None:
    """Typing one figure of each row answers within 50 ms; seeking, on a thread of its own, within ten times that.

    Time of the processor, as the machine may be shared.
    """
    slowest: dict[str, float] = {}
    for result in scratch.card:
        for figure in scratch.figures(result.indicator.number):
            acts = {
                "key": lambda f=figure: scratch.try_value(f.key, (f.present.value or Decimal(0)) + 1),
                "goal": lambda f=figure, r=result: scratch.reach(Goal(r.indicator.number, f.key, r.entry.full)),
            }
            for name, act in acts.items():
                took = []
                for _ in range(2):
                    began = time.thread_time()
                    act()
                    took.append(time.thread_time() - began)
                slowest[name] = max(slowest.get(name, 0), min(took))
    print({name: f"{seconds * 1000:.1f} ms" for name, seconds in slowest.items()})
    assert slowest["key"] < 0.05
    assert slowest["goal"] < 0.5

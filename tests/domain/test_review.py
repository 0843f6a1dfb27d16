"""The way of a year to the bureau: no step is skipped, everything leads back, and less may be written at each."""

import pytest

from hqd_desktop.domain.review import Matter, Step, YearState, after, may_write, next_step, version_after

FORWARD = (Step.CONFIRM, Step.REVIEW, Step.LOCK, Step.SUBMIT)


def test_the_whole_way() -> None:
    """One step after another, and none after the last."""
    state = YearState.DRAFT
    for step, reached in zip(FORWARD, tuple(YearState)[1:], strict=True):
        assert next_step(state) is step
        assert after(state, step) is reached
        state = reached
    assert next_step(state) is None


@pytest.mark.parametrize("state", YearState)
def test_no_step_is_skipped_or_taken_twice(state: YearState) -> None:
    """Of the four steps forward one can be taken, of the last state none."""
    assert [step for step in FORWARD if after(state, step)] == [step for step in (next_step(state),) if step]


@pytest.mark.parametrize("state", YearState)
def test_everything_is_sent_back_to_the_draft(state: YearState) -> None:
    """As the next version once it was locked; a draft cannot be sent back."""
    back = after(state, Step.SEND_BACK)
    assert back is (None if state is YearState.DRAFT else YearState.DRAFT)
    assert version_after(state, 3, Step.SEND_BACK) == (4 if state.handed_in else 3)
    assert version_after(state, 3, Step.LOCK) == 3


def test_less_and_less_may_be_written() -> None:
    """Figures only in a draft, remarks until the review."""
    allowed = {state: {matter for matter in Matter if may_write(state, matter)} for state in YearState}
    assert allowed == {
        YearState.DRAFT: {Matter.FIGURES, Matter.REMARKS},
        YearState.CONFIRMED: {Matter.REMARKS},
        YearState.REVIEWED: set(),
        YearState.LOCKED: set(),
        YearState.SUBMITTED: set(),
    }


def test_what_the_states_are_called() -> None:
    """A version from the lock on, under way between departments and lock."""
    assert [state for state in YearState if state.handed_in] == [YearState.LOCKED, YearState.SUBMITTED]
    assert [state for state in YearState if state.under_way] == [YearState.CONFIRMED, YearState.REVIEWED]

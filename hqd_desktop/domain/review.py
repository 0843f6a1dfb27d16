"""The way of a year from 填报 to 已上报: which step leads where, and what may still be written; it knows no people.

填报 → 科室确认 → 审核 → 锁定 → 已上报. 退回 leads back to 填报 from everywhere; from 锁定 on as the next version.
"""

from enum import StrEnum


class YearState(StrEnum):
    """Where a year stands on its way to the bureau."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"  # the departments stand by their figures
    REVIEWED = "reviewed"  # 分管院领导 has looked at the whole
    LOCKED = "locked"
    SUBMITTED = "submitted"

    @property
    def handed_in(self) -> bool:
        """Whether the year is fixed as a version: locked, or with the bureau already."""
        return self in (YearState.LOCKED, YearState.SUBMITTED)

    @property
    def under_way(self) -> bool:
        """Whether it is between departments and lock (审核中)."""
        return self in (YearState.CONFIRMED, YearState.REVIEWED)


class Step(StrEnum):
    """What somebody does with a year; the values are what history calls it."""

    CONFIRM = "科室确认"
    REVIEW = "审核"
    LOCK = "锁定"
    SUBMIT = "登记上报"
    SEND_BACK = "退回修改"


class Matter(StrEnum):
    """What is written of a year."""

    FIGURES = "figures"
    REMARKS = "remarks"  # 说明, 跟进, 佐证: they explain figures and change none


_NEXT = {
    (YearState.DRAFT, Step.CONFIRM): YearState.CONFIRMED,
    (YearState.CONFIRMED, Step.REVIEW): YearState.REVIEWED,
    (YearState.REVIEWED, Step.LOCK): YearState.LOCKED,
    (YearState.LOCKED, Step.SUBMIT): YearState.SUBMITTED,
    (YearState.CONFIRMED, Step.SEND_BACK): YearState.DRAFT,
    (YearState.REVIEWED, Step.SEND_BACK): YearState.DRAFT,
    (YearState.LOCKED, Step.SEND_BACK): YearState.DRAFT,
    (YearState.SUBMITTED, Step.SEND_BACK): YearState.DRAFT,
}
_WRITABLE = {
    YearState.DRAFT: frozenset(Matter),
    YearState.CONFIRMED: frozenset({Matter.REMARKS}),
}


def after(state: YearState, step: Step) -> YearState | None:
    """The state that a step leads to; None when it cannot be taken from here."""
    return _NEXT.get((state, step))


def next_step(state: YearState) -> Step | None:
    """The one step forward; None when the year is with the bureau."""
    return next((step for (here, step) in _NEXT if here is state and step is not Step.SEND_BACK), None)


def may_write(state: YearState, matter: Matter) -> bool:
    """Whether this may be written in that state."""
    return matter in _WRITABLE.get(state, frozenset())


def version_after(state: YearState, number: int, step: Step) -> int:
    """The number of what is handed in next: sent back from a locked version it is the following one."""
    return number + 1 if step is Step.SEND_BACK and state.handed_in else number

"""The steps of a year from 填报 to 已上报, and what was locked, to be opened again; it shows nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from hqd_desktop.domain.checks import MIN_EXPLANATION
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step, YearState, after, version_after
from hqd_desktop.services.comparing import Comparison, compare
from hqd_desktop.services.confirming import unconfirmed
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.locking import what_blocks
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import ChangeNote, Submission, SubmissionKey, YearRecord
from hqd_desktop.services.snapshots import Given, body_of, submission_from
from hqd_desktop.services.view import View
from hqd_desktop.services.wording import STATE_TEXTS

V = TypeVar("V", bound=View)
# Who speaks for a step, as history says it beside the name.
SPEAKERS = {Step.CONFIRM: "确认人", Step.REVIEW: "审核人", Step.LOCK: "负责人", Step.SUBMIT: "报往"}
_BLOCKED = (Step.CONFIRM, Step.REVIEW, Step.LOCK)


@dataclass(frozen=True, slots=True)
class ReviewBook(Generic[V]):
    """Made by Workspace.review. Methods raise errors.UserFacingError, and then nothing was changed.

    `settle` takes the record as it was written and answers with the new View; `given` is what the open year was
    assessed from.
    """

    store: Store
    view: Callable[[], V]
    submission: Callable[[], Submission]
    given: Callable[[], Given]
    note: Callable[..., ChangeNote]
    settle: Callable[[YearRecord, Step], V]

    def take(self, step: Step, words: str) -> V | Problem:
        """Take a step: `words` are the name of who answers for it, where it is handed in, or why it is sent back."""
        view, words = self.view(), " ".join(words.split())
        record = view.record
        state = after(record.state, step)
        if state is None:
            params = {"year": str(record.year), "state": STATE_TEXTS[record.state], "step": step.value}
            return Problem("step_not_from_here", "", params)
        blocked = what_blocks(step, view.assessment) if step in _BLOCKED else None
        if blocked is not None:
            return blocked
        if step is Step.CONFIRM and (waiting := unconfirmed(view.standings)):
            return Problem("departments_unconfirmed", "", {"names": "、".join(waiting), "count": str(len(waiting))})
        if step is Step.SEND_BACK and len(words) < MIN_EXPLANATION:
            return Problem("reopen_reason", "", {"least": str(MIN_EXPLANATION)})
        if not words:
            return Problem("step_name_missing", "", {"who": SPEAKERS[step]})
        reason = words if step is Step.SEND_BACK else f"{SPEAKERS[step]}：{words}"
        wanted = replace(record, state=state, submission=version_after(record.state, record.submission, step))
        body = ""
        if step is Step.LOCK:
            body = body_of(replace(self.submission(), state=YearState.LOCKED), self.given())
            submission_from(body)  # what cannot be opened again is not locked
        if step is Step.SEND_BACK:
            held = [word for word in view.confirmations.values() if word.confirmed_by]
            back = [replace(word, confirmed_by="", withdrawn=f"整年退回：{words}") for word in held]
            saved = self.store.confirmations.save(view.hospital.id, back, self.note(step.value, reason), wanted)
            return self.settle(saved or wanted, step)
        return self.settle(self.store.save_year(wanted, self.note(step.value, reason), body), step)

    def submissions(self) -> Sequence[SubmissionKey]:
        """Every version of any year that was ever locked, by year and number."""
        return self.store.submissions(self.view().hospital.id)

    def opened(self, year: int, number: int) -> Submission:
        """A version as it was locked, whatever was changed since; its papers are the same ever after."""
        try:
            body = self.store.submission_body(self.view().hospital.id, year, number)
        except LookupError as error:
            params = {"year": str(year), "number": str(number)}
            raise UserFacingError(Problem("submission_none", "", params)) from error
        return submission_from(body)

    def compared(self, year: int, number: int) -> Comparison:
        """A version beside the open year as it stands now (定稿与现在)."""
        return compare(self.opened(year, number).assessment, self.view().assessment)

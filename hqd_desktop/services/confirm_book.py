"""科室确认 department by department: given, taken back, taken from signed forms; it refuses to know how a year goes on.

The year is 科室确认 with the last word that is given, in the same write, unless checks still stand in its way.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from hqd_desktop.domain.checks import MIN_EXPLANATION
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step, YearState, after, version_after
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.confirming import Standing, standings, unconfirmed
from hqd_desktop.services.form_records import FormRecord
from hqd_desktop.services.locking import what_blocks
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import Assessment, ChangeNote, HistoryQuery, YearRecord
from hqd_desktop.services.wording import STATE_TEXTS


class OpenYear(Protocol):
    """What is needed of a View."""

    @property
    def hospital(self) -> Hospital:
        """Whose year it is."""

    @property
    def record(self) -> YearRecord:
        """How far the year is."""

    @property
    def assessment(self) -> Assessment:
        """The year with its figures and checks."""

    @property
    def departments(self) -> Mapping[str, str]:
        """The hospital's own departments by item."""

    @property
    def confirmations(self) -> Mapping[str, Confirmation]:
        """The words of the departments by name."""


V = TypeVar("V", bound=OpenYear)


@dataclass(frozen=True, slots=True)
class SignedForm:
    """A department whose signed form is here.

    `changed` whether a figure of it was written, or its word taken back, after the form came back.
    """

    department: str
    file_name: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ConfirmBook(Generic[V]):
    """Given out by Books.confirmations. Methods raise errors.UserFacingError, and then nothing was changed."""

    store: Store
    view: Callable[[], V]
    note: Callable[..., ChangeNote]
    show: Callable[[Hospital, YearRecord], V]

    def standings(self) -> tuple[Standing, ...]:
        """Every department concerned, with its word."""
        view = self.view()
        return standings(view.assessment, view.departments, view.confirmations)

    def confirm(self, departments: Collection[str], who: str) -> V | Problem:
        """Keep that `who` answers for the figures of these departments; refused when one of them lacks any."""
        who = " ".join(who.split())
        if not who:
            return Problem("step_name_missing", "", {"who": "确认人"})
        return self._confirm(dict.fromkeys(departments, who), f"确认人：{who}")

    def signed(self) -> tuple[SignedForm, ...]:
        """The departments without a word whose form came back whole and is signed."""
        view = self.view()
        open_ones = set(unconfirmed(self.standings()))
        latest: dict[str, FormRecord] = {}
        for form in self.store.forms(view.hospital.id, view.record.year):
            if form.complete and form.signed and form.department in open_ones:
                latest[form.department] = form
        return tuple(
            SignedForm(name, form.file_name, self._changed_since(name, form) or self._taken_back_since(name, form))
            for name, form in latest.items()
        )

    def confirm_signed(self) -> V | Problem:
        """Let the signed forms count as their departments' word; not where a figure was changed after the return."""
        holding = [form for form in self.signed() if not form.changed]
        if not holding:
            return Problem("no_signed_forms")
        told = {form.department: f"采集表签字（{form.file_name}）" for form in holding}
        return self._confirm(told, "以签字的采集表为准")

    def send_back(self, department: str, reason: str) -> V | Problem:
        """退回 to one department: its word is taken back, the others' stay; the year is 填报 again."""
        view, reason = self.view(), " ".join(reason.split())
        record = view.record
        if len(reason) < MIN_EXPLANATION:
            return Problem("reopen_reason", "", {"least": str(MIN_EXPLANATION)})
        word = next((one.word for one in self.standings() if one.department == department), None)
        if word is None or (record.state is YearState.DRAFT and not word.confirmed_by):
            return Problem("department_not_confirmed", "", {"department": department})
        if record.state is not YearState.DRAFT:
            number = version_after(record.state, record.submission, Step.SEND_BACK)
            record = replace(record, state=after(record.state, Step.SEND_BACK) or record.state, submission=number)
        back = replace(word, confirmed_by="", withdrawn=f"退回：{reason}")
        note = self.note(f"退回{department}", reason)
        return self._keep([back], note, record)

    def _confirm(self, told: dict[str, str], reason: str) -> V | Problem:
        view = self.view()
        record = view.record
        if record.state is not YearState.DRAFT:
            params = {"year": str(record.year), "state": STATE_TEXTS[record.state], "step": Step.CONFIRM.value}
            return Problem("step_not_from_here", "", params)
        found = self.standings()
        chosen = [one for one in found if one.department in told and not one.confirmed]
        if lacking := [one for one in chosen if not one.ready]:
            names = "、".join(f"{one.department}（缺 {one.missing} 个）" for one in lacking)
            return Problem("department_incomplete", "", {"names": names})
        words = [replace(one.word, confirmed_by=told[one.department], withdrawn="") for one in chosen]
        whole = not set(unconfirmed(found)) - told.keys()
        if whole and what_blocks(Step.CONFIRM, view.assessment) is None:
            record = replace(record, state=YearState.CONFIRMED)
        return self._keep(words, self.note(Step.CONFIRM.value, reason), record)

    def _keep(self, words: Sequence[Confirmation], note: ChangeNote, record: YearRecord) -> V:
        view = self.view()
        other = record if record != view.record else None
        saved = self.store.confirmations.save(view.hospital.id, words, note, other)
        return self.show(view.hospital, saved or record)

    def _changed_since(self, department: str, form: FormRecord) -> bool:
        """Whether any figure of the department was written after its form was taken back."""
        view = self.view()
        catalogue = view.assessment.packs.catalogue
        items = tuple(item.key for item in catalogue if view.departments.get(item.key, item.department) == department)
        asked = HistoryQuery(tables=("figure",), items=items, year=form.year, limit=1)
        latest: datetime | None = next((entry.at for entry in self.store.all_history(view.hospital.id, asked)), None)
        return latest is not None and form.returned_at is not None and latest > form.returned_at

    def _taken_back_since(self, department: str, form: FormRecord) -> bool:
        """Whether the department's word was taken back after its form came back: then the signature was before that."""
        word = self.view().confirmations.get(department)
        if word is None or word.at is None or form.returned_at is None:
            return False
        return bool(word.withdrawn) and word.at > form.returned_at

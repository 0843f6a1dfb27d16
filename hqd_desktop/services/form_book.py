"""The forms of the year that is open: listed, issued, marked, and taken back; it refuses to know files.

What comes back is written through the workspace, so that it is locked, undone and recorded like everything else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.collection import DepartmentForm, department_forms
from hqd_desktop.services.collection_return import (
    CellState,
    Choices,
    ComparedCell,
    Comparison,
    compare,
    to_write,
    undecided,
)
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.form_records import CollectionForm, FormRecord, FormState, ReturnedForm
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import Assessment, ChangeNote, ImportedFigures


class OpenYear(Protocol):
    """What is needed of a View."""

    @property
    def hospital(self) -> Hospital:
        """Whose forms they are."""

    @property
    def assessment(self) -> Assessment:
        """The year with its figures."""

    @property
    def departments(self) -> Mapping[str, str]:
        """The hospital's own departments by item."""


Y = TypeVar("Y", bound=OpenYear)


class FormBook(Generic[Y]):
    """Made by Workspace.collection. Methods raise errors.UserFacingError, and then nothing was changed."""

    def __init__(
        self,
        store: Store,
        view: Callable[[], Y],
        take_over: Callable[[ImportedFigures, str, str], Y],
        note: Callable[..., ChangeNote],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._view = view
        self._take_over = take_over
        self._note = note
        self._today = today

    def forms(self) -> tuple[DepartmentForm, ...]:
        """Every department with its form as it would be issued now, and what was issued of it."""
        view = self._view()
        return department_forms(view.assessment, view.departments, self._records(), self._today())

    def issue(self, forms: Sequence[CollectionForm]) -> tuple[DepartmentForm, ...]:
        """Note that these were handed out. What they replace, because less or more was asked, is withdrawn; a form
        that has come back already stays so.
        """
        known = {record.form: record for record in self._records()}
        saved = []
        for form in forms:
            own = form.identity
            asked = sum(cell.required for cell in own.cells)
            fresh = FormRecord(own.form, own.year, own.department, own.digest, FormState.ISSUED, asked)
            before = known.get(own.form, fresh)
            if before.state is FormState.WITHDRAWN:
                before = replace(before, given=0, signed=False)
            stays = before.state is FormState.RETURNED
            saved.append(before if stays else replace(before, state=FormState.ISSUED, asked=asked))
            saved += [
                replace(other, state=FormState.WITHDRAWN)
                for other in known.values()
                if other.department == own.department and other.form != own.form and other.state is FormState.ISSUED
            ]
        self._save(saved, "发出采集表")
        return self.forms()

    def withdraw(self, record: FormRecord) -> tuple[DepartmentForm, ...]:
        """A form that must not be used any more: its return is refused."""
        self._save([replace(record, state=FormState.WITHDRAWN)], "作废采集表")
        return self.forms()

    def sign(self, record: FormRecord, signed: bool) -> tuple[DepartmentForm, ...]:
        """Whether the signed sheet is here."""
        self._save([replace(record, signed=signed)], "登记采集表签字")
        return self.forms()

    def compare(self, returned: ReturnedForm) -> Comparison:
        """The return against what we have now; who wrote ours last stands beside what would be replaced."""
        view = self._view()
        comparison = compare(returned, view.assessment, self._record(returned))
        return replace(comparison, cells=tuple(self._with_author(view.hospital.id, c) for c in comparison.cells))

    def take_back(self, seen: Comparison, choices: Choices) -> Y:
        """Write a return that was looked at: all of it as one step, or nothing.

        Refused when it holds anything wrong, when a conflict is not decided, or when a figure of ours was changed
        since it was looked at.
        """
        returned, identity = seen.returned, seen.returned.identity
        if seen.problems or identity is None:
            raise UserFacingError(*seen.problems)
        if left := undecided(seen, choices):
            params = {"count": str(len(left)), "name": returned.name}
            raise UserFacingError(Problem("form_undecided", returned.name, params))
        view = self._view()
        record = self._record(returned)
        now = compare(returned, view.assessment, record)
        if now.problems or [(c.key, c.ours) for c in now.cells] != [(c.key, c.ours) for c in seen.cells]:
            raise UserFacingError(*(now.problems or [Problem("form_ours_changed", returned.name)]))
        figures = to_write(now, choices)
        origin = f"采集表 {returned.name}（SHA-256 {returned.digest}）"
        if figures:
            imported = ImportedFigures(figures, (), view.hospital.name, year=identity.year)
            view = self._take_over(imported, origin, f"收回{identity.department}采集表")
        asked = FormRecord(
            identity.form, identity.year, identity.department, identity.digest, FormState.ISSUED, seen.asked
        )
        back = replace(
            record or asked,
            state=FormState.RETURNED,
            given=seen.given,
            asked=seen.asked,
            file_name=returned.name,
            file_digest=returned.digest,
        )
        # After the figures: should it break off between, the form is still out, and reading it again finds all equal.
        self._save([back], "收回采集表", origin)
        return view

    def _records(self) -> Sequence[FormRecord]:
        view = self._view()
        return self._store.forms(view.hospital.id, view.assessment.year)

    def _record(self, returned: ReturnedForm) -> FormRecord | None:
        form = returned.identity.form if returned.identity else ""
        return next((record for record in self._records() if record.form == form), None)

    def _save(self, records: Sequence[FormRecord], action: str, origin: str = "手工录入") -> None:
        self._store.save_forms(self._view().hospital.id, records, self._note(action, origin=origin))

    def _with_author(self, hospital_id: str, cell: ComparedCell) -> ComparedCell:
        if cell.state not in (CellState.CONFLICT, CellState.CHANGED):
            return cell
        latest = self._store.history(hospital_id, cell.key[0], cell.key[1].key, 1)
        return replace(cell, who=latest[0].who, at=latest[0].at) if latest else cell

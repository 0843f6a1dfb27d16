"""The ledger of the open year: read, written, rolled up, and handed on to the next year; it refuses to know files.

Nothing of it enters a score, so its acts are recorded in history and not in the list of 撤销.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from hqd_desktop.domain.ledger import (
    SOON,
    LedgerBook,
    LedgerEntry,
    MilestoneMark,
    Remedy,
    Reminder,
    deadlines,
    faults_of,
    open_book,
    unmet,
)
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import ChangeNote
from hqd_desktop.services.table_choice import OpenYear

Y = TypeVar("Y", bound=OpenYear)


@dataclass(frozen=True)
class LedgerView:
    """What the ledger page draws: the book of the year's own pack first, then those followed besides."""

    books: tuple[LedgerBook, ...]
    deadlines: tuple[Reminder, ...]
    today: date
    editable: bool

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """What of the deadlines is overdue or due within thirty days."""
        return tuple(one for one in self.deadlines if one.due - self.today <= SOON)


class Ledger(Generic[Y]):
    """Made by Books.ledger. Methods raise errors.UserFacingError, and then nothing was changed."""

    def __init__(
        self,
        store: Store,
        source: PackSource,
        view: Callable[[], Y],
        note: Callable[..., ChangeNote],
        today: Callable[[], date],
    ) -> None:
        self._store = store.ledger
        self._source = source
        self._view = view
        self._note = note
        self._today = today

    @property
    def today(self) -> date:
        """The day that acts are dated with."""
        return self._today()

    def read(self) -> LedgerView:
        """The ledger as it stands."""
        view = self._view()
        hospital, year, today = view.hospital.id, view.record.year, self._today()
        entries, before = self._store.entries(hospital, year), self._store.entries(hospital, year - 1)
        marks, remedies = self._store.marks(hospital), self._store.remedies(hospital)
        books = tuple(
            open_book(self._source.tasks(pack), year, entries, marks, remedies, before)
            for pack in (view.record.scheme_id, *self.followed())
        )
        due = tuple(one for book in books for one in deadlines(book, today))
        return LedgerView(books, tuple(sorted(due, key=lambda one: one.due)), today, not view.record.locked)

    def followed(self) -> tuple[str, ...]:
        """The packs whose tasks are followed besides the table's own."""
        view = self._view()
        known = set(self._source.scheme_ids()) - {view.record.scheme_id}
        return tuple(pack for pack in self._store.followed(view.hospital.id, view.record.year) if pack in known)

    def follow(self, pack: str, active: bool = True) -> LedgerView:
        """Follow another region's tasks too, or no more."""
        view = self._writable()
        scheme = self._source.scheme(pack)
        self._store.follow(
            view.hospital.id,
            view.record.year,
            pack,
            active,
            self._note("跟踪任务" if active else "不再跟踪任务", scheme.short),
        )
        return self.read()

    def write(self, entry: LedgerEntry) -> LedgerView:
        """Write what is said about a task for a quarter or for the year."""
        view = self._writable()
        self._task(entry.pack, entry.task)
        trimmed = replace(
            entry,
            progress=entry.progress.strip(),
            reason=entry.reason.strip(),
            next_step=entry.next_step.strip(),
            owner=entry.owner.strip(),
        )
        if entry.period.year != view.record.year:
            raise UserFacingError(Problem("ledger_other_year", "", {"year": str(view.record.year)}))
        if faults := faults_of(trimmed):
            raise UserFacingError(*faults)
        self._store.save_entries(view.hospital.id, [trimmed], self._note("填工作台账"))
        return self.read()

    def take_back(self, entries: Sequence[LedgerEntry], origin: str) -> LedgerView:
        """Write what a returned form says (services.ledger_form has judged it), all of it or nothing."""
        view = self._writable()
        self._store.save_entries(view.hospital.id, entries, self._note("收回台账表", origin=origin))
        return self.read()

    def mark(self, milestone: MilestoneMark) -> LedgerView:
        """A milestone met or not met yet; one of the hospital's own, new or withdrawn."""
        view = self._writable()
        self._task(milestone.pack, milestone.task)
        if not milestone.text.strip():
            raise UserFacingError(Problem("ledger_milestone_text"))
        self._store.save_mark(
            view.hospital.id, replace(milestone, text=milestone.text.strip()), self._note("记里程碑", milestone.text)
        )
        return self.read()

    def proposals(self) -> tuple[Remedy, ...]:
        """What the year left unmet, as 整改 to be given an owner and a date."""
        view = self._view()
        due = date(view.record.year + 1, 6, 30)
        return tuple(
            Remedy(book.tasks.pack, row.task.key, book.year, text, row.owner, due)
            for book in self.read().books
            for row, text in unmet(book)
        )

    def mend(self, remedies: Sequence[Remedy]) -> LedgerView:
        """Keep 整改, new or changed, all or none; each needs words, somebody and a day."""
        view = self._view()  # also of a locked year: what it left unmet is written when it is over
        faults = [
            Problem(code, remedy.text or remedy.task)
            for remedy in remedies
            for code, missing in (
                ("remedy_text_missing", not remedy.text.strip()),
                ("remedy_owner_missing", not remedy.owner.strip()),
                ("remedy_due_missing", remedy.due is None),
            )
            if missing
        ]
        if faults:
            raise UserFacingError(*faults)
        self._store.save_remedies(view.hospital.id, remedies, self._note("登记整改"))
        return self.read()

    def close(self, remedy: Remedy, outcome: str) -> LedgerView:
        """A 整改 is done, with what came of it."""
        if not outcome.strip():
            raise UserFacingError(Problem("remedy_outcome_missing", remedy.text))
        closed = replace(remedy, closed_on=self._today(), outcome=outcome.strip())
        self._store.save_remedies(self._view().hospital.id, [closed], self._note("整改办结", remedy.text))
        return self.read()

    def _writable(self) -> Y:
        view = self._view()
        if view.record.locked:
            raise UserFacingError(Problem("year_locked", "", {"year": str(view.record.year)}))
        return view

    def _task(self, pack: str, key: str) -> None:
        if self._source.tasks(pack).find(key) is None:
            raise UserFacingError(Problem("ledger_no_such_task", "", {"task": key}))

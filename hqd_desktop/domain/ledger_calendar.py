"""What of the ledger falls on which day, done or not, and how each stands; it refuses to know how a month is drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hqd_desktop.domain.ledger import SOON, LedgerBook, LedgerRow, TaskState, deadlines
from hqd_desktop.domain.tasks import Task


class DueState(StrEnum):
    """How a date stands today."""

    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"
    DONE = "done"


DUE_NAMES = {DueState.OVERDUE: "过期", DueState.SOON: "快到期", DueState.AHEAD: "未到期", DueState.DONE: "已完成"}


@dataclass(frozen=True, slots=True)
class DayEntry:
    """Something of a task on a day."""

    due: date
    task: Task
    pack: str
    text: str
    state: DueState


def calendar_of(books: Iterable[LedgerBook], today: date) -> tuple[DayEntry, ...]:
    """All dates of the tasks that a hospital has a part in, by day; on a day what is open goes first."""
    found = [entry for book in books for entry in _of_book(book, today)]
    order = list(DueState)
    return tuple(sorted(found, key=lambda one: (one.due, order.index(one.state), one.pack, one.task.key)))


def _of_book(book: LedgerBook, today: date) -> Iterator[DayEntry]:
    pack = book.tasks.pack
    for one in deadlines(book, today):
        state = DueState.OVERDUE if one.days < 0 else DueState.SOON if one.due - today <= SOON else DueState.AHEAD
        yield DayEntry(one.due, one.task, pack, one.text, state)
    for row in book.rows:
        if row.task.of_hospital:
            yield from (DayEntry(due, row.task, pack, text, DueState.DONE) for due, text in _done(row))


def _done(row: LedgerRow) -> Iterator[tuple[date, str]]:
    """Milestones that were met, all of them once the task is finished, and 整改 that are closed."""
    finished = row.state is TaskState.DONE
    yield from ((mark.due, mark.text) for mark in row.milestones if finished or mark.done_on is not None)
    yield from ((one.due, f"整改：{one.text}") for one in row.remedies if not one.open and one.due is not None)

"""The ledger (工作台账) as a report prints it and a locked version keeps it: only what a hospital has a part in.

It refuses to read or to write the ledger; what it holds are the words and numbers of that day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.ledger import LedgerBook, LedgerEntry, LedgerRow, Remedy, TaskState
from hqd_desktop.domain.numerals import canonical_text


@dataclass(frozen=True, slots=True)
class TaskQuarter:
    """What was written about a task for one quarter."""

    state: TaskState
    progress: str = ""
    reason: str = ""
    number: Decimal | None = None
    next_step: str = ""
    next_due: date | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its four quarters, None where nothing was written; `due` is None for 长期, `year_text` is typed."""

    group: str
    number: str
    text: str
    owner: str
    due: date | None
    quarters: tuple[TaskQuarter | None, ...]
    year_text: str = ""

    @property
    def state(self) -> TaskState | None:
        """The year's: that of the last quarter written about."""
        return next((quarter.state for quarter in reversed(self.quarters) if quarter is not None), None)


@dataclass(frozen=True, slots=True)
class TaskRemedy:
    """整改 of a task that `year` left unmet."""

    number: str
    task: str
    year: int
    text: str
    owner: str
    due: date | None
    closed_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class TaskReport:
    """The ledger of one pack: `title` names the table whose tasks they are."""

    title: str
    lines: tuple[TaskLine, ...]
    remedies: tuple[TaskRemedy, ...]

    @property
    def told(self) -> bool:
        """Whether anybody wrote anything."""
        return bool(self.remedies) or any(line.state or line.year_text for line in self.lines)


def task_reports(books: Iterable[LedgerBook], name: Callable[[str], str]) -> tuple[TaskReport, ...]:
    """The books as they stand; `name` gives the title of a pack."""
    return tuple(_report(book, name(book.tasks.pack)) for book in books)


def _report(book: LedgerBook, title: str) -> TaskReport:
    groups = {group.key: group.title for group in book.tasks.groups}
    rows = [row for row in book.rows if row.task.of_hospital]
    lines = tuple(_line(row, groups[row.task.group]) for row in rows)
    return TaskReport(title, lines, tuple(_remedy(row, one) for row in rows for one in row.remedies))


def _line(row: LedgerRow, group: str) -> TaskLine:
    task, own = row.task, row.yearly.progress if row.yearly else ""
    return TaskLine(group, task.number, task.text, row.owner, task.deadline, tuple(map(_quarter, row.quarters)), own)


def _quarter(entry: LedgerEntry | None) -> TaskQuarter | None:
    if entry is None or entry.state is None:
        return None
    return TaskQuarter(entry.state, entry.progress, entry.reason, entry.number, entry.next_step, entry.next_due)


def _remedy(row: LedgerRow, one: Remedy) -> TaskRemedy:
    return TaskRemedy(
        row.task.number, row.task.text, one.year, one.text, one.owner, one.due, one.closed_on, one.outcome
    )  # fmt: skip


def ledger_data(reports: Sequence[TaskReport]) -> list[dict[str, Any]]:
    """The same as plain data of a locked version."""
    return [
        {
            "title": report.title,
            "lines": [
                [one.group, one.number, one.text, one.owner, _day(one.due), one.year_text,
                 [quarter and _quarter_data(quarter) for quarter in one.quarters]]
                for one in report.lines
            ],
            "remedies": [
                [one.number, one.task, one.year, one.text, one.owner, _day(one.due), _day(one.closed_on), one.outcome]
                for one in report.remedies
            ],
        }
        for report in reports
    ]  # fmt: skip


def ledger_from(data: Iterable[Mapping[str, Any]]) -> tuple[TaskReport, ...]:
    """What was kept; ValueError or LookupError when it is no such data."""
    return tuple(
        TaskReport(
            report["title"],
            tuple(
                TaskLine(group, number, text, owner, _date(due), tuple(map(_kept_quarter, kept)), year_text)
                for group, number, text, owner, due, year_text, kept in report["lines"]
            ),
            tuple(
                TaskRemedy(number, task, year, text, owner, _date(due), _date(closed_on), outcome)
                for number, task, year, text, owner, due, closed_on, outcome in report["remedies"]
            ),
        )
        for report in data
    )


def _quarter_data(one: TaskQuarter) -> list[str | None]:
    number = None if one.number is None else canonical_text(one.number)
    return [one.state.value, one.progress, one.reason, number, one.next_step, _day(one.next_due)]


def _kept_quarter(kept: Sequence[Any] | None) -> TaskQuarter | None:
    if kept is None:
        return None
    state, progress, reason, number, next_step, next_due = kept
    value = None if number is None else Decimal(number)
    return TaskQuarter(TaskState(state), progress, reason, value, next_step, _date(next_due))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

"""The ledger (工作台账): how far each task has come, quarter by quarter; it refuses to know who writes it or where.

A quarter that nobody wrote about has no entry: that is 未报, which is not the same as 未启动.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.tasks import Task, TaskList

MIN_REASON = 6
TEXT_LIMIT = 2000
SOON = timedelta(days=30)
QUARTER_GRACE = timedelta(days=10)  # a quarter is reported within ten days of its end


class TaskState(StrEnum):
    """How a task stands in a quarter."""

    NOT_STARTED = "not_started"
    UNDERWAY = "underway"
    DONE = "done"
    BEHIND = "behind"


STATE_NAMES = {
    TaskState.NOT_STARTED: "未启动",
    TaskState.UNDERWAY: "推进中",
    TaskState.DONE: "已完成",
    TaskState.BEHIND: "滞后",
}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What was written about a task for a quarter, or (a year's period) for the year as a whole.

    A quarter has a `state`; 滞后 has its `reason`. `number` is the figure of a task that has one. `next_step` is what
    is to be done until `next_due`. The year's entry has no state: its `progress` is the yearly text where somebody
    wrote one, its `owner` the department that follows the task here.
    """

    pack: str
    task: str
    period: Period
    state: TaskState | None = None
    progress: str = ""
    reason: str = ""
    number: Decimal | None = None
    next_step: str = ""
    next_due: date | None = None
    owner: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A date of a task: of the text, met on `done_on`; or of the hospital's `own`, which may be withdrawn."""

    pack: str
    task: str
    due: date
    text: str
    own: bool = False
    done_on: date | None = None
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class Remedy:
    """整改: something that a year left unmet, with who mends it by when; done on `closed_on`."""

    pack: str
    task: str
    year: int
    text: str
    owner: str = ""
    due: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    version: int = 0

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A task with all that is known of it in a year."""

    task: Task
    owner: str
    quarters: tuple[LedgerEntry | None, ...]
    yearly: LedgerEntry | None
    milestones: tuple[MilestoneMark, ...]
    remedies: tuple[Remedy, ...] = ()

    @property
    def latest(self) -> LedgerEntry | None:
        """The last quarter that was written about."""
        return next((entry for entry in reversed(self.quarters) if entry is not None), None)

    @property
    def state(self) -> TaskState | None:
        """The year's state: that of the last quarter written about; None while there is none."""
        return self.latest.state if self.latest else None

    @property
    def year_text(self) -> str:
        """The yearly text: as somebody wrote it, else the quarters one after another."""
        if self.yearly is not None and self.yearly.progress:
            return self.yearly.progress
        told = []
        for entry in self.quarters:
            if entry is not None and entry.state is not None:
                words = "，".join(filter(None, (entry.progress, entry.reason and f"原因：{entry.reason}")))
                head = f"{entry.period.label[-3:]}{STATE_NAMES[entry.state]}"
                told.append(f"{head}：{words}" if words else head)
        return "；".join(text.rstrip("。；") for text in told) + ("。" if told else "")


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something of the ledger that has a day: `days` from today, negative when it is past."""

    task: Task
    due: date
    text: str
    days: int
    pack: str = ""


@dataclass(frozen=True)
class LedgerBook:
    """The ledger of one pack and year, in the order of the text."""

    tasks: TaskList
    year: int
    rows: tuple[LedgerRow, ...]

    def row(self, task: str) -> LedgerRow:
        """The row of a task; KeyError when there is none."""
        for row in self.rows:
            if row.task.key == task:
                return row
        raise KeyError(task)

    @property
    def counts(self) -> Mapping[TaskState | None, int]:
        """How many tasks a hospital has a part in, by the year's state."""
        own = [row.state for row in self.rows if row.task.of_hospital]
        return {state: own.count(state) for state in (*TaskState, None)}

    def reported(self, quarter: int) -> tuple[int, int]:
        """Of the tasks a hospital has a part in: written about in a quarter (1–4), and all."""
        own = [row for row in self.rows if row.task.of_hospital]
        return sum(row.quarters[quarter - 1] is not None for row in own), len(own)


def open_book(
    tasks: TaskList,
    year: int,
    entries: Iterable[LedgerEntry],
    marks: Iterable[MilestoneMark],
    remedies: Sequence[Remedy],
    before: Iterable[LedgerEntry] = (),
) -> LedgerBook:
    """Put the ledger of a year together. Remedies of earlier years stay with their task until they are closed, and in
    the year they were closed in. Of the entries of the year `before` a department that was named for a task stays.
    """
    told = {(entry.task, entry.period): entry for entry in entries if entry.pack == tasks.pack}
    held = {entry.task: entry.owner for entry in before if entry.pack == tasks.pack and not entry.period.quarter}
    noted = [mark for mark in marks if mark.pack == tasks.pack]
    shown = [one for one in remedies if one.pack == tasks.pack and _concerns(one, year)]
    rows = tuple(
        LedgerRow(
            task=task,
            owner=(yearly.owner if (yearly := told.get((task.key, Period(year)))) else "")
            or held.get(task.key, "")
            or task.owner,
            quarters=tuple(told.get((task.key, quarter)) for quarter in quarters(year)),
            yearly=yearly,
            milestones=_milestones(tasks.pack, task, noted),
            remedies=tuple(one for one in shown if one.task == task.key),
        )
        for task in tasks
    )
    return LedgerBook(tasks, year, rows)


def _concerns(remedy: Remedy, year: int) -> bool:
    return remedy.year <= year and (remedy.closed_on is None or remedy.closed_on.year >= year)


def _milestones(pack: str, task: Task, marks: Sequence[MilestoneMark]) -> tuple[MilestoneMark, ...]:
    """Those of the text, met or not, with the hospital's own, by day."""
    noted = {(mark.due, mark.text): mark for mark in marks if mark.task == task.key and not mark.own}
    printed = [
        noted.get((one.due, one.text), MilestoneMark(pack, task.key, one.due, one.text)) for one in task.milestones
    ]
    own = [mark for mark in marks if mark.task == task.key and mark.own and mark.active]
    return tuple(sorted(printed + own, key=lambda mark: (mark.due, mark.own, mark.text)))


def faults_of(entry: LedgerEntry) -> tuple[Problem, ...]:
    """What is wrong with an entry; nothing is to be written then."""
    faults = []
    if entry.state is TaskState.BEHIND and len(entry.reason.strip()) < MIN_REASON:
        faults.append(Problem("ledger_reason", "", {"least": str(MIN_REASON)}))
    if entry.period.quarter and entry.state is None:
        faults.append(Problem("ledger_state_missing"))
    for name, text in (("进展", entry.progress), ("滞后原因", entry.reason), ("下一步", entry.next_step)):
        if len(text) > TEXT_LIMIT:
            faults.append(Problem("ledger_text_too_long", "", {"field": name, "limit": str(TEXT_LIMIT)}))
    return tuple(faults)


def reminders(book: LedgerBook, today: date) -> tuple[Reminder, ...]:
    """What of the deadlines is overdue or due within thirty days."""
    return tuple(one for one in deadlines(book, today) if one.due - today <= SOON)


def deadlines(book: LedgerBook, today: date) -> tuple[Reminder, ...]:
    """All that has a day and is not done: milestones, next steps, remedies, and quarters that ended without a word.

    Only of tasks that a hospital has a part in, by day; what belongs to a finished task is left out. A quarter is named
    once, at the first of the tasks that were not written about.
    """
    found: list[tuple[Task, date, str]] = []
    for row in book.rows:
        if not row.task.of_hospital:
            continue
        if row.state is not TaskState.DONE:
            found += [(row.task, mark.due, mark.text) for mark in _unmet_marks(row)]
            latest = row.latest
            if latest is not None and latest.next_due is not None:
                found.append((row.task, latest.next_due, f"下一步：{latest.next_step}"))
        found += [(row.task, one.due, f"整改：{one.text}") for one in row.remedies if one.open and one.due is not None]
    found += _unreported(book, today)
    dated = [Reminder(task, due, text, (due - today).days, book.tasks.pack) for task, due, text in found]
    return tuple(sorted(dated, key=lambda one: (one.due, one.task.key)))


def _unmet_marks(row: LedgerRow) -> list[MilestoneMark]:
    return [mark for mark in row.milestones if mark.done_on is None]


def _unreported(book: LedgerBook, today: date) -> list[tuple[Task, date, str]]:
    """The quarters of the year that have ended without a word about some task that is not finished."""
    found = []
    for number in (1, 2, 3, 4):
        end = date(book.year + number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)
        silent = [
            row.task
            for row in book.rows
            if row.task.of_hospital and row.quarters[number - 1] is None and row.state is not TaskState.DONE
        ]
        if silent and end < today:
            found.append(
                (silent[0], end + QUARTER_GRACE, f"{Period(book.year, number).label}进展未报 {len(silent)} 条")
            )
    return found


def unmet(book: LedgerBook) -> tuple[tuple[LedgerRow, str], ...]:
    """What the year left unmet, with the words of a remedy: tasks behind or never begun, and dates that were not kept.

    A task with a remedy of this year that is still open is not named again.
    """
    found = []
    for row in book.rows:
        if not row.task.of_hospital or any(one.open and one.year == book.year for one in row.remedies):
            continue
        late = [] if row.state is TaskState.DONE else _unmet_marks(row)
        missed = [mark.text for mark in late if mark.due.year == book.year]
        behind = row.latest.reason if row.latest is not None and row.state is TaskState.BEHIND else ""
        words = "；".join(filter(None, (*missed, behind)))
        last = row.quarters[-1]
        idle = last is not None and last.state is TaskState.NOT_STARTED
        if words or idle or row.state is TaskState.BEHIND:
            found.append((row, words or row.task.text))
    return tuple(found)

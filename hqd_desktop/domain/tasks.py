"""What a region's text sets hospitals and offices to do (任务); it refuses to know how far anyone has come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date of the text with what it asks for by then; numbers as printed."""

    due: date
    text: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A heading of the text; `safeguard` for what it calls 保障 or 组织实施."""

    key: str
    title: str
    short: str
    safeguard: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One task in our own short words; names, numbers, dates and units of government are those of the text.

    `key` names it in a database and never changes; `number` is what people say. `owner` is the department of a
    hospital that would follow it, empty where the text asks nothing of a hospital. `readings` are places at which two
    printings of the text differ.
    """

    key: str
    number: str
    group: str
    text: str
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    section: str
    owner: str = ""
    milestones: tuple[Milestone, ...] = ()
    readings: tuple[str, ...] = ()

    @property
    def of_hospital(self) -> bool:
        """Whether a hospital has a part in it."""
        return bool(self.owner)

    @property
    def deadline(self) -> date | None:
        """Its last date; None where the text names none (长期)."""
        return max((milestone.due for milestone in self.milestones), default=None)


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of one pack in the order of the text; `note` says how they are numbered."""

    pack: str
    note: str
    groups: tuple[TaskGroup, ...]
    tasks: tuple[Task, ...]
    raw: Mapping[str, Any] = field(repr=False)

    def __iter__(self) -> Iterator[Task]:
        return iter(self.tasks)

    def of_group(self, key: str) -> tuple[Task, ...]:
        """The tasks under a heading."""
        return tuple(task for task in self.tasks if task.group == key)

    def find(self, key: str) -> Task | None:
        """The task of that key."""
        return next((task for task in self.tasks if task.key == key), None)

    @property
    def work(self) -> tuple[Task, ...]:
        """The tasks that are no safeguard."""
        return self._by_kind(safeguard=False)

    @property
    def safeguards(self) -> tuple[Task, ...]:
        """工作保障, 保障措施, 组织实施."""
        return self._by_kind(safeguard=True)

    def _by_kind(self, *, safeguard: bool) -> tuple[Task, ...]:
        keys = {group.key for group in self.groups if group.safeguard is safeguard}
        return tuple(task for task in self.tasks if task.group in keys)


def no_tasks(pack: str) -> TaskList:
    """The list of a pack that sets none."""
    return TaskList(pack, "", (), (), {})


def tasks_from(raw: Mapping[str, Any]) -> tuple[TaskList | None, list[Problem]]:
    """Build a list of tasks, or name everything that is wrong with it."""
    problems: list[Problem] = []
    top = RawReader(raw, "", problems)
    head = top.child("tasks")
    groups = tuple(_group(reader) for reader in top.children("group", "key"))
    keys = [group.key for group in groups]
    tasks = tuple(_task(reader, keys) for reader in top.children("task", "key"))
    found = TaskList(head.text("pack"), head.text("note", ""), groups, tasks, raw)
    head.done()
    top.done()
    problems += _twice("group", keys)
    problems += _twice("task", [task.key for task in tasks])
    return (None, problems) if problems else (found, [])


def _group(reader: RawReader) -> TaskGroup:
    group = TaskGroup(reader.text("key"), reader.text("title"), reader.text("short"), reader.flag("safeguard"))
    reader.done()
    return group


def _task(reader: RawReader, groups: Sequence[str]) -> Task:
    task = Task(
        key=reader.text("key"),
        number=reader.text("number"),
        group=reader.choice("group", groups or [""]),
        text=reader.text("text"),
        responsible=reader.texts("responsible"),
        cooperating=reader.texts("cooperating"),
        section=reader.text("section"),
        owner=reader.text("owner", ""),
        milestones=tuple(_milestone(one) for one in reader.children("milestone", "due")),
        readings=reader.texts("readings"),
    )
    reader.done()
    return task


def _milestone(reader: RawReader) -> Milestone:
    due = reader.day("due")
    if due is None and not reader.has("due"):
        reader.report("raw_missing", "due")
    milestone = Milestone(due or date.max, reader.text("text"))
    reader.done()
    return milestone


def _twice(kind: str, keys: Sequence[str]) -> list[Problem]:
    return [Problem("tasks_key_twice", f"{kind}[{key}]") for key in sorted({k for k in keys if keys.count(k) > 1})]

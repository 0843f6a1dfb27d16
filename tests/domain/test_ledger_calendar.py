"""What falls on which day, and how it stands."""

from __future__ import annotations

from datetime import date

from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy, TaskState, open_book
from hqd_desktop.domain.ledger_calendar import DUE_NAMES, DueState, calendar_of
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.tasks import Task, TaskGroup, TaskList

TODAY = date(2025, 3, 20)
GROUP = TaskGroup("g", "组", "组")
OWN = Task("1", "1", "g", "推进用药监测", (), (), "二", owner="药学部")
SECOND = Task("2", "2", "g", "建门诊", (), (), "二", owner="医务科")
CITY = Task("3", "3", "g", "市里的", (), (), "二")
TASKS = TaskList("p", "", (GROUP,), (OWN, SECOND, CITY), {})


def mark(task: str, day: date, text: str, **more: object) -> MilestoneMark:
    return MilestoneMark("p", task, day, text, own=True, **more)


def test_every_date_with_its_state() -> None:
    day = date(2025, 3, 31)
    book = open_book(
        TASKS, 2025,
        [LedgerEntry("p", "2", Period(2025, 1), TaskState.DONE)],
        [
            mark("1", date(2025, 3, 1), "过了"), mark("1", day, "快了"), mark("1", date(2025, 12, 1), "远"),
            mark("1", day, "做了", done_on=TODAY), mark("2", day, "随任务完成"), mark("3", day, "不是本院的"),
        ],
        [
            Remedy("p", "1", 2024, "补签", "医保办", day), Remedy("p", "1", 2025, "办结", "", day, day, "好"),
            Remedy("p", "1", 2025, "没有日期办结", "", None, day, "好"),
        ],
    )  # fmt: skip
    found = [(one.due, one.text, one.state) for one in calendar_of((book,), TODAY)]
    assert found == [
        (date(2025, 3, 1), "过了", DueState.OVERDUE),
        (day, "快了", DueState.SOON),
        (day, "整改：补签", DueState.SOON),
        (day, "做了", DueState.DONE),
        (day, "整改：办结", DueState.DONE),
        (day, "随任务完成", DueState.DONE),
        (date(2025, 12, 1), "远", DueState.AHEAD),
    ]
    assert {one.pack for one in calendar_of((book,), TODAY)} == {"p"}
    assert list(DUE_NAMES) == list(DueState)


def test_nothing_is_on_no_day() -> None:
    assert calendar_of((), TODAY) == ()

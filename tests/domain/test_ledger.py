"""The ledger: quarters roll up to the year, dates are remembered, what was not met becomes 整改."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop.domain.ledger import (
    LedgerBook,
    LedgerEntry,
    MilestoneMark,
    Remedy,
    TaskState,
    deadlines,
    faults_of,
    open_book,
    reminders,
    unmet,
)
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.tasks import Milestone, Task, TaskGroup, TaskList

HALF, WHOLE = Milestone(date(2025, 6, 30), "建成一半"), Milestone(date(2026, 12, 31), "全部建成")
TASKS = TaskList(
    "p",
    "",
    (TaskGroup("g", "（一）组", "组"),),
    (
        Task("1", "1", "g", "建中心", ("市卫健委",), (), "一", "医务科", (HALF, WHOLE)),
        Task("2", "2", "g", "订制度", (), (), "二", "党办"),
        Task("3", "3", "g", "政府投入", ("市财政局",), (), "三"),
    ),
    {},
)
TODAY = date(2025, 8, 1)


def entry(quarter: int, state: TaskState | None = TaskState.UNDERWAY, task: str = "1", **fields: object) -> LedgerEntry:
    return replace(LedgerEntry("p", task, Period(2025, quarter), state), **fields)


def book(*entries: LedgerEntry, marks: tuple[MilestoneMark, ...] = (), remedies: tuple[Remedy, ...] = ()) -> LedgerBook:
    return open_book(TASKS, 2025, entries, marks, remedies)


def test_an_empty_ledger() -> None:
    """Every task is there, unreported; nothing is counted for those that ask nothing of a hospital."""
    empty = book()
    assert [row.task.key for row in empty.rows] == ["1", "2", "3"]
    assert empty.row("1").state is None
    assert empty.row("1").latest is None
    assert empty.row("1").year_text == ""
    assert empty.row("1").owner == "医务科"
    assert empty.counts == dict.fromkeys(TaskState, 0) | {None: 2}
    assert empty.reported(1) == (0, 2)
    with pytest.raises(KeyError):
        empty.row("9")


def test_quarters_roll_up_to_the_year() -> None:
    """The state is that of the last quarter written about; the text tells them one after another."""
    told = book(
        entry(1, TaskState.NOT_STARTED),
        entry(2, TaskState.BEHIND, progress="已申报。", reason="设备未到货", number=Decimal(3)),
        entry(4, TaskState.DONE, progress="已验收"),
    )
    row = told.row("1")
    assert row.state is TaskState.DONE
    assert row.year_text == "一季度未启动；二季度滞后：已申报。，原因：设备未到货；四季度已完成：已验收。"
    assert told.reported(1) == (1, 2)
    assert told.reported(3) == (0, 2)
    assert told.counts[TaskState.DONE] == 1


def test_a_yearly_text_goes_before_the_quarters() -> None:
    """And the owner of the year before that of the pack; a year's entry without text changes nothing."""
    yearly = LedgerEntry("p", "1", Period(2025), progress="全年建成 3 个中心。", owner="质控办")
    row = book(entry(1), yearly).row("1")
    assert (row.year_text, row.owner) == ("全年建成 3 个中心。", "质控办")
    row = book(entry(1), replace(yearly, progress="", owner="")).row("1")
    assert (row.year_text, row.owner) == ("一季度推进中。", "医务科")


def test_another_pack_or_task_is_not_mixed_in() -> None:
    other = replace(entry(1), pack="q")
    mark = MilestoneMark("q", "1", date(2025, 1, 1), "别处", own=True)
    shown = book(other, marks=(mark,), remedies=(Remedy("q", "1", 2024, "别处"),)).row("1")
    assert (shown.latest, len(shown.milestones), shown.remedies) == (None, 2, ())


def test_milestones_of_the_text_and_of_the_hospital() -> None:
    """By day; a withdrawn one is gone; one that was met says when."""
    met = MilestoneMark("p", "1", HALF.due, HALF.text, done_on=date(2025, 6, 1), version=1)
    own = MilestoneMark("p", "1", date(2025, 9, 30), "过评审", own=True)
    gone = MilestoneMark("p", "1", date(2025, 3, 31), "立项", own=True, active=False)
    rows = book(marks=(own, met, gone)).row("1").milestones
    assert [mark.text for mark in rows] == ["建成一半", "过评审", "全部建成"]
    assert [mark.done_on for mark in rows] == [date(2025, 6, 1), None, None]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (entry(1), []),
        (entry(1, TaskState.BEHIND, reason="缺人"), ["ledger_reason"]),
        (entry(1, TaskState.BEHIND, reason="设备还没有到货"), []),
        (entry(1, None), ["ledger_state_missing"]),
        (LedgerEntry("p", "1", Period(2025)), []),
        (entry(1, progress="长" * 2001, next_step="长" * 2001), ["ledger_text_too_long"] * 2),
    ],
)
def test_what_is_wrong_with_an_entry(written: LedgerEntry, codes: list[str]) -> None:
    assert [problem.code for problem in faults_of(written)] == codes


def test_reminders_by_day() -> None:
    """Overdue, due within thirty days, quarters that ended without a word; later dates are left out."""
    own = MilestoneMark("p", "1", date(2025, 8, 20), "过评审", own=True)
    found = reminders(book(entry(2, next_step="催货", next_due=date(2025, 8, 5)), marks=(own,)), TODAY)
    assert [(one.task.key, one.text, one.days) for one in found] == [
        ("1", "2025 年一季度进展未报 2 条", -113),
        ("1", "建成一半", -32),
        ("2", "2025 年二季度进展未报 1 条", -22),
        ("1", "下一步：催货", 4),
        ("1", "过评审", 19),
    ]
    assert found[0].due == date(2025, 4, 10)


def test_a_finished_task_reminds_of_nothing_but_its_remedies() -> None:
    left = Remedy("p", "1", 2024, "补材料", "医务科", date(2025, 8, 10))
    later = Remedy("p", "1", 2025, "再补", "医务科")
    done = [entry(n, TaskState.DONE, task="2") for n in (1, 2)]
    found = reminders(book(entry(2, TaskState.DONE), *done, remedies=(left, later)), TODAY)
    assert [one.text for one in found] == ["整改：补材料"]


def test_the_last_quarter_ends_in_the_next_year() -> None:
    """The fourth is asked for after 31 December."""
    late = [one for one in deadlines(book(), date(2026, 1, 2)) if "未报" in one.text]
    assert [one.text for one in late][-1] == "2025 年四季度进展未报 2 条"
    assert late[-1].due == date(2026, 1, 10)
    assert len([one for one in deadlines(book(), date(2025, 12, 31)) if "未报" in one.text]) == 3


def test_a_later_date_is_no_reminder_yet() -> None:
    """But it stands in the calendar."""
    far = {one.text for one in deadlines(book(), TODAY)} - {one.text for one in reminders(book(), TODAY)}
    assert far == {"全部建成"}


def test_what_was_not_met_becomes_a_remedy() -> None:
    """A date of the year that passed, or a task behind; a later date, a finished task and an open remedy do not."""
    assert [(row.task.key, text) for row, text in unmet(book(entry(4)))] == [("1", "建成一半")]
    behind = entry(4, TaskState.BEHIND, reason="设备还没有到货")
    assert [text for _, text in unmet(book(behind))] == ["建成一半；设备还没有到货"]
    assert unmet(book(entry(4, TaskState.DONE))) == ()
    assert unmet(book(behind, remedies=(Remedy("p", "1", 2025, "催货"),))) == ()
    unworded = entry(4, TaskState.BEHIND, task="2")
    met = MilestoneMark("p", "1", HALF.due, HALF.text, done_on=date(2025, 6, 1))
    assert [(row.task.key, text) for row, text in unmet(book(unworded, marks=(met,)))] == [("2", "订制度")]
    idle, early = (entry(quarter, TaskState.NOT_STARTED, task="2") for quarter in (4, 3))
    assert [(row.task.key, text) for row, text in unmet(book(idle, marks=(met,)))] == [("2", "订制度")]
    assert unmet(book(early, marks=(met,))) == (), "there is a quarter left to begin in"


def test_remedies_open_the_next_year() -> None:
    """Until they are closed, and in the year they were closed in; a later year's are not shown in an earlier one."""
    early = Remedy("p", "1", 2023, "一", closed_on=date(2024, 5, 1))
    open_one = Remedy("p", "1", 2024, "二")
    closed = Remedy("p", "1", 2024, "三", closed_on=date(2025, 2, 1))
    later = Remedy("p", "1", 2026, "四")
    shown = book(remedies=(early, open_one, closed, later)).row("1").remedies
    assert [one.text for one in shown] == ["二", "三"]
    assert [one.open for one in shown] == [True, False]


def test_a_department_that_was_named_last_year_stays_until_another_is() -> None:
    before = [
        LedgerEntry("p", "1", Period(2024), owner="质控办"),
        LedgerEntry("q", "2", Period(2024), owner="别的地区"),
        LedgerEntry("p", "2", Period(2024, 4), TaskState.DONE, owner="不是全年的"),
    ]
    kept = open_book(TASKS, 2025, (), (), (), before)
    assert [row.owner for row in kept.rows][:2] == ["质控办", open_book(TASKS, 2025, (), (), ()).row("2").owner]
    own = open_book(TASKS, 2025, [LedgerEntry("p", "1", Period(2025), owner="医保办")], (), (), before)
    assert own.row("1").owner == "医保办"

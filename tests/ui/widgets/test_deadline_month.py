"""The month of deadlines: states by shape and word, keys from day to day, clicks and Enter lead to the task."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from hqd_desktop.domain.ledger import MilestoneMark, open_book
from hqd_desktop.domain.tasks import Task, TaskGroup, TaskList
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.ui.widgets.card_list import CARD
from hqd_desktop.ui.widgets.deadline_month import DeadlineMonth

TODAY = date(2025, 3, 20)
TASKS = TaskList(
    "p", "", (TaskGroup("g", "组", "组"),),
    (Task("1", "1", "g", "推进用药监测", (), (), "二", owner="药学部"),
     Task("2", "2", "g", "建门诊", (), (), "二", owner="医务科")), {},
)  # fmt: skip


def ledger(*marks: tuple[str, date, str], done: date | None = None) -> LedgerView:
    held = [MilestoneMark("p", task, day, text, own=True, done_on=done) for task, day, text in marks]
    return LedgerView((open_book(TASKS, 2025, (), held, ()),), (), TODAY, True)


@pytest.fixture
def month(theme, qtbot):
    made = DeadlineMonth(theme)
    qtbot.addWidget(made)
    made.resize(900, 460)
    made.went = []
    made.task_chosen.connect(lambda pack, task: made.went.append((pack, task)))
    made.show()
    return made


def cards(month) -> list[tuple[str, str, str]]:
    found = [month.list.item(row).data(CARD) for row in range(month.list.count())]
    return [(card.head, card.state, card.body) for card in found]


def press(month, key: Qt.Key) -> None:
    QTest.keyClick(month.grid, key)


DATES = (("1", date(2025, 3, 5), "验收"), ("1", date(2025, 3, 31), "挂牌"), ("2", date(2025, 3, 31), "开诊"))


def test_it_opens_on_today_and_keys_walk_over_the_months(month) -> None:
    month.show_ledger(ledger(*DATES))
    assert (month.grid.day, month.title.text()) == (TODAY, "2025 年 3 月")
    assert month.told.text() == "本月 3 项，过期 1 项"
    assert cards(month) == [("", "", "这一天没有到期的。")]
    press(month, Qt.Key.Key_Right)
    press(month, Qt.Key.Key_Down)
    assert month.grid.day == date(2025, 3, 28)
    press(month, Qt.Key.Key_Down)
    assert (month.grid.day, month.title.text()) == (date(2025, 4, 4), "2025 年 4 月")
    assert month.told.text() == "本月没有期限"
    press(month, Qt.Key.Key_PageUp)
    assert month.grid.day == date(2025, 3, 4)
    for key, day in (
        (Qt.Key.Key_Left, date(2025, 3, 3)), (Qt.Key.Key_Up, date(2025, 2, 24)), (Qt.Key.Key_Home, TODAY),
    ):  # fmt: skip
        press(month, key)
        assert month.grid.day == day
    month.grid.show_day(date(2025, 1, 31))
    press(month, Qt.Key.Key_PageDown)
    assert month.grid.day == date(2025, 2, 28), "the day stays where the month has it"


def test_enter_leads_to_the_one_task_or_into_the_list(month) -> None:
    month.show_ledger(ledger(*DATES))
    month.grid.show_day(date(2025, 3, 5))
    assert cards(month) == [("1", "过期", "验收")]
    press(month, Qt.Key.Key_Return)
    assert month.went == [("p", "1")]
    month.grid.show_day(date(2025, 3, 31))
    press(month, Qt.Key.Key_Return)
    assert month.list.currentRow() == 0
    QTest.keyClick(month.list, Qt.Key.Key_Down)
    QTest.keyClick(month.list, Qt.Key.Key_Return)
    assert month.went[1:] == [("p", "2")]
    month.grid.show_day(date(2025, 3, 6))
    press(month, Qt.Key.Key_Return)
    assert len(month.went) == 2


def test_a_click_on_a_line_leads_to_its_task_and_beside_it_to_the_day(month) -> None:
    month.show_ledger(ledger(*DATES))
    index = month.grid.month.place(date(2025, 3, 31))
    rect = month.grid.visualRect(index)
    QTest.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(12, 45))
    assert month.went == [("p", "2")]
    QTest.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(12, 8))
    assert (len(month.went), month.grid.day) == (1, date(2025, 3, 31))
    other = month.grid.visualRect(month.grid.month.index(5, 6))
    QTest.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=other.center())
    assert month.title.text() == "2025 年 4 月"


def test_more_than_there_is_room_for_is_counted(month) -> None:
    day = date(2025, 3, 12)
    month.show_ledger(ledger(*(("1", day, f"第 {n} 件") for n in range(6))))
    month.grid.show_day(day)
    assert len(cards(month)) == 6
    rect = month.grid.visualRect(month.grid.month.place(day))
    last = rect.bottomLeft() + QPoint(12, -8)
    QTest.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert month.went == [], "还有 n 项 leads nowhere by itself"
    assert not month.grid.grab().isNull()


def test_a_screen_reader_hears_the_day_and_one_department_can_be_kept(month) -> None:
    month.show_ledger(ledger(*DATES, done=TODAY), "医务科")
    index = month.grid.month.place(date(2025, 3, 31))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "2025 年 3 月 31 日；2 开诊，已完成"
    quiet = month.grid.month.place(TODAY)
    assert quiet.data(Qt.ItemDataRole.AccessibleTextRole) == "2025 年 3 月 20 日，今天，没有到期的"
    assert month.told.text() == "本月 1 项，已完成 1 项"


def test_without_anything_this_month_it_opens_where_the_next_is(month) -> None:
    month.show_ledger(ledger(("1", date(2024, 12, 31), "早"), ("1", date(2025, 9, 30), "晚")))
    assert month.grid.day == date(2025, 9, 30)


def test_the_model_keeps_qts_promises(month, qtmodeltester) -> None:
    month.show_ledger(ledger(*DATES))
    qtmodeltester.check(month.grid.month)

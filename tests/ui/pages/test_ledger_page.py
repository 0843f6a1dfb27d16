"""台账与佐证: the quarterly rows, the state of each quarter, and the way to its cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from hqd_desktop.domain.evidence import Details, EvidenceBook, use_of_indicator, use_of_task
from hqd_desktop.domain.ledger import LedgerEntry, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.evidence import Piece, adding, unproved_indicators
from hqd_desktop.services.ledger_form import form_of
from hqd_desktop.ui.dialogs.remedy_dialog import RemedyDialog
from hqd_desktop.ui.widgets.ledger_lines import QUARTERS
from hqd_desktop.ui.widgets.ledger_words import quarter_rows
from hqd_desktop.ui.widgets.status_shapes import Shape

DAY = date(2026, 1, 5)


def test_quarters_show_what_was_reported(start):
    shown = start()
    rows = quarter_rows(shown.session.view)
    assert [row.number for row in rows] == ["4", "5", "17", "八"]
    assert all(shape is Shape.OK for row in rows for shape in row.quarters)
    asked = rows[0].first[0][0]
    shown.session.clear([(asked, Period(2025, 2))])
    shown.settle()
    row = quarter_rows(shown.session.view)[0]
    assert row.quarters == (Shape.OK, Shape.PARTIAL, Shape.OK, Shape.OK)
    assert row.first[1] == (asked, Period(2025, 2))


def test_enter_goes_to_the_cell(start):
    shown = start()
    shown.press("Ctrl+5")
    gone = []
    shown.session.navigation_requested.connect(lambda page, target: gone.append((page, target)))
    table = shown.page._table
    table.setCurrentIndex(shown.page._model.index(2, 4))  # the heading, then the second row; third quarter
    QTest.keyClick(table, Qt.Key.Key_Return)
    row = quarter_rows(shown.session.view)[1]
    assert gone == [("entry", {"figure": row.first[2]})]


def test_the_button_goes_to_what_is_open(start, press_button):
    shown = start()
    shown.press("Ctrl+5")
    asked = quarter_rows(shown.session.view)[2].first[3][0]
    shown.session.clear([(asked, Period(2025, 4))])
    shown.settle()
    gone = []
    shown.session.navigation_requested.connect(lambda page, target: gone.append((page, target)))
    press_button(shown.page, "填季度进展")
    assert gone == [("entry", {"figure": (asked, Period(2025, 4))})]


def test_the_model_keeps_qts_promises(start, qtmodeltester):
    shown = start()
    shown.press("Ctrl+5")
    qtmodeltester.check(shown.page._model)
    index = shown.page._model.index(1, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("一季度，已报")


def test_it_says_which_scored_indicators_lack_evidence(start):
    shown = start()
    shown.press("Ctrl+5")
    assert shown.page._middle.proved.text().startswith("本年度已登记佐证 0 份。还有 ")
    numbers = [r.indicator.number for r in unproved_indicators(shown.session.view.assessment, EvidenceBook(), DAY)]
    assert shown.page._middle.proved.text().endswith(f"没有有效的佐证：{'、'.join(numbers)}。")
    folder = shown.desk.evidence
    piece = Piece(folder.keep(b"x", "通报.pdf"), Details("通报"))
    for number in numbers:
        shown.session.change_evidence(adding(folder, [piece], use_of_indicator("shaoyang-2022", number, 2025)))
    shown.settle()
    assert shown.page._middle.proved.text() == "本年度已登记佐证 1 份，计分的指标都有有效的佐证。"


def opened(start, task="5.1"):
    shown = start()
    shown.press("Ctrl+5")
    shown.settle()
    shown.page.go_to(task=("shaoyang-2022", task))
    shown.settle()
    return shown


def written(shown, task="5.1"):
    books = []
    shown.session.ask_books(lambda of: of.ledger.read(), books.append, print)
    shown.settle()
    return books[0].books[0].row(task)


def test_a_quarter_is_written_in_the_panel(start, press_button):
    """State and progress are kept and seen in the table; 滞后 without a reason is refused, what was typed stays."""
    shown = opened(start)
    form = shown.page.panel.form
    form.states.set_answer("滞后")
    form.progress.setPlainText("已核编 12 名")
    form.number.setText("1.2万")
    form.next_due.setText("2026年3月31日")
    press_button(shown.page, "保存这一季度")
    shown.settle()
    assert "至少 6 个字" in form.told.text()
    assert written(shown).latest is None
    form.reason.setText("报名人数不足")
    press_button(shown.page, "保存这一季度")
    shown.settle()
    entry = written(shown).latest
    assert (entry.period, entry.progress, entry.number) == (Period(2025, 1), "已核编 12 名", 12000)
    assert entry.next_due == date(2026, 3, 31)
    row = shown.page._table.currentIndex().row()
    assert shown.page._model.index(row, 2).data() == "滞后"
    assert "一季度滞后" in written(shown).year_text


def test_what_cannot_be_read_is_said_and_not_kept(start, press_button):
    shown = opened(start)
    form = shown.page.panel.form
    form.states.set_answer("推进中")
    form.number.setText("一些")
    press_button(shown.page, "保存这一季度")
    assert form.told.text()
    form.number.setText("")
    form.next_due.setText("下个月")
    press_button(shown.page, "保存这一季度")
    shown.settle()
    assert "下个月" in form.told.text()
    assert form.dirty
    assert written(shown).latest is None


def test_board_and_dates_lead_to_the_task(start):
    """Each look shows the same ledger; a choice there selects the line in the table."""
    shown = opened(start, "1.1")
    page = shown.page
    page.look.set_answer("看板")
    unreported = page.board.lists[None]
    assert unreported.count() == 29
    unreported.itemClicked.emit(unreported.item(3))
    assert page.look.answer == "表格"
    assert page._model.row_at(page._table.currentIndex()).task_row.task.key == "1.5"
    page.look.set_answer("月历")
    page.months.grid.show_day(date(2025, 10, 10))
    assert page.months.told.text() == "本月 1 项，过期 1 项", "the third quarter, seen in January"
    page.months.list.itemClicked.emit(page.months.list.item(0))
    assert page.look.answer == "表格"
    page.look.set_answer("期限")
    assert page.dates.dates.rows[0].month == "2025 年 4 月"
    page.dates._on_chosen(page.dates.dates.index(1, 0))
    assert page._model.row_at(page._table.currentIndex()).task_row.task.key == "1.1"


def test_filters_leave_what_they_say(start):
    shown = opened(start)
    page = shown.page
    counted = {}
    for place in range(page.keep.count()):
        page.keep.setCurrentIndex(place)
        page._show_lines()
        lines = [line for line in page._model.rows if not line.heading]
        counted[page.keep.itemText(place)] = len(lines)
    assert counted == {
        "按季调度与本院任务": 33, "只看按季调度": 4, "只看本院任务": 29, "滞后和未报": 29, "全部任务，含政府部门的": 37,
    }  # fmt: skip
    page.keep.setCurrentIndex(0)
    page.owner.setCurrentIndex(page.owner.findData("党办"))
    page._show_lines()
    assert {line.owner for line in page._model.rows if not line.heading} == {"党办"}


def test_a_task_has_its_own_evidence(start):
    shown = opened(start)
    folder = shown.desk.evidence
    piece = Piece(folder.keep(b"x", "核编.pdf"), Details("核编批复"))
    use = shown.page.panel.evidence.use
    assert use == use_of_task("shaoyang-2022", "5.1", 2025)
    shown.session.change_evidence(adding(folder, [piece], use))
    shown.settle()
    row = shown.page._table.currentIndex().row()
    assert shown.page._model.index(row, 6).data() == "1 件"
    assert [entry.record.title for entry in shown.page.panel.evidence.entries] == ["核编批复"]


def test_what_was_not_met_becomes_remedies(start, press_button):
    """The dialog proposes, refuses without a day, and the ledger shows what was kept."""
    shown = opened(start)
    shown.page.acts.write(
        LedgerEntry("shaoyang-2022", "5.1", Period(2025, 4), TaskState.BEHIND, reason="编制没有批下来")
    )
    shown.settle()
    press_button(shown.page, "转整改…")
    shown.settle()
    dialog = shown.window.findChild(RemedyDialog)
    _, _, text, owner, due = dialog._rows[0]
    assert (text.text(), owner.text(), due.text()) == ("编制没有批下来", "人事科", "2026-06-30")
    due.setText("")
    press_button(dialog, "记为整改")
    shown.settle()
    assert "期限" in dialog.told.text()
    due.setText("2026-05-31")
    press_button(dialog, "记为整改")
    shown.settle()
    (kept,) = written(shown).remedies
    assert (kept.owner, kept.due, kept.open) == ("人事科", date(2026, 5, 31), True)
    assert "整改 1 项" in shown.page._model.row_at(shown.page._table.currentIndex()).detail
    shown.session.open_year(2026)
    shown.settle()
    heading, carried = (line for line in shown.page._model.rows if line.remedy or line.title == "上年转来的整改")
    assert heading.detail.startswith("1 项")
    assert (carried.owner, carried.cells[1]) == ("人事科", (Shape.WAITING, "到期"))
    shown.page._select(carried.identity)
    assert shown.page.panel.evidence.use.target == f"{carried.pack}:{carried.task_row.task.key}"


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_ledger_goes_out_and_comes_back(start, tmp_path, monkeypatch):
    """One file for the departments; what they filled is written as one step, or said to be wrong."""
    shown = opened(start)
    monkeypatch.setattr(shown.desk, "workbooks", FileWorkbooks)
    page, path = shown.page, tmp_path / "台账.xlsx"
    form = form_of(page._ledger, "示例医院", 1)
    page.acts.write_to(path, form)
    shown.settle()
    assert "已导出 台账.xlsx，29 条" in shown.window.notice
    page.acts.read_from([path], page._ledger, "示例医院")
    shown.settle()
    assert "没有新填的内容" in shown.window.notice
    rows = tuple({**row, "状态": "已完成"} if row["编号"] == "5.1" else row for row in form.rows)
    page.acts.write_to(path, replace(form, rows=rows))
    shown.settle()
    page.acts.read_from([path], page._ledger, "示例医院")
    shown.settle()
    assert written(shown).state is TaskState.DONE
    assert "写入 1 条" in shown.window.notice
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "各科室"))
    page.acts.hand_out_each(page._ledger, "示例医院", 2)
    shown.settle()
    sent = sorted((tmp_path / "各科室").iterdir())
    assert f"已导出 {len(sent)} 个科室的台账表" in shown.window.notice
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in sent[:2]], ""))
    page.acts.take_back(page._ledger, "示例医院")
    shown.settle()
    assert "没有新填的内容" in shown.window.notice
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    page.acts.read_from([sent[0], tmp_path / "坏.xlsx"], page._ledger, "示例医院")
    shown.settle()
    assert "坏.xlsx" in shown.window.notice
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "全年.xlsx"), ""))
    page.acts.hand_out_year(page._ledger, "示例医院")
    shown.settle()
    assert (tmp_path / "全年.xlsx").exists()
    page._on_hand_out()
    (menu,) = page.findChildren(QMenu)
    told = QUARTERS[page.panel.quarter - 1]
    assert [act.text() for act in menu.actions()] == [
        f"{told}台账表（全部科室）…", f"{told}台账表，每个科室一份…", "全年台账…",
    ]  # fmt: skip
    menu.close()

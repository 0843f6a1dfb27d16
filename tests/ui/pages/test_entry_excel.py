"""What the hands know from Excel, in the grid of 填报: ranges, fills, finding, and what cannot be done by accident."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from hqd_desktop.domain.figures import BLANK, FigureState, number
from hqd_desktop.ui.models.cell_states import Mark
from hqd_desktop.ui.models.entry_rows import ALL, Filter
from hqd_desktop.ui.pages.entry_clipboard import CALC_BLOCK
from hqd_desktop.ui.pages.entry_page import EntryPage
from tests.ui.pages.test_entry_keys import INTEREST, LAST, OTHER, RENTAL, YEAR, Alt, Control, Hands, Key, Shift

GOVERNMENT, DONATION = ("investment_income", YEAR), ("donation_income", YEAR)


@pytest.fixture
def hands(open_bench, show_page, qtbot) -> Hands:
    """On 租金收入 of 财务科."""
    bench = open_bench({("ip_laboratory_income", YEAR): BLANK, ("research_funds", YEAR): BLANK})
    made = Hands(bench, show_page(EntryPage, bench), qtbot)
    made.at(RENTAL)
    return made


def paste(hands, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hands.press(Key.Key_V, Control)


# -- ranges ------------------------------------------------------------------------------------------------------


def test_enter_and_tab_go_round_a_selected_range(hands):
    hands.press(Key.Key_Down, Shift)
    hands.press(Key.Key_Right, Shift)
    selected = hands.grid.selected_keys()
    assert len(selected) == 4
    first = hands.current
    seen = []
    for _ in range(4):
        hands.press(Key.Key_Return)
        seen.append(hands.current)
    assert seen[-1] == first
    assert set(seen) == set(selected)
    assert hands.grid.selected_keys() == selected
    hands.press(Key.Key_Tab)
    by_rows = hands.current
    hands.press(Key.Key_Backtab, Shift)
    assert (hands.current, by_rows != first) == (first, True)


def test_typing_goes_round_a_range_too(hands):
    hands.press(Key.Key_Down, Shift)
    hands.press(Key.Key_Return)  # from the last selected to the first
    hands.type("11")
    hands.press(Key.Key_Return)
    hands.type("12")
    hands.press(Key.Key_Return)
    assert (hands.figure(RENTAL).value, hands.figure(OTHER).value) == (11, 12)
    assert set(hands.grid.selected_keys()) == {RENTAL, OTHER}


def test_control_a_rows_and_columns(hands):
    hands.press(Key.Key_A, Control)
    keys = hands.grid.selected_keys()
    assert {period for _, period in keys} == {YEAR, LAST}
    assert len(keys) == 2 * sum(1 for row in hands.model.rows if row.item is not None)
    hands.at(RENTAL)
    hands.press(Key.Key_Space, Shift)
    assert hands.grid.selected_keys() == [RENTAL, ("rental_income", LAST)]
    hands.at(RENTAL)
    hands.press(Key.Key_Space, Control)
    assert {period for _, period in hands.grid.selected_keys()} == {YEAR}
    assert hands.figure(RENTAL).value == 715800


def test_shift_with_control_arrow_selects_to_the_edge(hands):
    hands.press(Key.Key_Up, Control | Shift)
    keys = hands.grid.selected_keys()
    assert keys[-1] == RENTAL
    assert keys[0] == ("total_income", YEAR)


def test_a_range_begins_at_the_current_cell_wherever_the_mouse_was(hands):
    view = hands.grid.viewport()
    place = hands.grid.visualRect(hands.model.index_of(INTEREST)).center()
    hands.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Down, Shift)
    keys = hands.grid.selected_keys()
    assert keys[0] == OTHER
    assert INTEREST not in keys
    hands.press(Key.Key_Up, Shift)
    assert hands.grid.selected_keys() == [OTHER]


def test_the_mouse_selects_a_range(hands):
    view = hands.grid.viewport()
    start, end = (hands.grid.visualRect(hands.model.index_of(key)).center() for key in (INTEREST, OTHER))
    hands.qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for place in ((start + end) / 2, end):
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(place), view.mapToGlobal(QPointF(place)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(view, event)
    hands.qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert hands.grid.selected_keys() == [INTEREST, RENTAL, OTHER]
    hands.press(Key.Key_Up, Shift)
    assert hands.grid.selected_keys() == [INTEREST, RENTAL]
    hands.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, Shift, end)
    assert hands.grid.selected_keys() == [INTEREST, RENTAL, OTHER]


def test_two_separate_cells_are_not_copied_as_if_they_were_one_block(hands):
    QGuiApplication.clipboard().setText("before")
    index = hands.model.index_of(("donation_income", LAST))
    hands.grid.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    hands.press(Key.Key_C, Control)
    assert QGuiApplication.clipboard().text() == "before"
    assert "不是一整块" in hands.board.line.message.text()


# -- entering and editing ----------------------------------------------------------------------------------------


def test_arrows_sideways_finish_what_is_typed_but_move_the_caret_after_f2(hands):
    hands.type("12")
    hands.press(Key.Key_Right)
    assert hands.figure(RENTAL).value == 12
    assert hands.current == ("rental_income", LAST)
    hands.press(Key.Key_Left)
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Left)
    assert hands.grid.is_editing
    assert QApplication.focusWidget().cursorPosition() == len("12.00") - 1
    hands.press(Key.Key_Escape)


def test_f2_while_typing_changes_to_the_caret(hands):
    hands.type("12")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Left)
    assert hands.grid.is_editing
    hands.press(Key.Key_Escape)
    assert hands.figure(RENTAL).value == 715800


def test_control_enter_fills_the_selection_with_what_is_typed(hands):
    hands.press(Key.Key_Down, Shift)
    hands.type("5")
    hands.press(Key.Key_Return, Control)
    assert hands.board.paste_strip.isVisible()
    hands.press(Key.Key_Return)
    assert (hands.figure(RENTAL).value, hands.figure(OTHER).value) == (5, 5)
    assert hands.bench.session.view.undo_name == "填入选中的格"


def test_chinese_digits_from_an_input_method(hands):
    event = QInputMethodEvent()
    event.setCommitString("一百二十三万")
    QApplication.sendEvent(hands.grid, event)
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert hands.board.line.reading.text() == "＝ 1,230,000.00 元"
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 1230000


def test_saved_is_said_in_green_only_after_the_commit(hands):
    hands.type("5")
    hands.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert hands.model.state(RENTAL).mark is Mark.SAVING
    hands.bench.settle()
    state = hands.model.state(RENTAL)
    assert (state.mark, state.words) == (Mark.SAVED, "已存")
    assert hands.model.state(INTEREST).mark is Mark.NONE


# -- fills -------------------------------------------------------------------------------------------------------


def test_control_d_takes_what_stands_above(hands):
    hands.press(Key.Key_D, Control)
    assert "1 格会覆盖原数" in hands.board.paste_strip.summary.text()
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == hands.figure(INTEREST).value
    assert hands.bench.session.view.undo_name == "向下填充"


def test_control_d_fills_a_range_from_its_first_row(hands):
    hands.press(Key.Key_Down, Shift)
    hands.press(Key.Key_Right, Shift)
    hands.press(Key.Key_D, Control)
    hands.press(Key.Key_Return)
    assert (hands.figure(OTHER).value, hands.figure(("other_income", LAST)).value) == (715800, 702600)
    hands.bench.session.undo()
    hands.bench.settle()
    assert hands.figure(OTHER).value == number("5412366.18").value


def test_control_r_fills_to_the_right(hands):
    hands.press(Key.Key_Right, Shift)
    hands.press(Key.Key_R, Control)
    hands.press(Key.Key_Return)
    assert hands.figure(("rental_income", LAST)).value == 715800
    assert hands.bench.session.view.undo_name == "向右填充"


def test_nothing_to_fill_from_is_said(hands):
    hands.at(("total_income", YEAR))
    hands.press(Key.Key_D, Control)
    assert "没有可填充的来源" in hands.board.line.message.text()
    hands.press(Key.Key_R, Control)
    assert "没有可填充的来源" in hands.board.line.message.text()


# -- paste -------------------------------------------------------------------------------------------------------


def test_a_heading_row_that_says_ten_thousand_asks_once(hands):
    paste(hands, "2025年（万元）\n71.58\n541.236618\n")
    strip = hands.board.paste_strip
    assert "像是“万元”" in strip.summary.text()
    assert "跳过了 1 行表头" in strip.detail.text()
    assert QApplication.focusWidget() is strip.scale
    hands.press(Key.Key_Return)
    assert (hands.figure(RENTAL).value, hands.figure(OTHER).value) == (715800, number("5412366.18").value)
    assert not strip.isVisible()


def test_figures_a_ten_thousandth_of_last_year_ask_too_and_may_stay(hands):
    paste(hands, "70.26\n530.29\n")
    strip = hands.board.paste_strip
    assert strip.scale.isVisible()
    strip.write.setFocus()
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == number("70.26").value


def test_scaling_what_cannot_be_scaled_is_refused_whole(hands):
    paste(hands, "70.26\nabc\n")
    assert not hands.board.paste_strip.scale.isVisible() or not hands.board.paste_strip.write.isVisible()
    hands.press(Key.Key_Escape)
    assert hands.figure(RENTAL).value == 715800


# -- finding -----------------------------------------------------------------------------------------------------


def test_control_f_goes_through_names_accounts_and_values(hands):
    bar = hands.board.find_bar
    hands.page.find()
    assert QApplication.focusWidget() is bar.field
    hands.type("4101")
    assert hands.current[0] == "operating_income" or "共" in bar.told.text()
    bar.field.selectAll()
    hands.type("715,800")
    assert hands.current == RENTAL
    assert bar.told.text() == "第 1 处，共 1 处"
    bar.field.selectAll()
    for letter in "护士":
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(bar.field, event)
    assert QApplication.focusWidget() is bar.field
    hands.page.finder._on_looked_for(bar.field.text())
    assert hands.current[0] == "registered_nurses"
    hands.press(Key.Key_Escape)
    assert not bar.isVisible()
    assert QApplication.focusWidget() is hands.grid


def test_enter_goes_to_the_next_hit_and_shift_enter_back(hands):
    bar = hands.board.find_bar
    hands.page.find()
    hands.type("4101")
    first = hands.current
    count = int(bar.told.text().split("共 ")[1].split(" ")[0])
    assert count > 3
    hands.press(Key.Key_Return)
    assert bar.told.text().startswith("第 2 处")
    assert hands.current != first
    hands.press(Key.Key_Return, Shift)
    hands.press(Key.Key_Return, Shift)
    assert bar.told.text().startswith(f"第 {count} 处")


def test_what_is_not_there_is_said(hands):
    hands.page.find()
    hands.type("zzzz")
    assert hands.board.find_bar.told.text() == "没有找到"
    assert not hands.board.find_bar.forth.isEnabled()
    assert hands.current == RENTAL


# -- the work to do ----------------------------------------------------------------------------------------------


def test_the_picker_leaves_what_is_wanted(hands):
    groups = hands.page.groups
    groups.keep_chosen.emit(Filter.MISSING)
    assert [row.item.key for row in hands.model.rows if row.item] == ["ip_laboratory_income"]
    assert groups.keep_picker.currentData() == Filter.MISSING
    assert hands.page.chips[Filter.MISSING].isChecked()
    groups.keep_chosen.emit(Filter.EVERYTHING)
    assert hands.model.index_of(RENTAL).isValid()


def test_changed_by_more_than_a_percentage(hands):
    groups = hands.page.groups
    groups.keep_chosen.emit(Filter.CHANGED)
    assert groups.percent.isVisible()
    many = {row.item.key for row in hands.model.rows if row.item}
    assert "subsidy_income" in many or len(many) > 1
    groups.percent.setValue(140)
    few = {row.item.key for row in hands.model.rows if row.item}
    assert few == {"donation_income"}


def test_by_indicator(hands):
    groups = hands.page.groups
    groups.picker.setCurrentIndex(groups.picker.findText("按指标"))
    groups.picker.activated.emit(groups.picker.currentIndex())
    names = [groups.model.group(row).name for row in range(groups.model.rowCount())]
    assert names[0] == ALL
    assert "29 医护比" in names
    groups.group_chosen.emit("29 医护比")
    assert [row.item.key for row in hands.model.rows if row.item] == ["physicians", "registered_nurses"]
    hands.page.go_to(figure=RENTAL)
    assert hands.current == RENTAL


def test_headings_say_how_far_they_are(hands):
    assert hands.model.rows[0].hint.startswith("已填 14/15")
    hands.at(("ip_laboratory_income", YEAR))
    hands.type("5")
    hands.press(Key.Key_Return)
    assert hands.model.rows[0].hint.startswith("已填 15/15")
    assert hands.model.index_of(RENTAL).isValid()


# -- 万元 on the screen ------------------------------------------------------------------------------------------


def test_money_in_ten_thousands_is_only_on_the_screen(hands):
    line, before = hands.board.line, dict(hands.bench.session.view.figures)
    line.money.setCurrentIndex(line.money.findData("万元"))
    line.money.activated.emit(1)
    assert hands.model.index_of(RENTAL).data() == "71.58"
    assert hands.model.index_of(("total_income", YEAR)).data() == "101,487.605976"
    hands.press(Key.Key_F2)
    assert QApplication.focusWidget().text() == "715800.00"
    hands.press(Key.Key_Return)
    assert dict(hands.bench.session.view.figures) == before
    hands.at(RENTAL)
    hands.press(Key.Key_C, Control)
    assert QGuiApplication.clipboard().text() == "715800.00\n"
    hands.type("720000")
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 720000
    assert hands.model.index_of(RENTAL).data() == "72.00"
    assert hands.bench.desk.kept.get("entry.money") == "万元"


# -- locked, followed up, noted ----------------------------------------------------------------------------------


def lock_last_year(hands) -> None:
    """2024 was handed in."""
    session = hands.bench.session
    store, view = hands.bench.desk.store, session.view
    from dataclasses import replace

    from hqd_desktop.services.records import YearState

    record = next(r for r in store.years(view.hospital.id) if r.year == 2024)
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[0])
    session.open_year(2025)
    hands.bench.settle()


def test_a_locked_year_says_so_and_takes_nothing(hands):
    lock_last_year(hands)
    key = ("rental_income", LAST)
    hands.at(key)
    assert hands.model.headerData(2, Qt.Orientation.Horizontal) == "2024 年（已锁定）"
    assert "2024 年度已锁定" in hands.board.line.locked.accessibleName()
    assert "已锁定" in hands.model.index_of(key).data(Qt.ItemDataRole.AccessibleTextRole)
    hands.type("9")
    assert not hands.grid.is_editing
    assert "2024 年度已锁定" in hands.board.line.message.text()
    assert "F4" in hands.board.line.message.text()
    paste(hands, "9\n")
    assert "1 格已锁定" in hands.board.paste_strip.summary.text()
    assert not hands.board.paste_strip.write.isVisible()
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_F2)
    assert not hands.grid.is_editing
    assert hands.figure(key).value == 702600


def test_f4_on_a_locked_last_year_declares_a_restatement(hands):
    lock_last_year(hands)
    key = ("rental_income", LAST)
    hands.at(key)
    hands.press(Key.Key_F4)
    from hqd_desktop.ui.dialogs.restate_dialog import RestateDialog

    dialog = next(d for d in hands.page.findChildren(RestateDialog) if d.isVisible())
    hands.qtbot.keyClicks(dialog.field, "69")
    assert dialog.reading.text() == "＝ 69.00 元"
    hands.press(Key.Key_Return, widget=dialog.field)
    hands.press(Key.Key_Return, Control, widget=dialog.reason)
    assert dialog.isVisible()
    assert "至少 6 个字" in dialog.told.text()
    dialog.reason.setPlainText("决算审计调减")
    hands.press(Key.Key_Return, Control, widget=dialog.reason)
    assert hands.bench.session.view.restatements[key].value == 69
    assert hands.figure(key).value == 702600
    assert hands.model.state(key).words == "上年调整数"


def test_following_up_by_keys(hands):
    hands.press(Key.Key_F4, Shift)
    hands.dialog().field.setPlainText("问后勤：含不含停车场")
    hands.press(Key.Key_Return, widget=hands.dialog().field)
    state = hands.model.state(RENTAL)
    assert (state.follow_up, state.mark, state.words) == ("问后勤：含不含停车场", Mark.FOLLOWED, "跟进")
    assert "跟进" in hands.model.index_of(RENTAL).data(Qt.ItemDataRole.AccessibleTextRole)
    assert hands.page.chips[Filter.FOLLOWED].text() == "跟进 1"
    hands.page.groups.keep_chosen.emit(Filter.FOLLOWED)
    assert [row.item.key for row in hands.model.rows if row.item] == ["rental_income"]
    hands.press(Key.Key_F4, Shift)
    hands.dialog().field.setPlainText("")
    hands.press(Key.Key_Return, widget=hands.dialog().field)
    assert hands.bench.session.view.follow_ups == {}


def test_the_menu_of_a_cell_names_its_acts_with_their_keys(hands):
    menu = hands.board.make_menu(RENTAL)
    acts = {action.text(): action for action in menu.actions()}
    assert {"复制\tCtrl+C", "粘贴\tCtrl+V", "备注…\tF4", "不适用…\t/"} <= set(acts)
    acts["跟进…\tShift+F4"].trigger()
    hands.press(Key.Key_Escape, widget=hands.dialog())
    acts["清空为缺\tDel"].trigger()
    hands.bench.settle()
    assert hands.figure(RENTAL).state is FigureState.BLANK
    menu.deleteLater()


def test_an_earlier_value_is_given_back(hands, button):
    hands.type("5")
    hands.press(Key.Key_Return)
    hands.at(RENTAL)
    hands.bench.settle()
    history = hands.page.panel.findChildren
    hands.qtbot.waitUntil(lambda: any(b.accessibleName() == "改回 715800.00" for b in history(QAbstractButton)))
    QApplication.processEvents()
    button(hands.page.panel, "改回 715800.00").click()
    hands.bench.settle()
    assert hands.figure(RENTAL).value == 715800
    assert hands.bench.session.view.undo_name == "改回此值"


def test_text_that_cannot_be_read_does_not_leave_the_page(hands):
    hands.type("12.3.4")
    assert hands.page.commit_pending() is False
    hands.qtbot.waitUntil(lambda: hands.board.line.message.isVisible())
    assert hands.page.commit_pending() is False
    hands.press(Key.Key_Escape, widget=hands.board.line.field)
    assert hands.page.commit_pending() is True
    assert hands.figure(RENTAL).value == 715800


def test_unsaved_figures_are_counted_and_found(hands):
    chip, store = hands.page.chips[Filter.UNSAVED], hands.bench.desk.store
    assert not chip.isVisible()
    store.fail_next = "store_disk_full"
    hands.type("66")
    hands.press(Key.Key_Return)
    assert hands.page.unsaved_count() == 1
    assert (chip.isVisible(), chip.text()) == (True, "未存上 1")
    hands.page.go_to(group="人事科")
    chip.click()
    assert hands.current == RENTAL
    assert [row.item.key for row in hands.model.rows if row.item] == [RENTAL[0]]
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 66
    assert chip.text() == "未存上 0"
    chip.click()
    assert not chip.isVisible()


def test_a_failed_save_says_what_happened_what_is_safe_and_what_to_do(hands):
    said, acts = hands.bench.notices, []
    hands.bench.session.notice_given.connect(lambda _words, _tone, act: acts.append(act))
    for typed in ("66", "77"):
        hands.bench.desk.store.fail_next = "store_disk_full"
        hands.type(typed)
        hands.press(Key.Key_Return)
    assert said[-1].startswith("没能保存：磁盘已满。")
    assert said[-1].endswith("这 2 个数还在屏幕上。腾出空间后点“再存一次”。")
    assert hands.model.index_of(RENTAL).data(Qt.ItemDataRole.ToolTipRole).startswith("没能保存：磁盘已满。")
    acts[-1][1]()
    hands.bench.settle()
    assert hands.page.unsaved_count() == 0
    assert hands.figure(RENTAL).value == 66
    assert said[-1] == "刚才没存上的数，现在都存上了。"


def test_the_first_column_stays_when_scrolled_sideways(hands):
    hands.page.resize(900, 500)
    hands.grid.setColumnWidth(1, 900)
    hands.qtbot.waitUntil(lambda: hands.grid.horizontalScrollBar().maximum() >= 200)
    hands.grid.horizontalScrollBar().setValue(200)
    frozen = hands.grid._frozen
    assert frozen.isVisible()
    assert frozen.columnWidth(0) <= hands.grid.viewport().width() // 2 + 1
    row = hands.model.index_of(OTHER).row()
    place = QPoint(20, hands.grid.rowViewportPosition(row) + 5)
    hands.qtbot.mouseClick(hands.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hands.current == OTHER
    hands.grid.horizontalScrollBar().setValue(0)
    assert not frozen.isVisible()


def test_blank_zero_and_not_applicable_are_three_things(hands):
    hands.type("0")
    hands.press(Key.Key_Return)
    assert (hands.figure(RENTAL).state, hands.figure(RENTAL).value) == (FigureState.NUMBER, 0)
    hands.at(RENTAL)
    hands.press(Key.Key_Delete)
    assert hands.figure(RENTAL).state is FigureState.BLANK


def test_another_group_or_period_waits_for_text_that_cannot_be_read(hands):
    hands.type("12.3.4")
    hands.page.groups.group_chosen.emit("人事科")
    hands.bench.settle()
    hands.qtbot.waitUntil(lambda: hands.board.line.message.isVisible())
    assert (hands.page.groups.group, hands.current) == ("财务科", RENTAL)
    hands.page.go_next()
    assert hands.current == RENTAL
    hands.page.find()
    assert not hands.board.find_bar.isVisible()
    hands.press(Key.Key_Escape, widget=hands.board.line.field)
    hands.page.groups.group_chosen.emit("人事科")
    assert hands.page.groups.group == "人事科"


# -- what a hasty hand must not lose -----------------------------------------------------------------------------


def test_enter_goes_straight_down_after_any_jump(hands):
    hands.press(Key.Key_Home, Control)
    hands.press(Key.Key_Right)
    assert hands.current == ("total_income", LAST)
    hands.press(Key.Key_Home, Control)
    hands.type("111")
    hands.press(Key.Key_Return)
    assert hands.current[1] == YEAR
    hands.at(("rental_income", LAST))
    hands.at(RENTAL)
    hands.press(Key.Key_Return)
    assert hands.current == OTHER


def click_cell(hands, key) -> None:
    place = hands.grid.visualRect(hands.model.index_of(key)).center()
    hands.qtbot.mouseClick(hands.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.bench.settle()


def test_the_entry_line_is_taken_when_another_cell_is_clicked(hands):
    line = hands.board.line
    line.field.setFocus()
    line.field.selectAll()
    hands.type("9876")
    click_cell(hands, OTHER)
    assert hands.figure(RENTAL).value == 9876
    assert hands.current == OTHER


def test_refused_text_in_the_entry_line_holds_the_cell(hands):
    hands.type("12.3.4")
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.board.line.message.isVisible())
    click_cell(hands, OTHER)
    hands.qtbot.waitUntil(lambda: hands.current == RENTAL)
    assert hands.board.line.field.text() == "12.3.4"
    hands.page.groups.keep_chosen.emit(Filter.MISSING)
    assert hands.page.groups.keep_picker.currentData() == Filter.EVERYTHING
    assert hands.board.line.field.text() == "12.3.4"


def test_an_offered_sum_is_taken_by_enter_only(hands):
    key = ("medical_income", YEAR)
    hands.at(key)
    before = hands.figure(key).value
    hands.type("5")
    hands.press(Key.Key_Return)
    hands.at(key)
    hands.press(Key.Key_Equal, Alt)
    assert hands.board.line.field.text().startswith("=")
    assert hands.page.commit_pending()
    hands.bench.settle()
    assert hands.figure(key).value == 5 != before


def test_the_answer_of_a_save_moves_nobody(hands):
    hands.qtbot.keyClick(hands.grid, Key.Key_Delete)
    hands.qtbot.keyClick(hands.grid, Key.Key_Down)
    hands.qtbot.keyClicks(hands.grid, "7")
    hands.bench.settle()
    hands.qtbot.keyClicks(QApplication.focusWidget(), "89")
    hands.press(Key.Key_Return)
    assert hands.figure(OTHER).value == 789
    assert hands.figure(RENTAL).state is FigureState.BLANK


def test_going_back_to_the_old_value_while_it_is_being_saved(hands):
    hands.type("123")
    hands.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert hands.model.enter(RENTAL, "715800.00")
    hands.bench.settle()
    assert hands.figure(RENTAL).value == 715800


def test_enter_tries_again_and_escape_lets_go(hands):
    store = hands.bench.desk.store
    store.fail_next = "store_disk_full"
    hands.type("66")
    hands.press(Key.Key_Return)
    hands.at(RENTAL)
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 66
    store.fail_next = "store_disk_full"
    hands.at(RENTAL)
    hands.type("77")
    hands.press(Key.Key_Return)
    hands.at(RENTAL)
    hands.press(Key.Key_Escape)
    assert hands.model.unsaved == {}
    assert hands.figure(RENTAL).value == 66
    store.fail_next = "store_disk_full"
    hands.type("88")
    hands.press(Key.Key_Return)
    hands.page.retry_unsaved()
    hands.bench.settle()
    assert hands.figure(RENTAL).value == 88


def test_a_note_that_could_not_be_saved_stays_in_its_dialog(hands):
    hands.press(Key.Key_F4)
    dialog = hands.dialog()
    dialog.field.setPlainText("含停车场")
    hands.bench.desk.store.fail_next = "store_disk_full"
    dialog.accept_button.click()
    hands.bench.settle()
    assert dialog.isVisible()
    assert dialog.told.text().startswith("没能写入“自评数据.hqd”：磁盘已满。")  # no path before it
    dialog.accept_button.click()
    hands.bench.settle()
    assert hands.figure(RENTAL).note == "含停车场"


def test_a_preview_is_weighed_anew_and_ends_with_escape(hands):
    paste(hands, "11\n22\n")
    hands.bench.session.enter("rental_income", YEAR, "11")
    hands.bench.settle()
    assert hands.board.paste_strip.summary.text() == "将写入 1 格，1 格会覆盖原数"
    hands.grid.setFocus()
    hands.press(Key.Key_Escape)
    assert not hands.board.paste_strip.isVisible()
    assert hands.figure(OTHER).value == number("5412366.18").value


def test_a_very_long_clipboard_is_refused_not_a_fault(hands):
    paste(hands, "9" * 200_000 + "\n")
    assert "1 格读不懂" in hands.board.paste_strip.summary.text()


def test_a_look_at_another_window_finishes_nothing(hands):
    hands.type("12")
    editor = QApplication.focusWidget()
    QApplication.sendEvent(editor, QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    hands.bench.settle()
    assert hands.grid.is_editing
    assert hands.figure(RENTAL).value == 715800
    hands.press(Key.Key_Escape, widget=editor)


def test_typing_beside_the_figures_means_this_year(hands):
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Right)
    assert hands.grid.currentIndex().column() not in (1, 2)
    hands.type("45")
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 45


def test_clearing_says_what_is_locked_and_keeps_notes(hands):
    lock_last_year(hands)
    hands.bench.session.write_note(*RENTAL, "含停车场")
    hands.bench.settle()
    hands.at(RENTAL)
    hands.press(Key.Key_Right, Shift)
    hands.press(Key.Key_Delete)
    assert hands.bench.notices[-1] == "有 1 格已锁定，没有清空。"
    assert (hands.figure(RENTAL).state, hands.figure(RENTAL).note) == (FigureState.BLANK, "含停车场")


def test_a_copied_block_is_given_to_libreoffice_in_its_own_kind(hands):
    hands.press(Key.Key_Down, Shift)
    hands.press(Key.Key_C, Control)
    data = QGuiApplication.clipboard().mimeData()
    assert bytes(data.data(CALC_BLOCK)).decode() == data.text()
    assert data.text().startswith("715800.00")


def test_the_current_cell_stays_in_sight_when_a_strip_takes_its_room(hands):
    grid = hands.grid
    hands.page.resize(1200, 500)
    hands.bench.settle()
    rows = [row for row in range(hands.model.rowCount()) if hands.model.key(hands.model.index(row, 1))]
    grid.select_index(hands.model.index(rows[-1], 1))
    last = grid.indexAt(QPoint(grid.columnViewportPosition(1) + 5, grid.viewport().height() - 5))
    grid.select_index(last)
    paste(hands, "1\tx\tx\tx\tx")
    hands.qtbot.waitUntil(hands.board.paste_strip.isVisible)
    hands.qtbot.waitUntil(lambda: grid.viewport().rect().contains(grid.visualRect(last)))
    hands.press(Key.Key_Escape, widget=QApplication.focusWidget())

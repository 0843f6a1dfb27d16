"""Every key of the grid of 填报, pressed for real."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from hqd_desktop.domain.figures import BLANK, FigureState, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.cell_states import Mark
from hqd_desktop.ui.models.entry_columns import Column
from hqd_desktop.ui.pages.entry_page import EntryPage

YEAR, LAST = Period(2025), Period(2024)
RENTAL, INTEREST, OTHER = (("rental_income", YEAR), ("interest_income", YEAR), ("other_income", YEAR))
Key, Control, Shift, Alt = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hands:
    """Presses keys in the page's grid and looks at what came of it."""

    def __init__(self, bench, page, qtbot) -> None:
        self.bench, self.page, self.qtbot = bench, page, qtbot
        self.board, self.grid, self.model = page.board, page.board.grid, page.board.model

    def at(self, key) -> None:
        assert self.board.select_key(key)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
        target = widget or QApplication.focusWidget() or self.grid
        self.qtbot.keyClick(target, key, modifiers)
        self.bench.settle()

    def type(self, text) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text[:1])
        for letter in text[1:]:
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)

    def figure(self, key):
        return self.bench.session.view.figures.get(key, BLANK)

    @property
    def current(self):
        return self.board.current_key()

    def dialog(self) -> WordsDialog:
        return next(d for d in self.page.findChildren(WordsDialog) if d.isVisible())


@pytest.fixture
def hands(open_bench, show_page, qtbot) -> Hands:
    """On 租金收入 of 财务科."""
    bench = open_bench({("ip_laboratory_income", YEAR): BLANK, ("research_funds", YEAR): BLANK})
    made = Hands(bench, show_page(EntryPage, bench), qtbot)
    made.at(RENTAL)
    return made


def test_typing_replaces_and_enter_goes_down(hands):
    hands.type("1234.5")
    assert hands.grid.is_editing
    assert hands.board.line.field.text() == "1234.5"
    assert hands.board.line.reading.text() == "＝ 1,234.50 元"
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == number("1234.5").value
    assert hands.current == OTHER
    assert hands.model.state(RENTAL).mark is not Mark.SAVING


def test_who_clicks_a_name_types_into_its_figure(hands):
    name = hands.model.index_of(OTHER).siblingAtColumn(0)
    place = hands.grid.visualRect(name).center()
    hands.qtbot.mouseClick(hands.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hands.current == OTHER
    hands.type("5")
    hands.press(Key.Key_Return)
    assert hands.figure(OTHER).value == 5


def test_a_cell_counts_as_saved_only_after_the_answer(hands):
    hands.type("5")
    hands.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert hands.model.state(RENTAL).words == "正在保存…"
    hands.bench.settle()
    assert hands.model.state(RENTAL).text == "5.00"


def test_shift_enter_goes_up(hands):
    hands.press(Key.Key_Return, Shift)
    assert hands.current == INTEREST


def test_tab_goes_right_and_enter_back_to_the_start_column(hands):
    hands.type("7")
    hands.press(Key.Key_Tab)
    assert hands.current == ("rental_income", LAST)
    hands.type("8")
    hands.press(Key.Key_Return)
    assert hands.current == OTHER
    assert hands.figure(("rental_income", LAST)).value == 8
    hands.press(Key.Key_Backtab, Shift)
    assert hands.current == ("rental_income", LAST)


def test_arrows_move_and_commit(hands):
    hands.type("9")
    hands.press(Key.Key_Down)
    assert hands.figure(RENTAL).value == 9
    assert hands.current == OTHER
    hands.press(Key.Key_Up)
    hands.press(Key.Key_Right)
    assert hands.current == ("rental_income", LAST)
    hands.press(Key.Key_Left)
    assert hands.current == RENTAL


def test_enter_passes_headings(hands):
    hands.at(("ip_laboratory_income", YEAR))
    hands.press(Key.Key_Return)
    assert hands.current == ("total_expense", YEAR)


def test_f2_edits_and_escape_restores(hands):
    hands.press(Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.selectedText()) == ("715800.00", "")
    hands.type("9")
    assert editor.text() == "715800.009"
    hands.press(Key.Key_Escape)
    assert hands.figure(RENTAL).value == 715800
    assert hands.board.line.field.text() == "715800.00"
    assert QApplication.focusWidget() is hands.grid


def test_unreadable_text_stays_in_the_entry_line_with_the_reason(hands):
    hands.type("12.3.4")
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.board.line.message.isVisible())
    assert "读不懂“12.3.4”" in hands.board.line.message.text()
    assert "没有变" in hands.board.line.message.text()
    assert hands.current == RENTAL
    assert hands.figure(RENTAL).value == 715800
    field = hands.board.line.field
    assert QApplication.focusWidget() is field
    assert (field.text(), field.selectedText()) == ("12.3.4", "12.3.4")
    hands.type("12.34")
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == number("12.34").value
    assert not hands.board.line.message.isVisible()
    assert hands.current == OTHER


def test_what_was_read_back_does_not_stand_beside_the_next_empty_cell(hands):
    assert hands.board.line.reading.text()
    hands.board.line.show_cell("租金收入", "", "元", True)
    assert hands.board.line.reading.text() == ""


def test_escape_in_the_entry_line_gives_the_old_value_back(hands):
    hands.board.line.field.setFocus()
    hands.board.line.field.selectAll()
    hands.type("44")
    assert hands.board.line.reading.text() == "＝ 44.00 元"
    hands.press(Key.Key_Escape)
    assert hands.board.line.field.text() == "715800.00"
    assert QApplication.focusWidget() is hands.grid
    assert hands.figure(RENTAL).value == 715800


def test_full_width_digits_from_an_input_method_arrive(hands):
    event = QInputMethodEvent()
    event.setCommitString("１２３")
    QApplication.sendEvent(hands.grid, event)
    hands.qtbot.waitUntil(lambda: hands.grid.is_editing)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 123


def test_a_composition_reaches_the_editor(hands):
    for event in (QInputMethodEvent("yi", []), QInputMethodEvent("", [])):
        if not event.preeditString():
            event.setCommitString("１．２亿")
        QApplication.sendEvent(QApplication.focusWidget(), event)
        hands.qtbot.waitUntil(lambda: hands.grid.is_editing)
        if event.preeditString():  # half a word is not blank
            assert hands.board.line.reading.text() == "＝ 71.58 万元"
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert hands.board.line.reading.text() == "＝ 120,000,000.00 元"
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 120000000


def test_a_composition_that_is_given_up_leaves_what_stands(hands):
    hands.press(Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    for preedit in ("yi", ""):
        QApplication.sendEvent(editor, QInputMethodEvent(preedit, []))
    assert hands.board.line.reading.text() == "空白 ＝ 缺"
    hands.press(Key.Key_Escape, widget=editor)
    assert hands.figure(RENTAL).value == 715800


def test_delete_clears_the_selection_to_blank(hands):
    hands.press(Key.Key_Down, Shift)
    hands.press(Key.Key_Delete)
    assert hands.figure(RENTAL).state is FigureState.BLANK
    assert hands.figure(OTHER).state is FigureState.BLANK
    hands.bench.session.undo()
    hands.bench.settle()
    assert hands.figure(RENTAL).value == 715800


def test_slash_asks_for_the_reason_of_not_applicable(hands):
    hands.press(Key.Key_Slash)
    dialog = hands.dialog()
    assert not dialog.accept_button.isEnabled()
    dialog.field.setPlainText("本院没有这项业务")
    hands.press(Key.Key_Return, widget=dialog.field)
    assert hands.figure(RENTAL).state is FigureState.NOT_APPLICABLE
    assert hands.figure(RENTAL).note == "本院没有这项业务"
    assert hands.model.state(RENTAL).words == "不适用"


def test_the_same_key_under_a_chinese_input_method(hands):
    event = QInputMethodEvent()
    event.setCommitString("、")
    QApplication.sendEvent(hands.grid, event)
    dialog = hands.dialog()
    hands.press(Key.Key_Escape, widget=dialog)
    assert hands.figure(RENTAL).value == 715800


def test_f4_writes_a_note(hands):
    hands.press(Key.Key_F4)
    hands.dialog().field.setPlainText("含停车场")
    hands.dialog().accept_button.click()
    hands.bench.settle()
    assert hands.figure(RENTAL).note == "含停车场"
    assert hands.figure(RENTAL).value == 715800


def test_copy_and_cut_give_plain_tab_separated_text(hands):
    hands.press(Key.Key_Right, Shift)
    hands.press(Key.Key_Down, Shift)
    hands.press(Key.Key_C, Control)
    assert QGuiApplication.clipboard().text() == "715800.00\t702600.00\n5412366.18\t5302874.07\n"
    hands.at(INTEREST)
    hands.press(Key.Key_X, Control)
    assert QGuiApplication.clipboard().text() == "1934705.33\n"
    assert hands.figure(INTEREST).state is FigureState.BLANK


def test_paste_into_blank_cells_writes_at_once(hands):
    hands.at(("ip_laboratory_income", YEAR))
    QGuiApplication.clipboard().setText("1,234.50\r\n")
    hands.press(Key.Key_V, Control)
    assert hands.figure(("ip_laboratory_income", YEAR)).value == number("1234.5").value
    assert not hands.board.paste_strip.isVisible()
    assert hands.bench.session.view.undo_name == "粘贴"


def test_paste_over_figures_shows_a_preview_first(hands):
    QGuiApplication.clipboard().setText("1\n2\n")
    hands.press(Key.Key_V, Control)
    assert hands.board.paste_strip.isVisible()
    assert "2 格会覆盖原数" in hands.board.paste_strip.summary.text()
    assert hands.figure(RENTAL).value == 715800
    hands.press(Key.Key_Return)
    assert (hands.figure(RENTAL).value, hands.figure(OTHER).value) == (1, 2)
    assert not hands.board.paste_strip.isVisible()
    hands.bench.session.undo()
    hands.bench.settle()
    assert (hands.figure(RENTAL).value, hands.figure(OTHER).value) == (715800, number("5412366.18").value)


def test_escape_leaves_everything_as_it_was(hands):
    QGuiApplication.clipboard().setText("1\n")
    hands.press(Key.Key_V, Control)
    hands.press(Key.Key_Escape)
    assert not hands.board.paste_strip.isVisible()
    assert hands.figure(RENTAL).value == 715800
    assert QApplication.focusWidget() is hands.grid


def test_one_unreadable_cell_keeps_the_whole_block_out(hands):
    QGuiApplication.clipboard().setText("1\nabc\n")
    hands.press(Key.Key_V, Control)
    strip = hands.board.paste_strip
    assert "1 格读不懂" in strip.summary.text()
    assert "整块都没有写入" in strip.detail.text()
    assert not strip.write.isVisible()
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 715800
    assert not strip.isVisible()


def test_one_value_fills_a_selection(hands):
    hands.press(Key.Key_Down, Shift)
    QGuiApplication.clipboard().setText("3\n")
    hands.press(Key.Key_V, Control)
    hands.press(Key.Key_Return)
    assert (hands.figure(RENTAL).value, hands.figure(OTHER).value) == (3, 3)


def test_control_home_and_end(hands):
    hands.press(Key.Key_Home, Control)
    assert hands.current == ("total_income", YEAR)
    hands.press(Key.Key_End, Control)
    assert hands.grid.currentIndex().row() >= hands.model.rowCount() - 8


def test_control_arrows_jump_to_the_edge_of_a_block(hands):
    hands.press(Key.Key_Down, Control)
    assert hands.current == ("op_laboratory_income", YEAR)  # the last figure before the blank one
    hands.press(Key.Key_Down, Control)
    assert hands.current == ("total_expense", YEAR)
    hands.press(Key.Key_Right, Control)
    assert hands.grid.currentIndex().column() > Column.THIS


def test_alt_equals_offers_the_sum_of_the_parts(hands):
    hands.at(("medical_income", YEAR))
    hands.press(Key.Key_Equal, Alt)
    assert hands.board.line.field.text() == "=316908103.38+626637855.27+(-6214308.42)"
    assert hands.board.line.reading.text() == "＝ 937,331,650.23 元"
    hands.press(Key.Key_Return)
    assert hands.figure(("medical_income", YEAR)).value == number("937331650.23").value


def test_alt_equals_names_the_blank_parts(hands):
    hands.at(("laboratory_income", YEAR))
    hands.press(Key.Key_Equal, Alt)
    assert "还缺分项：住院化验收入" in hands.board.line.message.text()


def test_space_toggles_a_condition(hands):
    key = ("secretary_first_responsible", Period(2025, 2))
    hands.page.go_to(figure=key)
    before = hands.figure(key).value
    hands.press(Key.Key_Space)
    assert hands.figure(key).value == 1 - before
    hands.press(Key.Key_Space)
    assert hands.figure(key).value == before


def test_a_condition_takes_yes_from_an_input_method(hands):
    key = ("secretary_first_responsible", Period(2025, 2))
    hands.page.go_to(figure=key)
    event = QInputMethodEvent()
    event.setCommitString("否")
    QApplication.sendEvent(hands.grid, event)
    hands.press(Key.Key_Return)
    assert hands.figure(key).value == 0


def test_a_narrative_opens_a_text_dialog(hands):
    key = ("progress_party_building", Period(2025, 1))
    hands.page.go_to(figure=key)
    hands.press(Key.Key_F2)
    dialog = hands.dialog()
    dialog.field.setPlainText("一季度召开党委会 3 次。")
    hands.press(Key.Key_Return, Control, widget=dialog.field)
    assert hands.figure(key).text == "一季度召开党委会 3 次。"


def test_typing_opens_the_text_dialog_of_a_narrative_too(hands):
    hands.page.go_to(figure=("progress_party_building", Period(2025, 1)))
    hands.type("a")
    hands.press(Key.Key_Escape, widget=hands.dialog())
    assert not hands.grid.is_editing


def test_the_wheel_changes_no_value(hands):
    before = hands.bench.session.view.figures
    for widget in (hands.grid.viewport(), hands.page.groups.picker, hands.board.line.field):
        event = QWheelEvent(
            QPointF(5, 5), widget.mapToGlobal(QPointF(5, 5)), QPoint(0, -120), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
    assert hands.page.groups.picker.currentIndex() == 0
    assert hands.bench.session.view.figures == before


def test_a_failed_save_keeps_the_text_and_can_be_tried_again(hands):
    hands.bench.desk.store.fail_next = "store_disk_full"
    hands.type("66")
    hands.press(Key.Key_Return)
    state = hands.model.state(RENTAL)
    assert (state.mark, state.text, state.words) == (Mark.UNSAVED, "66", "未存上")
    assert hands.figure(RENTAL).value == 715800
    assert hands.board.line.message.isVisible()
    hands.at(RENTAL)
    assert hands.board.line.field.text() == "66"
    hands.board.line.field.setFocus()
    hands.press(Key.Key_Return)
    assert hands.figure(RENTAL).value == 66


def test_an_open_editor_survives_an_answer_that_comes_meanwhile(hands):
    hands.type("1")
    hands.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    hands.qtbot.keyClicks(hands.grid, "2")
    hands.bench.settle()
    assert QApplication.focusWidget().text() == "2"
    hands.press(Key.Key_Return)
    assert (hands.figure(RENTAL).value, hands.figure(OTHER).value) == (1, 2)


def test_leaving_the_page_commits_what_is_typed(hands):
    hands.type("77")
    hands.page.commit_pending()
    hands.bench.settle()
    assert hands.figure(RENTAL).value == 77


def test_undo_brings_the_cell_into_view(hands):
    hands.type("5")
    hands.press(Key.Key_Return)
    hands.page.go_to(figure=("secretary_first_responsible", Period(2025, 2)))
    hands.bench.session.undo()
    hands.bench.settle()
    assert hands.current == RENTAL
    assert hands.figure(RENTAL).value == 715800


def test_a_heading_folds_and_unfolds_by_keyboard(hands):
    hands.at(("total_income", YEAR))
    hands.press(Key.Key_Up)
    rows = hands.model.rowCount()
    hands.press(Key.Key_Space)
    assert hands.model.rowCount() < rows
    hands.press(Key.Key_Right)
    assert hands.model.rowCount() == rows
    hands.press(Key.Key_Left)
    assert hands.model.rowCount() < rows
    hands.press(Key.Key_Return)
    assert hands.model.rowCount() == rows

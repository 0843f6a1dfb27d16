"""Buttons by keyboard."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from hqd_desktop.ui.widgets.controls import Button, Picker, Segments, Stepper, without_half_numbers
from hqd_desktop.ui.widgets.grid_view import GridView


def test_enter_presses_the_button_that_has_the_keyboard(qtbot, theme):
    button, pressed = Button("写入", theme), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    assert len(pressed) == 3
    qtbot.keyClick(button, Qt.Key.Key_A)
    assert len(pressed) == 3


@pytest.mark.parametrize(
    ("elided", "text", "shown"),
    [
        ("本年 77.30%，上年 78.3…", "本年 77.30%，上年 78.38%（医保办）", "本年 77.30%，上年 …"),
        ("总收入 1,014,…", "总收入 1,014,876.00 → 12", "总收入 …"),
        ("总收入 12 →…", "总收入 12 → 1,014", "总收入 12 →…"),
        ("本年 77.30%…", "本年 77.30%，上年", "本年 77.30%…"),
        ("…", "77.30%", "…"),
        ("短", "短", "短"),
    ],
)
def test_no_number_is_cut_through(elided, text, shown):
    assert without_half_numbers(elided, text) == shown


def test_answers_go_on_in_a_second_line_where_it_is_narrow(qtbot, theme):
    answers = Segments(("综合", "中医", "中西医结合", "民族医", "专科", "妇幼保健"), theme, "类别")
    qtbot.addWidget(answers)
    answers.resize(answers.sizeHint())
    answers.show()
    buttons = answers.group.buttons()
    assert len({button.y() for button in buttons}) == 1
    assert not answers.layout().heightForWidth(answers.width()) > answers.sizeHint().height()
    narrow = answers.sizeHint().width() // 2
    answers.resize(narrow, answers.heightForWidth(narrow))
    qtbot.waitUntil(lambda: len({button.y() for button in buttons}) > 1)
    assert all(answers.rect().contains(button.geometry()) for button in buttons)
    buttons[0].hide()
    qtbot.waitUntil(lambda: buttons[1].x() == 0)


def test_the_wheel_neither_changes_a_value_nor_takes_the_keyboard(qtbot, theme):
    field, picker, stepper, grid = QLineEdit(), Picker(theme, "单位"), Stepper(1, 9, 1, "次数"), GridView(theme, "表")
    picker.addItems(["元", "万元"])
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    for widget in (field, picker, stepper, grid):
        row.addWidget(widget)
    page.show()
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    for widget in (picker, stepper, grid):
        assert not widget.focusPolicy() & (Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus)
        at = QPointF(widget.rect().center())
        event = QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
    assert (picker.currentText(), stepper.value()) == ("元", 1)
    assert field.hasFocus()

"""Buttons by keyboard."""

import pytest
from PySide6.QtCore import Qt

from hqd_desktop.ui.widgets.controls import Button, Segments, without_half_numbers


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

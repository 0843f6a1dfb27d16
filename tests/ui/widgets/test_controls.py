"""Buttons by keyboard."""

from PySide6.QtCore import Qt

from hqd_desktop.ui.widgets.controls import Button


def test_enter_presses_the_button_that_has_the_keyboard(qtbot, theme):
    button, pressed = Button("写入", theme), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    assert len(pressed) == 3
    qtbot.keyClick(button, Qt.Key.Key_A)
    assert len(pressed) == 3

"""Ctrl+F1: all keys on one sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.ui.shortcuts import SHEET
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label


class ShortcutSheet(QDialog):
    """Two columns of groups; Esc closes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(6)
        for number, (group, keys) in enumerate(SHEET.items()):
            side = left if number < 2 else right
            side.addWidget(label(group, "card"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(18)
            grid.setVerticalSpacing(5)
            for row, (key, words) in enumerate(keys):
                grid.addWidget(label(key, "strong", "accent"), row, 0)
                grid.addWidget(label(words), row, 1)
            grid.setColumnStretch(1, 1)
            side.addLayout(grid)
            side.addSpacing(8)
        for side in (left, right):
            side.addStretch(1)
            columns.addLayout(side)
        column.addLayout(columns)
        close = Button("关闭", theme, "primary")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

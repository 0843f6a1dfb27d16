"""Ctrl+F1: all keys on one sheet, and what the marks in the cells of 填报 mean."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from hqd_desktop.ui.shortcuts import SHEET
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label
from hqd_desktop.ui.widgets.group_list import LEGEND
from hqd_desktop.ui.widgets.icon_text import IconText

MARGIN = 24


class ShortcutSheet(QDialog):
    """Two columns of groups, under each other where the text is large; never larger than the window. Esc closes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(14)
        scroll = QScrollArea()
        scroll.setAccessibleName("快捷键表")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        sheet = _sheet(theme)
        scroll.setWidget(sheet)
        column.addWidget(scroll, 1)
        close = Button("关闭", theme, "primary")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        column.setContentsMargins(0, 0, MARGIN, 16)
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        layout = sheet.layout()
        bar = scroll.verticalScrollBar().sizeHint().width() + 2
        if isinstance(layout, QBoxLayout) and sheet.sizeHint().width() + MARGIN + bar > room.width():
            layout.setDirection(QBoxLayout.Direction.TopToBottom)
        wanted = sheet.sizeHint() + QSize(MARGIN + bar, close.sizeHint().height() + 40)
        self.resize(wanted.boundedTo(QSize(room.width(), room.height() - theme.px(40))))
        scroll.setFocus()


def _sheet(theme: Theme) -> QWidget:
    made = QWidget()
    made.setProperty("area", "bg")
    columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, made)
    columns.setContentsMargins(MARGIN, 20, 0, 0)
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
    left.addWidget(label("格子里的记号", "card"))
    marks = QGridLayout()
    marks.setHorizontalSpacing(18)
    for place, (shape, words) in enumerate(LEGEND):
        marks.addWidget(IconText(theme, shape, words, "body", "text2"), place // 3, place % 3)
    left.addLayout(marks)
    for side in (left, right):
        side.addStretch(1)
        columns.addLayout(side)
    return made

"""What the year left unmet, each with words, owner and day, to be kept as 整改; it proposes and writes nothing."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from hqd_desktop.domain.days import read_day
from hqd_desktop.domain.ledger import Remedy
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Tick, label


class RemedyDialog(QDialog):
    """`given` carries the chosen remedies; it stays until `accept`, or says by `refuse` why not."""

    given = Signal(object)

    def __init__(self, theme: Theme, remedies: Sequence[Remedy], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("转整改")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        room = parent.size() if parent is not None else self.maximumSize()
        self.resize(min(theme.px(820), room.width() - 40), min(theme.px(460), room.height() - 30))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(f"本年度有 {len(remedies)} 项没有做到", "panel"))
        told = "勾选的记为整改，写明责任科室和期限；下一年的台账从这些整改开始。"
        column.addWidget(label(told, "secondary", "text2", wrap=True))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._rows: list[tuple[Remedy, Tick, QLineEdit, QLineEdit, QLineEdit]] = []
        for column_number, name in enumerate(("任务", "改什么", "责任科室", "期限")):
            grid.addWidget(label(name, "secondary", "text2"), 0, column_number)
        for number, one in enumerate(remedies, 1):
            tick = Tick(one.task, theme)
            tick.setChecked(True)
            tick.setAccessibleName(f"任务 {one.task} 转整改")
            text, owner = QLineEdit(one.text), QLineEdit(one.owner)
            due = QLineEdit(one.due.isoformat() if one.due else "")
            for field, name in ((text, "改什么"), (owner, "责任科室"), (due, "期限")):
                field.setAccessibleName(f"任务 {one.task} {name}")
            owner.setFixedWidth(theme.px(130))
            due.setFixedWidth(theme.px(110))
            for place, widget in enumerate((tick, text, owner, due)):
                grid.addWidget(widget, number, place)
            self._rows.append((one, tick, text, owner, due))
        grid.setRowStretch(len(remedies) + 1, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)
        self.told = label("", "secondary", "error", wrap=True)
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        away = Button("取消", theme)
        away.clicked.connect(self.reject)
        keep = Button("记为整改", theme, "primary")
        keep.clicked.connect(self._on_keep_clicked)
        row.addWidget(away)
        row.addWidget(keep)
        column.addLayout(row)

    def refuse(self, words: str) -> None:
        """Say why nothing was kept."""
        self.told.setText(words)

    def _on_keep_clicked(self) -> None:
        chosen = []
        for one, tick, text, owner, due in self._rows:
            if tick.isChecked():
                day = read_day(due.text())
                if isinstance(day, Problem):
                    self.refuse(sentence(day))
                    due.setFocus()
                    return
                chosen.append(replace(one, text=text.text().strip(), owner=owner.text().strip(), due=day))
        if chosen:
            self.given.emit(tuple(chosen))

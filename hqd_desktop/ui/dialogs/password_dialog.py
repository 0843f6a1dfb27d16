"""Asks for a password, or for a new one twice; it keeps none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label


class PasswordDialog(QDialog):
    """`given` carries the password; a new one that is empty takes it away. `refuse` says why and stays open."""

    given = Signal(str)

    def __init__(self, theme: Theme, title: str, words: str, new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme.px(460))
        self._new = new
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "panel", wrap=True))
        column.addWidget(label(words, "secondary", "text2", wrap=True))
        self.fields = [QLineEdit() for _ in range(2 if new else 1)]
        for field, name in zip(
            self.fields, ("新口令（留空：不再要口令）" if new else "口令", "再写一遍"), strict=False
        ):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(name)
            column.addWidget(label(name, "body", "text2"))
            column.addWidget(field)
            field.returnPressed.connect(self._give)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = Button("取消 Esc", theme)
        leave.clicked.connect(self.reject)
        self.keep = Button("保存口令" if new else "进入", theme, "primary")
        self.keep.clicked.connect(self._give)
        row.addWidget(leave)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.fields[0].setFocus()

    def refuse(self, words: str) -> None:
        """Why it was not taken."""
        self.told.setText(words)
        self.told.show()
        self.fields[0].selectAll()
        self.fields[0].setFocus()

    def _give(self) -> None:
        words = self.fields[0].text()
        if self._new and words != self.fields[1].text():
            self.refuse("两遍不一样。口令没有改动，请再写一遍。")
            return
        self.given.emit(words)
        if self._new:
            self.accept()

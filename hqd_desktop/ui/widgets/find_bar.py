"""Ctrl+F: a line for what is looked for, the place among how many, back and forth; it finds nothing itself."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label


class FindBar(QFrame):
    """`looked_for` follows typing, `stepped` is Enter (+1) and Shift+Enter (−1), `closed` Esc."""

    looked_for = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("area", "sub2")
        self.setAccessibleName("在填报中查找")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(8)
        self.field = QLineEdit()
        self.field.setAccessibleName("查找")
        self.field.setPlaceholderText("名称、科目号或数，例如 4101、护士、1234.5")
        self.told = label("", "secondary", "text2")
        self.back = Button("上一处", theme, "small")
        self.forth = Button("下一处 Enter", theme, "small")
        self.leave = Button("关闭 Esc", theme, "small")
        row.addWidget(label("查找", "strong"))
        row.addWidget(self.field, 1)
        for widget in (self.told, self.back, self.forth, self.leave):
            row.addWidget(widget)
        self.field.textEdited.connect(self.looked_for)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.forth.clicked.connect(lambda: self.stepped.emit(1))
        self.leave.clicked.connect(self.closed)
        for held in (self.field, self.back, self.forth, self.leave):
            held.installEventFilter(self)
        self.hide()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        for button in (self.back, self.forth):  # Enter and Shift+Enter do the same
            button.setVisible(self.width() >= self._theme.px(600))

    def open(self) -> None:
        """Show it with what was looked for last, selected."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def tell(self, place: int, count: int) -> None:
        """第 3 处，共 12 处; place 0 while nothing is found or nothing looked for."""
        looking = bool(self.field.text().strip())
        self.told.setText(f"第 {place} 处，共 {count} 处" if count else "没有找到" if looking else "")
        for button in (self.back, self.forth):
            button.setEnabled(count > 0)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if watched is self.field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
        return super().eventFilter(watched, event)

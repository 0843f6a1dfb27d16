"""上年调整数: what a figure that was handed in should have been, and why; it writes nothing itself."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.checks import MIN_EXPLANATION
from hqd_desktop.domain.figures import Figure, Restatement
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.wording import figure_text
from hqd_desktop.ui.models.readings import Tone, read_back
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone


class RestateDialog(QDialog):
    """`given` carries the typed value and the reason; it stays open until `accept`, or shows why by `refuse`."""

    given = Signal(str, str)

    def __init__(
        self, theme: Theme, item: Item, locked: Figure, declared: Restatement | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._item, self._locked = item, locked
        title = f"登记上年调整数：{item.name}"
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(theme.px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "panel", wrap=True))
        told = "锁定的数保持原样，计分一直用它；调整数和原因另记一行，两个数都印在报告上。填回锁定的数，就是撤回登记。"
        column.addWidget(label(told, "secondary", "text2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.field = QLineEdit(canonical_text(declared.value) if declared else "")
        self.field.setAccessibleName("上年调整数")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.reading = label("", "secondary", "text2")
        grid.addWidget(label("锁定的数", "body", "text2"), 0, 0)
        locked_text = label(figure_text(item, locked, unit=True), "strong")
        grid.addWidget(locked_text, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(f"调整为（{item.unit}）" if item.unit else "调整为", "body", "text2"), 1, 0)
        grid.addWidget(self.field, 1, 1)
        grid.addWidget(self.reading, 2, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(label(f"原因（至少 {MIN_EXPLANATION} 个字）", "body", "text2"))
        self.reason = QPlainTextEdit(declared.explanation if declared else "")
        self.reason.setAccessibleName("调整原因")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * 2 + theme.px(18))
        column.addWidget(self.reason)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        self.leave = Button("取消 Esc", theme)
        self.leave.clicked.connect(self.reject)
        self.keep = Button("登记 Ctrl+Enter", theme, "primary")
        self.keep.clicked.connect(self._give)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        column.addLayout(row)
        for widget in (self.field, self.reason):
            widget.installEventFilter(self)
        self.field.textChanged.connect(self._on_text_changed)
        self._on_text_changed(self.field.text())
        self.field.setFocus()

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Why nothing was written; what was typed stays."""
        self.told.setText("；".join(sentences(problems)))
        self.told.show()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._give()
                return True
            if watched is self.field:
                self.reason.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _on_text_changed(self, text: str) -> None:
        reading = read_back(self._item, text, self._locked, self._locked)
        self.reading.setText(reading.text if text.strip() else "")
        set_tone(self.reading, "text2" if reading.tone is Tone.PLAIN else "error")

    def _give(self) -> None:
        self.given.emit(self.field.text(), self.reason.toPlainText())

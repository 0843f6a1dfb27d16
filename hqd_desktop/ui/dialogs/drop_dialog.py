"""Before closing: figures that could not be saved would be lost; the button is the verb."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label


class DropDialog(QDialog):
    """`dropped` when the user closes without them; Esc goes back."""

    dropped = Signal()

    def __init__(self, theme: Theme, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = f"还有 {count} 个数没有存上"
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(theme.px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(title, "panel", wrap=True))
        told = "它们只在屏幕上，关闭就没有了；已存的数都完好。回去在标着“未存上”的格里再按一次 Enter，就再存一次。"
        column.addWidget(label(told, "secondary", "text2", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        self.drop = Button("不要这些数，关闭", theme)
        self.drop.clicked.connect(self._drop)
        self.back = Button("回去再存 Esc", theme, "primary")
        self.back.clicked.connect(self.reject)
        row.addWidget(self.drop)
        row.addWidget(self.back)
        column.addLayout(row)
        self.back.setFocus()

    def _drop(self) -> None:
        self.accept()
        self.dropped.emit()

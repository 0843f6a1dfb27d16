"""Strips above a grid: a block about to be pasted, and why a year can only be read."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_kind
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape, ShapeLabel


class PasteStrip(QFrame):
    """What a paste would write; Enter writes it, Esc leaves everything as it was, `scaled` means it was in 万元."""

    accepted = Signal()
    scaled = Signal()
    rejected = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "warning")
        self.setAccessibleName("粘贴预览")
        self._theme = theme
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        self.summary = label("", "strong", "warning", wrap=True)
        self.detail = label("", "secondary", wrap=True)
        for text in (self.summary, self.detail):  # as high as their words are at this width
            policy = text.sizePolicy()
            policy.setHeightForWidth(True)
            text.setSizePolicy(policy)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(ShapeLabel(Shape.WARNING, theme), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.summary, 1)
        words.addLayout(top)
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        self.write = Button("写入 Enter", theme, "primary")
        self.scale = Button("按万元写入 Enter", theme, "primary")
        self.leave = Button("取消 Esc", theme)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        row.addLayout(buttons)
        self.write.clicked.connect(self.accepted)
        self.scale.clicked.connect(self.scaled)
        self.leave.clicked.connect(self.rejected)
        for button in (self.scale, self.write, self.leave):
            button.installEventFilter(self)
            buttons.addWidget(button)
        self.hide()

    def ask(self, summary: str, detail: str, allowed: bool, scalable: bool = False, quietly: bool = False) -> None:
        """Show what would happen, and take the keyboard unless `quietly`."""
        self.summary.setText(summary)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.write.setVisible(allowed)
        self.write.setText("按元写入" if scalable else "写入 Enter")
        set_kind(self.write, "" if scalable else "primary")
        self.scale.setVisible(scalable)
        self.show()
        first = self.leave if not allowed else self.scale if scalable else self.write
        if not quietly:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        beside = self.width() >= self._theme.px(640)
        self._row.setDirection(QHBoxLayout.Direction.LeftToRight if beside else QHBoxLayout.Direction.TopToBottom)
        self._row.invalidate()
        self.setMinimumHeight(self._row.heightForWidth(self.width()))

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.rejected.emit()
                return True
        return super().eventFilter(watched, event)


class LockedStrip(QFrame):
    """Why nothing can be typed; `reopen_wanted` is its button."""

    reopen_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "sub2")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        self.words = IconText(theme, "lock", "", "strong", "text")
        row.addWidget(self.words)
        row.addStretch(1)
        self.reopen_button = Button("退回修改…", theme, "small")
        self.reopen_button.clicked.connect(self.reopen_wanted)
        row.addWidget(self.reopen_button)
        self.hide()

    def show_locked(self, text: str, reopen: bool = True) -> None:
        """Say why, and offer to `reopen` where that helps; empty hides the strip."""
        self.words.show_text(text)
        self.reopen_button.setVisible(reopen)
        self.setVisible(bool(text))

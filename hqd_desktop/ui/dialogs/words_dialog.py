"""One field for words: the reason of 不适用, a note, a 说明, a quarter's progress; the button is the verb."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label


class WordsDialog(QDialog):
    """`given` carries the text. Ctrl+Enter (and Enter where `lines` is 1 or 2) accepts, Esc leaves all as it was.

    With `waits` it stays until `kept`, or says by `refuse` why the text is not on the disk.
    """

    given = Signal(str)

    def __init__(
        self,
        theme: Theme,
        title: str,
        prompt: str,
        verb: str,
        text: str = "",
        minimum: int = 0,
        lines: int = 3,
        ready: tuple[str, ...] = (),
        parent: QWidget | None = None,
        waits: bool = False,
    ) -> None:
        super().__init__(parent)
        self._minimum, self._lines, self._waits = minimum, lines, waits
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(theme.px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "panel", wrap=True))
        column.addWidget(label(prompt, "secondary", "text2", wrap=True))
        self.field = QPlainTextEdit(text)
        self.field.setAccessibleName(title)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(self.field.fontMetrics().lineSpacing() * max(lines, 2) + theme.px(20))
        self.field.installEventFilter(self)
        self.field.selectAll()
        column.addWidget(self.field)
        for words in ready:
            button = Button(words, theme, "link")
            button.clicked.connect(lambda _=False, words=words: self._take(words))
            column.addWidget(button)
        row = QHBoxLayout()
        self.told = label("", "secondary", "text2")
        row.addWidget(self.told, 1)
        self.leave = Button("取消 Esc", theme)
        self.leave.clicked.connect(self.reject)
        self.accept_button = Button(verb, theme, "primary")
        self.accept_button.clicked.connect(self._give)
        row.addWidget(self.leave)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        self.field.textChanged.connect(self._on_text_changed)
        self._on_text_changed()
        self.field.setFocus()

    def eventFilter(self, watched, event):
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if enter and (control or (self._lines <= 2 and not event.modifiers())):
                self._give()
                return True
        return super().eventFilter(watched, event)

    def _take(self, words: str) -> None:
        self.field.setPlainText(words)
        self.field.setFocus()

    def _text(self) -> str:
        return self.field.toPlainText().strip()

    def _on_text_changed(self) -> None:
        length = len(self._text())
        self.accept_button.setEnabled(length >= self._minimum)
        lacking = self._minimum - length
        self.told.setText(f"还差 {lacking} 个字" if lacking > 0 and self._minimum > 1 else "")

    def _give(self) -> None:
        if self.accept_button.isEnabled():
            if not self._waits:
                self.given.emit(self._text())
                self.accept()
                return
            self.accept_button.setEnabled(False)
            self.given.emit(self._text())

    def kept(self) -> None:
        """The text is on the disk."""
        if shiboken6.isValid(self):
            self.accept()

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Why it is not; the text stays."""
        if shiboken6.isValid(self):
            self.told.setWordWrap(True)
            self.told.setText("；".join(sentences(problems)) + "写的字还在这里。")
            self.accept_button.setEnabled(True)

"""The form for one quarter of a task: state, progress, reason, number, next step; it reads and never writes."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.days import read_day
from hqd_desktop.domain.ledger import STATE_NAMES, LedgerEntry, TaskState
from hqd_desktop.domain.numerals import read_number, shown
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Segments, label

_STATES = {name: state for state, name in STATE_NAMES.items()}


class QuarterForm(QWidget):
    """`save_wanted` carries the LedgerEntry as typed; what cannot be read is said under the fields."""

    save_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: LedgerEntry | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.states = Segments(tuple(STATE_NAMES.values()), theme, "状态")
        self.states.group.buttonToggled.connect(self._on_state_toggled)
        column.addWidget(self.states)
        self.progress = QPlainTextEdit()
        self.progress.setAccessibleName("进展")
        self.progress.setPlaceholderText("进展：做了什么，做到什么程度")
        self.progress.setTabChangesFocus(True)
        self.progress.setFixedHeight(self.progress.fontMetrics().lineSpacing() * 3 + theme.px(20))
        column.addWidget(self.progress)
        self.reason = _field("滞后原因", "滞后原因（至少 6 个字）")
        column.addWidget(self.reason)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.number, self.next_step = _field("数", "没有数的任务不填"), _field("下一步", "下一步做什么")
        self.next_due = _field("下一步的期限", "2026-03-31")
        for row, (name, field) in enumerate(
            (("数", self.number), ("下一步", self.next_step), ("到哪天", self.next_due))
        ):
            grid.addWidget(label(name, "secondary", "text2"), row, 0)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        self.save = Button("保存这一季度", theme, "small")
        self.save.clicked.connect(self._on_save_clicked)
        column.addWidget(self.save)

    def show_entry(self, entry: LedgerEntry, editable: bool) -> None:
        """Lay a quarter in; an empty one has no state chosen."""
        self._entry = entry
        self.states.group.setExclusive(False)
        for button in self.states.group.buttons():
            button.setChecked(False)
        self.states.group.setExclusive(True)
        if entry.state is not None:
            self.states.set_answer(STATE_NAMES[entry.state])
        self.progress.setPlainText(entry.progress)
        self.reason.setText(entry.reason)
        self.number.setText("" if entry.number is None else shown(entry.number, 0, grouped=False))
        self.next_step.setText(entry.next_step)
        self.next_due.setText(entry.next_due.isoformat() if entry.next_due else "")
        for field in (self.progress, self.reason, self.number, self.next_step, self.next_due):
            field.setReadOnly(not editable)
        self.states.setEnabled(editable)
        self.save.setVisible(editable)
        self.told.hide()
        self._on_state_toggled()

    def refuse(self, words: str) -> None:
        """Say why it was not kept; what was typed stays."""
        self.told.setText(words)
        self.told.show()

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not kept."""
        read = self._read()
        return self._entry is not None and (isinstance(read, Problem) or read != self._entry)

    def _on_state_toggled(self) -> None:
        self.reason.setVisible(self.states.answer == STATE_NAMES[TaskState.BEHIND])

    def _on_save_clicked(self) -> None:
        read = self._read()
        if isinstance(read, Problem):
            self.refuse(sentence(read))
        else:
            self.told.hide()
            self.save_wanted.emit(read)

    def _read(self) -> LedgerEntry | Problem:
        assert self._entry is not None
        number = read_number(self.number.text()) if self.number.text().strip() else None
        due = read_day(self.next_due.text())
        if isinstance(number, Problem):
            return number
        if isinstance(due, Problem):
            return due
        state = _STATES.get(self.states.answer)
        return replace(
            self._entry,
            state=state,
            progress=self.progress.toPlainText(),
            reason=self.reason.text() if state is TaskState.BEHIND else "",
            number=number,
            next_step=self.next_step.text(),
            next_due=due if isinstance(due, date) else None,
        )


def _field(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field

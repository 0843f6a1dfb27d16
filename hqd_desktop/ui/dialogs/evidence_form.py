"""The form for what a person says of 佐证 files; it checks what was typed and writes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.days import read_day
from hqd_desktop.domain.evidence import PAGES_LIMIT, Details, faults_of
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.evidence_wording import day_text
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Tick, label

SHOWN = 6


class EvidenceForm(QDialog):
    """`given` carries one Details for each file. Of several files each keeps its own title and pages."""

    given = Signal(object)

    def __init__(
        self, theme: Theme, title: str, names: Sequence[str], details: Sequence[Details], verb: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._details = tuple(details)
        self._several = len(self._details) > 1
        first = self._details[0]
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme.px(560))
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "panel", wrap=True))
        more = f"\n……共 {len(names)} 个" if len(names) > SHOWN else ""
        column.addWidget(label("\n".join(names[:SHOWN]) + more, "secondary", "text2", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.title = self._line(0, 0, "名称", first.title, "材料的名称", 3)
        self.reference = self._line(1, 0, "文号", first.reference, "没有就留空", 3)
        self.issued_on = self._line(2, 0, "日期", day_text(first.issued_on), "如 2025-12-31")
        self.valid_until = self._line(2, 2, "有效期至", day_text(first.valid_until), "长期有效就留空")
        self.pages = self._line(3, 0, "页数", str(first.pages) if first.pages else "", "不知道就留空")
        self.owner = self._line(3, 2, "责任人", first.owner, "谁保管原件")
        self.sealed = Tick("原件已盖章", theme)
        self.sealed.setChecked(first.sealed)
        self._grid.addWidget(self.sealed, 4, 1, 1, 3)
        if self._several:
            for field, words in ((self.title, "各以文件名为名称"), (self.pages, "各按文件读出")):
                field.clear()
                field.setPlaceholderText(words)
                field.setEnabled(False)
        column.addLayout(self._grid)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = Button("取消 Esc", theme)
        leave.clicked.connect(self.reject)
        self.accept_button = Button(verb, theme, "primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._give)
        row.addWidget(leave)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        first_field = self.reference if self._several else self.title
        first_field.setFocus()
        first_field.selectAll()

    def _line(self, row: int, column: int, name: str, text: str, hint: str, span: int = 1) -> QLineEdit:
        field = QLineEdit(text)
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        self._grid.addWidget(label(name, "body", "text2"), row, column)
        self._grid.addWidget(field, row, column + 1, 1, span)
        return field

    def _give(self) -> None:
        """Say what is wrong and stay, or hand over and go."""
        days: list[date | None] = []
        problems: list[Problem] = []
        wrong: list[QLineEdit] = []
        for field in (self.issued_on, self.valid_until):
            day = read_day(field.text())
            days.append(None if isinstance(day, Problem) else day)
            if isinstance(day, Problem):
                problems.append(day)
                wrong.append(field)
        given = tuple(self._said(details, *days) for details in self._details)
        problems += [fault for details in given for fault in faults_of(details)]
        if not problems:
            self.given.emit(given)
            self.accept()
            return
        self.told.setText("\n".join(sentences(problems)))
        self.told.show()
        (wrong[0] if wrong else self.title if not self._several else self.reference).setFocus()

    def _said(self, details: Details, issued_on: date | None, valid_until: date | None) -> Details:
        common = replace(
            details,
            reference=self.reference.text().strip(),
            issued_on=issued_on,
            valid_until=valid_until,
            sealed=self.sealed.isChecked(),
            owner=self.owner.text().strip(),
        )
        if self._several:
            return common
        pages = self.pages.text().strip()
        number = int(pages) if pages.isdecimal() and len(pages) <= len(str(PAGES_LIMIT)) else -1 if pages else 0
        return replace(common, title=self.title.text().strip(), pages=number)

"""The form of one rule: its kind, and the fields that the kind needs; it reads texts and judges none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.scheme import Indicator
from hqd_desktop.services.rule_fields import WARN, choices_of, fields_of, kind_of
from hqd_desktop.services.rule_table import CORE, KIND, KINDS, PART, RELATIVE, STEPS, YES
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import empty_layout
from hqd_desktop.ui.widgets.controls import Picker, Tick, label

HINTS = {STEPS: "值=分，几档用；分开；等级写 三级:4=1", WARN: "留空：不要求"}


class RuleForm(QWidget):
    """`changed` carries heading and text of a cell. A field keeps the keyboard while it is typed in."""

    changed = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape: tuple = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = label("", "panel", wrap=True)
        self.official = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.official)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self.fields: dict[str, QWidget] = {}

    def show_row(self, row: dict[str, str], indicator: Indicator, first: bool) -> None:
        """Lay a row in; `first` of an indicator's rows carries ★ and the warning."""
        part = f"　{row[PART]}" if row.get(PART) and len(indicator.parts) > 1 else ""
        self.title.setText(f"{indicator.label}{part}")
        told = [
            f"要求：{indicator.requirement}" if indicator.requirement else "公布文本没有写要求",
            "公布文本锁定，这里改不了",
        ]
        self.official.setText("　·　".join(told))
        shape = (indicator.number, row.get(PART), kind_of(row), fields_of(row), first)
        if shape != self._shape:
            self._shape = shape
            self._build(row, first)
        for heading, field in self.fields.items():
            self._lay(field, row.get(heading, ""))

    def _build(self, row: dict[str, str], first: bool) -> None:
        empty_layout(self._grid)
        self.fields = {}
        self._add(KIND, self._picker(KIND, tuple(KINDS.values())))
        kind = kind_of(row)
        for heading in fields_of(row):
            choices = choices_of(heading, kind)
            if heading == RELATIVE:
                self._add(heading, self._tick(heading, "允许变动按上年值的百分比算"))
            else:
                self._add(heading, self._picker(heading, choices) if choices else self._line(heading))
        if first:
            self._add(WARN, self._line(WARN))
            self._add(CORE, self._tick(CORE, "没得满分时总评直接降到最低一等"))

    def _add(self, heading: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(heading, "secondary", "text2"), row, 0)
        self._grid.addWidget(field, row, 1)
        field.setAccessibleName(heading)
        self.fields[heading] = field

    def _picker(self, heading: str, choices: tuple[str, ...]) -> Picker:
        picker = Picker(self._theme, heading)
        picker.addItems(choices)
        picker.activated.connect(lambda _: self.changed.emit(heading, picker.currentText()))
        return picker

    def _line(self, heading: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(HINTS.get(heading, ""))
        line.textEdited.connect(lambda text: self.changed.emit(heading, text))
        return line

    def _tick(self, heading: str, words: str) -> Tick:
        tick = Tick(words, self._theme)
        tick.toggled.connect(lambda held: self.changed.emit(heading, YES if held else ""))
        return tick

    def _lay(self, field: QWidget, text: str) -> None:
        field.blockSignals(True)
        if isinstance(field, Picker):
            field.setCurrentIndex(field.findText(text))
        elif isinstance(field, Tick):
            field.setChecked(text == YES)
        elif isinstance(field, QLineEdit) and field.text() != text:
            field.setText(text)
        field.blockSignals(False)

"""The four answers of the first run: name, level and type, table, year; it knows nothing of databases."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Picker, Segments, label

YEARS_BACK = 16


class FirstRunForm(QWidget):
    """`changed` whenever an answer changes."""

    changed = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.name = QLineEdit()
        self.name.setAccessibleName("医院名称")
        self.name.setPlaceholderText("与公章一致")
        self.name.setMaxLength(100)
        self.level = Segments(LEVELS, theme, "医院级别")
        self.type = Segments(TYPES, theme, "医院类别")
        self.scheme = Picker(theme, "评价指标表")
        self.year = Picker(theme, "自评年度")
        self.level.set_answer("三级")
        self.type.set_answer("综合")
        for year in range(today.year, today.year - YEARS_BACK, -1):
            self.year.addItem(f"{year} 年度", year)
        self.year.setCurrentIndex(1)
        _question(column, "1", "医院名称", self.name)
        column.addWidget(label("与公章一致；印在报告封面和工作簿上", "caption", "text2"))
        column.addSpacing(10)
        _question(column, "2", "级别与类别", self.level)
        column.addWidget(self.type)
        column.addSpacing(10)
        _question(column, "3", "评价指标表", self.scheme)
        column.addSpacing(10)
        _question(column, "4", "自评年度", self.year)
        self.name.textChanged.connect(self.changed)
        self.level.group.buttonClicked.connect(self.changed)
        self.type.group.buttonClicked.connect(self.changed)
        for picker in (self.scheme, self.year):
            picker.currentIndexChanged.connect(self.changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def hospital(self) -> Hospital:
        """As answered so far."""
        return Hospital(self.name.text().strip(), self.level.answer, self.type.answer)

    @property
    def chosen_year(self) -> int:
        """The year."""
        return int(self.year.currentData())

    def show_schemes(self, schemes: Sequence[Scheme]) -> None:
        """The tables there are."""
        self.scheme.clear()
        for scheme in schemes:
            self.scheme.addItem(f"{scheme.short}　{scheme.document}", scheme.id)
        self._on_theme_changed()

    def fill(self, name: str, level: str, type_: str, scheme_id: str, year: int) -> None:
        """Take answers from an imported workbook; what it does not say stays."""
        if name:
            self.name.setText(name)
        self.level.set_answer(level)
        self.type.set_answer(type_)
        for picker, value in ((self.scheme, scheme_id), (self.year, year)):
            place = picker.findData(value)
            if place >= 0:
                picker.setCurrentIndex(place)
        self.changed.emit()

    def _on_theme_changed(self) -> None:
        self.year.setMaximumWidth(self._theme.px(180))
        colour = self._theme.tokens.text2
        for picker, meaning in ((self.scheme, "table"), (self.year, "year")):
            for index in range(picker.count()):
                picker.setItemIcon(index, icons.icon(meaning, colour))


def _question(column: QVBoxLayout, number: str, title: str, field: QWidget) -> None:
    column.addWidget(label(f"{number}　{title}", "strong"))
    column.addWidget(field)

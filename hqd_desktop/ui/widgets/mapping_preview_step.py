"""Step 3: what would be written, cell by cell, with what was not found; and the name the mapping is kept under."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.services.mapping_reading import Outcome
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models.reading_model import ReadingModel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape, shape_icon
from hqd_desktop.ui.widgets.tick_table import TickTable

_WIDTHS = (190, 86, 170, 130, 70, 140, 140, 90)
_UNIT_CHANGED = "mapping_unit_changed"
SHAPES = {
    Outcome.NEW: Shape.OK,
    Outcome.CHANGED: Shape.WARNING,
    Outcome.SAME: Shape.SAME,
    Outcome.BLANK: Shape.MISSING,
    Outcome.UNREADABLE: Shape.ERROR,
    Outcome.NOT_FOUND: Shape.ERROR,
}


class MappingPreviewStep(QWidget):
    """`changed` tells that ticks or the name are other; `stated_units_wanted` that the sheet's units shall hold."""

    changed = Signal()
    stated_units_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = ReadingModel(
            theme, catalogue, lambda outcome: shape_icon(SHAPES[outcome], theme.tokens, theme.px(14)), self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        self.told = label("", "body", wrap=True)
        row.addWidget(self.told, 1)
        self.counts = {outcome: IconText(theme, SHAPES[outcome], "") for outcome in Outcome}
        for count in self.counts.values():
            row.addWidget(count)
        column.addLayout(row)
        self.table = TickTable(theme, "将要写入的数")
        self.table.setModel(self.model)
        for at, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(at, theme.px(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.toggled.connect(self.model.toggle)
        self.table.row_changed.connect(self._on_row_changed)
        column.addWidget(self.table, 1)
        help_row = QHBoxLayout()
        self.reason = label("", "secondary", "text2", wrap=True)
        self.units = Button("都按表上写的单位换算", theme, "small")
        self.units.clicked.connect(self.stated_units_wanted)
        self.repair = Button("重新指定…", theme, "small")
        self.repair.clicked.connect(self.repair_wanted)
        help_row.addWidget(self.reason, 1)
        help_row.addWidget(self.units)
        help_row.addWidget(self.repair)
        column.addLayout(help_row)
        line = QHBoxLayout()
        line.addWidget(label("对应关系的名称", "secondary", "text2"))
        self.name = QLineEdit()
        self.name.setAccessibleName("对应关系的名称")
        self.name.setPlaceholderText("例如：财务年报。明年选同样的表，程序按它自动认出来")
        self.name.setMaxLength(60)
        self.name.textChanged.connect(lambda _: self.changed.emit())
        line.addWidget(self.name, 1)
        column.addLayout(line)
        self.model.ticks_changed.connect(self._on_ticks_changed)

    def show_readings(self, readings, name: str) -> None:
        """The lines, the current one being the first that needs a look."""
        self.model.show_readings(readings)
        if not self.name.text():
            self.name.setText(name)
        first = next((row for row, r in enumerate(readings) if r.problem), 0)
        self.table.go_to_row(first)
        changed = any(r.problem is not None and r.problem.code == _UNIT_CHANGED for r in readings)
        self.units.setVisible(changed)
        self.repair.setVisible(any(r.outcome is Outcome.NOT_FOUND for r in readings))
        self._on_row_changed(first)

    def _on_ticks_changed(self) -> None:
        counts = self.model.counts()
        for outcome, chip in self.counts.items():
            chip.setVisible(bool(counts[outcome]))
            chip.show_text(f"{outcome.value} {counts[outcome]}")
        stops = self.model.in_the_way
        if stops:
            self.told.setText(f"有 {stops} 处读不懂，一个数也不会写。改好表再读，或按空格去掉它的勾。")
        elif counts[Outcome.NOT_FOUND]:
            self.told.setText(f"{counts[Outcome.NOT_FOUND]} 项没找到，不写；其余的一步写入，可以撤销。")
        else:
            self.told.setText("全部找到。一步写入，可以撤销；空白的格不写。")
        set_tone(self.told, "error" if stops else "warning" if counts[Outcome.NOT_FOUND] else "")
        self.changed.emit()

    def _on_row_changed(self, row: int) -> None:
        reading = self.model.readings[row] if row < len(self.model.readings) else None
        self.reason.setText(sentence(reading.problem) if reading and reading.problem else "")
        set_tone(self.reason, "error" if reading and reading.problem else "text2")

"""The table of 年度对比 with its filters and its order; it is handed a comparison and asks for none."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hqd_desktop.services.comparing import Comparison
from hqd_desktop.services.comparison_rows import ComparedRow, Keep, Kind, arranged, fits, headings, rows_of
from hqd_desktop.ui.models.comparison_model import Column, ComparisonModel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.comparison_delegate import ComparisonDelegate
from hqd_desktop.ui.widgets.controls import Chip, Segments, label
from hqd_desktop.ui.widgets.flow_row import FlowRow
from hqd_desktop.ui.widgets.frozen_column import FrozenColumn
from hqd_desktop.ui.widgets.grid_view import GridView
from hqd_desktop.ui.widgets.status_shapes import Shape

BY_WEIGHT, IN_ORDER = "按变动大小", "按表中次序"
SHAPES = {Keep.BETTER: Shape.BETTER, Keep.WORSE: Shape.WORSE, Keep.OTHERWISE: Shape.WARNING}
NAME_WIDTH, REMARK_WIDTH = 200, 84


class ComparisonGrid(QWidget):
    """`chosen` carries the row on which Enter was pressed, `changed` says that other rows are shown."""

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[ComparedRow, ...] = ()
        self._headings: Sequence[str] = ()
        self.blocks: Mapping[Kind, Sequence[ComparedRow]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._filters())
        self.model = ComparisonModel(self)
        self.grid = GridView(theme, "年度对比", parent=self)
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(ComparisonDelegate(theme, self.grid))
        self._frozen = FrozenColumn(self.grid)
        self._frozen.take_model()
        self.grid.activated.connect(lambda _: self._choose())
        self.grid.heading_toggled.connect(self._on_heading_toggled)
        self.grid.resized.connect(self._fit)
        column.addWidget(self.grid, 1)
        self.detail = label("", "secondary", "text2", wrap=True)
        self.detail.hide()
        column.addWidget(self.detail)
        self.grid.current_moved.connect(self._show_detail)
        self.empty = label("", "secondary", "text2")
        self.empty.hide()
        column.addWidget(self.empty)
        theme.changed.connect(self._fit)

    @property
    def keep(self) -> Keep:
        """The filter that holds."""
        return next(keep for keep, chip in self.chips.items() if chip.isChecked())

    @property
    def current(self) -> ComparedRow | None:
        """The row that is selected; None on a heading."""
        line = self.model.row_at(self.grid.currentIndex())
        return line.row if line else None

    def show_comparison(self, comparison: Comparison) -> None:
        """Another comparison; the filter and the row that was current stay."""
        self._rows, self._headings = rows_of(comparison), headings(comparison)
        for keep, chip in self.chips.items():
            count = sum(fits(row, keep) for row in self._rows)
            chip.setText(f"{keep} {count}")
        self._show()

    def filter(self, keep: Keep) -> None:
        """As a click on its chip."""
        self.chips[keep].setChecked(True)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        flow = FlowRow(between=8)
        self._group = QButtonGroup(self)
        self.chips: dict[Keep, Chip] = {}
        for keep in Keep:
            chip = Chip(keep.value, self._theme, SHAPES.get(keep), checkable=True)
            self.chips[keep] = chip
            self._group.addButton(chip)
            flow.addWidget(chip)
        self.chips[Keep.ALL].setChecked(True)
        self.order = Segments((BY_WEIGHT, IN_ORDER), self._theme, "次序")
        self.order.set_answer(BY_WEIGHT)
        for group in (self._group, self.order.group):
            group.buttonToggled.connect(self._on_button_toggled)
        chips = QWidget()
        chips.setLayout(flow)
        row.addWidget(chips, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.order)
        return row

    def _show(self) -> None:
        if not self._headings:
            return
        held = self.current
        self.blocks = arranged(self._rows, self.keep, self.order.answer == BY_WEIGHT)
        self.model.show(self.blocks, self._headings)
        self.empty.setVisible(not self.blocks)
        self.empty.setText(f"没有“{self.keep}”的行。")
        place = self.model.place_of(held) if held else -1
        if place >= 0:
            self.grid.select_index(self.model.index(place, Column.NAME))
        elif self.blocks:
            self.grid.select_first()
        self._fit()
        self.changed.emit()

    def _show_detail(self) -> None:
        """The remark of the current row at length, where its column is too narrow for it."""
        row, told = self.current, ""
        if row is not None and row.kind is not Kind.TOTAL:
            wide = QFontMetrics(self._theme.font(14)).horizontalAdvance(row.remark) + self._theme.px(24)
            told = f"{row.name}：{row.remark}。" if wide > self.grid.columnWidth(Column.REMARK) else ""
        self.detail.setText(told.replace("。。", "。"))
        self.detail.setVisible(bool(told))

    def _on_button_toggled(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:
            self._show()

    def _choose(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def _on_heading_toggled(self, row: int) -> None:
        self.model.toggle(row)
        self.grid.keep_current(row, Column.NAME)

    def _fit(self) -> None:
        """Numbers are never cut; names and remarks take the room that is left."""
        header, grid, taken = self.grid.horizontalHeader(), self.grid, 0
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column not in (Column.NAME, Column.REMARK):
                grid.setColumnWidth(column, max(grid.sizeHintForColumn(column), header.sectionSizeHint(column)))
                taken += grid.columnWidth(column)
        least = self._theme.px(NAME_WIDTH + REMARK_WIDTH)
        room = max(least, grid.viewport().width() - taken)
        wanted = max(self._theme.px(NAME_WIDTH), grid.sizeHintForColumn(Column.NAME))
        name = min(wanted, room - self._theme.px(REMARK_WIDTH))
        grid.setColumnWidth(Column.NAME, name)
        grid.setColumnWidth(Column.REMARK, room - name)

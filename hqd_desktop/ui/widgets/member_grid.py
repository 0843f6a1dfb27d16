"""院际对比 with its two faces, filters and order; it is handed a comparison and asks for none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.group_rows import (
    Column,
    Face,
    Keep,
    MemberRow,
    arranged,
    columns_of,
    fits,
    plain_text,
    rows_of,
)
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Chip, Segments, label
from hqd_desktop.ui.widgets.flow_row import FlowRow
from hqd_desktop.ui.widgets.frozen_column import FrozenColumn
from hqd_desktop.ui.widgets.member_bars import MemberBar
from hqd_desktop.ui.widgets.member_table import MemberTable
from hqd_desktop.ui.widgets.status_shapes import Shape

SHAPES = {Keep.OPEN: Shape.MISSING, Keep.LOCKED: Shape.OK}
NARROW = 560
FIRST_NUMBER = 4  # 结果, or the first value


class MemberGrid(QWidget):
    """`chosen` carries a member's id and the number of the row under the cursor, `changed` says what is shown moved."""

    chosen = Signal(str, str)
    changed = Signal()
    copy_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._comparison: GroupComparison | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[MemberRow, ...] = ()
        self._by, self._down = "", True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._filters())
        self._under = QHBoxLayout()  # where the chips go when there is no room beside
        column.addLayout(self._under)
        self.table = MemberTable(theme, self)
        self._frozen = FrozenColumn(self.table)
        self._frozen.take_model()
        self.table.activated.connect(lambda _: self._choose())
        self.table.sort_wanted.connect(self._sort)
        self.table.copy_wanted.connect(self.copy_wanted)
        self.table.current_moved.connect(self.changed)
        column.addWidget(self.table, 1)
        self.empty = label("没有这样的医院。", "secondary", "text2")
        self.empty.hide()
        column.addWidget(self.empty)
        theme.changed.connect(self.table.fit)

    @property
    def shown(self) -> tuple[MemberRow, ...]:
        """The members that are seen, in their order."""
        return self.table.members.rows

    @property
    def column(self) -> Column | None:
        """The column of the current cell, or the first number where that one has none."""
        place = self._place
        return self._columns[place] if 0 <= place < len(self._columns) else None

    def show_comparison(self, comparison: GroupComparison) -> None:
        """Another one; filter, order, column and member stay where they are there too."""
        self._comparison = comparison
        self._rows = ()
        self._show()

    def bars(self) -> Sequence[MemberBar]:
        """The current column, a member a bar."""
        current, place = self.table.currentIndex().row(), self._place
        return [
            MemberBar(row.member.hospital.name, cell.text, cell.value, cell.open, at == current)
            for at, row in enumerate(self.shown)
            for cell in (row.cells[place],)
        ]

    def plain_text(self) -> str:
        """What is seen, to be pasted."""
        assert self._comparison is not None
        return plain_text(self._comparison, self._columns, self.shown)

    @property
    def _place(self) -> int:
        place = self.table.currentIndex().column()
        return place if 0 <= place < len(self._columns) and self._columns[place].numeric else FIRST_NUMBER

    def _filters(self) -> QHBoxLayout:
        row = self._beside = QHBoxLayout()
        row.setSpacing(12)
        self.face = Segments(tuple(Face), self._theme, "看什么")
        self.face.set_answer(Face.POINTS)
        row.addWidget(self.face)
        flow = FlowRow(between=8)
        self._group = QButtonGroup(self)
        self.chips: dict[Keep, Chip] = {}
        for keep in Keep:
            chip = Chip(keep.value, self._theme, SHAPES.get(keep), checkable=True)
            self.chips[keep] = chip
            self._group.addButton(chip)
            flow.addWidget(chip)
        self.chips[Keep.ALL].setChecked(True)
        self._chips = QWidget()
        self._chips.setLayout(flow)
        row.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        self.words = QLineEdit()
        self.words.setAccessibleName("筛选医院")
        self.words.setPlaceholderText("筛选医院  Ctrl+F")
        self.words.setMaximumWidth(self._theme.px(190))
        self.words.textChanged.connect(lambda _: self._show())
        row.addWidget(self.words)
        for group in (self._group, self.face.group):
            group.buttonToggled.connect(self._on_button_toggled)
        return row

    def resizeEvent(self, event):
        super().resizeEvent(event)
        under = self.width() < self._theme.px(NARROW)
        if under is (self._under.indexOf(self._chips) < 0):
            (self._beside if under else self._under).removeWidget(self._chips)
            if under:
                self._under.addWidget(self._chips, 1)
            else:
                self._beside.insertWidget(1, self._chips, 1, Qt.AlignmentFlag.AlignVCenter)

    def _on_button_toggled(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:
            self._show()

    def _sort(self, place: int) -> None:
        """By a column: numbers down first, words up first; again turns it round."""
        if not 0 <= place < len(self._columns):
            return
        column = self._columns[place]
        self._down = not self._down if column.heading == self._by else column.numeric
        self._by = column.heading
        self._show()

    def _show(self) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        held = self.table.members.row_at(self.table.currentIndex())
        under = self.column.heading if self.column is not None else ""
        self._columns = columns_of(comparison, Face(self.face.answer))
        self._rows = rows_of(comparison, self._columns)
        for keep, chip in self.chips.items():
            chip.setText(f"{keep.value} {sum(fits(row, keep, comparison) for row in self._rows)}")
        keep = next(keep for keep, chip in self.chips.items() if chip.isChecked())
        headings = [column.heading for column in self._columns]
        by = headings.index(self._by) if self._by in headings else -1
        self.table.head.sorted_by, self.table.head.downwards = by, self._down
        self.table.members.show(
            self._columns, arranged(self._rows, comparison, keep, self.words.text(), by, self._down)
        )
        self._frozen.take_model()
        self.empty.setVisible(not self.shown)
        self.table.fit()
        row = max(self.table.members.place_of(held.member.hospital.id), 0) if held is not None else 0
        place = headings.index(under) if under in headings else FIRST_NUMBER
        self.table.select_index(self.table.members.index(row, place))
        self.changed.emit()

    def _choose(self) -> None:
        row = self.table.members.row_at(self.table.currentIndex())
        if row is not None:
            column = self._columns[self.table.currentIndex().column()]
            self.chosen.emit(row.member.hospital.id, column.number)

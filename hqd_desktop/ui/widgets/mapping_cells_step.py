"""Step 2: the sheet at the left, at the right which item the pointed cell is, and the list of what is taken so far."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from hqd_desktop.services.grid import CellKind, Place, address
from hqd_desktop.services.mapping import Target, units_for
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models.mapping_draft import MappingDraft
from hqd_desktop.ui.models.sheet_model import Mark
from hqd_desktop.ui.models.target_model import TargetModel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, Picker, Tick, label, panel, set_tone
from hqd_desktop.ui.widgets.item_field import ItemField
from hqd_desktop.ui.widgets.sheet_view import SheetView
from hqd_desktop.ui.widgets.tick_table import TickTable

MONEY = ("元", "千元", "万元", "百万元", "亿元")
_ASK = "请选单位"
_KEYS = "停在数上，按 Enter 选数据项；标题不对时，停在标题上按 R（行）或 C（列）"


class MappingCellsStep(QWidget):
    """`sheet_shown` asks the owner for suggestions; `changed` tells that the draft has other targets."""

    sheet_shown = Signal(int)
    changed = Signal()

    def __init__(self, theme: Theme, draft: MappingDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.draft = theme, draft
        self._row_pin: Place | None = None
        self._column_pin: Place | None = None
        self.sheets = Picker(theme, "表")
        self.view = SheetView(theme)
        self.item = ItemField(theme, draft.catalogue)
        self.row_words, self.column_words = label("", "body", wrap=True), label("", "body", wrap=True)
        self.cell_words = label("", "strong", wrap=True)
        self.period, self.unit = Picker(theme, "期间"), Picker(theme, "单位")
        self.fixed = Tick("只认这个单元格，不认标题", theme)
        self.told = label("", "secondary", "text2", wrap=True)
        self.take = Button("记下  Enter", theme)
        self.targets = TargetModel(theme, draft.catalogue, self)
        self.table = TickTable(theme, "已指定和建议的数据项")
        self.table.setModel(self.targets)
        self.money = QWidget()
        self.summary = label("", "secondary", "text2", wrap=True)
        self._lay_out()
        self._connect()
        numbers = [n for n, sheet in enumerate(draft.index.grid.sheets) if sheet.rows]
        for number in numbers:
            sheet = draft.index.grid.sheets[number]
            self.sheets.addItem(sheet.name + ("（隐藏）" if sheet.hidden else ""), number)
        self.sheets.currentIndexChanged.connect(self._on_sheet_chosen)
        self._on_sheet_chosen()

    @property
    def number(self) -> int:
        """The sheet that is shown."""
        return int(self.sheets.currentData())

    def show_draft(self) -> None:
        """Draw the list and the marks anew."""
        row = self.table.currentIndex().row()
        entries = self.draft.entries()
        self.targets.replace_rows(entries)
        taken = sum(entry.taken for entry in entries)
        rest = len(entries) - taken
        self.summary.setText(
            f"已采用 {taken} 项"
            + (f"，另有 {rest} 项建议（没打勾）" if rest else "")
            + "。请核对：空格打勾，Del 去掉。"
        )
        self.money.setVisible(self.draft.needs_unit)
        if row >= 0:
            self.table.go_to_row(row)
        self._mark()
        self.changed.emit()

    def _lay_out(self) -> None:
        px = self._theme.px
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label("表", "secondary", "text2"))
        head.addWidget(self.sheets)
        head.addWidget(ElidedLabel(_KEYS, "caption", "text2"), 1)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(10, 0, 0, 0)
        side.setSpacing(6)
        well, inside = panel("well", (12, 10, 12, 10), 4)
        inside.addWidget(self.cell_words)
        for words, shown in (("行", self.row_words), ("列", self.column_words)):
            line = QHBoxLayout()
            line.addWidget(label(words, "secondary", "text2"))
            line.addWidget(shown, 1)
            inside.addLayout(line)
        side.addWidget(well)
        side.addWidget(self.item, 2)
        line = QHBoxLayout()
        line.addWidget(self.period, 1)
        line.addWidget(self.unit, 1)
        line.addWidget(self.take)
        side.addLayout(line)
        side.addWidget(self.fixed)
        side.addWidget(self.told)
        money = QHBoxLayout(self.money)
        money.setContentsMargins(0, 0, 0, 0)
        money.addWidget(label("表上没写金额单位，是：", "secondary", "warning"))
        for unit in MONEY[:3]:
            button = Button(unit, self._theme, "small")
            button.clicked.connect(lambda _=False, unit=unit: self._answer(unit))
            money.addWidget(button)
        money.addStretch(1)
        side.addWidget(self.money)
        side.addWidget(self.summary)
        side.addWidget(self.table, 3)
        for at, width in enumerate((124, 42, 100, 68)):
            self.table.setColumnWidth(at, px(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setSizes([px(760), px(440)])
        split.setChildrenCollapsible(False)
        right.setMinimumWidth(px(320))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _connect(self) -> None:
        self.view.place_changed.connect(lambda *_: self._show_cell())
        self.view.row_heading_wanted.connect(lambda: self._pin(row=True))
        self.view.column_heading_wanted.connect(lambda: self._pin(row=False))
        self.view.item_wanted.connect(self._on_item_wanted)
        self.item.chosen.connect(self._show_item)
        self.item.taken.connect(self._take)
        self.take.clicked.connect(self._take)
        self.fixed.toggled.connect(lambda _: self._show_cell())
        self.table.toggled.connect(self._on_toggled)
        self.table.removed.connect(self._on_removed)
        self.table.row_changed.connect(self._on_line_changed)

    # -- pointing ------------------------------------------------------------------------------------------------

    def _headings(self) -> tuple[Place | None, Place | None]:
        """Row and column heading: the pinned ones, else those the current cell has."""
        if self.fixed.isChecked():
            return None, None
        row, column = self.draft.headings(self.number, self.view.place)
        return self._row_pin or row, self._column_pin or column

    def _cell(self) -> Place:
        row, column = self._headings()
        return (row[0], column[1]) if row and column else self.view.place

    def _pin(self, row: bool) -> None:
        place = self.view.place
        if not self.draft.index.sheet(self.number).label(*place):
            self._tell("这一格没有文字，不能当标题。", "warning")
            return
        if row:
            self._row_pin = None if self._row_pin == place else place
        else:
            self._column_pin = None if self._column_pin == place else place
        self._show_cell()

    def _show_cell(self) -> None:
        sheet = self.draft.index.grid.sheets[self.number]
        row, column = self._headings()
        cell = self._cell()
        held = sheet.at(*cell)
        self.cell_words.setText(f"{address(*cell)}　{held.text.strip()[:60] or '空白'}")
        self.row_words.setText(self._words(row, self._row_pin))
        self.column_words.setText(self._words(column, self._column_pin))
        self._tell("")
        self._show_item()
        self._mark()

    def _words(self, place: Place | None, pin: Place | None) -> str:
        if place is None:
            return "不认标题" if self.fixed.isChecked() else "—"
        sheet = self.draft.index.grid.sheets[self.number]
        words = sheet.at(*sheet.covers.get(place, place)).text.strip()
        return f"{words}（{address(*place)}{'，已钉住' if pin else ''}）"

    def _mark(self) -> None:
        marks: dict[Place, Mark] = {
            entry.found.place: Mark.TAKEN
            for entry in self.targets.rows
            if entry.taken and entry.found.sheet == self.number and entry.found.row >= 0
        }
        row, column = self._headings()
        marks[self._cell()] = Mark.CELL
        covers = self.draft.index.grid.sheets[self.number].covers
        if row:
            marks[covers.get(row, row)] = Mark.ROW
        if column:
            marks[covers.get(column, column)] = Mark.COLUMN
        self.view.book.show_marks(marks)

    def _on_item_wanted(self) -> None:
        row, _ = self._headings()
        words = self.draft.index.sheet(self.number).label(*row) if row else ""
        self.item.propose(words)
        self.item.setFocus()

    def _show_item(self) -> None:
        """The periods and units that the item can have, with what the sheet says chosen beforehand."""
        item = self.item.item
        self.take.setEnabled(item is not None)
        self.period.clear()
        self.unit.clear()
        self.period.setEnabled(item is not None)
        self.unit.setEnabled(item is not None)
        if item is None:
            return
        row, column = self._headings()
        year = self.draft.index.year
        if item.quarterly:
            for quarter in (1, 2, 3, 4):
                self.period.addItem(f"{year} 年{'一二三四'[quarter - 1]}季度", (0, quarter))
        else:
            self.period.addItem(f"本年（{year}）", (0, 0))
            self.period.addItem(f"上年（{year - 1}）", (1, 0))
            self.period.setCurrentIndex(self.draft.period_of(self.number, column))
        known = self.draft.unit_for(self.number, row, self._cell(), item)
        units = units_for(item)
        self.unit.setEnabled(len(units) > 1)
        if not known and units:
            self.unit.addItem(_ASK, None)
        for unit in units:
            self.unit.addItem(unit, unit)
        if known:
            self.unit.setCurrentIndex(max(0, self.unit.findData(known)))

    def _take(self) -> None:
        item = self.item.item
        if item is None:
            self._tell("请先选数据项。", "warning")
            return
        if self.unit.count() and self.unit.currentData() is None:
            self._tell("表上没写单位，请选一次；同一列以后不再问。", "warning")
            self.unit.setFocus()
            return
        cell = self._cell()
        if self.draft.index.grid.sheets[self.number].at(*cell).kind is CellKind.BLANK and not self._headings()[0]:
            self._tell("这一格是空白，左边和上边也没有标题。请停在一个数上。", "warning")
            return
        back, quarter = self.period.currentData()
        unit = self.unit.currentData() or ""
        problem = self.draft.take(self.number, *self._headings(), cell, Target(item.key, "", back, quarter, unit))
        if problem is not None:
            self._tell(sentence(problem), "error")
            return
        self._row_pin = self._column_pin = None
        self.show_draft()
        self._tell(f"已记下：{item.name} ← {address(*cell)}")
        self.view.setFocus()

    def _tell(self, words: str, tone: str = "text2") -> None:
        self.told.setText(words)
        set_tone(self.told, tone)

    # -- the list ------------------------------------------------------------------------------------------------

    def _on_sheet_chosen(self) -> None:
        self._row_pin = self._column_pin = None
        self.view.show_sheet(self.draft.index.grid.sheets[self.number])
        self.view.go_to(self.draft.first_figure(self.number))
        self.show_draft()
        self._show_cell()
        self.sheet_shown.emit(self.number)

    def _answer(self, unit: str) -> None:
        self.draft.answer_unit(unit)
        self.show_draft()
        self.table.setFocus()

    def _on_toggled(self, row: int) -> None:
        self.draft.toggle(self.targets.rows[row].target)
        self.show_draft()

    def _on_removed(self, row: int) -> None:
        self.draft.remove(self.targets.rows[row].target)
        self.show_draft()

    def _on_line_changed(self, row: int) -> None:
        found = self.targets.rows[row].found if row < len(self.targets.rows) else None
        if not self.table.hasFocus():
            return
        if found is not None and found.sheet == self.number and found.row >= 0:
            self.view.go_to(found.place)

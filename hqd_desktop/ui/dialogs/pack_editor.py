"""A table of one's own in the window: sheets as tables, every fault at its cell, formulas helped as they are typed."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.own_pack import OwnPack
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.formula_help import Checked, candidates, check_formula, check_names, completed, fragment
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.pack_judging import catalogue_of, judged
from hqd_desktop.services.pack_rows import Fault
from hqd_desktop.services.pack_sheets import CHOICES, HEADINGS, HOW_TO, INDICATORS, ITEMS, REFERENCES, SHEETS, Row, Spot
from hqd_desktop.services.pack_table import PackTable, with_cell, with_rows
from hqd_desktop.services.pack_words import listed
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.pack_model import PackModel
from hqd_desktop.ui.readings import finder
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.cell_bar import CellBar
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, Picker, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

_FORMULAS = {(INDICATORS, "公式"), (REFERENCES, "公式"), (ITEMS, "公式")}
_NAMES = {(INDICATORS, "条件"), (INDICATORS, "直接填报"), (INDICATORS, "季度文字")}
_HELPED = {*_FORMULAS, *_NAMES, *CHOICES}
PAUSE_MS, FAULTS_SHOWN = 250, 3


class PackEditor(QDialog):
    """Typing writes the current cell; nothing is kept before 保存为自建表, and an existing table never changes."""

    def __init__(
        self, session: Session, theme: Theme, view: View, table: PackTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._view = session, theme, view
        self._shipped = view.packs.catalogue
        self.table, self.faults = table, tuple[Fault, ...]()
        self._pack: OwnPack | None = None
        self._items = catalogue_of(table, self._shipped)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("自建评价指标表")
        self.setModal(True)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1240), room.width() - 30), min(theme.px(680), room.height() - 20))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._top())
        self._hint = label("", "secondary", "text2", wrap=True)
        column.addWidget(self._hint)
        self.model = PackModel(INDICATORS, self)
        self.grid = GridView(theme, "自建评价指标表")
        self.bar = CellBar(theme)
        self.grid.activated.connect(lambda _: self.bar.begin())
        column.addWidget(self.grid, 1)
        self.bar.edited.connect(self._on_edited)
        self.bar.taken.connect(lambda: self._back(1))
        self.bar.left.connect(lambda: self._back(0))
        self.where = ElidedLabel("", "secondary", "text2")
        column.addWidget(self.where)
        column.addWidget(self.bar)
        self.told = label("", "secondary", wrap=True)
        column.addWidget(self.told)
        column.addLayout(self._buttons())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._judge)
        QShortcut(QKeySequence("F8"), self, self.next_fault)
        QShortcut(QKeySequence("Ctrl+I"), self, self.add_line)
        QShortcut(QKeySequence("Ctrl+D"), self, self.remove_line)
        self._judge()
        self.show_sheet(INDICATORS)

    def show_sheet(self, sheet: str, row: int = 0, heading: str = "") -> None:
        """A sheet, at a line and heading."""
        if self.model.sheet != sheet or self.grid.model() is not self.model:
            self.model = PackModel(sheet, self)
            self.grid.setModel(self.model)
            self.grid.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self.picker.setCurrentIndex(list(SHEETS).index(sheet))
        self._hint.setText(HOW_TO[sheet])
        self.model.show(self.table.rows(sheet))
        self._mark()
        self._fit()
        column = HEADINGS[sheet].index(heading) if heading in HEADINGS[sheet] else 0
        self.grid.setCurrentIndex(self.model.index(max(0, min(row, self.model.rowCount() - 1)), column))
        self.grid.setFocus()
        self._show_cell()

    def next_fault(self) -> None:
        """F8: the next faulty cell, from the first again after the last."""
        if not self.faults:
            return
        here = (self.model.sheet, self.grid.currentIndex().row(), self.grid.currentIndex().column())
        order = [fault.spot for fault in self.faults if fault.spot.row >= 0] or [self.faults[0].spot]
        later = next((spot for spot in order if _place(spot) > _place_of(here)), order[0])
        self.show_sheet(later.sheet, later.row, later.heading)

    def add_line(self) -> None:
        """Ctrl+I: a blank line under the current one."""
        rows = list(self.table.rows(self.model.sheet))
        at = self.grid.currentIndex().row() + 1 if rows else 0
        rows.insert(at, dict.fromkeys(HEADINGS[self.model.sheet], ""))
        self._take_rows(rows, at)

    def remove_line(self) -> None:
        """Ctrl+D: the current line goes."""
        rows = list(self.table.rows(self.model.sheet))
        at = self.grid.currentIndex().row()
        if 0 <= at < len(rows):
            del rows[at]
            self._take_rows(rows, max(0, at - 1))

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.bar.begin()
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.bar.begin(event.text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_edited("")
        else:
            super().keyPressEvent(event)

    # -- building ------------------------------------------------------------------------------------------------

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label("自建评价指标表", "panel"))
        self.picker = Picker(self._theme, "哪一张表")
        for sheet in SHEETS:
            self.picker.addItem(sheet, sheet)
        self.picker.activated.connect(lambda at: self.show_sheet(self.picker.itemData(at)))
        row.addWidget(self.picker)
        row.addStretch(1)
        for words, act in (("加一行 Ctrl+I", self.add_line), ("删本行 Ctrl+D", self.remove_line)):
            button = Button(words, self._theme, "small")
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.state = label("", "secondary", wrap=True)
        row.addWidget(self.state, 1)
        self.next = Button("下一处问题 F8", self._theme)
        self.next.clicked.connect(self.next_fault)
        away = Button("取消 Esc", self._theme)
        away.clicked.connect(self.reject)
        self.keep = Button("保存为自建表", self._theme, "primary")
        self.keep.clicked.connect(self._on_keep_clicked)
        for button in (self.next, away, self.keep):
            row.addWidget(button)
        return row

    def _fit(self) -> None:
        """Columns as wide as what is in them, within bounds."""
        for column in range(self.model.columnCount()):
            wanted = max(self.grid.sizeHintForColumn(column), self.grid.horizontalHeader().sectionSizeHint(column))
            self.grid.setColumnWidth(column, min(wanted + self._theme.px(8), self._theme.px(260)))

    # -- the current cell ----------------------------------------------------------------------------------------

    def _spot(self) -> Spot:
        index = self.grid.currentIndex()
        return Spot(self.model.sheet, index.row(), self.model.heading(max(0, index.column())))

    def _text(self, spot: Spot) -> str:
        rows = self.table.rows(spot.sheet)
        return rows[spot.row].get(spot.heading, "") if 0 <= spot.row < len(rows) else ""

    def _show_cell(self) -> None:
        spot = self._spot()
        lists = (spot.sheet, spot.heading) in _NAMES
        self.bar.setEnabled(spot.row >= 0)
        rows = self.table.rows(spot.sheet)
        line = rows[spot.row] if 0 <= spot.row < len(rows) else {}
        first = "　".join(filter(None, (line.get(heading, "") for heading in HEADINGS[spot.sheet][:4])))
        self.where.setText(f"{self.table.cell_name(spot)}　{first[:60]}" if line else "")
        place = (spot.sheet, spot.heading)
        offer = (lambda text, cursor: self._offer(spot, text, cursor)) if place in _HELPED else None
        self.bar.show_cell(
            f"{spot.sheet}　{spot.heading}", self._text(spot), offer,
            lambda text, cursor, name: self._complete(spot, text, cursor, name, lists),
        )  # fmt: skip
        self._tell(spot)

    def _offer(self, spot: Spot, text: str, cursor: int) -> Sequence[str]:
        place = (spot.sheet, spot.heading)
        if place in _FORMULAS or place in _NAMES:
            _, typed = fragment(text, cursor, place in _NAMES)
            yes_no = place == (INDICATORS, "条件")
            items = [item for item in self._items if (item.kind is ItemKind.YES_NO) == yes_no]
            return candidates(typed, items, finder(), place in _FORMULAS)
        return [word for word in CHOICES.get(place, ()) if word != text]

    def _complete(self, spot: Spot, text: str, cursor: int, name: str, lists: bool) -> tuple[str, int]:
        if (spot.sheet, spot.heading) in _FORMULAS or lists:
            return completed(text, cursor, name, lists)
        return name, len(name)

    def _on_edited(self, text: str) -> None:
        spot = self._spot()
        if spot.row >= 0:
            self.table = with_cell(self.table, spot, text)
            self.model.show(self.table.rows(spot.sheet))
            self._tell(spot, judged_before=True)
            self._pause.start(PAUSE_MS)

    def _tell(self, spot: Spot, judged_before: bool = False) -> None:
        """What is to be said of the cell: a formula as it is being typed, else the fault that was found last."""
        checked = self._checked(spot)
        known = spot.row >= 0 and not judged_before
        fault = self.model.fault(spot.row, max(0, self.grid.currentIndex().column())) if known else ""
        told = fault if checked is None or (checked.good and fault) else checked.told
        set_tone(self.told, "error" if fault or (checked is not None and not checked.good) else "text2")
        self.told.setText(told)

    def _checked(self, spot: Spot) -> Checked | None:
        text, place = self._text(spot), (spot.sheet, spot.heading)
        if not text.strip():
            return None
        if place in _FORMULAS:
            row = self.table.rows(spot.sheet)[spot.row]
            places = row.get("小数位", "")
            return check_formula(
                text, self._items, self._view.figures, self._view.record.year, row.get("单位", ""),
                int(places) if places.isdigit() else 2,
            )  # fmt: skip
        return check_names(listed(text), self._items) if place == (INDICATORS, "条件") else None

    def _back(self, down: int) -> None:
        index = self.grid.currentIndex()
        self.grid.setFocus()
        self.grid.setCurrentIndex(self.model.index(min(index.row() + down, self.model.rowCount() - 1), index.column()))

    # -- the whole -----------------------------------------------------------------------------------------------

    def _take_rows(self, rows: Sequence[Row], at: int) -> None:
        self.table = with_rows(self.table, self.model.sheet, rows)
        self._judge()
        self.show_sheet(self.model.sheet, at)

    def _judge(self) -> None:
        """Every fault with its cell; some milliseconds for a table of 33 rows."""
        self._items = catalogue_of(self.table, self._shipped)
        self._pack, found = judged(self.table, self._shipped)
        self.faults = tuple(sorted(found, key=lambda fault: _place(fault.spot)))
        self.keep.setEnabled(self._pack is not None)
        self.next.setEnabled(bool(self.faults))
        lines = [f"{self.table.cell_name(one.spot)}：{sentence(one.problem)}" for one in self.faults[:FAULTS_SHOWN]]
        more = f"　共 {len(self.faults)} 处问题" if len(self.faults) > FAULTS_SHOWN else ""
        set_tone(self.state, "error" if lines else "text2")
        self.state.setText("\n".join(lines) + more if lines else "没有问题，可以保存。")
        self._mark()
        if self.grid.model() is self.model:
            self._tell(self._spot())

    def _mark(self) -> None:
        own = {
            (fault.spot.row, fault.spot.heading): sentence(fault.problem)
            for fault in self.faults
            if fault.spot.sheet == self.model.sheet
        }
        self.model.mark(own, self._theme.colour("error"))

    def _on_keep_clicked(self) -> None:
        self._judge()
        table = self.table

        def done(pack: OwnPack) -> None:
            if shiboken6.isValid(self):
                self._session.notify(f"已保存自建表“{pack.scheme.short}”，可在“换一张表”里选用。")
                self.accept()

        if self._pack is not None:
            self._session.ask_books(lambda books: books.packs.keep(table), done, self._refuse)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if shiboken6.isValid(self):
            set_tone(self.state, "error")
            self.state.setText("\n".join(sentences(problems)[:FAULTS_SHOWN]))


def _place(spot: Spot) -> tuple[int, int, int]:
    headings = HEADINGS[spot.sheet]
    return list(SHEETS).index(spot.sheet), spot.row, headings.index(spot.heading) if spot.heading in headings else 0


def _place_of(here: tuple[str, int, int]) -> tuple[int, int, int]:
    return list(SHEETS).index(here[0]), here[1], here[2]

"""The table in which a person points at a cell or at headings, by mouse or by keys; it knows no mapping."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hqd_desktop.services.grid import Place, Sheet
from hqd_desktop.ui.models.sheet_model import SheetModel
from hqd_desktop.ui.theme import Theme

SAMPLED = 200
MOST_SPANS, LARGEST_SPAN = 500, 2_000
NARROWEST, WIDEST = 56, 260


class SheetView(QTableView):
    """Arrows move; R and C take the current cell as row or column heading, Enter goes on to the item."""

    place_changed = Signal(int, int)
    row_heading_wanted = Signal()
    column_heading_wanted = Signal()
    item_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.book = SheetModel(theme, self)
        self.setModel(self.book)
        self.setAccessibleName("表格内容")
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(True)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.doubleClicked.connect(lambda _: self.item_wanted.emit())

    @property
    def place(self) -> Place:
        """The current row and column."""
        return self.currentIndex().row(), self.currentIndex().column()

    def show_sheet(self, sheet: Sheet) -> None:
        """Another sheet, its columns as wide as what is first seen in them."""
        self.book.show_sheet(sheet)
        metrics, px = self.fontMetrics(), self._theme.px
        wide = {(top, left) for top, left, _, right in sheet.merged if right > left}  # a title over all columns
        for column in range(sheet.width):
            rows = (row for row in range(min(sheet.height, SAMPLED)) if (row, column) not in wide)
            texts = (self.book.index(row, column).data() for row in rows if (row, column) not in sheet.covers)
            width = max((metrics.horizontalAdvance(text[:40]) for text in texts if text), default=0) + px(20)
            self.setColumnWidth(column, max(px(NARROWEST), min(width, px(WIDEST))))
        self._show_merged(sheet)
        if sheet.rows:
            self.setCurrentIndex(self.book.index(0, 0))

    def _show_merged(self, sheet: Sheet) -> None:
        """Merged ranges as such; where a file has very many, their words stand in each cell instead."""
        self.clearSpans()
        taken: set[Place] = set()
        for top, left, bottom, right in sheet.merged[:MOST_SPANS]:
            down, across = min(bottom, sheet.height - 1) - top + 1, min(right, sheet.width - 1) - left + 1
            if down < 1 or across < 1 or down * across < 2 or down * across > LARGEST_SPAN:
                continue
            places = {(top + row, left + column) for row in range(down) for column in range(across)}
            if taken.isdisjoint(places):
                taken |= places
                self.setSpan(top, left, down, across)

    def go_to(self, place: Place) -> None:
        """Make a cell current, with its surroundings in sight when it was out of it."""
        index = self.book.index(*place)
        if not index.isValid():
            return
        inside = self.viewport().rect().contains(self.visualRect(index))
        self.setCurrentIndex(index)
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(index, hint.EnsureVisible if inside else hint.PositionAtCenter)

    def currentChanged(self, current, previous):
        super().currentChanged(current, previous)
        if current.isValid():
            self.place_changed.emit(current.row(), current.column())

    def resizeEvent(self, event):
        """As far left as the current cell allows: what was in sight before the view had its size is no guide."""
        super().resizeEvent(event)
        self.horizontalScrollBar().setValue(0)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event):
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        wanted = {
            Qt.Key.Key_R: self.row_heading_wanted,
            Qt.Key.Key_C: self.column_heading_wanted,
            Qt.Key.Key_Return: self.item_wanted,
            Qt.Key.Key_Enter: self.item_wanted,
        }.get(event.key())
        if plain and wanted is not None:
            wanted.emit()
            return
        super().keyPressEvent(event)

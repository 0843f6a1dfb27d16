"""The preview of one returned form: cells in groups, the current one at length below, decided by keys 1, 2, 3."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.services.collection_return import CellState, Choice, ComparedCell, Comparison
from hqd_desktop.ui.models import form_words
from hqd_desktop.ui.models.return_model import FOLDED_AT_FIRST, Column, ReturnModel, rows_of
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel
from hqd_desktop.ui.widgets.form_delegates import ReturnDelegate
from hqd_desktop.ui.widgets.grid_view import GridView

_KEYS = {Qt.Key.Key_1: Choice.OURS, Qt.Key.Key_2: Choice.THEIRS, Qt.Key.Key_3: Choice.SUGGESTED}
_WIDTHS = {Column.OURS: 152, Column.THEIRS: 152, Column.LAST: 152, Column.AUTHOR: 160, Column.OUTCOME: 150}


NAME_WIDTH = 170


class _Grid(GridView):
    """Adds the keys that decide, and lets a sentence reach over all columns."""

    chosen = Signal(object)
    next_wanted = Signal()

    def keyPressEvent(self, event):
        if event.key() in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.chosen.emit(_KEYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F8:
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def span_headings(self) -> None:
        """Headings, and sentences about what cannot be read."""
        super().span_headings()
        model = self.model()
        if isinstance(model, ReturnModel):
            for number, row in enumerate(model.rows):
                if row.problem is not None:
                    self.setSpan(number, 0, 1, model.columnCount())


class ReturnTable(QWidget):
    """`decided` when a choice was made; the choices are the caller's own dict."""

    decided = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._comparison: Comparison | None = None
        self._catalogue: Catalogue | None = None
        self._year = 0
        self._choices: dict[FigureKey, Choice] = {}
        self._folded: set[str] = set(FOLDED_AT_FIRST)
        self.model = ReturnModel(self)
        self.grid = _Grid(theme, "采集表逐格对照")
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(ReturnDelegate(theme, self.grid))
        self.grid.resized.connect(self._fit)
        self.grid.chosen.connect(self.choose)
        self.grid.next_wanted.connect(self.go_next)
        self.grid.heading_toggled.connect(self._on_heading_toggled)
        self.grid.current_moved.connect(self._show_detail)
        box, self._detail = panel("surface", (14, 10, 14, 10), 6)
        self._words = label("", "body", wrap=True)
        self._more = label("", "secondary", "text2", wrap=True)
        self._detail.addWidget(self._words)
        self._detail.addWidget(self._more)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = {choice: Button("", theme, "small") for choice in Choice}
        for choice, button in self.buttons.items():
            button.clicked.connect(lambda _=False, choice=choice: self._on_button(choice))
            row.addWidget(button)
        row.addStretch(1)
        self._detail.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.grid, 1)
        layout.addWidget(box)
        self.setFocusProxy(self.grid)
        theme.changed.connect(self._fit)

    def show_comparison(
        self, comparison: Comparison, choices: dict[FigureKey, Choice], catalogue: Catalogue, year: int
    ) -> None:
        """Another file: its first open conflict, or its first row, becomes current."""
        self._comparison, self._choices, self._catalogue, self._year = comparison, choices, catalogue, year
        self._folded = set(FOLDED_AT_FIRST)
        self._show_rows()
        self.grid.select_first()
        if not self.model.is_open(self.grid.currentIndex().row()):
            self.go_next()
        self.grid.horizontalScrollBar().setValue(0)
        self._show_detail()

    def choose(self, choice: Choice) -> None:
        """Decide the current cell; what it does not offer is ignored."""
        cell = self.model.cell(self.grid.currentIndex())
        if cell is None or choice not in self._offered(cell):
            return
        was_open = self.model.is_open(self.grid.currentIndex().row())
        self._choices[cell.key] = choice
        self.model.refresh()
        if was_open:
            self.go_next()
        self._show_detail()
        self.decided.emit()

    def go_next(self) -> None:
        """F8: the next conflict that is not decided; stays when there is none."""
        count = self.model.rowCount()
        start = self.grid.currentIndex().row()
        for step in range(1, count + 1):
            row = (start + step) % count
            if self.model.is_open(row):
                self.grid.select_index(self.model.index(row, Column.ITEM))
                return

    def _offered(self, cell: ComparedCell) -> tuple[Choice, ...]:
        if cell.state is CellState.SAME or (self._comparison is not None and self._comparison.problems):
            return ()
        more = (Choice.SUGGESTED,) if cell.suggestion is not None else ()
        return (Choice.OURS, Choice.THEIRS, *more)

    def _show_rows(self) -> None:
        if self._comparison is not None and self._catalogue is not None:
            rows = rows_of(self._comparison, self._folded)
            self.model.show(rows, self._catalogue, self._year, self._choices)

    def _show_detail(self) -> None:
        row = self.model.row(self.grid.currentIndex().row())
        cell = row.cell if row else None
        offered = self._offered(cell) if cell else ()
        for choice, button in self.buttons.items():
            button.setVisible(choice in offered)
        if row is not None and row.problem is not None:
            self._words.setText(form_words.problem_words(row.problem))
            self._more.setText("")
        elif cell is None or self._catalogue is None:
            self._words.setText("")
            self._more.setText("")
        else:
            self._show_cell(cell, self._catalogue)

    def _show_cell(self, cell: ComparedCell, catalogue: Catalogue) -> None:
        item = catalogue[cell.key[0]]
        name = form_words.cell_name(cell, catalogue, self._year)
        ours, theirs = form_words.value(item, cell.ours), form_words.value(item, cell.theirs)
        by = form_words.author(cell)
        self._words.setText(
            f"{name}　本院 {ours}{f'（{by}）' if by else ''}　｜　采集表 {theirs}　单位 {item.unit or '—'}"
        )
        said = [form_words.place(cell, item), form_words.note_words(cell)]
        if cell.suggestion is not None:
            said.append("与上年差约一万倍，像是元、万元混填")
        self._more.setText("　".join(filter(None, said)))
        self.buttons[Choice.OURS].setText("用本院的  1")
        self.buttons[Choice.THEIRS].setText("用采集表的  2")
        self.buttons[Choice.SUGGESTED].setText(f"{form_words.suggestion_words(cell, item)}  3")

    def _on_button(self, choice: Choice) -> None:
        self.choose(choice)
        self.grid.setFocus()

    def _on_heading_toggled(self, number: int) -> None:
        row = self.model.row(number)
        if row is not None:
            self._folded ^= {row.group}
            self._show_rows()
            self.grid.keep_current(number, 0)

    def _fit(self) -> None:
        """The names take what the figures leave, and scroll where that is too little."""
        rest = self.grid.viewport().width() - sum(map(self._theme.px, _WIDTHS.values()))
        self.grid.setColumnWidth(Column.ITEM, max(self._theme.px(NAME_WIDTH), rest))
        for column, width in _WIDTHS.items():
            self.grid.setColumnWidth(column, self._theme.px(width))

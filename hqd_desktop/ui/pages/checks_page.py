"""校核: every check by weight, and beside it both sides, cause, whom to ask, fix or 说明."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hqd_desktop.domain.checks import CheckResult, CheckState
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import plain_number
from hqd_desktop.ui.models.check_model import FOLDED_AT_FIRST, CheckModel, Column, rows_of
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.check_delegate import CheckDelegate
from hqd_desktop.ui.widgets.check_panel import CheckPanel, place_of
from hqd_desktop.ui.widgets.controls import Picker, label, rule
from hqd_desktop.ui.widgets.grid_view import GridView
from hqd_desktop.ui.widgets.side_split import SideSplit
from hqd_desktop.ui.widgets.status_shapes import shape_of_check

_CHIPS = (
    (CheckState.ERROR, "错误"),
    (CheckState.WARNING, "待说明"),
    (CheckState.EXPLAINED, "已说明"),
    (CheckState.PENDING, "缺数"),
    (CheckState.PASSED, "通过"),
)
_OPEN = (CheckState.ERROR, CheckState.WARNING, CheckState.PENDING)
_SPARE = (CheckState.PASSED, CheckState.EXPLAINED, CheckState.PENDING)
NARROW_GRID = 640  # above 150 % text the sentence of a check needs the room more than empty space does


class CheckGrid(GridView):
    """Enter on a check goes to its cell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "校核表", parent=parent)
        self.row_factor = 1.6

    def keyPressEvent(self, event):
        heading = self.currentIndex().isValid() and self.is_heading(self.currentIndex().row())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not heading:
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class ChecksPage(Page):
    """Checks run after every save; this page only shows them."""

    key = "checks"
    title = "校核"

    def __init__(self, session: Session, theme: Theme, parent=None) -> None:
        super().__init__(session, theme, parent)
        self._view: View | None = None
        self._only: CheckState | None = None
        self._folded = set(FOLDED_AT_FIRST)
        self._note = self.header.add_note()
        self.chips = {state: self.header.add_chip(words, shape_of_check(state)) for state, words in _CHIPS}
        for state, chip in self.chips.items():
            chip.clicked.connect(lambda checked, state=state: self.filter(state if checked else None))
        self.next_button = self.header.add_button("下一处  F8", primary=True)
        self.next_button.clicked.connect(self.go_next)
        self.model = CheckModel(self)
        self.grid = CheckGrid(theme)
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(CheckDelegate(theme, self.grid))
        self.grid.remember_columns(session.desk.settings(), "checks", Column, (Column.DIFFERENCE,), rest=Column.TITLE)
        self.panel = CheckPanel(theme)
        self.split = SideSplit(session, theme, "checks", middle=self._middle(), home=self.grid,
                               right=(self.panel, 432, 520))  # fmt: skip
        self.body.addWidget(self.split)
        self.grid.current_moved.connect(self._fill_panel)
        self.grid.resized.connect(self._fit_columns)
        self.grid.heading_toggled.connect(self._on_heading_toggled)
        self.grid.activated.connect(lambda _: self._go_to_cell())
        self.grid.doubleClicked.connect(lambda _: self._go_to_cell())
        self.panel.figure_chosen.connect(self._go_to_figure)
        self.panel.fix_chosen.connect(self._fix)
        self.panel.explained.connect(lambda check, text: session.explain(check.key, text))
        self.panel.question_copied.connect(self._copy)
        self.panel.next_wanted.connect(lambda: session.go_to("report"))
        theme.changed.connect(self._on_theme_changed)
        self.setFocusProxy(self.grid)

    def show_view(self, view: View) -> None:
        """Counts, list, and the selected check as it stands now."""
        held, first = self.panel.check, self._view is None
        self._view = view
        checks = view.assessment.checks
        self._note.setText(f"{len(checks)} 条")
        for state, words in _CHIPS:
            count = sum(1 for check in checks if check.state is state)
            self.chips[state].setText(f"{words} {count}")
        self.next_button.setEnabled(any(check.state in _OPEN for check in checks))
        self._show_departments(checks)
        self._show_rows()
        index = self.model.index_of(held.key) if held else self.grid.rootIndex()
        if index.isValid():
            self.grid.keep_current(index.row(), Column.TITLE)
            self._fill_panel()
        elif first or held is not None:
            self.grid.select_first()

    def go_to(self, **target: Any) -> None:
        """key=… selects that check; state="error" filters."""
        if "state" in target:
            self.filter(CheckState(target["state"]))
        key = target.get("key")
        if key is None or self._view is None:
            return
        if not self.model.index_of(key).isValid():
            check = next((c for c in self._view.assessment.checks if c.key == key), None)
            if check is None:
                return
            self._folded.discard(check.state)
            self.department.setCurrentIndex(0)
            self.filter(None)
        self.grid.show_index(self.model.index_of(key))
        self.grid.setFocus()

    def go_next(self) -> None:
        """F8: the next check that needs something."""
        if self._view is None:
            return
        keys = [
            row.check.key
            for row in rows_of(self._view.assessment.checks, (), None, "")
            if row.check is not None and row.check.state in _OPEN
        ]
        if not keys:
            self.session.notify("全部通过或已说明。")
            return
        held = self.panel.check
        at = keys.index(held.key) + 1 if held is not None and held.key in keys else 0
        self.go_to(key=keys[at % len(keys)])

    def go_next_error(self) -> None:
        """Shift+F8: the next error."""
        if self._view is None:
            return
        keys = [check.key for check in self._view.assessment.checks if check.state is CheckState.ERROR]
        if not keys:
            self.session.notify("没有错误。")
            return
        held = self.panel.check
        at = keys.index(held.key) + 1 if held is not None and held.key in keys else 0
        self.go_to(key=keys[at % len(keys)])

    def toggle_side(self) -> None:
        """F6."""
        self.split.toggle_side()

    def save_layout(self) -> None:
        """Keep splitter and columns."""
        self.split.save()
        self.grid.save_columns()

    def reset_columns(self) -> None:
        """Ctrl+K 恢复默认列宽."""
        self.grid.reset_columns()

    def filter(self, only: CheckState | None) -> None:
        """Leave one state, or all."""
        self._only = only
        for own, chip in self.chips.items():
            chip.setChecked(own is only)
        self._show_rows()
        self.grid.select_first()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setProperty("area", "surface")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        self.department = Picker(self.theme, "责任科室")
        self.department.addItem("全部科室", "")
        self.department.activated.connect(self._on_department_chosen)
        bar.addWidget(self.department)
        bar.addStretch(1)
        bar.addWidget(label("每存一个数就自动校核，无须点“校核”", "caption", "text2"))
        column.addLayout(bar)
        column.addWidget(rule())
        column.addWidget(self.grid, 1)
        return middle

    def _show_departments(self, checks) -> None:
        names = list(dict.fromkeys(check.department for check in checks if check.department))
        if [self.department.itemData(place) for place in range(1, self.department.count())] == names:
            return
        held = self.department.currentData()
        while self.department.count() > 1:
            self.department.removeItem(1)
        for name in names:
            self.department.addItem(name, name)
        self.department.setCurrentIndex(max(0, self.department.findData(held)))

    def _show_rows(self) -> None:
        if self._view is None:
            return
        rows = rows_of(self._view.assessment.checks, self._folded, self._only, self.department.currentData() or "")
        self.model.show(rows, self._view.packs.catalogue)
        self.grid.restyle()
        self._fit()

    def _fit(self) -> None:
        self.split.fit(self.width(), wide=self.width() >= self.theme.px(1480))
        self._note.setVisible(self.width() >= self.theme.px(900))
        held = {check.state for check in self._view.assessment.checks} if self._view else set()
        for state, chip in self.chips.items():
            chip.setVisible(state in held or state is self._only)
        self.header.fit(*(self.chips[state] for state in _SPARE))
        self._fit_columns()

    def _fit_columns(self) -> None:
        with self.grid.fitting():
            self._usual_columns()

    def _usual_columns(self) -> None:
        header, px = self.grid.horizontalHeader(), self.theme.px
        taken, narrow = 0, self.grid.viewport().width() < px(NARROW_GRID)
        for column, width in {
            Column.DIFFERENCE: 110 if narrow else 176,
            Column.DEPARTMENT: 108,
            Column.HANDLING: 92,
        }.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            needed = self.grid.sizeHintForColumn(column) + px(12) if column is Column.DIFFERENCE else 0
            self.grid.setColumnWidth(column, max(px(width), needed))
            taken += self.grid.columnWidth(column)
        self.grid.setColumnWidth(Column.TITLE, max(px(180), self.grid.viewport().width() - taken))

    def _fill_panel(self) -> None:
        check = self.model.check(self.grid.currentIndex())
        if self._view is None:
            return
        if check is not None:
            self.panel.show_check(check, self._view)
            return
        checks = self._view.assessment.checks
        passed = all(c.state in (CheckState.PASSED, CheckState.EXPLAINED) for c in checks)
        if passed:
            self.panel.clear(f"{len(checks)} 条全部通过或已说明，可以出报告了。", "去出报告")
        else:
            self.panel.clear("选中一条，这里列出两边的数。")

    def _go_to_cell(self) -> None:
        check = self.model.check(self.grid.currentIndex())
        if check is not None:
            self._go_to_figure(place_of(check))

    def _go_to_figure(self, key: FigureKey | None) -> None:
        check = self.panel.check
        if key is not None and check is not None:
            self.session.go_to("entry", figure=key, came_from=check.key)

    def _fix(self, check: CheckResult) -> None:
        """Write the suggestion; 撤销 takes it back."""
        if self._view is None or check.suspect is None or check.suggestion is None:
            return
        item, period = check.suspect
        text = plain_number(self._view.packs.catalogue[item], check.suggestion)
        self.session.enter_many([(item, period, text)], "按提示改数")

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.session.notify("已复制问询文字。")

    def _on_department_chosen(self) -> None:
        self._show_rows()
        self.grid.select_first()

    def _on_heading_toggled(self, row: int) -> None:
        held = self.model.row(row)
        if held is not None and self._only is None:
            self._folded ^= {held.state}
            self._show_rows()
            self.grid.keep_current(row, Column.TITLE)

    def _on_theme_changed(self) -> None:
        self._fit()
        self._fill_panel()

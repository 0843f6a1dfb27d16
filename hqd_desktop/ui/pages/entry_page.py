"""填报: groups at the left, the grid in the middle, the current figure at the right; it writes through the session."""

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.services.progress import Arrangement
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.import_figures import ImportFigures
from hqd_desktop.ui.models.cell_states import CellBook
from hqd_desktop.ui.models.entry_model import YEARS_BACK, Column
from hqd_desktop.ui.models.entry_rows import ALL, EntryPlan, Filter, fits, next_cell
from hqd_desktop.ui.pages.entry_board import EntryBoard
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.figure_panel import FigurePanel
from hqd_desktop.ui.widgets.group_list import GroupList
from hqd_desktop.ui.widgets.side_split import SideSplit
from hqd_desktop.ui.widgets.status_shapes import Shape

PANEL_DELAY = 60
_CHIPS = (
    (Filter.FILLED, "已填", Shape.OK),
    (Filter.NOT_APPLICABLE, "不适用", Shape.NOT_APPLICABLE),
    (Filter.MISSING, "缺", Shape.MISSING),
    (Filter.ERROR, "错误", Shape.ERROR),
    (Filter.WARNING, "待说明", Shape.WARNING),
)
_NEVER_HIDDEN = (Filter.MISSING, Filter.ERROR, Filter.WARNING)
_NOTHING = {
    Filter.FILLED: "这一组还没有填好的数",
    Filter.NOT_APPLICABLE: "这一组没有不适用的项",
    Filter.MISSING: "这一组没有缺项",
    Filter.ERROR: "这一组没有错误",
    Filter.WARNING: "这一组没有待说明的数",
    Filter.EVERYTHING: "这一组在这个期间没有数据项",
}


class EntryPage(Page):
    """Keys of the grid live in the grid; F8, F6 and the chips are here."""

    key = "entry"
    title = "填报"

    def __init__(self, session: Session, theme: Theme, parent=None) -> None:
        super().__init__(session, theme, parent)
        self._view: View | None = None
        self._plan: EntryPlan | None = None
        self._book: CellBook | None = None
        self._group, self._quarter, self._keep = "", 0, Filter.EVERYTHING
        self._folded: set[str] = set()
        self._known_sections: set[str] = set()
        self._came_from = ""
        self.count = self.header.add_note()
        self.chips = {keep: self.header.add_chip(words, shape) for keep, words, shape in _CHIPS}
        for keep, chip in self.chips.items():
            chip.clicked.connect(lambda checked, keep=keep: self.filter(keep if checked else Filter.EVERYTHING))
        self.header.add_button("从 Excel 导入…", "import").clicked.connect(self.import_figures)
        self.next_button = self.header.add_button("下一个缺项  F8", primary=True)
        self.next_button.clicked.connect(self.go_next)
        self.groups = GroupList(theme)
        self.board = EntryBoard(session, theme)
        self.board.grid.remember_columns(
            session.desk.settings(), "entry", Column, (*YEARS_BACK, Column.CHANGE), rest=Column.NAME
        )
        self.panel = FigurePanel(theme)
        self.split = SideSplit(session, theme, "entry", left=(self.groups, 188, 216), middle=self.board,
                               right=(self.panel, 324, 392))  # fmt: skip
        self.body.addWidget(self.split)
        self._panel_timer = QTimer(self)
        self._panel_timer.setSingleShot(True)
        self._panel_timer.setInterval(PANEL_DELAY)
        self._panel_timer.timeout.connect(self._fill_panel)
        self._connect()
        self.setFocusProxy(self.board.grid)

    # -- what the window asks ------------------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """Counts, groups, rows; the current cell stays, and what undo touched comes into sight."""
        first, other = self._view is None, self._view is not None and not _same_year(self._view, view)
        ours = bool(self._view and set(view.touched) & set(self.board.model.saving_keys))
        self._view, self._book = view, CellBook(view)
        self._plan = EntryPlan(view, self._book, self.groups.arrangement)
        groups = self._plan.groups()
        if first or other or self._group not in {group.name for group in groups}:
            self._group = next((g.name for g in groups[1:] if g.missing), groups[1].name if len(groups) > 1 else ALL)
            self._quarter = self._plan.periods(self._group)[0]
        self.groups.show_groups(groups, self._group)
        self._show_rows(keep_rows=self._keep is not Filter.EVERYTHING and not (first or other))
        if first or other:
            self.board.grid.select_first()
        elif view.touched and not ours and self.board.current_key() not in view.touched:
            self.go_to(figure=view.touched[0])
        self._panel_timer.start()

    def go_to(self, **target: Any) -> None:
        """figure=(item, Period) makes that cell current; came_from=check key lets Esc go back to the check."""
        if self._plan is None or self._view is None:
            return
        if "group" in target:
            self._on_group_chosen(target["group"])
        if "keep" in target:
            self.filter(Filter(target["keep"]))
        key = target.get("figure")
        if key is None:
            return
        self._came_from = target.get("came_from", "")
        check = next((c for c in self._view.assessment.checks if c.key == self._came_from), None)
        self.board.outline(k for k in (check.items if check else ()) if k != key)
        self._show_key(key)

    def go_next(self) -> None:
        """F8: the next 缺项, wherever it stands."""
        book = self._book
        self._jump(lambda key: book is not None and key in book.missing, "没有缺项了，该填的都填了。")

    def go_next_error(self) -> None:
        """Shift+F8: the next error; without errors the next warning."""
        book = self._book
        if book is None:
            return
        errors = any(check.state is CheckState.ERROR for check in book.checks.values())
        keep = Filter.ERROR if errors else Filter.WARNING
        self._jump(lambda key: fits(book, key, keep), "没有错误，也没有待说明的数。")

    def toggle_side(self) -> None:
        """F6."""
        self.split.toggle_side(self.board.grid)

    def explain_current(self) -> None:
        """F1: the definition, in the side panel."""
        self.split.show_side()
        self._fill_panel()
        self.panel.setFocus()

    def find(self) -> None:  # type: ignore[override]
        """Ctrl+F: the list of groups; typing there jumps to a name."""
        self.groups.view.setFocus()

    def commit_pending(self) -> None:
        """Finish what is being typed."""
        self.board.commit_pending()

    def save_layout(self) -> None:
        """Keep splitter and columns."""
        self.split.save()
        self.board.grid.save_columns()

    def reset_columns(self) -> None:
        """Ctrl+K 恢复默认列宽."""
        self.board.grid.reset_columns()
        self._fit()

    def filter(self, keep: Filter) -> None:
        """Leave only what a chip counts; an empty group makes way for all groups."""
        self._keep = keep
        for own, chip in self.chips.items():
            chip.setChecked(own is keep)
        if self._plan is None:
            return
        if keep is not Filter.EVERYTHING and not self._period_with(self._group, keep):
            self._group = ALL
            self.groups.show_groups(self._plan.groups(), ALL)
        period = self._period_with(self._group, keep)
        self._quarter = period[0] if period and self._quarter not in period else self._quarter
        self._show_rows()
        self.board.grid.select_first()

    def import_figures(self) -> None:
        """Figures from a workbook or CSV, looked at before they are written."""
        ImportFigures(self.session, self.theme, self).choose()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    # -- inside --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.groups.group_chosen.connect(self._on_group_chosen)
        self.groups.arrangement_chosen.connect(self._on_arrangement_chosen)
        self.groups.view.activated.connect(lambda _: self.board.grid.setFocus())
        self.board.key_changed.connect(lambda _: self._panel_timer.start())
        self.board.quarter_chosen.connect(self._on_quarter_chosen)
        self.board.all_wanted.connect(lambda: self.filter(Filter.EVERYTHING))
        self.board.grid.heading_toggled.connect(self._on_heading_toggled)
        self.board.grid.escaped.connect(self._on_escaped)
        self.panel.fix_chosen.connect(self.board.acts.fix)
        self.panel.keep_chosen.connect(self.board.acts.ask_explanation)
        self.panel.indicator_chosen.connect(lambda number: self.session.go_to("indicators", number=number))
        self.panel.check_chosen.connect(lambda key: self.session.go_to("checks", key=key))
        self.theme.changed.connect(self._on_theme_changed)

    def _show_counts(self) -> None:
        book, view = self._book, self._view
        if book is None or view is None:
            return
        self.count.setText(f"{len(book.required)} 项")
        keys = book.required | set(book.checks) | {key for key in view.figures if key[1].year == view.record.year}
        for keep, words, _ in _CHIPS:
            count = sum(1 for key in keys if fits(book, key, keep))
            self.chips[keep].setText(f"{words} {count}")
            wanted = bool(count) or keep in (self._keep, Filter.MISSING, Filter.FILLED)
            self.chips[keep].setVisible(wanted and (keep in _NEVER_HIDDEN or self.width() >= self.theme.px(1000)))
        self.next_button.setEnabled(bool(book.missing))

    def _show_rows(self, keep_rows: bool = False) -> None:
        if self._plan is None or self._view is None or self._book is None:
            return
        fresh = self._plan.sections(self._group) - self._known_sections
        self._known_sections |= fresh
        self._folded |= fresh
        available = self._plan.periods(self._group)
        if self._quarter not in available:
            self._quarter = available[0] if available else 0
        rows = self.board.model.rows
        if not keep_rows or not rows:
            rows = self._plan.rows(self._group, self._quarter, self._folded, self._keep)
        self.board.show_periods(available, self._quarter)
        self.board.show_state(self._view, self._book, rows, self._quarter)
        self.board.show_empty("" if rows else _NOTHING[self._keep])
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= self.theme.px(1480)
        self.split.fit(self.width(), wide)
        self.count.setVisible(self.width() >= self.theme.px(1000))
        self._show_counts()
        if self._view is not None:
            earlier = wide or self.board.needs_earlier(self._view.record.year, self._quarter)
            self.board.set_wide(earlier, wide)

    def _show_key(self, key: FigureKey) -> None:
        """Choose group, period and section so that the figure is shown, then make it current."""
        if self._plan is None or self._view is None:
            return
        if not self.board.model.index_of(key).isValid():
            if self._keep is not Filter.EVERYTHING:
                self._keep = Filter.EVERYTHING
                for chip in self.chips.values():
                    chip.setChecked(False)
            item = self._view.packs.catalogue[key[0]]
            if self._group not in (ALL, self._plan.group(item)):
                self._group = self._plan.group(item)
                self.groups.show_groups(self._plan.groups(), self._group)
            self._quarter = key[1].quarter
            self._known_sections |= self._plan.sections(self._group)
            self._folded |= self._plan.sections(self._group)
            self._folded.discard(self._plan.section_of(key))
            self._show_rows()
        self.board.select_key(key)

    def _jump(self, wanted, nothing: str) -> None:
        if self._plan is None:
            return
        self.commit_pending()
        key = next_cell(self._plan.cells(), self.board.current_key(), wanted)
        if key is None:
            self.session.notify(nothing)
            return
        self._show_key(key)

    def _period_with(self, group: str, keep: Filter) -> tuple[int, ...]:
        if self._plan is None:
            return ()
        return tuple(q for q in self._plan.periods(group) if self._plan.rows(group, q, (), keep))

    def _fill_panel(self) -> None:
        key = self.board.current_key()
        if self._view is None or key is None:
            self.panel.clear()
            return
        self.panel.show_figure(self._view, key)
        self.session.read_history(
            lambda entries: self.panel.show_history(key, entries, date.today()), key[0], key[1], 20
        )

    def _on_group_chosen(self, name: str) -> None:
        if self._plan is None:
            return
        self.commit_pending()
        self._group = name
        periods = self._period_with(name, self._keep) or self._plan.periods(name)
        if self._quarter not in periods and periods:
            self._quarter = periods[0]
        self.groups.show_groups(self._plan.groups(), name)
        self._show_rows()
        self.board.grid.scrollToTop()
        self.board.grid.select_first()

    def _on_arrangement_chosen(self, arrangement: Arrangement) -> None:
        key = self.board.current_key()
        if self._view is None or self._book is None:
            return
        self._plan = EntryPlan(self._view, self._book, arrangement)
        if key is not None:
            self._group = self._plan.group(self._view.packs.catalogue[key[0]])
        groups = self._plan.groups()
        self._group = self._group if self._group in {group.name for group in groups} else ALL
        self.groups.show_groups(groups, self._group)
        self._show_rows()

    def _on_quarter_chosen(self, quarter: int) -> None:
        self.commit_pending()
        self._quarter = quarter
        self._show_rows()
        self.board.grid.select_first()

    def _on_heading_toggled(self, row: int) -> None:
        held = self.board.model.row(row)
        if held is not None:
            self._folded ^= {held.section}
            self._show_rows()
            self.board.grid.keep_current(row, 0)

    def _on_escaped(self) -> None:
        if self._came_from:
            key, self._came_from = self._came_from, ""
            self.board.outline(())
            self.session.go_to("checks", key=key)

    def _on_theme_changed(self) -> None:
        self._fit()
        self._panel_timer.start()


def _same_year(one: View, other: View) -> bool:
    return (one.hospital.id, one.record.year) == (other.hospital.id, other.record.year)

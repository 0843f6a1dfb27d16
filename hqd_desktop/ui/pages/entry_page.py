"""填报: groups at the left, the grid in the middle, the current figure at the right; it writes through the session."""

from dataclasses import replace
from typing import Any

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.services.progress import Arrangement
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.collection_dialog import CollectionDialog
from hqd_desktop.ui.dialogs.import_figures import ImportFigures
from hqd_desktop.ui.models.cell_states import CellBook
from hqd_desktop.ui.models.entry_columns import YEARS_BACK, Column
from hqd_desktop.ui.models.entry_place import EntryPlace
from hqd_desktop.ui.models.entry_rows import EntryPlan, Filter, fits, next_cell
from hqd_desktop.ui.pages.entry_board import EntryBoard
from hqd_desktop.ui.pages.entry_counts import EntryCounts
from hqd_desktop.ui.pages.entry_finding import EntryFinder
from hqd_desktop.ui.pages.entry_side import EntrySide
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.group_list import GroupList
from hqd_desktop.ui.widgets.side_split import SideSplit

_NOTHING = {
    Filter.FILLED: "这一组还没有填好的数",
    Filter.NOT_APPLICABLE: "这一组没有不适用的项",
    Filter.MISSING: "这一组没有缺项",
    Filter.ERROR: "这一组没有错误",
    Filter.WARNING: "这一组没有待说明的数",
    Filter.PROBLEM: "这一组没有错误，也没有待说明的数",
    Filter.FOLLOWED: "没有要跟进的数。在一格上按 Shift+F4 可以记下要问谁、问什么",
    Filter.NOTED: "这一组没有写了备注的数",
    Filter.UNSAVED: "没有未存上的数，填过的都在本机了",
    Filter.CHANGED: "没有比上年变动这么大的数",
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
        self._place = EntryPlace()
        self._came_from = ""
        self.counts = EntryCounts(self.header, theme)
        self.counts.keep_chosen.connect(self.filter)
        self.chips = self.counts.chips
        self.header.add_button("采集表…", "forms").clicked.connect(self.open_forms)
        self.header.add_button("从 Excel 导入…", "import").clicked.connect(self.import_figures)
        self.next_button = self.header.add_button("下一个缺项  F8", primary=True)
        self.next_button.clicked.connect(self.go_next)
        self.groups = GroupList(theme)
        self.board = EntryBoard(session, theme)
        self.board.grid.remember_columns(
            session.desk.settings(), "entry", Column, (*YEARS_BACK, Column.CHANGE), rest=Column.NAME
        )
        self.side = EntrySide(session, theme, self.board)
        self.panel = self.side.panel
        self.split = SideSplit(session, theme, "entry", left=(self.groups, 188, 216), middle=self.board,
                               home=self.board.grid, right=(self.panel, 324, 392))  # fmt: skip
        self.body.addWidget(self.split)
        self.finder = EntryFinder(self.board.find_bar, self._show_key, self.board.grid)
        self._connect()
        self.setFocusProxy(self.board.grid)

    # -- what the window asks ------------------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """Counts, groups, rows; the current cell stays, and what undo touched comes into sight."""
        first, other = self._view is None, self._view is not None and not _same_year(self._view, view)
        if self._view is not None and self._view.hospital.id != view.hospital.id:
            self.board.forget()
        self._view, self._book = view, CellBook(view, self.board.money, self.board.model.unsaved)
        self._plan = EntryPlan(view, self._book, self.groups.arrangement, self.groups.percent.value())
        self.finder.show_state(self._plan, self._book, view.packs.catalogue)
        groups = self._plan.groups()
        if first or other or self._place.group not in {group.name for group in groups}:
            self._place.begin(self._plan, groups)
        self.groups.show_groups(groups, self._place.group)
        self._show_rows(keep_rows=self._place.keep is not Filter.EVERYTHING and not (first or other))
        if first or other:
            self.board.grid.select_first()
        elif view.recalled and view.touched and self.board.current_key() not in view.touched:
            self._show_recalled(view.touched[0])
        self.side.show_view(view)

    def go_to(self, **target: Any) -> None:
        """figure=(item, Period) makes that cell current; came_from=check key lets Esc go back to the check."""
        if self._plan is None or self._view is None:
            return
        if "group" in target:
            self._on_group_chosen(target["group"])
        if "keep" in target:
            self.filter(Filter(target["keep"]))
        if "money" in target:
            self.board.show_money(target["money"])
        key = target.get("figure")
        if key is None or (key != self.board.current_key() and not self.commit_pending()):
            return
        self._came_from = target.get("came_from", "")
        check = next((c for c in self._view.assessment.checks if c.key == self._came_from), None)
        self.board.outline(k for k in (check.items if check else ()) if k != key)
        self._show_key(key)
        if "text" in target:
            self.board.typing.put_back(key, target["text"])

    def _show_recalled(self, key: FigureKey) -> None:
        """What undo touched, unless somebody is typing by now."""
        if not self.board.typing.is_typing:
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
        self.split.toggle_side()

    def toggle_list(self) -> None:
        """Shift+F6."""
        self.split.toggle_list(self.groups.view)

    def explain_current(self) -> None:
        """F1: the definition, in the side panel."""
        self.split.show_side()
        self.side.fill()
        self.panel.setFocus()

    def begin_trial(self) -> None:
        """F9: 试算 of the first indicator that reads the current figure."""
        self.side.begin_trial()

    def find(self) -> None:  # type: ignore[override]
        """Ctrl+F: a name, an account number or a value, over all groups."""
        if self.commit_pending():
            self.finder.open()

    def commit_pending(self) -> bool:
        """Finish what is being typed; False while it cannot be read and still stands on the screen."""
        return self.board.commit_pending()

    def unsaved_count(self) -> int:
        """How many typed figures are on the screen only."""
        return len(self.board.model.unsaved)

    def unsaved_texts(self) -> dict[FigureKey, str]:
        """What was typed into them."""
        return self.board.model.unsaved

    def retry_unsaved(self) -> None:
        """Ctrl+S: what could not be saved, once more."""
        self.board.acts.retry()

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
        if not self.commit_pending():
            self._mark_keep()
            return
        if self._plan is None:
            return
        self._place.choose_keep(self._plan, keep)
        self._mark_keep()
        self.groups.show_groups(self._plan.groups(), self._place.group)
        self._show_rows()
        self.board.grid.select_first()

    def import_figures(self) -> None:
        """Figures from a workbook or CSV, looked at before they are written."""
        ImportFigures(self.session, self.theme, self).choose()

    def open_forms(self) -> None:
        """Collection forms: hand them out, take them back."""
        if self._view is not None:
            CollectionDialog(self.session, self.theme, self).open()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    # -- inside --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.groups.group_chosen.connect(self._on_group_chosen)
        self.groups.arrangement_chosen.connect(self._on_arrangement_chosen)
        self.groups.keep_chosen.connect(self.filter)
        self.groups.percent_chosen.connect(self._on_percent_chosen)
        self.groups.view.clicked.connect(lambda _: self.split.close_list())
        self.groups.view.activated.connect(lambda _: self.split.close_list())
        self.board.quarter_chosen.connect(self._on_quarter_chosen)
        self.board.money_chosen.connect(self._on_money_chosen)
        self.board.all_wanted.connect(lambda: self.filter(Filter.EVERYTHING))
        for pressed in (self.board.grid.typed, self.board.grid.current_moved, self.board.line.edited):
            pressed.connect(lambda *_: self.session.stakes.put_off())
        self.board.model.unsaved_changed.connect(self._on_unsaved_changed)
        self.board.grid.heading_toggled.connect(self._on_heading_toggled)
        self.board.grid.escaped.connect(self._on_escaped)
        self.theme.changed.connect(self._on_theme_changed)

    def _show_rows(self, keep_rows: bool = False) -> None:
        if self._plan is None or self._view is None or self._book is None:
            return
        place, rows = self._place, self.board.model.rows
        if not keep_rows or not rows:
            rows = place.rows(self._plan)
        self.board.show_periods(self._plan.periods(place.group), place.quarter)
        same = self.board.show_state(self._view, self._book, rows, place.quarter)
        self.board.show_empty("" if rows else _NOTHING[place.keep])
        if same:
            self._count()
            self.board.grid.make_room(self._view.touched)
        else:
            self._fit()

    def _fit(self) -> None:
        wide = self.width() >= self.theme.px(1480)
        self.split.fit(self.width(), wide)
        self._count()
        if self._view is not None:
            earlier = wide or self.board.needs_earlier(self._view.record.year, self._place.quarter)
            self.board.set_wide(earlier, wide)

    def _count(self) -> None:
        if self._view is not None and self._book is not None:
            self.counts.show_counts(self._view, self._book, self._place.keep, self.width())
            self.next_button.setEnabled(bool(self._book.missing))

    def _show_key(self, key: FigureKey) -> None:
        """Choose group, period and section so that the figure is shown, then make it current."""
        if self._plan is None or self._view is None:
            return
        if not self.board.model.index_of(key).isValid():
            self._place.uncover(self._plan, self._view.packs.catalogue[key[0]], key)
            self._mark_keep()
            self.groups.show_groups(self._plan.groups(), self._place.group)
            self._show_rows()
        self.board.select_key(key)

    def _jump(self, wanted, nothing: str) -> None:
        if self._plan is None or not self.commit_pending():
            return
        key = next_cell(self._plan.cells(), self.board.current_key(), wanted)
        if key is None:
            self.session.notify(nothing)
            return
        self._show_key(key)

    def _on_group_chosen(self, name: str) -> None:
        if self._plan is None:
            return
        if not self.commit_pending():  # the text stays with its cell, and so does the list
            self.groups.show_groups(self._plan.groups(), self._place.group)
            return
        self._place.choose_group(self._plan, name)
        self.groups.show_groups(self._plan.groups(), name)
        self._show_rows()
        self.board.grid.scrollToTop()
        self.board.grid.select_first()

    def _on_arrangement_chosen(self, arrangement: Arrangement) -> None:
        key = self.board.current_key()
        if self._view is None or self._book is None or self._plan is None:
            return
        if not self.commit_pending():
            self.groups.set_arrangement(self._plan.arrangement)
            return
        self._plan = EntryPlan(self._view, self._book, arrangement, self.groups.percent.value())
        self.finder.show_state(self._plan, self._book, self._view.packs.catalogue)
        self._place.choose_item(self._plan, self._view.packs.catalogue[key[0]] if key is not None else None)
        self.groups.show_groups(self._plan.groups(), self._place.group)
        self._show_rows()

    def _on_percent_chosen(self, _: int) -> None:
        if self._view is not None:
            self.show_view(self._view)
            self.filter(Filter.CHANGED)

    def _on_money_chosen(self) -> None:
        """Another unit on the screen; nothing that is stored is touched."""
        if self._view is not None:
            self.show_view(replace(self._view, touched=()))

    def _mark_keep(self) -> None:
        """Chips and picker say what is left in the grid."""
        self.counts.mark(self._place.keep)
        self.groups.set_keep(self._place.keep)

    def _on_quarter_chosen(self, quarter: int) -> None:
        if not self.commit_pending():
            self.board.show_periods(self._plan.periods(self._place.group) if self._plan else (), self._place.quarter)
            return
        self._place.quarter = quarter
        self._show_rows()
        self.board.grid.select_first()

    def _on_unsaved_changed(self) -> None:
        if self._book is not None:
            self._book.unsaved = frozenset(self.board.model.unsaved)
            self._count()

    def _on_heading_toggled(self, row: int) -> None:
        held = self.board.model.row(row)
        if held is not None:
            self._place.toggle(held.section)
            self._show_rows()
            self.board.grid.keep_current(row, 0)

    def _on_escaped(self) -> None:
        if self._came_from:
            key, self._came_from = self._came_from, ""
            self.board.outline(())
            self.session.go_to("checks", key=key)

    def _on_theme_changed(self) -> None:
        self._fit()
        self.side.timer.start()


def _same_year(one: View, other: View) -> bool:
    return (one.hospital.id, one.record.year) == (other.hospital.id, other.record.year)

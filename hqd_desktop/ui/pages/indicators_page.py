"""指标与得分: every row with value and score, and beside it why; it shows the scorecard and writes nothing."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.services import wording
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.indicator_model import FOLDED_AT_FIRST, Column, Filter, IndicatorModel, fits, rows_of
from hqd_desktop.ui.pages.evidence_acts import EvidenceActs
from hqd_desktop.ui.pages.indicator_side import IndicatorSide
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Chip, Picker, label, rule
from hqd_desktop.ui.widgets.grid_view import GridView
from hqd_desktop.ui.widgets.indicator_delegate import IndicatorDelegate
from hqd_desktop.ui.widgets.side_split import SideSplit
from hqd_desktop.ui.widgets.status_shapes import Shape

_CHIPS = ((Filter.LOST, "失分"), (Filter.MISSING, "缺数"), (Filter.MONITOR, "监测"), (Filter.QUARTERLY, "按季调度"))
_FIGURES = (Column.THIS, Column.LAST, Column.CHANGE, Column.SCORE)
NARROW_GRID = 700  # above 150 % text


class IndicatorsPage(Page):
    """Chips filter; the proof panel follows the selected row."""

    key = "indicators"
    title = "指标与得分"

    def __init__(self, session: Session, theme: Theme, parent=None) -> None:
        super().__init__(session, theme, parent)
        self._view: View | None = None
        self._keep = Filter.APPLICABLE
        self._folded = set(FOLDED_AT_FIRST)
        self._label = self.header.add_note()
        self.total = label("", "big", "accent")
        self.header.add(self.total)
        self.sum = self.header.add_note()
        self.open_chip = self.header.add_chip("", Shape.MISSING)
        self.lost_chip = self.header.add_chip("", Shape.PARTIAL)
        self.trial_button = self.header.add_button("试算… F9", "trial")
        self.trial_button.clicked.connect(self.begin_trial)
        rules = self.header.add_button("赋分方案…", "rules")
        rules.clicked.connect(lambda: session.go_to("settings", section="rules"))
        self.next_button = self.header.add_button("下一个失分项  F8", primary=True)
        self.next_button.clicked.connect(self.go_next)
        self.model = IndicatorModel(self)
        self.grid = GridView(theme, "指标与得分表", heading_span=Column.SCORE)
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(IndicatorDelegate(theme, self.grid))
        self.grid.remember_columns(session.desk.settings(), "indicators", Column, _FIGURES, rest=Column.NAME)
        self.side = IndicatorSide(session, theme, self.grid)
        self.panel = self.side.panel
        EvidenceActs(session, self.panel, self.panel.evidence)
        self.split = SideSplit(session, theme, "indicators", middle=self._middle(), home=self.grid,
                               right=(self.side, 372, 440))  # fmt: skip
        self.body.addWidget(self.split)
        self._connect()
        self.setFocusProxy(self.grid)

    def show_view(self, view: View) -> None:
        """Total with its arithmetic, rows, the proof of the selected one."""
        first = self._view is None
        self._view = view
        card = view.assessment.scorecard
        self._show_total(card)
        counted = [result for result in card if result.applicable]
        numbered = sum(1 for result in counted if result.indicator.number.isdigit())  # 八 is not one of the 33
        self.picker.setItemText(0, f"全部 {numbered} 项")
        for keep, words in _CHIPS:
            count = sum(1 for result in counted if fits(result, keep))
            self.chips[keep].setText(f"{words} {count}")
        others = [result for result in card if not result.applicable]
        region = sum(1 for result in others if result.status == "region")
        self.note.setText(f"政府／区域层面 {region} 项、其他类别 {len(others) - region} 项不评价本院，已收起")
        self._show_rows()
        if first:
            self.grid.select_first()
        else:
            self._fill_panel()

    def go_to(self, **target: Any) -> None:
        """number="29" selects that row; keep="missing" filters.

        act="trial" begins 试算 there (figure=(item, Period) has the keyboard), act="gaps" opens 全部分差,
        act="goals" 本院目标.
        """
        if "keep" in target:
            self.filter(Filter(target["keep"]))
        if "number" in target:
            self._select(str(target["number"]))
        if target.get("act") == "trial":
            self.split.show_side()
            self.side.begin_trial(target.get("figure"))
        elif target.get("act") == "gaps":
            self._open_gaps()
        elif target.get("act") == "goals":
            self.open_goals()

    def go_next(self) -> None:
        """F8: the next row that lost points or misses figures."""
        if self._view is None:
            return
        wanted = [
            r.indicator.number
            for r in self._view.assessment.scorecard
            if r.applicable and (fits(r, Filter.LOST) or fits(r, Filter.MISSING))
        ]
        if not wanted:
            self.session.notify("没有失分，也没有缺数的指标。")
            return
        order = [r.indicator.number for r in self._view.assessment.scorecard]
        held = self.model.result(self.grid.currentIndex())
        at = order.index(held.indicator.number) if held else -1
        self._select(next((number for number in wanted if order.index(number) > at), wanted[0]))

    def toggle_side(self) -> None:
        """F6."""
        self.split.toggle_side()

    def begin_trial(self) -> None:
        """F9."""
        self.split.show_side()
        self.side.toggle_trial()

    def explain_current(self) -> None:
        """F1: the proof with the official text."""
        self.split.show_side()
        self.panel.setFocus()

    def save_layout(self) -> None:
        """Keep splitter and columns."""
        self.split.save()
        self.grid.save_columns()

    def reset_columns(self) -> None:
        """Ctrl+K 恢复默认列宽."""
        self.grid.reset_columns()

    def filter(self, keep: Filter) -> None:
        """Leave only what a chip counts."""
        self._keep = keep
        held = self.model.result(self.grid.currentIndex())
        for own, chip in self.chips.items():
            chip.setChecked(own is keep)
        self.open_chip.setChecked(keep is Filter.MISSING)
        self.lost_chip.setChecked(keep is Filter.LOST)
        self.picker.setCurrentIndex(0 if keep is Filter.APPLICABLE else self.picker.findData(keep))
        self._show_rows()
        index = self.model.index_of(held.indicator.number) if held else self.grid.rootIndex()
        if index.isValid():
            self.grid.select_index(index)
        else:
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
        bar.setSpacing(8)
        self.picker = Picker(self.theme, "显示哪些指标")
        self.picker.addItem("全部", Filter.APPLICABLE)
        for keep, words in _CHIPS:
            self.picker.addItem(words, keep)
        bar.addWidget(self.picker)
        self.chips: dict[Filter, Chip] = {}
        for keep, words in _CHIPS:
            self.chips[keep] = Chip(words, self.theme, checkable=True)
            bar.addWidget(self.chips[keep])
        self.goals_button = Button("本院目标…", self.theme, "small")
        self.goals_button.clicked.connect(self.open_goals)
        bar.addWidget(self.goals_button)
        bar.addStretch(1)
        self.note = label("", "caption", "text2")
        bar.addWidget(self.note)
        column.addLayout(bar)
        column.addWidget(rule())
        column.addWidget(self.grid, 1)
        return middle

    def _connect(self) -> None:
        for keep, chip in (*self.chips.items(), (Filter.MISSING, self.open_chip), (Filter.LOST, self.lost_chip)):
            chip.clicked.connect(lambda checked, keep=keep: self.filter(keep if checked else Filter.APPLICABLE))
        self.picker.activated.connect(lambda place: self.filter(Filter(self.picker.itemData(place))))
        self.grid.current_moved.connect(self._fill_panel)
        self.grid.resized.connect(self._fit_columns)
        self.grid.heading_toggled.connect(self._on_heading_toggled)
        self.panel.gaps_wanted.connect(self._open_gaps)
        self.panel.goals_wanted.connect(self.open_goals)
        self.theme.changed.connect(self._on_theme_changed)

    def _show_total(self, card: Scorecard) -> None:
        places = card.ruleset.places
        self._label.setText(wording.total_label(card))
        self.total.setText(wording.total_text(card))
        self.sum.setText(f"＝ {wording.arithmetic_text(card)}")
        self.sum.setToolTip(card.ruleset.title)
        self.open_chip.setText(f"未定 {wording.points_text(card.undetermined, places)}")
        self.lost_chip.setText(f"已失 {wording.points_text(card.lost, places)}")

    def _show_chips(self, card: Scorecard) -> None:
        self.open_chip.setVisible(bool(card.undetermined))
        self.lost_chip.setVisible(bool(card.lost))
        self.header.fit(self.lost_chip, self.open_chip)

    def _show_rows(self) -> None:
        if self._view is not None:
            card = self._view.assessment.scorecard
            self.model.show(card, rows_of(card, self._keep, self._folded))
            self.grid.restyle()
            self._fit()

    def _fit(self) -> None:
        wide = self.width() >= self.theme.px(1480)
        self.split.fit(self.width(), wide)
        for words, room in ((self.sum, 1000), (self.note, 1100), (self._label, 800), (self.trial_button, 1280)):
            words.setVisible(self.width() >= self.theme.px(room))  # big text: what is needed first stays
        if self._view is not None:
            self._show_chips(self._view.assessment.scorecard)
        self._fit_columns()

    def _fit_columns(self) -> None:
        with self.grid.fitting():
            self._usual_columns()

    def _usual_columns(self) -> None:
        wide = self.width() >= self.theme.px(1480)
        header, px = self.grid.horizontalHeader(), self.theme.px
        self.grid.setColumnHidden(Column.DEPARTMENT, not wide)
        self.grid.setColumnHidden(Column.SHORT, not wide)
        self.grid.setColumnHidden(Column.GOAL, not (wide and self._view and self._view.assessment.scorecard.set_goals))
        least = {Column.NUMBER: 46, Column.THIS: 104, Column.LAST: 96, Column.CHANGE: 76, Column.SCORE: 126,
                 Column.STATE: 104, Column.GOAL: 84, Column.DEPARTMENT: 150, Column.SHORT: 90}  # fmt: skip
        narrow = self.grid.viewport().width() < px(NARROW_GRID)
        self.grid.setColumnHidden(Column.CHANGE, narrow)  # it stands in the proof, beside both years
        self.grid.setColumnHidden(Column.LAST, False)
        if narrow:
            least |= {Column.NUMBER: 36, Column.THIS: 72, Column.LAST: 72}
        taken = 0
        for column, width in least.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            needed = 0 if column in (Column.NUMBER, Column.DEPARTMENT) else self.grid.sizeHintForColumn(column)
            self.grid.setColumnWidth(column, max(px(width), needed))
            taken += 0 if self.grid.isColumnHidden(column) else self.grid.columnWidth(column)
        least_name = px(110 if narrow else 128)
        tight = narrow and self.grid.viewport().width() - taken < least_name
        last = self.grid.columnWidth(Column.LAST)
        self.grid.setColumnHidden(Column.LAST, tight)
        taken -= last if tight else 0
        room = max(least_name, self.grid.viewport().width() - taken)
        short = room < px(230)  # big text: the requirement stands in the proof as well
        self.grid.setColumnHidden(Column.REQUIREMENT, short)
        requirement = 0 if short else max(px(90), int(room * 0.38))
        self.grid.setColumnWidth(Column.REQUIREMENT, requirement)
        self.grid.setColumnWidth(Column.NAME, room - requirement)

    def _select(self, number: str) -> None:
        if self._view is None:
            return
        if not self.model.index_of(number).isValid():
            result = self._view.assessment.scorecard.result(number)
            self._folded.discard(result.indicator.group)
            if not result.applicable:
                self._folded -= FOLDED_AT_FIRST
            self.filter(Filter.APPLICABLE)
        self.grid.show_index(self.model.index_of(number))
        self.grid.setFocus()

    def _fill_panel(self) -> None:
        if self._view is not None:
            self.side.show_row(self._view, self.model.result(self.grid.currentIndex()))

    def _open_gaps(self) -> None:
        from hqd_desktop.ui.dialogs.shortfall_dialog import ShortfallDialog

        ShortfallDialog(self.session, self.theme, self.window()).open()

    def open_goals(self) -> None:
        """本院目标 of the year, at the selected row."""
        from hqd_desktop.ui.dialogs.goals_dialog import GoalsDialog

        if self._view is not None:
            held = self.model.result(self.grid.currentIndex())
            number = held.indicator.number if held else ""
            dialog = GoalsDialog(self.session, self.theme, self._view, number, self.window())
            dialog.plan_wanted.connect(lambda: self._open_plan(dialog))
            dialog.open()

    def _open_plan(self, above: QWidget) -> None:
        from hqd_desktop.ui.pages.plan_dialog import PlanDialog

        if self._view is not None:
            PlanDialog(self.session, self.theme, self._view, above).open()

    def _on_heading_toggled(self, row: int) -> None:
        held = self.model.row(row)
        if held is not None and self._keep is Filter.APPLICABLE:
            self._folded ^= {held.section}
            self._show_rows()
            self.grid.keep_current(row, Column.NAME)

    def _on_theme_changed(self) -> None:
        self._fit()
        self._fill_panel()

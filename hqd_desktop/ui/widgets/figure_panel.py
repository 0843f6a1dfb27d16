"""Beside the grid of 填报: what is wrong with the current figure, its years, how to fill it, where it is used."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hqd_desktop.domain.checks import CheckResult, CheckState
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.services import wording
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models import check_words
from hqd_desktop.ui.models.cell_states import editable_years, locked_words, touching
from hqd_desktop.ui.models.figure_facts import (
    change_line,
    checked_by,
    facts_line,
    five_years,
    past_line,
    used_in,
)
from hqd_desktop.ui.models.figure_history import history_lines
from hqd_desktop.ui.models.indicator_model import score_cell
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel
from hqd_desktop.ui.widgets.evidence_section import EvidenceSection
from hqd_desktop.ui.widgets.side_panel import SidePanel
from hqd_desktop.ui.widgets.status_shapes import Shape, shape_of_check
from hqd_desktop.ui.widgets.year_bars import Bar, YearBars

CARDS, CHECKS_SHOWN, PLACES_LEFT = 2, 4, 26


class FigurePanel(SidePanel):
    """`fix_chosen` gives the check whose suggestion is to be written, `keep_chosen` the warning to be explained.

    `note_wanted` and `follow_up_wanted` carry the figure, `revert_wanted` also the number before a change.
    """

    fix_chosen = Signal(object)
    keep_chosen = Signal(object)
    note_wanted = Signal(object)
    follow_up_wanted = Signal(object)
    revert_wanted = Signal(object, str)
    trial_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "当前数据项", parent)
        self._history = QVBoxLayout()
        self._shown: FigureKey | None = None
        self._item: Item | None = None
        self._offered: set[str] = set()
        self._editable = False
        self.evidence = EvidenceSection(self)

    def clear(self) -> None:
        """No figure is current."""
        self._shown = None
        self.evidence.clear()
        self.begin()
        self.text("选中一格，这里说明它怎么填、用在哪里。", "secondary", "text2")
        self.finish()

    def show_figure(self, view: View, key: FigureKey) -> None:
        """Another figure, or the same one in a new state."""
        scroll = self.verticalScrollBar().value() if key == self._shown else 0
        item, figure = view.packs.catalogue[key[0]], view.figures.get(key, BLANK)
        self._shown, self._item = key, item
        self.begin()
        self.text(item.name, "panel")
        self.text(facts_line(view, key), "secondary", "text2")
        self._offered.clear()
        failed = [c for c in touching(view.assessment.checks, key) if c.state in (CheckState.ERROR, CheckState.WARNING)]
        for check in failed[:CARDS]:
            self._card(check, view, key)
        self._editable = key[1].year in editable_years(view)
        self._remarks(view, key, figure)
        if item.kind is ItemKind.NUMBER:
            self._years(view, key, bool(failed))
        self.section("怎么填")
        self.text(item.definition, selectable=True)
        if item.formula:
            self.text(f"可由公式得出：{item.formula}", "secondary", "text2")
        if item.reference:
            self.text(f"依据：{item.reference}", "caption", "text2")
        self._uses(view, key)
        self.evidence.show_figure(view, key)
        self.section("修改记录")
        self._history = QVBoxLayout()
        self._history.setSpacing(4)
        self.column.addLayout(self._history)
        self.finish()
        self.verticalScrollBar().setValue(scroll)

    def show_history(self, key: FigureKey, entries: Sequence[HistoryEntry], today: date) -> None:
        """The history came; it is dropped when another figure is shown by now."""
        if key != self._shown or self._item is None:
            return
        while (held := self._history.takeAt(0)) is not None:
            held.widget().deleteLater()
        lines = history_lines(entries, self._item, today)
        for line in lines:
            frame, column = panel("")
            column.addWidget(label(f"{line.when}　{line.what}", "secondary", "text2", wrap=True))
            if line.back and self._editable:
                back = self.link("改回此值", f"改回 {line.back}")
                back.clicked.connect(lambda _=False, text=line.back: self.revert_wanted.emit(key, text))
                self.row(column, left=PLACES_LEFT).addWidget(back)
            self._history.addWidget(frame)
        if not lines:
            self._history.addWidget(label("还没有改动过。", "secondary", "text3"))

    def _remarks(self, view: View, key: FigureKey, figure: Figure) -> None:
        """Locked and why, 跟进, 备注; the last two can be begun from here."""
        if not self._editable:
            row = self.row()
            row.addWidget(self.shape(Shape.LOCKED, 15))
            row.addWidget(label(f"{locked_words(view, key[1].year)}。", "secondary", "text2", wrap=True), 1)
        declared = view.restatements.get(key)
        if declared is not None and declared.value != figure.value:
            self.section("上年调整数", "F4 修改")
            item = view.packs.catalogue[key[0]]
            self.text(f"{wording.number_text(item, declared.value, unit=True)}；{declared.explanation}")
        follow_up = view.follow_ups.get(key, "")
        if follow_up:
            self.section("跟进", "Shift+F4 修改")
            row = self.row()
            row.addWidget(self.shape(Shape.FOLLOWED, 15), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(follow_up, wrap=True), 1)
        if figure.note:
            title = "不适用的理由" if figure.state is FigureState.NOT_APPLICABLE else "备注"
            self.section(title, "F4 修改")
            self.text(figure.note)
        row = self.row()
        for words, there, signal in (
            ("写备注…", figure.note or not self._editable, self.note_wanted),
            ("记跟进…", follow_up, self.follow_up_wanted),
        ):
            if not there:
                link = self.link(words)
                link.clicked.connect(lambda _=False, signal=signal: signal.emit(key))
                row.addWidget(link)
        row.addStretch(1)

    def _card(self, check: CheckResult, view: View, key: FigureKey) -> None:
        """What is wrong with the figure, and the ready fix as a button."""
        tone = "error" if check.state is CheckState.ERROR else "warning"
        frame, column = panel(tone, (12, 10, 12, 10), 6)
        self.column.addWidget(frame)
        row = self.row(column)
        row.addWidget(self.shape(shape_of_check(check.state)))
        row.addWidget(label(check_words.title(check), "strong", tone, wrap=True), 1)
        catalogue = view.packs.catalogue
        column.addWidget(label(check_words.sentence(check, catalogue), "secondary", wrap=True))
        buttons: list[Button] = []
        suggestion = check_words.suggestion_text(check, catalogue)
        if suggestion and check.suspect == key and view.editable and suggestion not in self._offered:
            self._offered.add(suggestion)
            fix = Button(f"改为 {suggestion}", self.theme, "primary")
            fix.clicked.connect(lambda: self.fix_chosen.emit(check))
            buttons.append(fix)
        if check.state is CheckState.WARNING and view.remarks_editable:
            keep = Button("保留原数，写说明", self.theme)
            keep.clicked.connect(lambda: self.keep_chosen.emit(check))
            buttons.append(keep)
        else:
            look = Button("看两边", self.theme)
            look.setAccessibleName(f"看两边：{check_words.title(check)}")
            look.clicked.connect(lambda: self.check_chosen.emit(check.key))
            buttons.append(look)
        self.buttons(column, *buttons)

    def _years(self, view: View, key: FigureKey, wrong: bool) -> None:
        unit, years = five_years(view, key)
        highest = max((abs(year.value) for year in years if year.value is not None), default=0)
        if not highest:
            return
        bars = tuple(
            Bar(
                year.label,
                year.text,
                None if year.value is None else float(year.value / highest),
                ("error" if wrong else "accent") if year.label == str(key[1].year) else "",
            )
            for year in years
        )
        self.section("近五年", unit)
        self.column.addWidget(YearBars(self.theme, bars))
        change = change_line(view, key)
        if change:
            self.text(change, "secondary", "text2")

    def _uses(self, view: View, key: FigureKey) -> None:
        self.section("用在哪里")
        results, checks = used_in(view, key), checked_by(view, key)
        places = view.assessment.scorecard.ruleset.places
        for result in results:
            number = result.indicator.number
            row = self.row()
            row.addWidget(label(number, "strong"))
            link = self.link(result.indicator.short, f"看指标 {result.indicator.label} 的得分证明")
            link.clicked.connect(lambda _=False, number=number: self.indicator_chosen.emit(number))
            row.addWidget(link)
            row.addStretch(1)
            value = label(wording.values_text(result), "secondary", "text2")
            score = label(score_cell(result, places), "secondary", "text2")
            trial = self.link("试算", f"试算指标 {result.indicator.label}，不改动已填的数")
            trial.clicked.connect(lambda _=False, number=number: self.trial_chosen.emit(number))
            if value.sizeHint().width() + link.sizeHint().width() + score.sizeHint().width() < self.theme.px(178):
                row.addWidget(value)
                row.addWidget(score)
                row.addWidget(trial)
            else:
                row.addWidget(score)
                row.addWidget(trial)
                self.row(left=PLACES_LEFT).addWidget(value)
            past = past_line(view, result)
            if past:
                self.row(left=PLACES_LEFT).addWidget(label(past, "caption", "text2", wrap=True))
        for check in checks[:CHECKS_SHOWN]:
            row = self.row()
            row.addWidget(self.shape(shape_of_check(check.state), 15))
            row.addWidget(self.name(f"校核：{check_words.title(check)}", "secondary"), 1)
            look = self.link("查看", f"查看校核：{check_words.title(check)}")
            look.clicked.connect(lambda _=False, check=check: self.check_chosen.emit(check.key))
            row.addWidget(look)
        if len(checks) > CHECKS_SHOWN:
            self.text(f"另有 {len(checks) - CHECKS_SHOWN} 条校核用到它，都在“校核”页。", "caption", "text2")
        if not results and not checks:
            row = self.row()
            row.addWidget(self.shape(Shape.MONITOR, 15))
            row.addWidget(label("不计分，不影响校核；可填可不填。", "secondary", "text2"), 1)

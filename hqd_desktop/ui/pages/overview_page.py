"""总览: what to do now and how the hospital stands."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hqd_desktop.services.assessing import assess
from hqd_desktop.services.goal_acts import summary_text
from hqd_desktop.services.other_tables import score_line
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.shortfalls import Shortfalls
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages import overview_words as words
from hqd_desktop.ui.pages.overview_cards import DepartmentCard, GapCard, ScoreCard
from hqd_desktop.ui.pages.overview_side_cards import CompareCard, QuarterCard, RecentCard
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.step_line import StepLine

WIDE = 1600
GAP_ROW, GAP_REST = 49, 118


class OverviewPage(Page):
    """Banner, score, gaps, departments, quarters; from 1600 px also years, comparison and recent changes."""

    key, title = "overview", "总览"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._year_note = self.header.add_note()
        self._goals = self.header.add_chip("", checkable=False)
        self._goals.clicked.connect(lambda: session.go_to("indicators", act="goals"))
        self._others = self.header.add_chip("", checkable=False)
        self._others.clicked.connect(self.open_others)
        self._others.setAccessibleName("另一指标表的得分")
        self._others.hide()
        self._report = self.header.add_button("打开报告预览", "print")
        self._report.clicked.connect(lambda: session.go_to("report"))
        self._shown_digest = ""
        inner = QWidget()
        inner.setProperty("area", "bg")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._make_banner())
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        column.addLayout(self._grid, 1)
        self._score, self._gap = ScoreCard(theme), GapCard(theme)
        self._departments, self._quarter = DepartmentCard(theme), QuarterCard(theme)
        self._compare, self._recent = CompareCard(theme), RecentCard(theme)
        for card in (self._compare, self._recent):
            card.setParent(inner)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("总览的各张卡")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll)
        self._arrangement = ""
        self._connect()
        self._arrange()
        theme.changed.connect(self._arrange)

    def show_view(self, view: View) -> None:
        self._year_note.setText(f"{view.record.year} 年度　·　{view.packs.scheme.short}")
        goals = summary_text(view.assessment.scorecard)
        self._goals.setText(f"本院目标 {goals}")
        self._goals.setAccessibleName(f"本院目标 {goals}")
        self._goals.setVisible(bool(goals))
        self.session.ask_books(lambda books: books.others.scored(), self._on_others_scored, lambda _: None)
        step = words.next_step(view)
        self._step = step
        self._sentence.setText(step.sentence)
        self._go.setText(step.button)
        self._steps.show_steps(words.steps(view))
        for card in (self._score, self._departments, self._quarter, self._compare):
            card.show_view(view)
        self._gap.show_view(view, self.session.stakes.ask(view))
        self._ask_ledger()
        self._report.setEnabled(words.counts(view)[0] > 0)
        if self._is_wide():
            self._show_past(view)

    def showEvent(self, event):
        super().showEvent(event)
        if self.session.view is not None:
            self._ask_ledger()  # what was written in the ledger makes no new View

    def _ask_ledger(self) -> None:
        self.session.ask_books(lambda books: books.ledger.read(), self._quarter.show_ledger, self.session.refused.emit)

    def _make_banner(self) -> QFrame:
        banner, column = panel("banner", (18, 12, 16, 12), 12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconText(self.theme, "next", "下一步", "chip", "accent"))
        self._sentence = label("", "panel", wrap=True)
        row.addWidget(self._sentence, 1)
        self._go = Button("", self.theme, "primary")
        self._go.clicked.connect(lambda: self.session.go_to(self._step.page, **self._step.target))
        row.addWidget(self._go)
        column.addLayout(row)
        self._steps = StepLine(self.theme)
        column.addWidget(self._steps)
        return banner

    def _connect(self) -> None:
        session = self.session
        self._score.proof_asked.connect(lambda: session.go_to("indicators"))
        for card in (self._gap, self._compare):
            card.indicator_asked.connect(lambda number: session.go_to("indicators", number=number))
        self._gap.all_asked.connect(self._open_gaps)
        session.stakes.found.connect(self._on_stakes_found)
        self._departments.department_asked.connect(
            lambda name: session.go_to("entry", **({"group": name} if name else {}))
        )
        self._departments.copy_asked.connect(self._on_copy_asked)
        self._quarter.ledger_asked.connect(lambda: session.go_to("ledger"))
        self._quarter.due_asked.connect(lambda: session.go_to("ledger", act="dates"))

    def _on_copy_asked(self) -> None:
        if self.session.view is not None:
            QGuiApplication.clipboard().setText(words.reminder_text(self.session.view))
            self.session.notify("催办名单已复制，可以贴到消息或邮件里。")

    def _open_gaps(self) -> None:
        from hqd_desktop.ui.dialogs.shortfall_dialog import ShortfallDialog

        ShortfallDialog(self.session, self.theme, self.window()).open()

    def _on_others_scored(self, scored: tuple[Assessment, ...]) -> None:
        """The year's total by the other tables that are followed, beside its own."""
        self._others.setText("　".join(map(score_line, scored)))
        self._others.setAccessibleName(f"另一指标表的得分：{self._others.text()}")
        self._others.setVisible(bool(scored))
        self.header.fit(self._others, self._goals)

    def open_others(self) -> None:
        """Both tables side by side."""
        from hqd_desktop.ui.dialogs.other_tables_dialog import OtherTablesDialog

        if self.session.view is not None:
            OtherTablesDialog(self.session, self.theme, self.session.view, self.window()).open()

    def go_to(self, **target: Any) -> None:
        """act="others" opens both tables side by side."""
        if target.get("act") == "others":
            self.open_others()

    def _on_stakes_found(self, found: Shortfalls) -> None:
        view = self.session.view
        if self.isVisible() and view is not None and view.assessment.digest == found.digest:
            self._gap.show_view(view, found)

    # -- the years, computed beside -------------------------------------------------------------------------------

    def _show_past(self, view: View) -> None:
        names = {item.key: item.short or item.name for item in view.packs.catalogue}
        self.session.read_history(lambda entries: self._recent.show_history(entries, names), limit=40)
        if view.assessment.digest == self._shown_digest:
            return
        self._shown_digest = view.assessment.digest
        self.session.tasks.run_in_files(lambda tell, cancel: _totals(view), self._score.show_years)

    # -- arrangement ----------------------------------------------------------------------------------------------

    def _is_wide(self) -> bool:
        return self.width() >= (WIDE - 80) * self.theme.scale

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Three columns, or two and one where the text is large; more cards where there is room."""
        room = self.width() / self.theme.scale
        kind = "wide" if self._is_wide() else "three" if room >= 1000 else "two" if room >= 640 else "one"
        rows = int((self._scroll.height() - self.theme.px(135) - self.theme.px(GAP_REST)) / self.theme.px(GAP_ROW))
        if kind == "wide":
            rows -= 4
        self._gap.show_limit(max(6, min(12, rows)))
        if kind == self._arrangement:
            return
        before, self._arrangement = self._arrangement, kind
        while self._grid.count():
            self._grid.takeAt(0)
        for place in range(3):
            self._grid.setColumnStretch(place, 0)
            self._grid.setRowStretch(place, 0)
        wide = kind == "wide"
        for card in (self._compare, self._recent):
            card.setVisible(wide)
        self._score.show_wide(wide)
        _PLANS[kind](self._grid, self._score, self._gap, self._departments, self._quarter, self._compare, self._recent)
        if wide and before and self.session.view is not None and self.isVisible():
            self._show_past(self.session.view)


def _plan_wide(grid, score, gap, departments, quarter, compare, recent) -> None:
    middle, right = QVBoxLayout(), QVBoxLayout()
    for column, cards in ((middle, (gap, compare)), (right, (departments, quarter, recent))):
        column.setSpacing(12)
        for number, card in enumerate(cards):
            column.addWidget(card, 1 if number == 0 else 0)
    grid.addWidget(score, 0, 0)
    grid.addLayout(middle, 0, 1)
    grid.addLayout(right, 0, 2)
    for place, stretch in enumerate((50, 40, 30)):
        grid.setColumnStretch(place, stretch)


def _plan_three(grid, score, gap, departments, quarter, compare, recent) -> None:
    grid.addWidget(score, 0, 0, 2, 1)
    grid.addWidget(gap, 0, 1, 2, 1)
    grid.addWidget(departments, 0, 2)
    grid.addWidget(quarter, 1, 2)
    grid.setRowStretch(0, 1)
    for place, stretch in enumerate((54, 40, 30)):
        grid.setColumnStretch(place, stretch)


def _plan_two(grid, score, gap, departments, quarter, compare, recent) -> None:
    grid.addWidget(score, 0, 0)
    grid.addWidget(gap, 0, 1)
    grid.addWidget(departments, 1, 0)
    grid.addWidget(quarter, 1, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)


def _plan_one(grid, score, gap, departments, quarter, compare, recent) -> None:
    for row, card in enumerate((score, gap, departments, quarter)):
        grid.addWidget(card, row, 0)


_PLANS = {"wide": _plan_wide, "three": _plan_three, "two": _plan_two, "one": _plan_one}


def _totals(view: View) -> Sequence[tuple[int, Decimal, bool]]:
    """The total of every year by the table and rules in force; years that give no total are left out."""
    found = []
    for year in view.years:
        if year > view.record.year:
            continue
        card = (
            view.assessment
            if year == view.record.year
            else assess(view.packs, view.hospital, year, view.figures, goals=view.goals)
        ).scorecard
        if card.total is not None and (not card.missing or year == view.record.year):
            found.append((year, card.total, card.provisional))
    return found

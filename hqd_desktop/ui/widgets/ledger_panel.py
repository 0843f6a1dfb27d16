"""The side panel of the ledger: what a task asks, the form of a quarter, its dates, 整改 and evidence.

It says what is wanted and writes nothing itself.
"""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.evidence import use_of_task
from hqd_desktop.domain.ledger import LedgerEntry, LedgerRow, MilestoneMark, Remedy
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Segments
from hqd_desktop.ui.widgets.evidence_section import EvidenceSection
from hqd_desktop.ui.widgets.ledger_lines import QUARTERS, Line
from hqd_desktop.ui.widgets.ledger_words import QUARTER_WORDS
from hqd_desktop.ui.widgets.quarter_form import QuarterForm
from hqd_desktop.ui.widgets.side_panel import SidePanel
from hqd_desktop.ui.widgets.status_shapes import Shape


class LedgerPanel(SidePanel):
    """Drawn anew for each line; the quarter that was looked at stays chosen."""

    entry_given = Signal(object)
    owner_wanted = Signal(object)
    year_text_wanted = Signal(object)
    mark_given = Signal(object)
    milestone_wanted = Signal()
    remedy_closed = Signal(object)
    quarter_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "任务与进展", parent)
        self.evidence = EvidenceSection(self)
        self.quarter = 1
        self.form: QuarterForm | None = None
        self._row: LedgerRow | None = None
        self._pack, self._year = "", 0
        self.clear()

    def clear(self) -> None:
        """Nothing is selected."""
        self.form, self._row = None, None
        self.evidence.clear()
        self.begin()
        self.text("选一行，这里填进展、记期限、放佐证。", "secondary", "text2")
        self.finish()

    def show_line(self, view: View, ledger: LedgerView | None, line: Line | None) -> None:
        """A quarterly row or a task; headings clear the panel."""
        if line is None or line.heading:
            self.clear()
        elif line.task_row is not None and ledger is not None:
            self._show_task(view, ledger, line, line.task_row)
        elif line.quarter_row is not None:
            self._show_quarterly(view, line)

    def refuse(self, words: str) -> None:
        """Why the form was not kept."""
        if self.form is not None:
            self.form.refuse(words)

    # -- a row of the table --------------------------------------------------------------------------------------

    def _show_quarterly(self, view: View, line: Line) -> None:
        row = line.quarter_row
        assert row is not None
        self.form, self._row = None, None
        self.begin()
        self.text(line.title, "panel")
        self.text(
            "　·　".join(filter(None, (line.owner, row.requirement, f"影响指标 {row.number}"))), "caption", "text2"
        )
        for number, (shape, given) in enumerate(zip(row.quarters, row.given, strict=True)):
            told = self.row()
            told.addWidget(self.shape(shape))
            told.addWidget(self.name(f"{QUARTERS[number]}　{QUARTER_WORDS[shape]} {given}"), 1)
            link = self.link("去填报", f"{QUARTERS[number]}去填报")
            link.clicked.connect(lambda _=False, number=number: self.quarter_wanted.emit(number))
            told.addWidget(link)
        self.section(f"{len(row.condition_names)} 项")
        for number, name in enumerate(row.condition_names, 1):
            self.text(f"{number}　{name}", "secondary")
        result = view.assessment.scorecard.result(row.number)
        self.evidence.show_indicator(view, result)
        self.finish()

    # -- a task --------------------------------------------------------------------------------------------------

    def _show_task(self, view: View, ledger: LedgerView, line: Line, row: LedgerRow) -> None:
        if self._row is None or self._row.task != row.task or self._year != view.record.year:
            written = [n for n, entry in enumerate(row.quarters, 1) if entry is not None]
            self.quarter = min(4, (written[-1] if written else 0) + 1) if written != [1, 2, 3, 4] else 4
        self._row, self._pack, self._year = row, line.pack, view.record.year
        editable = ledger.editable
        self.begin()
        self.text(f"{row.task.number}　{row.task.text}", "panel", selectable=True)
        self._facts(row, editable)
        if row.task.of_hospital or row.latest is not None:
            self._quarter_part(row, editable)
            self._year_part(row, editable)
        self._dates(row, ledger)
        self._remedies(row)
        use = use_of_task(line.pack, row.task.key, view.record.year)
        self.evidence.show_task(view, use, f"工作任务 {row.task.number}", row.owner)
        self.finish()

    def _facts(self, row: LedgerRow, editable: bool) -> None:
        task = row.task
        units = f"责任单位：{'、'.join(task.responsible)}" if task.responsible else "原文没有写责任单位"
        if task.cooperating:
            units += f"；配合：{'、'.join(task.cooperating)}"
        self.text(f"{task.section}　·　{units}", "caption", "text2")
        for reading in task.readings:
            self.text(f"两种读法：{reading}", "caption", "text2")
        line = self.row()
        line.addWidget(self.name(f"本院：{row.owner or '未定'}", "secondary"), 1)
        if editable:
            change = self.link("改科室…", "改牵头科室")
            change.clicked.connect(lambda: self.owner_wanted.emit(self._yearly(row)))
            line.addWidget(change)

    def _quarter_part(self, row: LedgerRow, editable: bool) -> None:
        self.section("季度进展")
        chosen = Segments(QUARTERS, self.theme, "季度")
        chosen.set_answer(QUARTERS[self.quarter - 1])
        self.column.addWidget(chosen)
        self.form = QuarterForm(self.theme)
        self.form.save_wanted.connect(self.entry_given)
        self.column.addWidget(self.form)
        form = self.form

        def show(_button=None, checked: bool = True) -> None:
            if checked:
                self.quarter = QUARTERS.index(chosen.answer) + 1
                held = row.quarters[self.quarter - 1]
                fresh = LedgerEntry(self._pack, row.task.key, Period(self._year, self.quarter))
                form.show_entry(held or fresh, editable)

        chosen.group.buttonToggled.connect(show)
        show()

    def _year_part(self, row: LedgerRow, editable: bool) -> None:
        written = row.yearly is not None and bool(row.yearly.progress)
        self.section("全年", "自己写的" if written else "由各季度汇总")
        self.text(row.year_text or "还没有季度进展。", "secondary", "" if row.year_text else "text2", selectable=True)
        if editable:
            change = Button("改全年文字…", self.theme, "small")
            change.clicked.connect(lambda: self.year_text_wanted.emit(self._yearly(row)))
            self.buttons(self.column, change)

    def _dates(self, row: LedgerRow, ledger: LedgerView) -> None:
        self.section("期限", "" if row.milestones else "原文没有写期限")
        for mark in row.milestones:
            self._date(mark, ledger.today, ledger.editable)
        if ledger.editable:
            add = Button("加一个期限…", self.theme, "small", "add")
            add.clicked.connect(self.milestone_wanted)
            self.buttons(self.column, add)

    def _date(self, mark: MilestoneMark, today: date, editable: bool) -> None:
        late = mark.done_on is None and mark.due < today
        line = self.row()
        line.addWidget(self.shape(Shape.OK if mark.done_on else Shape.WARNING if late else Shape.WAITING))
        state = (
            f"{mark.done_on.isoformat()} 完成" if mark.done_on else f"过期 {(today - mark.due).days} 天" if late else ""
        )
        line.addWidget(self.name("　".join(filter(None, (mark.due.isoformat(), state))), "secondary"), 1)
        if editable:
            act = self.link(
                "还没完成" if mark.done_on else "已完成", f"{mark.text}：{'还没' if mark.done_on else '已'}完成"
            )
            act.clicked.connect(lambda: self.mark_given.emit((mark, "undo" if mark.done_on else "done")))
            line.addWidget(act)
            if mark.own:
                away = self.link("撤下", f"撤下期限：{mark.text}")
                away.clicked.connect(lambda: self.mark_given.emit((mark, "away")))
                line.addWidget(away)
        self.text(mark.text, "caption", "text2")

    def _remedies(self, row: LedgerRow) -> None:
        if row.remedies:
            self.section("整改", f"{sum(one.open for one in row.remedies)} 项未完")
        for one in row.remedies:
            self._remedy(one)

    def _remedy(self, one: Remedy) -> None:
        line = self.row()
        line.addWidget(self.shape(Shape.WARNING if one.open else Shape.OK))
        due = f"{one.due.isoformat()} 前" if one.due else ""
        line.addWidget(self.name("　".join(filter(None, (f"{one.year} 年", one.owner, due))), "secondary"), 1)
        if one.open:
            close = self.link("办结…", f"办结整改：{one.text}")
            close.clicked.connect(lambda: self.remedy_closed.emit(one))
            line.addWidget(close)
        self.text(one.text if one.open else f"{one.text}（{one.outcome}）", "caption", "text2")

    def _yearly(self, row: LedgerRow) -> LedgerEntry:
        return row.yearly or LedgerEntry(self._pack, row.task.key, Period(self._year))

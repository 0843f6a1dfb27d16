"""台账与佐证: the rows reported each quarter and the tasks of the region's text, as a table, a board and by date."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.evidence_acts import EvidenceActs
from hqd_desktop.ui.pages.ledger_acts import LedgerActs
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.ledger_lines import QUARTERS, Column, Keep, Line, lines_of, owners_of
from hqd_desktop.ui.widgets.ledger_middle import EVERYBODY, LOOKS, LedgerMiddle
from hqd_desktop.ui.widgets.ledger_panel import LedgerPanel
from hqd_desktop.ui.widgets.ledger_words import QuarterRow, hidden_rows, latest_quarter, proof_words, quarter_rows
from hqd_desktop.ui.widgets.side_split import SideSplit
from hqd_desktop.ui.widgets.status_shapes import Shape


class LedgerPage(Page):
    """The View is drawn at once; the ledger is read after it, and again after each act."""

    key, title = "ledger", "台账与佐证"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._view: View | None = None
        self._ledger: LedgerView | None = None
        self._quarterly: list[QuarterRow] = []
        self._names: dict[str, str] = {}
        self._awaited = ""  # a line that was asked for before the ledger was read
        self._middle = LedgerMiddle(theme)
        self.keep, self.owner, self.look = self._middle.keep, self._middle.owner, self._middle.look
        self.board, self.months, self.dates = self._middle.board, self._middle.months, self._middle.dates
        self._table, self._model = self._middle.table, self._middle.model
        self._count = self.header.add_chip("", Shape.OK, checkable=False)
        self._count.clicked.connect(self._go_to_open)
        self._due = self.header.add_chip("", Shape.WARNING, checkable=False)
        self._due.clicked.connect(lambda: self.look.set_answer(LOOKS[-1]))
        for words, icon, act in (
            ("佐证目录…", "attachment", self._on_catalogue_wanted),
            ("季度报告…", "print", self._on_report_wanted),
        ):
            self.header.add_button(words, icon).clicked.connect(act)
        self._hand_out = self.header.add_button("导出…", "export")
        self._hand_out.clicked.connect(self._on_hand_out)
        self.header.add_button("收回…", "import").clicked.connect(self._on_take_back)
        self._mend = self.header.add_button("转整改…", "next")
        self._mend.setToolTip("把本年度没有做到的记为整改，下一年接着办")
        self._mend.clicked.connect(self._on_mend_clicked)
        self._fill = self.header.add_button("填季度进展", "", primary=True)
        self._fill.clicked.connect(self._go_to_open)
        self.acts = LedgerActs(session, theme, self)
        self.panel = LedgerPanel(theme)
        EvidenceActs(session, self.panel, self.panel.evidence)
        self.split = SideSplit(session, theme, "ledger", middle=self._middle, home=self._table,
                               right=(self.panel, 372, 440))  # fmt: skip
        self.body.addWidget(self.split, 1)
        self._connect()
        self.setFocusProxy(self._table)
        self._on_theme_changed()

    def show_view(self, view: View) -> None:
        other = self._view is None or self._view.record.id != view.record.id
        self._view = view
        self._quarterly = quarter_rows(view)
        if other:
            self._ledger = None
        self._names.setdefault(view.packs.scheme.id, view.packs.scheme.short)
        self._middle.proved.setText(proof_words(view, date.today()))
        self._show_counts()
        self._show_lines()
        self.acts.read()

    def go_to(self, **target: Any) -> None:
        """number="17" selects that quarterly row, task=(pack, key) a task; act="evidence" …: see there."""
        acts = {
            "evidence": self._on_catalogue_wanted,
            "quarter": self._on_report_wanted,
            "dates": lambda: self.look.set_answer(LOOKS[-1]),
        }
        acts.get(str(target.get("act")), lambda: None)()
        if "number" in target:
            self._select(str(target["number"]))
        if "task" in target:
            self._select(":".join(target["task"]))

    def go_next(self) -> None:
        """F8."""
        self._go_to_open()

    def toggle_side(self) -> None:
        """F6."""
        self.split.toggle_side()

    def save_layout(self) -> None:
        """Keep the splitter."""
        self.split.save()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._on_theme_changed()

    # -- building ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._table.activated.connect(self._on_activated)
        self._table.doubleClicked.connect(self._on_activated)
        self._table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.keep.activated.connect(self._show_lines)
        self.owner.activated.connect(self._show_lines)
        self.look.group.buttonToggled.connect(self._show_look)
        for chooser in (self.board, self.months, self.dates):
            chooser.task_chosen.connect(lambda pack, task: self._select(f"{pack}:{task}"))
        self.acts.changed.connect(self._on_ledger_changed)
        self.acts.refused.connect(self._on_refused)
        self.panel.entry_given.connect(self.acts.write)
        self.panel.owner_wanted.connect(self.acts.ask_owner)
        self.panel.year_text_wanted.connect(self.acts.ask_year_text)
        self.panel.mark_given.connect(lambda given: self.acts.mark(*given))
        self.panel.milestone_wanted.connect(self._on_milestone_wanted)
        self.panel.remedy_closed.connect(self.acts.close_remedy)
        self._middle.lacking.clicked.connect(lambda: self._on_catalogue_wanted(gaps=True))
        self.panel.quarter_wanted.connect(self._go_to_quarter)
        self.theme.changed.connect(self._on_theme_changed)

    # -- drawing -------------------------------------------------------------------------------------------------

    def _show_counts(self) -> None:
        rows, view = self._quarterly, self._view
        assert view is not None
        self._quarter = latest_quarter(rows)
        done = sum(row.quarters[self._quarter] is Shape.OK for row in rows)
        shape = Shape.OK if done == len(rows) else Shape.MISSING
        self._count.set_shape(shape, f"{QUARTERS[self._quarter]}已报 {done} / {len(rows)}")
        self._count.setVisible(bool(rows))
        self._fill.setEnabled(bool(rows))
        hidden = hidden_rows(view)
        words = f"按季调度 {len(rows)} 项"
        self._middle.hidden.setText(f"{words}；另有 {'、'.join(hidden)} 不评价本院" if hidden else words)
        due = len(self._ledger.reminders) if self._ledger else 0
        self._due.setVisible(bool(due))
        self._due.set_shape(Shape.WARNING, f"到期或快到期 {due}")
        self.header.fit(self._due, self._count)

    def _show_lines(self) -> None:
        if self._view is None:
            return
        current = self._model.row_at(self._table.currentIndex())
        place = self._table.currentIndex().column()
        chosen = str(self.owner.currentData() or "")
        keep = Keep(self.keep.currentData())  # Qt hands a text back
        lines = lines_of(self._view, self._ledger, self._quarterly, keep, chosen, self._names)
        self._model.replace_rows(lines, lambda line: line.identity)
        wanted = next((n for n, line in enumerate(lines) if current and line.identity == current.identity), None)
        if wanted is None:
            wanted, place = next((n for n, line in enumerate(lines) if not line.heading), 0), Column.FIRST
        for number, line in enumerate(lines):
            if line.heading:
                self._table.setSpan(number, 0, 1, len(Column) + 3)
            elif self._table.columnSpan(number, 0) > 1:
                self._table.setSpan(number, 0, 1, 1)
        self._table.setCurrentIndex(self._model.index(wanted, max(0, place)))
        self._fit_rows()
        self._fill_panel()

    def _show_look(self) -> None:
        if not self.look.answer:
            return  # between one button and the next
        self._middle.show_look()
        if self._ledger is not None:
            self.board.show_ledger(self._ledger, str(self.owner.currentData() or ""))
            self.months.show_ledger(self._ledger, str(self.owner.currentData() or ""))
            self.dates.show_ledger(self._ledger)

    def _fill_panel(self) -> None:
        if self._view is not None:
            line = self._model.row_at(self._table.currentIndex())
            self.panel.show_line(self._view, self._ledger, line)

    def _fit_rows(self) -> None:
        for number, line in enumerate(self._model.rows):
            self._table.setRowHeight(number, self.theme.px(30 if line.heading else 46))

    def _on_ledger_changed(self, ledger: LedgerView) -> None:
        self._ledger = ledger
        for book in ledger.books:
            if book.tasks.pack not in self._names:
                self._names[book.tasks.pack] = self.session.desk.source().scheme(book.tasks.pack).short
        self._middle.show_owners(owners_of(ledger, self._quarterly))
        self._show_counts()
        self._show_lines()
        self._show_look()
        if self._awaited:
            self._select(self._awaited)

    # -- acts ----------------------------------------------------------------------------------------------------

    def _on_mend_clicked(self) -> None:
        self.acts.ask_remedies()

    def _on_hand_out(self) -> None:
        if self._view is None or self._ledger is None:
            return
        ledger, hospital, quarter = self._ledger, self._view.hospital.name, self.panel.quarter
        owner, acts, told = str(self.owner.currentData() or ""), self.acts, QUARTERS[self.panel.quarter - 1]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            f"{told}台账表（{owner or EVERYBODY}）…", lambda: acts.hand_out(ledger, hospital, quarter, owner)
        )
        menu.addAction(f"{told}台账表，每个科室一份…", lambda: acts.hand_out_each(ledger, hospital, quarter))
        menu.addAction("全年台账…", lambda: acts.hand_out_year(ledger, hospital))
        button = self._hand_out
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_take_back(self) -> None:
        if self._view is not None and self._ledger is not None:
            self.acts.take_back(self._ledger, self._view.hospital.name)

    def _on_catalogue_wanted(self, _checked: bool = False, gaps: bool = False) -> None:
        from hqd_desktop.ui.dialogs.evidence_catalogue import EvidenceCatalogueDialog, Place

        place = Place.GAPS if gaps else Place.FILES
        EvidenceCatalogueDialog(self.session, self.theme, self.window(), place).open()

    def _on_report_wanted(self) -> None:
        from hqd_desktop.ui.dialogs.quarter_report import QuarterReportDialog

        QuarterReportDialog(self.session, self.theme, self._quarter + 1, self.window()).open()

    def _on_refused(self, words: str) -> None:
        self.panel.refuse(words)
        self.session.notify(words, "error")

    def _on_current_changed(self, now, before) -> None:
        if now.row() != before.row():
            self._fill_panel()

    def _on_milestone_wanted(self) -> None:
        line = self._model.row_at(self._table.currentIndex())
        if line is not None and line.task_row is not None:
            self.acts.ask_milestone(line.pack, line.task_row.task.key)

    def _select(self, identity: str) -> None:
        """The line of a quarterly row's number or a task's `pack:key`, in the table."""
        self.look.set_answer(LOOKS[0])
        self._awaited = ""
        wanted = [number for number, line in enumerate(self._model.rows) if line.identity == identity]
        if not wanted and self._ledger is None:
            self._awaited = identity
        elif not wanted:
            self.keep.setCurrentIndex(self.keep.findData(Keep.ALL))
            self.owner.setCurrentIndex(0)
            self._show_lines()
            wanted = [number for number, line in enumerate(self._model.rows) if line.identity == identity]
        if wanted:
            self._table.setCurrentIndex(self._model.index(wanted[0], Column.FIRST))
            self._table.setFocus()
            self.split.show_side()

    def _go_to_open(self) -> None:
        """The first cell that was not reported, quarter by quarter; else the first cell of the last quarter."""
        for quarter in range(4):
            for row in self._quarterly:
                if row.quarters[quarter] is not Shape.OK:
                    self.session.go_to("entry", figure=row.first[quarter])
                    return
        if self._quarterly:
            self.session.go_to("entry", figure=self._quarterly[0].first[3])

    def _go_to_quarter(self, quarter: int) -> None:
        line: Line | None = self._model.row_at(self._table.currentIndex())
        if line is not None and line.quarter_row is not None:
            self.session.go_to("entry", figure=line.quarter_row.first[quarter])

    def _on_activated(self, index) -> None:
        line = self._model.row_at(index)
        if line is not None and line.quarter_row is not None:
            inside = Column.FIRST <= index.column() <= Column.LAST
            self._go_to_quarter(index.column() - Column.FIRST if inside else self._quarter)
        elif line is not None and line.task_row is not None:
            self.split.show_side()
            self.panel.setFocus()

    def _on_theme_changed(self) -> None:
        px = self.theme.px
        self.split.fit(self.width(), self.width() >= px(1480))
        self._table.horizontalHeader().setFixedHeight(px(30))
        narrow = self.width() < px(1040)
        self._table.setColumnHidden(Column.OWNER, narrow)
        self._table.setColumnWidth(Column.OWNER, px(110))
        for column in range(Column.FIRST, Column.LAST + 1):
            self._table.setColumnWidth(column, px(66 if narrow else 84))
        self._table.setColumnWidth(Column.PROOFS, px(56))
        self._middle.hidden.setVisible(not narrow)
        self._fit_rows()
        if self._view is not None:
            self._show_counts()
        self._table.viewport().update()

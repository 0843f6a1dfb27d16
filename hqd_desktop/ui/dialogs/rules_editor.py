"""赋分方案 in the window: every rule in a form, its sentence and this year's score beside it; kept as a new edition."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.rule_book import Trial, changes_between, draft_of, rule_text, try_rules
from hqd_desktop.services.rule_fields import with_cell, with_head
from hqd_desktop.services.rule_places import placed
from hqd_desktop.services.rule_table import FULL, GRADES, HEADS, NAME, NUMBER, PART, RuleTable, raw_from, table_of
from hqd_desktop.services.wording import points_text, total_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, label, panel, set_tone
from hqd_desktop.ui.widgets.rule_form import RuleForm

TOP = (HEADS["name"], HEADS["version"], HEADS["approval"], HEADS["bonus_cap"], HEADS["places"], GRADES)
WIDE = {HEADS["name"], HEADS["approval"], GRADES}
FILES = "工作簿 (*.xlsx)"
FAULTS_SHOWN = 4


class RulesEditor(QDialog):
    """Edits a draft; `kept` says that the year is scored with it now. Nothing is written before 另存新版."""

    kept = Signal()

    def __init__(self, session: Session, theme: Theme, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme, self._view = session, theme, view
        self._before: RuleSet = view.packs.ruleset
        self._editions: tuple[RuleSet, ...] = ()
        self.table: RuleTable = table_of(draft_of(self._before, view.packs.scheme), view.packs.scheme)
        self.trial: Trial = try_rules(draft_of(self._before, view.packs.scheme), view.assessment)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("编辑赋分方案")
        self.setModal(True)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1180), room.width() - 40), min(theme.px(660), room.height() - 30))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(label(f"编辑赋分方案　{view.packs.scheme.short}", "panel"))
        column.addLayout(self._top())
        middle = QHBoxLayout()
        middle.setSpacing(14)
        self.list = QListWidget()
        self.list.setAccessibleName("各项规则")
        self.list.setFixedWidth(min(theme.px(330), self.width() // 3))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._show_row)
        middle.addWidget(self.list)
        middle.addWidget(self._right(), 1)
        column.addLayout(middle, 1)
        column.addLayout(self._buttons())
        self._fill()
        session.ask_books(lambda books: books.rules.all(), self._on_editions_read, self._refuse)

    # -- building ------------------------------------------------------------------------------------------------

    def _top(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self.heads: dict[str, QLineEdit] = {}
        for place, heading in enumerate(TOP):
            field = QLineEdit()
            field.setAccessibleName(heading)
            field.textEdited.connect(lambda text, heading=heading: self._on_head_edited(heading, text))
            self.heads[heading] = field
            row, column = divmod(place, 3)
            grid.addWidget(label(heading, "secondary", "text2"), row, column * 2)
            grid.addWidget(field, row, column * 2 + 1)
            grid.setColumnStretch(column * 2 + 1, 1)
        self.heads[GRADES].setPlaceholderText("例如 优秀=90；良好=80")
        return grid

    def _right(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, 8, 0)
        column.setSpacing(10)
        self.form = RuleForm(self._theme)
        self.form.changed.connect(self._on_cell_changed)
        column.addWidget(self.form)
        frame, inside = panel("note", (12, 8, 12, 8))
        self.sentence = label("", "body", wrap=True)
        self.effect = label("", "strong", wrap=True)
        inside.addWidget(self.sentence)
        inside.addSpacing(4)
        inside.addWidget(self.effect)
        column.addWidget(frame)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label("与哪一版比", "secondary", "text2"))
        self.against = Picker(self._theme, "与哪一版比")
        self.against.activated.connect(self._show_changes)
        line.addWidget(self.against, 1)
        column.addLayout(line)
        self.changes = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.changes)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, act in (("读工作簿…", self._on_read_clicked), ("导出工作簿…", self._on_write_clicked)):
            button = Button(words, self._theme)
            button.clicked.connect(act)
            row.addWidget(button)
        self.told = label("", "secondary", "text2", wrap=True)
        row.addWidget(self.told, 1)
        away = Button("取消", self._theme)
        away.clicked.connect(self.reject)
        self.keep = Button("另存新版", self._theme, "primary")
        self.keep.clicked.connect(self._on_keep_clicked)
        row.addWidget(away)
        row.addWidget(self.keep)
        return row

    # -- drawing -------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Everything anew, as after reading a workbook."""
        for heading, field in self.heads.items():
            field.setText(self.table.head.get(heading, ""))
        held = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for place, row in enumerate(self.table.rows):
            self.list.addItem(self._line(place, row))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(held, self.list.count() - 1))
        self._show_row(self.list.currentRow())
        self._judge()

    def _line(self, place: int, row: Any) -> str:
        part = f"（{row[PART]}）" if row.get(PART) and self._halves(place) > 1 else ""
        return f"{row[NUMBER]}　{row[NAME]}{part}　{row[FULL] + ' 分' if row[FULL] else '监测'}"

    def _halves(self, place: int) -> int:
        return sum(row[NUMBER] == self.table.rows[place][NUMBER] for row in self.table.rows)

    def _show_row(self, place: int) -> None:
        if not 0 <= place < len(self.table.rows):
            return
        row = dict(self.table.rows[place])
        first = place == 0 or self.table.rows[place - 1][NUMBER] != row[NUMBER]
        self.form.show_row(row, self._view.packs.scheme.indicator(row[NUMBER]), first)
        self._show_effect()

    def _judge(self) -> None:
        raw, problems = raw_from(self.table, self._view.packs.scheme)
        self.trial = self._tried(raw, self.table) if raw is not None else Trial(None, None, tuple(problems))
        self._show_effect()

    def _tried(self, raw: dict[str, Any], table: RuleTable) -> Trial:
        """What the rules make of the year; a fault is told by its cell in the table they were read from."""
        trial = try_rules(raw, self._view.assessment)
        return replace(trial, problems=placed(trial.problems, table, self._view.packs.scheme))

    def _show_effect(self) -> None:
        """The sentence of the rule and the score of this year's figures, old and new; or what is wrong."""
        scheme, card = self._view.packs.scheme, self._view.assessment.scorecard
        ruleset, tried = self.trial.ruleset, self.trial.card
        number = self.table.rows[max(0, self.list.currentRow())][NUMBER]
        self.keep.setEnabled(ruleset is not None)
        set_tone(self.effect, "error" if ruleset is None else "")
        if ruleset is None or tried is None:
            found = sentences(self.trial.problems)
            self.sentence.setText("还读不成规则：")
            self.effect.setText("\n".join(found[:FAULTS_SHOWN]))
            self.changes.setText("")
            return
        row = scheme.indicator(number)
        self.sentence.setText(rule_text(ruleset.entry(row), row))
        old, new = card.result(number), tried.result(number)
        one, two = (
            f"{points_text(each.points, rules.places)} / {each.full:f}"
            for each, rules in ((old, card.ruleset), (new, ruleset))
        )
        grade = f"，{tried.grade}" if tried.grade else ""
        self.effect.setText(f"本项 {one} → {two}；本年得分 {total_text(card)} → {total_text(tried)}{grade}")
        self._show_changes()

    def _show_changes(self) -> None:
        """What the draft says otherwise than the chosen edition, line by line."""
        other = next((one for one in self._editions if one.id == self.against.currentData()), self._before)
        if self.trial.ruleset is not None:
            changes = changes_between(other, self.trial.ruleset, self._view.packs.scheme)
            told = [f"{change.place}：{change.before or '空'} → {change.after or '空'}" for change in changes]
            self.changes.setText("\n".join((f"改了 {len(changes)} 处", *told)) if changes else "没有不同")

    def _on_editions_read(self, editions: tuple[RuleSet, ...]) -> None:
        self._editions = editions
        for one in editions:
            self.against.addItem(f"{one.name} {one.version} 版", one.id)
        self.against.setCurrentIndex(self.against.findData(self._before.id))
        self._show_changes()

    # -- acts ----------------------------------------------------------------------------------------------------

    def _on_head_edited(self, heading: str, text: str) -> None:
        self.table = with_head(self.table, heading, text)
        self._judge()

    def _on_cell_changed(self, heading: str, text: str) -> None:
        place = self.list.currentRow()
        self.table = with_cell(self.table, place, heading, text)
        self.list.item(place).setText(self._line(place, self.table.rows[place]))
        self._show_row(place)
        self._judge()

    def _on_keep_clicked(self) -> None:
        raw, problems = raw_from(self.table, self._view.packs.scheme)
        if raw is None:
            self._refuse(problems)
            return

        def done(view: View) -> None:
            self._session.notify(f"已保存，本年度按{view.packs.ruleset.title}计分。以前锁定的年度不变。")
            self.kept.emit()
            self.accept()

        self._session.change_books(lambda books: books.rules.keep(raw), done, self._refuse)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        set_tone(self.told, "error")
        found = sentences(problems)
        more = (f"还有 {len(found) - FAULTS_SHOWN} 处。",) if len(found) > FAULTS_SHOWN else ()
        self.told.setText("\n".join((*found[:FAULTS_SHOWN], *more)))

    def _on_write_clicked(self) -> None:
        name = f"赋分方案_{self.table.head.get(HEADS['name'], '')}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, "导出赋分方案", name, FILES)
        if path:
            self.write_to(Path(path))

    def write_to(self, path: Path) -> None:
        """Export the draft as it stands."""
        table, workbooks = self.table, self._session.desk.workbooks()
        self._in_files(lambda: workbooks.write_rules(path, table), lambda _: self._say(f"已导出 {path.name}。"))

    def _on_read_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "读赋分方案", "", FILES)
        if path:
            self.read_from(Path(path))

    def read_from(self, path: Path) -> None:
        """Take a filled workbook for the draft, or say what is wrong with it and leave the draft."""
        workbooks = self._session.desk.workbooks()

        def done(read: RuleTable | tuple[Problem, ...]) -> None:
            if not isinstance(read, RuleTable):
                self._refuse(read)
                return
            raw, problems = raw_from(read, self._view.packs.scheme)
            faults = problems if raw is None else self._tried(raw, read).problems
            if raw is None or faults:
                self._refuse(faults)
                return
            self.table = table_of(raw, self._view.packs.scheme)
            self._fill()
            self._say(f"已读入 {path.name}，还没有保存。")

        self._in_files(lambda: workbooks.read_rules(path), done)

    def _in_files(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def failed(error: UserFacingError) -> None:
            self._refuse(error.problems)

        self._session.tasks.run_in_files(lambda tell, cancel: job(), done, failed)

    def _say(self, words: str) -> None:
        set_tone(self.told, "text2")
        self.told.setText(words)

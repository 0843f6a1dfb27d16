"""本院目标: a goal for each value of the year, typed into a table, with its 完成率 beside it as it is typed."""

from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.domain.goals import attained, met_text, rate_text, read_goal, side_of
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.goal_acts import (
    GoalRow,
    goal_rows,
    goals_of_last_year,
    read_sheet,
    set_goals,
    told_problems,
    typed_text,
)
from hqd_desktop.services.grid import Grid
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.wording import part_text, value_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label

HEADS = ("指标", "上年", "本年", "方向", "本院目标", "完成率", "是否达到")
LAST_YEAR, SIDE, AIM, RATE, MET = 1, 3, 4, 5, 6
_WIDTHS = (0, 128, 128, 76, 132, 92, 92)
_SIDES = {True: "不低于", False: "不高于", None: "自己写"}
_TOLD = (
    "直接填目标值，如 30、1:2、是；“方向”是“自己写”的写成 ≥ 30 或 ≤ 30。空着就是不定目标。"
    "完成率：越高越好的为本年 ÷ 目标，越低越好的为 2 − 本年 ÷ 目标，最低 0。只有赋分方案写明按完成率计分的行才计分。"
)


class GoalsDialog(QDialog):
    """A goal is typed into its cell at once; Enter goes down, Ctrl+Enter keeps all as one step, Esc changes nothing.

    `plan_wanted` asks for the files of 实施细则.
    """

    plan_wanted = Signal()

    def __init__(
        self, session: Session, theme: Theme, view: View, number: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._view = session, theme, view
        self.rows = goal_rows(view.assessment.scorecard)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("本院目标")
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(f"本院目标　{view.record.year} 年度", "panel"))
        head.addStretch(1)
        head.addWidget(label(view.packs.scheme.short, "caption", "text2"))
        column.addLayout(head)
        locked = "" if view.editable else "本年度已确认或锁定，目标只能看，不能改。"
        column.addWidget(label(locked or _TOLD, "secondary", "text2", wrap=True))
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1080), room.width() - 40), min(theme.px(640), room.height() - 30))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._keep)
        first = next((at for at, row in enumerate(self.rows) if row.spot[0] == number), 0)
        self.table.setCurrentCell(first, AIM)
        self.table.setFocus()

    def typed(self) -> dict[tuple[str, str], str]:
        """What the cells say, by place."""
        return {row.spot: self._cell(place, AIM).text().strip() for place, row in enumerate(self.rows)}

    def resizeEvent(self, event):
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(860)  # big text: the names stay readable
        for column in (LAST_YEAR, SIDE):
            self.table.setColumnHidden(column, narrow)

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._down()
            return
        super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.last = Button("带入上年目标", self._theme)
        self.last.setEnabled(self._view.editable and bool(goals_of_last_year(self._view)))
        self.last.setToolTip("空着的格填上年定的目标；已填的不动。")
        self.last.clicked.connect(self._take_last)
        row.addWidget(self.last)
        self.read = Button("从表格读入…", self._theme)
        self.read.setToolTip("表格第一行是 序号、值、本院目标；读进来还没有保存。")
        self.read.setEnabled(self._view.editable)
        self.read.clicked.connect(self._on_read_clicked)
        row.addWidget(self.read)
        self.plan = Button("实施细则…", self._theme)
        self.plan.setToolTip("本院制定的实施细则，作为佐证放在这里。")
        self.plan.clicked.connect(self.plan_wanted)
        row.addWidget(self.plan)
        row.addStretch(1)
        leave = Button("取消 Esc", self._theme)
        leave.clicked.connect(self.reject)
        self.keep = Button("保存 Ctrl+Enter", self._theme, "primary")
        self.keep.setEnabled(self._view.editable and bool(self.rows))
        self.keep.clicked.connect(self._keep)
        row.addWidget(leave)
        row.addWidget(self.keep)
        return row

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self.rows), len(HEADS))
        table.setAccessibleName("本院目标")
        table.setHorizontalHeaderLabels(list(HEADS))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        table.setTabKeyNavigation(False)  # Tab leads on to the buttons
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        for place, row in enumerate(self.rows):
            self._fill(table, place, row)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate(_WIDTHS):
            if width:
                table.setColumnWidth(place, max(self._theme.px(width), table.sizeHintForColumn(place)))  # numbers whole
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.itemDelegate().closeEditor.connect(self._on_editor_closed)
        table.cellChanged.connect(self._on_cell_changed)
        return table

    def _fill(self, table: QTableWidget, place: int, row: GoalRow) -> None:
        part, goal = row.part, self._view.goals.get((self._view.record.year, *row.spot))
        side = _SIDES[side_of(row.result.indicator, part.part)]
        found = attained(goal, part.value)
        became = ("", "") if found is None else (rate_text(found), met_text(found))
        texts = (row.name, value_text(part.part, part.last), part_text(part), side, typed_text(goal, row), *became)
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            if column != AIM or not self._view.editable:
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if column in (LAST_YEAR, 2, AIM, RATE):
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            cell.setToolTip(text if column == 0 else "")
            table.setItem(place, column, cell)

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        cell = self.table.item(row, column)
        assert cell is not None
        return cell

    def _on_cell_changed(self, place: int, column: int) -> None:
        """完成率 of what was typed, or why it is no goal."""
        if column != AIM:
            return
        row = self.rows[place]
        read = read_goal(self._cell(place, AIM).text(), row.result.indicator, row.part.part)
        wrong = isinstance(read, Problem)
        found = None if isinstance(read, Problem) else attained(read, row.part.value)
        texts = ("", "请改") if wrong else ("", "") if found is None else (rate_text(found), met_text(found))
        for told, text in zip((RATE, MET), texts, strict=True):
            self._cell(place, told).setText(text)
        tone = self._theme.colour("error" if wrong else "text")
        for told in (AIM, MET):
            self._cell(place, told).setForeground(tone)
        self._cell(place, AIM).setToolTip(sentence(read) if isinstance(read, Problem) else "")
        self.told.setText(sentence(read) if isinstance(read, Problem) else "")
        self.told.setVisible(wrong)

    def _on_editor_closed(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # Enter; Esc and a click elsewhere are others
            QTimer.singleShot(0, self, self._down)

    def _down(self) -> None:
        if self.table.currentRow() < self.table.rowCount() - 1:
            self.table.setCurrentCell(self.table.currentRow() + 1, AIM)

    def _on_read_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "读本院目标", "", "表格 (*.xlsx *.xls *.ods *.csv)")
        if path:
            self.read_from(Path(path))

    def read_from(self, path: Path) -> None:
        """Lay the goals of a table into the cells; nothing is kept yet."""
        workbooks = self._session.desk.workbooks()

        def done(grid: Grid | Problem) -> None:
            if not shiboken6.isValid(self):
                return
            sheet = next((one for one in grid.sheets if one.rows), None) if isinstance(grid, Grid) else None
            found = read_sheet(sheet, self._view.assessment.scorecard) if sheet is not None else ()
            if isinstance(found, tuple):
                self._refuse(found or ((grid,) if isinstance(grid, Problem) else (Problem("input_empty"),)))
                return
            for place, row in enumerate(self.rows):
                if row.spot in found:
                    self._cell(place, AIM).setText(found[row.spot])

        self._session.tasks.run_in_files(
            lambda tell, cancel: workbooks.read_table(path, lambda *_: cancel.check()),
            done,
            lambda error: self._refuse(error.problems),
        )

    def _take_last(self) -> None:
        known = goals_of_last_year(self._view)
        for place, row in enumerate(self.rows):
            cell = self._cell(place, AIM)
            if not cell.text().strip() and row.spot in known:
                cell.setText(known[row.spot])
        self.table.setFocus()

    def _keep(self) -> None:
        if not self.keep.isEnabled():
            return
        self.table.setCurrentCell(self.table.currentRow(), 0)  # what is still being typed is taken
        act = set_goals(self._view, self.typed())
        if isinstance(act, tuple):
            self._refuse(act)
            return
        self._session.change_report(act, lambda _: self._kept(), self._refuse)

    def _kept(self) -> None:
        if shiboken6.isValid(self):
            self.accept()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if not shiboken6.isValid(self):
            return
        self.told.setText("；".join(sentences(problems)[:3]) + "写的还在这里。")
        self.told.show()
        spots = told_problems(problems, self.rows)
        first = next((place for place, row in enumerate(self.rows) if row.spot in spots), None)
        if first is not None:
            self.table.setCurrentCell(first, AIM)
        self.table.setFocus()

"""院际对比: the members of the database in one year as a table, a chart and the 占比 of all; it changes nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.group_rows import notes
from hqd_desktop.services.group_year import Gathered, assess_members, compare_members
from hqd_desktop.services.members import Aligned, Member
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.share_text import share_lines
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.group_export import export_group
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, Picker, Segments, label, panel, set_tone
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.member_bars import MemberBars
from hqd_desktop.ui.widgets.member_grid import MemberGrid
from hqd_desktop.ui.widgets.share_list import ShareList

CHART, SHARES = "图", "占比"
KEYS = "方向键移动　Space 按这一列排序　Ctrl+C 复制　Enter 打开这家医院"
ALONE = "本库只有这一家医院。添加医院或从文件加入后，在这里并排比较。"
ALIGN, ALIGN_NOW = "统一方案…", "确认统一"
SIDE = 372


class GroupDialog(QDialog):
    """`opened` is called with a member's id and the number of a row when Enter chose it."""

    def __init__(
        self, session: Session, theme: Theme, opened: Callable[[str, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._opened = session, theme, opened
        self._members: tuple[MemberYear, ...] = ()
        self._comparison: GroupComparison | None = None
        self._cancel: Cancel | None = None
        view = session.view
        self._year = view.record.year if view is not None else 0
        self._scheme_id = ""
        self._told = ""  # what is still to be said once the answer is shown
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("院际对比")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.notes = label("", "secondary", "warning", wrap=True)
        self.notes.hide()
        column.addWidget(self.notes)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        self.grid = MemberGrid(theme)
        self.grid.changed.connect(self._draw)
        self.grid.chosen.connect(self._go)
        self.grid.copy_wanted.connect(self._copy)
        middle.addWidget(self.grid, 1)
        self.side = self._side()
        middle.addWidget(self.side)
        column.addLayout(middle, 1)
        self.state = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        column.addLayout(self._buttons())
        QShortcut(QKeySequence("Ctrl+F"), self, self.grid.words.setFocus)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1760), room.width() - 24), min(theme.px(940), room.height() - 20))
        self.side.setFixedWidth(min(theme.px(SIDE), self.width() * 2 // 5))
        session.view_changed.connect(self._on_view_changed)
        self._ask(self._year)

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        if self._cancel is not None:
            self._cancel.request()
        super().reject()

    # -- building ------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label("院际对比", "panel"))
        self.years = Picker(self._theme, "年度")
        self.years.activated.connect(lambda at: self._ask(self.years.itemData(at)))
        self.schemes = Picker(self._theme, "评价指标表")
        self.schemes.activated.connect(lambda at: self._choose_scheme(self.schemes.itemData(at)))
        self.schemes.hide()
        row.addWidget(self.years)
        row.addWidget(self.schemes)
        self._sample = IconText(self._theme, "sample", "示例", kind="chip", tone="warning")
        self._sample.setToolTip("数字全部虚构，只用来看程序填好以后的样子")
        self._sample.hide()
        row.addWidget(self._sample)
        self._rules = ElidedLabel("", "caption", "text2")
        self._rules.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._rules, 1)
        return row

    def _side(self) -> QFrame:
        frame, column = panel("card", (14, 12, 14, 12), 8)
        self.face = Segments((CHART, SHARES), self._theme, "右边看什么")
        self.face.set_answer(CHART)
        self.face.group.buttonToggled.connect(lambda _, on: self._turn() if on else None)
        column.addWidget(self.face)
        self._pages = QStackedWidget()
        chart = QWidget()
        inside = QVBoxLayout(chart)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        self.title = label("", "strong", wrap=True)
        inside.addWidget(self.title)
        self.bars = MemberBars(self._theme)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("area", "surface")
        held = QVBoxLayout(holder)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.bars)
        held.addStretch(1)
        scroll.setWidget(holder)
        inside.addWidget(scroll, 1)
        self.shares = ShareList(self._theme)
        self._pages.addWidget(chart)
        self._pages.addWidget(self.shares)
        column.addWidget(self._pages, 1)
        return frame

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy_button = Button("复制表", self._theme, "", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.shares_button = Button("复制占比", self._theme, "", "copy")
        self.shares_button.clicked.connect(self._copy_shares)
        self.export_button = Button("导出…", self._theme, "", "export")
        self.export_button.clicked.connect(self._export)
        for button in (self.copy_button, self.shares_button, self.export_button):
            button.setEnabled(False)
            row.addWidget(button)
        self.align_button = Button(ALIGN, self._theme, "", "rules")
        self.align_button.clicked.connect(self._align)
        self.align_button.hide()
        row.addWidget(self.align_button)
        row.addWidget(ElidedLabel(KEYS, "caption", "text2"), 1)
        close = Button("关闭 Esc", self._theme, "primary")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    # -- asking --------------------------------------------------------------------------------------------------

    def _ask(self, year: int) -> None:
        """Read on the database's thread, assess on the other, so that a save never waits for it."""
        self._year = year
        if self._comparison is None:
            self._say("正在读…")
        self._session.ask_books(
            lambda books: (books.members.all(), books.members.gather(year)),
            lambda found: self._on_gathered(year, *found),
            self._on_problems,
        )

    def _on_gathered(self, year: int, members: Sequence[Member], gathered: Sequence[Gathered]) -> None:
        if not isValid(self) or year != self._year:
            return  # closed, or asked for another year, meanwhile
        self._fill_years({record.year for member in members for record in member.years})
        self._cancel = self._session.tasks.run_in_files(
            lambda tell, cancel: (year, assess_members(gathered, year, tell)),
            lambda found: self._on_assessed(*found),
            lambda error: self._on_problems(error.problems),
            lambda step, steps, words: self._say(f"{words}（{step + 1}/{steps}）"),
        )

    def _on_assessed(self, year: int, members: tuple[MemberYear, ...]) -> None:
        if not isValid(self):
            return
        self._cancel = None
        if year == self._year:
            self._members = members
            told, self._told = self._told, ""
            self._say(told, "ok")
            self._show()

    def _on_view_changed(self, view: View) -> None:
        self._ask(self._year)

    def _fill_years(self, years: set[int]) -> None:
        wanted = sorted(years | {self._year}, reverse=True)
        if [self.years.itemData(at) for at in range(self.years.count())] != wanted:
            self.years.clear()
            for year in wanted:
                self.years.addItem(f"{year} 年度", year)
        self.years.setCurrentIndex(self.years.findData(self._year))

    def _choose_scheme(self, scheme_id: str) -> None:
        self._scheme_id = scheme_id
        self._show()

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        if isValid(self):
            self._say("\n".join(sentences(tuple(problems))[:3]), "error")

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        view, first = self._session.view, self._comparison is None
        if view is None:
            return
        made = compare_members(self._members, self._year, view.packs.scheme, self._scheme_id)
        self._comparison = made
        self.schemes.clear()
        for scheme in made.schemes:
            self.schemes.addItem(scheme.short, scheme.id)
        self.schemes.setVisible(len(made.schemes) > 1)
        self._rules.setText(" ／ ".join(made.rulesets))
        self._sample.setVisible(made.sample)
        if len(made.members) == 1:
            self._say(ALONE)
        told = notes(made)
        self.notes.setText("\n".join(told))
        self.notes.setVisible(bool(told))
        own = next((one for one in made.members if one.hospital.id == view.hospital.id), None)
        self.align_button.setVisible(not made.same_rules and own is not None and made.compared(own) is not None)
        self.align_button.setText(ALIGN)
        self.grid.show_comparison(made)
        self.shares.show_shares(made.shares)
        for button in (self.copy_button, self.export_button):
            button.setEnabled(True)
        self.shares_button.setEnabled(bool(made.shares))
        if first:
            self.grid.table.setFocus()

    def _draw(self) -> None:
        column = self.grid.column
        if column is not None:
            self.title.setText(column.printed)
            self.bars.show_bars(column.printed, self.grid.bars())

    def _turn(self) -> None:
        self._pages.setCurrentIndex(self.face.answer == SHARES)

    def _say(self, words: str, tone: str = "text2") -> None:
        if not isValid(self):
            return
        self.state.setText(words)
        set_tone(self.state, tone)
        self.state.setVisible(bool(words))

    # -- acts ----------------------------------------------------------------------------------------------------

    def _go(self, hospital_id: str, number: str) -> None:
        self.accept()
        self._opened(hospital_id, number)

    def _copy(self) -> None:
        if self._comparison is not None:
            QGuiApplication.clipboard().setText(self.grid.plain_text())
            self._say(f"已复制 {len(self.grid.shown)} 家的“{self.grid.face.answer}”，可以贴到 Excel、WPS 里。", "ok")

    def _copy_shares(self) -> None:
        if self._comparison is not None:
            blocks = ("\n".join(share_lines(share)) for share in self._comparison.shares)
            QGuiApplication.clipboard().setText("\n\n".join(blocks) + "\n")
            self._say(f"已复制 {len(self._comparison.shares)} 项占比和算法。", "ok")

    def _align(self) -> None:
        """First say what it would do; the second press does it, since 撤销 does not reach other hospitals."""
        view, year = self._session.view, self._year
        if view is None:
            return
        if self.align_button.text() == ALIGN:
            self.align_button.setText(ALIGN_NOW)
            self._say(
                f"用同一张表的成员都改用“{view.hospital.name}”的方案：数不变，得分会变；已送审、锁定的不动。再点一次就改。"
            )
            return
        self.align_button.setText(ALIGN)
        self._session.ask_books(lambda books: books.members.align_rules(year), self._on_aligned, self._on_problems)

    def _on_aligned(self, done: Aligned) -> None:
        if not isValid(self):
            return
        left = f"；已送审或锁定、没有改的：{'、'.join(done.left)}" if done.left else ""
        self._told = f"{len(done.changed)} 家改用{done.title}{left}。"
        self._ask(self._year)

    def _export(self) -> None:
        if self._comparison is not None:
            export_group(self._session, self, self._comparison, self._on_written, self._on_refused)

    def _on_refused(self, error: UserFacingError) -> None:
        self._on_problems(error.problems)

    def _on_written(self, path: Path) -> None:
        self._say(f"已导出到 {path}", "ok")
        folder = QUrl.fromLocalFile(str(path.parent))
        self._session.notify(f"已导出到 {path}", "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(folder)))

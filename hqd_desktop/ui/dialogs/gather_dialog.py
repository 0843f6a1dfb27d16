"""从文件加入医院: files that hospitals have handed in, looked at first, then written; no member is ever overwritten."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from hqd_desktop.domain.problems import Problem
from hqd_desktop.paths import DATABASE_SUFFIX, HANDOVER_SUFFIX, PACKAGE_SUFFIX
from hqd_desktop.services import guarding
from hqd_desktop.services.arrivals import Arrival, Landing, Readers, read_arrivals
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.models.landing_model import Column, LandingModel
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

DATABASES = (DATABASE_SUFFIX, HANDOVER_SUFFIX)
SAFE = "看过再写入。同名或同机构代码的成员从不覆盖；大批写入前自动备份。"


class GatherDialog(QDialog):
    """`read` begins; Enter writes what may come in, Esc leaves everything as it is."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._cancel: Cancel | None = None
        self._writing, self._stopped = False, False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("从文件加入医院")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("从文件加入医院", "panel"))
        column.addWidget(label(SAFE, "secondary", "text2", wrap=True))
        self.model = LandingModel(self)
        self.grid = GridView(theme, "各文件会怎样")
        self.grid.setModel(self.model)
        self.grid.resized.connect(self._fit)
        column.addWidget(self.grid, 3)
        self.wrong = QPlainTextEdit()
        self.wrong.setReadOnly(True)
        self.wrong.setAccessibleName("不加入的和读不了的，为什么")
        self.wrong.hide()
        column.addWidget(self.wrong, 1)
        self.state = label("正在读…", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        leave = Button("取消 Esc", theme)
        leave.clicked.connect(self.reject)
        self.write_button = Button("加入", theme, "primary")
        self.write_button.setEnabled(False)
        self.write_button.clicked.connect(self._write)
        row.addWidget(leave)
        row.addWidget(self.write_button)
        column.addLayout(row)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1180), room.width() - 40), min(theme.px(620), room.height() - 30))

    def reject(self) -> None:
        """What is being read is let go of; what is being written is finished first, and nothing after it begun."""
        if self._cancel is not None:
            self._cancel.request()
        self._stopped = True
        if not self._writing:
            super().reject()

    def read(self, paths: Sequence[Path]) -> None:
        """Read the files on the file thread; nothing is written yet."""
        view = self._session.view
        if view is None:
            return
        desk, catalogue, fallback = self._session.desk, view.packs.catalogue, view.record.scheme_id

        def job(tell, cancel) -> tuple[list[Arrival], list[Problem]]:
            readers = Readers(desk.workbooks(), desk.packages(), desk.visit, PACKAGE_SUFFIX, DATABASES)
            return read_arrivals(paths, readers, catalogue, fallback, tell)

        self._cancel = self._session.tasks.run_in_files(
            job,
            lambda found: self._on_read(*found),
            lambda error: self._refuse(error.problems),
            lambda step, steps, words: self._say(f"{words}（{step + 1}/{steps}）"),
        )

    def _on_read(self, arrivals: Sequence[Arrival], problems: Sequence[Problem]) -> None:
        if not isValid(self):
            return  # closed meanwhile
        self._cancel = None
        said = sentences(problems)
        self._session.ask_books(
            lambda books: books.members.landings(arrivals), lambda found: self._show(found, said), self._refuse
        )

    def _show(self, landings: Sequence[Landing], said: Sequence[str]) -> None:
        if not isValid(self):
            return  # closed meanwhile
        self.model.replace_rows(landings)
        self._fit()
        why = [*said, *sentences(landing.problem for landing in landings if landing.problem is not None)]
        self.wrong.setPlainText("\n".join(why))  # whole: the column may be too narrow
        self.wrong.setVisible(bool(why))
        coming = self.model.coming
        refused = len(landings) - len(coming)
        told = [f"可以加入 {len(coming)} 份", f"不加入 {refused} 份" if refused else "", "有文件读不了" if said else ""]
        self._say("，".join(filter(None, told)) + "。现在还没有写入任何数。")
        self.write_button.setText(f"加入 {len(coming)} 份 Enter")
        self.write_button.setEnabled(bool(coming))
        (self.write_button if coming else self.grid).setFocus()

    def _write(self) -> None:
        arrivals = [landing.arrival for landing in self.model.coming]
        self.write_button.setEnabled(False)
        self._writing = True
        count, desk = sum(len(one.figures) for one in arrivals), self._session.desk
        self._session.ask(
            lambda workspace: guarding.keep_before(desk, workspace, count),
            lambda _: self._bring_in(arrivals, ()),
            self._refuse,
        )

    def _bring_in(self, waiting: Sequence[Arrival], done: Sequence[Landing]) -> None:
        """One after the other, so that a save of somebody's never waits for all of them."""
        if not waiting or self._stopped:
            self._on_written(done)
            self.accept()
            return
        arrival, steps = waiting[0], len(waiting) + len(done)
        self._say(f"正在写入 {arrival.hospital.name}（{len(done) + 1}/{steps}）")
        self._session.ask_books(
            lambda books: books.members.bring_in_all([arrival]),
            lambda one: self._bring_in(waiting[1:], (*done, *one)),
            lambda problems: self._break_off(problems, done),
        )

    def _break_off(self, problems: Sequence[Problem], done: Sequence[Landing]) -> None:
        """What was written before stays and is shown; the rest can be tried again."""
        self._on_written(done)
        self._refuse(problems)

    def _on_written(self, done: Sequence[Landing]) -> None:
        view = self._session.view
        if view is None:
            return
        count, shown = sum(landing.problem is None for landing in done), view.hospital.id
        self._session.change_books(
            lambda books: books.members.open(shown),
            lambda _: self._session.notify(f"已从文件加入 {count} 份。按 Ctrl+H 换到别的医院。"),
        )

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if not isValid(self):
            return  # closed meanwhile
        self._writing = False
        self._say("\n".join(sentences(problems)[:3]), "error")

    def _say(self, words: str, tone: str = "text2") -> None:
        if not isValid(self):
            return  # closed meanwhile
        self.state.setText(words)
        set_tone(self.state, tone)

    def _fit(self) -> None:
        header, taken = self.grid.horizontalHeader(), 0
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column is not Column.REMARK:
                wanted = max(self.grid.sizeHintForColumn(column), header.sectionSizeHint(column)) + self._theme.px(12)
                width = min(wanted, self._theme.px(300))
                self.grid.setColumnWidth(column, width)
                taken += width
        self.grid.setColumnWidth(Column.REMARK, max(self._theme.px(240), self.grid.viewport().width() - taken))

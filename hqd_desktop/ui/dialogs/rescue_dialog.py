"""从备份恢复 where no database is open: the backups there are, newest first, or one that lies elsewhere."""

from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hqd_desktop import paths
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import BackupEntry
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.models.backup_model import BackupModel, Column
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

NONE = "数据文件旁边和第二处都没有能打开的备份。备份若在 U 盘、共享或别的电脑上，请点“别处的备份…”。"
SAFE = "恢复成一个新的数据库；打不开的那个文件原样留着。"


class RescueDialog(QDialog):
    """`restored` gets the View of the backup once it is open."""

    def __init__(
        self, session: Session, theme: Theme, restored: Callable[[object], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._restored = session, theme, restored
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("从备份恢复")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("从备份恢复", "panel"))
        column.addWidget(label(SAFE, "secondary", "text2", wrap=True))
        self.model = BackupModel(self)
        self.grid = GridView(theme, "备份，最近的在前")
        self.grid.setModel(self.model)
        self.grid.current_moved.connect(self._enable)
        column.addWidget(self.grid, 1)
        self.state = label("正在看有哪些备份…", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.restore_button = Button("恢复成这一份", theme, "primary", "history")
        self.restore_button.clicked.connect(self._restore)
        other = Button("别处的备份…", theme, "", "folder")
        other.clicked.connect(self._choose)
        close = Button("关闭 Esc", theme)
        close.clicked.connect(self.reject)
        row.addWidget(other)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.restore_button)
        column.addLayout(row)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1100), room.width() - 40), min(theme.px(520), room.height() - 30))
        self._enable()
        keeper = session.desk.backups()
        session.tasks.run_in_database(
            lambda: tuple(keeper.entries()), self._show, lambda error: self._refuse(error.problems)
        )

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._restore()
        else:
            super().keyPressEvent(event)

    def _show(self, entries: Sequence[BackupEntry]) -> None:
        if not shiboken6.isValid(self):
            return
        self.model.replace_rows(entries)
        header = self.grid.horizontalHeader()
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            width = max(self.grid.sizeHintForColumn(column), header.sectionSizeHint(column)) + self._theme.px(8)
            self.grid.setColumnWidth(column, min(width, self._theme.px(280)))
        header.setSectionResizeMode(Column.WHERE, QHeaderView.ResizeMode.Stretch)
        good = [place for place, entry in enumerate(entries) if entry.wrong is None]
        if good:
            self.grid.selectRow(good[0])
            self.grid.setFocus()
            self._say(f"{len(entries)} 份，最近能打开的一份已选好。")
        else:
            self._say(NONE, "warning")
        self._enable()

    def _enable(self) -> None:
        entry = self.model.row_at(self.grid.currentIndex())
        self.restore_button.setEnabled(entry is not None and entry.wrong is None)

    def _restore(self) -> None:
        entry = self.model.row_at(self.grid.currentIndex())
        if entry is not None and self.restore_button.isEnabled():
            self._take(Path(entry.path))

    def _choose(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "从备份恢复", "", f"自评数据库 (*{paths.DATABASE_SUFFIX})")
        if place:
            self._take(Path(place))

    def _take(self, backup: Path) -> None:
        self.restore_button.setEnabled(False)
        self._say("正在核对并恢复…")
        self._session.restore(backup, self._on_restored, self._refuse)

    def _on_restored(self, view: object) -> None:
        if shiboken6.isValid(self):
            self.accept()
        self._restored(view)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if shiboken6.isValid(self):
            self._say("；".join(sentences(problems)), "error")
            self._enable()

    def _say(self, words: str, tone: str = "text2") -> None:
        self.state.setText(words)
        set_tone(self.state, tone)

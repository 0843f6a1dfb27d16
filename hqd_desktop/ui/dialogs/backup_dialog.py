"""备份: what there is, what is inside, what would be other after restoring one; restoring keeps the present state."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import BackupEntry
from hqd_desktop.services.history_text import history_rows
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.ui.models.backup_model import BackupModel, Column
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

SHOWN = 200
SAFE = "恢复前先把现在的数据备份一份；恢复成一个新的数据库，现在的这个原样留着。"


class BackupDialog(QDialog):
    """`restored` is called once a backup is open in place of the present database."""

    def __init__(
        self, session: Session, theme: Theme, restored: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._restored = session, theme, restored
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("备份")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("备份", "panel"))
        column.addWidget(label(SAFE, "secondary", "text2", wrap=True))
        self.model = BackupModel(self)
        self.grid = GridView(theme, "备份，最近的在前")
        self.grid.setModel(self.model)
        self.grid.current_moved.connect(self._preview)
        self.grid.resized.connect(self._fit)
        column.addWidget(self.grid, 3)
        self.state = label("正在看有哪些备份…", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        self.changes = QPlainTextEdit()
        self.changes.setReadOnly(True)
        self.changes.setAccessibleName("恢复后与现在不同的地方")
        column.addWidget(self.changes, 2)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.restore_button = Button("恢复成这一份", theme, "", "history")
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self._restore)
        close = Button("关闭 Esc", theme, "primary")
        close.clicked.connect(self.reject)
        row.addWidget(self.restore_button)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1240), room.width() - 40), min(theme.px(760), room.height() - 30))
        keeper = session.desk.backups()
        session.ask(lambda workspace: tuple(keeper.entries()), self._show)

    def _show(self, entries: Sequence[BackupEntry]) -> None:
        self.model.replace_rows(entries)
        self._fit()
        if entries:
            self.grid.selectRow(0)
            self.grid.setFocus()
            self._preview()
        else:
            self._say("还没有备份。每天第一次打开、关闭前、大批导入前会自动备份。")

    def _preview(self) -> None:
        entry = self.model.row_at(self.grid.currentIndex())
        self.restore_button.setEnabled(False)
        self.changes.clear()
        if entry is None:
            return
        if entry.wrong is not None:
            self._say("；".join(sentences([entry.wrong])), "error")
            return
        keeper = self._session.desk.backups()
        self._say("正在与现在的数据比较…")
        self._session.ask(
            lambda workspace: tuple(keeper.differences(workspace, entry)),
            lambda found: self._show_differences(entry, found),
            self._refuse,
        )

    def _show_differences(self, entry: BackupEntry, found: Sequence[HistoryEntry]) -> None:
        view = self._session.view
        if view is None or entry != self.model.row_at(self.grid.currentIndex()):
            return
        self.restore_button.setEnabled(True)
        lines = []
        for row in history_rows(found[:SHOWN], view.packs.catalogue):
            _, _, _, _, what, period, field, now, then, *_ = row.cells
            lines.append(f"{what}　{period}　{field}：现在 {now or '空'}，恢复后 {then or '空'}")
        more = f"\n还有 {len(found) - SHOWN} 处。" if len(found) > SHOWN else ""
        self.changes.setPlainText("\n".join(lines) + more)
        self._say(f"恢复后有 {len(found)} 处与现在不同：" if found else "这一份的数与现在相同。")

    def _restore(self) -> None:
        entry = self.model.row_at(self.grid.currentIndex())
        if entry is not None:
            self.restore_button.setEnabled(False)
            self._say("正在恢复…")
            self._session.restore(Path(entry.path), lambda _: self._on_restored(), self._refuse)

    def _on_restored(self) -> None:
        self.accept()
        self._restored()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._say("；".join(sentences(problems)), "error")

    def _say(self, words: str, tone: str = "text2") -> None:
        self.state.setText(words)
        set_tone(self.state, tone)

    def _fit(self) -> None:
        header, taken = self.grid.horizontalHeader(), 0
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column not in (Column.YEARS, Column.WHERE):
                width = max(self.grid.sizeHintForColumn(column), header.sectionSizeHint(column)) + self._theme.px(8)
                self.grid.setColumnWidth(column, width)
                taken += width
        room = max(self._theme.px(360), self.grid.viewport().width() - taken)
        self.grid.setColumnWidth(Column.YEARS, room // 2)
        self.grid.setColumnWidth(Column.WHERE, room - room // 2)

"""The backup part of 设置 · 数据与备份: made by itself, a second place, the list, and the way to another PC."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from hqd_desktop import paths
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import BackupDone, Reason
from hqd_desktop.services.members import group_title
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.backup_dialog import BackupDialog
from hqd_desktop.ui.pages.trouble_page import DATABASE_FILTER
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card
from hqd_desktop.ui.widgets.controls import Button, label

SECOND_BACKUP = "backup.second"
HANDOVER_FILTER = f"交接文件 (*{paths.HANDOVER_SUFFIX})"
TOLD = (
    "每天第一次打开、关闭前、升级前、大批导入前、恢复前自动备份，写完都打开核对。"
    "14 天内每天留一份，8 周内每周一份，两年内每月一份。"
)


class BackupCard(Card):
    """`switched` is told when another database is open."""

    def __init__(self, session: Session, theme: Theme, switched: Callable[[str], None]) -> None:
        super().__init__("备份")
        self._session, self._theme, self._switched = session, theme, switched
        self.column.addWidget(label(TOLD, wrap=True))
        self.last = label("", "caption", "text2", wrap=True)
        self.column.addWidget(self.last)
        self.second = label("", "caption", "text2", wrap=True)
        self.column.addWidget(self.second)
        self.column.addLayout(
            self._buttons(
                ("现在备份", "backup", self.back_up_now),
                ("看备份、恢复…", "history", self.open_list),
                ("选第二处…", "folder", self.choose_second),
            )
        )
        self.forget = Button("不用第二处", theme, "link")
        self.forget.clicked.connect(self._forget_second)
        self.column.addWidget(self.forget)
        other = "交接文件是数据库和全部佐证合成的一份，可在另一台电脑上打开；打开时逐个核对。"
        self.column.addWidget(label(other, wrap=True))
        self.column.addLayout(
            self._buttons(
                ("交接到另一台电脑…", "export", self.hand_over),
                ("打开交接文件…", "import", self.receive),
                ("从别处的备份恢复…", "database", self.restore_file),
            )
        )

    def show_view(self, view: View) -> None:
        """Draw a state."""
        folder = self._session.desk.settings().get(SECOND_BACKUP, "")
        away = folder and not Path(folder).is_dir()
        state = "（现在不在，接上后自动补）" if away else "，连同佐证文件"
        self.second.setText(f"第二处：{folder}{state}" if folder else "还没有选第二处。建议选 U 盘或共享文件夹。")
        self.forget.setVisible(bool(folder))
        keeper = self._session.desk.backups()
        self._session.ask(lambda workspace: next(iter(keeper.near.entries()), None), self._show_last)

    def back_up_now(self) -> None:
        """One by hand, which is kept until somebody takes it away."""
        keeper = self._session.desk.backups()
        self._session.ask(lambda workspace: keeper.make(workspace, Reason.HAND), self._on_made)

    def open_list(self) -> None:
        """All backups."""
        BackupDialog(self._session, self._theme, lambda: self._switched(
            "已从备份恢复成新的数据库，原来的原样留着。"), self.window()).open()  # fmt: skip

    def choose_second(self) -> None:
        """A folder on a stick or a share."""
        folder = QFileDialog.getExistingDirectory(self, "备份的第二处")
        if folder:
            self._session.desk.settings().set(SECOND_BACKUP, folder)
            self.back_up_now()

    def hand_over(self) -> None:
        """Everything in one file."""
        view = self._session.view
        if view is None:
            return
        name = f"{group_title(view.members)}_交接_{date.today():%Y%m%d}{paths.HANDOVER_SUFFIX}"
        place, _ = QFileDialog.getSaveFileName(self, "交接到另一台电脑", name, HANDOVER_FILTER)
        if place:
            path = Path(place)
            path = path if path.suffix == paths.HANDOVER_SUFFIX else path.with_name(path.name + paths.HANDOVER_SUFFIX)
            desk = self._session.desk
            self._session.ask(
                lambda workspace: tuple(desk.write_handover(path, workspace)), lambda lost: self._on_handed(path, lost)
            )

    def receive(self) -> None:
        """A file from another PC, as a database of its own."""
        place, _ = QFileDialog.getOpenFileName(self, "打开交接文件", "", HANDOVER_FILTER)
        if place:
            self._session.receive(
                Path(place), lambda _: self._switched("交接文件已核对，打开成新的数据库，原来的原样留着。")
            )

    def restore_file(self) -> None:
        """A backup that lies elsewhere."""
        place, _ = QFileDialog.getOpenFileName(self, "从备份恢复", "", DATABASE_FILTER)
        if place:
            self._session.restore(Path(place), lambda _: self._switched("已从备份恢复成新的数据库，原来的原样留着。"))

    # -- inside --------------------------------------------------------------------------------------------------

    def _buttons(self, *buttons) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        for text, icon, act in buttons:
            button = Button(text, self._theme, "", icon)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _show_last(self, entry) -> None:
        when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}（{entry.reason.value}）" if entry is not None else ""
        self.last.setText(f"上次备份：{when}，已核对。" if when else "还没有备份过。")

    def _on_made(self, done: BackupDone) -> None:
        self._redraw()
        if done.told:
            self._session.warn(done.told)
        else:
            self._session.notify(f"已备份到 {done.entry.path}，并打开核对过。")

    def _on_handed(self, path: Path, lost: Sequence[Problem]) -> None:
        if lost:
            self._session.warn(lost)
        else:
            self._session.notify(f"已写成交接文件 {path}，数据库和佐证都在里面。")

    def _forget_second(self) -> None:
        self._session.desk.settings().set(SECOND_BACKUP, "")
        self._redraw()

    def _redraw(self) -> None:
        if self._session.view is not None:
            self.show_view(self._session.view)

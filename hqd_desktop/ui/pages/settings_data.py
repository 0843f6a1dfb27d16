"""设置 · 数据与备份: where the database lies, a checked copy of it, another database, the sample, a new hospital."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from hqd_desktop import paths
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.trouble_page import DATABASE_FILTER
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card
from hqd_desktop.ui.widgets.controls import Button, label

LAST_BACKUP = "backup.last"


class DataSection(QWidget):
    """A copy is made by the store, which checks it; an existing database is never replaced."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        place = Card("数据放在哪里")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._file, self._folder = label("", wrap=True), label(str(session.desk.data_dir), wrap=True)
        for row, (name, text) in enumerate((("数据库", self._file), ("数据文件夹", self._folder))):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label(name, "body", "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
        place.column.addLayout(grid)
        place.column.addWidget(label("数据只存在本机，不联网、不上传。每个数填完就写入数据库。", "caption", "text2"))
        place.column.addLayout(self._buttons(("打开数据文件夹", "folder", self._on_folder_clicked)))
        backup = Card("备份")
        self._backup_text = label("备份是一份完整的数据库，写完会打开核对一遍。建议存到 U 盘或另一台电脑。", wrap=True)
        backup.column.addWidget(self._backup_text)
        self._apart = label("", "caption", "warning", wrap=True)
        backup.column.addWidget(self._apart)
        self._last = label("", "caption", "text2")
        backup.column.addWidget(self._last)
        backup.column.addLayout(
            self._buttons(
                ("备份到…", "backup", self._on_backup_clicked), ("从备份恢复…", "history", self._on_restore_clicked)
            )
        )
        other = Card("别的数据")
        other.column.addWidget(label("换到别的数据库，现在这个原样留着。", "body", wrap=True))
        other.column.addLayout(
            self._buttons(
                ("打开别的数据库…", "database", self._on_open_clicked),
                ("看示例数据", "sample", self._on_sample_clicked),
                ("新建医院…", "add", lambda: session.go_to("first_run")),
            )
        )
        for card in (place, backup, other):
            column.addWidget(card)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        self._file.setText(str(self._session.desk.database()))
        last = self._session.desk.settings().get(LAST_BACKUP, "")
        self._last.setText(f"上次备份：{last}" if last else "还没有在这里备份过。")
        self._apart.setText(self._apart_words(view))
        self._apart.setVisible(bool(self._apart.text()))

    def _apart_words(self, view: View) -> str:
        """What a copy of the database does not hold; nothing as long as there is no evidence."""
        if not view.evidence.records:
            return ""
        folder = self._session.desk.database().with_suffix(paths.EVIDENCE_SUFFIX).name
        return f"备份里有佐证的登记，没有佐证文件：请把数据文件夹里的“{folder}”文件夹也复制一份。"

    def do(self, act: str) -> None:
        """What Ctrl+K asks for, as its button does."""
        acts = {
            "folder": self._on_folder_clicked,
            "backup": self._on_backup_clicked,
            "restore": self._on_restore_clicked,
            "open": self._on_open_clicked,
            "sample": self._on_sample_clicked,
        }
        acts[act]()

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

    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.desk.data_dir)))

    def _on_backup_clicked(self) -> None:
        view = self._session.view
        if view is None:
            return
        name = f"{view.hospital.name}_备份_{date.today():%Y%m%d}{paths.DATABASE_SUFFIX}"
        place, _ = QFileDialog.getSaveFileName(self, "备份到", name, DATABASE_FILTER)
        if not place:
            return
        path = Path(place)
        path = path if path.suffix else path.with_suffix(paths.DATABASE_SUFFIX)
        self._session.back_up(path, lambda: self._on_backed_up(path))

    def _on_backed_up(self, path: Path) -> None:
        said = f"{date.today():%Y-%m-%d}　{path}"
        self._session.desk.settings().set(LAST_BACKUP, said)
        self._last.setText(f"上次备份：{said}")
        view = self._session.view
        apart = self._apart_words(view) if view is not None else ""
        self._session.notify(f"已备份到 {path}，并打开核对过。{apart}", "warning" if apart else "ok")

    def _on_restore_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "从备份恢复", "", DATABASE_FILTER)
        if place:
            self._session.restore(
                Path(place), lambda _: self._on_switched("已从备份恢复成新的数据库，原来的原样留着。")
            )

    def _on_open_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "打开别的数据库", "", DATABASE_FILTER)
        if place:
            self._session.open_database(Path(place), lambda _: self._on_switched(f"已打开 {place}。"))

    def _on_sample_clicked(self) -> None:
        self._session.tasks.run_in_database(lambda: tuple(self._session.desk.source().samples()), self._offer_samples)

    def _offer_samples(self, samples) -> None:
        menu = QMenu(self)
        for sample in samples:
            menu.addAction(
                f"{sample.hospital.name}（{sample.hospital.class_label}）",
                lambda sample=sample: self._session.open_sample(
                    sample, lambda _: self._on_switched("已打开示例数据。")
                ),
            )
        menu.popup(self.mapToGlobal(self.rect().center()))

    def _on_switched(self, words: str) -> None:
        self._session.go_to("overview")
        self._session.notify(words)

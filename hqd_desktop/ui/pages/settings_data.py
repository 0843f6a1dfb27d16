"""设置 · 数据与备份: where the database lies, a checked copy of it, another database, the sample, a new hospital."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from hqd_desktop.services.messages import sentences
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.backup_card import BackupCard
from hqd_desktop.ui.pages.trouble_page import DATABASE_FILTER
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card
from hqd_desktop.ui.widgets.controls import Button, label

SHARED = (
    "数据库在网络共享上：现在改的是本机的副本，关闭程序时核对后交回；别人这时只能看。共享上的若被别人改过，两份都留着。"
)


class DataSection(QWidget):
    """An existing database is never replaced."""

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
        self.shared = label(SHARED, "body", wrap=True)
        self.return_button = Button("现在交回", theme, "", "export")
        self.return_button.clicked.connect(self.give_back)
        place.column.addWidget(self.shared)
        place.column.addWidget(self.return_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.backup = BackupCard(session, theme, self._on_switched)
        other = Card("别的数据")
        other.column.addWidget(label("换到别的数据库，现在这个原样留着。", "body", wrap=True))
        other.column.addLayout(
            self._buttons(
                ("打开别的数据库…", "database", self._on_open_clicked),
                ("看示例数据", "sample", self._on_sample_clicked),
                ("新建医院…", "add", lambda: session.go_to("first_run")),
            )
        )
        for card in (place, self.backup, other):
            column.addWidget(card)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        self._file.setText(str(self._session.desk.database()))
        for widget in (self.shared, self.return_button):
            widget.setVisible(self._session.desk.is_working_copy())
        self.backup.show_view(view)

    def give_back(self) -> None:
        """Put what was changed in the local copy back on the share."""
        self._session.ask(
            lambda workspace: workspace.books.past.give_back(),
            lambda given: self._session.notify(
                "已核对并交回共享，接着在副本上改。" if given else "没有要交回的改动，共享上的就是最新的。"
            ),
            lambda problems: self._session.notify("\n".join(sentences(problems)), "warning"),
        )

    def do(self, act: str) -> None:
        """What Ctrl+K asks for, as its button does."""
        acts = {
            "folder": self._on_folder_clicked,
            "backup": self.backup.back_up_now,
            "restore": self.backup.open_list,
            "hand_over": self.backup.hand_over,
            "receive": self.backup.receive,
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
        menu.addSeparator()
        menu.addAction(
            f"示例医共体（{len(samples)} 家一起，可做院际对比）",
            lambda: self._session.open_samples(
                samples, lambda _: self._on_switched("已打开示例医共体。Ctrl+H 换医院，Ctrl+G 院际对比。")
            ),
        )
        menu.popup(self.mapToGlobal(self.rect().center()))

    def _on_switched(self, words: str) -> None:
        self._session.go_to("overview")
        self._session.notify(words)

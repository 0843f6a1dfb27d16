"""Shown in place of the frame when the database does not open: what happened, what is safe, what can be done."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop import paths
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.pages.trouble_words import Way, trouble_of
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel, set_tone
from hqd_desktop.ui.widgets.flow_row import FlowRow
from hqd_desktop.ui.widgets.status_shapes import Shape, ShapeLabel

DATABASE_FILTER = f"自评数据库 (*{paths.DATABASE_SUFFIX})"


class TroublePage(QWidget):
    """`opened` after another database or a copy was opened."""

    retry_asked = Signal()
    first_run_asked = Signal()
    opened = Signal()

    def __init__(self, session: Session, theme: Theme, path: Path, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._session, self._theme, self._path = session, theme, path
        self.setProperty("area", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        trouble = trouble_of(problems)
        frame, column = panel("card", (32, 28, 32, 28), 14)
        frame.setMaximumWidth(theme.px(760))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(ShapeLabel(Shape.ERROR, theme, 24))
        head.addWidget(label(trouble.title, "title"), 1)
        column.addLayout(head)
        self._words = label("\n".join(sentences(problems)), "body", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._words)
        if trouble.hint:
            column.addWidget(label(trouble.hint, "secondary", "text2", wrap=True))
        column.addWidget(label(f"文件：{path}", "caption", "text2", wrap=True))
        row = FlowRow(between=theme.px(8), lines=theme.px(8))
        for place, way in enumerate(trouble.ways):
            button = Button(way.value, theme, "" if place else "primary")
            button.clicked.connect(lambda _=False, way=way: self._go(way))
            row.addWidget(button)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 4)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)

    def _go(self, way: Way) -> None:
        acts: dict[Way, Callable[[], object]] = {
            Way.RETRY: self.retry_asked.emit,
            Way.LOOK: self._look,
            Way.BACKUPS: self._on_backups_clicked,
            Way.OPEN: self._on_open_clicked,
            Way.SALVAGE: self._on_salvage_clicked,
            Way.ASIDE: self._on_aside_clicked,
            Way.FIRST_RUN: self.first_run_asked.emit,
        }
        acts[way]()

    def _look(self) -> None:
        """Somebody else has it: it can be read and printed meanwhile."""
        self._session.open_database(self._path, self._on_opened, self._on_failed, read_only=True)

    def _on_open_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "打开数据库", "", DATABASE_FILTER)
        if place:
            self._session.open_database(Path(place), self._on_opened, self._on_failed)

    def _on_backups_clicked(self) -> None:
        from hqd_desktop.ui.dialogs.rescue_dialog import RescueDialog

        RescueDialog(self._session, self._theme, self._on_opened, self.window()).open()

    def _on_salvage_clicked(self) -> None:
        start = self._path.with_name(f"抢救出的数_{date.today():%Y%m%d}.csv")
        place, _ = QFileDialog.getSaveFileName(self, "抢救读得出的数", str(start), "CSV (*.csv)")
        if place:
            target = Path(place).with_suffix(".csv")
            self._in_files(lambda: tuple(self._session.desk.salvage(self._path, target)), self._on_salvaged)

    def _on_salvaged(self, places: Sequence[Path]) -> None:
        if not places:
            self._say("一个数也没能读出来。这个文件原样留着；请从备份恢复，或复制一份给维护人员。", "warning")
            return
        names = "、".join(str(place) for place in places)
        self._say(f"读得出的数已写到 {names}。新建医院后用“从 Excel 导入…”导入，请逐个核对。", "ok")

    def _on_aside_clicked(self) -> None:
        start = self._path.with_name(f"{self._path.stem}_原样_{date.today():%Y%m%d}.zip")
        place, _ = QFileDialog.getSaveFileName(self, "复制一份给维护人员", str(start), "压缩包 (*.zip)")
        if place:
            target = Path(place).with_suffix(".zip")
            self._in_files(
                lambda: self._session.desk.copy_aside(self._path, target),
                lambda _: self._say(f"已原样复制到 {target}。里面有填报的数，请妥善保管。", "ok"),
            )

    def _in_files(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._say("正在读这个文件…", "")
        self._session.tasks.run_in_files(lambda tell, cancel: job(), done, self._on_refused)

    def _on_refused(self, error: UserFacingError) -> None:
        self._on_failed(error.problems)

    def _on_opened(self, _view: object) -> None:
        self.opened.emit()

    def _on_failed(self, problems: Sequence[Problem]) -> None:
        self._say("\n".join(sentences(problems)), "error")

    def _say(self, words: str, tone: str) -> None:
        self._words.setText(words)
        set_tone(self._words, tone)

"""Shown in place of the frame when the database does not open: what happened, what is safe, what can be done."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop import paths
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel
from hqd_desktop.ui.widgets.status_shapes import Shape, ShapeLabel

DATABASE_FILTER = f"自评数据库 (*{paths.DATABASE_SUFFIX})"


class TroublePage(QWidget):
    """`opened` after another database or a copy was opened."""

    retry_asked = Signal()
    first_run_asked = Signal()
    opened = Signal()

    def __init__(self, session: Session, theme: Theme, path: Path, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._session = session
        self.setProperty("area", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        frame, column = panel("card", (32, 28, 32, 28), 14)
        frame.setMaximumWidth(theme.px(720))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(ShapeLabel(Shape.ERROR, theme, 24))
        head.addWidget(label("数据库没有打开", "title"), 1)
        column.addLayout(head)
        self._words = label("\n".join(sentences(problems)), "body", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._words)
        column.addWidget(label(f"文件：{path}", "caption", "text2", wrap=True))
        row = QHBoxLayout()
        held = any(problem.code == "store_in_use" for problem in problems)
        for text, kind, act in (
            ("再试一次", "primary", self.retry_asked.emit),
            *((("只读查看", "", lambda: self._look(path)),) if held else ()),
            ("打开别的数据库…", "", self._on_open_clicked),
            ("从备份恢复…", "", self._on_restore_clicked),
            ("新建医院…", "", self.first_run_asked.emit),
        ):
            button = Button(text, theme, kind)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 4)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)

    def _look(self, path: Path) -> None:
        """Somebody else has it: it can be read and printed meanwhile."""
        self._session.open_database(path, self._on_opened, self._on_failed, read_only=True)

    def _on_open_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "打开数据库", "", DATABASE_FILTER)
        if place:
            self._session.open_database(Path(place), self._on_opened, self._on_failed)

    def _on_restore_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "从备份恢复", "", DATABASE_FILTER)
        if place:
            self._session.restore(Path(place), self._on_opened, self._on_failed)

    def _on_opened(self, _view: object) -> None:
        self.opened.emit()

    def _on_failed(self, problems: Sequence[Problem]) -> None:
        self._words.setText("\n".join(sentences(problems)))

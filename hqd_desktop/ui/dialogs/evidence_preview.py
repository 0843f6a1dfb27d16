"""A registered file in the window: its pages drawn from a checked copy; what cannot be drawn says why.

It opens nothing by itself: 打开 hands the copy to the system's own program for its kind.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence_wording import facts
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.preview_process import PageDrawer
from hqd_desktop.ui.previews import MOST_PAGES, Preview, can_preview
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, label
from hqd_desktop.ui.widgets.page_view import PageView

OTHER_KIND = "这种文件不在窗口里看。点“用系统程序打开”，看的是核对过的只读副本。"


class EvidencePreview(QDialog):
    """Several files one after the other: Alt+← and Alt+→; PageUp and PageDown turn pages, Esc closes."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        records: Sequence[Evidence],
        current: int,
        opened: Callable[[Evidence], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._open = session, theme, opened
        self._records, self._current, self._round = tuple(records), current, 0
        self._drawer: PageDrawer | None = None
        self._jobs: list[Cancel] = []
        self.finished.connect(lambda _: self._let_go())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("佐证预览")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        self.title = ElidedLabel("", "panel")
        self.facts = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        self.view = PageView(theme, "佐证预览")
        self.view.wanted.connect(self._on_pictures_wanted)
        column.addWidget(self.view, 1)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(980), room.width() - 40), room.height() - 24)
        self._show()

    @property
    def record(self) -> Evidence:
        """The file that is shown."""
        return self._records[self._current]

    def step(self, by: int) -> None:
        """The next file or the one before."""
        if 0 <= self._current + by < len(self._records):
            self._current += by
            self._show()

    def keyPressEvent(self, event):
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.step(steps[event.key()])
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.before = self._button("上一份", "left", lambda: self.step(-1))
        self.after = self._button("下一份", "right", lambda: self.step(1))
        self.open_button = self._button("用系统程序打开", "", lambda: self._open(self.record))
        for button in (self.before, self.after, self.open_button):
            row.addWidget(button)
        row.addStretch(1)
        close = Button("关闭 Esc", self._theme, "primary")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _button(self, words: str, icon: str, act: Callable[[], object]) -> Button:
        made = Button(words, self._theme, "", icon)
        made.clicked.connect(lambda: act())
        return made

    # -- drawing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._let_go()
        number, record = self._round, self.record
        place = f"{self._current + 1} / {len(self._records)}　" if len(self._records) > 1 else ""
        self.title.setText(f"{place}{record.title}")
        age = ("已过期",) if record.outdated(date.today()) else ()
        self.facts.setText("　·　".join((record.name, *facts(record), *age)))
        for button, there in ((self.before, self._current), (self.after, len(self._records) - 1 - self._current)):
            button.setVisible(len(self._records) > 1)
            button.setEnabled(there > 0)
        if not can_preview(record.name):
            self.view.show_words(OTHER_KIND)
            return
        self.view.show_words("正在核对并打开…")
        folder = self._session.desk.evidence_folder()

        def look(tell, cancel) -> tuple[PageDrawer, Preview]:
            copy: Path = folder.lay_out(record.digest, record.name)
            cancel.check()
            drawer = PageDrawer(copy, record.name)
            return drawer, drawer.open(cancel.check)

        self._run(look, lambda made: self._on_opened(made[0], made[1], number), number)

    def _run(self, job: Callable, done: Callable, number: int) -> None:
        job_held = self._session.tasks.run_in_files(job, done, lambda error: self._on_refused(error, number))
        self._jobs = [*self._jobs[-3:], job_held]

    def _let_go(self) -> None:
        """Stop what is on its way for the file before, and end its process behind that."""
        for job in self._jobs:
            job.request()
        drawer, self._drawer, self._jobs = self._drawer, None, []
        self._round += 1
        if drawer is not None:
            self._session.tasks.run_in_files(lambda tell, cancel: drawer.close(), lambda _: None)

    def _on_opened(self, drawer: PageDrawer, made: Preview, number: int) -> None:
        if number != self._round or not shiboken6.isValid(self):
            self._session.tasks.run_in_files(lambda tell, cancel: drawer.close(), lambda _: None)
            return
        self._drawer = drawer
        if not made.whole:
            self.facts.setText(f"{self.facts.text()}　·　只预览前 {MOST_PAGES} 页")
        self.view.show_pages(made.sizes)
        self.view.sheet.setFocus()

    def _on_refused(self, error: UserFacingError, number: int) -> None:
        if number == self._round and shiboken6.isValid(self):
            self._drawer = None
            self.view.show_words("\n".join(sentences(error.problems)))

    def _on_pictures_wanted(self, numbers: list[int], dpi: float) -> None:
        drawer, of_round = self._drawer, self._round
        if drawer is None:
            return

        def work(tell, cancel) -> list[tuple[int, QImage]]:
            return [(number, drawer.draw(number, dpi, cancel.check)) for number in numbers]

        def take(images: list[tuple[int, QImage]]) -> None:
            if of_round == self._round and shiboken6.isValid(self):
                for number, image in images:
                    self.view.show_image(number, image)

        self._run(work, take, of_round)

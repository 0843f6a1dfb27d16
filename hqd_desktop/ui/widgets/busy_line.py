"""A line that says what is being done on the file thread, how far it is, and offers to stop it; it knows no job."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from hqd_desktop.ui.tasks import Cancel, Tasks, Tell
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel

T = TypeVar("T")


class BusyLine(QWidget):
    """Shown only while something is being looked for. `changed` tells that this has begun or ended."""

    changed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._doing = ""
        self._job: Cancel | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = ElidedLabel("", "secondary", "text2")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("进度")
        self.bar.setFixedWidth(theme.px(180))
        self.stop = Button("停止", theme, "small")
        self.stop.clicked.connect(self.cancel)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self.hide()

    @property
    def looking(self) -> bool:
        """Whether something is being done."""
        return self._job is not None

    def look(self, doing: str, job: Callable[[Tell, Cancel], T], done: Callable[[T], None]) -> None:
        """Do what may take seconds, in the place of what was being done before; `done` only if nobody stops it."""
        self.cancel()
        self._doing = doing
        self.words.setText(f"{doing}……")
        self.bar.setRange(0, 0)
        self.show()

        def found(answer: T) -> None:
            if self._job is own:  # else it was stopped when it was as good as done
                self._end()
                done(answer)

        def over() -> None:
            if self._job is own:
                self._end()

        own = self._tasks.run_in_files(job, found, None, self._on_told, over)
        self._job = own
        self.changed.emit()

    def cancel(self) -> None:
        """Stop at the next step, if anything is being done; its answer is not wanted any more."""
        if self._job is not None:
            self._job.request()
            self._end()

    def _end(self) -> None:
        self._job = None
        self.hide()
        self.changed.emit()

    def _on_told(self, step: int, steps: int, words: str) -> None:
        if self._job is not None:
            self.bar.setRange(0, steps)
            self.bar.setValue(step)
            self.words.setText(f"{self._doing}：{words}")

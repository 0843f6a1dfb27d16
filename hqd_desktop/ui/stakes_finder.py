"""Finds 分差 for whoever shows it: once per state, on the file thread, while nobody types; never for a past state."""

from collections.abc import Mapping
from time import monotonic, perf_counter, sleep

from PySide6.QtCore import QObject, Signal

from hqd_desktop.services.desk import Desk
from hqd_desktop.services.shortfalls import Shortfalls
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.tasks import Cancel, Tasks

# Seconds of work and of rest: both threads share one interpreter, and a key pressed meanwhile must not be kept waiting.
WORK, REST = 0.002, 0.004
# Seconds: how long after a key the search stands still, and how often it looks whether it may go on.
QUIET, LOOK = 0.4, 0.02


class Hush:
    """Whether somebody types: one thread writes it, the other reads it, and nothing depends on the exact moment."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self) -> None:
        """Somebody types."""
        self._until = monotonic() + QUIET

    @property
    def is_on(self) -> bool:
        """Whether keys were pressed a moment ago."""
        return monotonic() < self._until


class _Pace:
    """What the search asks at every probe: whether it is still wanted, whether somebody types, and for a rest."""

    def __init__(self, cancel: Cancel, hush: Hush) -> None:
        self._cancel, self._hush, self._since = cancel, hush, perf_counter()

    def __call__(self) -> None:
        self._cancel.check()
        while self._hush.is_on:
            sleep(LOOK)
            self._cancel.check()
        if perf_counter() - self._since > WORK:
            sleep(REST)
            self._since = perf_counter()


class StakesFinder(QObject):
    """`found` carries the Shortfalls of the view that was asked last; a page asks when it draws a view."""

    found = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._wanted: tuple[str, Mapping[str, str]] | None = None
        self._known: Shortfalls | None = None
        self._cancel: Cancel | None = None
        self._hush = Hush()

    def put_off(self) -> None:
        """Somebody types: a search that runs stands still until the hands rest."""
        self._hush.begin()

    def ask(self, view: View) -> Shortfalls | None:
        """What is known of this view, or None: then `found` follows."""
        assessment, departments = view.assessment, view.departments
        wanted = (assessment.digest, departments)
        if wanted == self._wanted:
            return self._known
        if self._cancel is not None:
            self._cancel.request()
        self._wanted, self._known = wanted, None

        def job(tell: object, cancel: Cancel) -> Shortfalls:
            return self._desk.shortfalls()(assessment, departments, _Pace(cancel, self._hush))

        self._cancel = self._tasks.run_in_files(job, lambda answer: self._on_found(wanted, answer))
        return None

    def _on_found(self, wanted: tuple[str, Mapping[str, str]], answer: Shortfalls) -> None:
        if wanted == self._wanted:
            self._known = answer
            self.found.emit(answer)

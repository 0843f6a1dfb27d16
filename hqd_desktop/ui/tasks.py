"""Work off the GUI thread: one thread for the database, one for files; answers come back on the GUI thread.

It refuses to know what the work is. Fault of the user and fault of ours part ways here: the first is given to
`failed` (or the signal `refused`), the second always to `crashed`.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from hqd_desktop.services.errors import Cancelled, UserFacingError
from hqd_desktop.ui.faults import describe_error

T = TypeVar("T")
Failed = Callable[[UserFacingError], None]
Tell = Callable[[int, int, str], None]
_log = logging.getLogger("hqd.tasks")


class Cancel:
    """Whether the user asked a long job to stop; the job asks `check` between its steps."""

    def __init__(self) -> None:
        self._event = Event()

    def request(self) -> None:
        """Ask the job to stop at its next step."""
        self._event.set()

    @property
    def requested(self) -> bool:
        """Whether it was asked to."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled when the job was asked to stop."""
        if self._event.is_set():
            raise Cancelled


@dataclass(frozen=True, slots=True)
class _Answer:
    callback: Callable[..., None] | None
    values: tuple[Any, ...]
    last: bool = True


class Tasks(QObject):
    """Made on the GUI thread; `close` ends both threads. After that nothing is delivered any more."""

    refused = Signal(object)
    crashed = Signal(object)
    idle = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = ThreadPoolExecutor(1, "database")
        self._files = ThreadPoolExecutor(1, "files")
        self._running = 0
        self._closed = False
        self._cancels: set[Cancel] = set()
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any job is waiting, running, or not yet answered; never after `close`."""
        return self._running > 0 and not self._closed

    def run_in_database(self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Run `job` after all database jobs before it."""
        self._submit(self._database, job, done, failed, None)

    def run_in_files(
        self,
        job: Callable[[Tell, Cancel], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Tell | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Cancel:
        """Run `job(tell, cancel)` on the file thread; `tell(step, steps, words)` reaches `progress`."""
        cancel = Cancel()

        def tell(step: int, steps: int, words: str = "") -> None:
            cancel.check()
            self._answered.emit(_Answer(progress, (step, steps, words), last=False))

        def work() -> T:
            cancel.check()
            return job(tell, cancel)

        self._cancels.add(cancel)
        self._submit(self._files, work, done, failed, cancelled, cancel)
        return cancel

    def close(self) -> None:
        """Stop taking work, ask long jobs to stop, finish the database's, and let go of both threads."""
        if self._closed:
            return
        self._closed = True
        for cancel in tuple(self._cancels):
            cancel.request()
        self._files.shutdown(wait=True, cancel_futures=True)
        self._database.shutdown(wait=True)

    def _submit(
        self,
        executor: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Callable[..., None],
        failed: Failed | None,
        cancelled: Callable[[], None] | None,
        cancel: Cancel | None = None,
    ) -> None:
        if self._closed:
            return
        self._running += 1

        def run() -> None:
            answer = self._answer_of(work, done, failed, cancelled)
            if cancel is not None:
                self._cancels.discard(cancel)
            if not self._closed:
                self._answered.emit(answer)

        executor.submit(run)

    def _answer_of(
        self,
        work: Callable[[], Any],
        done: Callable[..., None],
        failed: Failed | None,
        cancelled: Callable[[], None] | None,
    ) -> _Answer:
        try:
            return _Answer(done, (work(),))
        except Cancelled:
            return _Answer(cancelled, ())
        except UserFacingError as error:
            return _Answer(failed or self.refused.emit, (error,))
        except Exception as error:  # noqa: BLE001 — the outermost layer of this thread
            _log.error("a job failed: %s", describe_error(error))
            return _Answer(self.crashed.emit, (error,))

    @Slot(object)
    def _on_answered(self, answer: _Answer) -> None:
        if answer.last:
            self._running -= 1
        if not self._closed and answer.callback is not None and _is_alive(answer.callback):
            answer.callback(*answer.values)
        if self._running == 0:
            self.idle.emit()


def _is_alive(callback: Callable[..., None]) -> bool:
    """Whether the widget that a bound method belongs to still exists."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)

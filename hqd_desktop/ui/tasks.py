"""Work off the GUI thread: one thread for the database, one for files; answers come back on the GUI thread.

It refuses to know what the work is. Fault of the user and fault of ours part ways here: the first is given to
`failed` (or the signal `refused`), the second always to `crashed`.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from hqd_desktop.domain.problems import Problem
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
class _Job:
    """Kept on the GUI thread: what belongs to windows must not be let go of on another, where Qt would wait for us."""

    work: Callable[[], Any]
    answers: Mapping[str, Callable[..., None] | None]
    cancel: Cancel | None


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    name: str
    values: tuple[Any, ...]


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
        self._jobs: dict[int, _Job] = {}
        self._numbers = count(1)
        self._closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any job is waiting, running, or not yet answered; never after `close`."""
        return bool(self._jobs) and not self._closed

    def run_in_database(self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Run `job` after all database jobs before it."""
        answers = {"done": done, "failed": failed or self.refused.emit}
        self._submit(self._database, next(self._numbers), _Job(job, answers, None))

    def run_in_files(
        self,
        job: Callable[[Tell, Cancel], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Tell | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Cancel:
        """Run `job(tell, cancel)` on the file thread; `tell(step, steps, words)` reaches `progress`."""
        cancel, number = Cancel(), next(self._numbers)

        def tell(step: int, steps: int, words: str = "") -> None:
            cancel.check()
            self._answered.emit(_Answer(number, "progress", (step, steps, words)))

        def work() -> T:
            cancel.check()
            return job(tell, cancel)

        answers = {"done": done, "failed": failed or self.refused.emit, "progress": progress, "cancelled": cancelled}
        self._submit(self._files, number, _Job(work, answers, cancel))
        return cancel

    def close(self) -> None:
        """Stop taking work, ask long jobs to stop, finish the database's, and let go of both threads."""
        if self._closed:
            return
        self._closed = True
        for job in self._jobs.values():
            if job.cancel is not None:
                job.cancel.request()
        self._files.shutdown(wait=True, cancel_futures=True)
        self._database.shutdown(wait=True)
        self._jobs.clear()

    def _submit(self, executor: ThreadPoolExecutor, number: int, job: _Job) -> None:
        if self._closed:
            return
        self._jobs[number] = job
        waiting = [job.work]

        def run() -> None:
            answer = self._answer_of(number, waiting)
            if not self._closed:
                self._answered.emit(answer)

        executor.submit(run)

    @staticmethod
    def _answer_of(number: int, waiting: list[Callable[[], Any]]) -> _Answer:
        try:
            return _Answer(number, "done", (waiting.pop()(),))
        except Cancelled:
            return _Answer(number, "cancelled", ())
        except UserFacingError as error:
            return _Answer(number, "failed", (error,))
        except MemoryError:  # no fault of ours: less at once, or another program closed, and it goes
            return _Answer(number, "failed", (UserFacingError(Problem("memory_full")),))
        except Exception as error:  # noqa: BLE001 — the outermost layer of this thread
            _log.error("a job failed: %s", describe_error(error))
            return _Answer(number, "crashed", (error,))

    @Slot(object)
    def _on_answered(self, answer: _Answer) -> None:
        if self._closed:
            return
        job = self._jobs[answer.number] if answer.name == "progress" else self._jobs.pop(answer.number)
        callback = self.crashed.emit if answer.name == "crashed" else job.answers.get(answer.name)
        if callback is not None and _is_alive(callback):
            callback(*answer.values)
        if not self._jobs:
            self.idle.emit()


def _is_alive(callback: Callable[..., None]) -> bool:
    """Whether the widget that a bound method belongs to still exists."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)

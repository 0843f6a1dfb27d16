"""Reads a foreign table on the file thread and sees which kept mappings fit it; it shows nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused, UserFacingError
from hqd_desktop.services.mapping_finding import find_all
from hqd_desktop.services.mapping_text import targets_from
from hqd_desktop.services.records import StoredMapping
from hqd_desktop.services.sheet_index import GridIndex
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel, Tell


@dataclass(frozen=True, slots=True)
class Fit:
    """A kept mapping and how much of it stands in a file; `fault` where the mapping cannot be read at all."""

    stored: StoredMapping
    found: int
    asked: int
    fault: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything was found."""
        return self.found == self.asked > 0


class TableReader(QObject):
    """`done` carries a GridIndex and a tuple of Fits, `failed` the problems, `told` step, steps and sheet."""

    done = Signal(object, object)
    failed = Signal(object)
    stopped = Signal()
    told = Signal(int, int, str)

    def __init__(self, session: Session, catalogue: Catalogue, year: int, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._catalogue, self._year = session, catalogue, year
        self._cancel: Cancel | None = None

    def read(self, path: Path) -> None:
        """Read a file; one that is still being read is let go of."""
        self.stop()
        self._session.read_mappings(lambda kept: self._read(path, kept))

    def stop(self) -> None:
        """Stop at the next step, if anything is being read."""
        if self._cancel is not None:
            self._cancel.request()

    def weigh(self, index: GridIndex, kept: Sequence[StoredMapping], done: Callable[[tuple[Fit, ...]], None]) -> None:
        """How well each mapping fits a table that was read, on the file thread."""
        self._session.tasks.run_in_files(lambda tell, cancel: self._fits(index, kept, tell), done)

    def _fits(self, index: GridIndex, kept: Sequence[StoredMapping], tell: Tell) -> tuple[Fit, ...]:
        return tuple(fit_of(index, stored, self._catalogue, tell) for stored in kept)

    def _read(self, path: Path, kept: Sequence[StoredMapping]) -> None:
        desk, year = self._session.desk, self._year

        def job(tell, cancel) -> tuple[GridIndex, tuple[Fit, ...]]:
            grid = desk.workbooks().read_table(path, tell)
            if isinstance(grid, Problem):
                raise FileRefused(grid)
            index = GridIndex(grid, year)
            index.prepare(tell)
            return index, self._fits(index, kept, tell)

        self._cancel = self._session.tasks.run_in_files(
            job, self._on_done, self._on_failed, self._on_told, self._on_stopped
        )

    def _on_done(self, answer: tuple[GridIndex, tuple[Fit, ...]]) -> None:
        self._cancel = None
        self.done.emit(*answer)

    def _on_failed(self, error: UserFacingError) -> None:
        self._cancel = None
        self.failed.emit(tuple(error.problems))

    def _on_told(self, step: int, steps: int, words: str) -> None:
        self.told.emit(step, steps, words)

    def _on_stopped(self) -> None:
        self._cancel = None
        self.stopped.emit()


def fit_of(index: GridIndex, stored: StoredMapping, catalogue: Catalogue, tell: Tell | None = None) -> Fit:
    """How much of a kept mapping is found in a table."""
    targets = targets_from(stored.body, stored.name)
    if isinstance(targets, Problem):
        return Fit(stored, 0, 0, "读不懂，可能是更新版本的程序存的")
    found = find_all(index, targets, catalogue, tell)
    return Fit(stored, sum(1 for one in found if one.row >= 0), len(found))

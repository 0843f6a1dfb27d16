"""What a page may ask: the present View, acts on it (run on the database thread), files, and going to another page.

It hides the Workspace and the threads. An act answers through `view_changed`; whoever asked may pass `done` (gets
the View) and `failed` (gets the problems). Without `failed` the window shows them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step
from hqd_desktop.services import guarding, opening
from hqd_desktop.services.books import Books
from hqd_desktop.services.collection_return import Choices, Comparison
from hqd_desktop.services.comparing import Comparison as YearComparison
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import StoreError, UserFacingError
from hqd_desktop.services.evidence import EvidenceAct
from hqd_desktop.services.form_book import FormBook
from hqd_desktop.services.members import still_open
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.ports import EvidenceFolder
from hqd_desktop.services.records import HistoryEntry, ImportedFigures, Sample, StoredMapping, Submission
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.workspace import View, Workspace
from hqd_desktop.ui.stakes_finder import StakesFinder
from hqd_desktop.ui.tasks import Tasks

T = TypeVar("T")
Done = Callable[[View], None]
Failed = Callable[[Sequence[Problem]], None]


class Session(QObject):
    """One per window. Before a hospital is open `view` is None."""

    view_changed = Signal(object)
    saving = Signal()
    saved = Signal(object)
    save_failed = Signal(object)
    refused = Signal(object)
    navigation_requested = Signal(str, dict)
    notice_given = Signal(str, str, object)
    person_changed = Signal(str)
    window_asked = Signal(str)  # an act of the window, by its name in Ctrl+K

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = tasks
        self.stakes = StakesFinder(desk, tasks, self)
        self._workspace: Workspace | None = None
        self._view: View | None = None

    @property
    def view(self) -> View | None:
        """The state as of the last commit."""
        return self._view

    # -- opening -------------------------------------------------------------------------------------------------

    def open_database(
        self, path: Path, done: Done | None = None, failed: Failed | None = None, read_only: bool = False
    ) -> None:
        """Open an existing database at the hospital that was open last, at its latest year."""
        self._run(lambda: self._take(opening.open_database(self.desk, path, read_only)), done, failed)

    def create_hospital(
        self, hospital: Hospital, scheme_id: str, year: int, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Begin a new hospital in a database of its own; one that exists is never added to."""
        self._run(lambda: self._take(opening.begin(self.desk, hospital, scheme_id, year)), done, failed)

    def open_sample(self, sample: Sample, done: Done | None = None, failed: Failed | None = None) -> None:
        """Open a sample hospital in a database of its own."""
        self.open_samples((sample,), done, failed)

    def open_samples(self, samples: Sequence[Sample], done: Done | None = None, failed: Failed | None = None) -> None:
        """Open sample hospitals together, as a group, in a database of their own."""
        self._run(lambda: self._take(opening.begin_samples(self.desk, samples)), done, failed)

    def restore(self, backup: Path, done: Done | None = None, failed: Failed | None = None) -> None:
        """Keep the present state, then bring a copy in as a database of its own, and open it."""
        self.tasks.run_in_database(
            lambda: guarding.restore(self.desk, self._workspace, backup),
            lambda path: self.open_database(path, done, failed),
            lambda error: self._on_failed(error, failed),
        )

    def receive(self, path: Path, done: Done | None = None, failed: Failed | None = None) -> None:
        """Check a hand-over file, bring it in as a database of its own, and open it."""
        self.tasks.run_in_database(
            lambda: self.desk.receive(path),
            lambda place: self.open_database(place, done, failed),
            lambda error: self._on_failed(error, failed),
        )

    def open_year(self, year: int, done: Done | None = None, failed: Failed | None = None) -> None:
        """Another year of this hospital; one that does not exist yet is begun."""

        def job(workspace: Workspace) -> View:
            view = workspace.view
            return workspace.open(view.hospital.id, year) if year in view.years else workspace.add_year(year)

        self._run(self._meant(job), done, failed)

    # -- acts on figures -----------------------------------------------------------------------------------------

    def enter(
        self, item: str, period: Period, text: str, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Write what was typed into one cell."""
        self._act(lambda w: w.enter(item, period, text), done, failed)

    def enter_many(
        self,
        cells: Iterable[tuple[str, Period, str]],
        name: str = "粘贴",
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write a block as one step: all of it, or nothing."""
        block = tuple(cells)
        self._act(lambda w: w.enter_many(block, name), done, failed)

    def mark_not_applicable(
        self, item: str, period: Period, reason: str, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """不适用 with its reason."""
        self._act(lambda w: w.mark_not_applicable(item, period, reason), done, failed)

    def write_note(
        self, item: str, period: Period, note: str, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """A remark beside a figure."""
        self._act(lambda w: w.write_note(item, period, note), done, failed)

    def clear(self, keys: Iterable[FigureKey], done: Done | None = None) -> None:
        """Back to blank (缺)."""
        wanted = tuple(keys)
        self._act(lambda w: w.clear(wanted), done, None)

    def take_over(
        self, imported: ImportedFigures, origin: str, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Write all figures of an import as one step."""
        self._act(lambda w: guarding.take_over(self.desk, w, imported, origin), done, failed)

    def read_mappings(self, done: Callable[[Sequence[StoredMapping]], None]) -> None:
        """How the hospital's own tables are read."""
        self.tasks.run_in_database(self._meant(lambda w: tuple(w.mappings())), done)

    def save_mapping(
        self, mapping: StoredMapping, done: Callable[[StoredMapping], None], failed: Failed | None = None
    ) -> None:
        """Keep, rename or withdraw one."""
        self.tasks.run_in_database(
            self._meant(lambda w: w.save_mapping(mapping)), done, lambda error: self._on_failed(error, failed)
        )

    def take_back(
        self, seen: Comparison, choices: Choices, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Write a returned collection form that was looked at, as one step."""
        self._act(lambda w: w.collection().take_back(seen, choices), done, failed)

    def explain(self, check: str, text: str, done: Done | None = None, failed: Failed | None = None) -> None:
        """Write (or withdraw with empty text) the 说明 of a warning."""
        self._act(lambda w: w.explain(check, text), done, failed)

    def follow_up(self, key: FigureKey, text: str, done: Done | None = None, failed: Failed | None = None) -> None:
        """Write what is still to be asked about a figure; empty text: done."""
        self._act(lambda w: w.follow_up(*key, text), done, failed)

    def change_evidence(
        self,
        act: EvidenceAct,
        done: Done | None = None,
        failed: Failed | None = None,
        folder: EvidenceFolder | None = None,
    ) -> None:
        """Register, correct or withdraw 佐证; refused when its file went into the `folder` of another database."""

        def guarded(workspace: Workspace) -> View:
            if folder is not None and self.desk.evidence_folder() is not folder:
                raise UserFacingError(Problem("evidence_elsewhere"))
            return workspace.change_evidence(act)

        self._act(guarded, done, failed)

    def restate(
        self, key: FigureKey, text: str, reason: str, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Declare a 上年调整数."""
        self._act(lambda w: w.restate(*key, text, reason), done, failed)

    def change_report(self, act: ReportAct, done: Done | None = None, failed: Failed | None = None) -> None:
        """Own words of the report, or 整改."""
        self._act(lambda w: w.change_report(act), done, failed)

    def take_step(self, step: Step, words: str, done: Done | None = None, failed: Failed | None = None) -> None:
        """A step on the way to 已上报, or 退回修改, with the name of who answers for it or the reason."""
        self._act(lambda w: w.review().take(step, words), done, failed)

    def undo(self, done: Done | None = None) -> None:
        """Take back the last write."""
        self._act(lambda w: w.undo(), done, None)

    def redo(self, done: Done | None = None) -> None:
        """Do it again."""
        self._act(lambda w: w.redo(), done, None)

    def change_hospital(self, hospital: Hospital, done: Done | None = None, failed: Failed | None = None) -> None:
        """Correct name, code, level or type."""
        self._act(lambda w: w.change_hospital(hospital), done, failed)

    # -- reading -------------------------------------------------------------------------------------------------

    def read_history(
        self,
        done: Callable[[Sequence[HistoryEntry]], None],
        item: str = "",
        period: Period | None = None,
        limit: int = 100,
    ) -> None:
        """Changes of a figure, or of all of them, newest first."""
        self.tasks.run_in_database(self._meant(lambda w: tuple(w.history(item, period, limit))), done)

    def ask_forms(self, ask: Callable[[FormBook[View]], T], done: Callable[[T], None], failed: Failed) -> None:
        """Something of the year's collection forms, on the database thread; it writes no figure."""
        self.tasks.run_in_database(
            self._meant(lambda w: ask(w.collection())), done, lambda error: failed(tuple(error.problems))
        )

    def ask_books(self, ask: Callable[[Books[View]], T], done: Callable[[T], None], failed: Failed) -> None:
        """Something of the year's other books, on the database thread; it changes nothing that a View shows."""
        self.tasks.run_in_database(
            self._meant(lambda w: ask(w.books)), done, lambda error: failed(tuple(error.problems))
        )

    def change_books(self, act: Callable[[Books[View]], View], done: Done | None, failed: Failed | None = None) -> None:
        """An act on the year's other books that answers with a new View."""
        self._act(lambda w: act(w.books), done, failed)

    def prepare_submission(self, done: Callable[[Submission], None]) -> None:
        """What report and workbook are written from, as of now."""
        self.tasks.run_in_database(self._meant(lambda w: w.submission()), done)

    def ask(self, question: Callable[[Workspace], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Something that the workspace knows, on the database thread; it writes nothing that a page shows."""
        self.tasks.run_in_database(
            self._meant(question), done, lambda error: (failed or self.refused.emit)(tuple(error.problems))
        )

    def ask_comparison(self, year: int, done: Callable[[YearComparison], None], failed: Failed) -> None:
        """This year beside another one of the hospital."""
        self.tasks.run_in_database(
            self._meant(lambda w: w.compared_with(year)), done, lambda error: failed(tuple(error.problems))
        )

    # -- the window ----------------------------------------------------------------------------------------------

    def go_to(self, page: str, /, **target: Any) -> None:
        """Show a page at a place: figure=(item, Period), number="29", key=…."""
        self.navigation_requested.emit(page, target)

    def notify(self, words: str, tone: str = "ok", act: tuple[str, Callable[[], object]] | None = None) -> None:
        """A line above the page: copied, exported; `act` is a button beside it. Never for what needs an answer."""
        self.notice_given.emit(words, tone, act)

    def warn(self, problems: Sequence[Problem]) -> None:
        """Say above the page what somebody should look at; nothing where there is none."""
        if problems:
            self.notify("\n".join(sentences(problems)[:3]), "warning")

    def close(self) -> None:
        """Back up what was changed, then let go of the database, after the jobs before it."""
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.tasks.run_in_database(lambda: guarding.part(self.desk, workspace), lambda _: None)

    # -- inside --------------------------------------------------------------------------------------------------

    def _open(self) -> Workspace:
        if self._workspace is None:
            raise UserFacingError(Problem("workspace_not_open"))
        return self._workspace

    def _take(self, workspace: Workspace) -> View:
        """Runs on the database thread: what was open before is let go of."""
        before, self._workspace = self._workspace, workspace
        if before is not None:
            guarding.let_go(before)
        return workspace.view

    def _act(self, act: Callable[[Workspace], Any], done: Done | None, failed: Failed | None) -> None:
        self.saving.emit()
        self._run(self._meant(act), done, failed)

    def _meant(self, ask: Callable[[Workspace], T]) -> Callable[[], T]:
        """A job for the hospital that is shown now; refused when another one was opened before its turn."""
        meant = self._view.hospital if self._view is not None else None

        def job() -> T:
            workspace = self._open()
            still_open(workspace.view.hospital, meant)
            return ask(workspace)

        return job

    def _run(self, job: Callable[[], Any], done: Done | None, failed: Failed | None) -> None:
        self.tasks.run_in_database(
            job,
            lambda outcome: self._on_answered(outcome, done, failed),
            lambda error: self._on_failed(error, failed),
        )

    def _on_answered(self, outcome: Any, done: Done | None, failed: Failed | None) -> None:
        if isinstance(outcome, View):
            self._view = outcome
            self.saved.emit(outcome.saved_at)
            self.view_changed.emit(outcome)
            if done is not None:
                done(outcome)
            return
        problems = (outcome,) if isinstance(outcome, Problem) else tuple(outcome)
        self.saved.emit(self._view.saved_at if self._view else None)
        (failed or self.refused.emit)(problems)

    def _on_failed(self, error: UserFacingError, failed: Failed | None) -> None:
        problems = tuple(error.problems)
        if isinstance(error, StoreError):  # a window has one database: its path before each sentence says nothing
            problems = tuple(replace(problem, where="") for problem in problems)
        self.save_failed.emit(problems)
        (failed or self.refused.emit)(problems)

"""The open hospital and year: every act of the user on it, each one transaction, each answering with a new View.

It runs on the one database thread; a View is immutable and may be handed to any thread.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path

from hqd_desktop.domain.figures import Figure, FigureKey, Restatement
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Matter, YearState
from hqd_desktop.domain.review import Step as Stage
from hqd_desktop.services.allowing import refuse_other_class, refuse_unwritable
from hqd_desktop.services.books import Books
from hqd_desktop.services.comparing import Comparison
from hqd_desktop.services.comparing_years import compare_years
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence import EvidenceAct
from hqd_desktop.services.falling import fallen_words
from hqd_desktop.services.form_book import FormBook
from hqd_desktop.services.importing import check_belongs, refuse_restated
from hqd_desktop.services.keeping import NEVER_DECLARED, Keeping
from hqd_desktop.services.members import refuse_namesakes
from hqd_desktop.services.own_rules import SourceWithOwn
from hqd_desktop.services.people import PeopleBook
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import (
    Actor,
    ChangeNote,
    HistoryEntry,
    ImportedFigures,
    Sample,
    StoredMapping,
    Submission,
    YearRecord,
)
from hqd_desktop.services.report_acts import ReportAct, carried_over
from hqd_desktop.services.report_ledger import task_reports
from hqd_desktop.services.restating import read_restated
from hqd_desktop.services.reviewing import ReviewBook
from hqd_desktop.services.submitting import submission_of
from hqd_desktop.services.typing_in import TYPED, read_reason, read_typed
from hqd_desktop.services.undo import Declared, Explained, Followed, Pair, Place, Step, UndoList
from hqd_desktop.services.view import View
from hqd_desktop.services.viewing import Viewing

__all__ = ["SAMPLE_ORIGIN", "View", "Workspace"]

SAMPLE_ORIGIN = "示例数据"


class Workspace:
    """See module. Methods raise errors.UserFacingError (or its StoreError) and then nothing was changed."""

    def __init__(self, store: Store, source: PackSource, actor: Actor, program: str, today: Callable[[], date]) -> None:
        self._store = store
        self._source = SourceWithOwn(source, store.rules, store.packs)
        self._actor = actor
        self._program = program
        self._today = today
        self._undo = UndoList()
        self._kept = Keeping(store)
        self._viewing = Viewing(store, self._source)
        self._view: View | None = None

    @property
    def view(self) -> View:
        """The present state; only after `create` or `open`."""
        if self._view is None:
            raise UserFacingError(Problem("workspace_not_open"))
        return self._view

    def hospitals(self) -> Sequence[Hospital]:
        """The hospitals in this database."""
        return self._store.hospitals()

    def create(self, hospital: Hospital, scheme_id: str, year: int) -> View:
        """Add a hospital with its first year, and open it."""
        if not hospital.name.strip():
            raise UserFacingError(Problem("hospital_name_missing"))
        scheme = self._source.scheme(scheme_id)
        ruleset_ids = self._source.ruleset_ids(scheme.id)
        if not ruleset_ids:
            raise UserFacingError(Problem("workspace_no_ruleset", "", {"scheme": scheme.short}))
        kept = self._store.add_hospital(hospital, self._note("新建医院"))
        self._store.save_year(YearRecord(kept.id, year, scheme_id, ruleset_ids[0]), self._note("新建年度"))
        return self.open(kept.id, year)

    def create_sample(self, sample: Sample) -> View:
        """Add a sample hospital with all its years, and open its last."""
        view = self.create(sample.hospital, sample.scheme_id, sample.year)
        self._kept.write(tuple(sample.figures.items()), self._note("载入示例数据", origin=SAMPLE_ORIGIN))
        for key, text in sample.explanations.items():
            self._store.save_explanation(view.hospital.id, sample.year, key, text, self._note("写说明"))
        for year in sorted({period.year for _, period in sample.figures} - {sample.year}):
            self._store.save_year(replace(view.record, id="", year=year, version=0), self._note("新建年度"))
        return self.open(view.hospital.id, sample.year)

    def open(self, hospital_id: str, year: int | None = None) -> View:
        """Open a hospital's year, by default its latest."""
        hospital = next((h for h in self._store.hospitals() if h.id == hospital_id), None)
        records = self._store.years(hospital_id)
        wanted = records[-1].year if year is None and records else year
        record = next((r for r in records if r.year == wanted), None)
        if hospital is None or record is None:
            raise UserFacingError(Problem("workspace_no_year", "", {"year": str(wanted or "")}))
        other, kept = hospital_id != self._kept.hospital_id, Keeping(self._store)
        kept.open(hospital_id)
        undo = UndoList() if other else self._undo
        view = self._viewing.look(hospital, record, kept.figures, self._view, (), undo)
        # Only now: what could not be opened leaves the hospital before it wholly open, with its own undo.
        self._kept, self._undo, self._view = kept, undo, view
        self._source.open(hospital_id, [one.ruleset_id for one in records])
        return view

    def add_year(self, year: int) -> View:
        """Begin another year with the same table and rule set, and open it."""
        view = self.view
        if year in view.years:
            return self.open(view.hospital.id, year)
        fresh = replace(view.record, id="", year=year, version=0, state=YearState.DRAFT, submission=1)
        self._store.save_year(fresh, self._note("新建年度"))
        if texts := carried_over(view.wording):
            self._store.save_report_texts(view.hospital.id, year, texts, self._note("沿用上年报告版式"))
        return self.open(view.hospital.id, year)

    def change_hospital(self, hospital: Hospital) -> View:
        """Correct name, code, level or type."""
        refuse_namesakes(replace(hospital, id=self.view.hospital.id), self._store.hospitals())
        refuse_other_class(self._store, self.view.hospital, hospital)
        self._store.update_hospital(replace(hospital, id=self.view.hospital.id), self._note("修改医院信息"))
        return self.open(self.view.hospital.id, self.view.record.year)

    def enter(self, item: str, period: Period, text: str) -> View | Problem:
        """Write what was typed into one cell; a Problem when it cannot be read, and then nothing changed."""
        figure = read_typed(self.view.packs.catalogue[item], text, self._kept.figure((item, period)))
        return figure if isinstance(figure, Problem) else self._write("录入", [((item, period), figure)])

    def enter_many(self, cells: Sequence[tuple[str, Period, str]], name: str) -> View | Sequence[Problem]:
        """Write a block (paste, fill) as one step: all of it, or nothing and every problem."""
        read = [
            ((item, period), read_typed(self.view.packs.catalogue[item], text, self._kept.figure((item, period))))
            for item, period, text in cells
        ]
        problems = [figure for _, figure in read if isinstance(figure, Problem)]
        if problems:
            return problems
        return self._write(name, [(key, figure) for key, figure in read if isinstance(figure, Figure)])

    def mark_not_applicable(self, item: str, period: Period, reason: str) -> View | Problem:
        """不适用 with its reason."""
        figure = read_reason(self.view.packs.catalogue[item], reason)
        return figure if isinstance(figure, Problem) else self._write("标不适用", [((item, period), figure)])

    def write_note(self, item: str, period: Period, note: str) -> View:
        """A remark beside a figure; it changes no number."""
        before = self._kept.figure((item, period))
        return self._write("写备注", [((item, period), replace(before, note=note.strip()))])

    def clear(self, keys: Sequence[FigureKey]) -> View:
        """Back to blank (缺)."""
        catalogue = self.view.packs.catalogue
        cleared = [(key, read_typed(catalogue[key[0]], "", self._kept.figure(key))) for key in keys]  # notes stay
        return self._write("清空", [(key, replace(one, source="")) for key, one in cleared if isinstance(one, Figure)])

    def take_over(self, imported: ImportedFigures, origin: str, name: str = "导入") -> View:
        """Write all figures of an import as one step; refused whole as check_belongs and refuse_restated say."""
        check_belongs(imported, self.view.hospital, self.view.record.year)
        locked = self.view.locked_years - {self.view.record.year}
        frozen = {key: one for key, one in imported.figures.items() if key[1].year in locked}
        refuse_restated(frozen, self._kept.figures, self.view.packs.catalogue)
        return self._write(name, [(key, one) for key, one in imported.figures.items() if key not in frozen], origin)

    def collection(self) -> FormBook[View]:
        """The collection forms of this year."""
        return FormBook(self._store, lambda: self.view, self.take_over, self._note, self._today)

    @property
    def books(self) -> Books[View]:
        """What else of the year can be worked on: its table, its ledger."""
        return Books(
            self._store, self._source, lambda: self.view, self._refresh, self._note, self._today, self.open
        )  # fmt: skip

    def mappings(self) -> Sequence[StoredMapping]:
        """How the hospital's own tables are read."""
        return self._store.mappings(self.view.hospital.id)

    def save_mapping(self, mapping: StoredMapping) -> StoredMapping:
        """Keep, rename or withdraw (not `active`) one; it touches no figure and is no step of 撤销."""
        if not mapping.name.strip():
            raise UserFacingError(Problem("mapping_name_missing"))
        action = "保存对应关系" if mapping.active else "撤下对应关系"
        kept = replace(mapping, name=mapping.name.strip())
        return self._store.save_mapping(self.view.hospital.id, kept, self._note(action, origin=kept.name))

    def explain(self, check: str, text: str) -> View:
        """Write (or withdraw with empty text) the 说明 of a warning."""
        place = Explained(self.view.record.year, check)
        return self._keep("写说明", [(place, text.strip())], [(place, self.view.explanations.get(check, ""))])

    def follow_up(self, item: str, period: Period, text: str) -> View:
        """Write what is still to be asked about a figure (跟进), or with empty text that it is done."""
        place = Followed((item, period))
        name = "记跟进" if text.strip() else "跟进办结"
        return self._keep(name, [(place, text.strip())], [(place, self.view.follow_ups.get(place.key, ""))])

    def restate(self, item: str, period: Period, text: str, reason: str) -> View | Problem:
        """Declare what a figure of a locked last year should have been (上年调整数); the score keeps the locked one.

        The locked value itself takes the declaration back.
        """
        view, key = self.view, (item, period)
        locked = self._kept.figure(key)
        read = read_restated(view, key, locked, text, reason)
        if isinstance(read, Problem):
            return read
        place = Declared(view.record.year, key)
        before = view.restatements.get(
            key, Restatement(read.value if locked.value is None else locked.value, NEVER_DECLARED)
        )
        return self._keep("登记上年调整数", [(place, read)], [(place, before)])

    def change_report(self, act: ReportAct) -> View:
        """Keep own words, 整改 or 本院目标 (services.report_acts and goal_acts make the act)."""
        return self._keep(act.name, act.after, act.before)

    def change_evidence(self, act: EvidenceAct) -> View:
        """Register, correct or withdraw 佐证 (services.evidence makes the act), as one transaction."""
        view = self.view
        change = act(view.evidence, self._today())
        self._refuse(change.years, Matter.REMARKS)
        self._store.save_evidence(view.hospital.id, change.writes, self._note(change.action, change.reason))
        return self._refresh(view.hospital, view.record)

    def review(self) -> ReviewBook[View]:
        """The steps of this year to 已上报, and every version that was locked."""
        return ReviewBook(
            self._store, lambda: self.view, self.submission, lambda: self._viewing.given, self._note, self._settle
        )

    def people(self) -> PeopleBook:
        """Who enters figures here."""
        return PeopleBook(self._store, self.view.hospital.id, self._note, self._become, self._actor.pc)

    @property
    def actor(self) -> Actor:
        """Whose name changes carry."""
        return self._actor

    def undo(self) -> View:
        """Take back the last write, whichever year it was made in: that year is open afterwards."""
        step = self._undo.last_done()
        return self.view if step is None else self._turn("撤销", step, step.before, self._undo.took_back)

    def redo(self) -> View:
        """Do again what was taken back."""
        step = self._undo.last_undone()
        return self.view if step is None else self._turn("重做", step, step.after, self._undo.did_again)

    def history(self, item: str = "", period: Period | None = None, limit: int = 100) -> Sequence[HistoryEntry]:
        """Changes of a figure, or of all of them, newest first."""
        return self._store.history(self.view.hospital.id, item, period.key if period else "", limit)

    def submission(self, with_points: bool = True) -> Submission:
        """What the report and the workbook are written from."""
        ledger = task_reports(self.books.ledger.read().books, lambda pack: self._source.scheme(pack).short)
        return submission_of(self.view, self._today(), self._program, with_points, ledger)

    def compared_with(self, year: int) -> Comparison:
        """This year beside another one, each by its own table and rule set."""
        records = self._store.years(self.view.hospital.id)
        return compare_years(self.view, year, records, self._kept.figures, self._source, self._store)

    def backup_to(self, target: Path) -> None:
        """A verified copy of the whole database; an earlier copy of that name is replaced only by a good one."""
        self._store.backup_to(target)

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def _write(self, name: str, wanted: Sequence[tuple[FigureKey, Figure]], origin: str = TYPED) -> View:
        self._refuse({self.view.record.year}, Matter.FIGURES)
        last_said = dict(wanted)  # a block may name a cell twice; a row is written once
        changed = [(key, figure) for key, figure in last_said.items() if not _same(self._kept.figure(key), figure)]
        return self._keep(name, changed, [(key, self._kept.figure(key)) for key, _ in changed], origin)

    def _keep(self, name: str, after: Sequence[Pair], before: Sequence[Pair], origin: str = TYPED) -> View:
        """One step that can be taken back; none where everything stands so already."""
        if list(after) == list(before):
            return replace(self.view, touched=(), touched_check="")
        year = self.view.record.year
        fallen = self._commit(after, name, origin, year)
        self._undo.add(name, year, before, after)
        return self._show(year, after, fallen)

    def _show(self, year: int, pairs: Sequence[Pair], fallen: tuple[str, ...], recalled: bool = False) -> View:
        """The state after a write, in the year that it was made in."""
        if year != self.view.record.year:
            self.open(self.view.hospital.id, year)
        self._refresh(self.view.hospital, self.view.record, [place for place, _ in pairs])
        self._view = replace(self.view, fallen=fallen, recalled=recalled)
        return self._view

    def _turn(self, word: str, step: Step, pairs: Sequence[Pair], noted: Callable[[], None]) -> View:
        fallen = self._commit(pairs, f"{word}{step.name}", word, step.year)
        noted()
        return self._show(step.year, pairs, fallen, recalled=True)

    def _refuse(self, years: Set[int], matter: Matter) -> None:
        """The year that is open, and the year of each figure."""
        refuse_unwritable(self._store, self.view.hospital.id, years, matter)

    def _commit(self, pairs: Sequence[Pair], action: str, origin: str, year: int) -> tuple[str, ...]:
        """Write, and tell whose 科室确认 fell with it."""
        remarks = all(isinstance(place, Explained | Followed) for place, _ in pairs)
        years = {year, *(place[1].year for place, _ in pairs if isinstance(place, tuple))}
        self._refuse(years, Matter.REMARKS if remarks else Matter.FIGURES)
        reason = "；".join(kept.explanation for _, kept in pairs if isinstance(kept, Restatement))
        fallen = fallen_words(self._store, self.view, self._kept.figure, pairs, action)
        saved_at = self._kept.write(pairs, self._note(action, reason, origin), fallen)
        self._view = replace(self.view, saved_at=saved_at or self.view.saved_at)
        return tuple(dict.fromkeys(word.department for word in fallen))

    def _settle(self, record: YearRecord, step: Stage) -> View:
        if step is Stage.LOCK:
            self._undo.clear()
        return self._refresh(self.view.hospital, record)

    def _become(self, actor: Actor) -> None:
        self._actor = actor

    def _note(self, action: str, reason: str = "", origin: str = TYPED) -> ChangeNote:
        return ChangeNote(self._actor, action, reason, origin)

    def _refresh(self, hospital: Hospital, record: YearRecord, places: Sequence[Place] = ()) -> View:
        self._view = self._viewing.look(hospital, record, self._kept.figures, self._view, places, self._undo)
        return self._view


def _same(before: Figure, after: Figure) -> bool:
    """Whether nothing a reader could see has changed (where it was typed from is not seen)."""
    return replace(before, source="") == replace(after, source="")

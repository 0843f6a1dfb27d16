"""The open hospital and year: every act of the user on it, each one transaction, each answering with a new View.

It runs on the one database thread; a View is immutable and may be handed to any thread.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.importing import check_belongs
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import (
    Actor,
    Assessment,
    ChangeNote,
    FigureWrite,
    HistoryEntry,
    ImportedFigures,
    Packs,
    Sample,
    StoredFigure,
    StoredMapping,
    Submission,
    YearRecord,
    YearState,
)
from hqd_desktop.services.typing_in import read_reason, read_typed
from hqd_desktop.services.undo import UndoList

SAMPLE_ORIGIN = "示例数据"


@dataclass(frozen=True, slots=True)
class View:
    """Everything the pages draw, as of one commit. `touched` are the figures that the last act wrote."""

    hospital: Hospital
    record: YearRecord
    years: tuple[int, ...]
    assessment: Assessment
    last_assessment: Assessment | None
    figures: Mapping[FigureKey, Figure]
    departments: Mapping[str, str]
    explanations: Mapping[str, str]
    undo_name: str
    redo_name: str
    saved_at: datetime | None
    touched: tuple[FigureKey, ...] = ()

    @property
    def sample(self) -> bool:
        """Whether the hospital is an invented one (示例)."""
        return self.hospital.sample

    @property
    def packs(self) -> Packs:
        """The published data in force."""
        return self.assessment.packs

    @property
    def editable(self) -> bool:
        """Whether figures may be written."""
        return self.record.state is YearState.DRAFT


class Workspace:
    """See module. Methods raise errors.UserFacingError (or its StoreError) and then nothing was changed."""

    def __init__(self, store: Store, source: PackSource, actor: Actor, program: str, today: Callable[[], date]) -> None:
        self._store = store
        self._source = source
        self._actor = actor
        self._program = program
        self._today = today
        self._undo = UndoList()
        self._stored: dict[FigureKey, StoredFigure] = {}
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
        writes = [FigureWrite(item, period, figure, 0) for (item, period), figure in sample.figures.items()]
        self._store.save_figures(view.hospital.id, writes, self._note("载入示例数据", origin=SAMPLE_ORIGIN))
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
        self._undo.clear()
        self._stored = dict(self._store.figures(hospital_id))
        return self._refresh(hospital, record)

    def add_year(self, year: int) -> View:
        """Begin another year with the same table and rule set, and open it."""
        view = self.view
        if year in view.years:
            return self.open(view.hospital.id, year)
        fresh = replace(view.record, id="", year=year, version=0, state=YearState.DRAFT, submission=1)
        self._store.save_year(fresh, self._note("新建年度"))
        return self.open(view.hospital.id, year)

    def change_hospital(self, hospital: Hospital) -> View:
        """Correct name, code, level or type."""
        if not hospital.name.strip():
            raise UserFacingError(Problem("hospital_name_missing"))
        self._store.update_hospital(replace(hospital, id=self.view.hospital.id), self._note("修改医院信息"))
        return self.open(self.view.hospital.id, self.view.record.year)

    def enter(self, item: str, period: Period, text: str) -> View | Problem:
        """Write what was typed into one cell; a Problem when it cannot be read, and then nothing changed."""
        figure = read_typed(self.view.packs.catalogue[item], text, self._figure(item, period))
        if isinstance(figure, Problem):
            return figure
        return self._write("录入", [((item, period), figure)])

    def enter_many(self, cells: Sequence[tuple[str, Period, str]], name: str) -> View | Sequence[Problem]:
        """Write a block (paste, fill) as one step: all of it, or nothing and every problem."""
        read = [
            ((item, period), read_typed(self.view.packs.catalogue[item], text, self._figure(item, period)))
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
        before = self._figure(item, period)
        return self._write("写备注", [((item, period), replace(before, note=note.strip()))])

    def clear(self, keys: Sequence[FigureKey]) -> View:
        """Back to blank (缺)."""
        return self._write("清空", [(key, BLANK) for key in keys])

    def take_over(self, imported: ImportedFigures, origin: str) -> View:
        """Write all figures of an import as one step; refused whole as check_belongs says."""
        check_belongs(imported, self.view.hospital, self.view.record.year)
        return self._write("导入", list(imported.figures.items()), origin)

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
        view = self.view
        self._refuse_locked({view.record.year})
        self._store.save_explanation(view.hospital.id, view.record.year, check, text.strip(), self._note("写说明"))
        return self._refresh(view.hospital, view.record)

    def undo(self) -> View:
        """Take back the last write of figures."""
        step = self._undo.last_done()
        if step is None:
            return self.view
        self._commit(step.before, f"撤销{step.name}", "撤销")
        self._undo.took_back()
        return self._refresh(self.view.hospital, self.view.record, tuple(key for key, _ in step.before))

    def redo(self) -> View:
        """Do again what was taken back."""
        step = self._undo.last_undone()
        if step is None:
            return self.view
        self._commit(step.after, f"重做{step.name}", "重做")
        self._undo.did_again()
        return self._refresh(self.view.hospital, self.view.record, tuple(key for key, _ in step.after))

    def history(self, item: str = "", period: Period | None = None, limit: int = 100) -> Sequence[HistoryEntry]:
        """Changes of a figure, or of all of them, newest first."""
        return self._store.history(self.view.hospital.id, item, period.key if period else "", limit)

    def submission(self, with_points: bool = True) -> Submission:
        """What the report and the workbook are written from."""
        view = self.view
        return Submission(
            view.assessment,
            view.departments,
            self._today(),
            view.record.state,
            view.record.submission,
            with_points,
            view.sample,
            self._program,
        )

    def backup_to(self, target: Path) -> None:
        """A verified copy of the whole database; an earlier copy of that name is replaced only by a good one."""
        self._store.backup_to(target)

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def _figure(self, item: str, period: Period) -> Figure:
        stored = self._stored.get((item, period))
        return stored.figure if stored else BLANK

    def _write(self, name: str, wanted: Sequence[tuple[FigureKey, Figure]], origin: str = "手工录入") -> View:
        self._refuse_locked({self.view.record.year})
        last_said = dict(wanted)  # a block may name a cell twice; a row is written once
        changed = [(key, figure) for key, figure in last_said.items() if not _same(self._figure(*key), figure)]
        if not changed:
            return replace(self.view, touched=())
        before = [(key, self._figure(*key)) for key, _ in changed]
        self._commit(changed, name, origin)
        self._undo.add(name, before, changed)
        return self._refresh(self.view.hospital, self.view.record, tuple(key for key, _ in changed))

    def _refuse_locked(self, years: Set[int]) -> None:
        """The year that is open, and the year of each figure: last year's stay as they were handed in."""
        for record in self._store.years(self.view.hospital.id):
            if record.year in years and record.state is not YearState.DRAFT:
                raise UserFacingError(Problem("year_locked", "", {"year": str(record.year)}))

    def _commit(self, changed: Sequence[tuple[FigureKey, Figure]], action: str, origin: str) -> None:
        self._refuse_locked({period.year for (_, period), _ in changed})
        writes = [
            FigureWrite(*key, figure, self._stored[key].version if key in self._stored else 0)
            for key, figure in changed
        ]
        saved = self._store.save_figures(self.view.hospital.id, writes, self._note(action, origin=origin))
        for key, figure in changed:
            self._stored[key] = StoredFigure(figure, saved.versions[key])
        self._view = replace(self.view, saved_at=saved.at)

    def _note(self, action: str, reason: str = "", origin: str = "手工录入") -> ChangeNote:
        return ChangeNote(self._actor, action, reason, origin)

    def _packs(self, record: YearRecord) -> Packs:
        """What the source gives now; the very ones at hand while it gives the same, as they know their digests."""
        scheme = self._source.scheme(record.scheme_id)
        ruleset = self._source.ruleset(record.ruleset_id, scheme)
        packs = Packs(self._source.catalogue(), self._source.checkbook(), scheme, ruleset)
        known = self._view.packs if self._view else packs
        return known if known == packs else packs

    def _refresh(self, hospital: Hospital, record: YearRecord, touched: tuple[FigureKey, ...] = ()) -> View:
        figures = {key: stored.figure for key, stored in self._stored.items()}
        packs = self._packs(record)
        explanations = self._store.explanations(hospital.id, record.year)
        assessment = assess(packs, hospital, record.year, figures, explanations=explanations)
        years = tuple(r.year for r in self._store.years(hospital.id))
        last = self._last_assessment(packs, hospital, record, touched) if record.year - 1 in years else None
        self._view = View(
            hospital=hospital,
            record=record,
            years=years,
            assessment=assessment,
            last_assessment=last,
            figures=figures,
            departments=self._store.departments(hospital.id),
            explanations=explanations,
            undo_name=self._undo.undo_name,
            redo_name=self._undo.redo_name,
            saved_at=self._view.saved_at if self._view else None,
            touched=touched,
        )
        return self._view

    def _last_assessment(
        self, packs: Packs, hospital: Hospital, record: YearRecord, touched: tuple[FigureKey, ...]
    ) -> Assessment:
        """Last year's assessment; the one at hand when only figures of this year were written."""
        known = self._view.last_assessment if self._view and self._view.record == record else None
        if known is not None and touched and all(period.year == record.year for _, period in touched):
            return known
        figures = {key: stored.figure for key, stored in self._stored.items()}
        return assess(packs, hospital, record.year - 1, figures)


def _same(before: Figure, after: Figure) -> bool:
    """Whether nothing a reader could see has changed (where it was typed from is not seen)."""
    return replace(before, source="") == replace(after, source="")

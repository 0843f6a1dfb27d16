"""A store in memory that keeps the promise of services.ports.Store: services and pages are tested without a disk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hqd_desktop.domain.canonical import digest
from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, Restatement
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.errors import StaleWrite, StoreError
from hqd_desktop.services.form_records import FormRecord, FormState
from hqd_desktop.services.records import (
    ChangeNote,
    EvidenceWrite,
    FigureWrite,
    HistoryEntry,
    HistoryQuery,
    Person,
    Saved,
    StoredFigure,
    StoredMapping,
    SubmissionKey,
    YearRecord,
)
from hqd_desktop.services.report_records import Rectification
from tests.fakes.memory_confirmations import MemoryConfirmations
from tests.fakes.memory_ledger import MemoryLedger
from tests.fakes.memory_own import MemoryGoals, MemoryPacks
from tests.fakes.memory_rules import MemoryRules

BEGINNING = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@dataclass
class MemoryStore:
    """Transactions are counted in `changes`; `fail_next` raises StoreError once, before anything is written.

    The clock moves one second with each transaction, so that times are the same in every run.
    """

    changes: list[ChangeNote] = field(default_factory=list)
    fail_next: str = ""
    closed: bool = False
    read_only: bool = False
    bodies: dict[tuple[str, int, int], tuple[SubmissionKey, str]] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    wrong: Sequence[Problem] = ()
    _people: dict[str, dict[str, Person]] = field(default_factory=dict)
    _hospitals: dict[str, Hospital] = field(default_factory=dict)
    _years: dict[tuple[str, int], YearRecord] = field(default_factory=dict)
    _figures: dict[str, dict[FigureKey, StoredFigure]] = field(default_factory=dict)
    _explanations: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    _follow_ups: dict[str, dict[FigureKey, str]] = field(default_factory=dict)
    _restatements: dict[tuple[str, int], dict[FigureKey, Restatement]] = field(default_factory=dict)
    _departments: dict[str, dict[str, str]] = field(default_factory=dict)
    _evidence: dict[str, dict[str, Evidence]] = field(default_factory=dict)
    _forms: dict[str, dict[str, FormRecord]] = field(default_factory=dict)
    _mappings: dict[str, dict[str, StoredMapping]] = field(default_factory=dict)
    _report_texts: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    _rectifications: dict[tuple[str, int], dict[str, Rectification]] = field(default_factory=dict)
    _history: dict[str, list[HistoryEntry]] = field(default_factory=dict)
    ledger: MemoryLedger = field(init=False)
    rules: MemoryRules = field(init=False)
    goals: MemoryGoals = field(init=False)
    packs: MemoryPacks = field(init=False)
    confirmations: MemoryConfirmations = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = MemoryLedger(self._begin)
        self.rules = MemoryRules(self._begin)
        self.goals = MemoryGoals(self._begin)
        self.packs = MemoryPacks(self._begin)
        self.confirmations = MemoryConfirmations(self._begin, self._keep_year)

    def hospitals(self) -> Sequence[Hospital]:
        """As added."""
        return tuple(self._hospitals.values())

    def add_hospital(self, hospital: Hospital, note: ChangeNote) -> Hospital:
        """With a new id."""
        self._begin(note)
        kept = replace(hospital, id=f"hospital-{len(self._hospitals) + 1}")
        self._hospitals[kept.id] = kept
        return kept

    def update_hospital(self, hospital: Hospital, note: ChangeNote) -> None:
        """Of a known id."""
        self._begin(note)
        self._hospitals[hospital.id] = replace(hospital, sample=self._hospitals[hospital.id].sample)

    def years(self, hospital_id: str) -> Sequence[YearRecord]:
        """Oldest first."""
        return tuple(sorted((r for r in self._years.values() if r.hospital_id == hospital_id), key=lambda r: r.year))

    def save_year(self, record: YearRecord, note: ChangeNote, body: str = "") -> YearRecord:
        """StaleWrite when the version is not the stored one; a body stays as the submission."""
        stored = self._years.get((record.hospital_id, record.year))
        found = stored.version if stored else 0
        at = self._begin(note, [] if record.version == found else [_stale(str(record.year), record.version, found)])
        old, new = (("", "") if one is None else (one.scheme_id, one.ruleset_id) for one in (stored, record))
        touched = [
            (name, *pair)
            for name, *pair in zip(("scheme_id", "ruleset_id"), old, new, strict=True)
            if pair[0] != pair[1]
        ]
        self._remember(record.hospital_id, at, note, ("", Period(record.year)), "hospital_year", touched)
        kept = self._keep_year(record)
        if body:
            place = (record.hospital_id, record.year, record.submission)
            told = SubmissionKey(record.year, record.submission, digest(body), at, note.actor.who, note.reason)
            self.bodies[place] = (told, body)
        return kept

    def _keep_year(self, record: YearRecord) -> YearRecord:
        kept = replace(record, version=record.version + 1, id=f"year-{record.hospital_id}-{record.year}")
        self._years[record.hospital_id, record.year] = kept
        return kept

    def submissions(self, hospital_id: str) -> Sequence[SubmissionKey]:
        """By year and number."""
        return [told for place, (told, _) in sorted(self.bodies.items()) if place[0] == hospital_id]

    def submission_body(self, hospital_id: str, year: int, number: int) -> str:
        """KeyError, which is a LookupError, when there is none."""
        return self.bodies[hospital_id, year, number][1]

    def people(self, hospital_id: str) -> Sequence[Person]:
        """As added."""
        return tuple(self._people.get(hospital_id, {}).values())

    def save_person(self, hospital_id: str, person: Person, note: ChangeNote) -> Person:
        """With a new id if it has none."""
        self._begin(note)
        rows = self._people.setdefault(hospital_id, {})
        kept = replace(person, id=person.id or f"person-{len(rows) + 1}", version=person.version + 1)
        rows[kept.id] = kept
        return kept

    def set_password(self, hospital_id: str, person: Person, password: str, note: ChangeNote) -> Person:
        """In plain words: this is no database."""
        self._begin(note)
        self.passwords[person.id] = password
        kept = replace(person, guarded=bool(password), version=person.version + 1)
        self._people[hospital_id][person.id] = kept
        return kept

    def admits(self, hospital_id: str, person: Person, password: str) -> bool:
        """Anything where none is set."""
        return self.passwords.get(person.id, "") in ("", password)

    def all_history(self, hospital_id: str, asked: HistoryQuery) -> Sequence[HistoryEntry]:
        """Newest first; of figures and what hangs on them only."""
        entries = [
            entry
            for entry in reversed(self._history.get(hospital_id, []))
            if asked.who in ("", entry.who)
            and (not asked.tables or entry.table in asked.tables)
            and (asked.items is None or entry.item in asked.items)
            and (not asked.year or entry.period.startswith(str(asked.year)))
        ]
        return entries[asked.offset : asked.offset + asked.limit]

    def people_in_history(self, hospital_id: str) -> Sequence[str]:
        """By name."""
        return sorted({entry.who for entry in self._history.get(hospital_id, [])})

    def sealed(self) -> Sequence[Problem]:
        """What was laid in."""
        return self.wrong

    def examine(self, whole: bool) -> Sequence[Problem]:
        """What was laid in."""
        return self.wrong

    def figures(self, hospital_id: str) -> Mapping[FigureKey, StoredFigure]:
        """A copy, the emptied ones too."""
        return dict(self._figures.get(hospital_id, {}))

    def save_figures(
        self, hospital_id: str, writes: Sequence[FigureWrite], note: ChangeNote, withdrawn: Sequence[Confirmation] = ()
    ) -> Saved:
        """All, or StaleWrite naming each that was changed meanwhile."""
        rows = self._figures.setdefault(hospital_id, {})
        stale = []
        for write in writes:
            row = rows.get((write.item, write.period))
            found = row.version if row else 0
            if write.expected != found:
                stale.append(_stale(write.item, write.expected, found))
        at = self._begin(note, [*stale, *self.confirmations.stale(hospital_id, withdrawn)])
        self.confirmations.put(hospital_id, withdrawn, at)
        versions: dict[FigureKey, int] = {}
        for write in writes:
            key = (write.item, write.period)
            row = rows.get(key, StoredFigure(BLANK, 0))
            touched = _touched(row.figure, write.figure)
            if touched:
                row = rows[key] = StoredFigure(write.figure, row.version + 1)
            versions[key] = row.version
            self._remember(hospital_id, at, note, key, "figure", touched)
        return Saved(f"change-{len(self.changes)}", at, versions)

    def explanations(self, hospital_id: str, year: int) -> Mapping[str, str]:
        """A copy."""
        return dict(self._explanations.get((hospital_id, year), {}))

    def save_explanation(self, hospital_id: str, year: int, check: str, text: str, note: ChangeNote) -> None:
        """Empty text withdraws."""
        self._begin(note)
        texts = self._explanations.setdefault((hospital_id, year), {})
        texts[check] = text
        if not text:
            del texts[check]

    def follow_ups(self, hospital_id: str) -> Mapping[FigureKey, str]:
        """A copy."""
        return dict(self._follow_ups.get(hospital_id, {}))

    def save_follow_up(self, hospital_id: str, key: FigureKey, text: str, note: ChangeNote) -> None:
        """Empty text: done."""
        at = self._begin(note)
        texts = self._follow_ups.setdefault(hospital_id, {})
        self._remember(hospital_id, at, note, key, "follow_up", [("text", texts.get(key, ""), text)])
        texts[key] = text
        if not text:
            del texts[key]

    def restatements(self, hospital_id: str, restated_in: int) -> Mapping[FigureKey, Restatement]:
        """A copy."""
        return dict(self._restatements.get((hospital_id, restated_in), {}))

    def save_restatement(
        self, hospital_id: str, restated_in: int, key: FigureKey, restated: Restatement, note: ChangeNote
    ) -> None:
        """Never without an explanation, as the table asks."""
        assert restated.explanation
        at = self._begin(note)
        rows = self._restatements.setdefault((hospital_id, restated_in), {})
        before = canonical_text(rows[key].value) if key in rows else ""
        self._remember(hospital_id, at, note, key, "restatement", [("value", before, canonical_text(restated.value))])
        rows[key] = restated

    def departments(self, hospital_id: str) -> Mapping[str, str]:
        """A copy."""
        return dict(self._departments.get(hospital_id, {}))

    def save_department(self, hospital_id: str, item: str, department: str, note: ChangeNote) -> None:
        """Of one item."""
        self._begin(note)
        self._departments.setdefault(hospital_id, {})[item] = department

    def evidence(self, hospital_id: str) -> Sequence[Evidence]:
        """As added."""
        return tuple(self._evidence.get(hospital_id, {}).values())

    def save_evidence(self, hospital_id: str, writes: Sequence[EvidenceWrite], note: ChangeNote) -> None:
        """StaleWrite when a version is not the stored one; uses follow what was added and withdrawn."""
        rows = self._evidence.setdefault(hospital_id, {})
        held = [rows.get(write.record.digest) for write in writes]
        found = [row.version if row else 0 for row in held]
        stale = [
            _stale(write.record.title, write.record.version, version)
            for write, version in zip(writes, found, strict=True)
            if write.record.version != version
        ]
        self._begin(note, stale)
        for write, row, version in zip(writes, held, found, strict=True):
            uses = (*(use for use in (row.uses if row else ()) if use not in write.withdrawn), *write.added)
            record = replace(write.record, id=row.id if row else f"evidence-{len(rows) + 1}", uses=uses)
            changed = row is None or replace(row, uses=()) != replace(record, uses=()) or row.active != record.active
            rows[record.digest] = replace(record, version=version + changed)

    def forms(self, hospital_id: str, year: int) -> Sequence[FormRecord]:
        """In the order of first issue."""
        return tuple(form for form in self._forms.get(hospital_id, {}).values() if form.year == year)

    def save_forms(self, hospital_id: str, forms: Sequence[FormRecord], note: ChangeNote) -> None:
        """All, or StaleWrite; one that is as it was keeps its version, one that came into a state has its time."""
        rows = self._forms.setdefault(hospital_id, {})
        found = {form.form: rows[form.form].version if form.form in rows else 0 for form in forms}
        stale = [_stale(f.form, f.version, found[f.form]) for f in forms if f.version != found[f.form]]
        at = self._begin(note, stale)
        for form in forms:
            before = rows.get(form.form)
            if before == form:
                continue
            kept = replace(form, version=form.version + 1)
            if form.state is FormState.ISSUED and (before is None or before.state is not FormState.ISSUED):
                kept = replace(kept, issued_at=at)
            if form.file_digest != (before.file_digest if before else ""):
                kept = replace(kept, returned_at=at)
            rows[form.form] = kept

    def mappings(self, hospital_id: str) -> Sequence[StoredMapping]:
        """Those in use, by name."""
        rows = self._mappings.get(hospital_id, {}).values()
        return sorted((row for row in rows if row.active), key=lambda row: row.name)

    def save_mapping(self, hospital_id: str, mapping: StoredMapping, note: ChangeNote) -> StoredMapping:
        """Names are used once; the name of a withdrawn one may be taken by a new one."""
        rows = self._mappings.setdefault(hospital_id, {})
        namesake = next((row for row in rows.values() if row.name == mapping.name and row.id != mapping.id), None)
        if namesake is not None and (mapping.id or namesake.active):
            raise StoreError(Problem("mapping_name_taken", "", {"name": mapping.name}))
        stored = rows.get(mapping.id) or namesake
        found = stored.version if stored else 0
        stale = [_stale("", mapping.version, found)] if mapping.id and mapping.version != found else []
        self._begin(note, stale)
        row_id = stored.id if stored else f"mapping-{len(rows) + 1}"
        rows[row_id] = replace(mapping, id=row_id, version=found + 1)
        return rows[row_id]

    def report_texts(self, hospital_id: str, year: int) -> Mapping[str, str]:
        """A copy, without emptied places."""
        return {place: text for place, text in self._report_texts.get((hospital_id, year), {}).items() if text}

    def save_report_texts(self, hospital_id: str, year: int, texts: Mapping[str, str], note: ChangeNote) -> None:
        """Of one year."""
        self._begin(note)
        self._report_texts.setdefault((hospital_id, year), {}).update(texts)

    def rectifications(self, hospital_id: str, year: int) -> Mapping[str, Rectification]:
        """A copy, without emptied ones."""
        return dict(self._rectifications.get((hospital_id, year), {}))

    def save_rectifications(
        self, hospital_id: str, year: int, rows: Mapping[str, Rectification], note: ChangeNote
    ) -> None:
        """Of one year."""
        self._begin(note)
        self._rectifications.setdefault((hospital_id, year), {}).update(rows)

    def history(self, hospital_id: str, item: str = "", period: str = "", limit: int = 100) -> Sequence[HistoryEntry]:
        """Newest first."""
        entries = reversed(self._history.get(hospital_id, []))
        return [e for e in entries if item in ("", e.item) and period in ("", e.period)][:limit]

    def last_digest(self) -> str:
        """As many as there are changes."""
        return str(len(self.changes))

    def backup_to(self, target: Path) -> None:
        """There is nothing on the disk to copy: an empty file says that it was asked for."""
        target.touch()

    def give_back(self) -> bool:
        """There is nothing else."""
        return False

    def close(self) -> None:
        """Remembered."""
        self.closed = True

    def meddle(self, hospital_id: str, item: str, period: Period, figure: Figure) -> None:
        """Somebody else writes meanwhile."""
        rows = self._figures.setdefault(hospital_id, {})
        row = rows.get((item, period), StoredFigure(BLANK, 0))
        rows[item, period] = StoredFigure(figure, row.version + 1)

    def _remember(
        self,
        hospital_id: str,
        at: datetime,
        note: ChangeNote,
        key: FigureKey,
        table: str,
        fields: Sequence[tuple[str, str, str]],
    ) -> None:
        self._history.setdefault(hospital_id, []).extend(
            HistoryEntry(
                at, note.actor.who, note.actor.pc, note.action, note.reason, note.origin,
                key[0], key[1].key, name, old, new, table,
            )
            for name, old, new in fields
        )  # fmt: skip

    def _begin(self, note: ChangeNote, stale: Sequence[Problem] = ()) -> datetime:
        code, self.fail_next = self.fail_next, ""
        if code:
            raise StoreError(Problem(code, "/数据/自评数据.hqd", {"name": "自评数据.hqd"}))
        if stale:
            raise StaleWrite(*stale)
        self.changes.append(note)
        return BEGINNING + timedelta(seconds=len(self.changes))


def _stale(where: str, expected: int, found: int) -> Problem:
    return Problem("store_stale", where, {"expected": str(expected), "found": str(found)})


def _touched(old: Figure, new: Figure) -> list[tuple[str, str, str]]:
    pairs = zip(_fields(old), _fields(new), strict=True)
    return [(name, before, after) for (name, before), (_, after) in pairs if before != after]


def _fields(figure: Figure) -> list[tuple[str, str]]:
    value = "" if figure.value is None else canonical_text(figure.value)
    return [
        ("state", figure.state.value), ("value", value), ("text", figure.text),
        ("source", figure.source), ("note", figure.note),
    ]  # fmt: skip

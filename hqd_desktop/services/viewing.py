"""How a View is made from what is stored: scored anew after each act, with whatever stays as it was kept at hand."""

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress

from hqd_desktop.domain.evidence import EvidenceBook
from hqd_desktop.domain.figures import FigureKey, Figures
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.giving import assess_given, given_of
from hqd_desktop.services.handed_values import HandedIn
from hqd_desktop.services.locked_class import LockedClass
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import Packs, YearRecord
from hqd_desktop.services.report_records import rows_of_table, wording_from
from hqd_desktop.services.snapshots import Given
from hqd_desktop.services.undo import Declared, Explained, Followed, Place, UndoList
from hqd_desktop.services.view import View


class Viewing:
    """Reads and scores; it writes nothing."""

    def __init__(self, store: Store, source: PackSource) -> None:
        self._store, self._source = store, source
        self._handed_in = HandedIn(store)
        self._classes = LockedClass(store)
        self.given = Given({}, {}, None, {}, {})  # what the year that was looked at last was assessed from

    def look(
        self,
        hospital: Hospital,
        record: YearRecord,
        figures: Figures,
        known: View | None,
        places: Sequence[Place],
        undo: UndoList,
    ) -> View:
        """The state of a year. `known` is the state before it, `places` what was written since."""
        written = tuple(place for place in places if isinstance(place, tuple))
        touched = tuple(
            place if isinstance(place, tuple) else place.key
            for place in places
            if isinstance(place, tuple | Followed | Declared)
        )
        evidence = self._evidence(hospital, known, touched)
        packs = self._packs(record, evidence, known)
        records = self._store.years(hospital.id)
        years, locked = tuple(r.year for r in records), frozenset(r.year for r in records if r.locked)
        last_year = record.year - 1
        given = given_of(self._store, self._handed_in, record, figures)
        assessment = assess_given(packs, self._classes.of(hospital, record), record.year, given)
        words = {word.department: word for word in self._store.confirmations.of_year(hospital.id, record.year)}
        last = self._last(packs, hospital, record, given, known, touched) if last_year in years else None
        view = View(
            hospital=hospital,
            record=record,
            years=years,
            assessment=assessment,
            last_scorecard=last,
            figures=figures,
            departments=self._store.departments(hospital.id),
            explanations=given.explanations,
            undo_name=undo.undo_name,
            redo_name=undo.redo_name,
            saved_at=known.saved_at if known and known.hospital.id == hospital.id else None,
            touched=touched,
            before=_before(record, known, written),
            touched_check=next((place.check for place in places if isinstance(place, Explained)), ""),
            locked_years=locked,
            restatements=given.restated,
            follow_ups=self._store.follow_ups(hospital.id),
            evidence=evidence,
            wording=wording_from(self._store.report_texts(hospital.id, record.year)),
            rectifications=rows_of_table(self._store.rectifications(hospital.id, record.year), record.scheme_id),
            goals=given.goals,
            members=known.members if touched and known else tuple(self._store.hospitals()),
            confirmations=words,
            read_only=self._store.read_only,
        )
        self.given = given  # of what is shown: a year that could not be scored leaves the one before
        return view

    def _packs(self, record: YearRecord, evidence: EvidenceBook, known: View | None) -> Packs:
        """What the source gives now; the very ones at hand while it gives the same, as they know their digests."""
        scheme = self._source.scheme(record.scheme_id)
        ruleset = self._source.ruleset(record.ruleset_id, scheme)
        tables = self._tables(evidence.tables - {scheme.id})
        packs = Packs(self._source.catalogue(record.scheme_id), self._source.checkbook(), scheme, ruleset, tables)
        return known.packs if known and known.packs == packs and known.packs.tables == tables else packs

    def _tables(self, ids: Set[str]) -> Mapping[str, str]:
        """What other tables are called; one that is not there any more has no name."""
        names = {}
        for scheme_id in sorted(ids):
            with suppress(UserFacingError):
                names[scheme_id] = self._source.scheme(scheme_id).short
        return names

    def _evidence(self, hospital: Hospital, known: View | None, touched: tuple[FigureKey, ...]) -> EvidenceBook:
        """All 佐证; the book at hand when only figures were written, for a save has to be quick."""
        if touched and known is not None:
            return known.evidence
        return EvidenceBook(tuple(self._store.evidence(hospital.id)))

    def _last(
        self,
        packs: Packs,
        hospital: Hospital,
        record: YearRecord,
        given: Given,
        known: View | None,
        touched: tuple[FigureKey, ...],
    ) -> Scorecard:
        """Last year's scorecard; the one at hand when only figures of this year were written."""
        held = known.last_scorecard if known and known.record == record else None
        if held is not None and touched and all(period.year == record.year for _, period in touched):
            return held
        year = record.year - 1
        return score(packs.scheme, packs.ruleset, packs.catalogue, hospital, year, given.figures, given.goals)


def _before(record: YearRecord, known: View | None, written: tuple[FigureKey, ...]) -> Scorecard | None:
    """The scorecard that the present one is held against: as it was before the last figures were written."""
    if known is None or known.record.id != record.id:
        return None
    return known.assessment.scorecard if written else known.before

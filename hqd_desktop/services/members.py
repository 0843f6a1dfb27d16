"""The hospitals of one database (医院组): listed, added, switched between; nothing of one ever lands in another.

What is in a file of theirs is read by services.arrivals; this room only decides where it may go.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.figures import Figure, FigureKey, Figures, FigureState, figure_at
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Matter, may_write
from hqd_desktop.services.arrivals import Arrival, Coming, Landing
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.giving import given_of
from hqd_desktop.services.group_year import Gathered
from hqd_desktop.services.handed_in import packs_of
from hqd_desktop.services.handed_values import HandedIn
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import ChangeNote, FigureWrite, YearRecord


class OpenYear(Protocol):
    """What is needed of a View."""

    @property
    def hospital(self) -> Hospital:
        """The one that is open."""

    @property
    def record(self) -> YearRecord:
        """Its year."""


Y = TypeVar("Y", bound=OpenYear)
Open = Callable[[str, int | None], Y]


@dataclass(frozen=True, slots=True)
class Member:
    """A hospital with its years, oldest first; none when it could not be begun to its end."""

    hospital: Hospital
    years: tuple[YearRecord, ...]

    def record(self, year: int) -> YearRecord | None:
        """The year, or None when it was not begun."""
        return next((record for record in self.years if record.year == year), None)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Which members are scored by a rule set from now on, and which could not be changed."""

    title: str
    changed: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What a member has: its figures that are not blank, and its years in which none may be written."""

    given: Figures
    closed: frozenset[int]

    def keeps(self, key: FigureKey) -> bool:
        """Whether a figure stays as it is, whatever a file says."""
        return key in self.given or key[1].year in self.closed

    def says_otherwise(self, key: FigureKey, figure: Figure) -> bool:
        """Whether it stays and the file has another one."""
        own = figure_at(self.given, *key)
        return self.keeps(key) and (own.state, own.value, own.text) != (figure.state, figure.value, figure.text)


class MemberBook(Generic[Y]):
    """Made by Books.members. Methods raise errors.UserFacingError, and then nothing was changed."""

    def __init__(
        self, store: Store, source: PackSource, view: Callable[[], Y], go: Open[Y], note: Callable[..., ChangeNote]
    ) -> None:
        self._store = store
        self._source = source
        self._view = view
        self._go = go
        self._note = note

    def all(self) -> tuple[Member, ...]:
        """In the order in which they were added."""
        return tuple(Member(one, tuple(self._store.years(one.id))) for one in self._store.hospitals())

    def evidence(self) -> tuple[Evidence, ...]:
        """What all of them have registered, each file once: what goes along with the whole database."""
        records = (record for one in self._store.hospitals() for record in self._store.evidence(one.id))
        return tuple({record.digest: record for record in records}.values())

    @property
    def title(self) -> str:
        """Whose database it is, in a word."""
        return group_title(self._store.hospitals())

    def gather(self, year: int) -> tuple[Gathered, ...]:
        """What each of them has of a year, read at once; services.group_year assesses it on any thread."""
        handed_in, known = HandedIn(self._store), {}
        found = []
        for member in self.all():
            record = member.record(year)
            if record is None:
                found.append(Gathered(member.hospital))
                continue
            place = (record.scheme_id, record.ruleset_id)
            if place not in known:
                known[place] = packs_of(self._source, *place)  # one object for all: it knows its digests
            figures = {key: one.figure for key, one in self._store.figures(member.hospital.id).items()}
            given = given_of(self._store, handed_in, record, figures)
            found.append(Gathered(member.hospital, record, known[place], given))
        return tuple(found)

    def open(self, hospital_id: str) -> Y:
        """Another hospital, at the year that is open now where it has that year, else at its latest."""
        year = self._view().record.year
        years = {record.year for record in self._store.years(hospital_id)}
        return self._go(hospital_id, year if year in years else None)

    def add(self, hospital: Hospital, scheme_id: str, year: int) -> Y:
        """A further hospital with its first year, opened. In a database of samples it is one itself."""
        refuse_namesakes(hospital, self._store.hospitals())
        record = self._first_year(scheme_id, year)
        return self._go(self._keep(hospital, record, "新建医院"), year)

    def align_rules(self, year: int) -> Aligned:
        """Score every member that works with the same table by the rule set that the open hospital has in that year.

        One whose year may not be written any more stays as it is, and is named.
        """
        own = self._view().hospital.id
        model = next((record for record in self._store.years(own) if record.year == year), None)
        if model is None:
            raise UserFacingError(Problem("workspace_no_year", "", {"year": str(year)}))
        scheme = self._source.scheme(model.scheme_id)
        title = self._source.ruleset(model.ruleset_id, scheme).title
        changed, left = [], []
        for member in self.all():
            record = member.record(year)
            if record is None or record.scheme_id != model.scheme_id or record.ruleset_id == model.ruleset_id:
                continue
            if not may_write(record.state, Matter.FIGURES):
                left.append(member.hospital.name)
                continue
            note = self._note("统一赋分方案", f"{scheme.short}，{title}")
            self._store.save_year(replace(record, ruleset_id=model.ruleset_id), note)
            changed.append(member.hospital.name)
        return Aligned(title, tuple(changed), tuple(left))

    def landing(self, arrival: Arrival) -> Landing:
        """What would become of a file; nothing is written."""
        try:
            self._first_year(arrival.scheme_id, arrival.year)
        except UserFacingError as error:  # a table that is not here: another city's, or one of their own
            return Landing(arrival, Coming.REFUSED, problem=replace(error.problems[0], where=arrival.file))
        if arrival.hospital.sample and not any(one.sample for one in self._store.hospitals()):
            problem = Problem("member_is_sample", arrival.file, {"name": arrival.hospital.name})
            return Landing(arrival, Coming.REFUSED, problem=problem)
        member = self._member(arrival)
        if isinstance(member, Problem):
            return Landing(arrival, Coming.REFUSED, problem=member)
        if member is None:
            return Landing(arrival, Coming.NEW)
        record, held = member.record(arrival.year), self._held(member)
        closed = record is not None and not may_write(record.state, Matter.FIGURES)
        if closed or any(key[1].year == arrival.year for key in held.given):
            given = {"name": member.hospital.name, "year": str(arrival.year)}
            return Landing(arrival, Coming.REFUSED, problem=Problem("member_has_year", arrival.file, given))
        other = tuple(key for key, figure in arrival.figures.items() if held.says_otherwise(key, figure))
        return Landing(arrival, Coming.NEW_YEAR, member.hospital.id, other)

    def landings(self, arrivals: Sequence[Arrival]) -> tuple[Landing, ...]:
        """What would become of each of several files; of two of one hospital and year only the first may come."""
        found: list[Landing] = []
        for arrival in arrivals:
            twin = next((one.arrival for one in found if one.problem is None and _twins(one.arrival, arrival)), None)
            if twin is None:
                found.append(self.landing(arrival))
            else:
                problem = Problem("member_twice_here", arrival.file, {"first": twin.file})
                found.append(Landing(arrival, Coming.REFUSED, problem=problem))
        return tuple(found)

    def bring_in_all(self, arrivals: Sequence[Arrival]) -> tuple[Landing, ...]:
        """Write one after the other; what may not come in is told and left out."""
        done: list[Landing] = []
        for arrival in arrivals:
            landing = self.landing(arrival)
            done.append(landing if landing.problem is not None else self.bring_in(arrival))
        return tuple(done)

    def bring_in(self, arrival: Arrival) -> Landing:
        """Write a file as a new member, or as a further year of the member whose it is; refused as `landing` says.

        Figures of a member that are there already stay; the hospital that is open stays open.
        """
        landing = self.landing(arrival)
        if landing.problem is not None:
            raise UserFacingError(landing.problem)
        hospital_id, fresh = landing.hospital_id, self._first_year(arrival.scheme_id, arrival.year)
        if landing.coming is Coming.NEW:
            hospital_id = self._keep(arrival.hospital, fresh, "加入医院", arrival.origin)
        elif not any(record.year == arrival.year for record in self._store.years(hospital_id)):
            note = self._note("新建年度", origin=arrival.origin)
            self._store.save_year(replace(fresh, hospital_id=hospital_id), note)
        stored = self._store.figures(hospital_id)
        held = self._held(next(member for member in self.all() if member.hospital.id == hospital_id))
        writes = [
            FigureWrite(*key, figure, stored[key].version if key in stored else 0)
            for key, figure in arrival.figures.items()
            if not held.keeps(key)
        ]
        self._store.save_figures(hospital_id, writes, self._note("导入", origin=arrival.origin))
        for check, text in arrival.explanations.items():
            note = self._note("写说明", origin=arrival.origin)
            self._store.save_explanation(hospital_id, arrival.year, check, text, note)
        return replace(landing, hospital_id=hospital_id)

    def _member(self, arrival: Arrival) -> Member | Problem | None:
        """Whose the file is: by name and code together; one of both alone may be a mistake and is asked about."""
        named = [one for one in self.all() if same_name(one.hospital.name, arrival.hospital.name)]
        for one in named:
            codes = {one.hospital.code, arrival.hospital.code} - {""}
            if len(codes) < 2:
                given = {"name": one.hospital.name, "own": one.hospital.class_label}
                if (one.hospital.level, one.hospital.type) == (arrival.hospital.level, arrival.hospital.type):
                    return one
                return Problem("member_other_class", arrival.file, {**given, "given": arrival.hospital.class_label})
        try:
            refuse_namesakes(arrival.hospital, self._store.hospitals())
        except UserFacingError as error:
            return replace(error.problems[0], where=arrival.file)
        return None

    def _held(self, member: Member) -> "_Held":
        stored = self._store.figures(member.hospital.id).items()
        given = {key: one.figure for key, one in stored if one.figure.state is not FigureState.BLANK}
        closed = frozenset(one.year for one in member.years if not may_write(one.state, Matter.FIGURES))
        return _Held(given, closed)

    def _first_year(self, scheme_id: str, year: int) -> YearRecord:
        scheme = self._source.scheme(scheme_id)
        ruleset_ids = self._source.ruleset_ids(scheme.id)
        if not ruleset_ids:
            raise UserFacingError(Problem("workspace_no_ruleset", "", {"scheme": scheme.short}))
        return YearRecord("", year, scheme.id, ruleset_ids[0])

    def _keep(self, hospital: Hospital, record: YearRecord, action: str, origin: str = "手工录入") -> str:
        sample = any(one.sample for one in self._store.hospitals())
        fresh = replace(hospital, id="", name=hospital.name.strip(), sample=sample)
        kept = self._store.add_hospital(fresh, self._note(action, origin=origin))
        self._store.save_year(replace(record, hospital_id=kept.id), self._note("新建年度", origin=origin))
        return kept.id


def group_title(hospitals: Sequence[Hospital]) -> str:
    """One hospital by its name, several by the first."""
    first = hospitals[0].name
    return first if len(hospitals) == 1 else f"{first}等{len(hospitals)}家"


def same_name(one: str, other: str) -> bool:
    """Whether two names are one to a reader: spaces and the width of brackets say nothing."""
    return _plain(one) == _plain(other)


def refuse_namesakes(hospital: Hospital, others: Sequence[Hospital]) -> None:
    """Refuse a hospital without a name, or with the name or the 机构代码 of another one."""
    if not hospital.name.strip():
        raise UserFacingError(Problem("hospital_name_missing"))
    for other in others:
        if other.id == hospital.id:
            continue
        if same_name(other.name, hospital.name):
            raise UserFacingError(Problem("member_name_taken", "", {"name": other.name}))
        if hospital.code.strip() and _plain(other.code) == _plain(hospital.code):
            raise UserFacingError(Problem("member_code_taken", "", {"name": other.name, "code": other.code}))


def still_open(open_now: Hospital, meant: Hospital | None) -> None:
    """Refuse an act that was meant for another hospital than the one that is open by the time it is its turn."""
    if meant is not None and meant.id != open_now.id:
        raise UserFacingError(Problem("member_left", "", {"name": meant.name}))


def _twins(one: Arrival, other: Arrival) -> bool:
    return one.year == other.year and same_name(one.hospital.name, other.hospital.name)


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_WIDE).lower()


_WIDE = str.maketrans("（）－０１２３４５６７８９", "()-0123456789")

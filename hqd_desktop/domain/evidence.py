"""佐证: what is known of a file that proves something, and what it proves; it refuses to know where the bytes lie."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem

TEXT_LIMIT = 200
PAGES_LIMIT = 99_999
PLAN = "本院实施细则"
_ROW = "indicator"


class UseKind(StrEnum):
    """What a file proves: a figure, an indicator, or a task of the ledger."""

    ITEM = "item"
    INDICATOR = "indicator"
    TASK = "task"


class FileState(StrEnum):
    """How the bytes stand to what was registered: the same, others, or none at all."""

    GOOD = "good"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, order=True)
class EvidenceUse:
    """One thing that a file proves, and the time it is proved for.

    `target` is an item's key, `pack:number` of a row of a table, or `pack:key` of a task. Programs before this one kept
    a row as its bare number. Those rows of the database are left as they are, since the chain of changes is made of
    them: such a use is one of the row of that number of whichever table is asked for.
    """

    kind: UseKind
    target: str
    period: Period

    @property
    def pack(self) -> str:
        """The table or text that it belongs to; empty for a figure, a bare number, and what is of every table."""
        pack, mark, _ = self.target.partition(":")
        return pack if mark and self.kind is not UseKind.ITEM else ""

    @property
    def key(self) -> str:
        """The item's key, the row's number or the task's key."""
        _, mark, key = self.target.partition(":")
        return key if mark and self.kind is not UseKind.ITEM else self.target

    @property
    def ways(self) -> Set["EvidenceUse"]:
        """All that may be kept for it: itself, and for a row of a table its bare number."""
        return {self, replace(self, target=self.key)} if self.kind is UseKind.INDICATOR else {self}

    @property
    def filed(self) -> str:
        """What history files it under. A row and a task of one pack may have the same key, and must not look alike."""
        return f"{_ROW}:{self.target}" if self.kind is UseKind.INDICATOR and self.pack else self.target


def filed_row(filed: str) -> tuple[str, str] | None:
    """Pack and number of what EvidenceUse.filed made of a row that has its pack; None for all else."""
    kind, _, place = filed.partition(":")
    pack, _, number = place.partition(":")
    return (pack, number) if kind == _ROW and pack else None


def use_of_figure(key: FigureKey) -> EvidenceUse:
    """A figure as something to be proved."""
    return EvidenceUse(UseKind.ITEM, key[0], key[1])


def use_of_indicator(pack: str, number: str, year: int) -> EvidenceUse:
    """A row of a pack's table, in a year, as something to be proved."""
    return EvidenceUse(UseKind.INDICATOR, f"{pack}:{number}", Period(year))


def use_of_task(pack: str, task: str, year: int) -> EvidenceUse:
    """A task of a pack's text, in a year, as something to be proved."""
    return EvidenceUse(UseKind.TASK, f"{pack}:{task}", Period(year))


def use_of_plan(year: int) -> EvidenceUse:
    """The hospital's own goals and rules (具体目标和实施细则) of a year: no task of any pack, and of every table."""
    return EvidenceUse(UseKind.TASK, f":{PLAN}", Period(year))


@dataclass(frozen=True, slots=True)
class Details:
    """What a person says of a file: 名称, 文号, 日期, 有效期至 (its last day), 盖章, 页数 (0: unknown), 责任人."""

    title: str
    reference: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    sealed: bool = False
    pages: int = 0
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A registered file. `digest` is the SHA-256 of its bytes, `uses` are those that hold; none left: withdrawn."""

    digest: str
    size: int
    name: str
    title: str
    reference: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    added_on: date | None = None
    sealed: bool = False
    pages: int = 0
    owner: str = ""
    uses: tuple[EvidenceUse, ...] = ()
    id: str = ""
    version: int = 0

    @property
    def active(self) -> bool:
        """Whether it still proves anything."""
        return bool(self.uses)

    def proves(self, use: EvidenceUse) -> bool:
        """Whether it proves one thing, in whatever way that was kept."""
        return not use.ways.isdisjoint(self.uses)

    def outdated(self, day: date) -> bool:
        """Whether its validity has ended before `day`; without 有效期至 it never does."""
        return self.valid_until is not None and self.valid_until < day

    @property
    def details(self) -> Details:
        """What a person said of it."""
        return Details(**{field.name: getattr(self, field.name) for field in fields(Details)})

    def described(self, details: Details) -> "Evidence":
        """The same file with other details."""
        return replace(self, **{field.name: getattr(details, field.name) for field in fields(Details)})


@dataclass(frozen=True)
class EvidenceBook:
    """All records of a hospital, the withdrawn ones too, by day of adding and title."""

    records: tuple[Evidence, ...] = ()

    def __iter__(self) -> Iterator[Evidence]:
        """Those that prove something."""
        return (record for record in self.records if record.active)

    def of(self, use: EvidenceUse) -> tuple[Evidence, ...]:
        """What proves one thing."""
        return tuple(record for record in self.records if record.proves(use))

    def figure(self, key: FigureKey) -> tuple[Evidence, ...]:
        """What proves a figure."""
        return self.of(use_of_figure(key))

    def indicator(self, pack: str, number: str, year: int) -> tuple[Evidence, ...]:
        """What proves a row of a pack's table in a year; what proves its figures is not among it."""
        return self.of(use_of_indicator(pack, number, year))

    @property
    def tables(self) -> Set[str]:
        """The packs whose rows are proved; a bare number names none."""
        return {use.pack for record in self for use in record.uses if use.kind is UseKind.INDICATOR} - {""}

    def of_year(self, year: int) -> tuple[Evidence, ...]:
        """What proves anything of a year; of the uses only those of that year are left."""
        kept = (replace(record, uses=tuple(use for use in record.uses if use.period.year == year)) for record in self)
        return tuple(record for record in kept if record.active)

    def with_digest(self, digest: str) -> Evidence | None:
        """The record of the same bytes, even a withdrawn one."""
        return next((record for record in self.records if record.digest == digest), None)

    def with_id(self, record_id: str) -> Evidence | None:
        """The record of an id."""
        return next((record for record in self.records if record.id == record_id), None)


def outdated(records: Iterable[Evidence], day: date) -> tuple[Evidence, ...]:
    """Those whose validity has ended before a day."""
    return tuple(record for record in records if record.outdated(day))


def unproved(wanted: Iterable[EvidenceUse], book: EvidenceBook, day: date) -> tuple[EvidenceUse, ...]:
    """What has no evidence that is valid on a day; an outdated file proves nothing any more."""
    proved = {use for record in book if not record.outdated(day) for use in record.uses}
    return tuple(use for use in wanted if use.ways.isdisjoint(proved))


def free_title(title: str, taken: Iterable[str]) -> str:
    """The title, or with （2）, （3） … behind it, so that two files at one place can be told apart."""
    held, number, wanted = set(taken), 1, title
    while wanted in held:
        number += 1
        wanted = f"{title}（{number}）"
    return wanted


def faults_of(details: Details) -> tuple[Problem, ...]:
    """What is wrong with the details; nothing is to be written then."""
    faults = []
    if not details.title.strip():
        faults.append(Problem("evidence_title_missing"))
    for name, text in (("名称", details.title), ("文号", details.reference), ("责任人", details.owner)):
        if len(text) > TEXT_LIMIT:
            faults.append(Problem("evidence_text_too_long", "", {"field": name, "limit": str(TEXT_LIMIT)}))
    if details.issued_on and details.valid_until and details.valid_until < details.issued_on:
        params = {"issued": details.issued_on.isoformat(), "until": details.valid_until.isoformat()}
        faults.append(Problem("evidence_days_reversed", "", params))
    if not 0 <= details.pages <= PAGES_LIMIT:
        faults.append(Problem("evidence_pages", "", {"limit": str(PAGES_LIMIT)}))
    return tuple(faults)


def size_text(size: int) -> str:
    """A size for people: 950 KB, 12.4 MB, 2 GB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    unit, name = (1_000_000, "MB") if size < 1_000_000_000 else (1_000_000_000, "GB")
    return f"{f'{size / unit:.1f}'.removesuffix('.0')} {name}"

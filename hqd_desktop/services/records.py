"""What travels between services and the rooms that keep or write it; plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any

from hqd_desktop.domain.canonical import digest, snapshot
from hqd_desktop.domain.checks import CheckBook, CheckResult
from hqd_desktop.domain.evidence import Evidence, EvidenceUse
from hqd_desktop.domain.figures import Figure, FigureKey, Figures
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import YearState as YearState
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.services.report_ledger import TaskReport
from hqd_desktop.services.report_records import PastYear, Rectification, Wording


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, and on which PC."""

    who: str
    pc: str


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """What is written beside every transaction: who, where, what (a verb phrase in Chinese), why, and whence."""

    actor: Actor
    action: str
    reason: str = ""
    origin: str = "手工录入"


@dataclass(frozen=True, slots=True)
class YearRecord:
    """A hospital's year: the table and rule set it is worked with. `version` counts writes of the row."""

    hospital_id: str
    year: int
    scheme_id: str
    ruleset_id: str
    state: YearState = YearState.DRAFT
    submission: int = 1
    version: int = 0
    id: str = ""

    @property
    def locked(self) -> bool:
        """Whether it is fixed as a version, handed in or about to be."""
        return self.state.handed_in


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure with the version of its row; 0 when there is no row yet."""

    figure: Figure
    version: int


@dataclass(frozen=True, slots=True)
class FigureWrite:
    """One figure to be written if its row still has `expected` as its version."""

    item: str
    period: Period
    figure: Figure
    expected: int


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose bytes are in the evidence folder, for good; `name` is made safe."""

    digest: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class EvidenceWrite:
    """A record of 佐证 as it shall be if its row still has `record.version` (0: not there), and which uses change.

    `record.uses` says whether it is active afterwards; the rows of its uses follow `added` and `withdrawn` only.
    """

    record: Evidence
    added: tuple[EvidenceUse, ...] = ()
    withdrawn: tuple[EvidenceUse, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredMapping:
    """How a table of the hospital's own is read: name and body (canonical JSON); withdrawn ones are not `active`."""

    name: str
    body: str
    id: str = ""
    version: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class StoredRuleSet:
    """A rule set of the hospital's own, never changed once kept: a later edition is another one.

    `body` is canonical JSON (domain.ruleset_raw), `digest` says which rules it has, whatever they are called.
    """

    name: str
    edition: str
    scheme_id: str
    approval: str
    body: str
    digest: str
    id: str = ""
    version: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class StoredPack:
    """A table of somebody's own, never changed once kept: `body` is canonical JSON (services.pack_file).

    `scheme_id` is made from what it says, so that the same pack has the same id in every database.
    """

    scheme_id: str
    name: str
    edition: str
    body: str
    digest: str
    id: str = ""
    version: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Saved:
    """A committed transaction: its change id and UTC time, and the new versions of the written figures."""

    change_id: str
    at: datetime
    versions: Mapping[FigureKey, int]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One touched field of one row, as it was and as it became. `at` is UTC.

    `table` is `figure`, `follow_up` or `restatement`: what hangs on a figure has the same item and period.
    """

    at: datetime
    who: str
    pc: str
    action: str
    reason: str
    origin: str
    item: str
    period: str
    field: str
    old: str
    new: str
    table: str = "figure"


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which changes to list: empty fields ask for all. `zone` is the place whose days `first` and `last` are."""

    who: str = ""
    first: date | None = None
    last: date | None = None
    tables: tuple[str, ...] = ()
    items: tuple[str, ...] | None = None
    year: int = 0
    limit: int = 500
    offset: int = 0
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who enters figures; `guarded` whether a password is asked. Withdrawn ones are not `active`."""

    name: str
    initials: str = ""
    active: bool = True
    guarded: bool = False
    id: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class SubmissionKey:
    """A version that was locked: when (UTC), by whom, and in whose name; its body is read when it is asked for."""

    year: int
    number: int
    digest: str
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True)
class Packs:
    """The published data a job works with.

    `tables` are the names of the other tables whose rows some 佐证 proves, by their ids: words only, nothing is scored
    with them, so two that differ in nothing else are equal.
    """

    catalogue: Catalogue
    checkbook: CheckBook
    scheme: Scheme
    ruleset: RuleSet
    tables: Mapping[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each pack that a score depends on, by its name in a snapshot."""
        return {name: digest(raw) for name, raw in self.raw.items()}

    @property
    def raw(self) -> Mapping[str, Mapping[str, Any]]:
        """The packs of a snapshot as they were read, from which they can be built again."""
        return {"catalogue": self.catalogue.raw, "scheme": self.scheme.raw, "ruleset": self.ruleset.raw}


@dataclass(frozen=True)
class Assessment:
    """A scored year with its checks: the one result that every writer and every page shows."""

    packs: Packs
    hospital: Hospital
    year: int
    figures: Figures
    scorecard: Scorecard
    checks: tuple[CheckResult, ...]
    missing: tuple[FigureKey, ...]

    @cached_property
    def digest(self) -> str:
        """Of the figures and of the digests of catalogue, table and rule set; equal digests rescore identically.

        Worked out when a paper asks for it: it costs as much as the score, and a keystroke needs none.
        """
        return digest(snapshot(self.hospital, self.year, self.figures, self.packs.digests, self.scorecard.goals))


@dataclass(frozen=True, slots=True)
class Submission:
    """An assessment on its way to paper: what else is printed beside the numbers."""

    assessment: Assessment
    departments: Mapping[str, str]
    prepared_on: date
    state: YearState = YearState.DRAFT
    number: int = 1
    with_points: bool = True
    sample: bool = False
    program: str = ""
    evidence: tuple[Evidence, ...] = ()  # of the year, by day of adding; `uses` are those of the year
    past: tuple[PastYear, ...] = ()  # oldest first; the report only
    rectifications: Mapping[str, Rectification] = field(default_factory=dict)  # by row; the report only
    follow_ups: Mapping[FigureKey, str] = field(default_factory=dict)  # the report only
    wording: Wording = field(default_factory=Wording)  # the report only
    ledger: tuple[TaskReport, ...] = ()  # the year's own table first; the report only


@dataclass(frozen=True, slots=True)
class ImportedFigures:
    """What an input file held: figures, what it says of the hospital and year, and everything wrong with it.

    With any problem nothing of it is to be used.
    """

    figures: Mapping[FigureKey, Figure]
    problems: tuple[Problem, ...]
    name: str = ""
    level: str = ""
    type: str = ""
    code: str = ""
    scheme_id: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample hospital that comes with the program."""

    key: str
    hospital: Hospital
    scheme_id: str
    year: int
    figures: Mapping[FigureKey, Figure]
    explanations: Mapping[str, str]

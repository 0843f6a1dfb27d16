"""What the pages draw: one immutable state of the open hospital and year; it refuses to change anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hqd_desktop.domain.evidence import EvidenceBook
from hqd_desktop.domain.figures import Figure, FigureKey, Restatements
from hqd_desktop.domain.goals import Goals
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.review import Matter, may_write
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.confirming import Standing, standings
from hqd_desktop.services.records import Assessment, Packs, YearRecord
from hqd_desktop.services.report_records import Rectification, Wording


@dataclass(frozen=True, slots=True)
class View:
    """Everything the pages draw, as of one commit.

    `touched` are the figures that the last act wrote or wrote something beside, `touched_check` the check that it
    explained, `recalled` whether it was 撤销 or 重做. `locked_years` were handed in; `restatements` are the 上年调整数
    declared this year, `follow_ups` what is still to be asked; `wording` and `rectifications` are for the report.
    `goals` are those of all years for the year's table.
    `members` are all hospitals of the database, this one among them.
    `read_only` whether nothing can be written because of where the file lies, or because somebody else has it.
    `confirmations` are the words of the departments by name, `fallen` those that the last figures took back.
    `before` is the scorecard as it was before the last figures of this year's page were written.
    """

    hospital: Hospital
    record: YearRecord
    years: tuple[int, ...]
    assessment: Assessment
    last_scorecard: Scorecard | None
    figures: Mapping[FigureKey, Figure]
    departments: Mapping[str, str]
    explanations: Mapping[str, str]
    undo_name: str
    redo_name: str
    saved_at: datetime | None
    touched: tuple[FigureKey, ...] = ()
    touched_check: str = ""
    before: Scorecard | None = None
    locked_years: frozenset[int] = frozenset()
    restatements: Restatements = field(default_factory=dict)
    follow_ups: Mapping[FigureKey, str] = field(default_factory=dict)
    recalled: bool = False
    evidence: EvidenceBook = field(default_factory=EvidenceBook)
    wording: Wording = field(default_factory=Wording)
    rectifications: Mapping[str, Rectification] = field(default_factory=dict)
    goals: Goals = field(default_factory=dict)
    members: tuple[Hospital, ...] = ()
    confirmations: Mapping[str, Confirmation] = field(default_factory=dict)
    fallen: tuple[str, ...] = ()
    read_only: bool = False

    @property
    def sample(self) -> bool:
        """Whether the hospital is an invented one (示例)."""
        return self.hospital.sample

    @property
    def packs(self) -> Packs:
        """The published data in force."""
        return self.assessment.packs

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every department concerned, with its word on its figures."""
        return standings(self.assessment, self.departments, self.confirmations)

    @property
    def editable(self) -> bool:
        """Whether figures may be written."""
        return not self.read_only and may_write(self.record.state, Matter.FIGURES)

    @property
    def remarks_editable(self) -> bool:
        """Whether 说明, 跟进 and 佐证 may be written: they explain figures that are confirmed already."""
        return not self.read_only and may_write(self.record.state, Matter.REMARKS)

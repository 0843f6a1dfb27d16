"""What services need from the outside, as protocols; they refuse to know who keeps the promise."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.figures import FigureKey, Restatement
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.tasks import TaskList
from hqd_desktop.services.comparing import Comparison
from hqd_desktop.services.confirmation_records import Confirmation, ConfirmationStore
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue
from hqd_desktop.services.evidence_ports import EvidenceFolder as EvidenceFolder
from hqd_desktop.services.evidence_ports import Told as Told
from hqd_desktop.services.form_records import CollectionForm, FormRecord, ReturnedForm
from hqd_desktop.services.grid import Grid
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.ledger_ports import LedgerStore, RuleStore
from hqd_desktop.services.ledger_sheet import LedgerForm
from hqd_desktop.services.ledger_year import YearLedger
from hqd_desktop.services.own_ports import GoalStore, PackStore
from hqd_desktop.services.pack_table import PackTable
from hqd_desktop.services.quarter_sheet import QuarterSheet
from hqd_desktop.services.records import (
    ChangeNote,
    EvidenceWrite,
    FigureWrite,
    HistoryEntry,
    HistoryQuery,
    ImportedFigures,
    Person,
    Sample,
    Saved,
    StoredFigure,
    StoredMapping,
    Submission,
    SubmissionKey,
    YearRecord,
)
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.services.rule_table import RuleTable
from hqd_desktop.services.stopping import Check, go_on

Tell = Callable[[int, int, str], None]  # step, steps, words


class Store(Protocol):
    """A database of hospitals. Every method that writes is one transaction with its change and history rows.

    Raises errors.StaleWrite when a row was changed meanwhile, errors.StoreError for whatever the disk does.
    """

    @property
    def ledger(self) -> LedgerStore:
        """The ledger."""

    @property
    def rules(self) -> RuleStore:
        """Rule sets of their own."""

    @property
    def read_only(self) -> bool:
        """Whether it was opened to be read only: every write is refused."""

    @property
    def confirmations(self) -> ConfirmationStore:
        """What the departments said of their figures."""

    @property
    def goals(self) -> GoalStore:
        """本院目标."""

    @property
    def packs(self) -> PackStore:
        """Tables of their own."""

    def hospitals(self) -> Sequence[Hospital]:
        """All hospitals, in the order in which they were added."""

    def add_hospital(self, hospital: Hospital, note: ChangeNote) -> Hospital:
        """Keep a new hospital; the answer carries its id (UUID)."""

    def update_hospital(self, hospital: Hospital, note: ChangeNote) -> None:
        """Change name, code, level or type."""

    def years(self, hospital_id: str) -> Sequence[YearRecord]:
        """The years of a hospital, oldest first."""

    def save_year(self, record: YearRecord, note: ChangeNote, body: str = "") -> YearRecord:
        """Add the year, or change it when `record.version` is still the stored one.

        With a `body`, that is kept in the same transaction as the submission of `record.submission`, for good.
        """

    def submissions(self, hospital_id: str) -> Sequence[SubmissionKey]:
        """Every version that was ever locked, by year and number."""

    def submission_body(self, hospital_id: str, year: int, number: int) -> str:
        """What was kept of one; errors.StoreError when it was altered since, LookupError when there is none."""

    def figures(self, hospital_id: str) -> Mapping[FigureKey, StoredFigure]:
        """All figures of all periods."""

    def save_figures(
        self, hospital_id: str, writes: Sequence[FigureWrite], note: ChangeNote, withdrawn: Sequence[Confirmation] = ()
    ) -> Saved:
        """Write all or nothing; a BLANK figure without note removes nothing from history but empties the row.

        `withdrawn` are the departments' words that do not hold for these figures any more; they go in the same write.
        """

    def explanations(self, hospital_id: str, year: int) -> Mapping[str, str]:
        """说明 by check key."""

    def save_explanation(self, hospital_id: str, year: int, check: str, text: str, note: ChangeNote) -> None:
        """Write or (empty text) withdraw a 说明."""

    def follow_ups(self, hospital_id: str) -> Mapping[FigureKey, str]:
        """What is still to be asked about figures (跟进)."""

    def save_follow_up(self, hospital_id: str, key: FigureKey, text: str, note: ChangeNote) -> None:
        """Write what is to be asked; empty text: done."""

    def restatements(self, hospital_id: str, restated_in: int) -> Mapping[FigureKey, Restatement]:
        """The 上年调整数 declared in a year."""

    def save_restatement(
        self, hospital_id: str, restated_in: int, key: FigureKey, restated: Restatement, note: ChangeNote
    ) -> None:
        """Declare one; the figure itself stays. Its explanation is never empty."""

    def departments(self, hospital_id: str) -> Mapping[str, str]:
        """The department by item key, where the hospital differs from the pack."""

    def save_department(self, hospital_id: str, item: str, department: str, note: ChangeNote) -> None:
        """Give an item to a department."""

    def evidence(self, hospital_id: str) -> Sequence[Evidence]:
        """All registered files with the uses that hold, the withdrawn ones too, by day of adding and title."""

    def save_evidence(self, hospital_id: str, writes: Sequence[EvidenceWrite], note: ChangeNote) -> None:
        """Write all records and uses, or nothing. What a record's digest names must be in the folder before."""

    def forms(self, hospital_id: str, year: int) -> Sequence[FormRecord]:
        """The collection forms of a year, withdrawn ones too, in the order of first issue."""

    def save_forms(self, hospital_id: str, forms: Sequence[FormRecord], note: ChangeNote) -> None:
        """Write all of them if each has still the version it was read with; the times are those of the history."""

    def mappings(self, hospital_id: str) -> Sequence[StoredMapping]:
        """How the hospital's own tables are read, those in use, by name."""

    def save_mapping(self, hospital_id: str, mapping: StoredMapping, note: ChangeNote) -> StoredMapping:
        """Add (empty id), change, rename or withdraw one; errors.StoreError when another has its name."""

    def report_texts(self, hospital_id: str, year: int) -> Mapping[str, str]:
        """The year's own words for its report, by place."""

    def save_report_texts(self, hospital_id: str, year: int, texts: Mapping[str, str], note: ChangeNote) -> None:
        """Write all of them; empty text empties a place."""

    def rectifications(self, hospital_id: str, year: int) -> Mapping[str, Rectification]:
        """整改 of the year by the place of the row (report_records), emptied ones too."""

    def save_rectifications(
        self, hospital_id: str, year: int, rows: Mapping[str, Rectification], note: ChangeNote
    ) -> None:
        """Write all of them or nothing."""

    def history(self, hospital_id: str, item: str = "", period: str = "", limit: int = 100) -> Sequence[HistoryEntry]:
        """Changes of figures and of what hangs on them, newest first; empty item or period means all."""

    def all_history(self, hospital_id: str, asked: HistoryQuery) -> Sequence[HistoryEntry]:
        """Changes of everything, newest first, as asked for."""

    def people_in_history(self, hospital_id: str) -> Sequence[str]:
        """The names of everybody who has ever changed something."""

    def people(self, hospital_id: str) -> Sequence[Person]:
        """Everybody who was named, the withdrawn ones too."""

    def save_person(self, hospital_id: str, person: Person, note: ChangeNote) -> Person:
        """Add (empty id), change or withdraw one."""

    def set_password(self, hospital_id: str, person: Person, password: str, note: ChangeNote) -> Person:
        """Keep the hash of a password; an empty one takes it away."""

    def admits(self, hospital_id: str, person: Person, password: str) -> bool:
        """Whether this is the person's password; anything is where none is set."""

    def sealed(self) -> Sequence[Problem]:
        """Whether the latest change is as it was written; in no time, before anything is shown."""

    def examine(self, whole: bool) -> Sequence[Problem]:
        """What is wrong with the file: quickly, or wholly with every figure against its history."""

    def last_digest(self) -> str:
        """The digest of the latest change, which stands for everything before it."""

    def backup_to(self, target: Path) -> None:
        """A verified copy of the whole database by SQLite's backup API; written beside, then renamed."""

    def give_back(self) -> bool:
        """Put what was changed in a working copy where it came from; False when there is none, or nothing to give.

        errors.StoreError when the place is away, or was changed by somebody else: then both are kept.
        """

    def close(self) -> None:
        """Checkpoint and let go of the file."""


class PackSource(Protocol):
    """Where catalogue, checks, tables, rule sets and samples come from. Raises errors.BadPack with all problems."""

    def catalogue(self, scheme_id: str = "") -> Catalogue:
        """The data items; with those that a table of one's own brings, where one is named."""

    def checkbook(self) -> CheckBook:
        """The checks."""

    def scheme_ids(self) -> Sequence[str]:
        """The packs that there are."""

    def scheme(self, scheme_id: str) -> Scheme:
        """A pack; errors.UserFacingError when there is none of that id."""

    def tasks(self, scheme_id: str) -> TaskList:
        """What the text of a pack sets hospitals and offices to do; a list without tasks when it sets none."""

    def ruleset_ids(self, scheme_id: str) -> Sequence[str]:
        """The rule sets for a pack, the default first."""

    def ruleset(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        """A rule set, by id or as a path to a TOML file."""

    def samples(self) -> Sequence[Sample]:
        """The sample hospitals, the default first."""


class Workbooks(Protocol):
    """Files of figures, in and out. Writers write beside, fsync and rename; they raise errors.FileRefused."""

    def read_figures(self, path: Path, catalogue: Catalogue) -> ImportedFigures:
        """Read a template or submission workbook (.xlsx) or a CSV."""

    def read_table(self, path: Path, tell: Tell) -> Grid | Problem:
        """Read any table (.xls, .xlsx, .ods, .csv) as plain cells; `tell(step, steps, sheet)` may raise Cancelled."""

    def write_template(self, path: Path, scheme: Scheme, catalogue: Catalogue, hospital: Hospital, year: int) -> None:
        """The empty workbook to be filled and read again."""

    def write_submission(self, path: Path, submission: Submission) -> None:
        """The submission workbook (上报工作簿)."""

    def submission_bytes(self, submission: Submission) -> bytes:
        """The same as bytes; the same submission gives the same bytes."""

    def write_comparison(self, path: Path, comparison: Comparison) -> None:
        """Two submissions side by side (年度对比)."""

    def write_group(self, path: Path, comparison: GroupComparison) -> None:
        """The members of a group side by side (院际对比)."""

    def write_history(self, path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """修改记录 as a table of texts: CSV when the suffix says so, else a workbook."""

    def write_forms(self, folder: Path, forms: Mapping[str, CollectionForm], tell: Tell) -> None:
        """Collection forms (采集表) by file name into a folder, all or none; a file that is there is never replaced.

        `tell` hears of each before it is written and may raise errors.Cancelled.
        """

    def find_forms(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The files among `paths`, and the workbooks in those that are folders, by name."""

    def read_form(self, path: Path, catalogue: Catalogue) -> ReturnedForm:
        """A returned form, or everything that is wrong with the file; it never raises for a file's faults."""

    def write_ledger(self, path: Path, form: LedgerForm) -> None:
        """The ledger of a quarter, to be filled by departments."""

    def write_ledgers(self, folder: Path, forms: Mapping[str, LedgerForm]) -> None:
        """Such forms by file name into a folder, all or none; a file that is there is never replaced."""

    def write_year_ledger(self, path: Path, ledger: YearLedger) -> None:
        """The ledger of a whole year, to be read and filed."""

    def read_ledger(self, path: Path) -> LedgerForm | tuple[Problem, ...]:
        """A ledger that was filled, or everything that keeps it from being read."""

    def evidence_bytes(self, catalogue: EvidenceCatalogue) -> bytes:
        """佐证目录 as a workbook."""

    def write_rules(self, path: Path, table: RuleTable) -> None:
        """A rule set as a workbook that a bureau can fill."""

    def write_pack_table(self, path: Path, table: PackTable) -> None:
        """A table of one's own as a workbook with headings, notes and the words that may stand in a cell."""

    def read_pack_table(self, path: Path) -> PackTable | tuple[Problem, ...]:
        """Such a workbook that was filled, or everything that keeps the file from being read."""

    def read_pack_file(self, path: Path) -> Mapping[str, Any] | Problem:
        """The plain data of a pack file (.hqdp); a problem for a file that is none or was altered."""

    def read_rules(self, path: Path) -> RuleTable | tuple[Problem, ...]:
        """A rule set that was filled, or everything that keeps the file from being read."""


class Reports(Protocol):
    """The report on paper."""

    def render_pdf(self, submission: Submission, check: Check = go_on) -> bytes:
        """The PDF of the report; `check` is called on the way and may raise errors.Cancelled."""

    def write_pdf(self, path: Path, submission: Submission, check: Check = go_on) -> None:
        """The same into a file, written beside and renamed; errors.FileRefused when it cannot be."""

    def write_blank(self, path: Path, submission: Submission, check: Check = go_on) -> None:
        """The table and the collection forms without any figure, as PDF, for pen; errors.FileRefused as above."""

    def catalogue_pdf(self, catalogue: EvidenceCatalogue) -> bytes:
        """佐证目录 with what is lacking, as PDF."""

    def quarter_pdf(self, sheet: QuarterSheet) -> bytes:
        """The report of a quarter for 按季调度, one to three pages, as PDF."""

    def quarter_docx(self, sheet: QuarterSheet) -> bytes:
        """The same as a Word document."""

    def group_pdf(self, comparison: GroupComparison, day: date) -> bytes:
        """院际对比 as PDF."""

    def write_docx(self, path: Path, submission: Submission, check: Check = go_on) -> None:
        """The report as a Word document to work on; errors.FileRefused when it cannot be written."""

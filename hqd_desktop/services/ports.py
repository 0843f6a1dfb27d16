"""What services need from the outside, as protocols; they refuse to know who keeps the promise."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.comparing import Comparison
from hqd_desktop.services.records import (
    ChangeNote,
    FigureWrite,
    HistoryEntry,
    ImportedFigures,
    Sample,
    Saved,
    StoredFigure,
    Submission,
    YearRecord,
)


class Store(Protocol):
    """A database of hospitals. Every method that writes is one transaction with its change and history rows.

    Raises errors.StaleWrite when a row was changed meanwhile, errors.StoreError for whatever the disk does.
    """

    def hospitals(self) -> Sequence[Hospital]:
        """All hospitals, in the order in which they were added."""

    def add_hospital(self, hospital: Hospital, note: ChangeNote) -> Hospital:
        """Keep a new hospital; the answer carries its id (UUID)."""

    def update_hospital(self, hospital: Hospital, note: ChangeNote) -> None:
        """Change name, code, level or type."""

    def years(self, hospital_id: str) -> Sequence[YearRecord]:
        """The years of a hospital, oldest first."""

    def save_year(self, record: YearRecord, note: ChangeNote) -> YearRecord:
        """Add the year, or change it when `record.version` is still the stored one."""

    def figures(self, hospital_id: str) -> Mapping[FigureKey, StoredFigure]:
        """All figures of all periods."""

    def save_figures(self, hospital_id: str, writes: Sequence[FigureWrite], note: ChangeNote) -> Saved:
        """Write all or nothing; a BLANK figure without note removes nothing from history but empties the row."""

    def explanations(self, hospital_id: str, year: int) -> Mapping[str, str]:
        """说明 by check key."""

    def save_explanation(self, hospital_id: str, year: int, check: str, text: str, note: ChangeNote) -> None:
        """Write or (empty text) withdraw a 说明."""

    def departments(self, hospital_id: str) -> Mapping[str, str]:
        """The department by item key, where the hospital differs from the pack."""

    def save_department(self, hospital_id: str, item: str, department: str, note: ChangeNote) -> None:
        """Give an item to a department."""

    def history(self, hospital_id: str, item: str = "", period: str = "", limit: int = 100) -> Sequence[HistoryEntry]:
        """Changes of figures, newest first; empty item or period means all."""

    def backup_to(self, target: Path) -> None:
        """A verified copy of the whole database by SQLite's backup API; written beside, then renamed."""

    def close(self) -> None:
        """Checkpoint and let go of the file."""


class PackSource(Protocol):
    """Where catalogue, checks, tables, rule sets and samples come from. Raises errors.BadPack with all problems."""

    def catalogue(self) -> Catalogue:
        """The data items."""

    def checkbook(self) -> CheckBook:
        """The checks."""

    def scheme_ids(self) -> Sequence[str]:
        """The packs that there are."""

    def scheme(self, scheme_id: str) -> Scheme:
        """A pack; errors.UserFacingError when there is none of that id."""

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

    def write_template(self, path: Path, scheme: Scheme, catalogue: Catalogue, hospital: Hospital, year: int) -> None:
        """The empty workbook to be filled and read again."""

    def write_submission(self, path: Path, submission: Submission) -> None:
        """The submission workbook (上报工作簿)."""

    def write_comparison(self, path: Path, comparison: Comparison) -> None:
        """Two submissions side by side (年度对比)."""


class Reports(Protocol):
    """The report on paper."""

    def render_pdf(self, submission: Submission) -> bytes:
        """The PDF of the report."""

    def write_pdf(self, path: Path, submission: Submission) -> None:
        """The same into a file, written beside and renamed; errors.FileRefused when it cannot be."""

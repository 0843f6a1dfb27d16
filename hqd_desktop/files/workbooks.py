"""Files of figures, in and out, behind one port; it decides by the content what kind of file it is given."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.files import csv_figures, workbook_opening
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.services.comparing import Comparison
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue
from hqd_desktop.services.form_records import CollectionForm, ReturnedForm
from hqd_desktop.services.grid import Grid
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.ledger_sheet import LedgerForm
from hqd_desktop.services.ledger_year import YearLedger
from hqd_desktop.services.pack_table import PackTable
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.records import ImportedFigures, Submission
from hqd_desktop.services.rule_table import RuleTable

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


class FileWorkbooks:
    """Keeps the promise of services.ports.Workbooks. Reading never raises for a file's faults, it returns them."""

    def read_figures(self, path: Path, catalogue: Catalogue) -> ImportedFigures:
        """Read a template or submission workbook, a plain list in an .xlsx, or a CSV."""
        data = read_bytes(path, workbook_opening.LIMIT)
        if isinstance(data, Problem):
            return ImportedFigures({}, (data,))
        binary = data.startswith((workbook_opening.ZIP, workbook_opening.EMPTY_ZIP, workbook_opening.OLE))
        if binary or path.suffix.lower() not in TEXT_SUFFIXES:
            from hqd_desktop.files.workbook_figures import read_workbook_bytes

            return read_workbook_bytes(data, path.name, catalogue)
        if len(data) > csv_figures.LIMIT:
            params = {"name": path.name, "limit": f"{csv_figures.LIMIT // 2**20} MB"}
            return ImportedFigures({}, (Problem("file_too_large", str(path), params),))
        return csv_figures.read_csv_bytes(data, path.name, catalogue)

    def read_table(self, path: Path, tell: Tell) -> Grid | Problem:
        """Read any table of other people as plain cells."""
        from hqd_desktop.files.foreign_table import read_foreign_table

        return read_foreign_table(path, tell)

    def write_template(self, path: Path, scheme: Scheme, catalogue: Catalogue, hospital: Hospital, year: int) -> None:
        """The empty workbook to be filled and read again; FileRefused when it cannot be written."""
        from hqd_desktop.files.template_workbook import write_template

        write_template(path, scheme, catalogue, hospital, year)

    def write_submission(self, path: Path, submission: Submission) -> None:
        """The submission workbook (上报工作簿); FileRefused when it cannot be written."""
        from hqd_desktop.files.submission_workbook import write_submission

        write_submission(path, submission)

    def submission_bytes(self, submission: Submission) -> bytes:
        """The same as bytes."""
        from hqd_desktop.files.submission_workbook import submission_bytes

        return submission_bytes(submission)

    def write_forms(self, folder: Path, forms: Mapping[str, CollectionForm], tell: Tell) -> None:
        """Collection forms into a folder, all or none; FileRefused when they cannot be written."""
        from hqd_desktop.files.collection_form import write_forms

        write_forms(folder, forms, tell)

    def find_forms(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The files, and the workbooks in folders."""
        from hqd_desktop.files.collection_return import find_forms

        return find_forms(paths)

    def read_form(self, path: Path, catalogue: Catalogue) -> ReturnedForm:
        """A returned form, or everything that is wrong with it."""
        from hqd_desktop.files.collection_return import read_form

        return read_form(path, catalogue)

    def write_group(self, path: Path, comparison: GroupComparison) -> None:
        """The members of a group side by side."""
        from hqd_desktop.files.group_workbook import write_group

        write_group(path, comparison)

    def write_comparison(self, path: Path, comparison: Comparison) -> None:
        """Two submissions side by side (年度对比); FileRefused when it cannot be written."""
        from hqd_desktop.files.comparison_workbook import write_comparison

        write_comparison(path, comparison)

    def write_history(self, path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """修改记录 as CSV or workbook; FileRefused when it cannot be written."""
        from hqd_desktop.files.history_sheet import write_history

        write_history(path, headings, rows)

    def evidence_bytes(self, catalogue: EvidenceCatalogue) -> bytes:
        """佐证目录 as a workbook."""
        from hqd_desktop.files.evidence_workbook import evidence_bytes

        return evidence_bytes(catalogue)

    def write_rules(self, path: Path, table: RuleTable) -> None:
        """A rule set to be filled by a bureau; FileRefused when it cannot be written."""
        from hqd_desktop.files.ruleset_workbook import write_rules

        write_rules(path, table)

    def read_rules(self, path: Path) -> RuleTable | tuple[Problem, ...]:
        """A rule set that was filled, or everything that keeps it from being read."""
        from hqd_desktop.files.ruleset_workbook import read_rules

        return read_rules(path)

    def write_pack_table(self, path: Path, table: PackTable) -> None:
        """A table of one's own to be filled; FileRefused when it cannot be written."""
        from hqd_desktop.files.pack_workbook import write_pack_table

        write_pack_table(path, table)

    def read_pack_table(self, path: Path) -> PackTable | tuple[Problem, ...]:
        """One that was filled, or everything that keeps it from being read."""
        from hqd_desktop.files.pack_workbook import read_pack_table

        return read_pack_table(path)

    def read_pack_file(self, path: Path) -> Mapping[str, Any] | Problem:
        """A colleague's pack file (.hqdp)."""
        from hqd_desktop.files.pack_reading import read_pack_file

        return read_pack_file(path)

    def write_ledger(self, path: Path, form: LedgerForm) -> None:
        """The ledger of a quarter to be filled by departments; FileRefused when it cannot be written."""
        from hqd_desktop.files.ledger_workbook import write_ledger

        write_ledger(path, form)

    def write_ledgers(self, folder: Path, forms: Mapping[str, LedgerForm]) -> None:
        """A form for each department, all or none; FileRefused when they cannot be written."""
        from hqd_desktop.files.ledger_workbook import write_ledgers

        write_ledgers(folder, forms)

    def write_year_ledger(self, path: Path, ledger: YearLedger) -> None:
        """The whole year to be read and filed; FileRefused when it cannot be written."""
        from hqd_desktop.files.ledger_year_workbook import write_year_ledger

        write_year_ledger(path, ledger)

    def read_ledger(self, path: Path) -> LedgerForm | tuple[Problem, ...]:
        """A ledger that was filled, or everything that keeps it from being read."""
        from hqd_desktop.files.ledger_workbook import read_ledger

        return read_ledger(path)

"""A desk in memory that also writes: reports are one blank page, workbooks are remembered, failures can be ordered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.records import ImportedFigures
from tests.fakes.memory_desk import MemoryDesk


def blank_pdf(pages: int = 3) -> bytes:
    """A PDF of blank A4 pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    stream = BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


@dataclass
class BlankReports:
    """Counts how often it was asked; refuses once when told to."""

    rendered: int = 0
    refuse: bool = False

    def render_pdf(self, submission: Any, check: Any = None) -> bytes:
        """Blank pages."""
        if self.refuse:
            raise FileRefused(Problem("file_write_failed", "报告"))
        self.rendered += 1
        return blank_pdf()

    def write_pdf(self, path: Path, submission: Any, check: Any = None) -> None:
        """Blank pages, in a file."""
        path.write_bytes(self.render_pdf(submission))

    def group_pdf(self, comparison: Any, day: Any) -> bytes:
        """Blank pages."""
        return blank_pdf()

    def write_blank(self, path: Path, submission: Any, check: Any = None) -> None:
        """Blank pages, in a file."""
        path.write_bytes(blank_pdf(1))

    def catalogue_pdf(self, catalogue: Any) -> bytes:
        """One blank page."""
        return blank_pdf(1)

    def quarter_pdf(self, sheet: Any) -> bytes:
        """A blank page for each quarter that has passed."""
        return blank_pdf(sheet.quarter)

    def quarter_docx(self, sheet: Any) -> bytes:
        """No pages."""
        return b"PK"

    def write_docx(self, path: Path, submission: Any, check: Any = None) -> None:
        """No pages, in a file."""
        path.write_bytes(b"PK")


@dataclass
class RememberedWorkbooks:
    """Keeps what was written and hands out what was laid in."""

    to_read: ImportedFigures = field(default_factory=lambda: ImportedFigures({}, ()))
    written: list[Path] = field(default_factory=list)

    def read_figures(self, path: Path, catalogue: Any) -> ImportedFigures:
        """What was laid in."""
        return self.to_read

    def read_table(self, path: Path, tell: Any) -> Any:
        """As the program does."""
        from hqd_desktop.files.workbooks import FileWorkbooks

        return FileWorkbooks().read_table(path, tell)

    def write_submission(self, path: Path, submission: Any) -> None:
        """Remembered."""
        self.written.append(path)

    def submission_bytes(self, submission: Any) -> bytes:
        """As the program does."""
        from hqd_desktop.files.workbooks import FileWorkbooks

        return FileWorkbooks().submission_bytes(submission)

    def evidence_bytes(self, catalogue: Any) -> bytes:
        """No sheets."""
        return b"PK"

    def write_history(self, path: Path, headings: Any, rows: Any) -> None:
        """Remembered."""
        self.written.append(path)

    def write_group(self, path: Path, comparison: Any) -> None:
        """Remembered."""
        self.written.append(path)

    def write_comparison(self, path: Path, comparison: Any) -> None:
        """Remembered."""
        self.written.append(path)


@dataclass
class WindowDesk(MemoryDesk):
    """MemoryDesk with reports and workbooks; `opened` are the paths asked for."""

    blank_reports: BlankReports = field(default_factory=BlankReports)
    kept_workbooks: RememberedWorkbooks = field(default_factory=RememberedWorkbooks)
    opened: list[Path] = field(default_factory=list)
    refusals: Sequence[Problem] = ()
    read_only: bool = False

    def reports(self) -> BlankReports:
        """Blank."""
        return self.blank_reports

    def workbooks(self) -> RememberedWorkbooks:
        """Remembered."""
        return self.kept_workbooks

    def packages(self) -> Any:
        """On the disk, as the program does."""
        from hqd_desktop.files.packages import FilePackages

        return FilePackages()

    def open_workspace(self, path: Path, create: bool = False, read_only: bool = False, remember: bool = True) -> Any:
        """Over the store in memory, unless it was told to refuse."""
        from hqd_desktop.services.errors import StoreError

        self.opened.append(path)
        self.read_only = read_only
        if self.refusals:
            refusals, self.refusals = self.refusals, ()
            raise StoreError(*refusals)
        return super().open_workspace(path, create)

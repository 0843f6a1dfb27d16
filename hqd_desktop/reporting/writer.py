"""The Reports port: a submission becomes PDF or Word, as bytes or file; how that gets on the disk it does not know."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from hqd_desktop import paths
from hqd_desktop.reporting.blank_forms import build_blank
from hqd_desktop.reporting.blocks import Document
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.evidence_catalogue import build_catalogue
from hqd_desktop.reporting.fonts import FontSet, find_fonts
from hqd_desktop.reporting.group_report import build_group
from hqd_desktop.reporting.quarter_fitting import fitted
from hqd_desktop.reporting.typst_writer import Rendered, write_typst
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.quarter_sheet import QuarterSheet
from hqd_desktop.services.records import Submission
from hqd_desktop.services.shortfalls import Finder, LastShortfalls
from hqd_desktop.services.stopping import Check, go_on


class TypstReports:
    """Implements services.ports.Reports.

    `write_bytes` puts a file in place whole or not at all (files.safe_write). `bundled_only` looks at no font of the
    PC, as tests and golden files need. `find` ranks what is at stake, and may have done so for the window already.
    """

    def __init__(
        self,
        write_bytes: Callable[[Path, bytes], None],
        fonts_folder: Path | None = None,
        *,
        bundled_only: bool = False,
        find: Finder | None = None,
    ) -> None:
        self._write_bytes = write_bytes
        self._folder = fonts_folder
        self._bundled_only = bundled_only
        self._fonts: FontSet | None = None
        self._find = find or LastShortfalls()

    def render(self, submission: Submission, check: Check = go_on) -> Rendered:
        """The PDF with what had to be replaced in it (letters, faces)."""
        return write_typst(build_report(submission, check, self._find), self._font_set(), check)

    def render_pdf(self, submission: Submission, check: Check = go_on) -> bytes:
        """The PDF of the report."""
        return self.render(submission, check).pdf

    def write_pdf(self, path: Path, submission: Submission, check: Check = go_on) -> None:
        """The same into a file, written beside and renamed; errors.FileRefused when it cannot be."""
        self._write_bytes(path, self.render_pdf(submission, check))

    def render_blank(self, submission: Submission, check: Check = go_on) -> Rendered:
        """The table and the collection forms without any figure."""
        return write_typst(build_blank(submission), self._font_set(), check)

    def write_blank(self, path: Path, submission: Submission, check: Check = go_on) -> None:
        """The same into a PDF; errors.FileRefused when it cannot be."""
        self._write_bytes(path, self.render_blank(submission, check).pdf)

    def catalogue_pdf(self, catalogue: EvidenceCatalogue) -> bytes:
        """佐证目录 with what is lacking, as PDF."""
        return write_typst(build_catalogue(catalogue), self._font_set(), go_on).pdf

    def group_pdf(self, comparison: GroupComparison, day: date) -> bytes:
        """院际对比 as PDF."""
        return write_typst(build_group(comparison, day), self._font_set(), go_on).pdf

    def quarter_pdf(self, sheet: QuarterSheet) -> bytes:
        """The report of a quarter for 按季调度."""
        return fitted(sheet, self._quarter)[1]

    def quarter_docx(self, sheet: QuarterSheet) -> bytes:
        """The same as a Word document."""
        from hqd_desktop.reporting.docx_writer import write_docx

        return write_docx(fitted(sheet, self._quarter)[0], self._font_set(), go_on)

    def _quarter(self, document: Document) -> bytes:
        return write_typst(document, self._font_set(), go_on).pdf

    def render_docx(self, submission: Submission, check: Check = go_on) -> bytes:
        """The same report as a Word document (.docx); the same submission gives the same bytes."""
        from hqd_desktop.reporting.docx_writer import write_docx

        return write_docx(build_report(submission, check, self._find), self._font_set(), check)

    def write_docx(self, path: Path, submission: Submission, check: Check = go_on) -> None:
        """The same into a file; errors.FileRefused when it cannot be."""
        self._write_bytes(path, self.render_docx(submission, check))

    def _font_set(self) -> FontSet:
        if self._fonts is None:
            self._fonts = find_fonts(self._folder or paths.fonts(), self._bundled_only)
        return self._fonts

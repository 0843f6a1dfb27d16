"""The Reports port: a submission becomes PDF or Word, as bytes or file; how that gets on the disk it does not know."""

from collections.abc import Callable
from pathlib import Path

from hqd_desktop import paths
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.fonts import FontSet, find_fonts
from hqd_desktop.reporting.typst_writer import Rendered, write_typst
from hqd_desktop.services.records import Submission


class TypstReports:
    """Implements services.ports.Reports.

    `write_bytes` puts a file in place whole or not at all (files.safe_write). `bundled_only` looks at no font of the
    PC, as tests and golden files need.
    """

    def __init__(
        self,
        write_bytes: Callable[[Path, bytes], None],
        fonts_folder: Path | None = None,
        *,
        bundled_only: bool = False,
    ) -> None:
        self._write_bytes = write_bytes
        self._folder = fonts_folder
        self._bundled_only = bundled_only
        self._fonts: FontSet | None = None

    def render(self, submission: Submission) -> Rendered:
        """The PDF with what had to be replaced in it (letters, faces)."""
        return write_typst(build_report(submission), self._font_set())

    def render_pdf(self, submission: Submission) -> bytes:
        """The PDF of the report."""
        return self.render(submission).pdf

    def write_pdf(self, path: Path, submission: Submission) -> None:
        """The same into a file, written beside and renamed; errors.FileRefused when it cannot be."""
        self._write_bytes(path, self.render_pdf(submission))

    def render_docx(self, submission: Submission) -> bytes:
        """The same report as a Word document (.docx); the same submission gives the same bytes."""
        from hqd_desktop.reporting.docx_writer import write_docx

        return write_docx(build_report(submission), self._font_set())

    def write_docx(self, path: Path, submission: Submission) -> None:
        """The same into a file; errors.FileRefused when it cannot be."""
        self._write_bytes(path, self.render_docx(submission))

    def _font_set(self) -> FontSet:
        if self._fonts is None:
            self._fonts = find_fonts(self._folder or paths.fonts(), self._bundled_only)
        return self._fonts

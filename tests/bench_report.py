"""The report's lines of `dev.py bench`: against LibreOffice, a changed figure, the memory of printing."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

Line = Callable[[str, float, float, str], None]
ROOT = Path(__file__).resolve().parent.parent

_PRINTING = """
import os, re, sys
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from hqd_desktop.ui.printing import print_pages
from hqd_desktop.ui.tasks import Cancel
app = QApplication([])
printer = QPrinter(QPrinter.PrinterMode.HighResolution)
printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
printer.setOutputFileName(sys.argv[2])
printer.setFullPage(True)
sent = print_pages(printer, open(sys.argv[1], "rb").read(), lambda *told: None, Cancel())
print(sent, re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


_FRESH = """
import sys, time
sys.path[:0] = sys.argv[1:]
import bench_report
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.reporting.writer import TypstReports
reports = TypstReports(write_bytes, bundled_only=True)
reports.render_pdf(bench_report._submission(1))
submission = bench_report._submission()
start = time.perf_counter()
reports.render_pdf(submission)
print(time.perf_counter() - start)
"""


def report_run(folder: Path, line: Line) -> None:
    """Print the lines; what needs a program that is not there is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    submission = _submission()
    first, again, pdf = _typesetting(submission)
    line("改一个数后再排版", again, first, "第一次排版（含载入库和字体）")
    _against_office(folder, submission, (first, _fresh(), again), line)
    _printing(folder, pdf, line)


def _fresh() -> float:
    """Seconds of the whole report where libraries and fonts are loaded, but none of its pages was ever made."""
    run = subprocess.run(
        [sys.executable, "-c", _FRESH, str(ROOT), str(ROOT / "tests")], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def _submission(which: int = 0) -> Any:
    from hqd_desktop import paths
    from hqd_desktop.files.pack_source import FilePackSource
    from hqd_desktop.services.assessing import assess
    from hqd_desktop.services.handed_in import packs_of
    from hqd_desktop.services.records import Submission
    from hqd_desktop.services.report_material import past_years

    source = FilePackSource(paths.resources())
    sample = source.samples()[which]
    packs = packs_of(source, sample.scheme_id)
    assessment = assess(packs, sample.hospital, sample.year, sample.figures, explanations=sample.explanations)
    past = past_years(packs, sample.hospital, sample.year, sample.figures)
    return Submission(assessment, {}, date(2026, 1, 5), past=past)


def _changed(submission: Any, by: int) -> Any:
    from hqd_desktop.domain.periods import Period
    from hqd_desktop.services.assessing import assess

    old = submission.assessment
    key = ("discharges", Period(old.year))
    figures = dict(old.figures)
    figures[key] = replace(figures[key], value=figures[key].value + Decimal(by))
    return replace(submission, assessment=assess(old.packs, old.hospital, old.year, figures))


def _typesetting(submission: Any) -> tuple[float, float, bytes]:
    """Seconds of the first rendering of a process, and the middle of three after a changed figure; the PDF."""
    start = time.perf_counter()
    from hqd_desktop.files.safe_write import write_bytes
    from hqd_desktop.reporting.writer import TypstReports

    reports = TypstReports(write_bytes, bundled_only=True)
    pdf = reports.render_pdf(submission)
    first = time.perf_counter() - start
    times = []
    for by in (1, 2, 3):
        other = _changed(submission, by)
        start = time.perf_counter()
        reports.render_pdf(other)
        times.append(time.perf_counter() - start)
    return first, sorted(times)[1], pdf


def _against_office(folder: Path, submission: Any, took: tuple[float, float, float], line: Line) -> None:
    """`took` are the first report of a process, one of which nothing is known, one after a changed figure."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("没有 LibreOffice：报告与它转 PDF 的比较略过")
        return
    from hqd_desktop.files.workbooks import FileWorkbooks

    book = folder / "book.xlsx"
    FileWorkbooks().write_submission(book, submission)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)  # makes the profile
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    office_took = time.perf_counter() - start
    first, fresh, again = took
    line("改一个数后排出整份报告", again, office_took, "LibreOffice 把同一医院的工作簿转成 PDF")
    line("排出没有排过的整份报告（已载入）", fresh, office_took, "同上")
    line("第一次排出（含载入）", first, office_took, "同上")


def _printing(folder: Path, pdf: bytes, line: Line) -> None:
    if not Path("/proc/self/status").exists():
        print("这个系统没有 /proc：打印的内存略过")
        return
    import pypdfium2

    sizes: dict[int, float] = {}
    for count in (2, 100):
        source, made = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new()
        while len(made) < count:
            made.import_pages(source, list(range(min(len(source), count - len(made)))))
        path = folder / f"{count}.pdf"
        made.save(path)
        made.close()
        source.close()
        run = subprocess.run(
            [sys.executable, "-c", _PRINTING, str(path), str(folder / f"out-{count}.pdf")],
            capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        sent, kilobytes = map(int, run.stdout.split())
        assert sent == count
        sizes[count] = kilobytes / 1024
    line("打印 100 页的内存（MiB）", sizes[100], sizes[2], "打印 2 页")

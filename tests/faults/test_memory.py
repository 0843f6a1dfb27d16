"""No memory left in the middle of a job: nothing is lost, nothing half-made stays, and it is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.injecting import Injector
from tests.faults.jobs import OLD

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the system, as Linux does it")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("job", ["take_back", "pack"])
def test_a_job_without_memory(injector: Injector, job: str) -> None:
    """A workbook read and written in; a package made."""
    folder = injector.fresh()
    outcome = injector.run(job, folder, memory=600_000)
    assert outcome.said[-1][:2] == ("told", "memory_full")
    assert injector.wrongs(folder, outcome) == []
    assert injector.run(job, folder).last == "done"


REPORT = """
import resource, sys, typst
from pathlib import Path
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.reporting import typst_writer, docx_writer, figures
from hqd_desktop.reporting.writer import TypstReports
from hqd_desktop.services.messages import sentence
from tests.faults.jobs import _submission
submission, pages = _submission(), int(Path("/proc/self/statm").read_text().split()[0])
limit = pages * resource.getpagesize() + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    TypstReports(write_bytes, bundled_only=True).write_pdf(Path(sys.argv[1]), submission)
except MemoryError:
    print(sentence(Problem("memory_full")))
"""


def test_a_report_without_memory(tmp_path: Path) -> None:
    """A library in another language may end the process at once: then the file that was there is there still."""
    path = tmp_path / "报告.pdf"
    path.write_bytes(OLD)
    command = [sys.executable, "-X", "utf8", "-c", REPORT, str(path), "20000000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode < 0 or "内存不足" in done.stdout or "MemoryError" in done.stderr, done
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]

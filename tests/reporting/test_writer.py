"""The Reports port: bytes into a file, or a refusal that leaves everything as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.ports import Reports
from tests.reporting.printing import make, reports, sample_pdf


def test_file_is_the_pdf_and_nothing_beside_it(tmp_path: Path) -> None:
    port: Reports = reports()
    port.write_pdf(tmp_path / "报告.pdf", make())
    assert [path.name for path in tmp_path.iterdir()] == ["报告.pdf"]
    assert (tmp_path / "报告.pdf").read_bytes() == sample_pdf()


def test_refusal_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        reports().write_pdf(tmp_path / "不存在" / "报告.pdf", make())
    assert not list(tmp_path.iterdir())

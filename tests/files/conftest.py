"""The shipped packs through the real loader, a template and a submission as bytes, and files written on demand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hqd_desktop import paths
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.template_workbook import template_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Packs, Submission

HOSPITAL = Hospital("测试医院", "三级", "综合", code="430500000001")


@pytest.fixture(scope="session")
def source() -> FilePackSource:
    """The shipped resources."""
    return FilePackSource(paths.resources())


@pytest.fixture(scope="session")
def packs(source: FilePackSource) -> Packs:
    """Everything for Shaoyang."""
    scheme = source.scheme("shaoyang-2022")
    ruleset = source.ruleset(source.ruleset_ids(scheme.id)[0], scheme)
    return Packs(source.catalogue(), source.checkbook(), scheme, ruleset)


@pytest.fixture(scope="session")
def catalogue(packs: Packs) -> Catalogue:
    """The shipped data items."""
    return packs.catalogue


@pytest.fixture(scope="session")
def submission(packs: Packs, source: FilePackSource) -> Submission:
    """The first sample, assessed."""
    sample = source.samples()[0]
    assessment = assess(packs, sample.hospital, sample.year, sample.figures)
    return Submission(assessment, {}, date(2026, 1, 15), sample=True, program="hqd_desktop 0")


@pytest.fixture(scope="session")
def template(packs: Packs) -> bytes:
    """The empty template for HOSPITAL and 2024."""
    return template_bytes(packs.scheme, packs.catalogue, HOSPITAL, 2024)


@pytest.fixture
def workbooks() -> FileWorkbooks:
    """The room's front door."""
    return FileWorkbooks()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file of a name and give its path."""

    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write

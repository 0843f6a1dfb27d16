"""Packages (上报包) on the disk behind one port; it refuses to know what a member means."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.package_opening import OpenPackage, open_package
from hqd_desktop.files.package_writing import PackageDraft
from hqd_desktop.files.safe_write import written_beside


class FilePackages:
    """Keeps the promise of services.package_ports.Packages."""

    @contextmanager
    def create(self, path: Path, day: date) -> Iterator[PackageDraft]:
        """A package beside `path`, which takes its place when the block ends well."""
        with written_beside(path) as beside, beside.open("x+b") as file:
            draft = PackageDraft(beside, file, day)
            try:
                yield draft
            finally:
                draft.end()

    @contextmanager
    def open(self, path: Path) -> Iterator[OpenPackage]:
        """A package for reading; FileRefused when it is none, or when its entries are not to be trusted."""
        with open_package(path) as package:
            yield package

    def cells(self, data: bytes, name: str) -> Mapping[str, Any] | Problem:
        """What every cell of a workbook holds."""
        from hqd_desktop.files.workbook_record import record_cells

        return record_cells(data, name)

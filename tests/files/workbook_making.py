"""Workbooks as people, other programs and ill-wishers make them: filled, resaved, rezipped."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

SOFFICE = shutil.which("soffice")


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook after `edit(book)`, saved by openpyxl."""
    book = load_workbook(io.BytesIO(data))
    edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell_of(book: Workbook, sheet: str, key: str, heading: str) -> Any:
    """The cell of an item (by its hidden key) under a heading that begins so."""
    page = book[sheet]
    for row in page.iter_rows():
        for cell in row:
            if cell.value == key:
                column = next(
                    c.column for r in page.iter_rows(max_row=8) for c in r if str(c.value or "").startswith(heading)
                )
                return page.cell(cell.row, column)
    raise AssertionError(key)


def rezipped(data: bytes, change: Mapping[str, bytes | None]) -> bytes:
    """The archive with entries replaced or added; None takes one away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry not in change:
                new.writestr(entry, old.read(entry))
        for entry, content in change.items():
            if content is not None:
                new.writestr(entry, content)
    return buffer.getvalue()


def part(data: bytes, entry: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(entry)


def resaved_by_libreoffice(path: Path, out: Path, kind: str = "xlsx") -> Path:
    """The file converted by LibreOffice in a profile of its own."""
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation=file://{out}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=120)
    return out / path.with_suffix(f".{kind}").name

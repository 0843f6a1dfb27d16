"""A workbook as LibreOffice computes it anew: a fresh profile that must recalculate, and the cells read back."""

import io
import subprocess
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.files.workbook_making import SOFFICE

# Without this LibreOffice keeps the cached values of .xlsx files, and a comparison proves nothing. 0 is “always”.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(data: bytes, folder: Path) -> dict[str, Any]:
    """Every sheet by name as rows of values (rows[0][0] is A1), all formulas computed anew."""
    assert SOFFICE is not None
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS)
    source, out = folder / "in.xlsx", folder / "out"
    source.write_bytes(data)
    command = [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=550)
    book = load_workbook(io.BytesIO((out / "in.xlsx").read_bytes()), read_only=True, data_only=True)
    try:
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    finally:
        book.close()

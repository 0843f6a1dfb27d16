"""Workbooks as LibreOffice computes them anew: a fresh profile that must recalculate, and the cells read back."""

import posixpath
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

from tests.files.workbook_making import SOFFICE

# Without this LibreOffice keeps the cached values of .xlsx files, and a comparison proves nothing. 0 is “always”.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"

Cells = Mapping[tuple[int, int], Any]


def recalculated(data: bytes, folder: Path) -> Mapping[str, Cells]:
    """Every sheet by name as values by row and column from 0, all formulas computed anew."""
    return recalculated_together([data], folder)[0]


def recalculated_together(books: Sequence[bytes], folder: Path) -> list[Mapping[str, Cells]]:
    """The same of several workbooks: LibreOffice starts once, and its time grows faster than the sheets of one."""
    assert SOFFICE is not None
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS)
    out = folder / "out"
    sources = [folder / f"{number}.xlsx" for number in range(len(books))]
    for source, data in zip(sources, books, strict=True):
        source.write_bytes(data)
    command = [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, sources)], check=True, capture_output=True, timeout=550)
    return [cells_of(out / source.name) for source in sources]


def cells_of(path: Path) -> Mapping[str, Cells]:
    """The values of a workbook by sheet: float, text, bool, or an error value as text; what has no value is left out.

    openpyxl would take as long as LibreOffice took for computing.
    """
    with zipfile.ZipFile(path) as archive:
        sheets: list[tuple[str, str]] = []
        targets: dict[str, str] = {}
        texts: list[str] = []
        words: list[str] = []

        def on_book(tag: str, given: Mapping[str, str], _: str) -> None:
            if tag == "sheet":
                sheets.append((given["name"], given[_RELATION]))

        def on_relation(tag: str, given: Mapping[str, str], _: str) -> None:
            if tag == "Relationship":
                targets[given["Id"]] = posixpath.normpath(f"xl/{given['Target']}")

        def on_text(tag: str, _: Mapping[str, str], text: str) -> None:
            if tag == "t":
                words.append(text)
            elif tag == "si":
                texts.append("".join(words))
                words.clear()

        _parse(archive.read("xl/workbook.xml"), on_book)
        _parse(archive.read("xl/_rels/workbook.xml.rels"), on_relation)
        if "xl/sharedStrings.xml" in archive.namelist():
            _parse(archive.read("xl/sharedStrings.xml"), on_text)
        return {name: _cells(archive.read(targets[relation]), texts) for name, relation in sheets}


def _cells(part: bytes, texts: Sequence[str]) -> Cells:
    cells: dict[tuple[int, int], Any] = {}
    value = ""

    def on_cell(tag: str, given: Mapping[str, str], text: str) -> None:
        nonlocal value
        if tag == "v":
            value = text
        elif tag == "c":
            kind = given.get("t", "n")
            if value or kind == "str":
                letters = given["r"].rstrip("0123456789")
                cells[int(given["r"][len(letters) :]) - 1, _column(letters)] = _value(kind, value, texts)
            value = ""

    _parse(part, on_cell)
    return cells


def _value(kind: str, value: str, texts: Sequence[str]) -> Any:
    if kind == "n":
        return float(value)
    return texts[int(value)] if kind == "s" else value == "1" if kind == "b" else value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parse(part: bytes, on_end: Callable[[str, Mapping[str, str], str], None]) -> None:
    """Call `on_end(tag, attributes, text)` for each element, inner ones first."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    opened: list[tuple[str, Mapping[str, str], list[str]]] = []
    parser.StartElementHandler = lambda tag, given: opened.append((tag.rpartition(" ")[2], given, []))
    parser.CharacterDataHandler = lambda words: opened[-1][2].append(words)

    def end(_: str) -> None:
        tag, given, words = opened.pop()
        on_end(tag, given, "".join(words))

    parser.EndElementHandler = end
    parser.Parse(part, True)

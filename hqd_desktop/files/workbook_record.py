"""What every cell of a workbook holds, as plain data: value, formula, number format; it refuses to know any figure.

The parts are read with expat directly: one pass gives value and formula together, merged ranges cost nothing, and an
entity declaration, which no workbook has, ends the reading.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.workbook_opening import open_safely

MAX_CELLS = 200_000
FORMAT = 1
_PLACE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"


class _Refused(Exception):
    """The part is none of a workbook that can be compared."""


def record_cells(data: bytes, name: str) -> Mapping[str, Any] | Problem:
    """Sheets in order with their cells, and the defined names; the Problem of open_safely, or xlsx_damaged.

    `{"format", "sheets": [{"name", "state", "cells": {"B7": [kind, value, formula, number format]}}], "names"}`; kind
    is n (number, at most 15 digits), s (text), b (1 or 0), e (error), d (date), or "" without a value. Cells that hold
    neither value nor formula are left out.
    """
    opened = open_safely(data, name)
    if isinstance(opened, Problem):
        return opened
    try:
        with zipfile.ZipFile(io.BytesIO(opened.data)) as archive:
            return _Parts(archive).record()
    except (_Refused, expat.ExpatError, LookupError, ValueError, RecursionError):
        return Problem("xlsx_damaged", name, {"name": name})


class _Parts:
    """The parts of one workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._held = 0

    def record(self) -> Mapping[str, Any]:
        """Everything."""
        sheets: list[tuple[str, str, str]] = []
        names: dict[str, str] = {}

        def on_book(tag: str, given: Mapping[str, str], text: str) -> None:
            if tag == "sheet":
                sheets.append((given["name"], given.get("state", "visible"), given[_REL]))
            elif tag == "definedName":
                local = f"{given['localSheetId']}!" if "localSheetId" in given else ""
                names[local + given["name"]] = text

        self._parse("xl/workbook.xml", on_book)
        targets: dict[str, str] = {}
        self._parse("xl/_rels/workbook.xml.rels", lambda tag, given, _: _target(targets, given))
        texts, formats = self._texts(), self._formats()
        found = [
            {"name": name, "state": state, "cells": self._cells(targets[part], texts, formats)}
            for name, state, part in sheets
        ]
        return {"format": FORMAT, "sheets": found, "names": names}

    def _texts(self) -> list[str]:
        texts: list[str] = []
        words: list[str] = []

        def on_text(tag: str, given: Mapping[str, str], text: str) -> None:
            if tag == "t":
                words.append(text)
            elif tag == "rPh":  # how it is read aloud, which is no part of the text
                del words[-1:]
            elif tag == "si":
                texts.append("".join(words))
                words.clear()

        if "xl/sharedStrings.xml" in self._archive.namelist():
            self._parse("xl/sharedStrings.xml", on_text)
        return texts

    def _formats(self) -> list[str]:
        """The number format of each style that a cell can name."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        codes: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        used: list[str] = []
        inside = ""

        def on_begin(tag: str) -> None:
            nonlocal inside
            inside = tag if tag in ("cellXfs", "cellStyleXfs", "dxfs") else inside

        def on_style(tag: str, given: Mapping[str, str], text: str) -> None:
            if tag == "numFmt" and inside != "dxfs":
                codes[given["numFmtId"]] = given["formatCode"]
            elif tag == "xf" and inside == "cellXfs":
                used.append(codes.get(given.get("numFmtId", "0"), "General"))

        self._parse("xl/styles.xml", on_style, on_begin)
        return used

    def _cells(self, part: str, texts: list[str], formats: list[str]) -> dict[str, list[str]]:
        cells: dict[str, list[str]] = {}
        shared: dict[str, tuple[str, str]] = {}
        value, formula, inline = "", "", ""
        follows = ""

        def on_cell(tag: str, given: Mapping[str, str], text: str) -> None:
            nonlocal value, formula, inline, follows
            if tag == "v":
                value = text
            elif tag == "t":
                inline += text
            elif tag == "f":
                formula = text
                follows = given.get("si", "") if given.get("t") == "shared" else ""
            elif tag == "c":
                place = given["r"]
                if not _PLACE.fullmatch(place):
                    raise _Refused
                if follows:
                    formula = _unfolded(shared, follows, formula, place)
                kind, shown = _value(given.get("t", "n"), value, inline, texts)
                if kind or formula:
                    cells[place] = [kind, shown, _plain(formula), formats[int(given.get("s", "0"))]]
                    self._held += 1
                    if self._held > MAX_CELLS:
                        raise _Refused
                value = formula = inline = follows = ""

        self._parse(part, on_cell)
        return cells

    def _parse(
        self,
        part: str,
        on_end: Callable[[str, Mapping[str, str], str], None],
        on_begin: Callable[[str], None] = lambda tag: None,
    ) -> None:
        """Call `on_end(tag, attributes, text)` for each element, inner ones first; tags without their namespace."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        opened: list[tuple[str, Mapping[str, str], list[str]]] = []

        def begin(tag: str, given: Mapping[str, str]) -> None:
            bare = tag.rpartition(" ")[2]
            opened.append((bare, given, []))
            on_begin(bare)

        def end(tag: str) -> None:
            bare, given, words = opened.pop()
            on_end(bare, given, "".join(words))

        def refuse(*_: object) -> None:
            raise _Refused

        parser.EntityDeclHandler = refuse
        parser.StartElementHandler = begin
        parser.EndElementHandler = end
        parser.CharacterDataHandler = lambda words: opened[-1][2].append(words)
        parser.Parse(self._archive.read(part), True)


def _target(targets: dict[str, str], given: Mapping[str, str]) -> None:
    if "Id" in given:
        place = given["Target"]
        targets[given["Id"]] = place.lstrip("/") if place.startswith("/") else posixpath.normpath(f"xl/{place}")


def _value(kind: str, value: str, inline: str, texts: list[str]) -> tuple[str, str]:
    if kind == "inlineStr":
        return "s", inline
    if not value:
        return ("s", "") if kind == "str" else ("", "")
    if kind == "s":
        return "s", texts[int(value)]
    if kind == "n":
        return "n", format(float(value), ".15g")
    return {"str": "s", "b": "b", "e": "e", "d": "d"}.get(kind, kind), value


def _unfolded(shared: dict[str, tuple[str, str]], index: str, formula: str, place: str) -> str:
    """Other programs write a formula once for a range: the text that this cell would have of its own."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    if formula:
        shared[index] = (formula, place)
        return formula
    origin, at = shared[index]
    try:
        return str(Translator(f"={origin}", at).translate_formula(place))[1:]
    except (TokenizerError, TranslatorError) as error:
        raise _Refused from error


def _plain(formula: str) -> str:
    return formula.strip()

"""Takes an .xlsx apart in one pass: sheets in order, cells with value and formula together; it knows no figure.

The parts are read with expat as they stand. openpyxl needs two passes for values and formulas, and four to six times as
long: a table of others just below the limits took seven seconds.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from hqd_desktop.files.workbook_styles import CellLook, cell_looks, parse_part

PIECE = 2**16
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_DIGITS = "0123456789"


class RawCell:
    """What stands in a cell: `kind` is n (float), s, b, e, d (a date), or str (a formula whose text is empty)."""

    __slots__ = ("formula", "kind", "percent", "value")

    def __init__(self, value: Any = None, kind: str = "n", percent: bool = False, formula: bool = False) -> None:
        self.value = value
        self.kind = kind
        self.percent = percent
        self.formula = formula


NOTHING = RawCell()


class Parts:
    """The parts of a workbook that may be read. Raises what expat, zipfile and wrong numbers raise on broken ones."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.sheets: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.names: dict[str, str] = {}
        self._old_days = False
        self._read_book()
        present = set(self._archive.namelist())
        self._looks = cell_looks(self._archive.read("xl/styles.xml")) if "xl/styles.xml" in present else []
        self._texts = self._read_texts() if "xl/sharedStrings.xml" in present else []

    def close(self) -> None:
        """Let go of it."""
        self._archive.close()

    def rows(self, sheet: str, columns: int) -> Iterator[tuple[int, list[RawCell]]]:
        """The rows that are written, with their number from 1 and their cells from the first to the last written one
        of the first `columns`, while the part is being parsed.
        """
        content = self._archive.read(self.sheets[sheet])
        finished: list[tuple[int, list[RawCell]]] = []
        parser = self._sheet_parser(finished, columns)
        for begin in range(0, len(content), PIECE):
            parser.Parse(content[begin : begin + PIECE], False)
            yield from finished
            finished.clear()
        parser.Parse(b"", True)
        yield from finished

    def _sheet_parser(self, finished: list[tuple[int, list[RawCell]]], columns: int) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        texts, looks, place = self._texts, self._looks, _Columns()
        cells: list[RawCell] = []
        words: list[str] = []
        of_cell = of_value = of_text = of_formula = of_row = of_data = value = inline = ""
        number = column = 0
        attributes: Mapping[str, str] = {}
        formula = False

        def begin(tag: str, given: Mapping[str, str]) -> None:
            nonlocal attributes, column, number, value, inline, formula
            if tag == of_cell:
                attributes, value, inline, formula = given, "", "", False
                column = place[given["r"].rstrip(_DIGITS)] if "r" in given else column + 1
            elif tag in (of_value, of_text):
                words.clear()
                parser.CharacterDataHandler = words.append
            elif tag == of_formula:
                formula = True
            elif tag == of_row:
                number = int(given["r"]) if "r" in given else number + 1
                column = -1
                cells.clear()

        def end(tag: str) -> None:
            nonlocal value, inline
            if tag == of_value:
                value = "".join(words)
                parser.CharacterDataHandler = None
            elif tag == of_text:
                inline += "".join(words)
                parser.CharacterDataHandler = None
            elif tag == of_cell:
                if column < columns:
                    cells.extend([NOTHING] * (column + 1 - len(cells)))
                    cells[column] = self._cell(attributes, value, inline, formula, texts, looks)
            elif tag == of_row:
                finished.append((number, cells.copy()))
            elif tag == of_data:
                parser.StartElementHandler = parser.EndElementHandler = None  # the rest need only be well-formed

        def begin_sheet(tag: str, _: Mapping[str, str]) -> None:
            nonlocal of_cell, of_value, of_text, of_formula, of_row, of_data
            prefix = tag[: tag.find(":") + 1]
            names = (f"{prefix}{name}" for name in ("c", "v", "t", "f", "row", "sheetData"))
            of_cell, of_value, of_text, of_formula, of_row, of_data = names
            parser.StartElementHandler = begin

        parser.StartElementHandler = begin_sheet
        parser.EndElementHandler = end
        parser.EntityDeclHandler = _refuse
        return parser

    def _cell(
        self, given: Mapping[str, str], value: str, inline: str, formula: bool, texts: list[str], looks: list[CellLook]
    ) -> RawCell:
        kind = given.get("t", "n")
        if kind == "inlineStr":
            return RawCell(inline, "s", formula=formula)
        if not value:
            return RawCell(None, kind, formula=formula) if formula else NOTHING
        if kind == "n":
            return self._number(value, int(given.get("s", "0")), formula, looks)
        if kind == "s":
            return RawCell(texts[int(value)], "s", formula=formula)
        if kind == "b":
            return RawCell(bool(int(value)), "b", formula=formula)
        if kind == "d":
            return RawCell(value.replace("T", " ").removesuffix("Z"), "d", formula=formula)
        return RawCell(value, "s" if kind == "str" else kind, formula=formula)

    def _number(self, text: str, style: int, formula: bool, looks: list[CellLook]) -> RawCell:
        if "_" in text:  # Python would take it
            raise ValueError(text)
        value = float(text)
        look = looks[style] if looks else CellLook.PLAIN
        if look is CellLook.PLAIN or look is CellLook.PERCENT:
            return RawCell(value, "n", look is CellLook.PERCENT, formula)
        try:
            return RawCell(_day(value, look, self._old_days), "d", formula=formula)
        except (OverflowError, ValueError):
            return RawCell("#VALUE!", "e", formula=formula)

    def _read_book(self) -> None:
        parts: list[tuple[str, str, str]] = []
        targets: dict[str, str] = {}

        def on_book(tag: str, given: Mapping[str, str], text: str) -> None:
            if tag == "sheet":
                relation = given.get(_RELATION) or given.get(_STRICT_RELATION, "")
                parts.append((given["name"], given.get("state", "visible"), relation))
            elif tag == "definedName" and "localSheetId" not in given:
                self.names[given["name"]] = text
            elif tag == "workbookPr":
                self._old_days = given.get("date1904", "") in ("1", "true")

        def on_relation(tag: str, given: Mapping[str, str], _: str) -> None:
            if tag == "Relationship" and given.get("Type", "").endswith("/worksheet"):
                place = given["Target"]
                normal = posixpath.normpath(f"xl/{place}")
                targets[given["Id"]] = place.lstrip("/") if place.startswith("/") else normal

        parse_part(self._archive.read("xl/workbook.xml"), on_book)
        parse_part(self._archive.read("xl/_rels/workbook.xml.rels"), on_relation)
        present = set(self._archive.namelist())
        for name, state, relation in parts:
            if targets.get(relation, "") in present:
                self.sheets[name] = targets[relation]
                if state != "visible":
                    self.hidden.add(name)

    def _read_texts(self) -> list[str]:
        texts: list[str] = []
        words: list[str] = []

        def on_text(tag: str, _: Mapping[str, str], text: str) -> None:
            if tag == "t":
                words.append(text)
            elif tag == "rPh":  # how it is read aloud, which is no part of the text
                del words[-1:]
            elif tag == "si":
                texts.append("".join(words).replace("x005F_", ""))
                words.clear()

        parse_part(self._archive.read("xl/sharedStrings.xml"), on_text)
        return texts


class _Columns(dict[str, int]):
    """The number of a column, from 0, by its letters."""

    def __missing__(self, letters: str) -> int:
        if not (letters.isascii() and letters.isupper() and len(letters) <= 3):
            raise ValueError(letters)
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self[letters] = number - 1
        return number - 1


def _day(value: float, look: CellLook, old_days: bool) -> str:
    """A day or a time as it reads; OverflowError for what is none."""
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    return str(from_excel(value, MAC_EPOCH if old_days else WINDOWS_EPOCH, timedelta=look is CellLook.LENGTH))


def _refuse(*_: object) -> None:
    raise ValueError("an entity")

"""How the cells of an .xlsx are shown: plainly, in percent, or as a day or a time; it refuses to know any cell."""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from xml.parsers import expat

_LITERAL = re.compile(r'"[^"]*"|\\.')  # words in a number format: 0.00"%" only writes a sign


class CellLook(Enum):
    """What a number format makes of a number: `LENGTH` is a span of time ([h]:mm)."""

    PLAIN = "plain"
    PERCENT = "percent"
    DAY = "day"
    LENGTH = "length"


def cell_looks(styles: bytes) -> list[CellLook]:
    """By the number of the style that a cell names."""
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
            used.append(given.get("numFmtId", "0"))

    parse_part(styles, on_style, on_begin)
    return [_look(codes.get(number, "General")) for number in used]


@lru_cache(500)
def _look(code: str) -> CellLook:
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    if is_timedelta_format(code):
        return CellLook.LENGTH
    if is_date_format(code):
        return CellLook.DAY
    return CellLook.PERCENT if "%" in _LITERAL.sub("", code).partition(";")[0] else CellLook.PLAIN


def parse_part(
    content: bytes,
    on_end: Callable[[str, Mapping[str, str], str], None],
    on_begin: Callable[[str], None] = lambda tag: None,
) -> None:
    """Call `on_end(tag, attributes, text)` for each element, inner ones first; tags without their namespace.

    ValueError when entities are declared, which no workbook does.
    """
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
        raise ValueError("an entity")

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda words: opened[-1][2].append(words)
    parser.Parse(content, True)

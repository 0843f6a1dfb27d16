"""Text made printable: what no font can draw becomes 〓 and is told; it refuses to drop a letter silently."""

import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from hqd_desktop.domain.problems import Problem
from hqd_desktop.reporting.chart_data import ChartData

ChartKind = TypeVar("ChartKind", bound=ChartData)

SUBSTITUTE = "〓"
_LINE_BREAKS = ("\r\n", "\r", "\u2028", "\u2029", "\v", "\f")
_VARIATION = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


@dataclass(slots=True)
class Printable:
    """Makes texts printable with the characters `covered`, and remembers what could not be printed."""

    covered: Set[str]
    lost: dict[str, None] = field(default_factory=dict)

    def text(self, given: str) -> str:
        """The text in NFC, every kind of line break as one, without invisible formatting, unknown letters as 〓."""
        for mark in _LINE_BREAKS:
            given = given.replace(mark, "\n")
        return "".join(map(self._letter, unicodedata.normalize("NFC", given).replace("\t", "　")))

    def _letter(self, letter: str) -> str:
        if letter == "\n" or letter in self.covered:
            return letter
        if unicodedata.category(letter) == "Cf" or any(ord(letter) in block for block in _VARIATION):
            return ""
        if unicodedata.category(letter) == "Zs":
            return " "
        self.lost[letter] = None
        return SUBSTITUTE

    def problems(self) -> tuple[Problem, ...]:
        """One problem that names every letter lost, by its code point."""
        if not self.lost:
            return ()
        codes = "、".join(f"U+{ord(letter):04X}" for letter in self.lost)
        return (Problem("report_glyph", "", {"codes": codes, "count": str(len(self.lost))}),)


def printable_chart(data: ChartKind, printable: Printable) -> ChartKind:
    """The same chart with every text in it made printable, on one line each."""
    made: ChartKind = _texts(data, printable)
    return made


def _texts(value: Any, printable: Printable) -> Any:
    if isinstance(value, str):
        return printable.text(value).replace("\n", " ")
    if isinstance(value, tuple):
        return tuple(_texts(each, printable) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _texts(getattr(value, f.name), printable) for f in fields(value)})
    return value

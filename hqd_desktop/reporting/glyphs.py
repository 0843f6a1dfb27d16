"""Text made printable: what no font can draw becomes 〓 and is told; it refuses to drop a letter silently."""

import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field

from hqd_desktop.domain.problems import Problem

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

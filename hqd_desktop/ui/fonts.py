"""Which face the window is set in: a Chinese one with digits of equal width, else the one that is bundled."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from hqd_desktop import paths
from hqd_desktop.ui.tokens import FONT_STACK


def digits_are_even(family: str) -> bool:
    """Whether 0–9 are equally wide, so that columns of figures stand straight."""
    font = QFont(family)
    font.setPixelSize(100)
    metrics = QFontMetricsF(font)
    return len({round(metrics.horizontalAdvance(digit), 1) for digit in "0123456789"}) == 1


def choose_families(stack: Sequence[str] = FONT_STACK) -> list[str]:
    """The families to set text in, best first; the bundled face is loaded when no listed one serves."""
    present = set(QFontDatabase.families())
    found = [family for family in stack if family in present and digits_are_even(family)]
    return found or _bundled() or [family for family in stack if family in present]


def _bundled() -> list[str]:
    folder = paths.fonts()
    families: list[str] = []
    for path in sorted(folder.glob("*Sans*")) if folder else ():
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families

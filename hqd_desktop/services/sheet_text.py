"""Texts on their way into a spreadsheet by clipboard or CSV, where some would become formulas; it writes no file."""

import re
from collections.abc import Iterable

_STARTERS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+][\d,]*\.?\d+(?:%| ?[\u4e00-\u9fff]{1,5})?", re.ASCII)  # −5, +0.43 点: no formula either


def harmless(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula; a signed number stays one, with its unit.

    A text that has such an apostrophe of its own gets another, so that `original` gives each back as it was.
    """
    return f"'{cell}" if _would_run(cell.lstrip("'")) else cell


def original(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _would_run(cell.lstrip("'")) else cell


def tabbed(cells: Iterable[str]) -> str:
    """One line for the clipboard: tabs between the cells, none and no line break within."""
    return "\t".join(harmless(cell.replace("\n", " ").replace("\t", " ")) for cell in cells)


def _would_run(cell: str) -> bool:
    return cell.startswith(_STARTERS) and not _NUMBER.fullmatch(cell)

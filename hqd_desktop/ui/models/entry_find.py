"""Ctrl+F of 填报: the cells whose name, account number, alias or value holds a text; plain data, no Qt."""

from collections.abc import Iterable

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.numerals import normalise
from hqd_desktop.ui.models.cell_states import CellBook


def find_cells(cells: Iterable[FigureKey], text: str, book: CellBook, catalogue: Catalogue) -> tuple[FigureKey, ...]:
    """In reading order: an item that is named so counts once, with its first cell; a value counts where it stands.

    Digits are compared without separators, so 1234 finds 1,234.50, and full-width ones as plain ones.
    """
    wanted = normalise(text).casefold().replace(",", "").replace("，", "")
    if not wanted:
        return ()
    named: set[str] = set()
    found: list[FigureKey] = []
    for key in cells:
        item = catalogue[key[0]]
        names = (item.name, item.short, item.account, *item.aliases)
        if any(wanted in normalise(name).casefold() for name in names):
            if item.key not in named:
                named.add(item.key)
                found.append(key)
        elif wanted in book.state(key).raw.casefold():
            found.append(key)
    return tuple(found)

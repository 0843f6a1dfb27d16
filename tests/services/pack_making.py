"""Tables of one's own for tests: the example of the template, changed cell by cell."""

from collections.abc import Callable
from functools import cache

from hqd_desktop.services.messages import sentence
from hqd_desktop.services.pack_copying import example
from hqd_desktop.services.pack_judging import judged, named
from hqd_desktop.services.pack_sheets import Spot
from hqd_desktop.services.pack_table import PackTable, with_cell, with_rows
from tests.fakes.shipped_packs import shipped_packs

Change = Callable[[PackTable], PackTable]


@cache
def whole() -> PackTable:
    """As in the template."""
    return example()


def cell(sheet: str, row: int, heading: str, text: str) -> Change:
    """One cell changed."""
    return lambda table: with_cell(table, Spot(sheet, row, heading), text)


def line(sheet: str, **cells: str) -> Change:
    """One more line."""
    return lambda table: with_rows(table, sheet, (*table.rows(sheet), cells))


def without(sheet: str) -> Change:
    """No lines at all."""
    return lambda table: with_rows(table, sheet, ())


def faults(*changes: Change) -> list[tuple[str, str]]:
    """Code and cell of everything that is wrong after the changes."""
    table = whole()
    for change in changes:
        table = change(table)
    pack, found = judged(table, shipped_packs().catalogue)
    assert (pack is None) == bool(found)
    problems = [named(fault, table) for fault in found]
    assert all(sentence(problem) for problem in problems)
    return [(problem.code, problem.where) for problem in problems]

"""A table of texts that people filled in: labels, a row of headings, rows below; it refuses to know what they say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import workbook_opening
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.files.workbook_cells import Book, open_book

LAST_ROW = 3000


@dataclass(frozen=True, slots=True)
class Shape:
    """How such a table is known: `labels` stand above it with their value, `needed` are the headings that prove it.

    Columns may stand in any order; a row counts when `key` is filled.
    """

    labels: Collection[str]
    columns: Collection[str]
    needed: frozenset[str]
    key: str


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """What stands in it; `places` says where each row stands, for problems."""

    head: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    places: tuple[str, ...]


def read_headed_table(path: Path, shape: Shape, none: str) -> HeadedTable | tuple[Problem, ...]:
    """The first such table of a workbook, or all that keeps it from being read; `none` is the code for no table."""
    data = read_bytes(path, workbook_opening.LIMIT)
    if isinstance(data, Problem):
        return (data,)
    opened = workbook_opening.open_safely(data, path.name)
    if isinstance(opened, Problem):
        return (opened,)
    book = open_book(opened, path.name)
    if isinstance(book, Problem):
        return (book,)
    for sheet in book.sheets:
        found = _table_in(book, sheet, shape)
        if found is not None:
            return found
    return (Problem(none, path.name),)


def _table_in(book: Book, sheet: str, shape: Shape) -> HeadedTable | tuple[Problem, ...] | None:
    """The table of a sheet; None when its headings are not there."""
    head: dict[str, str] = {}
    columns: dict[str, int] = {}
    rows: list[dict[str, str]] = []
    places: list[str] = []
    faults: list[Problem] = []
    for row in book.rows(sheet, LAST_ROW):
        faults += [Problem("rules_cell", cell.where) for cell in row.cells if cell.fault]
        if columns:
            told = {heading: row[place].text.strip() for heading, place in columns.items()}
            if told[shape.key]:
                rows.append(told)
                places.append(f"第 {row.number} 行")
            continue
        found = {cell.text.strip(): place for place, cell in enumerate(row.cells)}
        if shape.needed <= found.keys():
            columns = {heading: found[heading] for heading in shape.columns if heading in found}
        elif (label := row[0].text.strip()) in shape.labels:
            head[label] = row[1].text.strip()
    if not columns:
        return None
    return tuple(faults) or HeadedTable(head, tuple(rows), tuple(places))

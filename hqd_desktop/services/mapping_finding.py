"""Finds in a table what a mapping says, by headings and wherever they stand now; it never guesses: it says what it
could not find, what it found twice, and what no longer fits.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.grid import Place, address
from hqd_desktop.services.mapping import ColumnMark, RowMark, Target, unit_factor
from hqd_desktop.services.mapping_words import stated_unit
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.sheet_index import GridIndex, SheetIndex

MOST_PLACES = 5
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A target with the sheet and cell it stands in now, or the problem why not; `stated` is the unit on the sheet."""

    target: Target
    sheet: int = -1
    row: int = -1
    column: int = -1
    stated: str = ""
    problem: Problem | None = None

    @property
    def place(self) -> Place:
        """Row and column."""
        return (self.row, self.column)


def find_all(
    index: GridIndex, targets: Sequence[Target], catalogue: Catalogue, tell: Tell | None = None
) -> tuple[Found, ...]:
    """Every target in its order. Two figures in one cell are both refused: one of them must be wrong.

    `tell` (step, steps, item) is called before each and may raise to stop.
    """
    found = []
    for at, target in enumerate(targets):
        if tell is not None:
            tell(at, len(targets), _name(catalogue, target.item))
        found.append(find(index, target, catalogue))
    by_cell: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        if one.row >= 0:
            by_cell[one.sheet, one.row, one.column].append(at)
    for together in by_cell.values():
        for at in together if len(together) > 1 else ():
            other = found[together[1] if at == together[0] else together[0]].target
            problem = Problem("mapping_same_cell", "", {"other": _name(catalogue, other.item)})
            found[at] = replace(found[at], problem=found[at].problem or problem)
    return tuple(found)


def find(index: GridIndex, target: Target, catalogue: Catalogue) -> Found:
    """One target; an item that the catalogue no longer has is a problem of its own."""
    item = catalogue.items.get(target.item)
    if item is None:
        return Found(target, problem=Problem("mapping_item_gone", "", {"item": target.item}))
    sheets = index.named(target.sheet)
    if len(sheets) != 1:
        present = "、".join(sheet.name for sheet in index.grid.sheets)
        code = "mapping_sheet_twice" if sheets else "mapping_sheet_missing"
        return Found(target, problem=Problem(code, "", {"sheet": target.sheet, "present": present[:200]}))
    number = sheets[0]
    place = _place(index.sheet(number), target)
    if isinstance(place, Problem):
        return Found(target, number, problem=place)
    row, column, heading_column = place
    own = item.unit
    stated = stated_unit(index.grid.sheets[number], row, column, heading_column, own)
    found = Found(target, number, row, column, stated)
    factor, stated_factor = unit_factor(target.unit, item), unit_factor(stated, item)
    if factor is None:
        params = {"item": item.name, "unit": target.unit, "own": own}
        return replace(found, problem=Problem("mapping_unit_wrong", "", params))
    if stated and stated_factor != factor:
        params = {"stated": stated, "unit": target.unit or own}
        return replace(found, problem=Problem("mapping_unit_changed", "", params))
    return found


def _name(catalogue: Catalogue, key: str) -> str:
    item = catalogue.items.get(key)
    return item.name if item else key


def _place(index: SheetIndex, target: Target) -> tuple[int, int, int] | Problem:
    """Row, column, and the column of the row's heading (−1 for a fixed cell)."""
    sheet = index.sheet.name
    if target.row is None or target.column is None:
        return _fixed(index, target)
    rows = rows_of(index, target.row)
    if len(rows) != 1:
        code = "mapping_row_twice" if rows else "mapping_row_missing"
        return Problem(code, "", {"sheet": sheet, "row": _shown_row(target.row), "places": _places(rows)})
    row, heading_column = rows[0]
    columns = columns_of(index, target.column, row, heading_column)
    if len(columns) == 1:
        return row, columns[0][1], heading_column
    params = {"sheet": sheet, "column": _shown(target.column.text, index.year), "places": _places(columns)}
    if columns:
        return Problem("mapping_column_twice", "", params)
    years = _years_above(index, row)
    if years and str(index.year - target.back) not in years:
        told = {**params, "years": "、".join(years), "own": str(index.year)}
        return Problem("mapping_other_year", "", told)
    return Problem("mapping_column_missing", "", params)


def rows_of(index: SheetIndex, mark: RowMark) -> list[Place]:
    """The rows that a mark fits, each with the column of its heading. More than one means that it is ambiguous."""
    places = index.rows_of(mark.text)
    if not mark.under:
        return places
    beside = [
        (row, column)
        for row, column in index.places(mark.text)
        if any(index.heading(row, left) == mark.under for left in range(column))
    ]
    if beside:
        return list(dict(beside).items())
    fences = {row for fence in mark.fences for row, _ in index.rows_of(fence)}
    fit = []
    for anchor, _ in index.rows_of(mark.under):
        below = next((place for place in places if place[0] > anchor), None)
        if below is not None and not any(anchor < fence < below[0] for fence in fences):
            fit.append(below)
    return list(dict.fromkeys(fit))


def columns_of(index: SheetIndex, mark: ColumnMark, row: int, heading_column: int) -> list[Place]:
    """The heads of the columns that a mark fits for a row: the nearest heads above it, to the right of its heading,
    and before the next block of a table that has several side by side.
    """
    heads = [
        (above, column)
        for above, column in index.places(mark.text)
        if above < row
        and column > heading_column
        and (not mark.over or any(index.heading(over, column) == mark.over for over in range(above)))
        and (not mark.corner or index.heading(above, heading_column) == mark.corner)
    ]
    if not heads:
        return []
    nearest = max(above for above, _ in heads)
    columns = [place for place in heads if place[0] == nearest]
    if mark.corner:
        width = index.sheet.width
        block = (at for at in range(heading_column + 1, width) if index.heading(nearest, at) == mark.corner)
        ends = next((at for at in block if (nearest, at) not in index.sheet.covers), width)
        columns = [place for place in columns if place[1] < ends]
    return columns


def _fixed(index: SheetIndex, target: Target) -> tuple[int, int, int] | Problem:
    found = _CELL.fullmatch(target.cell)
    row, column = (int(found[2]) - 1, _column(found[1])) if found else (-1, -1)
    if target.beside and beside(index, row, column) != target.beside:
        given = {"sheet": index.sheet.name, "cell": target.cell, "beside": _shown(target.beside, index.year)}
        return Problem("mapping_cell_moved", "", given)
    return row, column, -1


def beside(index: SheetIndex, row: int, column: int) -> str:
    """The nearest heading left of a cell, else above it: what must still stand there when the cell is fixed."""
    left = next((words for at in range(column - 1, -1, -1) if (words := index.label(row, at))), "")
    return left or next((words for at in range(row - 1, -1, -1) if (words := index.heading(at, column))), "")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _years_above(index: SheetIndex, row: int) -> list[str]:
    texts = (cell.text for cells in index.sheet.rows[:row] for cell in cells if len(cell.text) < 30)
    return sorted({year for text in texts for year in _YEARS.findall(text)})


def _places(places: Sequence[Place]) -> str:
    told = "、".join(address(*place) for place in places[:MOST_PLACES])
    return f"{told}……" if len(places) > MOST_PLACES else told


def _shown_row(mark: RowMark) -> str:
    return f"{mark.under}—{mark.text}" if mark.under else mark.text


def _shown(plain: str, year: int) -> str:
    """⟨0⟩ as a person says it."""
    for back in range(-6, 7):
        words = {0: "本年", -1: "上年"}.get(back, f"{year + back} 年")
        plain = plain.replace(f"⟨{back}⟩", words)
    return plain

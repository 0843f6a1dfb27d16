"""Where each heading of a sheet stands, in the form headings are compared in; it refuses to know mappings."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from hqd_desktop.services.grid import CellKind, Grid, Place, Sheet
from hqd_desktop.services.mapping_words import plain_heading
from hqd_desktop.services.ports import Tell

CODE_DIGITS = range(4, 13)
PIECE = 1000  # rows between two looks whether somebody wants to stop


class SheetIndex:
    """The headings of one sheet, read for `year`. Words are headings; so are whole numbers long enough for a code.

    Made in one go: seconds for some hundred thousand cells. `looked` is called between pieces and may raise to stop.
    """

    def __init__(self, sheet: Sheet, year: int, looked: Callable[[], None] | None = None) -> None:
        self.sheet = sheet
        self.year = year
        self._places: dict[str, list[Place]] = defaultdict(list)
        columns: dict[int, set[int]] = defaultdict(set)
        for row, cells in enumerate(sheet.rows):
            if looked is not None and row % PIECE == 0:
                looked()
            for column, cell in enumerate(cells):
                if cell.kind in (CellKind.TEXT, CellKind.NUMBER) and (plain := self.label(row, column)):
                    self._places[plain].append((row, column))
                    if cell.kind is CellKind.TEXT:
                        columns[column].add(row)
        for row, column in sheet.covers:
            if plain := self.heading(row, column):
                self._places[plain].append((row, column))
                columns[column].add(row)
        self._columns = {column: sorted(rows) for column, rows in columns.items()}

    def heading(self, row: int, column: int) -> str:
        """The plain heading at a place, merged ranges unfolded; "" where no words stand."""
        text = self.sheet.heading(row, column)
        return plain_heading(text, self.year) if text else ""

    def label(self, row: int, column: int) -> str:
        """As `heading`, but a number that may be a code (4101) is one too."""
        cell = self.sheet.at(row, column)
        if cell.kind is CellKind.NUMBER:
            return cell.text if cell.text.isdigit() and len(cell.text) in CODE_DIGITS else ""
        return self.heading(row, column)

    def above(self, row: int, column: int) -> Place | None:
        """The nearest heading above a cell."""
        rows = self._columns.get(column, [])
        at = bisect_left(rows, row)
        return (rows[at - 1], column) if at else None

    def places(self, plain: str) -> Sequence[Place]:
        """Every place where it stands, from the top, from the left."""
        return sorted(self._places.get(plain, ()))

    def all(self) -> Sequence[tuple[Place, str]]:
        """Every heading with its place, from the top, from the left."""
        return sorted((place, plain) for plain, places in self._places.items() for place in places)

    def rows_of(self, plain: str) -> list[Place]:
        """The rows in which it stands, each with the first column of it."""
        rows: dict[int, int] = {}
        for row, column in self.places(plain):
            rows.setdefault(row, column)
        return list(rows.items())

    def alone(self, plain: str) -> bool:
        """Whether it heads exactly one row."""
        return len(self.rows_of(plain)) == 1


class GridIndex:
    """The sheets of a grid, each indexed when first asked for."""

    def __init__(self, grid: Grid, year: int) -> None:
        self.grid = grid
        self.year = year
        self._made: dict[int, SheetIndex] = {}

    def sheet(self, number: int) -> SheetIndex:
        """The index of a sheet by its number."""
        if number not in self._made:
            self._made[number] = SheetIndex(self.grid.sheets[number], self.year)
        return self._made[number]

    def prepare(self, tell: Tell) -> None:
        """Index every sheet now, off the thread that draws; `tell` (step, steps, sheet) may raise to stop."""
        steps = len(self.grid.sheets)
        for number, sheet in enumerate(self.grid.sheets):
            if number not in self._made:
                self._made[number] = SheetIndex(sheet, self.year, partial(tell, number, steps, sheet.name))

    def plain_name(self, number: int) -> str:
        """A sheet's name as names are compared."""
        return plain_heading(self.grid.sheets[number].name, self.year)

    def named(self, plain: str) -> list[int]:
        """The sheets of a name; else the only one with anything in it, whatever it is called now."""
        found = [n for n in range(len(self.grid.sheets)) if self.plain_name(n) == plain]
        held = [n for n, sheet in enumerate(self.grid.sheets) if sheet.rows]
        return found or (held if len(held) == 1 else [])

"""One reading of a foreign table: its limits, its progress, and the way out of it; it knows no format."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NoReturn

from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.grid import EMPTY, CellKind, GridCell, address

ROWS, COLUMNS, SHEETS = 20_000, 256, 200
CELLS = 150_000  # read within two seconds, whatever the kind of file
LONGEST = 4_000
TELL_EVERY = 500

Tell = Callable[[int, int, str], None]


class ForeignRefused(Exception):
    """The table is not read; carries the reason."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Reading:
    """Counts what is read of the file `name` and tells how far it is; `tell` may raise Cancelled."""

    def __init__(self, name: str, tell: Tell) -> None:
        self.name = name
        self._tell = tell
        self._cells = 0

    def begin(self, step: int, steps: int, sheet: str) -> None:
        """A sheet begins."""
        if steps > SHEETS:
            self.refuse("foreign_too_many_sheets", limit=str(SHEETS))
        self._tell(step, steps, sheet)

    def count(self, sheet: str, row: int, cells: Sequence[GridCell]) -> None:
        """A row was read: refuse what lies beyond the limits, naming its place."""
        if row % TELL_EVERY == 0:
            self._tell(0, 0, sheet)
        held = [at for at, cell in enumerate(cells) if cell is not EMPTY]
        if held:
            self.check_place(sheet, row, held[-1])
        self._cells += len(held)
        if self._cells > CELLS:
            self.refuse("foreign_too_many_cells", sheet, limit=f"{CELLS:,}")

    def check_place(self, sheet: str, row: int, column: int) -> None:
        """Refuse a cell with content outside the area that is looked at."""
        if row >= ROWS or column >= COLUMNS:
            cell = address(row, column)
            self.refuse("foreign_too_far", sheet, cell=cell, rows=f"{ROWS:,}", columns=str(COLUMNS))

    def refuse(self, code: str, where: str = "", **params: str) -> NoReturn:
        """Leave off with a problem of this file."""
        raise ForeignRefused(Problem(code, where or self.name, {"name": self.name, **params}))


def text_cell(text: str) -> GridCell:
    """Words as they stand, line ends in one form; EMPTY when nothing is seen. Beyond 4 000 letters they are cut."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]
    return GridCell(CellKind.TEXT, plain) if plain.strip() else EMPTY


def number_cell(value: float | int | str | Decimal, percent: bool = False) -> GridCell:
    """A number with at most 15 digits, as spreadsheets show it; not a finite one is an error value."""
    text = format(float(value), ".15g")
    number = Decimal(text)
    if not number.is_finite():
        return GridCell(CellKind.ERROR, str(value))
    if percent:
        return percent_cell(number)
    return GridCell(CellKind.NUMBER, canonical_text(number) if "e" in text or text == "-0" else text, number)


def percent_cell(number: Decimal) -> GridCell:
    """0.5 as it is shown: 50%."""
    return GridCell(CellKind.PERCENT, f"{canonical_text(number * 100)}%", number)


def date_cell(text: str) -> GridCell:
    """A date or time; midnight is not worth telling."""
    return GridCell(CellKind.DATE, text.removesuffix(" 00:00:00").removesuffix("T00:00:00.000"))

"""A table that some other program wrote, as plain cells; it refuses to know what kind of file it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from hqd_desktop.domain.problems import Problem

Place = tuple[int, int]
Span = tuple[int, int, int, int]
MAX_COVERED = 100_000


class CellKind(StrEnum):
    """What stands in a cell. `PERCENT` is a number that its file shows with %: 0.5 is read as 50 % there."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its text as it is shown, and the exact value of a number (at most 15 digits, as Excel keeps it)."""

    kind: CellKind
    text: str = ""
    value: Decimal | None = None


EMPTY = GridCell(CellKind.BLANK)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and columns count from 0; rows may differ in length, `width` is the longest. `merged` are first row, first
    column, last row, last column; `covers` leads from each cell that such a range hides to its first. See made_sheet.
    """

    name: str
    rows: tuple[tuple[GridCell, ...], ...]
    merged: tuple[Span, ...] = ()
    hidden: bool = False
    covers: Mapping[Place, Place] = field(default_factory=dict, repr=False)
    width: int = 0

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def at(self, row: int, column: int) -> GridCell:
        """The cell itself; EMPTY outside, and where a merged range covers it."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def heading(self, row: int, column: int) -> str:
        """The words that a reader sees there: those of a merged range stand in each of its cells; numbers never do."""
        anchor = self.covers.get((row, column), (row, column))
        cell = self.at(*anchor)
        return cell.text.strip() if cell.kind is CellKind.TEXT else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A file's sheets. `digest` is the SHA-256 of its bytes; `notes` is what a user should know (macros not run …)."""

    name: str
    digest: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no sheet holds anything."""
        return not any(sheet.rows for sheet in self.sheets)


def made_sheet(
    name: str, rows: Iterable[Iterable[GridCell]], merged: Iterable[Span] = (), hidden: bool = False
) -> Sheet:
    """A sheet without the blank ends of rows and columns, its merged ranges unfolded as far as is sensible."""
    kept: list[tuple[GridCell, ...]] = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1].kind is CellKind.BLANK:
            cells.pop()
        kept.append(tuple(cells))
    while kept and not kept[-1]:
        kept.pop()
    spans = tuple(merged)
    width = max(map(len, kept), default=0)
    return Sheet(name, tuple(kept), spans, hidden, _covers(spans, len(kept)), width)


def _covers(spans: Iterable[Span], height: int) -> dict[Place, Place]:
    covers: dict[Place, Place] = {}
    for top, left, bottom, right in spans:
        bottom = min(bottom, height - 1)
        if len(covers) + (bottom - top + 1) * (right - left + 1) > MAX_COVERED:
            continue
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        covers.update((place, (top, left)) for place in places if place != (top, left))
    return covers


def address(row: int, column: int) -> str:
    """B12, as a spreadsheet names the cell."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"

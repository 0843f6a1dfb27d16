"""A block of cells to and from tab-separated text, as Excel, WPS and LibreOffice write it; all of it or nothing."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.figures import FigureKey, FigureState
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.numerals import read_number
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.sheet_text import harmless, original
from hqd_desktop.services.typing_in import read_typed
from hqd_desktop.ui.models.cell_states import CellBook, raw_text
from hqd_desktop.ui.models.readings import mixed_units

TEN_THOUSANDS = "万元"
_HEADING = re.compile(r"万元|单位|本年|上年|年度|数据项|金额|[12]\d{3}\s*年")
Places = Sequence[Sequence[FigureKey | None]]


@dataclass(frozen=True, slots=True)
class PastePlan:
    """What a paste would do. `beyond` are filled cells that find no place; with any problem nothing is written.

    `suspicious` tells that its money looks like 万元 where items are kept in 元; `skipped` are heading rows left out.
    """

    cells: tuple[tuple[FigureKey, str], ...]
    problems: tuple[tuple[FigureKey, Problem], ...] = ()
    overwritten: int = 0
    locked: int = 0
    beyond: int = 0
    suspicious: bool = False
    skipped: int = 0

    @property
    def refused(self) -> bool:
        """Whether something of it cannot be written, so that nothing is."""
        return bool(self.problems or self.locked or self.beyond)

    @property
    def needs_asking(self) -> bool:
        """Whether the user must see it before it is written."""
        return self.refused or self.suspicious or bool(self.overwritten)

    def summary(self) -> str:
        """将写入 24 格，2 格读不懂，1 格会覆盖原数。"""
        count = len(self.cells) - len(self.problems)
        told = [f"{count} 格读得懂" if self.refused else f"将写入 {count} 格"]
        told += [f"{len(self.problems)} 格读不懂"] if self.problems else []
        told += [f"{self.locked} 格已锁定"] if self.locked else []
        told += [f"{self.beyond} 格超出表格"] if self.beyond else []
        told += [f"{self.overwritten} 格会覆盖原数"] if self.overwritten else []
        told += ["像是“万元”"] if self.suspicious and not self.refused else []
        return "，".join(told)


def read_block(text: str) -> list[list[str]]:
    """The cells of a clipboard text, row by row; quoted cells may hold line breaks and tabs."""
    if not text:
        return []
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # one cell may be the whole clipboard
    rows = [[original(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """The clipboard text of cells, none a formula; those with line breaks, tabs or quotes are quoted as Excel does."""
    return "\n".join("\t".join(_quoted(harmless(cell)) for cell in row) for row in rows) + "\n"


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def plan_paste(
    block: Sequence[Sequence[str]],
    places: Places,
    book: CellBook,
    catalogue: Catalogue,
    headings: Sequence[Sequence[str]] = (),
) -> PastePlan:
    """Lay a block over the cells of the grid (`places`, from the current cell on), and see what would become of it.

    `headings` stood above the block and were left out.
    """
    cells: list[tuple[FigureKey, str]] = []
    problems: list[tuple[FigureKey, Problem]] = []
    overwritten = locked = beyond = 0
    for down, texts in enumerate(block):
        for right, text in enumerate(texts):
            key = places[down][right] if down < len(places) and right < len(places[down]) else None
            if key is None:
                beyond += bool(text.strip())
                continue
            before, item = book.figure(key), catalogue[key[0]]
            if text.strip() == raw_text(item, before):
                continue
            if key[1].year not in book.editable_years:
                locked += 1
                continue
            figure = read_typed(item, text, before)
            if isinstance(figure, Problem):
                problems.append((key, figure))
            elif (figure.state, figure.value, figure.text) == (before.state, before.value, before.text):
                continue  # the same, written in another way
            elif before.state is not FigureState.BLANK:
                overwritten += 1
            cells.append((key, text))
    named = any(TEN_THOUSANDS in cell for row in headings for cell in row)
    suspicious = bool(cells) and (named or _looks_small(cells, book))
    return PastePlan(tuple(cells), tuple(problems), overwritten, locked, beyond, suspicious, len(headings))


def in_ten_thousands(block: Sequence[Sequence[str]], places: Places, catalogue: Catalogue) -> list[list[str]]:
    """The block with 万元 said behind every plain number that would land in an item of 元."""
    said = [list(row) for row in block]
    for down, texts in enumerate(said):
        for right, text in enumerate(texts):
            key = places[down][right] if down < len(places) and right < len(places[down]) else None
            if key is not None and catalogue[key[0]].unit == "元" and isinstance(read_number(text, ""), Decimal):
                texts[right] = f"{text.strip()}{TEN_THOUSANDS}"
    return said


def heading_rows(block: Sequence[Sequence[str]]) -> int:
    """How many rows at the top are headings: words where the rows below hold numbers; none in a block of words only."""
    numbers = [any(isinstance(read_number(cell, ""), Decimal) for cell in row) for row in block]
    worded = [any(_is_heading(cell) for cell in row) for row in block]
    first = numbers.index(True) if True in numbers else 0
    return first if all(worded[:first]) else 0


def _is_heading(cell: str) -> bool:
    return bool(_HEADING.search(cell))


def _looks_small(cells: Sequence[tuple[FigureKey, str]], book: CellBook) -> bool:
    """Whether most of the money is about a ten-thousandth of last year's."""
    compared = small = 0
    for key, text in cells:
        value, last = read_number(text, book.unit(key)), book.figure((key[0], key[1].last_year())).value
        if book.unit(key) == "元" and isinstance(value, Decimal) and value and last:
            compared += 1
            small += mixed_units(value, last, "元") and abs(value) < abs(last)
    return small * 2 > compared

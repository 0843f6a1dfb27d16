"""What a found cell means for its item: a figure, nothing, or a problem with its place; it writes nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState, number, words
from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, canonical_text, check_size, normalise, read_number
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.grid import CellKind, Grid, GridCell, address
from hqd_desktop.services.mapping import Target, unit_factor
from hqd_desktop.services.mapping_finding import Found, find_all
from hqd_desktop.services.mapping_words import RATIO
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.services.sheet_index import GridIndex
from hqd_desktop.services.typing_in import MAX_WORDS, NO, NOT_APPLICABLE_TEXT, YES, out_of_bounds

SOURCE = "本院表格"
_NOTHING = re.compile(r"[-—–_/\\…]*|无|——")
_FAULTS = {
    CellKind.ERROR: "mapping_error_value",
    CellKind.DATE: "mapping_date",
    CellKind.UNCOMPUTED: "mapping_uncomputed",
}


class Outcome(StrEnum):
    """What becomes of a target."""

    NEW = "新"
    SAME = "相同"
    CHANGED = "改动"
    BLANK = "空白"
    UNREADABLE = "读不懂"
    NOT_FOUND = "没找到"


@dataclass(frozen=True, slots=True)
class Reading:
    """A target read: where (收入!C12), what stands there, what it means, what is held now, or what is wrong."""

    found: Found
    key: FigureKey
    outcome: Outcome
    place: str = ""
    text: str = ""
    figure: Figure | None = None
    held: Figure = BLANK
    problem: Problem | None = None

    @property
    def writable(self) -> bool:
        """Whether taking over would change the held figure."""
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


def read_all(
    index: GridIndex,
    targets: Sequence[Target],
    catalogue: Catalogue,
    held: Mapping[FigureKey, Figure],
    tell: Tell | None = None,
) -> tuple[Reading, ...]:
    """Every target in its order; what was not found carries the reason. `tell` as for find_all."""
    return tuple(_read(index, found, catalogue, held) for found in find_all(index, targets, catalogue, tell))


def _read(index: GridIndex, found: Found, catalogue: Catalogue, held: Mapping[FigureKey, Figure]) -> Reading:
    target = found.target
    key = (target.item, target.period(index.year))
    own = held.get(key, BLANK)
    if found.row < 0:
        return Reading(found, key, Outcome.NOT_FOUND, held=own, problem=found.problem)
    sheet = index.grid.sheets[found.sheet]
    cell = sheet.at(*found.place)
    told = Reading(found, key, Outcome.UNREADABLE, f"{sheet.name}!{address(*found.place)}", cell.text.strip(), held=own)
    figure = found.problem or figure_of(cell, catalogue[target.item], target.unit, told.place, own)
    if isinstance(figure, Problem):
        return replace(told, problem=figure)
    if figure is None:
        return replace(told, outcome=Outcome.BLANK)
    same = replace(own, source="") == replace(figure, source="")
    outcome = Outcome.SAME if same else Outcome.NEW if own.state is FigureState.BLANK else Outcome.CHANGED
    return replace(told, figure=figure, outcome=outcome)


def figure_of(cell: GridCell, item: Item, unit: str, where: str, held: Figure = BLANK) -> Figure | Problem | None:
    """The figure of a cell in `unit`, its earlier remark kept; None when the cell is blank or only dashes."""
    if cell.kind in _FAULTS:
        return Problem(_FAULTS[cell.kind], where, {"item": item.name, "text": cell.text})
    plain = cell.text.strip()
    if cell.kind is CellKind.BLANK or (cell.kind is CellKind.TEXT and _NOTHING.fullmatch(normalise(plain))):
        return None
    note = "" if held.state is FigureState.NOT_APPLICABLE else held.note
    if item.kind is ItemKind.TEXT:
        if len(plain) > MAX_WORDS:
            return Problem("figure_words_too_long", where, {"limit": str(MAX_WORDS)})
        return words(plain, note, SOURCE)
    if plain == NOT_APPLICABLE_TEXT:
        return Problem("figure_reason_missing", where, {"item": item.name})
    value = _condition(plain, item, where) if item.kind is ItemKind.YES_NO else _value(cell, item, unit, where)
    if isinstance(value, Problem):
        return value
    return out_of_bounds(item, value, where) or number(value, note, SOURCE)


def _condition(text: str, item: Item, where: str) -> Decimal | Problem:
    plain = normalise(text)
    if plain in YES or plain in NO:
        return Decimal(int(plain in YES))
    return Problem("figure_not_yes_no", where, {"item": item.name, "text": text[:80]})


def _value(cell: GridCell, item: Item, unit: str, where: str) -> Decimal | Problem:
    factor = unit_factor(unit, item)
    if factor is None:
        return Problem("mapping_unit_wrong", where, {"item": item.name, "unit": unit, "own": item.unit})
    if cell.kind is CellKind.PERCENT:
        if item.unit != "%":
            return Problem("mapping_percent", where, {"item": item.name, "own": item.unit, "text": cell.text})
        factor = Decimal(100)
    if cell.value is None:
        own = item.unit if unit in ("", RATIO) else unit
        return read_number(cell.text, own, where, factor)
    with localcontext(PRECISION):
        return check_size(cell.value * factor, canonical_text(cell.value), where)


def imported(readings: Sequence[Reading]) -> ImportedFigures:
    """What is to be written: every figure that is new or changed among `readings`."""
    return ImportedFigures({r.key: r.figure for r in readings if r.writable and r.figure is not None}, ())


def origin(grid: Grid, readings: Sequence[Reading]) -> str:
    """Whence, for the history: the file, its sheets, and the digest of its bytes."""
    sheets = "、".join(dict.fromkeys(grid.sheets[r.found.sheet].name for r in readings if r.writable))
    return f"导入 {grid.name}（表“{sheets}”，SHA-256 {grid.digest}）"

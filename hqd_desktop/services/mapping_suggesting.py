"""What a table seems to hold, row by row, for a person to confirm; whatever could be two things is left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.services.grid import CellKind, Place
from hqd_desktop.services.mapping import Target
from hqd_desktop.services.mapping_finding import find
from hqd_desktop.services.mapping_pointing import point
from hqd_desktop.services.mapping_words import NOT_A_FIGURE, plain_heading, years_back
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.sheet_index import PIECE, GridIndex, SheetIndex

_CODE = re.compile(r"(\d{4,12})(.*)", re.ASCII)
_QUARTERS = (("一", "1"), ("二", "2"), ("三", "3"), ("四", "4"))
_NUMBERS = (CellKind.NUMBER, CellKind.PERCENT)


class Ground(StrEnum):
    """Why a row is taken for an item."""

    NAME = "名称相同"
    ALIAS = "别名相同"
    CODE = "科目号相同"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A target that may be right. `sure` when the name, or the account number with nothing against it, says so and the
    column says its year; otherwise only likely.
    """

    target: Target
    ground: Ground
    sure: bool


def suggest(index: GridIndex, number: int, catalogue: Catalogue, tell: Tell | None = None) -> tuple[Suggestion, ...]:
    """Suggestions for one sheet, from the top: an item that two rows could be is in none of them.

    `tell` (step, steps, sheet) is called between pieces and may raise to stop.
    """
    sheet = index.sheet(number)
    columns = _columns(sheet)
    if not columns:
        return ()
    names = _names(catalogue, index.year)
    codes = {item.account: item for item in catalogue if item.account}
    rows: dict[str, list[tuple[Place, Ground]]] = defaultdict(list)
    first = min(column for _, column, _, _ in columns)
    for row in range(sheet.sheet.height):
        if tell is not None and row % PIECE == 0:
            tell(row, sheet.sheet.height, sheet.sheet.name)
        found = _item_of(sheet, row, first, names, codes)
        if found is not None:
            rows[found[0].key].append((found[1], found[2]))
    suggestions: list[tuple[int, Suggestion]] = []
    for key, places in rows.items():
        if len(places) > 1:
            continue
        place, ground = places[0]
        for head, column, back, quarter in columns:
            item = catalogue[key]
            if bool(quarter) != item.quarterly or place[0] <= head or not _holds(sheet, place[0], column):
                continue
            target = point(index, number, place, (head, column), Target(key, "", max(back, 0), quarter), catalogue)
            if isinstance(target, Target):
                target = _with_unit(index, target, catalogue)
                sure = back >= 0 and ground is not Ground.ALIAS and not _may_be_ratio(sheet, place[0], column, item)
                suggestions.append((place[0], Suggestion(target, ground, sure)))
    twice = Counter(suggestion.target.key for _, suggestion in suggestions)
    return tuple(s for _, s in sorted(suggestions, key=lambda pair: pair[0]) if twice[s.target.key] == 1)


def _may_be_ratio(index: SheetIndex, row: int, column: int, item: Item) -> bool:
    """Whether 0.52 may stand there for 52 %."""
    cell = index.sheet.at(row, column)
    return item.unit == "%" and cell.kind is CellKind.NUMBER and cell.value is not None and abs(cell.value) <= 1


def _with_unit(index: GridIndex, target: Target, catalogue: Catalogue) -> Target:
    stated = find(index, target, catalogue).stated
    return replace(target, unit=stated) if stated else target


def _names(catalogue: Catalogue, year: int) -> dict[str, tuple[Item, Ground]]:
    """Items by their plain name; a plain name of two items is nobody's."""
    found: dict[str, tuple[Item, Ground]] = {}
    taken: Counter[str] = Counter()
    for item in catalogue:
        if item.kind is not ItemKind.NUMBER or (item.formula and not item.own_value):
            continue
        own = {plain_heading(item.name, year): Ground.NAME}
        own = {**{plain_heading(alias, year): Ground.ALIAS for alias in item.aliases}, **own}
        for plain, ground in own.items():
            taken[plain] += 1
            found[plain] = (item, ground)
    return {plain: held for plain, held in found.items() if taken[plain] == 1}


def _item_of(
    index: SheetIndex, row: int, before: int, names: dict[str, tuple[Item, Ground]], codes: dict[str, Item]
) -> tuple[Item, Place, Ground] | None:
    """What the headings of a row say; None when they say nothing, or two things."""
    found: dict[str, tuple[Item, Place, Ground]] = {}
    for column in range(before):
        label = index.label(row, column)
        if not label:
            continue
        code = _CODE.fullmatch(label)
        if label in names:
            item, ground = names[label]
            found[item.key] = (item, (row, column), ground)
        elif code and code[1] in codes and (not code[2] or names.get(code[2], (codes[code[1]],))[0] == codes[code[1]]):
            item = codes[code[1]]
            found.setdefault(item.key, (item, (row, column), Ground.CODE))
    return next(iter(found.values())) if len(found) == 1 else None


def _columns(index: SheetIndex) -> list[tuple[int, int, int, int]]:
    """Head row, column, years back (−1: the only column of numbers, its year unsaid) and quarter of the columns that
    hold figures; a year with two columns has none.
    """
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place, plain in _heads(index):
        back, quarter = years_back(plain), _quarter(plain)
        if quarter and back in (None, 0):
            found[0, quarter].append(place)
        elif back in (0, 1) and re.fullmatch(r"⟨-?\d⟩(金额|合计|实际|实绩|累计|决算|发生额)?", plain):
            head = _lower(index, place)
            if head is not None:
                found[back, 0].append(head)
    columns = [
        (places[0][0], places[0][1], back, quarter)
        for (back, quarter), places in found.items()
        if len({column for _, column in places}) == 1
    ]
    return columns or _only_column(index)


def _lower(index: SheetIndex, place: Place) -> Place | None:
    """The head of a column below its year (2025年 over 计划 and 实际); None when that is no figure of ours."""
    row, column = place
    if place not in index.sheet.covers and (row, column + 1) not in index.sheet.covers:
        return place
    below = index.heading(row + 1, column)
    if NOT_A_FIGURE.search(below):
        return None
    return (row + 1, column) if below and below != index.heading(row, column) else place


def _heads(index: SheetIndex) -> Iterable[tuple[Place, str]]:
    """What may head a column, from the top: not what stands in the first one."""
    for (row, column), plain in index.all():
        if column and index.heading(row, column) and not NOT_A_FIGURE.search(plain):
            yield (row, column), plain


def _quarter(plain: str) -> int:
    for number, names in enumerate(_QUARTERS, 1):
        if re.fullmatch(rf"(⟨0⟩)?第?[{''.join(names)}]季度?", plain):
            return number
    return 0


def _only_column(index: SheetIndex) -> list[tuple[int, int, int, int]]:
    """The one column of numbers under a heading, where there is but one."""
    counts: Counter[int] = Counter()
    for row, cells in enumerate(index.sheet.rows):
        counts.update(column for column, cell in enumerate(cells) if cell.kind in _NUMBERS and column and row)
    found = []
    for column in counts:
        head = next((row for row in range(index.sheet.height) if index.heading(row, column)), None)
        if head is not None and not NOT_A_FIGURE.search(index.heading(head, column)):
            found.append((head, column, -1, 0))
    return found if len(found) == 1 else []


def _holds(index: SheetIndex, row: int, column: int) -> bool:
    cell = index.sheet.at(row, column)
    return cell.kind in _NUMBERS or (cell.kind is CellKind.TEXT and any(letter.isdigit() for letter in cell.text))

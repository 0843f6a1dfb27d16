"""Turns what stands in cells or columns into figures and gathers every fault with its place; it opens no file."""

import difflib
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import lru_cache

from hqd_desktop.domain.figures import Figure, FigureKey, FigureState
from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, check_size, normalise, read_number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import BLANK_TEXT
from hqd_desktop.domain.units import conversion_factor
from hqd_desktop.services.typing_in import MAX_WORDS, NO, NOT_APPLICABLE_TEXT, YES, out_of_bounds

IMPORTED = "导入"
MAX_PROBLEMS = 500
MAX_SUGGESTIONS = 20
# What stands in the unit column for items that have no unit.
UNITLESS = {ItemKind.YES_NO: ("", "是/否"), ItemKind.TEXT: ("", "文字")}
_REASON_INSIDE = re.compile(rf"{NOT_APPLICABLE_TEXT}\s*[（(：:，,]\s*(?P<reason>.+?)\s*[）)]?", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it stands in a file: text as typed, an exact number (in `unit`), or nothing.

    An empty `unit` means the item's own. The places are for problems.
    """

    item: Item
    period: Period
    value: str | Decimal
    unit: str
    note: str
    where: str
    where_unit: str
    where_note: str


class FigureGatherer:
    """Figures and problems of one file. `names` of items are looked up as keys, names or aliases.

    Where only some figures were `asked`, the others are what we had written there: in their items' own units,
    whatever unit the row was given for the asked ones.
    """

    def __init__(self, catalogue: Catalogue, source: str = IMPORTED, asked: Container[FigureKey] | None = None) -> None:
        self._asked = asked
        self._catalogue = catalogue
        self._source = source
        self._figures: dict[FigureKey, Figure] = {}
        self._places: dict[FigureKey, str] = {}
        self._problems: list[Problem] = []
        self._units: dict[FigureKey, str] = {}
        self._seen: set[str] = set()
        self._unreadable: set[FigureKey] = set()
        self._near: dict[str, str] = {}
        self._squeezed_names: dict[str, set[str]] = {}
        self._left_out = 0

    def report(self, code: str, where: str, **params: str) -> None:
        """Note a fault; beyond the first 500 they are only counted."""
        self.add_problem(Problem(code, where, params))

    def add_problem(self, problem: Problem) -> None:
        """As `report`."""
        if len(self._problems) < MAX_PROBLEMS:
            self._problems.append(problem)
        else:
            self._left_out += 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All faults, the last one saying how many more there were."""
        if not self._left_out:
            return tuple(self._problems)
        return (*self._problems, Problem("file_more_problems", "", {"count": str(self._left_out)}))

    @property
    def figures(self) -> dict[FigureKey, Figure]:
        """The figures, none when there is any problem: half an import is never used."""
        return {} if self._problems else dict(self._figures)

    @property
    def readable(self) -> dict[FigureKey, Figure]:
        """The figures that can be read, whatever is wrong with others: to be looked at, never to be written."""
        return dict(self._figures)

    @property
    def places(self) -> dict[FigureKey, str]:
        """Where each figure stands, readable or not."""
        return dict(self._places)

    @property
    def units(self) -> dict[FigureKey, str]:
        """The units that are other than the items' own, by figure; the figures are converted already."""
        return dict(self._units)

    @property
    def seen(self) -> frozenset[str]:
        """The items that have a row, given or not."""
        return frozenset(self._seen)

    @property
    def unreadable(self) -> frozenset[FigureKey]:
        """The figures that something was given for, but nothing that can be read."""
        return frozenset(self._unreadable)

    def report_cell(self, code: str, item: Item, periods: Iterable[Period], where: str, **params: str) -> None:
        """Note a fault of one cell, and whose figures cannot be read because of it."""
        self._unreadable.update((item.key, period) for period in periods)
        self.report(code, where, item=item.name, **params)

    def saw(self, text: str) -> None:
        """Note that there is a row for an item, by its key, name or alias; other text is no matter."""
        item = self._catalogue.find(text) or self._by_same_brackets(text)
        if item is not None:
            self._seen.add(item.key)

    @property
    def any_given(self) -> bool:
        """Whether any figure was met, right or wrong."""
        return bool(self._places)

    def find(self, text: str, where: str) -> Item | None:
        """The item of a key, exact name or alias; otherwise None, reported with the nearest names."""
        item = self._catalogue.find(text) or self._catalogue.find(normalise(text))
        if item is None:
            item = self._by_same_brackets(text)
        if item is None:
            self.report("file_unknown_item", where, given=text.strip()[:80], near=self._nearest(text))
        return item

    def knows(self, text: str) -> bool:
        """Whether `text` is some item's key, name or alias."""
        return self._catalogue.find(text) is not None or self._by_same_brackets(text) is not None

    def names(self, item: Item, text: str) -> bool:
        """Whether `text` is a name of the item, brackets and spaces aside."""
        found = self._catalogue.find(text) or self._by_same_brackets(text)
        return found is not None and found.key == item.key

    def add(self, given: Given) -> None:
        """Keep the figure, or its faults. Blank without a note is nothing at all: it empties no figure."""
        where, item, period = given.where, given.item, given.period
        if bool(period.quarter) != item.quarterly:
            code = "file_item_quarterly" if item.quarterly else "file_item_yearly"
            self.report(code, where, item=item.name, period=period.label)
            return
        key = (item.key, period)
        if key in self._places:
            self.report("file_given_twice", where, item=item.name, period=period.label, first=self._places[key])
            return
        self._places[key] = where
        if self._asked is not None and key not in self._asked:
            given = replace(given, unit="")
        figure = self._read(given)
        if isinstance(figure, Problem):
            self._unreadable.add(key)
            self.add_problem(replace(figure, params={"item": item.name, **figure.params}))
        elif figure.state is not FigureState.BLANK or figure.note:
            self._figures[key] = figure
            if (unit := _unit(given.unit)) and item.kind is ItemKind.NUMBER and unit != item.unit:
                self._units[key] = unit

    def _read(self, given: Given) -> Figure | Problem:
        item, value = given.item, given.value
        note = given.note.strip()
        for text, where in ((note, given.where_note), (value if isinstance(value, str) else "", given.where)):
            if _CONTROL.search(text):
                return Problem("file_control_character", where)
            if len(text) > MAX_WORDS:
                return Problem("file_text_too_long", where, {"limit": str(MAX_WORDS), "length": str(len(text))})
        plain = value.strip() if isinstance(value, str) else None
        if plain in ("", BLANK_TEXT):
            return Figure(note=note, source=self._source)
        if plain is not None and plain.startswith(NOT_APPLICABLE_TEXT):
            return self._not_applicable(plain, note, given)
        factor = self._factor(given)
        if factor is None:
            expected = item.unit or UNITLESS[item.kind][1]
            return Problem("file_wrong_unit", given.where_unit, {"given": given.unit.strip(), "expected": expected})
        if item.kind is ItemKind.TEXT:
            if plain is None:
                return Problem("file_not_words", given.where, {"text": str(value)})
            return Figure(FigureState.TEXT, text=plain, note=note, source=self._source)
        number = _condition(value, given.where) if item.kind is ItemKind.YES_NO else _number(given, factor)
        if isinstance(number, Problem):
            return number
        return out_of_bounds(item, number, given.where) or Figure(
            FigureState.NUMBER, number, note=note, source=self._source
        )

    def _not_applicable(self, plain: str, note: str, given: Given) -> Figure | Problem:
        inside = _REASON_INSIDE.fullmatch(plain)
        if plain != NOT_APPLICABLE_TEXT and inside is None:
            if given.item.kind is ItemKind.TEXT:
                return Figure(FigureState.TEXT, text=plain, note=note, source=self._source)
            return Problem("number_unreadable", given.where, {"text": plain, "unit": given.item.unit})
        reason = note or (inside["reason"] if inside else "")
        if not reason:
            return Problem("file_reason_missing", given.where_note)
        return Figure(FigureState.NOT_APPLICABLE, note=reason, source=self._source)

    @staticmethod
    def _factor(given: Given) -> Decimal | None:
        unit = _unit(given.unit)
        if given.item.kind is not ItemKind.NUMBER:
            return Decimal(1) if unit in UNITLESS[given.item.kind] else None
        return conversion_factor(unit, given.item.unit)

    def _by_same_brackets(self, text: str) -> Item | None:
        """Names differ by full-width or half-width brackets and spaces as often as not; never by more than that."""
        wanted = _squeezed(text)
        if not self._squeezed_names:
            for name, key in self._catalogue.names.items():
                self._squeezed_names.setdefault(_squeezed(name), set()).add(key)
        found = self._squeezed_names.get(wanted, set())
        return self._catalogue.items[next(iter(found))] if len(found) == 1 else None

    def _nearest(self, text: str) -> str:
        """The nearest names; looked for only so often, because it is slow and a wrong file has only wrong names."""
        wanted = normalise(text)[:80]
        if wanted not in self._near and len(self._near) < MAX_SUGGESTIONS:
            near = difflib.get_close_matches(wanted, self._catalogue.names, n=3, cutoff=0.5)
            self._near[wanted] = "、".join(near)
        return self._near.get(wanted, "")


@lru_cache(200)
def _unit(text: str) -> str:
    """A unit as it is compared; a table says few units many times."""
    return normalise(text)


@lru_cache(2000)
def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", normalise(text))


def _condition(value: str | Decimal, where: str) -> Decimal | Problem:
    text = value.strip() if isinstance(value, str) else str(value.normalize())
    if text in YES or normalise(text) in YES:
        return Decimal(1)
    if text in NO or normalise(text) in NO:
        return Decimal(0)
    return Problem("file_not_yes_no", where, {"text": text[:80]})


def _number(given: Given, factor: Decimal) -> Decimal | Problem:
    """The value in the item's unit; a text may carry a unit of its own (1.5万元), read against the column's."""
    if isinstance(given.value, str):
        return read_number(given.value, _unit(given.unit) or given.item.unit, given.where, factor)
    with localcontext(PRECISION):
        return check_size(given.value * factor, str(given.value), given.where)

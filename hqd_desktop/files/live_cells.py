"""Which cells of a submission workbook hold figures and values, by what names, and what is computed; it writes none."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.live_expression import Ref, live_condition, live_value

_YEARS = ("本年", "上年", "前年")
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_NOT_IN_NAMES = re.compile(r"\W")
ZERO_WORD = "按0"


@dataclass(frozen=True, slots=True)
class ValueKey:
    """The value of an item `back` years ago; `zero` where 不适用 counts 0."""

    item: str
    back: int
    zero: bool = False


@dataclass(frozen=True, slots=True)
class LiveCell:
    """A cell with a formula, the program's own result, and whether both must agree to the digit."""

    sheet: str
    row: int
    column: int
    label: str
    result: Decimal | str
    exact: bool


@dataclass(slots=True)
class LiveCells:
    """The names of one hospital's cells. `prefix` keeps several hospitals in one workbook apart.

    A name is defined only when a formula has used it. `places` gives the most decimals that any figure of an item
    has. Items that are derived, and conditions, are read through cells of their own (取值), which hold a word where
    there is no value.
    """

    catalogue: Catalogue
    year: int
    present: frozenset[FigureKey]
    places: Mapping[str, int]
    prefix: str = ""
    computed: list[LiveCell] = field(default_factory=list)
    by_value: list[tuple[str, str]] = field(default_factory=list)
    values: dict[ValueKey, None] = field(default_factory=dict)
    _names: dict[object, str] = field(default_factory=dict)
    _addresses: dict[object, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def period(self, item: str, back: int) -> Period:
        """The period in which an item is read."""
        return Period(self.year - back, 4 if self.catalogue[item].quarterly else 0)

    def figure(self, key: FigureKey) -> str | None:
        """The name of a figure's cell, None where it has none."""
        if key not in self.present:
            return None
        return self._name(key, f"{self.catalogue[key[0]].name}_{self._word(key[1])}")

    def value(self, key: ValueKey) -> str:
        """The name of the cell with an item's value."""
        self.values.setdefault(key)
        words = f"{self.catalogue[key.item].name}_{_YEARS[key.back]}_取值{ZERO_WORD if key.zero else ''}"
        return self._name(key, words)

    def way(self, key: ValueKey) -> str:
        """The name of the cell that says how the value of a derived item was come by."""
        return self._name(("way", key), f"{self.catalogue[key.item].name}_{_YEARS[key.back]}_方式")

    def total(self, words: str) -> str:
        """The name of one of the totals."""
        return self._name(words, words)

    def refs(self, base: int = 0, zero: bool = False) -> Callable[[str, int], Ref | None]:
        """How an expression computed `base` years ago names the cells it reads."""

        def find(item: str, further: int) -> Ref | None:
            back = base + further
            condition = self.catalogue[item].kind is ItemKind.YES_NO
            if item not in self.catalogue.formulas and not condition:
                name = self.figure((item, self.period(item, back)))
                return None if name is None else Ref(name)
            key = ValueKey(item, back, zero)
            return Ref(self.value(key), computed=True) if self._has_cell(key) else None

        return find

    def given(self, item: str, back: int) -> Ref | None:
        """The cell in which the value of an item is entered directly."""
        if item in self.catalogue.formulas:
            return self.refs(back)(item, 0)
        name = self.figure((item, self.period(item, back))) if item else None
        return None if name is None else Ref(name)

    def value_formula(self, key: ValueKey) -> str:
        """The formula of an item's value."""
        name = self.figure((key.item, self.period(key.item, key.back)))
        formula = self.catalogue.formulas.get(key.item)
        if formula is None:
            return live_condition(name or "", key.zero)
        return live_value(
            formula,
            self.refs(key.back, key.zero),
            given=None if name is None else Ref(name),
            own_value=self.catalogue[key.item].own_value,
            zero_for_not_applicable=key.zero,
            places=self.places,
        )

    def all_values(self) -> Sequence[ValueKey]:
        """The values that formulas have asked for, and those that these read in turn."""
        done: set[ValueKey] = set()
        while waiting := [key for key in self.values if key not in done]:
            for key in waiting:
                done.add(key)
                self.value_formula(key)
        order = {item: place for place, item in enumerate(self.catalogue.items)}
        return sorted(self.values, key=lambda key: (order[key.item], key.zero, key.back))

    def placed(self, key: object, address: str) -> None:
        """Say where a figure, a value or a total stands."""
        self._addresses[key] = address

    def define(self, book: Any) -> None:
        """Define every name that a formula has used."""
        for key, name in self._names.items():
            book.define_name(name, f"={self._addresses[key]}")

    def _has_cell(self, key: ValueKey) -> bool:
        """Whether anything in the workbook can change this value."""
        if key.back >= len(_YEARS):
            return False
        if (key.item, self.period(key.item, key.back)) in self.present:
            return True
        formula = self.catalogue.formulas.get(key.item)
        refs = self.refs(key.back, key.zero)
        return formula is not None and all(refs(*item) is not None for item in formula.items())

    def _word(self, period: Period) -> str:
        return _YEARS[self.year - period.year] + (_QUARTERS[period.quarter - 1] if period.quarter else "")

    def _name(self, key: object, words: str) -> str:
        found = self._names.get(key)
        if found is None:
            found = self.prefix + _NOT_IN_NAMES.sub("_", words)
            found = f"_{found}" if found[0].isdigit() else found
            while found.lower() in self._taken:
                found += "_"
            self._taken.add(found.lower())
            self._names[key] = found
        return found

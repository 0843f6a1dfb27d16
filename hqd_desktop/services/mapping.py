"""How a hospital's own table is read: which cell gives which figure, said by headings; it reads no table itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.units import conversion_factor
from hqd_desktop.services.mapping_words import RATIO


@dataclass(frozen=True, slots=True)
class RowMark:
    """A row by its heading (plain). A heading that stands in several rows is the first one below `under` (or beside
    it), with none of `fences`, the headings above its namesakes, in between.
    """

    text: str
    under: str = ""
    fences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """A column by its heading (plain); `over` is a heading above it, `corner` what heads the column of row headings."""

    text: str
    over: str = ""
    corner: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One figure and where it stands: at a row and a column, or in a fixed `cell` (B7) beside a heading `beside`.

    `back` is 0 for this year, 1 for last year; `quarter` 0 for the whole year. `unit` is the source's; empty means
    the item's own. `sheet` is plain as headings are; `shown` is how a person reads the place.
    """

    item: str
    sheet: str
    back: int = 0
    quarter: int = 0
    unit: str = ""
    row: RowMark | None = None
    column: ColumnMark | None = None
    cell: str = ""
    beside: str = ""
    shown: str = ""

    def period(self, year: int) -> Period:
        """The period when the table is read for `year`."""
        return Period(year - self.back, self.quarter)

    @property
    def key(self) -> tuple[str, int, int]:
        """What makes it the same figure, whatever the year."""
        return (self.item, self.back, self.quarter)


def unit_factor(unit: str, item: Item) -> Decimal | None:
    """What a number in `unit` is multiplied by; 比例 (0.52 for 52 %) only for percentages; None when it cannot be."""
    if item.kind is not ItemKind.NUMBER:
        return Decimal(1) if not unit else None
    if unit == RATIO:
        return Decimal(100) if item.unit == "%" else None
    return conversion_factor(unit, item.unit)


def units_for(item: Item) -> tuple[str, ...]:
    """The units that a column for an item may be in, the item's own first."""
    names = (item.unit, "元", "千元", "万元", "百万元", "亿元", f"万{item.unit}", RATIO)
    return tuple(dict.fromkeys(unit for unit in names if unit and unit_factor(unit, item) is not None))


def asks_unit(item: Item) -> bool:
    """Whether the unit must be known and is not to be taken for granted: money is printed in 元 and in 万元 alike."""
    return unit_factor("万元", item) is not None


def with_target(targets: Sequence[Target], target: Target) -> tuple[Target, ...]:
    """The targets with this one; an earlier one for the same figure makes way, in its place."""
    kept = [target if own.key == target.key else own for own in targets]
    return tuple(kept if target in kept else [*kept, target])


def with_unit(targets: Sequence[Target], unit: str, catalogue: Catalogue) -> tuple[Target, ...]:
    """The targets with this unit where it must be known and is not yet."""
    return tuple(
        replace(target, unit=unit) if not target.unit and asks_unit(catalogue[target.item]) else target
        for target in targets
    )


def undecided(targets: Sequence[Target], catalogue: Catalogue) -> bool:
    """Whether the unit of some target must still be asked."""
    return any(not target.unit and asks_unit(catalogue[target.item]) for target in targets)

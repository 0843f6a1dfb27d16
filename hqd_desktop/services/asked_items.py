"""Which data items are asked of a hospital, and which of them it must give; it refuses to know how they look."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hqd_desktop.domain.asking import required
from hqd_desktop.domain.expression import Expression
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme

# What must be asked does not depend on the points, and a template is made before any rule set is chosen.
_NO_RULES = RuleSet("", "", "", "", "", "", 2, Decimal(0), {}, (), {})


def required_items(scheme: Scheme, catalogue: Catalogue, hospital: Hospital) -> frozenset[str]:
    """The items without which the table cannot be computed for this hospital."""
    return frozenset(required(scheme, _NO_RULES, catalogue, hospital))


def asked_items(scheme: Scheme, catalogue: Catalogue, hospital: Hospital) -> tuple[Item, ...]:
    """The required items and those that may be given besides: sums and their lines, published averages and ratios
    of the rows that apply, the parts of second 口径, progress by quarter. Items of regions only are left out. In
    catalogue order.
    """
    wanted = set(required_items(scheme, catalogue, hospital))
    for indicator in scheme:
        if not indicator.applies_to(hospital):
            continue
        formulas = [part.formula for part in indicator.parts if part.formula]
        formulas += [reference.formula for reference in indicator.references]
        for key in _read(formulas, catalogue):
            wanted.add(key)
        wanted.update(part.direct for part in indicator.parts if part.direct)
        wanted.update(indicator.narrative)
    for key in list(wanted):
        wanted.update(_above(catalogue[key], catalogue))
    grown = True
    while grown:
        lines = {item.key for item in catalogue if item.parent in wanted and item.key not in wanted}
        wanted |= lines
        grown = bool(lines)
    return tuple(item for item in catalogue if item.key in wanted and not item.region)


def by_group(items: Iterable[Item]) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """The items under their headings, each heading once, in order of first appearance."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    for group, members in groups.items():
        yield group, tuple(members)


def depth_of(item: Item, catalogue: Catalogue) -> int:
    """How many items this one is a part of: its indent."""
    return sum(1 for _ in _above(item, catalogue))


def _above(item: Item, catalogue: Catalogue) -> Iterator[str]:
    seen = {item.key}
    while item.parent and item.parent not in seen:
        seen.add(item.parent)
        yield item.parent
        item = catalogue[item.parent]


def _read(formulas: Iterable[Expression], catalogue: Catalogue) -> set[str]:
    """Every item that the formulas read, through derived items too, and the derived items themselves."""
    found: set[str] = set()
    waiting = [key for formula in formulas for key, _ in formula.items()]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            inner = catalogue.formulas.get(key)
            waiting += [item for item, _ in inner.items()] if inner else []
    return found

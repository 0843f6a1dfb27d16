"""The catalogue of data items (数据项): what may be asked of a hospital; it refuses to know any region's table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hqd_desktop.domain.expression import Expression
from hqd_desktop.domain.formula import FormulaError, Names, parse, same_signs
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader

MAX_CHAIN = 20  # derived items that read one another; each is computed within the one that reads it


class ItemKind(StrEnum):
    """What kind of thing is typed: a number, 是/否 (1/0), or words."""

    NUMBER = "number"
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One data item. `unit` is the unit it is stored in; `decimals` how many are shown at least.

    `formula` makes it a derived item (门诊次均费用): computed from its parts, or entered as a published average
    where the parts are not known; with `own_value` what was entered goes before the formula, which is then only the
    default (年度业务总收入). `needed` asks for it even where no formula of a table uses it. `minimum` and
    `maximum` bound what may be typed at all. `group` (医疗收入 …) is the heading in lists, `parent` gives the indent.
    """

    key: str
    name: str
    kind: ItemKind
    unit: str
    decimals: int
    quarterly: bool
    department: str
    source: str
    group: str
    definition: str
    reference: str = ""
    account: str = ""
    parent: str = ""
    short: str = ""
    aliases: tuple[str, ...] = ()
    formula: str = ""
    own_value: bool = False
    needed: bool = False
    region: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    jump: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All items by key, in the order of the published tables; `raw` is what it was read from."""

    items: Mapping[str, Item]
    names: Mapping[str, str]
    formulas: Mapping[str, Expression]
    departments: tuple[str, ...]
    sources: tuple[str, ...]
    version: str
    raw: Mapping[str, Any] = field(repr=False)

    def __getitem__(self, key: str) -> Item:
        return self.items[key]

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())

    def find(self, text: str) -> Item | None:
        """The item of a key, an exact Chinese name, or an exact alias."""
        key = self.names.get(text.strip(), text.strip())
        return self.items.get(key)

    def children(self, key: str) -> tuple[Item, ...]:
        """The items that are parts of this one."""
        return tuple(item for item in self if item.parent == key)


def catalogue_from(raw: Mapping[str, Any]) -> tuple[Catalogue | None, list[Problem]]:
    """Build the catalogue, or name everything that is wrong with it."""
    problems: list[Problem] = []
    top = RawReader(raw, "", problems)
    version = top.text("version")
    departments = top.texts("departments")
    sources = top.texts("sources")
    items = [_item(reader, departments, sources) for reader in top.children("item", "key")]
    top.done()
    names = Names(_names(items, problems))
    known = {item.key for item in items}
    for item in items:
        if item.parent and item.parent not in known:
            problems.append(Problem("catalogue_unknown_parent", f"item[{item.key}]", {"given": item.parent}))
    formulas = _formulas(items, names, problems)
    if problems:
        return None, problems
    return Catalogue({item.key: item for item in items}, names, formulas, departments, sources, version, raw), []


def _item(reader: RawReader, departments: Iterable[str], sources: Iterable[str]) -> Item:
    kind = ItemKind(reader.choice("kind", [k.value for k in ItemKind], "number"))
    item = Item(
        key=reader.text("key"),
        name=reader.text("name"),
        kind=kind,
        unit=reader.text("unit", "" if kind is not ItemKind.NUMBER else None),
        decimals=reader.whole("decimals", 0, high=6),
        quarterly=reader.choice("period", ("year", "quarter"), "year") == "quarter",
        department=reader.choice("department", tuple(departments)),
        source=reader.choice("source", tuple(sources)),
        group=reader.text("group"),
        definition=reader.text("definition"),
        reference=reader.text("reference", ""),
        account=reader.text("account", ""),
        parent=reader.text("parent", ""),
        short=reader.text("short", ""),
        aliases=reader.texts("aliases"),
        formula=reader.text("formula", ""),
        own_value=reader.flag("own_value"),
        needed=reader.flag("needed"),
        region=reader.flag("region"),
        minimum=reader.optional_decimal("minimum"),
        maximum=reader.optional_decimal("maximum"),
        jump=reader.optional_decimal("jump"),
    )
    if not item.key.isidentifier() or not item.key.isascii():
        reader.report("catalogue_bad_key", "key", given=item.key)
    reader.done()
    return item


def _names(items: Sequence[Item], problems: list[Problem]) -> dict[str, str]:
    """Every name and alias to its key; a name used twice is a fault, because an import could not tell them apart.

    Names that differ in the width of their brackets only are the same name, and so is another item's key.
    """
    names: dict[str, str] = {}
    taken = {item.key: item.key for item in items}
    keys: set[str] = set()
    for item in items:
        if item.key in keys:
            problems.append(Problem("catalogue_key_twice", f"item[{item.key}]", {"given": item.key}))
        keys.add(item.key)
        for name in (item.name, *item.aliases):
            names.setdefault(name, item.key)
            if taken.setdefault(same_signs(name), item.key) != item.key:
                problems.append(Problem("catalogue_name_twice", f"item[{item.key}]", {"given": name}))
    return names


def _formulas(items: Iterable[Item], names: Mapping[str, str], problems: list[Problem]) -> dict[str, Expression]:
    """The formulas of the derived items; one that reads itself, directly or through others, is a fault."""
    formulas: dict[str, Expression] = {}
    for item in items:
        if not item.formula:
            continue
        try:
            formulas[item.key] = parse(item.formula, names)
        except FormulaError as error:
            place = f"item[{item.key}].formula"
            problems.append(Problem(error.problem.code, place, error.problem.params))
    problems += _chained_wrongly(formulas)
    return formulas


def _chained_wrongly(formulas: Mapping[str, Expression]) -> list[Problem]:
    """Formulas that go round in a circle, and those at the end of a longer chain than any table needs."""
    reads = {key: {part for part, _ in formula.items()} & formulas.keys() for key, formula in formulas.items()}
    steps = _steps(reads)
    left = {key: parts - steps.keys() for key, parts in reads.items() if key not in steps}
    read_by: dict[str, set[str]] = {key: set() for key in left}
    for key, parts in left.items():
        for part in parts:
            read_by[part].add(key)
    circle = left.keys() - _steps(read_by).keys()  # without those that only read one
    return [
        *(Problem("catalogue_circular", f"item[{key}].formula") for key in left if key in circle),
        *(
            Problem("catalogue_chain", f"item[{key}].formula", {"limit": str(MAX_CHAIN)})
            for key, step in steps.items()
            if step == MAX_CHAIN
        ),
    ]


def _steps(reads: Mapping[str, Set[str]]) -> dict[str, int]:
    """How far each stands above those that read nothing, in time that grows with the formulas; circles are left out."""
    read_by: dict[str, list[str]] = {}
    waiting = {key: len(parts) for key, parts in reads.items()}
    for key, parts in reads.items():
        for part in parts:
            read_by.setdefault(part, []).append(key)
    steps = {key: 0 for key, count in waiting.items() if not count}
    ready = list(steps)
    for key in ready:  # grows while it is walked
        for reader in read_by.get(key, ()):
            waiting[reader] -= 1
            steps[reader] = max(steps.get(reader, 0), steps[key] + 1)
            if not waiting[reader]:
                ready.append(reader)
    return {key: steps[key] for key in ready}

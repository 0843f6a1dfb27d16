"""A region's published table (region pack) as locked data; it refuses to know points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hqd_desktop.domain.expression import Expression
from hqd_desktop.domain.formula import FormulaError, parse
from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader


class Scope(StrEnum):
    """Whom a row speaks of: the government or region (shown, never scored), or the hospital."""

    REGION = "G"
    HOSPITAL = "H"


class Direction(StrEnum):
    """Which way is better; NONE where the table does not say."""

    UP = "up"
    DOWN = "down"
    YES = "yes"
    NONE = "none"


class NotApplicable(StrEnum):
    """What the pack lets a hospital mark 不适用: nothing, one of two halves, or the whole row."""

    NEVER = "never"
    HALF = "half"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Target:
    """What the published text wants a value to reach (`at_least`) or not to pass, in the unit of its part."""

    at_least: bool
    value: Decimal

    def met_by(self, value: Decimal) -> bool:
        """Whether a value reaches it; a value at the limit does."""
        return value >= self.value if self.at_least else value <= self.value


@dataclass(frozen=True, slots=True)
class Part:
    """One value of an indicator. Either `formula` gives it, or it counts the `checklist` items that read 是.

    `direct` names the item through which a hospital may give the published ratio itself (直接填报).
    """

    key: str
    name: str
    unit: str
    decimals: int
    formula: Expression | None
    checklist: tuple[str, ...] = ()
    direct: str = ""
    as_ratio: bool = False
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A second 口径 (国考), computed and shown beside, never scored; its own items are never 缺."""

    name: str
    unit: str
    decimals: int
    formula: Expression
    note: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the table. `name`, `explanation`, `requirement`, `source` are the official text, to the letter.

    `deadline` is the last day that the requirement leaves, None where the text names none; `section` is the place in a
    text that has no table.
    """

    number: str
    group: str
    name: str
    short: str
    explanation: str
    requirement: str
    source: str
    scope: Scope
    direction: Direction
    levels: tuple[str, ...]
    types: tuple[str, ...]
    quarterly: bool
    not_applicable: NotApplicable
    supplier: str
    oddity: str
    parts: tuple[Part, ...]
    references: tuple[Reference, ...]
    narrative: tuple[str, ...]
    deadline: date | None = None
    section: str = ""

    def applies_to(self, hospital: Hospital) -> bool:
        """Whether the row is scored or watched for that level and type, the hospital's own or what it counts as."""
        return (
            self.scope is Scope.HOSPITAL
            and (not self.levels or not {hospital.level, hospital.level_counts_as}.isdisjoint(self.levels))
            and (not self.types or not {hospital.type, hospital.type_counts_as}.isdisjoint(self.types))
        )

    @property
    def reported(self) -> tuple[str, ...]:
        """The items that a quarterly row must report: its conditions, or its narrative where it has none."""
        return tuple(key for part in self.parts for key in part.checklist) or self.narrative

    @property
    def label(self) -> str:
        """Number and short name, as in lists."""
        return f"{self.number} {self.short}"


@dataclass(frozen=True, slots=True)
class Group:
    """A 一级指标: its printed title, and the short one for charts."""

    key: str
    title: str
    short: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A region pack; `raw` is what it was read from, `id` is how files and settings name it."""

    id: str
    name: str
    short: str
    document: str
    issuer: str
    issued: str
    version: str
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    notes: tuple[str, ...]
    raw: Mapping[str, Any] = field(repr=False)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def indicator(self, number: str) -> Indicator:
        """The row of that number; KeyError when there is none."""
        for indicator in self.indicators:
            if indicator.number == number:
                return indicator
        raise KeyError(number)

    def applicable(self, hospital: Hospital) -> tuple[Indicator, ...]:
        """The numbered rows that apply to the hospital (八, narrative and bonus, is not one of the 33)."""
        return tuple(i for i in self.indicators if i.number.isdigit() and i.applies_to(hospital))


def scheme_from(raw: Mapping[str, Any], catalogue: Catalogue) -> tuple[Scheme | None, list[Problem]]:
    """Build a pack against the catalogue, or name everything that is wrong with it."""
    problems: list[Problem] = []
    top = RawReader(raw, "", problems)
    head = top.child("pack")
    groups = tuple(_group(reader) for reader in top.children("group", "key"))
    keys = [group.key for group in groups]
    indicators = tuple(_indicator(r, keys, catalogue) for r in top.children("indicator", "number"))
    scheme = Scheme(
        id=head.text("id"),
        name=head.text("name"),
        short=head.text("short"),
        document=head.text("document"),
        issuer=head.text("issuer"),
        issued=head.text("issued"),
        version=head.text("version"),
        groups=groups,
        indicators=indicators,
        notes=head.texts("notes"),
        raw=raw,
    )
    head.done()
    top.done()
    seen: set[str] = set()
    for indicator in indicators:
        if indicator.number in seen:
            problems.append(Problem("pack_number_twice", f"indicator[{indicator.number}]"))
        seen.add(indicator.number)
    if not indicators:
        problems.append(Problem("pack_empty"))
    return (None, problems) if problems else (scheme, [])


def _group(reader: RawReader) -> Group:
    group = Group(reader.text("key"), reader.text("title"), reader.text("short"))
    reader.done()
    return group


def _indicator(reader: RawReader, groups: list[str], catalogue: Catalogue) -> Indicator:
    indicator = Indicator(
        number=reader.text("number"),
        group=reader.choice("group", groups or [""]),
        name=reader.text("name"),
        short=reader.text("short"),
        explanation=reader.text("explanation", ""),
        requirement=reader.text("requirement", ""),
        source=reader.text("source", ""),
        scope=Scope(reader.choice("scope", [s.value for s in Scope])),
        direction=Direction(reader.choice("direction", [d.value for d in Direction], "none")),
        levels=reader.texts("levels", LEVELS),
        types=reader.texts("types", TYPES),
        quarterly=reader.flag("quarterly"),
        not_applicable=NotApplicable(reader.choice("not_applicable", [n.value for n in NotApplicable], "never")),
        supplier=reader.text("supplier", ""),
        oddity=reader.text("oddity", ""),
        parts=tuple(_part(r, catalogue) for r in reader.children("part", "key")),
        references=tuple(_reference(r, catalogue) for r in reader.children("reference", "name")),
        narrative=_items(reader, "narrative", catalogue, ItemKind.TEXT),
        deadline=reader.day("deadline"),
        section=reader.text("section", ""),
    )
    parts = [part.key for part in indicator.parts]
    for key in sorted({key for key in parts if parts.count(key) > 1}):
        reader.report("pack_part_twice", f"part[{key}].key")
    reader.done()
    return indicator


def _part(reader: RawReader, catalogue: Catalogue) -> Part:
    formula = reader.text("formula", "")
    part = Part(
        key=reader.text("key"),
        name=reader.text("name"),
        unit=reader.text("unit", ""),
        decimals=reader.whole("decimals", 0, high=6),
        formula=_expression(reader, catalogue, formula),
        checklist=_items(reader, "checklist", catalogue, ItemKind.YES_NO),
        direct=reader.text("direct", ""),
        as_ratio=reader.flag("as_ratio"),
        target=_target(reader),
    )
    if bool(formula) == bool(part.checklist):
        reader.report("pack_part_needs_one", "formula")
    if part.direct and part.direct not in catalogue.items:
        reader.report("pack_unknown_item", "direct", given=part.direct)
    reader.done()
    return part


def _target(reader: RawReader) -> Target | None:
    value = reader.optional_decimal("target")
    if value is None:
        return None
    return Target(reader.choice("target_side", ("at_least", "at_most")) == "at_least", value)


def _reference(reader: RawReader, catalogue: Catalogue) -> Reference:
    text = reader.text("formula")
    expression = _expression(reader, catalogue, text) or parse("0", {})
    reference = Reference(
        reader.text("name"),
        reader.text("unit", ""),
        reader.whole("decimals", 2, high=6),
        expression,
        reader.text("note"),
    )
    reader.done()
    return reference


def _expression(reader: RawReader, catalogue: Catalogue, text: str) -> Expression | None:
    if not text:
        return None
    try:
        return parse(text, catalogue.names)
    except FormulaError as error:
        problem = error.problem
        reader.report(problem.code, "formula", **problem.params)
        return None


def _items(reader: RawReader, field_name: str, catalogue: Catalogue, kind: ItemKind) -> tuple[str, ...]:
    keys = reader.texts(field_name)
    for key in keys:
        if key not in catalogue.items or catalogue[key].kind is not kind:
            reader.report("pack_unknown_item", field_name, given=key)
    return keys
